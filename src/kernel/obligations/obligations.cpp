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

/// A fact that counts, and when what it says was first entered.
struct Answer {
  DutyFact const* fact{};
  Date entered_on{};
};
using Answers = std::vector<Answer>;

/// What is judged by of one unit.
struct OfUnit {
  std::span<DutyFact const> facts{};
  std::span<DutyMember const> members{};
  /// Of all units.
  std::span<DutyPresence const> presences{};
  Date today{};
};

/// A correction stands for what it corrects: what was entered in time for the same period was in
/// time.
Date first_entered(DutyFact const& fact, std::span<DutyFact const> of_unit,
                   Question const& question) {
  auto const* first = &fact;
  while (!first->supersedes.is_none()) {
    auto const before = std::ranges::lower_bound(of_unit, first->supersedes, {}, &DutyFact::id);
    if (before == of_unit.end() || before->id != first->supersedes) break;
    bool const is_same = before->kind == fact.kind && before->topic == fact.topic;
    bool const is_of_period =
        question.duty->duty.period_of == PeriodOf::topic ||
        (question.first_day <= before->day && before->day <= question.last_day);
    if (!is_same || !is_of_period) break;
    first = &*before;
  }
  return first->entered_at.day();
}

/// The day of the fact, or of its entry when that came too late to make it up.
Date counted_on(Answer const& answer, Question const& question) {
  bool const is_too_late = answer.entered_on > question.grace_until;
  return is_too_late ? std::max(answer.fact->day, answer.entered_on) : answer.fact->day;
}

/// Everyone on the list, until they are met in what counts.
class ToReach {
public:
  ToReach(std::span<DutyMember const> members, Date day) {
    for (auto const& member : members) {
      bool const is_listed =
          member.from_day <= day && (!member.until_day || *member.until_day > day);
      if (is_listed) m_open.push_back(&member);
    }
  }
  /// Whether one of them was there who had not been met.
  bool meet(std::span<DutyPresence const> presences, SourceId source) {
    auto const there = std::ranges::equal_range(presences, source, {}, &DutyPresence::source_id);
    auto const is_there = [&](DutyMember const* member) {
      return std::ranges::find(there, member->member_id, &DutyPresence::member_id) != there.end();
    };
    return std::erase_if(m_open, is_there) > 0;
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (auto const* member : m_open) names.push_back(member->name);
    return names;
  }

private:
  std::vector<DutyMember const*> m_open{};
};

/// All that counts, until nobody is left.
void judge_members(Question const& question, Answers const& answers, OfUnit const& of_unit,
                   Obligation& judged) {
  ToReach open{of_unit.members, std::min(question.last_day, of_unit.today)};
  std::optional<Date> last;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    auto const& answer = answers[i];
    bool const is_new = open.meet(of_unit.presences, answer.fact->source_id);
    bool const is_needed = i < static_cast<std::size_t>(judged.needed);
    if (is_new || is_needed) last = std::max(last, std::optional{counted_on(answer, question)});
    judged.facts.push_back(answer.fact->id);
  }
  judged.unreached = open.names();
  bool const is_held = std::ssize(answers) >= judged.needed;
  if (is_held && judged.unreached.empty()) judged.done_on = last;
}

void judge_times(Question const& question, Answers& answers, Obligation& judged) {
  auto const needed = static_cast<std::size_t>(judged.needed);
  if (answers.size() > needed) answers.resize(needed);
  for (auto const& answer : answers) judged.facts.push_back(answer.fact->id);
  if (answers.size() < needed) return;
  for (auto const& answer : answers)
    judged.done_on = std::max(judged.done_on, std::optional{counted_on(answer, question)});
}

Obligation judge_one(Question const& question, DutyUnit const& unit, Answers& answers,
                     OfUnit const& of_unit) {
  auto const& cadence = question.duty->duty.cadence;
  Obligation obligation{.rule = question.duty->rule,
                        .unit = unit.id,
                        .period = question.period,
                        .due_on = question.due_on,
                        .grace_until = question.grace_until,
                        .needed = cadence.times,
                        .page = question.duty->duty.page,
                        .covers = cadence.covers};
  std::ranges::sort(answers, [](Answer const& one, Answer const& other) {
    return std::tie(one.fact->day, one.fact->id) < std::tie(other.fact->day, other.fact->id);
  });
  if (cadence.covers == Covers::every_member)
    judge_members(question, answers, of_unit, obligation);
  else
    judge_times(question, answers, obligation);
  obligation.state = state_of(question, obligation.done_on, of_unit.today);
  return obligation;
}

/// The rows of each unit, as a slice of the given list (which is ordered by unit).
template <class Row>
std::unordered_map<UnitId, std::span<Row const>> slice_by_unit(std::span<Row const> rows) {
  std::unordered_map<UnitId, std::span<Row const>> slices;
  std::size_t from = 0;
  while (from < rows.size()) {
    auto until = from;
    while (until < rows.size() && rows[until].unit_id == rows[from].unit_id) ++until;
    slices[rows[from].unit_id] = rows.subspan(from, until - from);
    from = until;
  }
  return slices;
}

void collect(Questions const& questions, std::span<DutyFact const> of_unit, Date today,
             std::vector<Answers>& answers) {
  for (auto const& fact : of_unit) {
    if (!fact.superseded_by.is_none()) continue;
    if (fact.day > today || fact.entered_at.day() > today) continue;  // not known that day
    questions.each_answered_by(fact, [&](std::size_t i) {
      answers[i].push_back({&fact, first_entered(fact, of_unit, questions.all()[i])});
    });
  }
}

template <class Keep>
std::vector<Obligation> judge_all(Questions const& questions, std::span<DutyUnit const> units,
                                  Known const& known, Date today, Keep keep) {
  auto const facts = slice_by_unit(known.facts);
  auto const members = slice_by_unit(known.members);
  auto const of = [](auto const& slices, UnitId unit) {
    auto const found = slices.find(unit);
    return found == slices.end() ? typename std::decay_t<decltype(slices)>::mapped_type{}
                                 : found->second;
  };
  std::vector<Obligation> judged;
  std::vector<Answers> answers(questions.all().size());
  for (auto const& unit : units) {
    for (auto& list : answers) list.clear();
    OfUnit const of_unit{of(facts, unit.id), of(members, unit.id), known.presences, today};
    collect(questions, of_unit.facts, today, answers);
    for (std::size_t i = 0; i < answers.size(); ++i) {
      auto const& question = questions.all()[i];
      if (!owes(question, unit)) continue;
      auto obligation = judge_one(question, unit, answers[i], of_unit);
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
                              Known const& known, Month month, Date today) {
  std::vector<Question> questions;
  questions.reserve(duties.size());
  for (auto const& duty : duties) {
    auto const period = CalendarPeriod::containing(duty.duty.cadence.every, month);
    questions.push_back(question_of(duty, period));
  }
  return judge_all(Questions{std::move(questions)}, units, known, today,
                   [](Obligation const&) { return true; });
}

std::vector<Obligation> judge_open(std::span<DutyInForce const> duties,
                                   std::span<DutyUnit const> units, Known const& known, Date today,
                                   int ahead) {
  auto open = judge_all(Questions{open_questions(duties, today, ahead)}, units, known, today,
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
