#include "kernel/rules/load.h"

#include "kernel/rules/rulebook.h"
#include "kernel/rules/values.h"

#include <gmock/gmock.h>

#include <random>

using testing::ElementsAre;
using testing::HasSubstr;

namespace hangji::rules {

namespace {

/// A kind with everything a reader can trip over: a list of structs, an enum and a reference.
struct Step {
  std::optional<std::int64_t> up_to{};
  std::int64_t rate{};
};
BOOST_DESCRIBE_STRUCT(Step, (), (up_to, rate))

struct Ladder {
  static constexpr std::string_view rule_kind = "ladder";
  std::vector<Step> steps{};
  Retention kept{Retention::permanent};
  std::string rests_on{};
};
BOOST_DESCRIBE_STRUCT(Ladder, (), (steps, kept, rests_on))

Result<Done> check_rule(Ladder const& ladder, KnownRules const& known) {
  if (!ladder.rests_on.empty() && !known.has(ladder.rests_on, "threshold")) {
    return refuse_parameter("rests_on", "没有“" + ladder.rests_on + "”");
  }
  if (ladder.steps.empty()) return refuse_parameter("steps", "至少一级");
  return Done{};
}

RuleKinds test_kinds() {
  RuleKinds kinds;
  kinds.add<Threshold>();
  kinds.add<Ladder>();
  return kinds;
}

std::string const good_head = R"(- id: age
  kind: threshold
  title: 年龄
  in_force: [2014-05-28, null]
  source: {document: 细则, article: 第五条}
  certainty: verified
  severity: binding
)";
std::string const good_rule = good_head + "  parameters: {value: 18, unit: years}\n";
std::string const good_ladder = R"(- id: ladder
  kind: ladder
  title: 梯级
  in_force: [2008-04-01, null]
  source: {document: 规定, article: 第一条}
  certainty: verified
  severity: binding
  parameters:
    steps:
      - {up_to: 3000, rate: 500}
      - {up_to: null, rate: 1000}
    kept: years_30
    rests_on: age
)";

std::string replaced(std::string text, std::string const& what, std::string const& with) {
  auto const at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at == std::string::npos ? text : text.replace(at, what.size(), with);
}

std::vector<std::string> faults_of(std::vector<RuleText> const& texts) {
  auto const read = read_rules(texts, test_kinds());
  if (read) return {};
  std::vector<std::string> faults;
  for (auto const& fault : read.error()) faults.push_back(to_text(fault));
  return faults;
}

std::vector<std::string> faults_of(std::string const& text) {
  return faults_of(std::vector<RuleText>{{"rules/a.yaml", text}});
}

}  // namespace

TEST(RuleLoading, a_good_file_gives_its_rules_with_file_and_line) {
  auto const rules = read_rules({{"rules/a.yaml", good_rule + good_ladder}}, test_kinds());
  ASSERT_TRUE(rules) << to_text(rules.error().front());
  ASSERT_EQ(rules->size(), 2u);
  auto const& ladder = (*rules)[1];
  EXPECT_EQ(ladder.file, "rules/a.yaml");
  EXPECT_EQ(ladder.line, 9);
  EXPECT_EQ(ladder.source, (RuleSource{"规定", "第一条"}));
  EXPECT_EQ(ladder.in_force.from, parse_date("2008-04-01"));
  EXPECT_FALSE(ladder.in_force.until);
  auto const& parsed = *static_cast<Ladder const*>(ladder.parsed.get());
  ASSERT_EQ(parsed.steps.size(), 2u);
  EXPECT_EQ(parsed.steps[0].up_to, 3000);
  EXPECT_FALSE(parsed.steps[1].up_to);
  EXPECT_EQ(parsed.kept, Retention::years_30);
}

struct FaultCase {
  std::string what;
  std::string text;
  std::string fault;
};

class RuleLoadingFault : public testing::TestWithParam<FaultCase> {};

TEST_P(RuleLoadingFault, is_reported_with_file_and_line) {
  EXPECT_THAT(faults_of(GetParam().text), ElementsAre(HasSubstr(GetParam().fault)));
}

std::string in_head(std::string const& what, std::string const& with) {
  return replaced(good_rule, what, with);
}
std::string in_ladder(std::string const& what, std::string const& with) {
  return good_rule + replaced(good_ladder, what, with);
}

INSTANTIATE_TEST_SUITE_P(
    Table, RuleLoadingFault,
    testing::Values(
        FaultCase{"unknown_kind", in_head("kind: threshold", "kind: treshold"),
                  "rules/a.yaml:2: 规则 age：没有“treshold”这一类规则"},
        FaultCase{"missing_member", in_head("  title: 年龄\n", ""),
                  "rules/a.yaml:1: 规则 age：字段 title：必须填写"},
        FaultCase{"unknown_member", in_head("  title:", "  titel: x\n  title:"),
                  "rules/a.yaml:3: 规则 age：字段 titel：没有这一项"},
        FaultCase{
            "bound_of_an_advisory_rule",
            in_head("severity: binding\n", "severity: advisory\n  bounds: {value: exactly}\n"),
            "rules/a.yaml:8: 规则 age：字段 bounds：一般应当的规则不能限定街道"},
        FaultCase{
            "bound_parameter_that_is_not_there",
            in_head("severity: binding\n", "severity: binding\n  bounds: {number: exactly}\n"),
            "rules/a.yaml:8: 规则 age：字段 bounds：没有参数“number”"},
        FaultCase{"bound_without_an_order",
                  in_head("severity: binding\n", "severity: binding\n  bounds: {unit: at_least}\n"),
                  "字段 bounds：参数“unit”没有高低之分，只能写 exactly"},
        FaultCase{"wrong_type_in_a_list", in_ladder("rate: 1000}", "rate: 1.5}"),
                  "rules/a.yaml:19: 规则 ladder：字段 parameters.steps[1].rate：应为整数"},
        FaultCase{"quoted_number", in_ladder("rate: 1000}", "rate: \"1000\"}"),
                  "rules/a.yaml:19: 规则 ladder：字段 parameters.steps[1].rate：应为整数"},
        FaultCase{"missing_parameter", in_ladder("up_to: 3000, rate: 500", "up_to: 3000"),
                  "rules/a.yaml:18: 规则 ladder：字段 parameters.steps[0].rate：必须填写"},
        FaultCase{"unknown_parameter", in_ladder("kept:", "keept: 1\n    kept:"),
                  "rules/a.yaml:20: 规则 ladder：字段 parameters.keept：没有这一项"},
        FaultCase{"wrong_enumerator", in_ladder("years_30", "years_20"),
                  "rules/a.yaml:20: 规则 ladder：字段 parameters.kept"},
        FaultCase{"reference", in_ladder("rests_on: age", "rests_on: nothing"),
                  "rules/a.yaml:21: 规则 ladder：字段 parameters.rests_on：没有“nothing”"},
        FaultCase{"reference_of_another_kind", in_ladder("rests_on: age", "rests_on: ladder"),
                  "rules/a.yaml:21: 规则 ladder：字段 parameters.rests_on：没有“ladder”"},
        FaultCase{"no_parameters", good_head,
                  "rules/a.yaml:1: 规则 age：字段 parameters：必须填写"},
        FaultCase{"empty_document", in_head("document: 细则", "document: \" \""),
                  "rules/a.yaml:5: 规则 age：字段 source.document：没有出处"},
        FaultCase{"empty_article", in_head("article: 第五条", "article: \"\""),
                  "rules/a.yaml:5: 规则 age：字段 source.article：没有条款"},
        FaultCase{"period_without_begin", in_head("[2014-05-28, null]", "[null, 2014-05-28]"),
                  "rules/a.yaml:4: 规则 age：字段 in_force：应写作"},
        FaultCase{"period_ends_first", in_head("[2014-05-28, null]", "[2014-05-28, 2014-05-28]"),
                  "rules/a.yaml:4: 规则 age：字段 in_force：终止日应晚于起始日"},
        FaultCase{"no_such_day", in_head("[2014-05-28, null]", "[2014-02-30, null]"),
                  "rules/a.yaml:4: 规则 age：字段 in_force[0]：应为日期"},
        FaultCase{"wrong_id", in_head("id: age", "id: Age"), "rules/a.yaml:1: 规则 Age：字段 id"},
        FaultCase{"unsure_without_note", in_head("verified", "proposal"),
                  "rules/a.yaml:1: 规则 age：字段 note"},
        FaultCase{"key_twice", in_head("  title:", "  kind: x\n  title:"),
                  "rules/a.yaml:3: “kind”写了两次"},
        FaultCase{"overlapping_versions", good_rule + good_rule,
                  "rules/a.yaml:9: 规则 age：与 rules/a.yaml:1 的同一规则施行日期重叠"},
        FaultCase{"another_kind_under_the_same_id",
                  good_rule + replaced(replaced(good_ladder, "id: ladder", "id: age"),
                                       "2008-04-01, null", "2001-01-01, 2002-01-01"),
                  "rules/a.yaml:9: 规则 age：与 rules/a.yaml:1 同一编号而类别不同"},
        FaultCase{"no_list", "id: age\n", "rules/a.yaml:1: 规则文件应为规则的列表"},
        FaultCase{"empty", "", "rules/a.yaml:1: "},
        FaultCase{"no_yaml", "- id: age\n  kind: [a\n", "rules/a.yaml:3: 不是有效的 YAML"},
        FaultCase{"no_utf8", "- id: \xff\n", "rules/a.yaml:1: 不是有效的 UTF-8 文本"},
        FaultCase{"two_documents", good_rule + "---\n" + good_rule, "应恰好有一份 YAML 文档"},
        FaultCase{"tagged", in_head("title: 年龄", "title: !!binary 年龄"),
                  "rules/a.yaml:3: 不支持标记"},
        FaultCase{"alias", "- &a {id: x}\n- *a\n", "rules/a.yaml:2: 不支持别名"},
        FaultCase{"no_rule", "- 1\n", "rules/a.yaml:1: 第 1 条规则："}),
    [](auto const& one) { return one.param.what; });

TEST(RuleLoading, all_faults_of_all_files_are_reported_at_once_in_order) {
  auto const faults = faults_of(
      {{"rules/a.yaml", in_head("  title: 年龄\n", "") + replaced(good_ladder, "years_30", "x")},
       {"rules/b.yaml", "- id: b\n  kind: nothing\n"}});
  EXPECT_THAT(faults, ElementsAre(HasSubstr("rules/a.yaml:1: 规则 age：字段 title"),
                                  HasSubstr("rules/a.yaml:19: 规则 ladder：字段 parameters.kept"),
                                  HasSubstr("rules/b.yaml:1: 规则 b：字段 title"),
                                  HasSubstr("rules/b.yaml:2: 规则 b：没有“nothing”")));
}

TEST(RuleLoading, a_reference_to_a_rule_that_is_itself_faulty_is_not_reported_as_well) {
  auto const faults = faults_of(replaced(good_rule, "value: 18", "value: x") + good_ladder);
  EXPECT_THAT(faults, ElementsAre(HasSubstr("parameters.value：应为整数")));
}

TEST(RuleLoading, a_directory_without_rules_is_a_fault) {
  auto const loaded = load_rules("/nonexistent/rules/", test_kinds());
  ASSERT_FALSE(loaded);
  EXPECT_THAT(to_text(loaded.error().front()), HasSubstr("rules:0: 目录中没有规则文件"));
}

TEST(RuleLoading, versions_may_follow_each_other_and_leave_gaps) {
  auto const later = in_head("[2014-05-28, null]", "[2030-01-01, null]");
  auto const earlier = in_head("[2014-05-28, null]", "[2014-05-28, 2020-01-01]");
  EXPECT_THAT(faults_of(earlier + later), ElementsAre());
}

TEST(RuleLoading, nesting_without_end_is_refused) {
  EXPECT_THAT(faults_of(std::string(40, '[') + std::string(40, ']')),
              ElementsAre(HasSubstr("嵌套过深")));
  EXPECT_EQ(faults_of(std::string(100'000, '[')).size(), 1u);
}

TEST(RuleLoading, truncated_and_damaged_files_are_faults_and_never_stop_the_program) {
  std::mt19937 random{20261123};
  auto const whole = good_rule + good_ladder;
  auto const pick = [&](std::size_t below) { return random() % below; };
  static constexpr std::string_view odd = "[]{}:,-#&*!|>'\"%@`\n \t~?\xff";
  for (int round = 0; round < 3000; ++round) {
    auto text = whole.substr(0, pick(whole.size() + 1));
    for (std::size_t i = 0; i < pick(4) && !text.empty(); ++i) {
      text[pick(text.size())] = odd[pick(odd.size())];
    }
    auto const read = read_rules({{"rules/a.yaml", text}}, test_kinds());
    if (read) continue;
    for (auto const& fault : read.error()) {
      EXPECT_GE(fault.line, 1) << text;
      EXPECT_FALSE(fault.message.empty());
    }
  }
}

}  // namespace hangji::rules
