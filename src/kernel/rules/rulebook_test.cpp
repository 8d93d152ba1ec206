#include "kernel/rules/rulebook.h"
#include "kernel/rules/overlay.h"
#include "kernel/rules/values.h"

#include "kernel/rules/load.h"

#include <gmock/gmock.h>

using testing::ElementsAre;
using testing::IsEmpty;

namespace hangji::rules {

namespace {

Date day(std::string_view text) { return parse_date(text).value(); }

RuleKinds test_kinds() {
  RuleKinds kinds;
  kinds.add<Threshold>();
  kinds.add<ShareLimit>();
  return kinds;
}

std::string const shipped_text = R"(
- id: warning
  kind: threshold
  title: 警告的影响期
  in_force: [2016-01-01, 2018-10-01]
  source: {document: 条例(2015), article: 第九条}
  certainty: verified
  severity: binding
  parameters: {value: 11, unit: months}
- id: branch
  kind: threshold
  title: 支部人数
  in_force: [2018-10-28, null]
  source: {document: 支部条例, article: 第四条}
  certainty: verified
  severity: advisory
  parameters: {value: 50, unit: persons}
- id: warning
  kind: threshold
  title: 警告的影响期
  in_force: [2020-01-01, null]
  source: {document: 条例(2018), article: 第十条}
  certainty: verified
  severity: binding
  parameters: {value: 12, unit: months}
- id: excellent
  kind: share_limit
  title: 优秀比例
  in_force: [2018-10-28, null]
  source: {document: 支部条例, article: 第十八条}
  certainty: verified
  severity: advisory
  parameters: {share: {numerator: 1, denominator: 3, strict: false}}
)";

std::vector<Rule> shipped() {
  return read_rules({{"rules/a.yaml", shipped_text}}, test_kinds()).value();
}

RuleOverride row(std::int64_t id, std::string rule_id, std::string parameters) {
  return {.id = id,
          .rule_id = std::move(rule_id),
          .kind = "threshold",
          .title = "本街道规定",
          .from = day("2026-07-01"),
          .until = day("2026-10-01"),
          .document = "街道文件〔2026〕8号",
          .article = "第二条",
          .parameters = std::move(parameters)};
}

std::expected<Rulebook, std::vector<OverrideFault>> laid_over(
    std::vector<RuleOverride> const& rows) {
  return overlay(shipped(), rows, test_kinds());
}

/// Code of the only fault and its field.
std::string fault_of(RuleOverride const& only) {
  auto const book = laid_over({only});
  if (book || book.error().size() != 1) return "";
  EXPECT_EQ(book.error().front().id, only.id);
  auto const& refusal = book.error().front().refusal;
  return refusal.code + " " + refusal.field;
}

std::int64_t value_on(Rulebook const& book, std::string_view id, std::string_view on) {
  auto const found = book.find<Threshold>(id, day(on));
  return found ? (*found)->value : -1;
}

}  // namespace

TEST(Rulebook, answers_as_of_the_day_and_not_in_gaps) {
  Rulebook const book{shipped(), {}};
  EXPECT_EQ(value_on(book, "warning", "2015-12-31"), -1);
  EXPECT_EQ(value_on(book, "warning", "2016-01-01"), 11);
  EXPECT_EQ(value_on(book, "warning", "2018-09-30"), 11);
  EXPECT_EQ(value_on(book, "warning", "2018-10-01"), -1);
  EXPECT_EQ(value_on(book, "warning", "2020-01-01"), 12);
  EXPECT_EQ(value_on(book, "unknown", "2020-01-01"), -1);
}

TEST(Rulebook, a_rule_of_another_kind_is_not_found) {
  Rulebook const book{shipped(), {}};
  EXPECT_TRUE(book.find<ShareLimit>("excellent", day("2026-01-01")));
  EXPECT_FALSE(book.find<Threshold>("excellent", day("2026-01-01")));
}

TEST(Rulebook, lists_a_kind_in_file_order) {
  Rulebook const book{shipped(), {}};
  std::vector<std::string> ids;
  for (auto const& threshold : book.all<Threshold>(day("2026-01-01")))
    ids.push_back(threshold.rule->id);
  EXPECT_THAT(ids, ElementsAre("warning", "branch"));
  EXPECT_THAT(book.all<Threshold>(day("1999-01-01")), IsEmpty());
  EXPECT_EQ(book.as_of(day("2026-01-01")).size(), 3u);
  EXPECT_EQ(book.as_of(day("2019-01-01")).size(), 2u);
}

TEST(Rulebook, a_copy_keeps_what_it_points_to_alive) {
  auto original = std::make_unique<Rulebook>(shipped(), std::vector<Rule>{});
  Rulebook const copy = *original;
  auto const found = original->find<Threshold>("branch", day("2026-01-01"));
  original.reset();
  EXPECT_EQ((*found)->value, 50);
  EXPECT_EQ(copy.versions("branch").front(), found->rule);
}

TEST(Overlay, a_street_row_replaces_the_shipped_rule_on_its_own_days_only) {
  auto const book = laid_over({row(7, "branch", R"({"value": 40, "unit": "persons"})")});
  ASSERT_TRUE(book);
  EXPECT_EQ(value_on(*book, "branch", "2026-06-30"), 50);
  EXPECT_EQ(value_on(*book, "branch", "2026-07-01"), 40);
  EXPECT_EQ(value_on(*book, "branch", "2026-09-30"), 40);
  EXPECT_EQ(value_on(*book, "branch", "2026-10-01"), 50);
  auto const* rule = book->rule("branch", day("2026-08-01"));
  EXPECT_EQ(rule->origin, Origin::street);
  EXPECT_EQ(rule->severity, Severity::advisory);
  EXPECT_EQ(to_text(rule->source), "《街道文件〔2026〕8号》第二条");
  EXPECT_EQ(book->versions("branch").size(), 2u);
  EXPECT_EQ(book->all<Threshold>(day("2026-08-01")).size(), 2u);
}

TEST(Overlay, a_rule_of_the_street_alone_comes_last) {
  auto const book = laid_over({row(7, "street.own", R"({"value": 3, "unit": "days"})")});
  ASSERT_TRUE(book);
  EXPECT_EQ(book->all<Threshold>(day("2026-08-01")).back().rule->id, "street.own");
  EXPECT_EQ(value_on(*book, "street.own", "2026-10-01"), -1);
}

TEST(Overlay, an_advisory_rule_can_be_switched_off_for_some_days) {
  auto const book = laid_over({row(7, "branch", "null")});
  ASSERT_TRUE(book);
  EXPECT_EQ(value_on(*book, "branch", "2026-08-01"), -1);
  EXPECT_EQ(value_on(*book, "branch", "2026-10-01"), 50);
  EXPECT_EQ(book->all<Threshold>(day("2026-08-01")).size(), 1u);
  EXPECT_TRUE(view_of(*book->versions("branch").back()).switched_off);
}

TEST(Overlay, an_unknown_kind_is_refused) {
  auto wrong = row(7, "branch", "{}");
  wrong.kind = "nothing";
  EXPECT_EQ(fault_of(wrong), "rules.unknown_kind kind");
}

TEST(Overlay, another_kind_than_the_shipped_rule_has_is_refused) {
  auto wrong = row(7, "branch", "{}");
  wrong.kind = "share_limit";
  EXPECT_EQ(fault_of(wrong), "rules.unknown_kind kind");
}

TEST(Overlay, a_row_without_a_source_is_refused) {
  auto wrong = row(7, "branch", R"({"value": 40, "unit": "persons"})");
  wrong.article = " ";
  EXPECT_EQ(fault_of(wrong), "rules.no_source article");
  wrong.document = "";
  EXPECT_EQ(fault_of(wrong), "rules.no_source document");
}

TEST(Overlay, an_empty_period_is_refused) {
  auto wrong = row(7, "branch", R"({"value": 40, "unit": "persons"})");
  wrong.until = wrong.from;
  EXPECT_EQ(fault_of(wrong), "rules.wrong_period until");
}

TEST(Overlay, two_rows_for_the_same_day_are_both_refused) {
  auto const one = row(7, "branch", R"({"value": 40, "unit": "persons"})");
  auto other = one;
  other.id = 8;
  other.from = day("2026-09-30");
  other.until.reset();
  auto const book = laid_over({one, other});
  ASSERT_FALSE(book);
  ASSERT_EQ(book.error().size(), 2u);
  EXPECT_EQ(book.error()[1].refusal.code, "rules.wrong_period");
  other.from = day("2026-10-01");
  EXPECT_TRUE(laid_over({one, other}));
}

TEST(Overlay, wrong_parameters_are_refused_with_their_path) {
  EXPECT_EQ(fault_of(row(7, "branch", R"({"value": "x", "unit": "persons"})")),
            "rules.wrong_parameter parameters.value");
  EXPECT_EQ(fault_of(row(7, "branch", "{")), "rules.wrong_parameter parameters");
  auto share =
      row(7, "excellent", R"({"share": {"numerator": 4, "denominator": 3, "strict": false}})");
  share.kind = "share_limit";
  EXPECT_EQ(fault_of(share), "rules.wrong_parameter parameters.share");
}

TEST(Overlay, switching_off_what_does_not_exist_is_refused) {
  EXPECT_EQ(fault_of(row(7, "street.own", "null")), "rules.unknown_rule rule_id");
}

TEST(Overlay, a_length_of_time_may_change_its_unit_and_nothing_else_may) {
  EXPECT_EQ(fault_of(row(7, "warning", R"({"value": 15, "unit": "persons"})")),
            "rules.wrong_parameter parameters.unit");
  EXPECT_EQ(fault_of(row(7, "branch", R"({"value": 15, "unit": "days"})")),
            "rules.wrong_parameter parameters.unit");
  auto const book = laid_over({row(7, "warning", R"({"value": 15, "unit": "days"})")});
  ASSERT_TRUE(book);
  EXPECT_EQ(value_on(*book, "warning", "2026-08-01"), 15);
}

TEST(Overlay, what_a_street_lays_down_is_not_verified) {
  auto const book = laid_over({row(7, "branch", R"({"value": 40, "unit": "persons"})")});
  EXPECT_EQ(book->rule("branch", day("2026-08-01"))->certainty, Certainty::proposal);
}

TEST(Overlay, a_binding_rule_cannot_be_switched_off) {
  EXPECT_EQ(fault_of(row(7, "warning", "null")), "rules.binding parameters");
}

TEST(Share, is_compared_by_integers) {
  // 半数以上 >= 1/2, 超过半数 > 1/2, 不少于五分之四 >= 4/5 (regulation wording).
  Share const half{1, 2, false};
  Share const more_than_half{1, 2, true};
  Share const four_fifths{4, 5, false};
  EXPECT_TRUE(half.is_reached(5, 10));
  EXPECT_FALSE(more_than_half.is_reached(5, 10));
  EXPECT_TRUE(more_than_half.is_reached(6, 10));
  EXPECT_TRUE(four_fifths.is_reached(8, 10));
  EXPECT_FALSE(four_fifths.is_reached(7, 9));
  EXPECT_FALSE(half.is_reached(0, 0));
  EXPECT_EQ(to_text(four_fifths), "不少于五分之四");
  EXPECT_EQ(to_text(more_than_half), "超过二分之一");
}

TEST(ShareLimit, rounds_down_to_whole_persons) {
  // 优秀不超过三分之一: 20 members, at most 6; 3 members, at most 1.
  ShareLimit const third{{1, 3, false}};
  EXPECT_EQ(third.most_of(20), 6);
  EXPECT_EQ(third.most_of(3), 1);
  EXPECT_EQ(third.most_of(2), 0);
}

}  // namespace hangji::rules
