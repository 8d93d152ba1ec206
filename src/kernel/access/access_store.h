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
};
BOOST_DESCRIBE_STRUCT(SessionRow, (), (token_digest, user_id, csrf, created_at, ends_at))

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
void delete_ended_sessions(database::Transaction& transaction, Instant now);
[[nodiscard]] std::optional<FailureRow> failures_of(database::Transaction& transaction,
                                                    UserId user);
void put_failures(database::Transaction& transaction, FailureRow const& row);
void delete_failures(database::Transaction& transaction, UserId user);

/// The street's name; empty before the set-up.
[[nodiscard]] std::string tenant_name(database::Transaction& transaction);
void insert_tenant(database::Transaction& transaction, std::string_view name);

}  // namespace hangji::access
