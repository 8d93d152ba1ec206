// A write that is asked again under its key is answered as it was, and not done again.
#pragma once

#include "database/transaction.h"
#include "foundation/result.h"
#include "http/route.h"
#include "kernel/secrets/sealed.h"

namespace hangji::api {

struct Replay {
  UserId user{};
  std::string key{};
  /// Keyed: the request may hold a password.
  std::string digest{};
  /// Of the first time; none when this is it.
  std::optional<http::Response> answer{};
};

/// What a request is known by.
struct RequestMark {
  std::string key{};
  std::string digest{};
};
/// Needs no transaction: reckoned before the writer's turn. Refuses a request without a key.
[[nodiscard]] Result<RequestMark> mark_of(secrets::Secrets const& secrets,
                                          http::Request const& request);
/// Refuses the key of another request.
[[nodiscard]] Result<Replay> replay_of(database::Transaction& transaction, UserId user,
                                       RequestMark const& mark);
/// Both in one.
[[nodiscard]] Result<Replay> replay_of(database::Transaction& transaction,
                                       secrets::Secrets const& secrets, UserId user,
                                       http::Request const& request);
/// `body` lies in the database as it is.
void keep_answer(database::Transaction& transaction, Replay const& replay, int status,
                 std::string body);

/// The field of the head that the key comes in.
[[nodiscard]] http::HeadField key_field();
/// The field of the head by which a write is known to come from the own page.
[[nodiscard]] http::HeadField csrf_field();

}  // namespace hangji::api
