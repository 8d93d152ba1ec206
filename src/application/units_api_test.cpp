// Units through the door: posts and terms, merging and dissolving, groups, and members who come
// back; each by who may, and each refused in its own words.
#include "application/test_street.h"

namespace hangji::application {
namespace {

using access::Role;
using ::testing::HasSubstr;
using ::testing::Not;

class UnitsApi : public StreetOnBothEngines {
protected:
  void SetUp() override {
    StreetOnBothEngines::SetUp();
    office.emplace(person("office", Role::street_office, street));
  }
  void TearDown() override {
    office.reset();
    StreetOnBothEngines::TearDown();
  }
  static std::string at(UnitId unit, std::string_view more = "") {
    return fmt::format("/api/units/{}{}", unit.value, more);
  }
  static std::string ending(std::string_view more = "") {
    return fmt::format(R"({{{}"day":"2026-11-01","reason":"人少","approval":"甲发〔2026〕1号"}})",
                       more);
  }
  std::optional<Person> office{};
};
HANGJI_ON_BOTH_ENGINES(UnitsApi);

TEST_P(UnitsApi, a_post_is_held_by_one_and_ends_on_its_day) {
  auto const held =
      fmt::format(R"({{"post":"secretary","member":"{}","from":"2026-01-01"}})", li.value);
  expect_done(office->post(at(branch, "/posts"), held));
  auto const taken =
      fmt::format(R"({{"post":"secretary","member":"{}","from":"2026-01-01"}})", zhang.value);
  EXPECT_EQ(office->post(at(branch, "/posts"), taken).code(), "units.post_taken");
  auto const shown = worker->read(at(branch));
  ASSERT_EQ(shown.body.at("posts").as_array().size(), 1U) << shown.text;
  EXPECT_EQ(shown.body.at("posts").at(0).at("name"), "李四");
  EXPECT_EQ(worker->post(at(branch, "/posts"), held).code(), "access.not_allowed");
  expect_done(office->post(
      at(branch, "/posts/end"),
      fmt::format(R"({{"post":"secretary","member":"{}","until":"2026-11-01"}})", li.value)));
  EXPECT_EQ(worker->read(at(branch)).body.at("posts").as_array().size(), 0U);
}

TEST_P(UnitsApi, a_term_is_set_with_its_reason) {
  expect_done(
      office->write("PUT", at(branch, "/term"), R"({"elected_on":"2026-06-30","reason":"换届"})"));
  EXPECT_EQ(worker->read(at(branch)).at("term_ends_on"), "2029-06-29") << "three years";
  EXPECT_EQ(office->write("PUT", at(branch, "/term"), R"({"elected_on":"2026-06-30","reason":""})")
                .code(),
            "units.reason_missing");
  EXPECT_EQ(
      secretary->write("PUT", at(branch, "/term"), R"({"elected_on":"2026-07-30","reason":"换届"})")
          .code(),
      "access.not_allowed");
}

TEST_P(UnitsApi, a_branch_with_members_is_merged_and_never_dissolved) {
  EXPECT_EQ(office->post(at(branch, "/dissolve"), ending()).code(), "units.has_members");
  auto const into = fmt::format(R"("into":"{}",)", neighbour.value);
  EXPECT_EQ(worker->post(at(branch, "/merge"), ending(into)).code(), "access.not_allowed");
  expect_done(office->post(at(branch, "/merge"), ending(into)));
  EXPECT_EQ(office->post(at(branch, "/merge"), ending(into)).code(), "units.dissolved");
  auto const members = office->read(at(neighbour, "/members"));
  EXPECT_THAT(members.text, HasSubstr("张三"));
  EXPECT_THAT(members.text, HasSubstr("李四"));
  expect_nothing_of_others(members);
  auto const children = worker->read(at(community, "/children"));
  EXPECT_EQ(children.body.at("rows").as_array().size(), 1U) << children.text;
  auto const before = worker->read(at(community, "/children?day=2026-10-31"));
  EXPECT_EQ(before.body.at("rows").as_array().size(), 2U) << before.text;
}

TEST_P(UnitsApi, an_empty_branch_is_dissolved_and_stays_in_the_history) {
  EXPECT_EQ(secretary->post(at(neighbour, "/dissolve"), ending()).code(), "access.not_allowed");
  expect_done(office->post(at(neighbour, "/dissolve"), ending()));
  EXPECT_EQ(office->post(at(neighbour, "/dissolve"), ending()).code(), "units.dissolved");
  EXPECT_EQ(office->read(at(neighbour)).at("dissolved_on"), "2026-11-01");
  EXPECT_THAT(office->read(at(neighbour, "/history")).text, HasSubstr("甲发〔2026〕1号"));
  EXPECT_THAT(worker->read(at(community, "/children")).text, Not(HasSubstr("甲社区第二支部")));
}

TEST_P(UnitsApi, a_member_joins_a_group_of_the_own_branch) {
  auto const founded = office->post(
      "/api/units", fmt::format(R"({{"kind":"group","parent":"{}","full_name":"第一党小组",)"
                                R"("founded_on":"2020-01-01","approval":"","reason":"划分"}})",
                                branch.value));
  ASSERT_EQ(founded.status, 200) << founded.text;
  auto const joining = fmt::format(R"({{"group":"{}","day":"2026-11-01"}})", founded.at("id"));
  auto const path = [](MemberId member) {
    return fmt::format("/api/members/{}/group", member.value);
  };
  expect_done(worker->post(path(zhang), joining));
  EXPECT_EQ(office->post(path(wang), joining).code(), "members.group_unfit");
  EXPECT_EQ(worker->post(path(wang), joining).code(), "access.not_allowed");
  auto const meeting = worker->post(
      "/api/activities",
      fmt::format(R"({{"kind":"activity.group_meeting","unit":"{}","day":"2026-11-20",)"
                  R"("title":"小组会","place":"","also_kinds":[],"named":[]}})",
                  founded.at("id")));
  ASSERT_EQ(meeting.status, 200) << meeting.text;
  auto const shown = worker->read("/api/activities/" + meeting.at("id"));
  ASSERT_EQ(shown.body.at("attendees").as_array().size(), 1U) << shown.text;
  EXPECT_EQ(shown.body.at("attendees").at(0).at("name"), "张三");
}

TEST_P(UnitsApi, who_left_the_register_comes_back_to_a_branch) {
  auto const of_zhang = fmt::format("/api/members/{}", zhang.value);
  auto const back = fmt::format(
      R"({{"to":"{}","day":"2026-11-20","ground":"returned","reason":"转回"}})", neighbour.value);
  EXPECT_EQ(worker->post(of_zhang + "/readmit", back).code(), "members.same_state");
  expect_done(worker->post(of_zhang + "/state",
                           R"({"state":"transferred_out","day":"2026-11-01","reason":"转出"})"));
  EXPECT_EQ(secretary->post(of_zhang + "/readmit", back).code(), "access.not_allowed");
  expect_done(office->post(of_zhang + "/readmit", back));
  auto const record = office->read(of_zhang);
  EXPECT_EQ(record.at("state"), "active");
  EXPECT_THAT(office->read(at(neighbour, "/members")).text, HasSubstr("张三"));
  EXPECT_THAT(office->read(at(branch, "/members")).text, Not(HasSubstr("张三")));
}

}  // namespace
}  // namespace hangji::application
