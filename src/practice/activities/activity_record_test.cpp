#include "practice/activities/activity_record.h"

#include "database/test_databases.h"
#include "documents/originals.h"
#include "kernel/facts/fact_kinds.h"

#include <gmock/gmock.h>

namespace hangji::practice {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

ActivityDetail theme_day() {
  ActivityDetail detail;
  detail.activity = {.day = *parse_date("2026-07-10"),
                     .minutes = 90,
                     .place = "支部活动室",
                     .title = "七月主题党日",
                     .expected = 2,
                     .present = 1};
  detail.kind.name = "支部主题党日";
  detail.kind.document = "党支部工作条例(试行)";
  detail.kind.article = "第十六条";
  detail.sitting.record = {{"theme", "主题"},
                           {"minutes", "活动记录", RecordInput::text},
                           {"files", "照片", RecordInput::files}};
  detail.sitting.evaluation = {{"useful", "是否取得实效"}};
  detail.attendees = {{.name = "李四", .presence = Presence::on_leave, .reason = "出差"},
                      {.name = "张三", .presence = Presence::present}};
  detail.record = {{"theme", "学党章"}, {"minutes", "第一段\n第二段"}, {"files", "x"}};
  detail.answers = {{"useful", "5", 1}};
  detail.evaluated = 1;
  return detail;
}

records::SheetPart part(records::Sheet const& sheet, std::string_view heading) {
  auto const found = std::ranges::find(sheet.parts, heading, &records::SheetPart::heading);
  verify(found != sheet.parts.end(), heading);
  return *found;
}

TEST(ActivityRecord, everything_recorded_stands_on_the_sheet_in_the_order_of_the_kind) {
  auto const sheet = activity_sheet(theme_day(), "第一支部", {});
  EXPECT_EQ(sheet.title, "支部主题党日记录");
  EXPECT_EQ(part(sheet, "记录").entries[0].text, "学党章");
  EXPECT_EQ(part(sheet, "活动记录").text, "第一段\n第二段");
  EXPECT_THAT(part(sheet, "到会情况（以姓名为序）").rows,
              ElementsAre(ElementsAre("李四", "请假", "出差", "页面登记"),
                          ElementsAre("张三", "到会", "", "页面登记")));
  EXPECT_EQ(sheet.footer, "依据：《党支部工作条例(试行)》第十六条");
}

TEST(ActivityRecord, guests_stand_in_the_record_and_not_among_those_expected) {
  auto detail = theme_day();
  detail.sitting.record.insert(detail.sitting.record.begin() + 1,
                               {"guests", "列席人员", RecordInput::guests, false});
  auto const without = activity_sheet(detail, "第一支部", {});
  EXPECT_THAT(part(without, "记录").entries, SizeIs(1));
  detail.record["guests"] = "王平（街道党工委）；何静（入党积极分子）";
  auto const sheet = activity_sheet(detail, "第一支部", {});
  EXPECT_EQ(part(sheet, "记录").entries[1].label, "列席人员");
  EXPECT_EQ(part(sheet, "记录").entries[1].text, "王平（街道党工委）；何静（入党积极分子）");
  auto const& basics = sheet.parts.front().entries;
  for (auto const& [label, text] : {std::pair{"应到", "2 人"}, std::pair{"实到", "1 人"}}) {
    auto const entry = std::ranges::find(basics, label, &records::Entry::label);
    ASSERT_NE(entry, basics.end());
    EXPECT_EQ(entry->text, text);
  }
  EXPECT_THAT(part(sheet, "到会情况（以姓名为序）").rows, SizeIs(2));
}

TEST(ActivityRecord, what_only_followed_the_activity_to_another_time_is_no_correction) {
  auto const kind = std::string{facts::kind::activity_attended};
  facts::FactRow const before{
      .id = FactId{1}, .kind = kind, .day = *parse_date("2026-07-10"), .member_id = MemberId{7}};
  facts::FactRow const moved{.id = FactId{2},
                             .kind = kind,
                             .day = *parse_date("2026-07-11"),
                             .member_id = MemberId{7},
                             .supersedes = FactId{1},
                             .note = "日期写错"};
  facts::FactRow const withdrawn{.id = FactId{3},
                                 .kind = std::string{facts::kind::withdrawn},
                                 .day = *parse_date("2026-07-10"),
                                 .member_id = MemberId{7},
                                 .supersedes = FactId{1},
                                 .note = "日期写错"};
  EXPECT_THAT(corrections_of({before, moved}), SizeIs(0));
  auto in_another_month = withdrawn;
  in_another_month.journal_seq = 5;
  facts::FactRow const anew{.id = FactId{4},
                            .kind = kind,
                            .day = *parse_date("2026-06-30"),
                            .member_id = MemberId{7},
                            .journal_seq = 5};
  EXPECT_THAT(corrections_of({before, in_another_month, anew}), SizeIs(0));
  auto const corrections = corrections_of({before, withdrawn});
  ASSERT_THAT(corrections, SizeIs(1));
  auto const row = part(activity_sheet(theme_day(), "第一支部", corrections), "更正").rows.at(0);
  EXPECT_THAT(std::vector(row.begin() + 2, row.end()), ElementsAre("到会", "撤回", "日期写错"));
}

TEST(ActivityRecord, answers_are_counted_and_never_named) {
  auto const sheet = activity_sheet(theme_day(), "第一支部", {});
  auto const evaluation = part(sheet, "实效测评（不记名）");
  EXPECT_THAT(evaluation.rows, ElementsAre(ElementsAre("是否取得实效", "5 分", "1")));
  auto without = theme_day();
  without.sitting.evaluation.clear();
  EXPECT_EQ(activity_sheet(without, "第一支部", {}).parts.size(), sheet.parts.size() - 1);
}

TEST(ActivityRecord, a_correction_shows_what_was_and_what_is_with_the_reason) {
  facts::FactRow const before{
      .id = FactId{1}, .kind = std::string{facts::kind::activity_absent}, .member_id = MemberId{7}};
  facts::FactRow const after{.id = FactId{2},
                             .kind = std::string{facts::kind::activity_attended},
                             .member_id = MemberId{7},
                             .supersedes = FactId{1},
                             .note = "当时漏记"};
  auto corrections = corrections_of({before, after});
  ASSERT_THAT(corrections, SizeIs(1));
  corrections[0].name = "张三";
  auto const sheet = activity_sheet(theme_day(), "第一支部", corrections);
  auto const row = part(sheet, "更正").rows.at(0);
  EXPECT_THAT(std::vector(row.begin() + 1, row.end()),
              ElementsAre("张三", "缺席", "到会", "当时漏记"));
}

TEST(ActivityRecord, the_sheet_names_what_was_held_together_and_who_was_not_there) {
  auto detail = theme_day();
  detail.also = {"党课"};
  detail.activity.starts_at = "14:30";
  detail.attendees.push_back({.name = "王五", .presence = Presence::absent});
  auto const entries = activity_sheet(detail, "第一支部", {}).parts.at(0).entries;
  auto const text = [&](std::string_view label) {
    auto const found = std::ranges::find(entries, label, &records::Entry::label);
    return found == entries.end() ? std::string{} : found->text;
  };
  EXPECT_EQ(text("一并召开"), "党课");
  EXPECT_EQ(text("时间"), "2026年7月10日 14:30，90 分钟");
  EXPECT_EQ(text("请假"), "1 人：李四（出差）");
  EXPECT_EQ(text("缺席"), "1 人：王五");
}

TEST(ActivityRecord, an_amendment_shows_what_was_written_and_what_is_with_the_reason) {
  auto detail = theme_day();
  detail.amendments.push_back({.label = "活动记录",
                               .before_text = "原来的",
                               .after_text = "补全的",
                               .reason = "漏记",
                               .amended_by = "书记"});
  auto const row = part(activity_sheet(detail, "第一支部", {}), "记录的更正").rows.at(0);
  EXPECT_THAT(std::vector(row.begin() + 1, row.end()),
              ElementsAre("书记", "活动记录", "原来的", "补全的", "漏记"));
}

TEST(ActivityRecord, each_kind_of_a_sitting_heads_its_own_sheet) {
  rules::Rule theme{.id = "activity.theme_day", .title = "支部主题党日"};
  rules::Rule lesson{.id = "activity.lesson", .title = "党课"};
  ActivityKind const first{.short_name = "主题党日"};
  ActivityKind const second{.short_name = "党课"};
  auto detail = theme_day();
  lead_with("activity.lesson", {{&theme, &first}, {&lesson, &second}}, detail);
  EXPECT_EQ(activity_sheet(detail, "第一支部", {}).title, "党课记录");
  EXPECT_THAT(detail.also, ElementsAre("主题党日"));
}

TEST(ActivityRecord, a_vote_of_the_sitting_is_a_row_an_option) {
  VoteRow vote{.subject = "工作计划"};
  std::vector<VoteOption> const options{{.name = "工作计划", .yes = 9, .no = 1, .abstain = 2}};
  vote.options = to_json(options);
  auto const votes = votes_part(rules::Rulebook{}, {vote});
  EXPECT_THAT(votes.rows, ElementsAre(ElementsAre("工作计划", "9", "1", "2", "")));
}

class ActivityRecords : public database::OnBothEngines {};
HANGJI_ON_BOTH_ENGINES(ActivityRecords);

TEST_P(ActivityRecords, a_fact_without_its_activity_is_refused) {
  documents::Originals const originals{std::filesystem::temp_directory_path()};
  database().read(tenant(), [&](database::Transaction& transaction) {
    facts::FactRow const fact{.source_id = SourceId{77}};
    auto const printed = print_activity({transaction, rules::Rulebook{}, originals, fact});
    EXPECT_EQ(printed.error().code, "records.not_found");
    return 0;
  });
}

}  // namespace
}  // namespace hangji::practice
