// The law on each side of each of its changes: every version of the rules on dues, votes and
// discipline, with what it says and the article it comes from. Numbers are copied from the
// regulations, not from the rules.
#include "application/rule_kinds.h"
#include "foundation/json.h"
#include "kernel/rules/load.h"
#include "kernel/rules/rulebook.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace hangji::application {
namespace {

std::vector<rules::Rule> const& shipped() {
  static auto const all = [] {
    auto const directory = std::filesystem::path{__FILE__}.parent_path() / "../../rules";
    return rules::load_rules(directory, all_rule_kinds()).value();
  }();
  return all;
}

/// From `first_day` on the rule says `value` (in its parameters) by `article`.
struct Version {
  std::string_view id;
  std::string_view first_day;
  std::string_view value;
  std::string_view article;
};

constexpr Version versions[] = {
    // 2008 规定: 比例; 2017 通知: 每人月额一般不超过一千元.
    {"dues.rate.salaried", "2008-04-01", R"("rate_per_100000":500)", "第一条、第二条"},
    {"dues.rate.salaried", "2017-01-01", R"("usual_most":100000)", "第一条、第二条"},
    {"dues.rate.annual_salary", "2008-04-01", R"("rate_per_100000":2000)", "第三条"},
    {"dues.rate.annual_salary", "2017-01-01", R"("usual_most":100000)", "第三条"},
    {"dues.rate.self_employed", "2008-04-01", R"("rate_per_100000":1500)", "第四条"},
    {"dues.rate.self_employed", "2017-01-01", R"("usual_most":100000)", "第四条"},
    {"dues.rate.retired", "2008-04-01", R"("up_to":500000)", "第五条"},
    {"dues.rate.retired", "2017-01-01", R"("usual_most":100000)", "第五条"},
    {"dues.rate.farmer", "2008-04-01", R"("fixed_most":100)", "第六条"},
    {"dues.rate.student", "2008-04-01", R"("fixed":20)", "第六条"},
    {"dues.rate.unemployed", "2008-04-01", R"("fixed":20)", "第六条"},
    {"dues.rate.subsidised", "2008-04-01", R"("fixed":20)", "第六条"},
    {"dues.relief", "2008-04-01", R"("approved_by":"committee")", "第七条"},
    {"dues.start", "2008-04-01", R"("from":"month_of_acceptance")", "第八条"},
    {"dues.back_payment", "2008-04-01", R"("most_months":6)", "补交的规定"},
    {"dues.large_payment", "2017-01-01", R"("at_least":100000)", "大额党费的规定"},
    {"dues.pension_age", "1978-06-02", R"("value":60)", "第一条"},
    {"dues.arrears.look_back", "2018-01-01", R"("value":12)", "三、规范工作机制"},
    {"dues.arrears.remind", "2018-01-01", R"("months":1)", "三、规范工作机制"},
    {"dues.arrears.warn", "2018-01-01", R"("months":3)", "三、规范工作机制"},
    {"dues.arrears.removal", "1982-09-06", R"("months":6)", "第九条"},
    // 1990 版超过五分之四, 2020 版不少于五分之四.
    {"vote.election", "1990-06-27", R"("quorum":{"numerator":4,"denominator":5,"strict":true})",
     "到会和当选的规定"},
    {"vote.election", "2020-07-13", R"("quorum":{"numerator":4,"denominator":5,"strict":false})",
     "到会和当选的规定"},
    {"vote.admission", "2014-05-28", R"("quorum":{"numerator":1,"denominator":2,"strict":true})",
     "第二十三条"},
    {"vote.ordinary", "2018-10-28", R"("quorum":{"numerator":1,"denominator":2,"strict":false})",
     "第十一条"},
    // 2015 版条号前移一位; 2018、2023 版警告 10, 撤职 11, 留察 12, 开除 13.
    {"discipline.warning.months", "2016-01-01", R"("value":12)", "第九条"},
    {"discipline.warning.months", "2018-10-01", R"("value":12)", "第十条"},
    {"discipline.warning.months", "2024-01-01", R"("value":12)", "第十条"},
    {"discipline.serious_warning.months", "2016-01-01", R"("value":18)", "第九条"},
    {"discipline.serious_warning.months", "2018-10-01", R"("value":18)", "第十条"},
    {"discipline.serious_warning.months", "2024-01-01", R"("value":18)", "第十条"},
    {"discipline.removal_from_post.months", "2016-01-01", R"("value":24)", "第十条"},
    {"discipline.removal_from_post.months", "2018-10-01", R"("value":24)", "第十一条"},
    {"discipline.removal_from_post.months", "2024-01-01", R"("value":24)", "第十一条"},
    {"discipline.probation_in_party.most_months", "2016-01-01", R"("value":24)", "第十一条"},
    {"discipline.probation_in_party.most_months", "2018-10-01", R"("value":24)", "第十二条"},
    {"discipline.probation_in_party.most_months", "2024-01-01", R"("value":24)", "第十二条"},
    {"discipline.probation_in_party.afterwards", "2018-10-01", R"("value":24)", "第十二条"},
    {"discipline.probation_in_party.afterwards", "2024-01-01", R"("value":24)", "第十二条"},
    {"discipline.expulsion.rejoin_years", "2016-01-01", R"("value":5)", "第十二条"},
    {"discipline.expulsion.rejoin_years", "2018-10-01", R"("value":5)", "第十三条"},
    {"discipline.expulsion.rejoin_years", "2024-01-01", R"("value":5)", "第十三条"},
    {"discipline.announced_within", "2018-10-01", R"("value":1)", "第四十一条"},
    {"discipline.announced_within", "2024-01-01", R"("value":1)", "第四十四条"},
    {"discipline.execution_report_within", "2018-10-01", R"("value":6)", "第四十二条"},
    {"discipline.execution_report_within", "2024-01-01", R"("value":6)", "第四十五条"},
};

/// The version of the table before this one; null: there was none.
Version const* before(Version const& version) {
  auto const* at = &version;
  bool const is_first = at == std::begin(versions) || (at - 1)->id != version.id;
  return is_first ? nullptr : at - 1;
}

void expect(rules::Rule const* rule, Version const* version, Date on) {
  auto const where = fmt::format("{} {}", version != nullptr ? version->id : "", to_text(on));
  ASSERT_EQ(rule != nullptr, version != nullptr) << where;
  if (version == nullptr) return;
  EXPECT_EQ(rule->source.article, version->article) << where;
  std::string parameters;
  write_json_value(parameters, rule->parameters);
  EXPECT_NE(parameters.find(version->value), std::string::npos) << where << ": " << parameters;
}

TEST(RuleVersions, say_what_the_law_said_on_the_day_before_and_on_the_first_day) {
  rules::Rulebook const book{shipped(), {}};
  for (auto const& version : versions) {
    auto const first_day = parse_date(version.first_day).value();
    auto const eve = first_day.plus_days(-1);
    expect(book.rule(version.id, eve), before(version), eve);
    expect(book.rule(version.id, first_day), &version, first_day);
  }
}

TEST(RuleVersions, are_all_in_the_table) {
  for (auto const& rule : shipped()) {
    bool const is_meant = rule.id.starts_with("dues.") || rule.id.starts_with("vote.") ||
                          rule.id.starts_with("discipline.");
    if (!is_meant) continue;
    auto const first_day = to_text(rule.in_force.from);
    bool const is_there = std::ranges::any_of(versions, [&](Version const& version) {
      return version.id == rule.id && version.first_day == first_day;
    });
    EXPECT_TRUE(is_there) << rule.id << " " << first_day;
  }
}

}  // namespace
}  // namespace hangji::application
