// Votes through the door: who may record and see them, what comes back, and what never does.
#include "application/test_program.h"
#include "testing/world.h"

#include <gmock/gmock.h>

namespace hangji::application {
namespace {

using access::Role;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::World;

/// A branch of four who may vote. Today is 23 November 2026.
class VotesApi : public ProgramOnBothEngines {
protected:
  void SetUp() override {
    ProgramOnBothEngines::SetUp();
    World world{program().database(), clock(), the_street, program().services().secrets};
    auto const community = world.community("甲社区");
    branch = world.branch(community, "甲社区第一支部");
    other = world.branch(community, "甲社区第二支部");
    for (auto const* name : {"张一", "张二", "张三", "张四"}) world.member(branch, name);
  }
  [[nodiscard]] std::string vote(std::string_view extra = "") const {
    return fmt::format(R"({{"unit":"{}","day":"2026-11-20","form":"ordinary",
      "subject":"年度计划","present":4,{}"options":[{{"name":"年度计划","yes":3,"no":1}}]}})",
                       branch.value, extra);
  }
  UnitId branch{};
  UnitId other{};
};
HANGJI_ON_BOTH_ENGINES(VotesApi);

TEST_P(VotesApi, a_show_of_hands_is_recorded_with_three_numbers_and_explains_itself) {
  auto secretary = person("secretary", Role::branch_secretary, branch);
  auto const recorded = secretary.post("/api/votes", vote());
  ASSERT_EQ(recorded.status, 200) << recorded.text;
  EXPECT_EQ(recorded.at("verdict"), "passed");
  EXPECT_EQ(recorded.body.at("expected").as_int64(), 4);
  EXPECT_EQ(recorded.body.at("majority").as_int64(), 3);
  auto const at = "/api/votes/" + recorded.at("id");
  EXPECT_EQ(secretary.read(at).at("subject"), "年度计划");
  auto const why = secretary.read(at + "/explanation");
  EXPECT_EQ(why.at("value"), "通过");
  EXPECT_THAT(why.text, HasSubstr("第十一条"));
  auto const list = secretary.read(fmt::format("/api/votes?unit={}", branch.value));
  EXPECT_EQ(list.body.at("rows").as_array().size(), 1u);
  EXPECT_THAT(list.text, Not(HasSubstr("张一"))) << "nobody's own vote is known";
}

TEST_P(VotesApi, the_basis_of_a_vote_to_come_is_asked_by_its_day) {
  auto secretary = person("secretary", Role::branch_secretary, branch);
  auto const asked = [&](std::string_view day) {
    return secretary.read(
        fmt::format("/api/votes/basis?unit={}&form=election&day={}&post=committee_member&seats=3",
                    branch.value, day));
  };
  auto const now = asked("2026-11-20");
  ASSERT_EQ(now.status, 200) << now.text;
  EXPECT_EQ(now.body.at("expected").as_int64(), 4);
  EXPECT_EQ(now.body.at("least_candidates").as_int64(), 4);
  EXPECT_EQ(now.at("quorum_text"), "到会须不少于五分之四应到");
  EXPECT_EQ(asked("2018-06-01").at("quorum_text"), "到会须超过五分之四应到");
  EXPECT_EQ(asked("1980-01-01").code(), "votes.rule_missing");
}

TEST_P(VotesApi, only_who_keeps_the_branch_records_and_sees_its_votes) {
  auto secretary = person("secretary", Role::branch_secretary, branch);
  auto stranger = person("stranger", Role::branch_secretary, other);
  auto const recorded = secretary.post("/api/votes", vote());
  ASSERT_EQ(recorded.status, 200) << recorded.text;
  auto const at = "/api/votes/" + recorded.at("id");
  EXPECT_EQ(stranger.post("/api/votes", vote()).code(), "access.not_allowed");
  EXPECT_EQ(stranger.read(at).code(), "access.not_allowed");
  EXPECT_EQ(stranger.read("/api/votes/77").code(), "access.not_allowed") << "alike";
  EXPECT_EQ(stranger.post(at + "/annul", R"({"reason":"x"})").code(), "access.not_allowed");
  EXPECT_EQ(secretary.post(at + "/annul", R"({"reason":"记错"})").status, 200);
  EXPECT_EQ(secretary.read(at).at("state"), "annulled");
}

TEST_P(VotesApi, a_vote_is_held_at_a_meeting_of_the_same_unit) {
  auto secretary = person("secretary", Role::branch_secretary, branch);
  EXPECT_EQ(secretary.post("/api/votes", vote(R"("activity":"77",)")).code(),
            "votes.meeting_unknown");
}

TEST_P(VotesApi, a_refusal_names_the_rule) {
  auto secretary = person("secretary", Role::branch_secretary, branch);
  auto const refused =
      secretary.post("/api/votes", vote(R"("excluded":[{"member":"1","reason":"bedridden"}],)"));
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.code(), "votes.exclusion_wrong");
  EXPECT_THAT(refused.text, HasSubstr("第十一条"));
}

}  // namespace
}  // namespace hangji::application
