// The rules through the door: what is in force and how it reads, and the street's own versions.
#include "application/test_program.h"
#include "kernel/access/access_store.h"
#include "testing/world.h"

#include <gmock/gmock.h>

namespace hangji::application {
namespace {

using access::Role;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::World;

/// Today is 23 November 2026.
class RulesApi : public ProgramOnBothEngines {
protected:
  void SetUp() override {
    ProgramOnBothEngines::SetUp();
    program().database().write(the_street, [](database::Transaction& transaction) {
      access::insert_tenant(transaction, "测试街道");
      return true;
    });
    World world{program().database(), clock(), the_street, program().services().secrets};
    street = world.street();
    branch = world.branch(world.community("甲社区"), "甲社区第一支部");
    zhang = world.member(branch, "张三");
  }
  static std::string own(std::string_view from, std::string_view parameters,
                         std::string_view extra = "") {
    return fmt::format(
        R"({{"from":"{}",{}"document":"街道办法","article":"第三条","reason":"人少","parameters":{}}})",
        from, extra, parameters);
  }
  static boost::json::value rule(Person::Answer const& list, std::string_view id) {
    for (auto const& chapter : list.body.at("chapters").as_array()) {
      for (auto const& line : chapter.at("rules").as_array()) {
        if (line.at("id").as_string() == id) return line;
      }
    }
    return {};
  }
  static constexpr std::string_view deadline = "/api/rules/request.objection";
  static constexpr std::string_view ten_days =
      R"({"form":"objection","answer_within":10,"counted":"calendar"})";
  UnitId street{};
  UnitId branch{};
  MemberId zhang{};
};
HANGJI_ON_BOTH_ENGINES(RulesApi);

TEST_P(RulesApi, every_rule_of_a_day_with_its_source_in_words) {
  auto member = person("zhang", Role::member, branch, zhang);
  auto const list = member.read("/api/rules");
  ASSERT_EQ(list.status, 200) << list.text;
  EXPECT_EQ(list.body.at("as_of").as_string(), "2026-11-23");
  EXPECT_FALSE(list.body.at("may_edit").as_bool());
  auto const retired = rule(list, "dues.rate.retired");
  ASSERT_TRUE(retired.is_object());
  EXPECT_EQ(retired.at("kind_title").as_string(), "党费标准");
  EXPECT_EQ(retired.at("origin").as_string(), "shipped");
  EXPECT_THAT(to_json(retired.at("readable")), HasSubstr("5000.00 元以内 0.5%；更高的 1%"));
  EXPECT_THAT(to_json(rule(list, "duty.dues_report").at("readable")),
              HasSubstr("每月，期末后 5 天截止，宽限 10 天"));
  EXPECT_THAT(to_json(rule(list, "activity.theme_day").at("readable")),
              HasSubstr("活动记录；照片和附件（可不填）"));
  EXPECT_THAT(to_json(rule(list, "points.standard.in_post").at("readable")),
              HasSubstr("90 分以上 优秀候选；"));
  auto const before = member.read("/api/rules?as_of=1999-01-01&chapter=dues");
  EXPECT_FALSE(rule(before, "dues.rate.retired").is_object()) << before.text;
}

TEST_P(RulesApi, no_word_of_a_shipped_rule_is_left_untranslated) {
  auto member = person("zhang", Role::member, branch, zhang);
  auto const list = member.read("/api/rules");
  for (auto const& chapter : list.body.at("chapters").as_array()) {
    EXPECT_NE(chapter.at("title"), chapter.at("chapter"));
    for (auto const& line : chapter.at("rules").as_array()) {
      EXPECT_NE(line.at("kind_title"), line.at("kind"));
      for (auto const& part : line.at("readable").as_array()) {
        auto const label = part.at("label").as_string();
        EXPECT_TRUE(static_cast<unsigned char>(label.front()) > 0x7f || label.starts_with("10 ") ||
                    label.starts_with("30 "))
            << line.at("id") << " " << label;
        // Codes have a dot or an underscore between small letters; formats have braces.
        auto const text = std::string{part.at("text").as_string()};
        if (text.contains('{')) continue;
        EXPECT_FALSE(text.contains('_') || std::ranges::any_of(text, ::islower))
            << line.at("id") << " " << label << " " << text;
      }
    }
  }
}

TEST_P(RulesApi, a_street_rules_otherwise_from_a_day_on) {
  auto office = person("office", Role::street_office, street);
  auto const before = office.read(deadline);
  ASSERT_EQ(before.body.at("versions").as_array().size(), 1u);
  auto const added = office.post(std::string{deadline} + "/overrides", own("2026-12-01", ten_days));
  ASSERT_EQ(added.status, 200) << added.text;
  auto const now = rule(office.read("/api/rules"), "request.objection");
  EXPECT_EQ(now.at("origin").as_string(), "shipped");
  EXPECT_TRUE(now.at("has_own").as_bool());
  auto const later = rule(office.read("/api/rules?as_of=2026-12-01"), "request.objection");
  EXPECT_EQ(later.at("origin").as_string(), "street");
  EXPECT_EQ(later.at("chapter").as_string(), "requests");
  EXPECT_EQ(later.at("document").as_string(), "街道办法");
  EXPECT_THAT(to_json(later.at("readable")), HasSubstr("10 天"));
  auto const history = office.read(deadline);
  ASSERT_EQ(history.body.at("versions").as_array().size(), 2u);
  auto const& own_version = history.body.at("versions").at(1);
  EXPECT_EQ(own_version.at("note").as_string(), "人少");
  EXPECT_TRUE(own_version.at("may_withdraw").as_bool());
  EXPECT_FALSE(own_version.at("left_out").as_bool());
}

TEST_P(RulesApi, what_has_not_begun_is_taken_back_and_what_has_is_ended) {
  auto office = person("office", Role::street_office, street);
  auto const overrides = std::string{deadline} + "/overrides";
  auto const first = overrides + "/" + office.post(overrides, own("2026-12-01", ten_days)).at("id");
  EXPECT_EQ(office.post(overrides, own("2027-01-01", ten_days)).code(), "rules.wrong_period");
  EXPECT_EQ(office.post(first + "/withdraw", "{}").status, 200);
  EXPECT_EQ(office.post(first + "/withdraw", "{}").code(), "rules.withdrawn_already");
  EXPECT_EQ(rule(office.read("/api/rules?as_of=2026-12-01"), "request.objection").at("origin"),
            "shipped");
  EXPECT_EQ(office.post(overrides + "/7/withdraw", "{}").code(), "rules.not_found");
  auto const today = overrides + "/" + office.post(overrides, own("2026-11-23", ten_days)).at("id");
  EXPECT_EQ(office.post(today + "/withdraw", "{}").code(), "rules.began_already");
  EXPECT_EQ(office.post(today + "/end", R"({"until":"2026-11-23"})").code(), "rules.in_the_past");
  EXPECT_EQ(office.post(today + "/end", R"({"until":"2027-01-01"})").status, 200);
  auto const year_after = rule(office.read("/api/rules?as_of=2027-01-01"), "request.objection");
  EXPECT_EQ(year_after.at("origin").as_string(), "shipped");
  auto const report = program().database().read(the_street, [](database::Transaction& t) {
    return journal::verify_books(t, street_books());
  });
  EXPECT_TRUE(report.faults.empty()) << report.faults.front();
}

TEST_P(RulesApi, what_the_loader_does_not_take_is_refused_with_its_field) {
  auto office = person("office", Role::street_office, street);
  auto const overrides = std::string{deadline} + "/overrides";
  auto const refused = [&](std::string const& body) { return office.post(overrides, body); };
  auto wrong = refused(own("2026-12-01", R"({"form":"objection","answer_within":"many"})"));
  EXPECT_EQ(wrong.code(), "rules.wrong_parameter");
  EXPECT_EQ(wrong.at("field"), "parameters.answer_within");
  EXPECT_THAT(wrong.at("message"), HasSubstr("应为"));
  wrong = refused(own("2026-11-22", ten_days));
  EXPECT_EQ(wrong.code(), "rules.in_the_past");
  EXPECT_EQ(wrong.at("field"), "from");
  wrong = refused(own("2026-12-01", ten_days, R"("until":"2026-12-01",)"));
  EXPECT_EQ(wrong.code(), "rules.wrong_period");
  wrong = refused(own("2026-12-01", ten_days, R"("kind":"duty",)"));
  EXPECT_EQ(wrong.code(), "rules.unknown_kind");
  wrong = office.post("/api/rules/duty.dues_report/overrides", own("2026-12-01", "null"));
  EXPECT_EQ(wrong.code(), "rules.binding");
  wrong = refused(
      R"({"from":"2026-12-01","document":" ","article":"一","reason":"人少","parameters":{}})");
  EXPECT_EQ(wrong.code(), "rules.no_source");
  EXPECT_EQ(wrong.at("field"), "document");
  wrong = refused(
      R"({"from":"2026-12-01","document":"办法","article":"一","reason":"","parameters":{}})");
  EXPECT_EQ(wrong.code(), "rules.reason_missing");
  auto const other = office.post("/api/rules/own.rule/overrides", own("2026-12-01", ten_days));
  EXPECT_EQ(other.code(), "rules.title_missing");
  auto const odd = office.post("/api/rules/Own-Rule/overrides", own("2026-12-01", ten_days));
  EXPECT_EQ(odd.code(), "rules.wrong_id");
}

TEST_P(RulesApi, a_rule_of_the_streets_own_is_a_rule) {
  auto office = person("office", Role::street_office, street);
  auto const added = office.post("/api/rules/street.threshold/overrides",
                                 own("2026-11-23", R"({"value":3,"unit":"persons"})",
                                     R"("kind":"threshold","title":"街道另定的界限",)"));
  ASSERT_EQ(added.status, 200) << added.text;
  auto const line = rule(office.read("/api/rules?kind=threshold"), "street.threshold");
  ASSERT_TRUE(line.is_object());
  EXPECT_EQ(line.at("chapter").as_string(), "");
  EXPECT_EQ(to_json(line.at("readable")), R"([{"label":"数值","text":"3 人"}])");
}

TEST_P(RulesApi, what_guards_the_access_is_the_security_administrators_alone) {
  auto office = person("office", Role::street_office, street);
  auto security = person("security", Role::security_administrator, street);
  bind_second_factor("security");
  std::string const sign_in = "/api/rules/access.sign_in";
  auto const stricter = own("2026-12-01", R"({"failures_until_lock":3,"lock_minutes":30,)"
                                          R"("idle_minutes":15,"longest_hours":8})");
  EXPECT_FALSE(office.read(sign_in).body.at("may_edit").as_bool());
  EXPECT_EQ(office.post(sign_in + "/overrides", stricter).code(), "access.not_allowed");
  auto const new_name = own("2026-12-01", "{}", R"("kind":"sign_in_limits","title":"另一条",)");
  EXPECT_EQ(office.post("/api/rules/own.limits/overrides", new_name).code(), "access.not_allowed");
  EXPECT_TRUE(security.read(sign_in).body.at("may_edit").as_bool());
  auto const added = security.post(sign_in + "/overrides", stricter);
  ASSERT_EQ(added.status, 200) << added.text;
  auto const one = sign_in + "/overrides/" + added.at("id");
  EXPECT_EQ(office.post(one + "/withdraw", "{}").code(), "access.not_allowed");
  EXPECT_EQ(office.post(one + "/end", R"({"until":"2026-12-20"})").code(), "access.not_allowed");
  EXPECT_EQ(security.post(one + "/withdraw", "{}").status, 200);
  auto const overrides = std::string{deadline} + "/overrides";
  EXPECT_EQ(security.post(overrides, own("2026-12-01", ten_days)).code(), "access.not_allowed");
}

TEST_P(RulesApi, only_the_street_office_rules_otherwise) {
  auto member = person("zhang", Role::member, branch, zhang);
  auto liaison = person("liaison", Role::liaison, street);
  auto const overrides = std::string{deadline} + "/overrides";
  EXPECT_EQ(member.post(overrides, own("2026-12-01", ten_days)).code(), "access.not_allowed");
  EXPECT_EQ(liaison.post(overrides, own("2026-12-01", ten_days)).code(), "access.not_allowed");
  EXPECT_EQ(member.read("/api/rules/none").code(), "rules.unknown_rule");
}

}  // namespace
}  // namespace hangji::application
