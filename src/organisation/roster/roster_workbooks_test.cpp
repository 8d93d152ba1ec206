// Ugly workbooks through the whole importer, one book for each kind of ugliness.
#include "database/test_databases.h"
#include "documents/workbook_fixture.h"
#include "kernel/rules/rulebook.h"
#include "organisation/members/members_store.h"
#include "organisation/roster/roster_import.h"
#include "testing/world.h"

#include <gmock/gmock.h>

namespace hangji::organisation {
namespace {
using documents::WorkbookFixture;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

class Quiet : public jobs::Progress {
public:
  void tell(std::int64_t, std::int64_t, std::string) override {}
  [[nodiscard]] bool is_cancelled() const override { return false; }
};

/// A row of inline strings; "=45000" is the number 45000.
std::string row(int number, std::vector<std::string> const& cells) {
  std::string xml = fmt::format("<row r=\"{}\">", number);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    auto const place = fmt::format("{}{}", static_cast<char>('A' + i), number);
    if (cells[i].starts_with('=')) {
      xml += fmt::format("<c r=\"{}\"><v>{}</v></c>", place, cells[i].substr(1));
    } else if (!cells[i].empty()) {
      xml += fmt::format("<c r=\"{}\" t=\"inlineStr\"><is><t>{}</t></is></c>", place, cells[i]);
    }
  }
  return xml + "</row>";
}

class ImportingWorkbooks : public database::OnBothEngines {
protected:
  testing::World world{database(), clock()};
  UnitId branch{world.branch(world.community("民生路社区"), "第一支部")};
  std::vector<std::string> const heads{"姓名",           "公民身份号码",     "所在党支部",
                                       "加入党组织日期", "转为正式党员日期", "联系电话"};

  std::vector<std::string> person(int number, std::string const& joined = "2005.7.1") {
    return {"党员" + std::to_string(number),
            testing::invented_identity_number(testing::day("1980-05-06"), Sex::male, number),
            "第一支部", joined, "2006-07-01"};
  }
  ImportOutcome import(WorkbookFixture const& book) {
    RosterImport wanted;
    wanted.rosters[RosterKind::members] = [bytes = book.bytes()] {
      return documents::open_table(bytes, "名册.xlsx");
    };
    rules::Rulebook const rulebook;
    Quiet quiet;
    auto outcome = import_rosters(database(), tenant(), {UserId{1}, "测试员"},
                                  {world.secrets(), rulebook}, wanted, quiet);
    EXPECT_TRUE(outcome) << (outcome ? "" : outcome.error().message);
    world.check_laws();
    return outcome ? std::move(*outcome) : ImportOutcome{};
  }
  std::vector<MemberBrief> people() {
    return world.read(
        [&](Transaction& transaction) { return members_of(transaction, branch, clock().today()); });
  }
};
HANGJI_ON_BOTH_ENGINES(ImportingWorkbooks);

TEST_P(ImportingWorkbooks, titles_repeated_headings_and_summaries_are_no_members) {
  WorkbookFixture book;
  book.sheet(row(1, {"解放碑街道党员花名册"}) + row(2, heads) + row(3, person(1)) + row(4, heads) +
                 row(5, person(2)) + row(7, {"合　计", "2"}) + row(8, {"", "", "填表人：张三"}),
             R"(<mergeCells><mergeCell ref="A1:F1"/></mergeCells>)");
  auto const outcome = import(book);
  EXPECT_EQ(outcome.rosters[0].rows, 2);
  EXPECT_EQ(outcome.rosters[0].added, 2);
  EXPECT_EQ(outcome.rosters[0].dropped, 2);
}

TEST_P(ImportingWorkbooks, a_hidden_first_sheet_is_passed_over) {
  WorkbookFixture book;
  book.sheet(row(1, heads) + row(2, person(1)));
  book.relate("rId9", "worksheet", "worksheets/sheet2.xml");
  book.parts["xl/worksheets/sheet2.xml"] =
      fmt::format("{}<worksheet xmlns=\"{}\"><sheetData>{}{}</sheetData></worksheet>",
                  WorkbookFixture::head, WorkbookFixture::main, row(1, heads), row(2, person(2)));
  book.parts["xl/workbook.xml"] =
      WorkbookFixture::workbook("", R"(<sheet name="旧" sheetId="1" state="hidden" r:id="rId1"/>)"
                                    R"(<sheet name="新" sheetId="2" r:id="rId9"/>)");
  auto const outcome = import(book);
  EXPECT_THAT(outcome.rosters[0].skipped_sheets, ElementsAre("旧"));
  ASSERT_EQ(people().size(), 1U);
  EXPECT_EQ(people()[0].name, "党员2");
}

TEST_P(ImportingWorkbooks, a_day_that_lost_its_format_is_read_and_told) {
  WorkbookFixture book;
  // 2005-07-01 is day 38534 after 1899-12-30.
  book.sheet(row(1, heads) + row(2, person(1, "=38534")) + row(3, person(2, "38534")));
  auto const outcome = import(book);
  ASSERT_EQ(people().size(), 2U);
  EXPECT_EQ(people()[0].joined_on, testing::day("2005-07-01"));
  EXPECT_EQ(people()[1].joined_on, testing::day("2005-07-01"));
  // Told once for both rows: the numbers are of invented people, the days were numbers.
  ASSERT_EQ(outcome.findings.size(), 2U);
  EXPECT_EQ(outcome.findings[0].rows, 2);
}

TEST_P(ImportingWorkbooks, numbers_that_say_less_than_was_typed_are_refused) {
  WorkbookFixture book;
  auto lost = person(1);
  lost[1] = "=999999198005060000";
  book.sheet(row(1, heads) + row(2, lost) + row(3, person(2, "=2001.1")) +
             row(4, person(3, "05.7.1")));
  auto const outcome = import(book);
  EXPECT_EQ(outcome.rosters[0].refused, 3);
  std::string said;
  for (auto const& finding : outcome.findings) said += sentence_of(finding) + "\n";
  EXPECT_THAT(said, HasSubstr("末几位已被表格软件改成 0"));
  EXPECT_THAT(said, HasSubstr("分不清 1 月和 10 月"));
  EXPECT_THAT(said, HasSubstr("年份只有两位"));
}

TEST_P(ImportingWorkbooks, a_unit_merged_over_rows_is_each_rows_and_nothing_else_is_guessed) {
  world.branch(world.community("大同路社区"), "第二支部");
  WorkbookFixture book;
  auto const in = [this](int number, std::string const& unit) {
    auto cells = person(number);
    cells[2] = unit;
    return cells;
  };
  auto unnamed = in(6, "");
  unnamed[0] = "";
  book.sheet(row(1, heads) + row(2, in(1, "第一支部")) + row(3, in(2, "")) +
                 row(4, in(3, "第二支部")) + row(5, in(4, "")) + row(6, in(5, "")) +
                 row(7, unnamed),
             R"(<mergeCells><mergeCell ref="C2:C3"/><mergeCell ref="C4:C5"/>)"
             R"(<mergeCell ref="A6:A7"/></mergeCells>)");
  auto const outcome = import(book);
  EXPECT_EQ(outcome.rosters[0].added, 4);
  // Nothing says where 党员5 belongs, and a name is never another row's.
  EXPECT_EQ(outcome.rosters[0].refused, 2);
  std::vector<std::string> names;
  for (auto const& person : people()) names.push_back(person.name);
  EXPECT_THAT(names, UnorderedElementsAre("党员1", "党员2"));
}

TEST_P(ImportingWorkbooks, a_day_without_format_counts_from_1904_where_the_workbook_does) {
  WorkbookFixture book;
  book.parts["xl/workbook.xml"] = WorkbookFixture::workbook(
      R"(<workbookPr date1904="1"/>)", R"(<sheet name="名册" sheetId="1" r:id="rId1"/>)");
  // 2005-07-01 is day 37072 after 1904-01-01.
  book.sheet(row(1, heads) + row(2, person(1, "=37072")));
  import(book);
  ASSERT_EQ(people().size(), 1U);
  EXPECT_EQ(people()[0].joined_on, testing::day("2005-07-01"));
}

TEST_P(ImportingWorkbooks, hidden_rows_and_columns_are_read_and_told) {
  WorkbookFixture book;
  auto const hidden = [](std::string xml) { return xml.insert(4, " hidden=\"1\""); };
  book.sheet(row(1, heads) + row(2, person(1)) + hidden(row(3, person(2))) + row(4, person(3)) +
             hidden(row(5, person(4))));
  auto& sheet = book.parts["xl/worksheets/sheet1.xml"];
  sheet.insert(sheet.find("<sheetData>"), R"(<cols><col min="2" max="2" hidden="1"/>)"
                                          R"(<col min="9" max="16384" hidden="1"/></cols>)");
  auto const outcome = import(book);
  EXPECT_EQ(outcome.rosters[0].added, 4);
  EXPECT_THAT(outcome.rosters[0].hidden,
              ElementsAre("工作表“名册”隐藏了 2 行（第 3、5 行）、1 列（“公民身份号码”），"
                          "已照常读入"));
}

TEST_P(ImportingWorkbooks, a_formula_stored_without_its_result_is_refused_and_says_what_to_do) {
  WorkbookFixture book;
  auto text = row(2, person(1, ""));
  text.insert(text.find("<c r=\"E2\""), R"(<c r="D2"><f>TODAY()</f></c>)");
  auto words = row(3, person(2, ""));
  words.insert(words.find("<c r=\"E3\""), R"(<c r="D3" t="str"><f>A1</f></c>)");
  book.sheet(row(1, heads) + text + words);
  auto const outcome = import(book);
  EXPECT_EQ(outcome.rosters[0].refused, 2);
  std::vector<std::string> said;
  for (auto const& finding : outcome.findings) {
    if (finding.severity == Severity::fault) said.push_back(sentence_of(finding));
  }
  std::string const why{"“加入党组织日期”公式没有计算结果，请在 Excel 中打开并保存后再导入"};
  EXPECT_THAT(said, ElementsAre(why, why));
}

TEST_P(ImportingWorkbooks, a_telephone_keeps_nobody_out) {
  WorkbookFixture book;
  auto first = person(1);
  first.push_back("138 0000 0000（本人）");
  auto second = person(2);
  second.push_back("无电话");
  auto third = person(3);
  third.push_back("023-63831234/13800000000");
  book.sheet(row(1, heads) + row(2, first) + row(3, second) + row(4, third));
  EXPECT_EQ(import(book).rosters[0].added, 3);
  std::map<std::string, std::string> tails;
  for (auto const& person : people()) {
    tails[person.name] = world.read(
        [&](Transaction& transaction) { return member(transaction, person.id)->phone_tail; });
  }
  EXPECT_EQ(tails["党员1"], "0000");
  EXPECT_EQ(tails["党员2"], "");
  EXPECT_EQ(tails["党员3"], "1234");
}

}  // namespace
}  // namespace hangji::organisation
