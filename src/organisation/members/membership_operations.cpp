// Where members belong: transfers, groups, leaving, coming back.
#include "kernel/facts/fact_kinds.h"
#include "organisation/members/member_checks.h"
#include "organisation/members/members_store.h"
#include "organisation/units/units_store.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::organisation {

namespace {
template <class Enum> std::string_view code_of(Enum value) {
  return boost::describe::enum_to_string(value, "");
}

void end_row(Change& change, MembershipRow const& was, Date day) {
  auto ended = was;
  ended.until_day = day;
  change.update(was, ended);
}

/// Whoever leaves a unit leaves its groups.
void leave_groups(Change& change, MemberId id, Date day) {
  for (auto const& row : groups_of(change.transaction(), id)) {
    if (row.until_day) continue;
    auto ended = row;
    ended.until_day = std::max(day, row.from_day);
    change.update(row, ended);
  }
}

void leave_posts(Change& change, MemberId id, Date day) {
  for (auto const& row : posts_held_by(change.transaction(), id, change.today())) {
    if (row.until_day) continue;
    auto ended = row;
    ended.until_day = std::max(day, row.from_day);
    change.update(row, ended);
  }
}

/// Out of one unit and into another, once all is found good.
Result<Done> move_member(Change& change, MemberRow const& row, MembershipRow const& from,
                         MemberTransfer const& wanted, MembershipReason reason) {
  end_row(change, from, wanted.day);
  leave_groups(change, row.id, wanted.day);
  change.insert(MembershipRow{
      change.new_id<decltype(MembershipRow::id)>(), row.id, wanted.to, wanted.day, {}, reason});
  if (auto good = note_fact(change, facts::kind::member_left_unit, row.id, from.unit_id, wanted.day,
                            code_of(reason), wanted.reason);
      !good) {
    return good;
  }
  return note_fact(change, facts::kind::member_joined_unit, row.id, wanted.to, wanted.day,
                   code_of(reason), wanted.reason);
}
}  // namespace

Result<Done> transfer_member(Change& change, MemberTransfer const& wanted) {
  auto const found = belonging_member(change, wanted.member);
  if (!found) return std::unexpected{found.error()};
  if (auto good = check_day(change, wanted.day); !good) return good;
  auto const home = check_home(change, wanted.to, wanted.day);
  if (!home) return std::unexpected{home.error()};
  if (found->membership.unit_id == wanted.to) {
    return refuse(MemberRefusal::same_unit,
                  fmt::format("{}已在“{}”", found->row.name, home->short_name),
                  {.field = "to", .status = 409});
  }
  if (auto good = check_after(found->membership, wanted.day); !good) return good;
  change.about(wanted.to, fmt::format("{}转入“{}”", found->row.name, home->short_name));
  return move_member(change, found->row, found->membership, wanted, MembershipReason::transferred);
}

Result<Done> move_all_members(Change& change, UnitId from, UnitId to, Date day,
                              std::string_view reason) {
  if (auto home = check_home(change, to, day); !home) return std::unexpected{home.error()};
  for (auto const& membership : memberships_in(change.transaction(), from)) {
    if (auto good = check_after(membership, day); !good) return good;
    auto const row = member(change.transaction(), membership.member_id);
    MemberTransfer const wanted{membership.member_id, to, day, std::string{reason}};
    if (auto good = move_member(change, *row, membership, wanted, MembershipReason::unit_merged);
        !good) {
      return good;
    }
  }
  return Done{};
}

Result<Done> assign_to_group(Change& change, MemberId id, UnitId group, Date day) {
  auto const found = belonging_member(change, id);
  if (!found) return std::unexpected{found.error()};
  if (auto good = check_day(change, day); !good) return good;
  if (!group.is_none()) {
    auto const row = unit(change.transaction(), group);
    auto const above = parent_of(change.transaction(), group);
    bool const fits = row && row->kind == UnitKind::group && row->stands_on(day) && above &&
                      above->parent_id == found->membership.unit_id;
    if (!fits) {
      return refuse(MemberRefusal::group_unfit, "须是党员所在支部的党小组", {.field = "group"});
    }
  }
  leave_groups(change, id, day);
  if (!group.is_none()) {
    change.insert(
        GroupMemberRow{change.new_id<decltype(GroupMemberRow::id)>(), group, id, day, {}});
  }
  change.about(found->membership.unit_id, fmt::format("调整{}所在党小组", found->row.name));
  return Done{};
}

Result<Done> end_membership(Change& change, MemberEnding const& wanted) {
  auto const found = belonging_member(change, wanted.member);
  if (!found) return std::unexpected{found.error()};
  if (belongs(wanted.state)) {
    return refuse(MemberRefusal::not_leaving, "请选择离开的原因",
                  {.field = "state", .status = 400});
  }
  if (auto good = check_day(change, wanted.day); !good) return good;
  if (auto good = check_after(found->membership, wanted.day); !good) return good;
  if (auto good = check_reason(wanted.reason); !good) return good;
  auto is = found->row;
  is.state = wanted.state;
  is.state_since = wanted.day;
  change.update(found->row, is);
  end_row(change, found->membership, wanted.day);
  leave_groups(change, is.id, wanted.day);
  leave_posts(change, is.id, wanted.day);
  note_event(change, is.id, wanted.event, wanted.day, wanted.reason);
  change.about(found->membership.unit_id, fmt::format("{}：{}", is.name, label(wanted.state)));
  return note_fact(change, facts::kind::member_left_unit, is.id, found->membership.unit_id,
                   wanted.day, code_of(wanted.state), wanted.reason);
}

}  // namespace hangji::organisation
