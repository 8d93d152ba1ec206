#include "kernel/obligations/obligations.h"

#include "foundation/result.h"

#include <algorithm>
#include <unordered_map>

namespace hangji::obligations {

using periods::CalendarPeriod;

namespace {
/// A duty asked for one period, with what is the same for every unit.
struct Question {
  DutyInForce const* duty{};
  CalendarPeriod period{};
  Date first_day{};
  Date last_day{};
  /// The topic of facts that name the period.
  std::string period_text{};
  Date due_on{};
  Date grace_until{};
};

Question question_of(DutyInForce const& duty, CalendarPeriod period) {
  auto const due_on = due_day(duty.duty.cadence, period);
  return {.duty = &duty,
          .period = period,
          .first_day = period.first_day(),
          .last_day = period.last_day(),
          .period_text = periods::to_text(period),
          .due_on = due_on,
          .grace_until = due_on.plus_days(duty.duty.cadence.grace_days)};
}

/// Which questions a fact may answer, by its kind and topic.
class Questions {
public:
  explicit Questions(std::vector<Question> questions) : m_all{std::move(questions)} {
    for (std::size_t i = 0; i < m_all.size(); ++i) {
      auto const& question = m_all[i];
      auto const& duty = question.duty->duty;
      auto& of_kind = m_by_kind[duty.fact];
      if (duty.period_of == PeriodOf::topic)
        of_kind.by_topic[question.period_text].push_back(i);
      else if (duty.topic.empty())
        of_kind.any_topic.push_back(i);
      else
        of_kind.by_topic[duty.topic].push_back(i);
    }
  }

  [[nodiscard]] std::vector<Question> const& all() const { return m_all; }

  template <class Visit> void each_answered_by(DutyFact const& fact, Visit visit) const {
    auto const kind = m_by_kind.find(fact.kind);
    if (kind == m_by_kind.end()) return;
    for (auto const i : kind->second.any_topic) visit_if_in_period(i, fact, visit);
    auto const topic = kind->second.by_topic.find(fact.topic);
    if (topic == kind->second.by_topic.end()) return;
    for (auto const i : topic->second) visit_if_in_period(i, fact, visit);
  }

private:
  struct OfKind {
    std::vector<std::size_t> any_topic{};
    std::unordered_map<std::string_view, std::vector<std::size_t>> by_topic{};
  };

  template <class Visit>
  void visit_if_in_period(std::size_t i, DutyFact const& fact, Visit visit) const {
    auto const& question = m_all[i];
    bool const names_it = question.duty->duty.period_of == PeriodOf::topic;
    if (names_it || (question.first_day <= fact.day && fact.day <= question.last_day)) visit(i);
  }

  std::vector<Question> m_all;
  /// Texts of the questions and their duties, which outlive this.
  std::unordered_map<std::string_view, OfKind> m_by_kind{};
};

bool owes(Question const& question, DutyUnit const& unit) {
  auto const& kinds = question.duty->duty.units;
  if (std::ranges::find(kinds, unit.kind) == kinds.end()) return false;
  if (question.duty->owed_by == OwedBy::units_with_committee && !unit.has_committee) return false;
  // A rule that came later than the period lays nothing on it.
  auto const* rule = question.duty->rule;
  if (rule != nullptr && rule->in_force.from > question.last_day) return false;
  if (question.first_day < unit.founded_on) return false;
  return !unit.dissolved_on || *unit.dissolved_on > question.last_day;
}

State state_of(Question const& question, std::optional<Date> done_on, Date today) {
  if (done_on) return *done_on <= question.due_on ? State::done : State::done_late;
  if (today <= question.due_on) return State::due;
  return today <= question.grace_until ? State::late : State::missed;
}

using Answers = std::vector<DutyFact const*>;

Obligation judge_one(Question const& question, DutyUnit const& unit, Answers& answers, Date today) {
  auto const needed = question.duty->duty.cadence.times;
  Obligation obligation{.rule = question.duty->rule,
                        .unit = unit.id,
                        .period = question.period,
                        .due_on = question.due_on,
                        .grace_until = question.grace_until,
                        .needed = needed,
                        .page = question.duty->duty.page};
  std::ranges::sort(answers, [](DutyFact const* one, DutyFact const* other) {
    return std::tie(one->day, one->id) < std::tie(other->day, other->id);
  });
  if (answers.size() > static_cast<std::size_t>(needed)) {
    answers.resize(static_cast<std::size_t>(needed));
  }
  for (auto const* fact : answers) obligation.facts.push_back(fact->id);
  if (static_cast<int>(answers.size()) == needed) {
    obligation.done_on = answers.back()->day;
    for (auto const* fact : answers) {
      auto const entered_on = fact->entered_at.day();
      if (entered_on > question.grace_until)
        obligation.done_on = std::max(*obligation.done_on, entered_on);
    }
  }
  obligation.state = state_of(question, obligation.done_on, today);
  return obligation;
}

/// The facts of each unit, as a slice of the given list (which is ordered by unit).
using FactsOfUnit = std::unordered_map<UnitId, std::span<DutyFact const>>;

FactsOfUnit slice_by_unit(std::span<DutyFact const> facts) {
  FactsOfUnit slices;
  std::size_t from = 0;
  while (from < facts.size()) {
    auto until = from;
    while (until < facts.size() && facts[until].unit_id == facts[from].unit_id) ++until;
    slices[facts[from].unit_id] = facts.subspan(from, until - from);
    from = until;
  }
  return slices;
}

template <class Keep>
std::vector<Obligation> judge_all(Questions const& questions, std::span<DutyUnit const> units,
                                  std::span<DutyFact const> facts, Date today, Keep keep) {
  auto const slices = slice_by_unit(facts);
  std::vector<Obligation> judged;
  std::vector<Answers> answers(questions.all().size());
  for (auto const& unit : units) {
    for (auto& list : answers) list.clear();
    if (auto const found = slices.find(unit.id); found != slices.end()) {
      for (auto const& fact : found->second) {
        if (fact.day > today || fact.entered_at.day() > today) continue;  // not known that day
        questions.each_answered_by(fact, [&](std::size_t i) { answers[i].push_back(&fact); });
      }
    }
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if (!owes(questions.all()[i], unit)) continue;
      auto obligation = judge_one(questions.all()[i], unit, answers[i], today);
      if (keep(obligation)) judged.push_back(std::move(obligation));
    }
  }
  return judged;
}

std::vector<Question> open_questions(std::span<DutyInForce const> duties, Date today, int ahead) {
  std::vector<Question> questions;
  for (auto const& duty : duties) {
    auto const running = CalendarPeriod::containing(duty.duty.cadence.every, today);
    for (auto const period : {running.plus(-1), running}) {
      auto question = question_of(duty, period);
      bool const is_open = today <= question.grace_until;
      if (is_open && question.due_on <= today.plus_days(ahead)) {
        questions.push_back(std::move(question));
      }
    }
  }
  return questions;
}

/// A fact entered after this month's book was closed counts in the next month.
Month last_open_month(Date today) { return Month::of(today).plus(1); }
}  // namespace

std::string_view label(State state) {
  switch (state) {
    case State::done: return "按期办结";
    case State::done_late: return "逾期办结";
    case State::due: return "待办";
    case State::late: return "逾期";
    case State::missed: return "缺办";
  }
  stop_at_bug("a state is one of five", std::source_location::current());
}

Date due_day(Cadence const& cadence, CalendarPeriod period) {
  if (cadence.due_month_after) return period.last().plus(*cadence.due_month_after).last_day();
  if (cadence.due_day) return period.first_day().plus_days(*cadence.due_day - 1);
  return period.last_day().plus_days(cadence.due_day_after);
}

std::vector<Obligation> judge(std::span<DutyInForce const> duties, std::span<DutyUnit const> units,
                              std::span<DutyFact const> facts, Month month, Date today) {
  std::vector<Question> questions;
  questions.reserve(duties.size());
  for (auto const& duty : duties) {
    auto const period = CalendarPeriod::containing(duty.duty.cadence.every, month);
    questions.push_back(question_of(duty, period));
  }
  return judge_all(Questions{std::move(questions)}, units, facts, today,
                   [](Obligation const&) { return true; });
}

std::vector<Obligation> judge_open(std::span<DutyInForce const> duties,
                                   std::span<DutyUnit const> units, std::span<DutyFact const> facts,
                                   Date today, int ahead) {
  auto open = judge_all(Questions{open_questions(duties, today, ahead)}, units, facts, today,
                        [](Obligation const& judged) { return !is_done(judged.state); });
  std::ranges::stable_sort(open, {}, &Obligation::due_on);
  return open;
}

Window window_for(Month month, Date today) {
  auto const year = CalendarPeriod::containing(periods::Every::year, month);
  return {year.first, std::max(year.last(), last_open_month(today))};
}

Window window_for_open(std::span<DutyInForce const> duties, Date today, int ahead) {
  Window window{Month::of(today), last_open_month(today)};
  for (auto const& question : open_questions(duties, today, ahead)) {
    window.from = std::min(window.from, question.period.first);
  }
  return window;
}

void Tally::add(State state) {
  ++owed;
  switch (state) {
    case State::done: ++done; return;
    case State::done_late: ++done_late; return;
    case State::due: ++due; return;
    case State::late: ++late; return;
    case State::missed: ++missed; return;
  }
}

Tally tally_of(std::span<Obligation const> obligations) {
  Tally tally;
  for (auto const& obligation : obligations) tally.add(obligation.state);
  return tally;
}

}  // namespace hangji::obligations
