#include "duty/inspection/inspection_record.h"

#include <gmock/gmock.h>

namespace hangji::duty {
namespace {

using ::testing::ElementsAre;

TEST(InspectionRecord, the_table_names_what_each_unit_did_not_do) {
  Tally const tally{.owed = 2, .done = 1, .missed = 1};
  Inspection inspection{.month = *parse_month("2026-07"), .as_of = *parse_date("2026-08-10")};
  inspection.communities.push_back({.name = "甲社区", .units = 1, .tally = tally});
  inspection.duties.push_back({.rule = {.id = "duty.dues_report",
                                        .title = "党费收缴月报",
                                        .document = "规范",
                                        .article = "三"},
                               .cadence = "每月 1 次",
                               .tally = tally});
  inspection.duties.push_back({.rule = {.id = "duty.yearly", .title = "年度归档"}});
  inspection.units.push_back(
      {.name = "第一支部",
       .tally = tally,
       .cells = {{.rule = "duty.dues_report", .state = State::missed},
                 {.rule = "duty.yearly", .state = State::late, .running = true}}});
  auto const sheet = inspection_sheet(inspection, "街道党工委", "应办 2 项");
  EXPECT_EQ(sheet.title, "2026年7月督查表");
  EXPECT_EQ(sheet.parts[0].entries[0].text, "应办 2 项");
  EXPECT_THAT(sheet.parts[1].rows,
              ElementsAre(ElementsAre("甲社区", "1", "2", "1", "0", "0", "0", "1")));
  EXPECT_THAT(sheet.parts[2].rows,
              ElementsAre(ElementsAre("党费收缴月报", "每月 1 次", "《规范》三", "2", "1", "0", "0",
                                      "0", "1")))
      << "duties nobody owed this month are absent";
  EXPECT_THAT(sheet.parts[3].rows, ElementsAre(ElementsAre("第一支部", "2", "1", "0", "0", "0", "1",
                                                           "党费收缴月报（缺办）")))
      << "a period that goes on is not lacking yet";
}

}  // namespace
}  // namespace hangji::duty
