#include "kernel/api/idempotency_store.h"

namespace hangji::api {

using database::Query;
using database::Transaction;

namespace {
constexpr Query select_answer{"api.select_answer", R"sql(
  SELECT user_id, idempotency_key, at, request_digest, status, body
    FROM idempotency
   WHERE tenant_id = :tenant AND user_id = :user AND idempotency_key = :key)sql"};

constexpr Query delete_answers{"api.delete_answers", R"sql(
  DELETE FROM idempotency WHERE tenant_id = :tenant AND at < :before)sql"};
}  // namespace

std::optional<KeptAnswer> kept_answer(Transaction& transaction, UserId user, std::string_view key) {
  return transaction.one<KeptAnswer>(select_answer, user, key);
}

void insert_answer(Transaction& transaction, KeptAnswer const& answer) {
  transaction.insert({"idempotency"}, answer);
}

std::int64_t forget_answers(Transaction& transaction, Instant before) {
  return transaction.execute(delete_answers, before);
}

}  // namespace hangji::api
