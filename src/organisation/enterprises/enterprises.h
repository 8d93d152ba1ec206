// Enterprises 非公组织: the registry from the lists of market regulation, their states, and the
// rule on who must found a branch. It knows no SQL.
#pragma once

#include "foundation/result.h"
#include "kernel/journal/change.h"

#include <optional>
#include <string>
#include <string_view>

namespace hangji::organisation {

/// 存续(在营), 关(停业), 停(歇业), 并, 转, 注销(吊销).
enum class EnterpriseState { operating, closed, suspended, merged, transformed, cancelled };
BOOST_DESCRIBE_ENUM(EnterpriseState, operating, closed, suspended, merged, transformed, cancelled)

[[nodiscard]] std::string_view label(EnterpriseState state);
/// 登记状态 as lists write it: 存续, 在营, 开业, 歇业, 停业, 吊销, 注销, 迁出 …; none when unknown.
[[nodiscard]] std::optional<EnterpriseState> parse_enterprise_state(std::string_view text);
/// True while Party building in it goes on: operating and suspended ones.
[[nodiscard]] bool is_alive(EnterpriseState state);

struct EnterpriseRow {
  EnterpriseId id{};
  std::string name{};
  std::string initials{};
  std::optional<std::string> credit_code{};
  /// The check digit is wrong: a person must look.
  bool credit_code_doubtful{false};
  std::string legal_person{};
  std::optional<Date> established_on{};
  EnterpriseState state{};
  Date state_since{};
  std::string industry{};
  std::int64_t employees{};
  std::int64_t party_members{};
  std::int64_t formal_members{};
  std::string address{};
  /// Sealed.
  std::string phone{};
  UnitId community_id{};
  std::string building{};
  /// The unit that covers it.
  UnitId unit_id{};
  std::string liaison{};
  /// JSON object.
  std::string notes{"{}"};
};
BOOST_DESCRIBE_STRUCT(EnterpriseRow, (),
                      (id, name, initials, credit_code, credit_code_doubtful, legal_person,
                       established_on, state, state_since, industry, employees, party_members,
                       formal_members, address, phone, community_id, building, unit_id, liaison,
                       notes))

struct EnterpriseEventRow {
  Id<struct EnterpriseEventTag> id{};
  EnterpriseId enterprise_id{};
  EnterpriseState former_state{};
  EnterpriseState state{};
  Date day{};
  std::string reason{};
  EnterpriseId successor_id{};
};
BOOST_DESCRIBE_STRUCT(EnterpriseEventRow, (),
                      (id, enterprise_id, former_state, state, day, reason, successor_id))

/// What is asked of an enterprise: a branch of its own, a joint branch with others, a liaison, or
/// nothing because it is no more.
enum class Coverage { own_branch, joint_branch, liaison, none };
BOOST_DESCRIBE_ENUM(Coverage, own_branch, joint_branch, liaison, none)

[[nodiscard]] std::string_view label(Coverage coverage);

/// With `branch_members` (a rule: three) formal members or more it must found a branch; with fewer
/// members it joins a joint branch; with none it gets a liaison.
/// Source: organisation.branch.least_formal_members
[[nodiscard]] Coverage coverage_asked(EnterpriseRow const& enterprise, std::int64_t branch_members);
/// True when what it has is what is asked, or more.
[[nodiscard]] bool is_covered(EnterpriseRow const& enterprise, Coverage asked);

}  // namespace hangji::organisation

template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::organisation::EnterpriseRow> = "enterprise";
template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::organisation::EnterpriseEventRow> = "enterprise_event";
