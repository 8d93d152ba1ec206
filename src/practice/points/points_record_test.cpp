#include "practice/points/points_record.h"

#include <gmock/gmock.h>

namespace hangji::practice {
namespace {

using ::testing::ElementsAre;

facts::FactRow closing() { return {.day = *parse_date("2026-12-03"), .amount = 1, .note = "5f3a"}; }

TEST(PointsRecord, a_closed_register_stands_in_name_order_with_its_seal_at_the_foot) {
  Register book{.month = *parse_month("2026-11")};
  book.rows.push_back({.name = "张三",
                       .category_name = "在职党员",
                       .base = Points{6'000},
                       .daily = Points{1'050},
                       .total = Points{7'050},
                       .grade = "合格"});
  auto const sheet = register_sheet(book, "第一支部", closing());
  EXPECT_EQ(sheet.title, "2026年11月党员积分月登记");
  EXPECT_EQ(sheet.footer, "登记内容的校验值：SM3 5f3a");
  EXPECT_THAT(sheet.parts[1].rows, ElementsAre(ElementsAre("张三", "在职党员", "60", "10.5", "0",
                                                           "0", "70.5", "合格", "")));
}

TEST(PointsRecord, a_publication_shows_months_and_mean_and_until_when_one_may_object) {
  QuarterSheet quarter{.quarter = "2026-Q3",
                       .months = {*parse_month("2026-07"), *parse_month("2026-08")},
                       .objections_until = *parse_date("2026-10-31")};
  quarter.rows.push_back(
      {.name = "张三", .months = {Points{8'000}, std::nullopt}, .mean = Points{8'000}});
  auto const sheet = publication_sheet(quarter, "第一支部", *parse_date("2026-10-01"));
  EXPECT_EQ(sheet.title, "2026年第三季度党员积分公开表");
  EXPECT_EQ(sheet.parts[0].entries[1].text, "2026年10月31日");
  EXPECT_THAT(sheet.parts[1].rows, ElementsAre(ElementsAre("张三", "80", "—", "80")));
}

}  // namespace
}  // namespace hangji::practice
