// Suspension, removal and coming back, by their periods and documents.
#include "organisation/members/membership_decisions.h"

#include "kernel/facts/fact_kinds.h"
#include "organisation/members/member_checks.h"
#include "organisation/members/members_store.h"

#include <fmt/format.h>
#include <boost/describe/enum_to_string.hpp>

namespace hangji::organisation {

using rules::Rulebook;
using rules::Threshold;

namespace {
bool needs_document(MemberState state) {
  return state != MemberState::transferred_out && state != MemberState::deceased;
}

/// Refuses a decision of `day` before the length of time in the rule has passed since `since`.
Result<Done> check_passed(Rulebook const& rules, std::string_view rule_id, Date since, Date day,
                          DecisionRefusal reason) {
  auto const length = rules.find<Threshold>(rule_id, day);
  if (!length || day >= rules::after(since, **length)) return Done{};
  return refuse(
      reason,
      fmt::format("{}为 {}，自 {} 起算，到 {} 才满", length->rule->title, to_text(**length),
                  to_text(since), to_text(rules::after(since, **length))),
      {.field = "day", .rule = std::string{rule_id}});
}

Result<Done> check_suspension(Rulebook const& rules, MemberRow const& row,
                              StateDecision const& decision) {
  if (decision.ground == SuspensionGround::abroad) return Done{};
  if (!row.lost_since) {
    return refuse(DecisionRefusal::not_lost_contact, "没有登记失去联系，请先登记从哪天起失去联系",
                  {.field = "state", .rule = std::string{threshold::lost_contact_after}});
  }
  return check_passed(rules, threshold::lost_contact_after, *row.lost_since, decision.day,
                      DecisionRefusal::suspended_too_early);
}

/// Who is out of contact is struck off only after the suspension; other causes have no period.
Result<Done> check_removal(Rulebook const& rules, MemberRow const& row,
                           StateDecision const& decision) {
  if (!row.lost_since) return Done{};
  if (row.state != MemberState::suspended) {
    return refuse(DecisionRefusal::not_suspended,
                  "失去联系的党员须先停止党籍，期满仍失联的才能除名",
                  {.field = "state", .rule = std::string{threshold::removal_after}});
  }
  return check_passed(rules, threshold::removal_after, row.state_since, decision.day,
                      DecisionRefusal::removed_too_early);
}

Result<Done> check_readmission(Rulebook const& rules, MemberRow const& row,
                               std::vector<MemberEventRow> const& events,
                               Readmission const& wanted) {
  bool const returns = wanted.ground == ReadmissionGround::returned;
  if (!returns) {
    if (auto good = check_document(wanted.document); !good) return good;
  }
  if (wanted.ground == ReadmissionGround::wrongly_recorded) return Done{};
  if (row.state == MemberState::deceased) {
    return refuse(DecisionRefusal::is_dead, "登记为去世的只能因误登而恢复",
                  {.field = "ground", .status = 409});
  }
  bool const is_removed = row.state != MemberState::transferred_out;
  if (returns && is_removed) {
    return refuse(DecisionRefusal::to_be_admitted_anew,
                  fmt::format("登记为{}的不能恢复党籍，只能重新入党", label(row.state)),
                  {.field = "ground", .rule = std::string{threshold::rejoin_after}});
  }
  if (returns) return Done{};
  if (!is_removed) {
    return refuse(DecisionRefusal::was_not_removed, "组织关系转出的没有出党，不必重新入党",
                  {.field = "ground"});
  }
  // 取消预备党员资格 sets no interval.
  bool const was_cancelled = std::ranges::any_of(events, [&](MemberEventRow const& event) {
    return event.event == MemberEvent::probation_cancelled && event.day == row.state_since;
  });
  if (was_cancelled) return Done{};
  auto const rule = row.state == MemberState::expelled ? threshold::rejoin_after_expulsion
                                                       : threshold::rejoin_after;
  // The law of the day of leaving; a removal older than the rules is held to those of the day.
  bool const has_law = rules.find<Threshold>(rule, row.state_since).has_value();
  auto const law_of = has_law ? row.state_since : wanted.to.day;
  auto const length = rules.find<Threshold>(rule, law_of);
  if (!length || wanted.to.day >= rules::after(row.state_since, **length)) return Done{};
  return refuse(DecisionRefusal::rejoining_too_early,
                fmt::format("{} 起{}，{} 内不得重新入党", to_text(row.state_since),
                            label(row.state), to_text(**length)),
                {.field = "day", .rule = std::string{rule}});
}
}  // namespace

Result<Done> check_document(std::string_view document) {
  if (!document.empty()) return Done{};
  return refuse(DecisionRefusal::document_missing,
                "请填写决定或批复的文号，没有的写明由哪次会议决定",
                {.field = "document", .status = 400});
}

std::string with_document(std::string_view reason, std::string_view document) {
  return document.empty() ? std::string{reason} : fmt::format("{}（{}）", reason, document);
}

Result<Done> decide_state(Change& change, Rulebook const& rules, StateDecision const& decision) {
  auto const found = belonging_member(change, decision.member);
  if (!found) return std::unexpected{found.error()};
  if (needs_document(decision.state)) {
    if (auto good = check_document(decision.document); !good) return good;
  }
  Result<Done> good = Done{};
  if (decision.state == MemberState::suspended)
    good = check_suspension(rules, found->row, decision);
  if (decision.state == MemberState::removed) good = check_removal(rules, found->row, decision);
  if (!good) return good;
  auto const reason =
      decision.reason.empty() ? std::string{} : with_document(decision.reason, decision.document);
  if (belongs(decision.state))
    return set_suspended(change, decision.member, decision.state, decision.day, reason);
  return end_membership(change, {decision.member, decision.state, decision.day, reason});
}

Result<Done> readmit_member(Change& change, Rulebook const& rules, Readmission const& wanted) {
  auto const& [id, to, day, reason] = wanted.to;
  auto const was = member(change.transaction(), id);
  if (!was) return no_such_member();
  auto const history = memberships_of(change.transaction(), id);
  if (belongs(was->state) || history.empty()) {
    return refuse(MemberRefusal::same_state, fmt::format("{}没有离开", was->name), {.status = 409});
  }
  if (auto good = check_day(change, day); !good) return good;
  auto const home = check_home(change, to, day);
  if (!home) return std::unexpected{home.error()};
  if (auto good = check_after(history.back(), day); !good) return good;
  auto const events = events_of(change.transaction(), id);
  if (auto good = check_readmission(rules, *was, events, wanted); !good) return good;
  bool const is_anew = wanted.ground == ReadmissionGround::admitted_anew;
  auto is = *was;
  is.state = MemberState::active;
  is.state_since = day;
  if (is_anew) {
    is.joined_on = day;
    is.full_member_on.reset();
    is.lost_since.reset();
  }
  auto const how = is_anew ? MembershipReason::admitted : MembershipReason::restored;
  change.update(*was, is);
  change.insert(
      MembershipRow{change.new_id<decltype(MembershipRow::id)>(), is.id, to, day, {}, how});
  note_event(change, is.id, is_anew ? MemberEvent::admitted : MemberEvent::restored, day,
             with_document(reason, wanted.document));
  change.about(
      to, fmt::format("{}{}“{}”", is.name, is_anew ? "重新入党，编入" : "回到", home->short_name));
  return note_fact(change, facts::kind::member_joined_unit, is.id, to, day,
                   boost::describe::enum_to_string(how, ""), reason);
}

}  // namespace hangji::organisation
