// Activities through the door: guests of the record, the time put right after people were marked
// and what follows from it, and talks until every member has had one.
#include "application/test_street.h"
#include "kernel/api/chapters.h"
#include "kernel/rules/rulebooks.h"
#include "organisation/unit_duties/unit_duties.h"

#include <boost/json/serialize.hpp>

namespace hangji::application {
namespace {

using access::Role;
using ::testing::HasSubstr;
using ::testing::Not;

class ActivitiesApi : public StreetOnBothEngines {
protected:
  Person::Answer put_time_right(std::string const& id, std::string_view day,
                                std::string_view reason) {
    return secretary->post("/api/activities/" + id + "/time-amendments",
                           fmt::format(R"({{"day":"{}","starts_at":"","minutes":120,)"
                                       R"("reason":"{}"}})",
                                       day, reason));
  }
  /// Hundredths: the daily part of the month.
  std::int64_t daily(std::string_view month) {
    auto const sheet =
        secretary->read("/api/points?" + of(branch, fmt::format("&month={}", month)));
    return line_of(sheet, zhang).at("daily").as_int64();
  }
  std::int64_t total(std::string_view month) {
    auto const sheet =
        secretary->read("/api/points?" + of(branch, fmt::format("&month={}", month)));
    return line_of(sheet, zhang).at("total").as_int64();
  }
  boost::json::object duty(std::string_view rule, std::string_view month) {
    auto const list =
        secretary->read("/api/obligations?" + of(branch, fmt::format("&month={}", month)));
    for (auto const& row : list.body.at("rows").as_array()) {
      if (row.at("rule").at("id").as_string() == rule) return row.as_object();
    }
    ADD_FAILURE() << list.text;
    return {};
  }
  std::string state(std::string_view rule, std::string_view month) {
    return std::string{duty(rule, month).at("state").as_string()};
  }
  void close(std::string_view month) {
    expect_done(
        secretary->post("/api/points/registers/close",
                        fmt::format(R"({{"unit":"{}","month":"{}"}})", branch.value, month)));
  }
  /// Held and finished on the day with these members.
  void talk(std::string_view day, std::vector<MemberId> const& members) {
    boost::json::array named;
    boost::json::array marks;
    for (auto const member : members) {
      named.emplace_back(std::to_string(member.value));
      marks.push_back({{"member", std::to_string(member.value)}, {"presence", "present"}});
    }
    auto const planned = secretary->post(
        "/api/activities",
        fmt::format(R"({{"kind":"activity.heart_to_heart","also_kinds":[],"unit":"{}",)"
                    R"("day":"{}","place":"","title":"谈心","named":{}}})",
                    branch.value, day, boost::json::serialize(named)));
    ASSERT_EQ(planned.status, 200) << planned.text;
    auto const at = "/api/activities/" + planned.at("id");
    expect_done(secretary->post(at + "/attendance",
                                fmt::format(R"({{"marks":{}}})", boost::json::serialize(marks))));
    expect_done(
        secretary->write("PUT", at + "/record", R"({"record":{"theme":"思想","host":"李四"}})"));
    expect_done(secretary->post(at + "/finish", "{}"));
  }
};
HANGJI_ON_BOTH_ENGINES(ActivitiesApi);

TEST_P(ActivitiesApi, guests_are_recorded_with_their_unit_and_counted_nowhere) {
  auto const id = hold_theme_day("2026-11-10");
  auto const at = "/api/activities/" + id;
  auto const amend = [&](std::string_view text) {
    return secretary->post(
        at + "/amendments",
        fmt::format(R"({{"field":"guests","text":"{}","reason":"漏记"}})", text));
  };
  EXPECT_EQ(amend("王平").code(), "activities.answer_wrong");
  expect_done(amend("王平（街道党工委）"));
  auto const shown = secretary->read(at);
  EXPECT_EQ(shown.body.at("record").at("guests"), "王平（街道党工委）");
  EXPECT_EQ(shown.body.at("activity").at("expected"), 2);
  EXPECT_EQ(shown.body.at("activity").at("present"), 2);
  EXPECT_EQ(shown.body.at("amendments").at(0).at("label"), "列席人员");
}

TEST_P(ActivitiesApi, the_time_of_a_finished_activity_is_put_right_by_its_keeper_with_a_reason) {
  auto const id = hold_theme_day("2026-11-10");
  EXPECT_EQ(put_time_right(id, "2026-11-09", "").code(), "activities.reason_missing");
  expect_done(put_time_right(id, "2026-11-09", "日期写错"));
  auto const shown = secretary->read("/api/activities/" + id);
  EXPECT_EQ(shown.body.at("activity").at("day"), "2026-11-09");
  EXPECT_EQ(shown.body.at("amendments").at(0).at("label"), "时间");
  EXPECT_EQ(shown.body.at("amendments").at(0).at("before_text"), "2026年11月10日，120 分钟");
  EXPECT_FALSE(shown.body.at("record").as_object().contains("activity.when"));
  auto const entry = secretary->read("/api/journal?operation=activities.amend_time");
  EXPECT_THAT(worker->read("/api/journal?operation=activities.amend_time").text,
              HasSubstr("日期写错"))
      << entry.text;
  auto of_other = person("other", Role::branch_secretary, other_branch);
  auto const body = R"({"day":"2026-11-08","starts_at":"","minutes":120,"reason":"越权"})";
  EXPECT_EQ(of_other.post("/api/activities/" + id + "/time-amendments", body).code(),
            "access.not_allowed");
}

TEST_P(ActivitiesApi, points_and_duties_follow_an_activity_over_the_border_of_a_month) {
  auto const id = hold_theme_day("2026-11-02");
  EXPECT_EQ(daily("2026-11"), 500);
  EXPECT_EQ(state("activity.theme_day", "2026-10"), "missed");
  EXPECT_EQ(state("activity.theme_day", "2026-11"), "done");
  expect_done(put_time_right(id, "2026-10-30", "日期写错"));
  EXPECT_EQ(daily("2026-10"), 500);
  EXPECT_EQ(daily("2026-11"), 0);
  EXPECT_EQ(state("activity.theme_day", "2026-10"), "done_late") << "nobody knew of it in time";
  EXPECT_EQ(state("activity.theme_day", "2026-11"), "due");
}

TEST_P(ActivitiesApi, a_correction_within_the_month_does_not_make_late_what_was_in_time) {
  auto const id = hold_theme_day("2026-11-02");
  clock().set(testing::day("2027-01-20"));
  secretary.emplace(person("keeper", Role::branch_secretary, branch));
  expect_done(put_time_right(id, "2026-11-03", "日期写错"));
  EXPECT_EQ(state("activity.theme_day", "2026-11"), "done");
}

TEST_P(ActivitiesApi, a_closed_register_stays_and_no_point_is_given_twice) {
  auto const id = hold_theme_day("2026-11-02");
  close("2026-10");
  expect_done(put_time_right(id, "2026-10-30", "日期写错"));
  EXPECT_EQ(total("2026-10"), 7'600) << "closed without it";
  EXPECT_EQ(total("2026-11"), 8'100) << "counts in the open month";
}

TEST_P(ActivitiesApi, what_a_closed_register_counted_is_not_counted_again_in_the_new_month) {
  auto const id = hold_theme_day("2026-10-30");
  close("2026-10");
  EXPECT_EQ(total("2026-10"), 8'100);
  expect_done(put_time_right(id, "2026-11-02", "日期写错"));
  EXPECT_EQ(total("2026-10"), 8'100);
  EXPECT_EQ(total("2026-11"), 7'600);
}

TEST_P(ActivitiesApi, talks_are_done_when_each_member_has_had_one_and_say_who_has_not) {
  constexpr auto rule = "activity.heart_to_heart";
  auto const explanation =
      "/api/obligations/explanation?" + of(branch, fmt::format("&rule={}&month=2026-11", rule));
  EXPECT_EQ(duty(rule, "2026-11").at("unreached"), "还有 2 人没有参加谈心谈话：李四、张三");
  talk("2026-03-10", {zhang});
  auto const one = duty(rule, "2026-11");
  EXPECT_EQ(one.at("state"), "due") << "one talk of the branch is not enough";
  EXPECT_EQ(one.at("unreached"), "还有 1 人没有参加谈心谈话：李四");
  auto const why = secretary->read(explanation);
  EXPECT_THAT(why.text, HasSubstr("还有 1 人没有参加谈心谈话：李四"));
  EXPECT_THAT(why.text, HasSubstr("2026年3月10日"));
  expect_nothing_of_others(why);
  talk("2026-11-20", {zhang, li});
  auto const all = duty(rule, "2026-11");
  EXPECT_EQ(all.at("state"), "done");
  EXPECT_EQ(all.at("done_on"), "2026-11-20");
  EXPECT_EQ(all.at("unreached"), "");
  EXPECT_EQ(all.at("facts").as_array().size(), 2U);
}

TEST_P(ActivitiesApi, whoever_is_suspended_need_not_be_talked_to_until_restored) {
  constexpr auto rule = "activity.heart_to_heart";
  talk("2026-03-10", {zhang});
  auto const set = [&](organisation::MemberState state, std::string_view on) {
    auto const done = program().database().change(the_street, [&](database::Transaction& t) {
      journal::Change change{t, {UserId{1}, "测试员"}, "test.suspend"};
      auto result = organisation::set_suspended(change, li, state, testing::day(on), "长期失联");
      if (result) change.finish();
      return result;
    });
    ASSERT_TRUE(done.has_value()) << done.error().message;
  };
  set(organisation::MemberState::suspended, "2026-05-01");
  EXPECT_EQ(state(rule, "2026-11"), "done");
  set(organisation::MemberState::active, "2026-11-01");
  EXPECT_EQ(duty(rule, "2026-11").at("unreached"), "还有 1 人没有参加谈心谈话：李四");
}

TEST_P(ActivitiesApi, a_branch_judged_alone_must_reach_everybody_too) {
  talk("2026-03-10", {zhang});
  clock().set(testing::day("2026-12-10"));
  auto const left = program().database().read(the_street, [&](database::Transaction& t) {
    auto const& services = program().services();
    auto const rulebook = services.rulebooks.of(t);
    auto const judged = organisation::judge_open_of(
        t, {*rulebook, services.chapters->duties, branch, t.today()}, 31);
    std::vector<std::string> names;
    for (auto const& one : judged.obligations) {
      if (one.rule->id == "activity.heart_to_heart") names = one.unreached;
    }
    return names;
  });
  EXPECT_THAT(left, ::testing::ElementsAre("李四"));
}

TEST_P(ActivitiesApi, the_workbench_names_who_is_left_when_the_year_ends) {
  talk("2026-03-10", {zhang});
  clock().set(testing::day("2026-12-10"));
  auto keeper = person("keeper", Role::branch_secretary, branch);
  EXPECT_THAT(keeper.read("/api/workbench").text, HasSubstr("还有 1 人没有参加谈心谈话：李四"));
  auto member = person("zhang", Role::member, branch, zhang);
  EXPECT_THAT(member.read("/api/workbench").text, Not(HasSubstr("谈心谈话")))
      << "who has not been talked to is not for everybody";
  clock().set(testing::day("2027-01-10"));
  auto late = person("late", Role::branch_secretary, branch);
  EXPECT_THAT(late.read("/api/workbench").text, HasSubstr("已逾期 10 天"));
}

}  // namespace
}  // namespace hangji::application
