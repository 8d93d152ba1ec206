// A member's own view of the branch's activities through the door: their presence and what they are
// asked, never who else was there.
#include "application/test_program.h"
#include "testing/world.h"

#include <gmock/gmock.h>

namespace hangji::application {
namespace {

using access::Role;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::World;

/// Today is 23 November 2026.
class OwnActivities : public ProgramOnBothEngines {
protected:
  void SetUp() override {
    ProgramOnBothEngines::SetUp();
    World world{program().database(), clock(), the_street, program().services().secrets};
    community = world.community("甲社区");
    branch = world.branch(community, "甲社区第一支部");
    other_branch = world.branch(community, "甲社区第二支部");
    zhang = world.member(branch, "张三");
    li = world.member(branch, "李四");
    wang = world.member(other_branch, "王五");
  }
  std::string theme_day(Person& secretary) const {
    auto const made = secretary.post(
        "/api/activities",
        fmt::format(R"({{"kind":"activity.theme_day","also_kinds":[],"unit":"{}",)"
                    R"("day":"2026-11-23","place":"活动室","title":"学习会","named":[]}})",
                    branch.value));
    EXPECT_EQ(made.status, 200) << made.text;
    return made.at("id");
  }
  static std::string mark(MemberId member, std::string_view presence) {
    return fmt::format(R"({{"marks":[{{"member":"{}","presence":"{}"}}]}})", member.value,
                       presence);
  }
  UnitId community{};
  UnitId branch{};
  UnitId other_branch{};
  MemberId zhang{};
  MemberId li{};
  MemberId wang{};
};
HANGJI_ON_BOTH_ENGINES(OwnActivities);

TEST_P(OwnActivities, a_member_sees_their_own_presence_and_is_asked_once) {
  auto secretary = person("secretary", Role::branch_secretary, branch, li);
  auto member = person("zhang", Role::member, branch, zhang);
  auto const id = theme_day(secretary);
  auto const at = "/api/activities/" + id;
  EXPECT_EQ(secretary.post(at + "/mobilise", "{}").status, 200);
  auto const before = member.read("/api/own-activities/" + id);
  ASSERT_EQ(before.status, 200) << before.text;
  EXPECT_TRUE(before.body.at("may_check_in").as_bool());
  EXPECT_FALSE(before.body.at("may_evaluate").as_bool());

  EXPECT_EQ(secretary.post(at + "/attendance", mark(zhang, "present")).status, 200);
  auto const listed = member.read("/api/own-activities");
  ASSERT_EQ(listed.body.at("rows").as_array().size(), 1u) << listed.text;
  EXPECT_EQ(listed.body.at("rows").at(0).at("presence").as_string(), "present");
  auto const after = member.read("/api/own-activities/" + id);
  EXPECT_FALSE(after.body.at("may_check_in").as_bool());
  EXPECT_TRUE(after.body.at("may_evaluate").as_bool());

  EXPECT_EQ(member.post(at + "/evaluations", R"({"answers":{"useful":"5"}})").status, 200);
  EXPECT_FALSE(member.read("/api/own-activities/" + id).body.at("may_evaluate").as_bool());
}

TEST_P(OwnActivities, what_a_member_answered_is_read_by_nobody_with_a_name) {
  auto secretary = person("secretary", Role::branch_secretary, branch, li);
  auto member = person("zhang", Role::member, branch, zhang);
  auto const at = "/api/activities/" + theme_day(secretary);
  EXPECT_EQ(secretary.post(at + "/attendance", mark(zhang, "present")).status, 200);
  EXPECT_EQ(member.post(at + "/evaluations", R"({"answers":{"advice":"少讲空话"}})").status, 200);
  auto const entries = secretary.read("/api/journal?operation=activities.evaluate");
  ASSERT_EQ(entries.body.at("rows").as_array().size(), 1U) << entries.text;
  auto const seq = entries.body.at("rows").at(0).at("seq").to_number<std::int64_t>();
  auto const entry = secretary.read(fmt::format("/api/journal/{}", seq));
  EXPECT_EQ(entry.status, 200) << entry.text;
  EXPECT_THAT(entry.text, Not(HasSubstr("少讲空话")));
}

TEST_P(OwnActivities, a_paper_evaluation_is_entered_for_a_member_by_who_keeps_the_record) {
  auto secretary = person("secretary", Role::branch_secretary, branch, li);
  auto worker = person("worker", Role::community_worker, community);
  auto member = person("zhang", Role::member, branch, zhang);
  auto const at = "/api/activities/" + theme_day(secretary);
  EXPECT_EQ(secretary.post(at + "/attendance", mark(zhang, "present")).status, 200);
  auto const paper = fmt::format(R"({{"member":"{}","answers":{{"useful":"5"}}}})", zhang.value);
  EXPECT_EQ(member.post(at + "/paper-evaluations", paper).status, 403);
  EXPECT_EQ(worker.post(at + "/paper-evaluations", paper).status, 200);
  EXPECT_EQ(worker.post(at + "/paper-evaluations", paper).status, 409);
  EXPECT_EQ(member.post(at + "/evaluations", R"({"answers":{"useful":"1"}})").status, 409);
}

TEST_P(OwnActivities, a_member_sees_neither_the_others_nor_the_code) {
  auto secretary = person("secretary", Role::branch_secretary, branch, li);
  auto member = person("zhang", Role::member, branch, zhang);
  auto const id = theme_day(secretary);
  auto const at = "/api/activities/" + id;
  EXPECT_EQ(secretary.post(at + "/mobilise", "{}").status, 200);
  EXPECT_EQ(secretary.post(at + "/attendance", mark(li, "present")).status, 200);
  auto const code = secretary.read(at).at("code");
  auto const shown = member.read("/api/own-activities/" + id);
  EXPECT_THAT(shown.text, Not(HasSubstr("李四")));
  EXPECT_THAT(shown.text, Not(HasSubstr(code)));
  EXPECT_EQ(member.read(at).code(), "access.not_allowed");
}

TEST_P(OwnActivities, the_activity_of_another_branch_is_not_there) {
  auto secretary = person("secretary", Role::branch_secretary, branch, li);
  auto stranger = person("wang", Role::member, other_branch, wang);
  auto const id = theme_day(secretary);
  EXPECT_EQ(stranger.read("/api/own-activities/" + id).code(), "activities.not_found");
  EXPECT_EQ(stranger.read("/api/own-activities").body.at("rows").as_array().size(), 0u);
  auto liaison = person("liaison", Role::liaison, branch);
  EXPECT_EQ(liaison.read("/api/own-activities").code(), "access.not_allowed");
}

}  // namespace
}  // namespace hangji::application
