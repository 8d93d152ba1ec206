#include "practice/activities/activity_case.h"

#include "kernel/facts/fact_kinds.h"
#include "practice/activities/activities_store.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::practice {

Result<Case> open_case(rules::Rulebook const& rules, ActivityRow row) {
  if (!rules.find<ActivityKind>(row.kind, row.day)) {
    return refuse(ActivityRefusal::kind_unknown,
                  fmt::format("{} 没有“{}”这类活动的规则", to_text(row.day), row.kind));
  }
  auto kinds = kinds_in_force(rules, row);
  auto asked = sitting_of(kinds);
  return Case{std::move(row), std::move(kinds), std::move(asked)};
}

Result<Case> open_case(journal::Change& change, rules::Rulebook const& rules, ActivityId id) {
  auto row = activity(change.transaction(), id);
  if (!row) return refuse(ActivityRefusal::not_found, "没有这项活动", {.status = 404});
  return open_case(rules, std::move(*row));
}

std::unexpected<Refusal> wrong_state(std::string message) {
  return refuse(ActivityRefusal::state_wrong, std::move(message), {.status = 409});
}

bool is_over(ActivityRow const& row) {
  return row.state == ActivityState::finished || row.state == ActivityState::cancelled;
}

std::vector<MemberId> named_of(ActivityRow const& row) {
  auto named = parse_json_as<std::vector<MemberId>>(row.named);
  verify(named.has_value(), "named is a list of ids");
  return std::move(*named);
}

Record record_of(ActivityRow const& row) {
  auto record = parse_json_as<Record>(row.record);
  verify(record.has_value(), "a record is an object of texts");
  return std::move(*record);
}

facts::FactDraft withdrawal_of(facts::FactRow const& fact, std::string reason) {
  return {.kind = std::string{facts::kind::withdrawn},
          .topic = fact.topic,
          .day = fact.day,
          .unit = fact.unit_id,
          .member = fact.member_id,
          .source = fact.source_id,
          .supersedes = fact.id,
          .note = std::move(reason)};
}

/// Of the branch itself by one look; of a group, which is rarer, by its list.
bool is_of_unit(database::Transaction& transaction, ActivityRow const& row, MemberId member) {
  auto const where = organisation::membership_on(transaction, member, row.day);
  if (where && where->unit_id == row.unit_id) return true;
  auto const all = organisation::members_of(transaction, row.unit_id, row.day);
  return std::ranges::find(all, member, &organisation::MemberBrief::id) != all.end();
}

std::vector<UnitId> units_of_member(database::Transaction& transaction, MemberId member,
                                    Date from) {
  std::vector<UnitId> units;
  if (auto const unit = organisation::unit_of(transaction, member); !unit.is_none())
    units.push_back(unit);
  for (auto const& group : organisation::groups_of(transaction, member)) {
    bool const is_there = !group.until_day || *group.until_day > from;
    if (is_there && std::ranges::find(units, group.group_id) == units.end())
      units.push_back(group.group_id);
  }
  return units;
}

}  // namespace hangji::practice
