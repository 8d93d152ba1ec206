#include "kernel/obligations/obligations.h"

#include "foundation/clock.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/obligations/duty_sources.h"

#include <gmock/gmock.h>

namespace hangji::obligations {
namespace {

using periods::Every;
using testing::IsEmpty;

Date day(std::string_view text) { return *parse_date(text); }
Month month(std::string_view text) { return *parse_month(text); }

rules::Rule rule(std::string id, std::string_view from = "2018-01-01") {
  return {.id = std::move(id), .kind = "duty", .title = "一项职责", .in_force = {day(from), {}}};
}

/// 支部主题党日: every month, five days to make it up (条例第十六条).
Duty theme_day() {
  return {.cadence = {.every = Every::month, .grace_days = 5},
          .fact = std::string{facts::kind::activity_finished},
          .topic = "activity.theme_day",
          .units = {"branch", "joint_branch"},
          .page = "activities/new?kind=activity.theme_day"};
}

/// 党费收缴月报: by the fifth of the next month, ten days to make it up; names its month.
Duty dues_report() {
  return {.cadence = {.every = Every::month, .due_day_after = 5, .grace_days = 10},
          .fact = std::string{facts::kind::dues_reported},
          .period_of = PeriodOf::topic,
          .units = {"branch", "joint_branch"}};
}

DutyUnit branch(std::int64_t id = 1, std::string_view founded = "2015-03-01") {
  return {.id = UnitId{id}, .kind = "branch", .founded_on = day(founded)};
}

DutyFact fact(std::int64_t id, std::string_view kind, std::string_view topic, std::string_view on,
              std::int64_t unit = 1) {
  return {FactId{id}, UnitId{unit}, std::string{kind}, std::string{topic}, day(on)};
}

DutyFact held(std::int64_t id, std::string_view on) {
  return fact(id, facts::kind::activity_finished, "activity.theme_day", on);
}

struct Judging {
  Duty duty{theme_day()};
  DutyUnit unit{branch()};
  std::vector<DutyFact> facts{};
  std::string_view month{"2026-07"};
  std::string_view today{"2026-07-20"};
  std::vector<DutyMember> members{};
  std::vector<DutyPresence> presences{};

  [[nodiscard]] Known known() const { return {facts, members, presences}; }
};

std::vector<Obligation> judged(Judging const& given) {
  static auto const of_rule = rule("duty.tested");
  DutyInForce const duty{&of_rule, given.duty};
  auto found =
      judge({&duty, 1}, {&given.unit, 1}, given.known(), month(given.month), day(given.today));
  EXPECT_THAT(broken_laws(found, day(given.today)), IsEmpty());
  return found;
}

State state_of(Judging const& given) {
  auto const found = judged(given);
  EXPECT_EQ(found.size(), 1U);
  return found.empty() ? State::missed : found.front().state;
}

struct DueDay {
  std::string_view article;
  Cadence cadence;
  std::string_view month;
  std::string_view due;
};

TEST(Obligations, the_due_day_follows_from_the_cadence) {
  DueDay const table[] = {
      {"党支部工作条例第十六条:每月一天", {.every = Every::month}, "2026-02", "2026-02-28"},
      {"党支部工作条例第十六条,闰年", {.every = Every::month}, "2028-02", "2028-02-29"},
      {"每月十日前", {.every = Every::month, .due_day = 10}, "2026-07", "2026-07-10"},
      {"月末前五天", {.every = Every::month, .due_day_after = -5}, "2026-07", "2026-07-26"},
      {"月报:次月五日", {.every = Every::month, .due_day_after = 5}, "2026-12", "2027-01-05"},
      {"条例第十一条:每季度", {.every = Every::quarter}, "2026-08", "2026-09-30"},
      {"积分季公开:次季十五日",
       {.every = Every::quarter, .due_day_after = 15},
       "2026-12",
       "2027-01-15"},
      {"半年研判:期后三十日",
       {.every = Every::half_year, .due_day_after = 30},
       "2026-03",
       "2026-07-30"},
      {"条例第十七条:每年一次", {.every = Every::year}, "2026-03", "2026-12-31"},
      {"年度归档:次年六月底",
       {.every = Every::year, .due_month_after = 6},
       "2026-05",
       "2027-06-30"},
      {"年度归档:闰年的六月底",
       {.every = Every::year, .due_month_after = 6},
       "2027-05",
       "2028-06-30"},
  };
  for (auto const& row : table) {
    auto const period = periods::CalendarPeriod::containing(row.cadence.every, month(row.month));
    EXPECT_EQ(to_text(due_day(row.cadence, period)), row.due) << row.article;
  }
}

TEST(Obligations, a_duty_is_done_due_late_or_missed_by_the_day_of_its_fact) {
  struct Row {
    std::string_view what;
    std::string_view today;
    std::vector<DutyFact> facts;
    State state;
  };
  Row const table[] = {
      {"未到月末", "2026-07-31", {}, State::due},
      {"月末之后、五天之内可补办", "2026-08-01", {}, State::late},
      {"补办期最后一天", "2026-08-05", {}, State::late},
      {"补办期已过", "2026-08-06", {}, State::missed},
      {"当月已办", "2026-07-20", {held(1, "2026-07-20")}, State::done},
      {"月末当天办", "2026-09-01", {held(1, "2026-07-31")}, State::done},
      {"上月办的不算本月", "2026-07-20", {held(1, "2026-06-30")}, State::due},
      {"下月补办的,日期不在本月,不算", "2026-08-10", {held(1, "2026-08-03")}, State::missed},
      {"今天还没有到的事实不算", "2026-07-10", {held(1, "2026-07-20")}, State::due},
  };
  for (auto const& row : table) {
    EXPECT_EQ(state_of({.facts = row.facts, .today = row.today}), row.state) << row.what;
  }
}

TEST(Obligations, what_is_entered_after_the_grace_is_late_and_was_not_known_before) {
  auto const entered = [](std::string_view on) {
    auto one = held(1, "2026-07-15");
    one.entered_at = ManualClock{day(on)}.now();
    return std::vector{one};
  };
  EXPECT_EQ(state_of({.facts = entered("2026-07-16"), .today = "2026-12-20"}), State::done);
  EXPECT_EQ(state_of({.facts = entered("2026-08-05"), .today = "2026-12-20"}), State::done)
      << "the last day of grace";
  EXPECT_EQ(state_of({.facts = entered("2026-12-01"), .today = "2026-12-20"}), State::done_late);
  EXPECT_EQ(state_of({.facts = entered("2026-12-01"), .today = "2026-08-10"}), State::missed);
}

TEST(Obligations, a_correction_is_in_time_when_what_it_corrects_was_entered_for_the_same_period) {
  auto const chain = [](std::string_view first_day, std::string_view then) {
    auto first = held(1, first_day);
    first.entered_at = ManualClock{day("2026-07-16")}.now();
    first.superseded_by = FactId{2};
    auto second = held(2, then);
    second.entered_at = ManualClock{day("2026-10-10")}.now();
    second.supersedes = FactId{1};
    return std::vector{first, second};
  };
  struct Row {
    std::string_view first;
    std::string_view then;
    State state;
  };
  Row const table[] = {{"2026-07-15", "2026-07-14", State::done},
                       {"2026-06-30", "2026-07-01", State::done_late},
                       {"2026-07-15", "2026-06-30", State::missed}};
  for (auto const& row : table) {
    EXPECT_EQ(state_of({.facts = chain(row.first, row.then), .today = "2026-12-20"}), row.state)
        << row.first << ' ' << row.then;
  }
  auto facts = chain("2026-07-15", "2026-07-14");
  EXPECT_THAT(judged({.facts = facts, .today = "2026-12-20"}).front().facts,
              testing::ElementsAre(FactId{2}));
  facts[0].topic = "activity.lesson";
  EXPECT_EQ(state_of({.facts = facts, .today = "2026-12-20"}), State::done_late)
      << "what it corrects was about something else";
}

/// 谈心谈话: every year, with each member (党支部工作条例第十九条).
Duty talks() {
  auto duty = theme_day();
  duty.cadence = {.every = Every::year, .grace_days = 31, .covers = Covers::every_member};
  duty.topic = "activity.heart_to_heart";
  return duty;
}

DutyFact talk(std::int64_t id, std::string_view on) {
  auto one = fact(id, facts::kind::activity_finished, "activity.heart_to_heart", on);
  one.source_id = SourceId{100 + id};
  return one;
}

DutyPresence there(std::int64_t talk, std::int64_t member) {
  return {SourceId{100 + talk}, MemberId{member}};
}

TEST(Obligations, what_must_reach_every_member_is_done_when_nobody_is_left) {
  std::vector<DutyMember> const members{
      {UnitId{1}, MemberId{1}, "张三", day("2020-01-01"), {}},
      {UnitId{1}, MemberId{2}, "李四", day("2020-01-01"), {}},
      {UnitId{1}, MemberId{3}, "王五", day("2026-11-01"), {}},
      {UnitId{1}, MemberId{4}, "赵六", day("2020-01-01"), day("2026-06-01")},
      {UnitId{2}, MemberId{5}, "别处的人", day("2020-01-01"), {}}};
  struct Row {
    std::string_view what;
    std::string_view today;
    std::vector<DutyFact> facts;
    std::vector<DutyPresence> presences;
    State state;
    std::vector<std::string> left;
  };
  Row const table[] = {
      {"还没有谈", "2026-03-01", {}, {}, State::due, {"张三", "李四", "赵六"}},
      {"转出的不再等，转入的要谈", "2026-11-20", {}, {}, State::due, {"张三", "李四", "王五"}},
      {"谈了一次不算办到",
       "2026-11-20",
       {talk(1, "2026-03-01")},
       {there(1, 1), there(1, 2)},
       State::due,
       {"王五"}},
      {"人人谈过",
       "2026-12-20",
       {talk(1, "2026-03-01"), talk(2, "2026-12-10")},
       {there(1, 1), there(1, 2), there(2, 1), there(2, 3)},
       State::done,
       {}},
      {"去年谈的不算",
       "2026-12-20",
       {talk(1, "2025-12-01"), talk(2, "2026-12-10")},
       {there(1, 1), there(1, 2), there(2, 3)},
       State::due,
       {"张三", "李四"}},
      {"只登记到会、没有办结的不算",
       "2026-12-20",
       {talk(2, "2026-12-10")},
       {there(1, 1), there(1, 2), there(2, 3)},
       State::due,
       {"张三", "李四"}},
      {"过了年可以补登记", "2027-01-20", {}, {}, State::late, {"张三", "李四", "王五"}},
      {"补办期已过", "2027-02-01", {}, {}, State::missed, {"张三", "李四", "王五"}},
  };
  for (auto const& row : table) {
    auto const found = judged({.duty = talks(),
                               .facts = row.facts,
                               .month = "2026-12",
                               .today = row.today,
                               .members = members,
                               .presences = row.presences});
    ASSERT_EQ(found.size(), 1U) << row.what;
    EXPECT_EQ(found.front().state, row.state) << row.what;
    EXPECT_EQ(found.front().unreached, row.left) << row.what;
  }
}

TEST(Obligations, what_must_reach_every_member_is_done_on_the_day_of_the_last_and_names_all_facts) {
  std::vector<DutyMember> const members{{UnitId{1}, MemberId{1}, "张三", day("2020-01-01"), {}},
                                        {UnitId{1}, MemberId{2}, "李四", day("2020-01-01"), {}}};
  Judging given{.duty = talks(),
                .facts = {talk(1, "2026-03-01"), talk(2, "2026-05-01"), talk(3, "2026-09-01")},
                .month = "2026-12",
                .today = "2027-03-01",
                .members = members,
                .presences = {there(1, 1), there(2, 2), there(3, 1)}};
  auto found = judged(given).front();
  EXPECT_EQ(to_text(*found.done_on), "2026-05-01");
  EXPECT_THAT(found.facts, testing::ElementsAre(FactId{1}, FactId{2}, FactId{3}));
  given.facts[1].entered_at = ManualClock{day("2027-02-10")}.now();
  found = judged(given).front();
  EXPECT_EQ(found.state, State::done_late) << "entered when it could no longer be made up";
  given.members.clear();
  given.facts.clear();
  EXPECT_EQ(state_of(given), State::missed) << "an empty list needs its talk as before";
}

TEST(Obligations, only_activities_of_branches_can_ask_for_every_member) {
  rules::KnownRules const known;
  EXPECT_TRUE(check_rule(talks(), known).has_value());
  auto report = dues_report();
  report.cadence.covers = Covers::every_member;
  EXPECT_EQ(check_rule(report, known).error().field, "parameters.cadence.covers");
  auto of_groups = talks();
  of_groups.units = {"branch", "group"};
  EXPECT_EQ(check_rule(of_groups, known).error().field, "parameters.cadence.covers");
}

TEST(Obligations, a_report_answers_the_month_it_names_and_is_late_after_its_due_day) {
  auto const reported = [](std::string_view on, std::string_view of) {
    return std::vector{fact(1, facts::kind::dues_reported, of, on)};
  };
  auto const state = [&](std::vector<DutyFact> facts, std::string_view today) {
    return state_of({.duty = dues_report(), .facts = std::move(facts), .today = today});
  };
  EXPECT_EQ(state({}, "2026-08-05"), State::due);
  EXPECT_EQ(state(reported("2026-08-05", "2026-07"), "2026-08-20"), State::done);
  EXPECT_EQ(state(reported("2026-08-06", "2026-07"), "2026-08-20"), State::done_late);
  EXPECT_EQ(state(reported("2026-08-05", "2026-08"), "2026-08-16"), State::missed)
      << "the report names another month";
  EXPECT_EQ(state({}, "2026-08-15"), State::late);
}

TEST(Obligations, a_unit_owes_only_periods_it_lived_through_from_the_first_to_the_last_day) {
  struct Row {
    std::string_view founded;
    std::string_view dissolved;
    Every every;
    bool owes;
  };
  Row const table[] = {
      {"2026-07-01", "", Every::month, true},
      {"2026-07-02", "", Every::month, false},
      {"2026-07-01", "", Every::quarter, true},
      {"2026-07-02", "", Every::quarter, false},
      {"2026-01-01", "", Every::year, true},
      {"2026-01-02", "", Every::year, false},
      {"2015-03-01", "2026-08-01", Every::month, true},
      {"2015-03-01", "2026-07-31", Every::month, false},
      {"2015-03-01", "2026-09-30", Every::quarter, false},
      {"2015-03-01", "2026-10-01", Every::quarter, true},
  };
  for (auto const& row : table) {
    auto unit = branch(1, row.founded);
    if (!row.dissolved.empty()) unit.dissolved_on = day(row.dissolved);
    auto duty = theme_day();
    duty.cadence.every = row.every;
    EXPECT_EQ(judged({.duty = duty, .unit = unit}).size(), row.owes ? 1U : 0U)
        << row.founded << ' ' << row.dissolved;
  }
}

TEST(Obligations, a_duty_is_owed_only_by_the_kinds_of_unit_it_names) {
  for (auto const* kind : {"branch", "joint_branch"}) {
    auto unit = branch();
    unit.kind = kind;
    EXPECT_EQ(judged({.unit = unit}).size(), 1U) << kind;
  }
  for (auto const* kind : {"street", "community", "committee", "general_branch", "group"}) {
    auto unit = branch();
    unit.kind = kind;
    EXPECT_THAT(judged({.unit = unit}), IsEmpty()) << kind;
  }
}

TEST(Obligations, a_committee_meeting_is_owed_only_by_a_unit_that_has_a_committee) {
  // 党支部工作条例:正式党员 7 人以上才设支部委员会。
  auto const of_rule = rule("activity.branch_committee");
  DutyInForce const duty{&of_rule, theme_day(), OwedBy::units_with_committee};
  auto unit = branch();
  auto const owed = [&] {
    return judge({&duty, 1}, {&unit, 1}, {}, month("2026-07"), day("2026-07-20")).size();
  };
  EXPECT_EQ(owed(), 0U);
  unit.has_committee = true;
  EXPECT_EQ(owed(), 1U);
}

TEST(Obligations, a_duty_of_several_times_a_period_is_done_by_the_last_of_the_first_ones_by_day) {
  auto duty = theme_day();
  duty.cadence = {.every = Every::quarter, .times = 2, .due_day_after = -30, .grace_days = 60};
  Judging given{.duty = duty, .facts = {held(1, "2026-07-10")}, .today = "2026-08-20"};
  EXPECT_EQ(state_of(given), State::due);
  EXPECT_EQ(judged(given).front().facts.size(), 1U);
  // Entered later, held earlier: the order of entering does not matter.
  given.facts = {held(1, "2026-08-20"), held(2, "2026-07-10"), held(3, "2026-07-15")};
  auto const found = judged(given).front();
  EXPECT_EQ(found.state, State::done);
  EXPECT_EQ(to_text(*found.done_on), "2026-07-15");
  EXPECT_THAT(found.facts, testing::ElementsAre(FactId{2}, FactId{3}));
  given.facts = {held(1, "2026-07-10"), held(2, "2026-09-20")};
  given.today = "2026-10-01";
  EXPECT_EQ(state_of(given), State::done_late) << "due on 31 August";
}

TEST(Obligations, a_rule_that_came_after_the_period_lays_nothing_on_it) {
  auto const of_rule = rule("duty.new", "2026-08-01");
  DutyInForce const duty{&of_rule, theme_day()};
  auto const unit = branch();
  auto const owed = [&](std::string_view in) {
    return judge({&duty, 1}, {&unit, 1}, {}, month(in), day("2026-09-20")).size();
  };
  EXPECT_EQ(owed("2026-07"), 0U);
  EXPECT_EQ(owed("2026-08"), 1U);
}

TEST(Obligations, facts_of_other_units_kinds_and_topics_do_not_count) {
  auto const none = [](DutyFact other) {
    return state_of({.facts = {std::move(other)}, .today = "2026-08-10"}) == State::missed;
  };
  EXPECT_TRUE(none(fact(1, facts::kind::activity_finished, "activity.lesson", "2026-07-10")));
  EXPECT_TRUE(none(fact(1, facts::kind::activity_held, "activity.theme_day", "2026-07-10")));
  EXPECT_TRUE(none(fact(1, facts::kind::activity_finished, "activity.theme_day", "2026-07-10", 2)));
}

class OpenObligations : public testing::Test {
protected:
  [[nodiscard]] std::vector<std::string> open(std::string_view today, int ahead = 31) const {
    std::array const duties{DutyInForce{&m_theme_day, theme_day()},
                            DutyInForce{&m_report, dues_report()}};
    auto const unit = branch();
    std::vector<std::string> found;
    auto const judged = judge_open(duties, {&unit, 1}, {m_facts}, day(today), ahead);
    EXPECT_THAT(broken_laws(judged, day(today)), IsEmpty());
    for (auto const& each : judged) {
      found.push_back(each.rule->id + ' ' + periods::to_text(each.period) + ' ' +
                      (each.state == State::late ? "late" : "due"));
    }
    return found;
  }

  rules::Rule m_theme_day{rule("theme")};
  rules::Rule m_report{rule("report")};
  std::vector<DutyFact> m_facts{};
};

TEST_F(OpenObligations, late_ones_come_first_and_what_can_no_longer_be_made_up_is_gone) {
  EXPECT_THAT(open("2026-08-03"), testing::ElementsAre("theme 2026-07 late", "report 2026-07 due",
                                                       "theme 2026-08 due"));
  EXPECT_THAT(open("2026-08-06"), testing::ElementsAre("report 2026-07 late", "theme 2026-08 due",
                                                       "report 2026-08 due"));
  EXPECT_THAT(open("2026-08-16"), testing::ElementsAre("theme 2026-08 due", "report 2026-08 due"));
}

TEST_F(OpenObligations, what_is_done_or_far_away_is_not_shown) {
  m_facts = {held(1, "2026-08-01"), fact(2, facts::kind::dues_reported, "2026-07", "2026-08-02")};
  EXPECT_THAT(open("2026-08-03", 7), testing::ElementsAre("theme 2026-07 late"));
  EXPECT_THAT(open("2026-08-06", 7), IsEmpty());
  EXPECT_THAT(open("2026-08-29", 7), testing::ElementsAre("report 2026-08 due"));
}

TEST_F(OpenObligations, the_window_reaches_back_as_far_as_something_is_open) {
  auto yearly = theme_day();
  yearly.cadence = {.every = Every::year, .due_month_after = 6, .grace_days = 30};
  DutyInForce const duty{&m_theme_day, yearly};
  auto const from = [&](std::string_view today) {
    return to_text(window_for_open({&duty, 1}, day(today), 31).from);
  };
  EXPECT_EQ(from("2026-07-30"), "2025-01") << "last year's filing can be made up until 30 July";
  EXPECT_EQ(from("2026-07-31"), "2026-07");
  EXPECT_EQ(to_text(window_for(month("2026-02"), day("2026-07-31")).from), "2026-01");
  EXPECT_EQ(to_text(window_for(month("2025-02"), day("2026-07-31")).until), "2026-08")
      << "a correction counts in an open month";
}

TEST(Obligations, the_laws_name_what_is_wrong) {
  auto const of_rule = rule("duty.tested");
  Obligation const good{.rule = &of_rule,
                        .unit = UnitId{1},
                        .period = {Every::month, month("2026-07")},
                        .due_on = day("2026-07-31"),
                        .grace_until = day("2026-08-05"),
                        .state = State::due};
  auto const today = day("2026-07-20");
  auto const faults = [&](Obligation const& judged) { return broken_laws({&judged, 1}, today); };
  EXPECT_THAT(faults(good), IsEmpty());
  auto bad = good;
  bad.state = State::missed;
  EXPECT_EQ(faults(bad).size(), 1U);
  bad.state = State::done;
  EXPECT_EQ(faults(bad).size(), 1U) << "done without a fact";
  bad = good;
  bad.unreached = {"张三"};
  EXPECT_EQ(faults(bad).size(), 1U) << "nobody has to be reached";
  bad.covers = Covers::every_member;
  EXPECT_THAT(faults(bad), IsEmpty());
  bad.facts = {FactId{1}};
  bad.done_on = today;
  bad.state = State::done;
  EXPECT_EQ(faults(bad).size(), 1U) << "done with somebody left";
  EXPECT_EQ(broken_laws(std::array{good, good}, today).size(), 1U) << "judged twice";
}

TEST(Obligations, a_tally_counts_each_state_once) {
  Tally tally;
  for (auto const state :
       {State::done, State::done_late, State::due, State::late, State::missed, State::missed}) {
    tally.add(state);
  }
  EXPECT_EQ(tally, (Tally{6, 1, 1, 1, 1, 2}));
}

TEST(DutySources, duties_of_chapters_come_before_the_duty_rules_and_each_as_of_the_day) {
  auto owned = rule("duty.report", "2026-07-01");
  owned.parsed = std::make_shared<Duty const>(dues_report());
  auto const kind = rule("activity.theme_day");
  rules::Rulebook const rulebook{{owned}, {}};
  DutySources sources;
  sources.add([&](rules::Rulebook const&, Date, std::vector<DutyInForce>& into) {
    into.push_back({&kind, theme_day()});
  });
  auto const ids = [&](std::string_view on) {
    std::vector<std::string> found;
    for (auto const& duty : sources.in_force(rulebook, day(on))) found.push_back(duty.rule->id);
    return found;
  };
  EXPECT_THAT(ids("2026-06-30"), testing::ElementsAre("activity.theme_day"));
  EXPECT_THAT(ids("2026-07-01"), testing::ElementsAre("activity.theme_day", "duty.report"));
}

}  // namespace
}  // namespace hangji::obligations
