// Points through the door: what a member reads of the own branch.
#include "application/test_program.h"
#include "testing/world.h"

#include <gtest/gtest.h>

namespace hangji::application {
namespace {

using access::Role;
using testing::World;

/// Today is 23 November 2026.
class PointsPublished : public ProgramOnBothEngines {
protected:
  void SetUp() override {
    ProgramOnBothEngines::SetUp();
    World world{program().database(), clock()};
    community = world.community("甲社区");
    branch = world.branch(community, "甲社区第一支部");
    zhang = world.member(branch, "张三");
    li = world.member(branch, "李四");
  }
  UnitId community{};
  UnitId branch{};
  MemberId zhang{};
  MemberId li{};
};
HANGJI_ON_BOTH_ENGINES(PointsPublished);

TEST_P(PointsPublished, a_member_reads_the_own_branchs_quarter_once_it_is_published) {
  auto member = person("zhang", Role::member, branch, zhang);
  auto secretary = person("secretary", Role::branch_secretary, branch, li);
  auto const at = "/api/points/published?quarter=2026-Q3";
  EXPECT_EQ(member.read(at).code(), "points.not_published");
  for (auto const* month : {"2026-07", "2026-08", "2026-09"}) {
    auto const body = fmt::format(R"({{"unit":"{}","month":"{}"}})", branch.value, month);
    EXPECT_EQ(secretary.post("/api/points/registers/close", body).status, 200);
  }
  EXPECT_EQ(member.read(at).code(), "points.not_published");
  auto const published =
      secretary.post("/api/points/quarter/publish",
                     fmt::format(R"({{"unit":"{}","quarter":"2026-Q3"}})", branch.value));
  EXPECT_EQ(published.status, 200) << published.text;
  auto const sheet = member.read(at);
  ASSERT_EQ(sheet.status, 200) << sheet.text;
  EXPECT_EQ(sheet.body.at("rows").as_array().size(), 2u);
  EXPECT_EQ(sheet.at("objections_until"), "2026-12-23") << "thirty days";
  EXPECT_NE(member.read("/api/workbench").text.find("2026年第三季度积分"), std::string::npos);
  EXPECT_EQ(
      member.read(fmt::format("/api/points/quarter?unit={}&quarter=2026-Q3", branch.value)).status,
      403);
}

}  // namespace
}  // namespace hangji::application
