// Points through the door: the register as the page shows it, proposals with a second person, the
// closing of months and the publication of a quarter, and nothing of another branch.
#include "application/test_street.h"

namespace hangji::application {
namespace {

using access::Role;
using ::testing::HasSubstr;
using ::testing::Not;

class PointsApi : public StreetOnBothEngines {
protected:
  Person::Answer propose(Person& who, MemberId member, std::string_view day) {
    return who.post("/api/points/proposals",
                    fmt::format(R"({{"member":"{}","item":"points.base.promise_unkept",)"
                                R"("day":"{}","reason":"承诺的事没有办"}})",
                                member.value, day));
  }
  Person::Answer close(std::string_view month) {
    return secretary->post("/api/points/registers/close",
                           fmt::format(R"({{"unit":"{}","month":"{}"}})", branch.value, month));
  }
  Person::Answer publish(std::string_view quarter) {
    return secretary->post("/api/points/quarter/publish",
                           fmt::format(R"({{"unit":"{}","quarter":"{}"}})", branch.value, quarter));
  }
  Person::Answer points(std::string_view month) {
    return secretary->read("/api/points?" + of(branch, fmt::format("&month={}", month)));
  }
};
HANGJI_ON_BOTH_ENGINES(PointsApi);

/// 60 of the base, none of the daily part, 16 of a review not yet held: 76.
TEST_P(PointsApi, the_register_tells_the_parts_of_each_in_name_order) {
  auto const shown = points("2026-10");
  ASSERT_EQ(shown.status, 200) << shown.text;
  ASSERT_EQ(shown.body.at("rows").as_array().size(), 2U);
  auto const line = line_of(shown, zhang);
  EXPECT_EQ(line.at("base"), 6'000);
  EXPECT_EQ(line.at("daily"), 0);
  EXPECT_EQ(line.at("review"), 1'600);
  EXPECT_EQ(line.at("total"), 7'600);
  EXPECT_EQ(line.at("grade"), "合格");
  EXPECT_EQ(shown.body.at("rows").at(0).at("name"), "李四") << "L before Z";
  EXPECT_TRUE(shown.body.at("closed_on").is_null());
  expect_nothing_of_others(shown);
}

TEST_P(PointsApi, a_proposal_counts_once_a_second_person_has_agreed) {
  auto const proposed = propose(*secretary, zhang, "2026-10-20");
  ASSERT_EQ(proposed.status, 200) << proposed.text;
  auto const at = fmt::format("/api/points/proposals/{}/decide", proposed.at("id"));
  EXPECT_EQ(line_of(points("2026-10"), zhang).at("base"), 6'000);
  EXPECT_EQ(points("2026-10").body.at("pending_proposals"), 1);
  auto const list = worker->read("/api/points/proposals?" + of(branch));
  EXPECT_EQ(list.body.at("rows").at(0).at("amount"), -300) << list.text;
  expect_nothing_of_others(list);
  EXPECT_EQ(secretary->post(at, R"({"decision":"confirm"})").code(), "access.not_allowed");
  EXPECT_EQ(worker->post(at, R"({"decision":"decline"})").code(), "points.reason_missing");
  expect_done(worker->post(at, R"({"decision":"confirm"})"));
  EXPECT_EQ(worker->post(at, R"({"decision":"confirm"})").code(), "points.already_decided");
  EXPECT_EQ(line_of(points("2026-10"), zhang).at("base"), 5'700);
  EXPECT_EQ(line_of(points("2026-10"), li).at("base"), 6'000);
}

TEST_P(PointsApi, who_proposed_does_not_decide) {
  auto const proposed = propose(*worker, zhang, "2026-10-20");
  auto const at = fmt::format("/api/points/proposals/{}/decide", proposed.at("id"));
  EXPECT_EQ(worker->post(at, R"({"decision":"confirm"})").code(), "points.own_proposal");
}

TEST_P(PointsApi, a_committee_member_is_the_second_person_of_the_branch) {
  auto second = person("second", Role::branch_committee_member, branch, zhang);
  auto const waiting = [&] { return second.read("/api/workbench").text.contains("待确认积分"); };
  EXPECT_FALSE(waiting());
  auto const about_li = propose(*secretary, li, "2026-10-20");
  EXPECT_TRUE(waiting());
  auto const decide = [&](Person& who, Person::Answer const& what, std::string_view decision) {
    return who.post(fmt::format("/api/points/proposals/{}/decide", what.at("id")),
                    fmt::format(R"({{"decision":"{}","answer":"没有佐证"}})", decision));
  };
  expect_done(decide(second, about_li, "confirm"));
  EXPECT_FALSE(waiting());
  EXPECT_EQ(line_of(second.read("/api/points?" + of(branch, "&month=2026-10")), li).at("base"),
            5'700);
  expect_done(decide(second, propose(*secretary, li, "2026-10-21"), "decline"));
  auto const own = propose(*secretary, zhang, "2026-10-22");
  EXPECT_FALSE(waiting()) << "their own points wait for somebody else";
  EXPECT_EQ(decide(second, own, "confirm").code(), "points.own_points");
  EXPECT_EQ(decide(second, own, "decline").code(), "points.own_points");
  auto above = person("above", Role::street_office, street);
  auto const neighbours = propose(above, wang, "2026-10-20");
  EXPECT_EQ(decide(second, neighbours, "confirm").code(), "access.not_allowed");
  EXPECT_EQ(propose(second, li, "2026-10-23").code(), "access.not_allowed");
}

/// A secretary made a member of the committee too is still one person.
TEST_P(PointsApi, who_holds_both_roles_of_a_branch_does_not_decide_what_they_proposed) {
  auto const proposed = propose(*secretary, zhang, "2026-10-20");
  program().database().write(the_street, [&](database::Transaction& transaction) {
    journal::Change change{transaction, {}, "test.grant"};
    auto const user = access::user_by_login(transaction, "li")->id;
    EXPECT_TRUE(access::grant_role(change, {user, Role::branch_committee_member, branch},
                                   organisation::registers_members));
    change.finish();
    return true;
  });
  program().services().sessions.forget_all();
  auto const at = fmt::format("/api/points/proposals/{}/decide", proposed.at("id"));
  EXPECT_EQ(secretary->post(at, R"({"decision":"confirm"})").code(), "points.own_proposal");
}

TEST_P(PointsApi, a_month_is_closed_when_it_is_over_and_nothing_waits) {
  EXPECT_EQ(close("2026-11").code(), "points.month_not_over");
  auto const proposed = propose(*secretary, zhang, "2026-10-20");
  EXPECT_EQ(close("2026-10").code(), "points.proposals_pending");
  expect_done(worker->post(fmt::format("/api/points/proposals/{}/decide", proposed.at("id")),
                           R"({"decision":"decline","answer":"办了"})"));
  expect_done(close("2026-10"));
  EXPECT_EQ(close("2026-10").code(), "points.already_closed");
  EXPECT_EQ(points("2026-10").at("closed_on"), "2026-11-23");
}

TEST_P(PointsApi, a_quarter_is_published_once_its_registers_are_closed) {
  expect_done(close("2026-07"));
  EXPECT_EQ(close("2026-09").code(), "points.earlier_open");
  expect_done(close("2026-08"));
  EXPECT_EQ(publish("2026-Q3").code(), "points.register_open");
  expect_done(close("2026-09"));
  EXPECT_EQ(publish("2026-07").code(), "points.period_wrong");
  expect_done(publish("2026-Q3"));
  EXPECT_EQ(publish("2026-Q3").code(), "points.already_published");
  auto const sheet = secretary->read("/api/points/quarter?" + of(branch, "&quarter=2026-Q3"));
  ASSERT_EQ(sheet.status, 200) << sheet.text;
  EXPECT_EQ(sheet.at("published_on"), "2026-11-23");
  ASSERT_EQ(sheet.body.at("rows").as_array().size(), 2U);
  EXPECT_EQ(line_of(sheet, zhang).at("mean"), 7'600) << "76 three times";
  expect_nothing_of_others(sheet);
}

TEST_P(PointsApi, a_member_reads_the_own_month_and_nobody_elses) {
  auto member = person("zhang", Role::member, branch, zhang);
  auto const of_member = [](MemberId one) {
    return fmt::format("/api/points/members/{}?month=2026-10", one.value);
  };
  auto const own = member.read(of_member(zhang));
  ASSERT_EQ(own.status, 200) << own.text;
  EXPECT_THAT(own.text, Not(HasSubstr("李四")));
  EXPECT_EQ(member.read(of_member(li)).code(), "access.not_allowed");
  EXPECT_EQ(member.read("/api/points?" + of(branch, "&month=2026-10")).code(),
            "access.not_allowed");
  for (auto const* path : {"/api/points?month=2026-10&", "/api/points/quarter?quarter=2026-Q3&",
                           "/api/points/proposals?"})
    EXPECT_EQ(secretary->read(path + of(other_branch)).code(), "access.not_allowed") << path;
  EXPECT_EQ(propose(*secretary, wang, "2026-10-20").code(), "access.not_allowed");
}

}  // namespace
}  // namespace hangji::application
