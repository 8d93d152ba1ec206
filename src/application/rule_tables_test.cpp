// The tables in which the lists of the shipped kinds of rules are filled in: no column without its
// word, and every list of a shipped rule fits its table.
#include "kernel/rules/rule_tables.h"
#include "application/rule_kinds.h"
#include "kernel/rules/load.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>

using testing::ElementsAre;

namespace hangji::application {
namespace {

using rules::ParameterTable;

std::optional<ParameterTable> table(std::string_view kind, std::string_view parameter) {
  auto const kinds = all_rule_kinds();
  auto const tables = rules::tables_of(*kinds.find(kind));
  auto const found = std::ranges::find(tables, parameter, &ParameterTable::parameter);
  return found == tables.end() ? std::nullopt : std::optional{*found};
}

std::vector<std::string> heads(ParameterTable const& table) {
  std::vector<std::string> all;
  for (auto const& column : table.columns) all.push_back(column.label + " " + column.unit);
  return all;
}

TEST(RuleTables, have_chinese_heads_and_the_measures_people_use) {
  auto const bands = table("dues_rate", "bands").value();
  EXPECT_THAT(heads(bands), ElementsAre("不超过 元", "比例 %"));
  EXPECT_TRUE(bands.columns[0].optional);
  EXPECT_EQ(bands.columns[1].scale, 1000);
  EXPECT_FALSE(bands.single);
  EXPECT_THAT(heads(table("points_standard", "grades").value()),
              ElementsAre("达到 分", "名称 ", "后果 "));
  auto const amount = table("points_item", "amount").value();
  EXPECT_TRUE(amount.single);
  EXPECT_THAT(heads(amount), ElementsAre("在职党员 分", "无职党员 分", "非公党员 分", "流动党员 分",
                                         "老弱病残党员 分"));
  auto const steps = table("activity_kind", "steps").value();
  EXPECT_EQ(steps.columns.front().key, "");
  EXPECT_EQ(steps.columns.front().choices.front().word, "确定主题");
  EXPECT_FALSE(table("activity_kind", "units"));
  EXPECT_FALSE(table("dues_rate", "population"));
}

TEST(RuleTables, leave_no_head_and_no_choice_of_a_shipped_rule_untranslated) {
  auto const shipped = rules::load_rules(
      std::filesystem::path{__FILE__}.parent_path() / "../../rules", all_rule_kinds());
  auto const kinds = all_rule_kinds();
  for (auto const& rule : shipped.value()) {
    for (auto const& table : rules::tables_of(*kinds.find(rule.kind))) {
      for (auto const& column : table.columns) {
        auto const where = rule.kind + "." + table.parameter + "." + column.key;
        EXPECT_GT(static_cast<unsigned char>(column.label.front()), 0x7f) << where;
        for (auto const& choice : column.choices) EXPECT_NE(choice.word, choice.value) << where;
      }
    }
  }
}

}  // namespace
}  // namespace hangji::application
