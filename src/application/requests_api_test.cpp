// Requests through the door: a member asks, the right one answers, and a complaint stays out of the
// hands of those it is about.
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
class RequestsApi : public ProgramOnBothEngines {
protected:
  void SetUp() override {
    ProgramOnBothEngines::SetUp();
    World world{program().database(), clock(), the_street, program().services().secrets};
    community = world.community("甲社区");
    branch = world.branch(community, "甲社区第一支部");
    zhang = world.member(branch, "张三");
    li = world.member(branch, "李四");
  }
  static std::string asking(std::string_view form, std::string_view text,
                            std::string_view extra = "") {
    return fmt::format(R"({{"form":"{}","about":"matter",{}"text":"{}"}})", form, extra, text);
  }
  static std::size_t count(Person::Answer const& list) {
    EXPECT_EQ(list.status, 200) << list.text;
    return list.body.at("rows").as_array().size();
  }
  static std::string row(Person::Answer const& list, std::string_view member) {
    return std::string{list.body.at("rows").at(0).at(member).as_string()};
  }
  UnitId community{};
  UnitId branch{};
  MemberId zhang{};
  MemberId li{};
};
HANGJI_ON_BOTH_ENGINES(RequestsApi);

TEST_P(RequestsApi, a_member_asks_and_reads_the_answer) {
  auto member = person("zhang", Role::member, branch, zhang);
  auto worker = person("worker", Role::community_worker, community);
  auto const made = member.post("/api/requests", asking("correction", "学历应为本科"));
  ASSERT_EQ(made.status, 200) << made.text;
  auto const waiting = worker.read("/api/requests");
  ASSERT_EQ(count(waiting), 1u);
  EXPECT_EQ(row(waiting, "member_name"), "张三");
  EXPECT_EQ(row(waiting, "unit_name"), "甲社区第一支部");
  EXPECT_EQ(row(waiting, "due_on"), "2026-12-08") << "fifteen days";
  EXPECT_EQ(row(waiting, "timing"), "open");
  EXPECT_THAT(worker.read("/api/workbench").text, HasSubstr("张三提出的更正"));
  auto const at = "/api/requests/" + made.at("id");
  EXPECT_EQ(worker.post(at + "/answer", R"({"outcome":"upheld","answer":"已更正"})").status, 200);
  auto const own = member.read("/api/requests/own");
  ASSERT_EQ(count(own), 1u);
  EXPECT_EQ(row(own, "answer"), "已更正");
  EXPECT_THAT(member.read(at + "/explanation").text, HasSubstr("第四十六条"));
  EXPECT_EQ(count(worker.read("/api/requests")), 0u);
  EXPECT_EQ(count(worker.read("/api/requests?state=answered")), 1u);
}

TEST_P(RequestsApi, what_is_not_answered_in_time_is_overdue) {
  auto member = person("zhang", Role::member, branch, zhang);
  auto secretary = person("secretary", Role::branch_secretary, branch, li);
  EXPECT_EQ(member.post("/api/requests", asking("correction", "学历应为本科")).status, 200);
  clock().set(testing::day("2026-12-08"));
  secretary.sign_in("secretary", password);
  EXPECT_EQ(row(secretary.read("/api/requests"), "timing"), "open");
  clock().set(testing::day("2026-12-09"));
  secretary.sign_in("secretary", password);
  auto const waiting = secretary.read(fmt::format("/api/requests?unit={}", branch.value));
  EXPECT_EQ(row(waiting, "timing"), "overdue");
  EXPECT_EQ(waiting.body.at("overdue").as_int64(), 1);
}

TEST_P(RequestsApi, a_complaint_goes_past_the_branch) {
  auto member = person("zhang", Role::member, branch, zhang);
  auto secretary = person("secretary", Role::branch_secretary, branch, li);
  auto worker = person("worker", Role::community_worker, community);
  auto const made = member.post("/api/requests", asking("complaint", "支书态度恶劣"));
  ASSERT_EQ(made.status, 200) << made.text;
  auto const at = "/api/requests/" + made.at("id");
  EXPECT_EQ(count(secretary.read("/api/requests")), 0u);
  EXPECT_EQ(secretary.read(at).code(), "requests.not_found");
  EXPECT_EQ(secretary.post(at + "/answer", R"({"outcome":"rejected","answer":"无"})").code(),
            "requests.not_found");
  auto const workbench = secretary.read("/api/workbench");
  EXPECT_EQ(workbench.status, 200);
  EXPECT_THAT(workbench.text, Not(HasSubstr("投诉")));
  EXPECT_EQ(count(worker.read("/api/requests")), 1u);
  EXPECT_EQ(worker.post(at + "/answer", R"({"outcome":"upheld","answer":"已批评"})").status, 200);
  EXPECT_EQ(
      count(secretary.read(fmt::format("/api/archive/items?unit={}&year=2026", branch.value))), 0u)
      << "nor in the archive of the branch";
}

TEST_P(RequestsApi, a_request_on_paper_is_entered_by_who_keeps_the_branch) {
  auto secretary = person("secretary", Role::branch_secretary, branch, li);
  auto const on_behalf = fmt::format(R"("member":"{}",)", zhang.value);
  auto const made = secretary.post("/api/requests", asking("correction", "改名", on_behalf));
  ASSERT_EQ(made.status, 200) << made.text;
  auto const shown = secretary.read("/api/requests/" + made.at("id"));
  EXPECT_EQ(shown.at("channel"), "paper");
  EXPECT_EQ(shown.at("member_name"), "张三");
}

TEST_P(RequestsApi, nobody_asks_for_another_or_reads_what_is_not_theirs) {
  auto member = person("zhang", Role::member, branch, zhang);
  auto other = person("li", Role::member, branch, li);
  auto const made = member.post("/api/requests", asking("correction", "学历应为本科"));
  ASSERT_EQ(made.status, 200) << made.text;
  auto const at = "/api/requests/" + made.at("id");
  auto const for_zhang = fmt::format(R"("member":"{}",)", zhang.value);
  EXPECT_EQ(other.post("/api/requests", asking("correction", "x", for_zhang)).code(),
            "access.not_allowed");
  EXPECT_EQ(other.read(at).code(), "requests.not_found");
  EXPECT_EQ(other.post(at + "/withdraw", "{}").code(), "requests.not_found");
  EXPECT_EQ(count(other.read("/api/requests/own")), 0u);
  EXPECT_EQ(other.read("/api/requests").code(), "access.not_allowed");
  EXPECT_EQ(member.post(at + "/withdraw", "{}").status, 200);
}

}  // namespace
}  // namespace hangji::application
