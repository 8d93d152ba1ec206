// Units, members and enterprises through the door: what is shown to whom, and what must not be.
#include "application/test_program.h"
#include "organisation/members/members_operations.h"
#include "organisation/units/units_operations.h"

namespace hangji::application {
namespace {

using access::Role;

class OrganisationApi : public ProgramOnBothEngines {
protected:
  static constexpr std::string_view identity_number = "99999919800501002X";
  static constexpr std::string_view phone = "10000001234";

  void SetUp() override {
    ProgramOnBothEngines::SetUp();
    street = set_up_street();
    office = std::make_unique<Person>(person("office", Role::street_office, street));
    community = added("/api/units", unit_body("community", "民生路社区", street));
    other_community = added("/api/units", unit_body("community", "自力巷社区", street));
    branch = added("/api/units", unit_body("branch", "民生路社区第一支部", {number_of(community)}));
    other_branch = added("/api/units",
                         unit_body("branch", "自力巷社区第一支部", {number_of(other_community)}));
    member = added("/api/members", member_body("张三", branch));
  }
  void TearDown() override {
    office.reset();
    ProgramOnBothEngines::TearDown();
  }

  static std::int64_t number_of(std::string const& id) { return std::stoll(id); }
  static std::string unit_body(std::string_view kind, std::string_view name, UnitId parent) {
    return fmt::format(R"({{"kind":"{}","full_name":"{}","parent":"{}","founded_on":"2010-01-01",
                           "reason":"组建","approval":""}})",
                       kind, name, parent.value);
  }
  /// The identity number's check character is counted, so that the constant above is whole.
  static std::string member_body(std::string_view name, std::string const& unit) {
    auto number = std::string{identity_number.substr(0, 17)};
    number += identity_check_character(number);
    return fmt::format(R"({{"details":{{"name":"{}","identity_number":"{}","phone":"{}",
                           "joined_on":"2005-07-01","full_member_on":"2006-07-01"}},
                           "unit":"{}","from":"2026-01-05"}})",
                       name, number, phone, unit);
  }
  std::string added(std::string_view path, std::string_view body) {
    auto const answer = office->post(path, body);
    EXPECT_EQ(answer.status, 200) << answer.text;
    return answer.status == 200 ? answer.at("id") : "0";
  }
  std::int64_t entries() {
    return program().database().read(the_street, [](database::Transaction& transaction) {
      return journal::head(transaction).seq;
    });
  }

  UnitId street{};
  std::unique_ptr<Person> office{};
  std::string community{};
  std::string other_community{};
  std::string branch{};
  std::string other_branch{};
  std::string member{};
};
HANGJI_ON_BOTH_ENGINES(OrganisationApi);

TEST_P(OrganisationApi, the_tree_begins_where_one_has_a_role) {
  auto const all = office->read("/api/units");
  EXPECT_EQ(all.status, 200) << all.text;
  EXPECT_EQ(all.body.at("rows").as_array().size(), 3U);
  auto worker = person("worker", Role::community_worker, {number_of(community)});
  auto const mine = worker.read("/api/units");
  EXPECT_NE(mine.text.find("民生路社区第一支部"), std::string::npos);
  EXPECT_EQ(mine.text.find("自力巷"), std::string::npos);
  EXPECT_EQ(worker.read("/api/units/" + other_community).code(), "access.not_allowed");
  EXPECT_EQ(worker.read("/api/units/" + other_branch + "/members").code(), "access.not_allowed");
  EXPECT_EQ(worker.read("/api/units/4711").code(), "access.not_allowed");
  auto const found = worker.read("/api/units/search?text=zlx");
  EXPECT_EQ(found.body.at("rows").as_array().size(), 0U);
}

TEST_P(OrganisationApi, a_unit_s_page_tells_its_line_and_its_history) {
  auto const detail = office->read("/api/units/" + branch);
  EXPECT_EQ(detail.at("kind_name"), "党支部");
  EXPECT_EQ(detail.body.at("line").as_array().size(), 3U);
  auto const body = R"({"day":"2026-03-01","full_name":"红岩支部","reason":"更名","approval":""})";
  EXPECT_EQ(office->post("/api/units/" + branch + "/adjust", body).status, 200);
  EXPECT_EQ(office->read("/api/units/" + branch).at("name"), "红岩支部");
  EXPECT_EQ(office->read("/api/units/" + branch + "?day=2026-02-28").at("name"),
            "民生路社区第一支部");
  auto const history = office->read("/api/units/" + branch + "/history");
  EXPECT_NE(history.text.find("更名"), std::string::npos);
  auto const tree = office->read(fmt::format("/api/units/{}/tree", street.value));
  EXPECT_EQ(tree.body.at("rows").as_array().size(), 5U);
  EXPECT_EQ(tree.body.at("rows").at(2).at("members").as_int64(), 1);
}

TEST_P(OrganisationApi, a_secretary_sees_the_branch_and_edits_no_unit) {
  auto secretary = person("secretary", Role::branch_secretary, {number_of(branch)});
  EXPECT_EQ(secretary.read("/api/units/" + branch + "/members").status, 200);
  EXPECT_EQ(secretary.read("/api/units/" + other_branch + "/members").code(), "access.not_allowed");
  EXPECT_EQ(secretary.post("/api/units", unit_body("branch", "乙", street)).code(),
            "access.not_allowed");
  EXPECT_EQ(secretary.read("/api/members/" + member).status, 200);
}

TEST_P(OrganisationApi, lists_and_records_never_carry_a_number_in_the_clear) {
  for (auto const& path : {"/api/units/" + branch + "/members", std::string{"/api/members?text=zs"},
                           "/api/members/" + member, "/api/members/" + member + "/history"}) {
    auto const answer = office->read(path);
    EXPECT_EQ(answer.status, 200) << path << answer.text;
    EXPECT_EQ(answer.text.find(phone), std::string::npos) << path;
    EXPECT_EQ(answer.text.find(identity_number.substr(0, 14)), std::string::npos) << path;
    EXPECT_EQ(answer.text.find("sealed"), std::string::npos) << path;
  }
  EXPECT_EQ(office->read("/api/members/" + member).at("phone"), "100****1234");
}

TEST_P(OrganisationApi, unmasking_is_journaled_and_its_answer_is_kept_nowhere) {
  auto const before = entries();
  auto const path = "/api/members/" + member + "/unmask";
  auto const opened = office->write("POST", path, "", "one-key");
  EXPECT_EQ(opened.at("phone"), phone);
  EXPECT_EQ(entries(), before + 1);
  auto const again = office->write("POST", path, "", "one-key");
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.text.find(phone), std::string::npos);
  auto visitor = person("liaison", Role::liaison, street);
  EXPECT_EQ(visitor.post(path, "").code(), "access.not_allowed");
}

TEST_P(OrganisationApi, a_member_sees_the_own_record_and_nobody_else_s) {
  auto self = person("zhang", Role::member, {number_of(branch)}, {number_of(member)});
  EXPECT_EQ(self.read("/api/own-record").at("name"), "张三");
  EXPECT_EQ(self.read("/api/own-record/history").status, 200);
  EXPECT_EQ(self.read("/api/members/" + member).code(), "access.not_allowed");
  EXPECT_EQ(self.read("/api/units/" + branch + "/members").code(), "access.not_allowed");
}

TEST_P(OrganisationApi, a_transfer_needs_the_right_at_both_ends) {
  auto worker = person("worker", Role::community_worker, {number_of(community)});
  auto const body =
      fmt::format(R"({{"to":"{}","day":"2026-06-01","reason":"搬迁"}})", other_branch);
  EXPECT_EQ(worker.post("/api/members/" + member + "/transfer", body).code(), "access.not_allowed");
  EXPECT_EQ(office->post("/api/members/" + member + "/transfer", body).status, 200);
  auto const history = office->read("/api/members/" + member + "/history");
  EXPECT_EQ(history.body.at("memberships").as_array().size(), 2U);
  EXPECT_EQ(worker.read("/api/members/" + member).code(), "access.not_allowed");
}

TEST_P(OrganisationApi, a_member_s_changes_are_made_through_their_routes) {
  auto const at = "/api/members/" + member;
  struct Step {
    std::string_view method;
    std::string path;
    std::string_view body;
  };
  Step const steps[] = {
      {"PUT", at, R"({"details":{"occupation":"教师"},"reason":"本人申请"})"},
      {"POST", at + "/category", R"({"category":"no_post","day":"2026-06-01","reason":"退休"})"},
      {"POST", at + "/lost-contact", R"({"day":"2026-02-01","reason":"多方查找"})"},
      {"POST", at + "/found", R"({"day":"2026-03-01","reason":"来电"})"},
      {"POST", at + "/state",
       R"({"state":"suspended","day":"2026-07-01","reason":"出国定居","document":"甲〔2026〕1号",
            "ground":"abroad"})"},
      {"POST", at + "/state",
       R"({"state":"removed","day":"2026-08-01","reason":"自行脱党","document":"甲〔2026〕2号"})"},
  };
  for (auto const& [method, path, body] : steps) {
    EXPECT_EQ(office->write(method, path, body).status, 200) << path << body;
  }
  auto const record = office->read(at);
  EXPECT_EQ(record.at("state"), "removed");
  EXPECT_EQ(record.at("occupation"), "教师");
  EXPECT_EQ(record.at("category"), "no_post");
  EXPECT_EQ(
      office->post(at + "/state", R"({"state":"deceased","day":"2026-09-01","reason":"x"})").code(),
      "members.not_active");
}

TEST_P(OrganisationApi, a_refusal_names_its_field_and_its_rule) {
  auto body = member_body("李四", branch);
  auto const at = body.find("2005-07-01");
  body.replace(at, 10, "1997-07-01");
  auto const answer = office->post("/api/members", body);
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.code(), "members.too_young");
  EXPECT_EQ(answer.at("field"), "joined_on");
  EXPECT_EQ(answer.body.at("rule").at("id").as_string(), "member.joining.least_age");
}

TEST_P(OrganisationApi, enterprises_are_kept_by_their_community) {
  auto worker = person("worker", Role::community_worker, {number_of(community)});
  auto const body = fmt::format(
      R"({{"details":{{"name":"甲公司","credit_code":"91350100M000100Y43","community":"{}",
         "employees":30,"party_members":4,"formal_members":3,"phone":"10000004321"}}}})",
      community);
  auto const answer = worker.post("/api/enterprises", body);
  ASSERT_EQ(answer.status, 200) << answer.text;
  auto const id = answer.at("id");
  auto const list = worker.read("/api/enterprises?community=" + community);
  ASSERT_EQ(list.status, 200) << list.text;
  EXPECT_EQ(list.body.at("rows").at(0).at("coverage_asked").as_string(), "own_branch");
  EXPECT_FALSE(list.body.at("rows").at(0).at("is_covered").as_bool());
  EXPECT_EQ(worker.read("/api/enterprises").code(), "access.not_allowed");
  EXPECT_EQ(worker.read("/api/enterprises?community=" + other_community).code(),
            "access.not_allowed");
  auto const covering = fmt::format(R"({{"details":{{"unit":"{}"}}}})", branch);
  EXPECT_EQ(worker.write("PUT", "/api/enterprises/" + id, covering).status, 200);
  EXPECT_EQ(worker
                .post("/api/enterprises/" + id + "/state",
                      R"({"state":"closed","day":"2026-10-01","reason":"停业"})")
                .status,
            200);
  auto const detail = office->read("/api/enterprises/" + id);
  EXPECT_EQ(detail.at("phone"), "100****4321");
  EXPECT_EQ(detail.at("unit_name"), "民生路社区第一支部");
  EXPECT_EQ(detail.body.at("events").as_array().size(), 1U);
  EXPECT_EQ(detail.body.at("enterprise").at("coverage_asked").as_string(), "none");
  EXPECT_EQ(office->read("/api/enterprises/counts").body.at("rows").as_array().size(), 1U);
}

}  // namespace
}  // namespace hangji::application
