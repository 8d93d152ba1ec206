// Answers kept by idempotency key, so that a retry after a lost answer does not act twice.
#pragma once

#include "database/transaction.h"

namespace hangji::api {

struct KeptAnswer {
  UserId user_id{};
  std::string idempotency_key{};
  Instant at{};
  std::string request_digest{};
  std::int64_t status{};
  std::string body{};
};
BOOST_DESCRIBE_STRUCT(KeptAnswer, (), (user_id, idempotency_key, at, request_digest, status, body))

[[nodiscard]] std::optional<KeptAnswer> kept_answer(database::Transaction& transaction, UserId user,
                                                    std::string_view key);
void insert_answer(database::Transaction& transaction, KeptAnswer const& answer);
/// Forgets answers older than `before`; how many.
std::int64_t forget_answers(database::Transaction& transaction, Instant before);

}  // namespace hangji::api
