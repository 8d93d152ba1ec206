#include "organisation/members/member_checks.h"

#include "organisation/members/members_store.h"
#include "organisation/units/units_store.h"

#include <fmt/format.h>

namespace hangji::organisation {

std::unexpected<Refusal> no_such_member() {
  return refuse(MemberRefusal::not_found, "没有这名党员", {.field = "member", .status = 404});
}

Result<Done> check_day(Change const& change, Date day) {
  if (day <= change.today()) return Done{};
  return refuse(MemberRefusal::in_the_future, fmt::format("日期 {} 尚未到来", to_text(day)),
                {.field = "day"});
}

Result<Done> check_reason(std::string_view reason) {
  if (!reason.empty()) return Done{};
  return refuse(MemberRefusal::reason_missing, "请写明理由", {.field = "reason", .status = 400});
}

Result<Done> check_after(MembershipRow const& last, Date day) {
  auto const bound = last.until_day.value_or(last.from_day.plus_days(1));
  if (day >= bound) return Done{};
  return refuse(MemberRefusal::before_last_change,
                fmt::format("上一次变动在 {}，日期须更晚", to_text(last.from_day)),
                {.field = "day"});
}

Result<BelongingMember> belonging_member(Change& change, MemberId id) {
  auto row = member(change.transaction(), id);
  if (!row) return no_such_member();
  auto membership = membership_now(change.transaction(), id);
  if (!membership) {
    return refuse(MemberRefusal::not_active,
                  fmt::format("{}已离开（{}）", row->name, label(row->state)), {.status = 409});
  }
  return BelongingMember{std::move(*row), std::move(*membership)};
}

Result<UnitRow> check_home(Change& change, UnitId id, Date day) {
  auto const row = unit(change.transaction(), id);
  if (!row || row->dissolved_on || day < row->founded_on) {
    return refuse(MemberRefusal::unit_unknown,
                  row ? fmt::format("“{}”在 {} 不存在", row->short_name, to_text(day))
                      : std::string{"没有这个党组织"},
                  {.field = "unit", .status = 404});
  }
  if (!holds_members(row->kind)) {
    return refuse(MemberRefusal::unit_unfit,
                  fmt::format("党员须编入党支部，“{}”是{}", row->short_name, label(row->kind)),
                  {.field = "unit"});
  }
  return *row;
}

void note_event(Change& change, MemberId member, MemberEvent event, Date day,
                std::string_view reason) {
  change.insert(MemberEventRow{change.new_id<decltype(MemberEventRow::id)>(), member, event, day,
                               std::string{reason}});
}

Result<Done> note_fact(Change& change, std::string_view kind, MemberId member, UnitId unit,
                       Date day, std::string_view topic, std::string_view reason,
                       facts::Channel channel) {
  auto fact = facts::append(change, {.kind = std::string{kind},
                                     .topic = std::string{topic},
                                     .day = day,
                                     .unit = unit,
                                     .member = member,
                                     .source = SourceId{member.value},
                                     .channel = channel,
                                     .note = std::string{reason}});
  if (!fact) return std::unexpected{std::move(fact.error())};
  return Done{};
}

}  // namespace hangji::organisation
