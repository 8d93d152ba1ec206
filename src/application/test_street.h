// Fixture of a small street asked through the door: community 甲 with a branch of two members and a
// neighbour, and community 乙, of which nobody here may learn anything. For tests only.
#pragma once

#include "application/test_program.h"
#include "testing/world.h"

#include <gmock/gmock.h>

namespace hangji::application {

/// Today is 23 November 2026. 张三 and 李四 are of the first branch since 2010, 李四 keeps it.
class StreetOnBothEngines : public ProgramOnBothEngines {
protected:
  void SetUp() override {
    ProgramOnBothEngines::SetUp();
    testing::World world{program().database(), clock(), the_street, program().services().secrets};
    street = world.street();
    community = world.community("甲社区");
    branch = world.branch(community, "甲社区第一支部");
    neighbour = world.branch(community, "甲社区第二支部");
    other_community = world.community("乙社区");
    other_branch = world.branch(other_community, "乙社区第一支部");
    zhang = world.member(branch, "张三");
    li = world.member(branch, "李四");
    wang = world.member(other_branch, "王五");
    secretary.emplace(person("li", access::Role::branch_secretary, branch, li));
    worker.emplace(person("worker", access::Role::community_worker, community));
  }
  void TearDown() override {
    secretary.reset();
    worker.reset();
    ProgramOnBothEngines::TearDown();
  }

  static std::string of(UnitId unit, std::string_view more = "") {
    return fmt::format("unit={}{}", unit.value, more);
  }
  /// Held on the day by the first branch with both members; its id.
  std::string hold_theme_day(std::string_view day) {
    auto const planned = secretary->post(
        "/api/activities",
        fmt::format(R"({{"kind":"activity.theme_day","also_kinds":[],"unit":"{}","day":"{}",)"
                    R"("place":"活动室","title":"学习会","named":[]}})",
                    branch.value, day));
    EXPECT_EQ(planned.status, 200) << planned.text;
    auto const at = "/api/activities/" + planned.at("id");
    expect_done(secretary->post(at + "/attendance",
                                fmt::format(R"({{"marks":[{{"member":"{}","presence":"present"}},)"
                                            R"({{"member":"{}","presence":"present"}}]}})",
                                            zhang.value, li.value)));
    expect_done(secretary->write("PUT", at + "/record",
                                 R"({"record":{"theme":"学习","place":"活动室","host":"李四",)"
                                 R"("recorder":"张三","minutes":"学习了文件"}})"));
    expect_done(secretary->post(at + "/finish", "{}"));
    return planned.at("id");
  }
  static boost::json::value line_of(Person::Answer const& sheet, MemberId member) {
    auto const id = std::to_string(member.value);
    for (auto const& row : sheet.body.at("rows").as_array())
      if (row.at("member").as_string() == id) return row;
    ADD_FAILURE() << sheet.text;
    return {};
  }
  static void expect_done(Person::Answer const& answer) {
    EXPECT_EQ(answer.status, 200) << answer.text;
  }
  /// Nothing of who is not asked about.
  static void expect_nothing_of_others(Person::Answer const& answer) {
    EXPECT_THAT(answer.text, ::testing::Not(::testing::HasSubstr("王五")));
    EXPECT_THAT(answer.text, ::testing::Not(::testing::HasSubstr("乙社区")));
  }

  UnitId street{};
  UnitId community{};
  UnitId branch{};
  UnitId neighbour{};
  UnitId other_community{};
  UnitId other_branch{};
  MemberId zhang{};
  MemberId li{};
  MemberId wang{};
  std::optional<Person> secretary{};
  std::optional<Person> worker{};
};

}  // namespace hangji::application
