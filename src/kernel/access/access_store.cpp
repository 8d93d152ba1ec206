#include "kernel/access/access_store.h"

namespace hangji::access {

using database::Query;
using database::Transaction;

namespace {
constexpr Query select_user{"access.select_user", R"sql(
  SELECT id, login, name, member_id, password_hash, totp_secret, state, password_changed_at
    FROM user_account
   WHERE tenant_id = :tenant AND id = :id)sql"};

constexpr Query select_user_by_login{"access.select_user_by_login", R"sql(
  SELECT id, login, name, member_id, password_hash, totp_secret, state, password_changed_at
    FROM user_account
   WHERE tenant_id = :tenant AND login = :login)sql"};

constexpr Query select_users{"access.select_users", R"sql(
  SELECT id, login, name, member_id, password_hash, totp_secret, state, password_changed_at
    FROM user_account
   WHERE tenant_id = :tenant
   ORDER BY login)sql"};

constexpr Query select_grant{"access.select_grant", R"sql(
  SELECT id, user_id, role, unit_id, from_day, until_day
    FROM role_grant
   WHERE tenant_id = :tenant AND id = :id)sql"};

constexpr Query select_grants_of_user{"access.select_grants_of_user", R"sql(
  SELECT id, user_id, role, unit_id, from_day, until_day
    FROM role_grant
   WHERE tenant_id = :tenant AND user_id = :user
     AND from_day <= :day AND (until_day IS NULL OR until_day > :day)
   ORDER BY id)sql"};

constexpr Query select_grants{"access.select_grants", R"sql(
  SELECT id, user_id, role, unit_id, from_day, until_day
    FROM role_grant
   WHERE tenant_id = :tenant AND from_day <= :day AND (until_day IS NULL OR until_day > :day)
   ORDER BY user_id, id)sql"};

constexpr Query select_session{"access.select_session", R"sql(
  SELECT token_digest, user_id, csrf, created_at, ends_at, last_seen
    FROM user_session
   WHERE tenant_id = :tenant AND token_digest = :digest)sql"};

constexpr Query delete_session_row{"access.delete_session", R"sql(
  DELETE FROM user_session WHERE tenant_id = :tenant AND token_digest = :digest)sql"};

constexpr Query delete_sessions_of_user{"access.delete_sessions", R"sql(
  DELETE FROM user_session
   WHERE tenant_id = :tenant AND user_id = :user AND token_digest <> :kept)sql"};

constexpr Query delete_ended{"access.delete_ended_sessions", R"sql(
  DELETE FROM user_session
   WHERE tenant_id = :tenant
     AND (ends_at <= :now OR COALESCE(last_seen, created_at) < :idle_since))sql"};

constexpr Query update_last_seen{"access.update_last_seen", R"sql(
  UPDATE user_session SET last_seen = :at
   WHERE tenant_id = :tenant AND token_digest = :digest)sql"};

constexpr Query select_failures{"access.select_failures", R"sql(
  SELECT user_id, failures, locked_until
    FROM sign_in_failure
   WHERE tenant_id = :tenant AND user_id = :user)sql"};

constexpr Query upsert_failures{"access.upsert_failures", R"sql(
  INSERT INTO sign_in_failure (tenant_id, user_id, failures, locked_until)
  VALUES (:tenant, :user, :failures, :locked_until)
  ON CONFLICT (tenant_id, user_id)
  DO UPDATE SET failures = excluded.failures, locked_until = excluded.locked_until)sql"};

constexpr Query delete_failures_of{"access.delete_failures", R"sql(
  DELETE FROM sign_in_failure WHERE tenant_id = :tenant AND user_id = :user)sql"};

constexpr Query select_password_given{"access.select_password_given", R"sql(
  SELECT given_by, given_at
    FROM password_given
   WHERE tenant_id = :tenant AND user_id = :user)sql"};

constexpr Query upsert_password_given{"access.upsert_password_given", R"sql(
  INSERT INTO password_given (tenant_id, user_id, given_by, given_at)
  VALUES (:tenant, :user, :given_by, :given_at)
  ON CONFLICT (tenant_id, user_id)
  DO UPDATE SET given_by = excluded.given_by, given_at = excluded.given_at)sql"};

constexpr Query delete_password_given_row{"access.delete_password_given", R"sql(
  DELETE FROM password_given WHERE tenant_id = :tenant AND user_id = :user)sql"};

constexpr Query select_totp_step{"access.select_totp_step", R"sql(
  SELECT step FROM totp_taken WHERE tenant_id = :tenant AND user_id = :user)sql"};

constexpr Query upsert_totp_step{"access.upsert_totp_step", R"sql(
  INSERT INTO totp_taken (tenant_id, user_id, step)
  VALUES (:tenant, :user, :step)
  ON CONFLICT (tenant_id, user_id) DO UPDATE SET step = excluded.step)sql"};

constexpr Query select_fingerprint{"access.select_fingerprint", R"sql(
  SELECT fingerprint FROM books_key WHERE tenant_id = :tenant)sql"};

constexpr Query insert_fingerprint{"access.insert_fingerprint", R"sql(
  INSERT INTO books_key (tenant_id, fingerprint) VALUES (:tenant, :fingerprint))sql"};

constexpr Query select_tenant{"access.select_tenant", R"sql(
  SELECT name FROM tenant WHERE id = :tenant)sql"};

constexpr Query insert_tenant_row{"access.insert_tenant", R"sql(
  INSERT INTO tenant (id, name, created_at) VALUES (:tenant, :name, :at))sql"};

struct NameRow {
  std::string name{};
};
BOOST_DESCRIBE_STRUCT(NameRow, (), (name))

struct StepRow {
  std::int64_t step{-1};
};
BOOST_DESCRIBE_STRUCT(StepRow, (), (step))

struct FingerprintRow {
  std::string fingerprint{};
};
BOOST_DESCRIBE_STRUCT(FingerprintRow, (), (fingerprint))
}  // namespace

std::optional<UserRow> user(Transaction& transaction, UserId id) {
  return transaction.one<UserRow>(select_user, id);
}

std::optional<UserRow> user_by_login(Transaction& transaction, std::string_view login) {
  return transaction.one<UserRow>(select_user_by_login, login);
}

std::vector<UserRow> users(Transaction& transaction) {
  return transaction.all<UserRow>(select_users);
}

std::optional<GrantRow> grant(Transaction& transaction, GrantId id) {
  return transaction.one<GrantRow>(select_grant, id);
}

std::vector<GrantRow> grants_of(Transaction& transaction, UserId user, Date day) {
  return transaction.all<GrantRow>(select_grants_of_user, user, day);
}

std::vector<GrantRow> all_grants(Transaction& transaction, Date day) {
  return transaction.all<GrantRow>(select_grants, day);
}

std::optional<SessionRow> session(Transaction& transaction, std::string_view token_digest) {
  return transaction.one<SessionRow>(select_session, token_digest);
}

void insert_session(Transaction& transaction, SessionRow const& row) {
  transaction.insert({"user_session"}, row);
}

void delete_session(Transaction& transaction, std::string_view token_digest) {
  transaction.execute(delete_session_row, token_digest);
}

void delete_sessions(Transaction& transaction, UserId user, std::string_view kept_digest) {
  transaction.execute(delete_sessions_of_user, user, kept_digest);
}

void put_last_seen(Transaction& transaction, std::string_view token_digest, Instant at) {
  transaction.execute(update_last_seen, at, token_digest);
}

void delete_ended_sessions(Transaction& transaction, Instant now, Instant idle_since) {
  transaction.execute(delete_ended, now, idle_since);
}

std::optional<FailureRow> failures_of(Transaction& transaction, UserId user) {
  return transaction.one<FailureRow>(select_failures, user);
}

void put_failures(Transaction& transaction, FailureRow const& row) {
  transaction.execute(upsert_failures, row.user_id, row.failures, row.locked_until);
}

void delete_failures(Transaction& transaction, UserId user) {
  transaction.execute(delete_failures_of, user);
}

std::optional<PasswordGiven> password_given(Transaction& transaction, UserId user) {
  return transaction.one<PasswordGiven>(select_password_given, user);
}

void put_password_given(journal::Change& change, UserId user) {
  change.transaction().execute(upsert_password_given, user, change.actor().name, change.now());
}

void delete_password_given(Transaction& transaction, UserId user) {
  transaction.execute(delete_password_given_row, user);
}

std::int64_t last_totp_step(Transaction& transaction, UserId user) {
  return transaction.one<StepRow>(select_totp_step, user).value_or(StepRow{}).step;
}

void put_totp_step(Transaction& transaction, UserId user, std::int64_t step) {
  transaction.execute(upsert_totp_step, user, step);
}

std::string key_fingerprint(Transaction& transaction) {
  return transaction.one<FingerprintRow>(select_fingerprint).value_or(FingerprintRow{}).fingerprint;
}

void put_key_fingerprint(Transaction& transaction, std::string_view fingerprint) {
  transaction.execute(insert_fingerprint, fingerprint);
}

std::string tenant_name(Transaction& transaction) {
  return transaction.one<NameRow>(select_tenant).value_or(NameRow{}).name;
}

void insert_tenant(Transaction& transaction, std::string_view name) {
  transaction.execute(insert_tenant_row, name, transaction.now());
}

}  // namespace hangji::access
