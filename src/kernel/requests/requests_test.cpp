#include "database/test_databases.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/journal/journal.h"
#include "kernel/requests/requests_invariants.h"
#include "kernel/requests/requests_operations.h"
#include "kernel/requests/requests_store.h"
#include "kernel/rules/load.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace hangji::requests {
namespace {

using access::Reach;
using database::Transaction;
using facts::FactDraft;
using journal::Change;

constexpr UnitId branch{101};
constexpr UnitId street{100};
constexpr MemberId zhang{201};
constexpr MemberId li{202};
constexpr UserId secretary{301};
constexpr UserId community_worker{302};
constexpr UserId zhang_user{303};

Date day(std::string_view text) { return *parse_date(text); }

rules::Rulebook const& shipped() {
  static auto const book = [] {
    rules::RuleKinds kinds;
    kinds.add<RequestDeadline>();
    auto const file =
        std::filesystem::path{__FILE__}.parent_path() / "../../../rules/requests.yaml";
    std::ifstream in{file};
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    return rules::Rulebook{rules::read_rules({{"rules/requests.yaml", text}}, kinds).value(), {}};
  }();
  return book;
}

struct DueCase {
  RequestForm form;
  char const* made_on;
  char const* due_on;
};

TEST(RequestDays, an_answer_is_due_by_the_rule_of_the_day_it_was_asked_on) {
  using enum RequestForm;
  DueCase const cases[] = {
      // request.correction: 15 days, since the law on personal information is in force
      // (第四十六条).
      {correction, "2026-07-01", "2026-07-16"},
      {correction, "2021-10-31", ""},
      {correction, "2021-11-01", "2021-11-16"},
      // request.objection: 7 days; request.complaint: 15; request.appeal: 30, since 2020-12-25.
      {objection, "2026-02-25", "2026-03-04"},
      {complaint, "2026-12-20", "2027-01-04"},
      {appeal, "2026-07-01", "2026-07-31"},
      {appeal, "2020-12-24", ""},
      {appeal, "2020-12-25", "2021-01-24"},
  };
  for (auto const& one : cases) {
    auto const due = due_on(shipped(), {.form = one.form, .made_on = day(one.made_on)});
    EXPECT_EQ(due ? to_text(*due) : "", one.due_on) << label(one.form) << " " << one.made_on;
  }
}

TEST(RequestDays, working_days_leave_out_weekends) {
  RequestDeadline const five{.answer_within = 5, .counted = DayCount::working};
  EXPECT_EQ(due_on(five, day("2026-07-03")), day("2026-07-10"));  // a Friday
  EXPECT_EQ(due_on(five, day("2026-07-04")), day("2026-07-10"));  // a Saturday
  EXPECT_EQ(due_on(five, day("2026-07-06")), day("2026-07-13"));  // a Monday
}

struct SightCase {
  char const* who;
  RequestForm form;
  Reader reader;
  bool sees;
  char const* code;
};

TEST(RequestReaders, who_sees_and_who_answers) {
  using enum RequestForm;
  Reader const member{.user = zhang_user, .member = zhang};
  Reader const other{.user = UserId{9}, .member = li};
  Reader const in_branch{.user = secretary, .member = li, .reach = Reach::unit};
  Reader const above{.user = community_worker, .reach = Reach::subtree};
  Reader const about{.user = UserId{99}, .reach = Reach::subtree};
  Reader const self_above{.user = UserId{8}, .member = zhang, .reach = Reach::subtree};
  SightCase const cases[] = {
      {"the member", objection, member, true, "requests.own_matter"},
      {"the member", complaint, member, true, "requests.own_matter"},
      {"somebody else", objection, other, false, ""},
      {"the branch", correction, in_branch, true, ""},
      {"the branch", objection, in_branch, true, ""},
      {"the branch", complaint, in_branch, false, "requests.answered_above"},
      {"the branch", appeal, in_branch, false, "requests.answered_above"},
      {"above", complaint, above, true, ""},
      {"above", appeal, above, true, ""},
      {"who it is about", complaint, about, false, "requests.own_matter"},
      {"who it is about", objection, about, true, "requests.own_matter"},
      {"who answers and made it", appeal, self_above, true, "requests.own_matter"},
  };
  for (auto const& one : cases) {
    RequestRow const row{.form = one.form,
                         .member_id = zhang,
                         .unit_id = branch,
                         .about_user = UserId{99},
                         .made_by = zhang_user};
    EXPECT_EQ(may_see(row, one.reader), one.sees) << one.who << " " << label(one.form);
    auto const may_answer = check_answerer(row, one.reader);
    EXPECT_EQ(may_answer ? "" : may_answer.error().code, one.code)
        << one.who << " " << label(one.form);
  }
  EXPECT_TRUE(may_see({.form = complaint, .member_id = zhang, .made_by = secretary}, in_branch))
      << "who copied it from paper knows it";
}

class RequestBooks : public database::OnBothEngines {
protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    clock().set(day("2026-07-20"));
  }

  template <class Work> auto change(UserId actor, Work&& work) {
    auto result = database().change(tenant(), [&](Transaction& transaction) {
      Change open{transaction, {actor, "测试员"}, "requests.test"};
      open.about(branch, "测试");
      auto answer = work(open);
      if (answer) open.finish();
      return answer;
    });
    auto const faults = database().read(tenant(), [](Transaction& t) { return request_faults(t); });
    EXPECT_TRUE(faults.empty()) << faults.front();
    return result;
  }
  template <class Work> auto read(Work&& work) { return database().read(tenant(), work); }

  FactId fact(FactDraft draft, UserId by = secretary) {
    return change(by, [&](Change& open) { return facts::append(open, draft); }).value();
  }
  FactId absence() {
    return fact({.kind = std::string{facts::kind::activity_absent},
                 .topic = "activity.theme_day",
                 .day = clock().today(),
                 .unit = branch,
                 .member = zhang});
  }
  void publish() {
    fact({.kind = std::string{facts::kind::points_published},
          .topic = "2026-Q3",
          .day = clock().today(),
          .unit = branch});
  }
  static NewRequest objection_to(FactId id) {
    return {.form = RequestForm::objection,
            .member = zhang,
            .unit = branch,
            .about = RequestAbout::fact,
            .about_id = SourceId{id.value},
            .text = "当天已经请假"};
  }
  static NewRequest complaint() {
    return {.form = RequestForm::complaint,
            .member = zhang,
            .unit = branch,
            .street = street,
            .text = "活动室漏水"};
  }
  Result<RequestId> make(NewRequest const& wanted, UserId by = zhang_user) {
    return change(by, [&](Change& open) { return make_request(open, shipped(), wanted); });
  }
  std::string code_of(NewRequest const& wanted) {
    auto const made = make(wanted);
    return made ? "" : made.error().code;
  }
  std::string answer(RequestId id, std::string_view text, Reader const& reader) {
    auto const done = change(reader.user, [&](Change& open) {
      return answer_request(open, id, RequestOutcome::upheld, text, reader);
    });
    return done ? "" : done.error().code;
  }
  std::string withdraw(RequestId id) {
    auto const done = change(zhang_user, [&](Change& open) { return withdraw_request(open, id); });
    return done ? "" : done.error().code;
  }
  RequestRow row(RequestId id) {
    return read([&](Transaction& t) { return request(t, id).value(); });
  }
  std::vector<facts::FactRow> facts_of(RequestId id) {
    return read([&](Transaction& t) { return facts::of_source(t, source_of(id)); });
  }

  static Reader worker() { return {.user = community_worker, .reach = Reach::subtree}; }
};
HANGJI_ON_BOTH_ENGINES(RequestBooks);

TEST_P(RequestBooks, requests_are_refused_in_order) {
  auto wanted = objection_to(FactId{77});
  wanted.text.clear();
  EXPECT_EQ(code_of(wanted), "requests.text_missing");
  EXPECT_EQ(code_of(objection_to(FactId{77})), "requests.about_unknown");
  auto const about_li = fact({.kind = std::string{facts::kind::activity_absent},
                              .topic = "activity.theme_day",
                              .day = clock().today(),
                              .unit = branch,
                              .member = li});
  EXPECT_EQ(code_of(objection_to(about_li)), "requests.about_unknown");
}

TEST_P(RequestBooks, the_time_to_object_runs_from_the_publication) {
  auto const id = absence();
  clock().set(day("2026-09-30"));
  EXPECT_EQ(code_of(objection_to(id)), "") << "nothing is published yet";
  clock().set(day("2026-10-03"));
  publish();
  clock().set(day("2026-11-02"));
  EXPECT_EQ(code_of(objection_to(id)), "") << "the thirtieth day";
  clock().set(day("2026-11-03"));
  EXPECT_EQ(code_of(objection_to(id)), "requests.too_late");
  auto late = objection_to(id);
  late.late_reason = "住院";
  EXPECT_EQ(code_of(late), "") << "the rule only advises";
}

TEST_P(RequestBooks, answers_are_refused_in_order) {
  auto const id = make(objection_to(absence())).value();
  EXPECT_EQ(answer(RequestId{77}, "查实", worker()), "requests.not_found");
  EXPECT_EQ(answer(id, "", worker()), "requests.answer_missing");
  EXPECT_EQ(answer(id, "查实", {.user = secretary, .reach = Reach::unit}), "requests.own_matter")
      << "the secretary entered the absence";
  EXPECT_EQ(answer(id, "查实,已更正", worker()), "");
  EXPECT_EQ(answer(id, "查实", worker()), "requests.state_wrong");
  EXPECT_EQ(withdraw(id), "requests.state_wrong");
  auto const appeal =
      make({.form = RequestForm::appeal, .member = zhang, .unit = branch, .text = "处分过重"})
          .value();
  EXPECT_EQ(answer(appeal, "维持", {.user = secretary, .reach = Reach::unit}),
            "requests.answered_above");
  EXPECT_EQ(withdraw(RequestId{77}), "requests.not_found");
}

TEST_P(RequestBooks, an_answer_is_a_fact_with_the_days_it_took) {
  auto const id = make(objection_to(absence())).value();
  clock().set(day("2026-07-24"));
  EXPECT_EQ(answer(id, "查实,已更正", worker()), "");
  auto const all = facts_of(id);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].kind, facts::kind::request_made);
  EXPECT_EQ(all[0].topic, "objection");
  EXPECT_EQ(all[0].member_id, zhang);
  EXPECT_EQ(all[1].kind, facts::kind::request_answered);
  EXPECT_EQ(all[1].amount, 4);
  EXPECT_EQ(row(id).answer, "查实,已更正");
  EXPECT_EQ(row(id).about_user, secretary);
  EXPECT_EQ(row(id).closed_by, community_worker);
}

TEST_P(RequestBooks, a_complaint_leaves_no_name_in_facts_and_nothing_in_the_books_of_the_branch) {
  auto const id = make(complaint()).value();
  EXPECT_EQ(answer(id, "已报修", worker()), "");
  for (auto const& fact : facts_of(id)) {
    EXPECT_TRUE(fact.member_id.is_none());
    EXPECT_EQ(fact.unit_id, street) << "the branch's archive would show it";
    EXPECT_EQ(fact.note, "");
  }
  auto const of_branch = read([](Transaction& t) { return journal::entries(t, branch, 0, 10); });
  EXPECT_TRUE(of_branch.empty());
}

TEST_P(RequestBooks, a_request_taken_back_waits_for_no_answer) {
  auto const id = make(complaint()).value();
  EXPECT_EQ(withdraw(id), "");
  EXPECT_EQ(row(id).state, RequestState::withdrawn);
  auto const open = read([](Transaction& t) {
    return requests_in(t, RequestState::open, day("2026-01-01"), day("2026-12-31"));
  });
  EXPECT_TRUE(open.empty());
  EXPECT_EQ(read([](Transaction& t) { return requests_of(t, zhang); }).size(), 1u);
}

}  // namespace
}  // namespace hangji::requests
