#include "kernel/requests/requests.h"

namespace hangji::requests {

std::string_view label(RequestForm form) {
  switch (form) {
    case RequestForm::correction: return "更正";
    case RequestForm::objection: return "异议";
    case RequestForm::complaint: return "投诉";
    case RequestForm::appeal: return "申诉";
  }
  return "";
}

std::string_view label(RequestOutcome outcome) {
  switch (outcome) {
    case RequestOutcome::upheld: return "采纳";
    case RequestOutcome::partly_upheld: return "部分采纳";
    case RequestOutcome::rejected: return "不采纳";
  }
  return "";
}

std::optional<rules::InForce<RequestDeadline>> deadline_of(rules::Rulebook const& rules,
                                                           RequestForm form, Date day) {
  for (auto const& rule : rules.all<RequestDeadline>(day)) {
    if (rule->form == form) return rule;
  }
  return std::nullopt;
}

Date due_on(RequestDeadline const& deadline, Date made_on) {
  if (deadline.counted == DayCount::calendar) return made_on.plus_days(deadline.answer_within);
  constexpr int friday = 5;
  auto day = made_on;
  for (int counted = 0; counted < deadline.answer_within;) {
    day = day.plus_days(1);
    counted += day.weekday() <= friday ? 1 : 0;
  }
  return day;
}

std::optional<Date> due_on(rules::Rulebook const& rules, RequestRow const& row) {
  auto const deadline = deadline_of(rules, row.form, row.made_on);
  if (!deadline) return std::nullopt;
  return due_on(**deadline, row.made_on);
}

std::optional<Date> made_until(rules::Rulebook const& rules, RequestForm form, Date published_on) {
  auto const deadline = deadline_of(rules, form, published_on);
  if (!deadline || !(*deadline)->made_within) return std::nullopt;
  return published_on.plus_days(*(*deadline)->made_within);
}

bool goes_above(RequestForm form) {
  return form == RequestForm::complaint || form == RequestForm::appeal;
}

namespace {
bool is_own(RequestRow const& row, Reader const& reader) {
  return !reader.member.is_none() && row.member_id == reader.member;
}

bool is_about(RequestRow const& row, Reader const& reader) {
  return !reader.user.is_none() && row.about_user == reader.user;
}
}  // namespace

bool may_see(RequestRow const& row, Reader const& reader) {
  bool const is_entered_by_them = !reader.user.is_none() && row.made_by == reader.user;
  if (is_own(row, reader) || is_entered_by_them) return true;
  if (!reader.reach) return false;
  if (!goes_above(row.form)) return true;
  return *reader.reach == access::Reach::subtree && !is_about(row, reader);
}

Result<Done> check_answerer(RequestRow const& row, Reader const& reader) {
  if (is_own(row, reader) || is_about(row, reader)) {
    return refuse(RequestRefusal::own_matter, "不能答复本人提出的或者反映本人的事项，请由上级答复",
                  {.status = 403});
  }
  if (goes_above(row.form) && reader.reach != access::Reach::subtree) {
    return refuse(RequestRefusal::answered_above, "投诉和申诉由上级党组织答复", {.status = 403});
  }
  return Done{};
}

SourceId source_of(RequestId id) { return SourceId{id.value}; }

}  // namespace hangji::requests
