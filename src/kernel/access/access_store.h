// The SQL of accounts, grants, sessions and failed sign-ins.
#pragma once

#include "kernel/access/users.h"

namespace hangji::access {

struct SessionRow {
  std::string token_digest{};
  UserId user_id{};
  std::string csrf{};
  Instant created_at{};
  Instant ends_at{};
  /// To the minute; none: not since it was opened.
  std::optional<Instant> last_seen{};
};
BOOST_DESCRIBE_STRUCT(SessionRow, (), (token_digest, user_id, csrf, created_at, ends_at, last_seen))

struct FailureRow {
  UserId user_id{};
  std::int64_t failures{};
  std::optional<Instant> locked_until{};
};
BOOST_DESCRIBE_STRUCT(FailureRow, (), (user_id, failures, locked_until))

[[nodiscard]] std::optional<UserRow> user(database::Transaction& transaction, UserId id);
[[nodiscard]] std::optional<UserRow> user_by_login(database::Transaction& transaction,
                                                   std::string_view login);
[[nodiscard]] std::vector<UserRow> users(database::Transaction& transaction);
[[nodiscard]] std::optional<GrantRow> grant(database::Transaction& transaction, GrantId id);
/// Grants in force on `day`.
[[nodiscard]] std::vector<GrantRow> grants_of(database::Transaction& transaction, UserId user,
                                              Date day);
[[nodiscard]] std::vector<GrantRow> all_grants(database::Transaction& transaction, Date day);
[[nodiscard]] std::optional<SessionRow> session(database::Transaction& transaction,
                                                std::string_view token_digest);
void insert_session(database::Transaction& transaction, SessionRow const& row);
void delete_session(database::Transaction& transaction, std::string_view token_digest);
/// All of the user but the one with `kept_digest`.
void delete_sessions(database::Transaction& transaction, UserId user, std::string_view kept_digest);
void put_last_seen(database::Transaction& transaction, std::string_view token_digest, Instant at);
/// Those over, and those not seen since `idle_since`.
void delete_ended_sessions(database::Transaction& transaction, Instant now, Instant idle_since);
[[nodiscard]] std::optional<FailureRow> failures_of(database::Transaction& transaction,
                                                    UserId user);
void put_failures(database::Transaction& transaction, FailureRow const& row);
void delete_failures(database::Transaction& transaction, UserId user);

/// None: the password is the owner's own.
[[nodiscard]] std::optional<PasswordGiven> password_given(database::Transaction& transaction,
                                                          UserId user);
/// By the change's actor, now.
void put_password_given(journal::Change& change, UserId user);
void delete_password_given(database::Transaction& transaction, UserId user);
/// Of the last one-time code that was taken; -1 before the first.
[[nodiscard]] std::int64_t last_totp_step(database::Transaction& transaction, UserId user);
void put_totp_step(database::Transaction& transaction, UserId user, std::int64_t step);

/// Which key the books were written with; empty before it was noted.
[[nodiscard]] std::string key_fingerprint(database::Transaction& transaction);
void put_key_fingerprint(database::Transaction& transaction, std::string_view fingerprint);

/// The street's name; empty before the set-up.
[[nodiscard]] std::string tenant_name(database::Transaction& transaction);
void insert_tenant(database::Transaction& transaction, std::string_view name);

}  // namespace hangji::access
