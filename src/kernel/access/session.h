// A signed-in person and what they may do where. It knows no page.
#pragma once

#include "database/transaction.h"
#include "foundation/result.h"
#include "kernel/access/permissions.h"
#include "kernel/journal/change.h"

#include <functional>
#include <string>
#include <vector>

namespace hangji::access {

enum class AccessRefusal {
  not_signed_in,
  session_over,
  csrf_missing,
  not_allowed,
  sign_in_wrong,
  locked,
  totp_required,
  totp_wrong,
  enrol_totp_first,
  password_weak,
  login_taken,
  not_found,
  administrators_separate,
  wrong_unit,
  change_password_first,
  terminal_only,
  last_administrator,
  busy
};
BOOST_DESCRIBE_ENUM(AccessRefusal, not_signed_in, session_over, csrf_missing, not_allowed,
                    sign_in_wrong, locked, totp_required, totp_wrong, enrol_totp_first,
                    password_weak, login_taken, not_found, administrators_separate, wrong_unit,
                    change_password_first, terminal_only, last_administrator, busy)

struct Grant {
  Role role{};
  UnitId unit{};
};
BOOST_DESCRIBE_STRUCT(Grant, (), (role, unit))

/// A password that was chosen by somebody else: the owner is told, and chooses another.
struct PasswordGiven {
  std::string given_by{};
  Instant given_at{};
};
BOOST_DESCRIBE_STRUCT(PasswordGiven, (), (given_by, given_at))

struct Session {
  TenantId tenant{};
  UserId user{};
  std::string name{};
  std::string login{};
  /// The person's own member record; none for an administrator from outside.
  MemberId member{};
  std::string csrf{};
  Instant ends_at{};
  bool must_enrol_totp{false};
  /// There until the person has chosen a password: nothing else may be done before.
  std::optional<PasswordGiven> password_given{};
  std::vector<Grant> grants{};

  [[nodiscard]] journal::Actor actor() const { return {user, name}; }
};

/// True when `unit` is `ancestor` or lies below it today; the organisation chapter provides it.
using IsWithin = std::function<bool(database::Transaction&, UnitId ancestor, UnitId unit)>;

/// True for units that register members, as branches do; the organisation chapter provides it.
using UnitTest = std::function<bool(database::Transaction&, UnitId)>;

/// True when some grant gives the permission anywhere: for menus and as the first gate.
[[nodiscard]] bool may_somewhere(Session const& session, Permission permission);
/// True when a grant gives the permission at `unit`.
[[nodiscard]] bool may_at(database::Transaction& transaction, Session const& session,
                          Permission permission, UnitId unit, IsWithin const& is_within);
/// Units at which the permission holds, with the reach: the roots of what the person may list.
struct ReachedUnit {
  UnitId unit{};
  Reach reach{};
};
[[nodiscard]] std::vector<ReachedUnit> reached_units(Session const& session, Permission permission);

}  // namespace hangji::access

namespace hangji {
template <> inline constexpr std::string_view refusal_prefix<access::AccessRefusal> = "access";
}  // namespace hangji
