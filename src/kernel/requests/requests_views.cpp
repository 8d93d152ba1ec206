#include "kernel/requests/requests_views.h"

#include "kernel/api/chapters.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/facts/facts_store.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::requests {

using api::Explanation;
using api::Reading;

namespace {
std::optional<access::Reach> reach_at(Reading& reading, UnitId unit) {
  std::optional<access::Reach> found;
  for (auto const& reached :
       access::reached_units(reading.session, access::Permission::answer_requests)) {
    bool const is_subtree = reached.reach == access::Reach::subtree;
    bool const covers =
        reached.unit == unit ||
        (is_subtree && reading.services.is_within(reading.transaction, reached.unit, unit));
    if (covers && (!found || is_subtree)) found = reached.reach;
  }
  return found;
}

Timing timing_of(RequestRow const& row, std::optional<Date> due, Date today) {
  if (row.state != RequestState::open) return Timing::closed;
  return due && *due < today ? Timing::overdue : Timing::open;
}
}  // namespace

Reader Reaches::at(UnitId unit) {
  auto const known =
      std::ranges::find(m_known, unit, &std::pair<UnitId, std::optional<access::Reach>>::first);
  auto const reach = known == m_known.end() ? reach_at(m_reading, unit) : known->second;
  if (known == m_known.end()) m_known.emplace_back(unit, reach);
  return {.user = m_reading.session.user, .member = m_reading.session.member, .reach = reach};
}

RequestView view_of(Reading& reading, RequestRow const& row, Reader const& reader) {
  RequestView view{.id = row.id, .form = row.form, .form_name = std::string{label(row.form)}};
  view.member = row.member_id;
  view.unit = row.unit_id;
  if (auto const& people = reading.services.chapters->people; people) {
    auto person = people(reading.transaction, row.member_id);
    view.member_name = std::move(person.name);
    view.unit_name = std::move(person.unit_name);
  }
  view.about = row.about;
  if (!row.about_id.is_none()) view.about_id = row.about_id;
  view.text = row.text;
  view.late_reason = row.late_reason;
  view.channel = row.channel;
  view.made_on = row.made_on;
  view.due_on = due_on(reading.rulebook, row);
  if (auto const deadline = deadline_of(reading.rulebook, row.form, row.made_on))
    view.rule = rules::citation_of(*deadline->rule);
  view.state = row.state;
  view.timing = timing_of(row, view.due_on, reading.today());
  view.closed_on = row.closed_on;
  view.outcome = row.outcome;
  view.answer = row.answer;
  view.answerable =
      row.state == RequestState::open && reader.reach && check_answerer(row, reader).has_value();
  return view;
}

std::optional<ContestedFact> contested_by(database::Transaction& transaction,
                                          RequestRow const& row) {
  if (row.about != RequestAbout::fact) return std::nullopt;
  auto const fact = facts::fact(transaction, FactId{row.about_id.value});
  if (!fact) return std::nullopt;
  auto const mention = api::mention_of(transaction, *fact);
  return ContestedFact{.id = fact->id,
                       .kind = fact->kind,
                       .topic = fact->topic,
                       .day = fact->day,
                       .amount = fact->amount,
                       .source = fact->source_id,
                       .note = fact->note,
                       .entered_by = mention.entered_by,
                       .is_superseded = facts::is_superseded(transaction, fact->id)};
}

RequestList list_of(Reading& reading, std::vector<RequestRow> const& rows,
                    std::optional<UnitId> within) {
  RequestList list;
  Reaches reaches{reading};
  for (auto const& row : rows) {
    auto const reader = reaches.at(row.unit_id);
    bool const is_meant = !within || *within == row.unit_id ||
                          reading.services.is_within(reading.transaction, *within, row.unit_id);
    if (!is_meant || !may_see(row, reader)) continue;
    list.rows.push_back(view_of(reading, row, reader));
    list.overdue += list.rows.back().timing == Timing::overdue ? 1 : 0;
  }
  return list;
}

Explanation explain_request(Reading& reading, RequestRow const& row) {
  auto const due = due_on(reading.rulebook, row);
  Explanation all{
      .title = fmt::format("{}的{}的答复期限", to_chinese(row.made_on), label(row.form)),
      .value = due ? to_text(*due) : "没有规定"};
  for (auto const& fact : facts::standing_of_source(reading.transaction, source_of(row.id))) {
    bool const is_answer = fact.kind == facts::kind::request_answered;
    all.steps.push_back(
        {.text = is_answer ? fmt::format("{}答复，用时 {} 天", to_chinese(fact.day), fact.amount)
                           : fmt::format("{}提出", to_chinese(fact.day)),
         .fact = api::mention_of(reading.transaction, fact)});
  }
  if (auto const deadline = deadline_of(reading.rulebook, row.form, row.made_on)) {
    all.steps.push_back(
        {.text = fmt::format("自提出次日起 {} 个{}内答复", (*deadline)->answer_within,
                             (*deadline)->counted == DayCount::calendar ? "自然日" : "工作日"),
         .amount = to_text(*due),
         .rule = rules::citation_of(*deadline->rule)});
  }
  return all;
}

}  // namespace hangji::requests
