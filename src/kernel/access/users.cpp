#include "kernel/access/users.h"

#include "kernel/access/access_store.h"
#include "kernel/secrets/sealed.h"

#include <fmt/format.h>

namespace hangji::access {

using database::Transaction;
using journal::Change;

namespace {
constexpr std::int64_t minute_ms = 60'000;

std::unexpected<Refusal> no_such_user() {
  return refuse(AccessRefusal::not_found, "没有这个账号", {.status = 404});
}

std::unexpected<Refusal> sign_in_wrong() {
  return refuse(AccessRefusal::sign_in_wrong, "登录名或口令不对", {.status = 401});
}

bool is_locked(std::optional<FailureRow> const& failures, Instant now) {
  return failures && failures->locked_until && now < *failures->locked_until;
}

/// Second factor; fine when the account has none.
Result<Done> check_totp(UserRow const& account, secrets::Secrets const& secrets,
                        std::string_view code, Instant now) {
  if (!account.totp_secret) return Done{};
  if (code.empty())
    return refuse(AccessRefusal::totp_required, "请输入动态口令", {.field = "totp", .status = 401});
  if (!totp_matches(secrets.open(*account.totp_secret), code, now)) {
    return refuse(AccessRefusal::totp_wrong, "动态口令不对", {.field = "totp", .status = 401});
  }
  return Done{};
}
}  // namespace

bool is_administrator(Role role) {
  return role == Role::system_administrator || role == Role::security_administrator ||
         role == Role::auditor;
}

Result<UserId> add_user(Change& change, NewUser const& wanted) {
  if (auto good = check_password(wanted.login, wanted.password); !good)
    return std::unexpected{good.error()};
  if (user_by_login(change.transaction(), wanted.login)) {
    return refuse(AccessRefusal::login_taken, fmt::format("登录名“{}”已被使用", wanted.login),
                  {.field = "login", .status = 409});
  }
  UserRow const row{.id = change.new_id<UserId>(),
                    .login = wanted.login,
                    .name = wanted.name,
                    .member_id = wanted.member,
                    .password_hash = hash_password(wanted.password),
                    .password_changed_at = change.now()};
  change.insert(row);
  change.about({}, fmt::format("新增账号 {}({})", row.login, row.name));
  return row.id;
}

Result<GrantId> grant_role(Change& change, UserId user_id, Role role, UnitId unit) {
  auto const account = user(change.transaction(), user_id);
  if (!account) return no_such_user();
  for (auto const& held : grants_of(change.transaction(), user_id, change.today())) {
    if (held.role != role && (is_administrator(role) || is_administrator(held.role))) {
      return refuse(AccessRefusal::administrators_separate,
                    "系统管理员、安全管理员、审计员须由不同的人担任，且不兼任其他角色",
                    {.status = 409});
    }
    if (held.role == role && held.unit_id == unit) {
      change.about(unit, fmt::format("{} 已有角色 {}，没有变动", account->name,
                                     boost::describe::enum_to_string(role, "")));
      return held.id;
    }
  }
  GrantRow const row{.id = change.new_id<GrantId>(),
                     .user_id = user_id,
                     .role = role,
                     .unit_id = unit,
                     .from_day = change.today()};
  change.insert(row);
  change.about(unit, fmt::format("授予 {} 角色 {}", account->name,
                                 boost::describe::enum_to_string(role, "")));
  return row.id;
}

Result<Done> end_grant(Change& change, GrantId id) {
  auto const row = grant(change.transaction(), id);
  if (!row || row->until_day)
    return refuse(AccessRefusal::not_found, "没有这项授权", {.status = 404});
  auto ended = *row;
  ended.until_day = change.today();
  change.update(*row, ended);
  change.about(row->unit_id,
               fmt::format("收回角色 {}", boost::describe::enum_to_string(row->role, "")));
  return Done{};
}

Result<Done> set_password(Change& change, UserId id, std::string_view password) {
  auto const row = user(change.transaction(), id);
  if (!row) return no_such_user();
  if (auto good = check_password(row->login, password); !good) return good;
  auto changed = *row;
  changed.password_hash = hash_password(password);
  changed.password_changed_at = change.now();
  change.update(*row, changed);
  change.about({}, fmt::format("更改账号 {} 的口令", row->login));
  return Done{};
}

Result<Done> set_user_state(Change& change, UserId id, UserState state) {
  auto const row = user(change.transaction(), id);
  if (!row) return no_such_user();
  auto changed = *row;
  changed.state = state;
  change.update(*row, changed);
  change.about({},
               fmt::format("{}账号 {}", state == UserState::active ? "启用" : "停用", row->login));
  return Done{};
}

Result<Done> enrol_totp(Change& change, secrets::Secrets const& secrets, UserId id,
                        std::string_view secret_base32, std::string_view code) {
  auto const row = user(change.transaction(), id);
  if (!row) return no_such_user();
  if (!totp_matches(secret_base32, code, change.now())) {
    return refuse(AccessRefusal::totp_wrong, "动态口令不对，请核对手机时间", {.field = "code"});
  }
  auto changed = *row;
  changed.totp_secret = secrets.seal(secret_base32);
  change.update(*row, changed);
  change.about({}, fmt::format("账号 {} 绑定动态口令", row->login));
  return Done{};
}

std::string why_locked(SignInLimits const& limits) {
  return fmt::format("连续输错 {} 次，账号锁定 {} 分钟", limits.failures_until_lock,
                     limits.lock_minutes);
}

SignInCheck check_sign_in(Transaction& transaction, secrets::Secrets const& secrets,
                          SignInLimits const& limits, Credentials const& shown) {
  auto const& [login, password, totp] = shown;
  auto const account = user_by_login(transaction, login);
  if (!account) {
    (void)hash_password(password);  // as slow as a real check: no list of logins by timing
    return {sign_in_wrong(), {}};
  }
  if (is_locked(failures_of(transaction, account->id), transaction.now())) {
    return {refuse(AccessRefusal::locked, why_locked(limits), {.status = 401}), {}};
  }
  if (!password_matches(password, account->password_hash) || account->state != UserState::active) {
    return {sign_in_wrong(), account->id};
  }
  if (auto good = check_totp(*account, secrets, totp, transaction.now()); !good) {
    auto const is_asked = good.error().code == "access.totp_required";
    return {std::unexpected{good.error()}, is_asked ? UserId{} : account->id};
  }
  return {account->id, account->id};
}

void note_failure(Transaction& transaction, SignInLimits const& limits, UserId user_id) {
  auto row = failures_of(transaction, user_id).value_or(FailureRow{.user_id = user_id});
  if (row.locked_until && *row.locked_until <= transaction.now()) row = {.user_id = user_id};
  ++row.failures;
  if (row.failures >= limits.failures_until_lock) {
    row.locked_until = Instant{transaction.now().milliseconds + limits.lock_minutes * minute_ms};
  }
  put_failures(transaction, row);
}

void forget_failures(Transaction& transaction, UserId user_id) {
  delete_failures(transaction, user_id);
}

}  // namespace hangji::access
