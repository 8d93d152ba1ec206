// Probation: when it is over, lengthened, cancelled.
#include "organisation/members/member_checks.h"
#include "organisation/members/members_store.h"
#include "organisation/members/membership_decisions.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::organisation {

using rules::Rulebook;
using rules::Threshold;

namespace {
std::unexpected<Refusal> is_full_member(MemberRow const& row) {
  return refuse(DecisionRefusal::not_on_probation, fmt::format("{}已是正式党员", row.name),
                {.status = 409});
}

/// The days the present probation was lengthened to; one before the joining is of an earlier one.
std::vector<Date> extensions_of(Transaction& transaction, MemberRow const& row) {
  std::vector<Date> days;
  for (auto const& event : events_of(transaction, row.id)) {
    bool const is_meant =
        event.event == MemberEvent::probation_extended && event.day > row.joined_on;
    if (is_meant) days.push_back(event.day);
  }
  return days;
}
}  // namespace

std::optional<Date> probation_end(Rulebook const& rules, Date joined_on,
                                  std::optional<Date> extended_until) {
  auto const length = rules.find<Threshold>(threshold::probation, joined_on);
  if (!length) return extended_until;
  return std::max(rules::after(joined_on, **length), extended_until.value_or(joined_on));
}

std::optional<Date> probation_extended_until(Transaction& transaction, MemberRow const& row) {
  auto const days = extensions_of(transaction, row);
  if (days.empty()) return {};
  return std::ranges::max(days);
}

Result<Done> check_confirmation(Transaction& transaction, MemberDesk const& desk,
                                MemberRow const& row, MemberDetails const& details) {
  if (!details.full_member_on || details.confirmed_early_because) return Done{};
  auto const end =
      probation_end(desk.rules, row.joined_on, probation_extended_until(transaction, row));
  if (!end || *details.full_member_on >= *end) return Done{};
  return refuse(
      DecisionRefusal::confirmed_too_early,
      fmt::format("预备期到 {} 才满，转正不能更早；确属原有登记的，请写明依据", to_text(*end)),
      {.field = "full_member_on", .rule = std::string{threshold::probation}});
}

Result<Done> extend_probation(Change& change, Rulebook const& rules,
                              ProbationExtending const& wanted) {
  auto const found = belonging_member(change, wanted.member);
  if (!found) return std::unexpected{found.error()};
  auto const& row = found->row;
  if (auto good = check_day(change, wanted.day); !good) return good;
  if (auto good = check_reason(wanted.reason); !good) return good;
  if (auto good = check_document(wanted.document); !good) return good;
  if (row.full_member_on) return is_full_member(row);
  auto const before = extensions_of(change.transaction(), row);
  auto const rule = rules.first<ProbationExtension>(wanted.day, [](auto const&) { return true; });
  auto const cites = rule ? rule->rule->id : std::string{};
  if (rule && std::ssize(before) >= (*rule)->most_times) {
    return refuse(DecisionRefusal::extended_already, "预备期只能延长一次",
                  {.rule = cites, .status = 409});
  }
  auto const end = probation_end(rules, row.joined_on, {});
  bool const fits = end && rule && wanted.months >= (*rule)->least_months &&
                    wanted.months <= (*rule)->most_months;
  if (!fits) {
    return refuse(DecisionRefusal::extension_unfit,
                  rule ? fmt::format("延长不少于 {} 个月、不超过 {} 个月", (*rule)->least_months,
                                     (*rule)->most_months)
                       : std::string{"当日没有可以延长预备期的规则"},
                  {.field = "months", .rule = cites});
  }
  auto const until = end->plus_months(static_cast<int>(wanted.months));
  note_event(change, row.id, MemberEvent::probation_extended, until,
             with_document(fmt::format("{} 决定，{}", to_text(wanted.day), wanted.reason),
                           wanted.document));
  change.about(found->membership.unit_id,
               fmt::format("{}的预备期延长至 {}", row.name, to_text(until)));
  return Done{};
}

Result<Done> cancel_probation(Change& change, ProbationCancelling const& wanted) {
  if (auto good = check_document(wanted.document); !good) return good;
  auto const found = belonging_member(change, wanted.member);
  if (!found) return std::unexpected{found.error()};
  if (found->row.full_member_on) return is_full_member(found->row);
  return end_membership(
      change, {.member = wanted.member,
               .state = MemberState::removed,
               .day = wanted.day,
               .reason = wanted.reason.empty() ? std::string{}
                                               : with_document(wanted.reason, wanted.document),
               .event = MemberEvent::probation_cancelled});
}

}  // namespace hangji::organisation
