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

/// Second factor: the step of the code, none when the account has none. A code is taken once.
Result<std::optional<std::int64_t>> check_totp(Transaction& transaction, UserRow const& account,
                                               secrets::Secrets const& secrets,
                                               std::string_view code) {
  auto const now = transaction.now();
  if (!account.totp_secret) return std::nullopt;
  if (code.empty())
    return refuse(AccessRefusal::totp_required, "请输入动态口令", {.field = "totp", .status = 401});
  auto const step = totp_step(secrets.open(*account.totp_secret), code, now);
  if (!step || *step <= last_totp_step(transaction, account.id))
    return refuse(AccessRefusal::totp_wrong, "动态口令不对或已经用过",
                  {.field = "totp", .status = 401});
  return step;
}

/// The account is out wherever it was in, but for one session.
void end_sessions(Transaction& transaction, UserId user, std::string_view kept_session = {}) {
  delete_sessions(transaction, user, journal::sm3(kept_session));
}

std::string_view name_of(Role role) { return boost::describe::enum_to_string(role, ""); }

/// Without one of the three nobody could mend what another of them does.
Result<Done> check_others_hold(Change& change, UserId leaving) {
  auto const grants = all_grants(change.transaction(), change.today());
  for (auto const& held : grants) {
    if (held.user_id != leaving || !is_administrator(held.role)) continue;
    bool const others = std::ranges::any_of(grants, [&](GrantRow const& other) {
      if (other.user_id == leaving || other.role != held.role) return false;
      auto const account = user(change.transaction(), other.user_id);
      return account && account->state == UserState::active;
    });
    if (!others)
      return refuse(AccessRefusal::last_administrator,
                    "系统管理员、安全管理员、审计员须各有一名在任，请先授予他人", {.status = 409});
  }
  return Done{};
}
}  // namespace

bool is_administrator(Role role) {
  return role == Role::system_administrator || role == Role::security_administrator ||
         role == Role::auditor;
}

bool is_of_branches(Role role) {
  return role == Role::branch_secretary || role == Role::branch_committee_member;
}

Result<UserId> add_user(Change& change, PasswordDemands const& demands, NewUser const& wanted) {
  if (auto good = check_password(demands, wanted.login, wanted.password.text()); !good)
    return std::unexpected{good.error()};
  if (user_by_login(change.transaction(), wanted.login)) {
    return refuse(AccessRefusal::login_taken, fmt::format("登录名“{}”已被使用", wanted.login),
                  {.field = "login", .status = 409});
  }
  UserRow const row{.id = change.new_id<UserId>(),
                    .login = wanted.login,
                    .name = wanted.name,
                    .member_id = wanted.member,
                    .password_hash = wanted.password.hash(),
                    .password_changed_at = change.now()};
  change.insert(row);
  // What the program itself sets up is given to nobody by somebody else.
  if (!change.actor().name.empty()) put_password_given(change, row.id);
  change.about({}, fmt::format("新增账号 {}({})", row.login, row.name));
  return row.id;
}

Result<GrantId> grant_role(Change& change, NewGrant const& wanted, UnitTest const& holds_members) {
  auto const& [user_id, role, unit] = wanted;
  auto const account = user(change.transaction(), user_id);
  if (!account) return no_such_user();
  if (is_of_branches(role) && !holds_members(change.transaction(), unit))
    return refuse(AccessRefusal::wrong_unit, "支部书记、支部委员的角色只能授予在党支部",
                  {.field = "unit"});
  for (auto const& held : grants_of(change.transaction(), user_id, change.today())) {
    if (held.role != role && (is_administrator(role) || is_administrator(held.role))) {
      return refuse(AccessRefusal::administrators_separate,
                    "系统管理员、安全管理员、审计员须由不同的人担任，且不兼任其他角色",
                    {.status = 409});
    }
    if (held.role == role && held.unit_id == unit) {
      change.about(unit, fmt::format("{} 已有角色 {}，没有变动", account->name, name_of(role)));
      return held.id;
    }
  }
  GrantRow const row{.id = change.new_id<GrantId>(),
                     .user_id = user_id,
                     .role = role,
                     .unit_id = unit,
                     .from_day = change.today()};
  change.insert(row);
  change.about(unit, fmt::format("授予 {} 角色 {}", account->name, name_of(role)));
  return row.id;
}

Result<Done> end_grant(Change& change, GrantId id) {
  auto const row = grant(change.transaction(), id);
  if (!row || row->until_day)
    return refuse(AccessRefusal::not_found, "没有这项授权", {.status = 404});
  if (is_administrator(row->role)) {
    if (auto good = check_others_hold(change, row->user_id); !good) return good;
  }
  auto ended = *row;
  ended.until_day = change.today();
  change.update(*row, ended);
  change.about(row->unit_id, fmt::format("收回角色 {}", name_of(row->role)));
  return Done{};
}

Result<Done> set_password(Change& change, PasswordDemands const& demands, UserId id,
                          ChosenPassword const& password, std::string_view kept_session) {
  auto const row = user(change.transaction(), id);
  if (!row) return no_such_user();
  if (auto good = check_password(demands, row->login, password.text()); !good) return good;
  auto changed = *row;
  changed.password_hash = password.hash();
  changed.password_changed_at = change.now();
  change.update(*row, changed);
  end_sessions(change.transaction(), id, kept_session);
  if (change.actor().id == id)
    delete_password_given(change.transaction(), id);
  else
    put_password_given(change, id);
  change.about({}, fmt::format("更改账号 {} 的口令", row->login));
  return Done{};
}

Result<Done> reset_password(Change& change, PasswordDemands const& demands, UserId id,
                            ChosenPassword const& password) {
  for (auto const& held : grants_of(change.transaction(), id, change.today())) {
    if (held.role == Role::security_administrator || held.role == Role::auditor)
      return refuse(AccessRefusal::terminal_only,
                    "安全管理员、审计员的口令只能在服务器终端上用 hangji user password 重设",
                    {.status = 403});
  }
  return set_password(change, demands, id, password);
}

Result<Done> set_user_state(Change& change, UserId id, UserState state) {
  auto const row = user(change.transaction(), id);
  if (!row) return no_such_user();
  if (state == UserState::disabled) {
    if (auto good = check_others_hold(change, id); !good) return good;
    end_sessions(change.transaction(), id);
  }
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
  auto const step = totp_step(secret_base32, code, change.now());
  if (!step) {
    return refuse(AccessRefusal::totp_wrong, "动态口令不对，请核对手机时间", {.field = "code"});
  }
  auto changed = *row;
  changed.totp_secret = secrets.seal(secret_base32);
  change.update(*row, changed);
  put_totp_step(change.transaction(), id, *step);
  change.about({}, fmt::format("账号 {} 绑定动态口令", row->login));
  return Done{};
}

Result<Done> reset_totp(Change& change, UserId id) {
  auto const row = user(change.transaction(), id);
  if (!row) return no_such_user();
  auto changed = *row;
  changed.totp_secret.reset();
  change.update(*row, changed);
  end_sessions(change.transaction(), id);
  change.about({}, fmt::format("解除账号 {} 的动态口令", row->login));
  return Done{};
}

std::string why_locked(SignInLimits const& limits) {
  return fmt::format("连续输错 {} 次，账号锁定 {} 分钟", limits.failures_until_lock,
                     limits.lock_minutes);
}

FoundAccount find_account(Transaction& transaction, std::string_view login) {
  FoundAccount found{.account = user_by_login(transaction, login)};
  found.is_locked =
      found.account && is_locked(failures_of(transaction, found.account->id), transaction.now());
  return found;
}

bool password_fits(FoundAccount const& found, std::string_view password) {
  if (found.is_locked) return false;
  if (found.account) return password_matches(password, found.account->password_hash);
  ChosenPassword const as_slow{std::string{password}};
  return false;
}

SignInCheck check_sign_in(Transaction& transaction, secrets::Secrets const& secrets,
                          SignInLimits const& limits, FoundAccount const& found,
                          Shown const& shown) {
  auto const account = found.account ? user(transaction, found.account->id) : std::nullopt;
  if (!account) return {sign_in_wrong(), {}};
  if (found.is_locked || is_locked(failures_of(transaction, account->id), transaction.now())) {
    return {refuse(AccessRefusal::locked, why_locked(limits), {.status = 401}), {}};
  }
  bool const fits = shown.fits && account->password_hash == found.account->password_hash;
  if (!fits || account->state != UserState::active) return {sign_in_wrong(), account->id};
  auto const step = check_totp(transaction, *account, secrets, shown.totp);
  if (!step) {
    auto const is_asked = step.error().code == "access.totp_required";
    return {std::unexpected{step.error()}, is_asked ? UserId{} : account->id};
  }
  return {account->id, account->id, *step};
}

void note_failure(Transaction& transaction, SignInLimits const& limits, UserId user_id,
                  std::string_view remote_address) {
  auto row = failures_of(transaction, user_id).value_or(FailureRow{.user_id = user_id});
  if (row.locked_until && *row.locked_until <= transaction.now()) row = {.user_id = user_id};
  ++row.failures;
  if (row.failures >= limits.failures_until_lock) {
    row.locked_until = Instant{transaction.now().milliseconds + limits.lock_minutes * minute_ms};
    Change change{transaction, {}, "access.lock"};
    change.about({}, fmt::format("账号 {} {}，来自 {}", user(transaction, user_id)->login,
                                 why_locked(limits), remote_address));
    change.finish();
  }
  put_failures(transaction, row);
}

void forget_failures(Transaction& transaction, UserId user_id) {
  delete_failures(transaction, user_id);
}

}  // namespace hangji::access
