// Accounts and grants: rows of the books, and the operations of the system and security
// administrators on them.
#pragma once

#include "kernel/access/access_rules.h"
#include "kernel/access/session.h"
#include "kernel/journal/change.h"

#include <string>

namespace hangji::secrets {
class Secrets;
}  // namespace hangji::secrets

namespace hangji::access {

enum class UserState { active, disabled };
BOOST_DESCRIBE_ENUM(UserState, active, disabled)

struct UserRow {
  UserId id{};
  std::string login{};
  std::string name{};
  MemberId member_id{};
  std::string password_hash{};
  std::optional<std::string> totp_secret{};
  UserState state{UserState::active};
  Instant password_changed_at{};
};
BOOST_DESCRIBE_STRUCT(UserRow, (),
                      (id, login, name, member_id, password_hash, totp_secret, state,
                       password_changed_at))

using GrantId = Id<struct GrantTag>;

struct GrantRow {
  GrantId id{};
  UserId user_id{};
  Role role{};
  UnitId unit_id{};
  Date from_day{};
  std::optional<Date> until_day{};
};
BOOST_DESCRIBE_STRUCT(GrantRow, (), (id, user_id, role, unit_id, from_day, until_day))

struct NewGrant {
  UserId user{};
  Role role{};
  UnitId unit{};
};

/// A password as somebody chose it, with its Argon2id hash (PHC text). Making one is slow: not for
/// a thread of the database.
class ChosenPassword {
public:
  explicit ChosenPassword(std::string text);
  [[nodiscard]] std::string const& text() const { return m_text; }
  [[nodiscard]] std::string const& hash() const { return m_hash; }

private:
  std::string m_text;
  std::string m_hash;
};

struct NewUser {
  std::string login{};
  std::string name{};
  ChosenPassword password;
  MemberId member{};
};

/// System, security and audit administrators: never two of them, nor one of them and another role,
/// in one person.
[[nodiscard]] bool is_administrator(Role role);
/// Long enough, of enough of: lower case, upper case, digit, other; not containing the login.
/// Refuses: password_weak. Source: access.password
[[nodiscard]] Result<Done> check_password(PasswordDemands const& demands, std::string_view login,
                                          std::string_view password);
[[nodiscard]] bool password_matches(std::string_view password, std::string_view hash);

/// True for the role that is held in a branch alone and reaches no further.
[[nodiscard]] bool is_of_branches(Role role);

/// Adds an account without any right. Refuses a weak password and a login taken.
[[nodiscard]] Result<UserId> add_user(journal::Change& change, PasswordDemands const& demands,
                                      NewUser const& user);
/// Grants a role at a unit from today. Refuses an unknown user, a branch's role at a unit that
/// registers no members, and roles that must be held by separate persons.
[[nodiscard]] Result<GrantId> grant_role(journal::Change& change, NewGrant const& wanted,
                                         UnitTest const& holds_members);
/// Ends a grant today. Refuses an unknown one and the last of an administrator's role.
[[nodiscard]] Result<Done> end_grant(journal::Change& change, GrantId grant);
/// Ends the account's sessions but the one of the token `kept_session`. A password that somebody
/// else chose must be changed by its owner first of all. Refuses an unknown user and a weak
/// password.
[[nodiscard]] Result<Done> set_password(journal::Change& change, PasswordDemands const& demands,
                                        UserId user, ChosenPassword const& password,
                                        std::string_view kept_session = {});
/// As an administrator of the system does from the page. Refuses, beside what `set_password` does,
/// the passwords of the security administrators and auditors: they are set at the terminal.
[[nodiscard]] Result<Done> reset_password(journal::Change& change, PasswordDemands const& demands,
                                          UserId user, ChosenPassword const& password);
/// Disabling ends the account's sessions. Refuses an unknown user and the last active holder of an
/// administrator's role.
[[nodiscard]] Result<Done> set_user_state(journal::Change& change, UserId user, UserState state);
/// Stores the secret of an authenticator after its first code was shown to match. Refuses a wrong
/// code.
[[nodiscard]] Result<Done> enrol_totp(journal::Change& change, secrets::Secrets const& secrets,
                                      UserId user, std::string_view secret_base32,
                                      std::string_view code);
/// Forgets the account's authenticator, which was lost, and ends its sessions. Refuses an unknown
/// user.
[[nodiscard]] Result<Done> reset_totp(journal::Change& change, UserId user);
/// Eight digits that nobody can guess.
[[nodiscard]] std::string new_code();
/// A fresh secret, Base32, for the page to show as text and QR code.
[[nodiscard]] std::string new_totp_secret();
/// The step of 30 seconds that the code belongs to: that of now, the one before or after it.
[[nodiscard]] std::optional<std::int64_t> totp_step(std::string_view secret_base32,
                                                    std::string_view code, Instant now);

/// The account of a login, before its password is tried.
struct FoundAccount {
  std::optional<UserRow> account{};
  bool is_locked{false};
};
[[nodiscard]] FoundAccount find_account(database::Transaction& transaction, std::string_view login);
/// As slow without an account, so that time tells no list of logins; never for a locked one.
/// Argon2id is slow:
/// not for a thread of the database.
[[nodiscard]] bool password_fits(FoundAccount const& found, std::string_view password);

/// What a sign-in was found to be.
struct SignInCheck {
  Result<UserId> user;
  /// The account whose failures are counted; none when there is no such login.
  UserId tried{};
  /// Of the one-time code, when the account asks for one.
  std::optional<std::int64_t> totp_step{};
};
struct Shown {
  /// The password fits the account that was found.
  bool fits{false};
  std::string_view totp{};
};
/// Of an account as it is now: locked meanwhile it is locked, and another password meanwhile fits
/// no more. Refuses: sign_in_wrong, locked, totp_required, totp_wrong.
[[nodiscard]] SignInCheck check_sign_in(database::Transaction& transaction,
                                        secrets::Secrets const& secrets, SignInLimits const& limits,
                                        FoundAccount const& found, Shown const& shown);
/// 连续输错五次,账号锁定 15 分钟: why a locked account is refused.
[[nodiscard]] std::string why_locked(SignInLimits const& limits);
/// Counts a failed sign-in; enough of them lock the account, which is journaled. Source:
/// access.sign_in
void note_failure(database::Transaction& transaction, SignInLimits const& limits, UserId user,
                  std::string_view remote_address);
void forget_failures(database::Transaction& transaction, UserId user);

}  // namespace hangji::access

template <> inline constexpr std::string_view hangji::journal::table_of<hangji::access::UserRow> =
    "user_account";
template <> inline constexpr std::string_view hangji::journal::table_of<hangji::access::GrantRow> =
    "role_grant";
