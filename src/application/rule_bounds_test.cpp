// What a street may and may not lay down against the shipped national rules, a line a try.
#include "application/rule_kinds.h"
#include "kernel/rules/load.h"
#include "kernel/rules/overlay.h"

#include <gmock/gmock.h>

#include <fmt/format.h>

#include <filesystem>

using testing::HasSubstr;

namespace hangji::application {
namespace {

std::vector<rules::Rule> const& shipped() {
  static auto const all = rules::load_rules(
      std::filesystem::path{__FILE__}.parent_path() / "../../rules", all_rule_kinds());
  return all.value();
}

rules::Rule const& of_today(std::string_view id) {
  auto const today = parse_date("2026-11-27").value();
  return *std::ranges::find_if(shipped(), [&](rules::Rule const& rule) {
    return rule.id == id && rule.in_force.contains(today);
  });
}

struct Try {
  std::string_view rule;
  /// Laid over the law's own parameters.
  std::string_view change;
  /// Empty: allowed.
  std::string_view refused_parameter;
};

constexpr Try tries[] = {
    {"vote.ordinary", R"({"quorum":{"numerator":1,"denominator":3,"strict":false}})", "quorum"},
    {"vote.ordinary", R"({"quorum":{"numerator":2,"denominator":3,"strict":false}})", ""},
    {"vote.ordinary", R"({"quorum":{"numerator":2,"denominator":4,"strict":false}})", ""},
    {"vote.ordinary", R"({"majority":{"numerator":1,"denominator":2,"strict":false}})", "majority"},
    {"vote.ordinary", R"({"majority":{"numerator":2,"denominator":3,"strict":false}})", ""},
    {"vote.ordinary", R"({"basis":"present"})", "basis"},
    {"vote.ordinary", R"({"form":"election","secret":true})", "form"},
    {"vote.ordinary", R"({"secret":true})", ""},
    {"vote.admission", R"({"quorum":{"numerator":1,"denominator":2,"strict":false}})", "quorum"},
    {"vote.admission", R"({"one_by_one":false})", "one_by_one"},
    {"vote.election", R"({"quorum":{"numerator":79,"denominator":100,"strict":true}})", "quorum"},
    {"vote.election", R"({"quorum":{"numerator":4,"denominator":5,"strict":true}})", ""},
    {"vote.election", R"({"excluded_from_expected":["bedridden"]})", ""},
    {"vote.election", R"({"excluded_from_expected":[]})", ""},
    {"vote.election", R"({"exclusion_needs_approval":false})", "exclusion_needs_approval"},
    {"vote.election", R"({"candidate_margin_percent":30})", ""},
    {"member.probation.length", R"({"value":11,"unit":"months"})", "value"},
    {"member.probation.length", R"({"value":13,"unit":"months"})", "value"},
    {"member.probation.length", R"({"value":1,"unit":"years"})", ""},
    {"member.probation.length", R"({"value":365,"unit":"days"})", "value"},
    {"member.probation.extension", R"({"most_times":2})", "most_times"},
    {"member.probation.extension", R"({"least_months":5})", "least_months"},
    {"member.probation.extension", R"({"most_months":13})", "most_months"},
    {"member.probation.extension", R"({"least_months":8,"most_months":10})", ""},
    {"member.joining.least_age", R"({"value":17,"unit":"years"})", "value"},
    {"member.lost_contact.after", R"({"value":5,"unit":"months"})", "value"},
    {"member.lost_contact.removal_after", R"({"value":24,"unit":"months"})", ""},
    {"member.lost_contact.removal_after", R"({"value":1,"unit":"years"})", "value"},
    {"member.rectification.most", R"({"value":18,"unit":"months"})", "value"},
    {"member.rectification.most", R"({"value":9,"unit":"months"})", ""},
    {"member.removal.rejoin_after", R"({"value":3,"unit":"years"})", "value"},
    {"organisation.branch.least_formal_members", R"({"value":2,"unit":"persons"})", "value"},
    {"organisation.congress.least_members", R"({"value":600,"unit":"persons"})", ""},
    {"organisation.congress.least_members", R"({"value":499,"unit":"persons"})", "value"},
    {"organisation.term.three_years", R"({"years":5})", "years"},
    {"organisation.term.three_years", R"({"remind_months_before":9})", ""},
    {"recruitment.approval_within", R"({"value":2,"unit":"months"})", ""},
    {"recruitment.approval_within", R"({"value":4,"unit":"months"})", "value"},
    {"recruitment.approval_within", R"({"value":60,"unit":"days"})", "value"},
    {"discipline.announced_within", R"({"value":2,"unit":"months"})", "value"},
    {"discipline.warning.months", R"({"value":6,"unit":"months"})", "value"},
    {"discipline.expulsion.rejoin_years", R"({"value":60,"unit":"months"})", ""},
    {"access.password", R"({"least_length":9})", "least_length"},
    {"access.password", R"({"least_length":12,"least_kinds":4})", ""},
    {"access.password", R"({"least_kinds":2})", "least_kinds"},
    {"dues.rate.retired", R"({"bands":[{"up_to":null,"rate_per_100000":500}]})", "bands"},
    {"dues.rate.retired", R"({"rounding":{"unit":1,"mode":"down"}})", ""},
    {"dues.rate.retired", R"({"usual_most":null})", ""},
    {"dues.rate.student", R"({"fixed":10})", "fixed"},
    {"dues.rate.farmer", R"({"fixed":60})", ""},
    {"dues.rate.farmer", R"({"fixed":10,"fixed_least":10})", "fixed_least"},
    {"dues.relief", R"({"branch_meeting_needed":false})", "branch_meeting_needed"},
    {"dues.arrears.removal", R"({"months":9})", "months"},
    {"dues.arrears.warn", R"({"months":4})", ""},
    {"activity.life_meeting", R"({"cadence":{"every":"half_year","times":1}})", ""},
    {"activity.life_meeting", R"({"cadence":{"every":"year","times":2}})", ""},
    {"activity.life_meeting", R"({"cadence":null})", "cadence"},
    {"activity.branch_meeting", R"({"cadence":{"every":"year"}})", ""},
    {"points.standard.in_post", R"({"base_full":5000,"daily_full":3000})", ""},
    {"request.objection", R"({"answer_within":10})", ""},
};

std::optional<Refusal> refusal_of(Try const& one) {
  auto const& law = of_today(one.rule);
  std::vector<rules::RuleOverride> const rows{
      {.id = 7,
       .rule_id = law.id,
       .kind = law.kind,
       .title = law.title,
       .from = parse_date("2027-01-01").value(),
       .document = "街道办法",
       .article = "第三条",
       .parameters = merged_objects(to_json(law.parameters), std::string{one.change})}};
  auto const book = rules::overlay(shipped(), rows, all_rule_kinds());
  if (book) return std::nullopt;
  return book.error().front().refusal;
}

class RuleBounds : public testing::TestWithParam<Try> {};

TEST_P(RuleBounds, let_a_street_be_stricter_and_never_looser) {
  auto const& one = GetParam();
  auto const refusal = refusal_of(one);
  ASSERT_EQ(refusal.has_value(), !one.refused_parameter.empty())
      << one.rule << " " << one.change << " " << (refusal ? refusal->message : "");
  if (!refusal) return;
  EXPECT_EQ(refusal->code, "rules.national") << refusal->message;
  EXPECT_EQ(refusal->field, fmt::format("parameters.{}", one.refused_parameter));
  EXPECT_EQ(refusal->rule, one.rule);
}

INSTANTIATE_TEST_SUITE_P(Table, RuleBounds, testing::ValuesIn(tries));

TEST(RuleBoundsText, names_document_article_and_what_they_say) {
  auto const quorum = refusal_of(
      {"vote.ordinary", R"({"quorum":{"numerator":1,"denominator":3,"strict":false}})", ""});
  ASSERT_TRUE(quorum);
  EXPECT_EQ(quorum->message,
            "国家规定，街道不得放宽：《党支部工作条例（试行）》第十一条规定“到会要求”为"
            "“不少于二分之一”，本街道的规定不得低于它");
  auto const length = refusal_of({"member.probation.length", R"({"value":6,"unit":"months"})", ""});
  ASSERT_TRUE(length);
  EXPECT_THAT(length->message,
              HasSubstr("《中国共产党发展党员工作细则》第三十二条规定“数值”为“12 个月”，"
                        "本街道的规定须与它相同"));
}

TEST(RuleBoundsText, does_not_say_that_a_text_lays_down_what_was_only_proposed) {
  auto const length = refusal_of({"access.password", R"({"least_length":9})", ""});
  ASSERT_TRUE(length);
  EXPECT_EQ(
      length->message,
      "按《GB/T 22239—2019 信息安全技术 网络安全等级保护基本要求》8.1.4.1 身份鉴别预设“口令至少"
      "多长”为“10 个字符”，本街道的规定不得低于它");
}

TEST(RuleBoundsCover, every_verified_binding_rule_of_a_national_text) {
  for (auto const& rule : shipped()) {
    bool const is_of_the_street = rule.source.document == "扎实开展规范化建设 夯实基层党建基础";
    bool const is_sure = rule.severity == rules::Severity::binding &&
                         rule.certainty == rules::Certainty::verified && !is_of_the_street;
    // 《规定》第八条 says 之日起; the month is a reading of it.
    if (is_sure && rule.id != "dues.start") EXPECT_FALSE(rule.bounds.empty()) << rule.id;
    if (is_of_the_street) EXPECT_TRUE(rule.bounds.empty()) << rule.id;
  }
}

}  // namespace
}  // namespace hangji::application
