// Who enters what about a member, through the door.
#include "application/test_program.h"
#include "testing/world.h"

namespace hangji::application {
namespace {

using access::Role;
using testing::World;

/// Today is 23 November 2026.
class MemberFactsApi : public ProgramOnBothEngines {
protected:
  void SetUp() override {
    ProgramOnBothEngines::SetUp();
    World world{program().database(), clock(), the_street, program().services().secrets};
    community = world.community("甲社区");
    branch = world.branch(community, "甲社区第一支部");
    zhang = world.member(branch, "张三");
    li = world.member(branch, "李四");
    path = fmt::format("/api/members/{}/facts", zhang.value);
  }
  /// On the workbench.
  static bool waits(Person& of, std::string_view title) {
    auto const bench = of.read("/api/workbench");
    EXPECT_EQ(bench.status, 200) << bench.text;
    return bench.text.contains(title);
  }
  UnitId community{};
  UnitId branch{};
  MemberId zhang{};
  MemberId li{};
  std::string path{};
  static constexpr auto grade =
      R"({"kind":"review.graded","topic":"qualified","day":"2026-01-20"})";
  static constexpr auto punishment =
      R"({"kind":"member.disciplined","topic":"warning","day":"2026-05-06","note":"某纪〔2026〕1号"})";
};
HANGJI_ON_BOTH_ENGINES(MemberFactsApi);

TEST_P(MemberFactsApi, a_secretary_enters_grades_and_only_those_above_punishments) {
  auto secretary = person("secretary", Role::branch_secretary, branch, li);
  auto worker = person("worker", Role::community_worker, community);
  EXPECT_EQ(secretary.post(path, grade).status, 200);
  EXPECT_EQ(secretary.post(path, punishment).status, 403);
  EXPECT_EQ(secretary.read(path).body.at("kinds").as_array().size(), 3U);
  auto const entered = worker.post(path, punishment);
  ASSERT_EQ(entered.status, 200) << entered.text;
  EXPECT_EQ(worker.read(path).body.at("kinds").as_array().size(), 9U);
  auto const withdraw = "/api/member-facts/" + entered.at("fact") + "/withdraw";
  EXPECT_EQ(secretary.post(withdraw, R"({"reason":"误"})").status, 403);
  EXPECT_EQ(worker.post(withdraw, R"({"reason":"误"})").status, 200);
}

TEST_P(MemberFactsApi, a_member_sees_their_own_and_enters_nothing) {
  auto member = person("zhang", Role::member, branch, zhang);
  auto other = person("li", Role::member, branch, li);
  auto secretary = person("secretary", Role::branch_secretary, branch);
  EXPECT_EQ(secretary.post(path, grade).status, 200);
  auto const own = member.read(path);
  EXPECT_EQ(own.body.at("rows").as_array().size(), 1U) << own.text;
  EXPECT_TRUE(own.body.at("kinds").as_array().empty());
  EXPECT_EQ(other.read(path).status, 403);
  EXPECT_EQ(member.post(path, grade).status, 403);
}

TEST_P(MemberFactsApi, what_is_to_be_done_about_a_punishment_waits_until_it_is_entered) {
  auto worker = person("worker", Role::community_worker, community);
  auto secretary = person("secretary", Role::branch_secretary, branch, li);
  auto member = person("zhang", Role::member, branch, zhang);
  auto const entered = worker.post(path, punishment);
  ASSERT_EQ(entered.status, 200) << entered.text;
  auto const steps = "/api/member-facts/" + entered.at("fact") + "/steps";
  auto const announced = R"({"step":"announced","day":"2026-05-20","note":"支部党员大会"})";
  EXPECT_TRUE(waits(secretary, "处分决定宣布：张三"));
  EXPECT_TRUE(waits(secretary, "处分执行情况报告：张三"));
  EXPECT_TRUE(waits(worker, "处分决定宣布"));
  EXPECT_FALSE(waits(member, "处分"));
  EXPECT_EQ(secretary.post(steps, announced).status, 403);
  EXPECT_EQ(member.post(steps, announced).status, 403);
  EXPECT_EQ(worker.write("POST", steps, announced, "once").status, 200);
  EXPECT_EQ(worker.write("POST", steps, announced, "once").status, 200)
      << "the answer is remembered";
  auto const again = worker.post(steps, announced);
  EXPECT_EQ(again.status, 409) << again.text;
  EXPECT_FALSE(waits(secretary, "处分决定宣布"));
  EXPECT_TRUE(waits(secretary, "处分执行情况报告：张三"));
  auto const list = secretary.read(fmt::format("/api/deadlines?unit={}", branch.value));
  EXPECT_NE(list.text.find("处分执行情况报告"), std::string::npos) << list.text;
  EXPECT_EQ(list.text.find("处分决定宣布"), std::string::npos);
  EXPECT_EQ(member.read(path).body.at("rows").as_array().size(), 2U);
}

TEST_P(MemberFactsApi, a_grade_moves_the_review_part_of_the_points) {
  auto secretary = person("secretary", Role::branch_secretary, branch);
  auto const points = fmt::format("/api/points/members/{}?month=2026-11", zhang.value);
  auto const before = secretary.read(points);
  ASSERT_EQ(before.status, 200) << before.text;
  EXPECT_EQ(
      secretary.post(path, R"({"kind":"review.graded","topic":"excellent","day":"2026-11-20"})")
          .status,
      200);
  auto const after = secretary.read(points);
  EXPECT_EQ(after.body.at("score").at("review"), 2000) << after.text;
  EXPECT_NE(before.body.at("score").at("review"), after.body.at("score").at("review"));
}

}  // namespace
}  // namespace hangji::application
