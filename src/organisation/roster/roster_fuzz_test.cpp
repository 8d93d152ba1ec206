// Whatever rosters come, the whole importer takes them row by row or sends them back: the counts
// add up, what is added is there, a refused row has a Chinese reason, no number of a person is
// told, the laws of the books hold, a preview says what the import then does, and a second time
// adds nothing.
#include "documents/workbook_fixture.h"
#include "organisation/roster/roster_store.h"
#include "organisation/roster/test_importing.h"
#include "testing/fuzzer.h"

#include <gtest/gtest.h>

namespace hangji::organisation {
namespace {

bool is_chinese(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return (c & 0x80) != 0; });
}

class Fuzz : public ImportingTexts {
protected:
  std::int64_t members() {
    return world().read([](Transaction& transaction) {
      std::int64_t all = 0;
      each_member_key(transaction, [&](MemberKey const&) { ++all; });
      return all;
    });
  }
  static std::int64_t added(ImportOutcome const& outcome) { return outcome.rosters[0].added; }

  void try_roster(RosterKind kind, std::string const& bytes) {
    auto const preview = try_import({{kind, bytes}}, ImportMode::preview);
    auto const before = members();
    auto const outcome = try_import({{kind, bytes}});
    ASSERT_EQ(outcome.has_value(), preview.has_value());
    if (!outcome) {
      ASSERT_TRUE(is_chinese(outcome.error().message)) << outcome.error().message;
      ASSERT_EQ(members(), before);
      return;
    }
    ASSERT_EQ(to_json(outcome->rosters), to_json(preview->rosters));
    auto const& counts = outcome->rosters[0];
    ASSERT_EQ(counts.rows, counts.added + counts.changed + counts.unchanged + counts.refused);
    if (kind == RosterKind::members) ASSERT_EQ(members() - before, counts.added);
    check_told(*preview);
    world().check_laws();
    auto const again = try_import({{kind, bytes}});
    ASSERT_TRUE(again) << again.error().message;
    ASSERT_EQ(added(*again), 0);
    m_landed += added(*outcome) > 0 ? 1 : 0;
  }
  static void check_told(ImportOutcome const& preview) {
    ASSERT_EQ(static_cast<std::int64_t>(preview.rows.size()), preview.rosters[0].rows);
    for (auto const& row : preview.rows) {
      // Field by field: an escape of JSON has digits too.
      std::vector<std::string> told{row.name, row.reason};
      for (auto const& change : row.changes) {
        told.insert(told.end(), {change.field, change.before, change.after});
      }
      for (auto const& text : told) ASSERT_EQ(mask_long_numbers(text), text);
      ASSERT_TRUE(row.fate != RowFate::refused || is_chinese(row.reason)) << to_json(row);
    }
  }

  std::int64_t m_landed{0};
};
HANGJI_ON_BOTH_ENGINES(Fuzz);

constexpr auto words =
    "\n , ,, \" 第一支部 第二支部 民生路社区 党委 党支部 是 否 男 女 正式党员 预备党员 正常 出党 "
    "死亡 "
    "停止党籍 在职党员 流动党员 2005-07-01 2005年7月 2005.7 05.7.1 38534 9.99999E+17 注销 存续 "
    "999999198005060016 91500103MA5U00000X 10000000001 3500.5 无 / 张三 合计 #N/A ' = 姓名 序号 "
    "\xef\xbc\x91 \xe3\x80\x80 \xff 1e308 -1 0";

TEST_P(Fuzz, rosters_of_broken_texts_land_row_by_row_or_come_back) {
  world().branch(world().community("民生路社区"), "第一支部");
  auto const street = world().read([](Transaction& read) { return roots(read)[0].full_name; });
  testing::Fuzzer fuzzer{
      {std::string{member_heads} + good_row(),
       std::string{unit_heads} +
           "第二支部,党支部,民生路社区,2010-01-01,民生路,张三,李四,"
           "10000000002,2027-01-01\n甲党委,党委," +
           street + ",2001年3月,,,,,\n",
       "企业名称,统一社会信用代码,成立日期,登记状态,从业人数,联系电话,所属社区,楼宇,备注一\n"
       "甲公司,91500103MA5U00000X,2015-01-01,存续,50人,63830000,民生路,A座,x\n乙公司,,,,,,,,\n"},
      words,
      11};
  fuzzer.run([&](std::string const& input) {
    for (auto const kind : {RosterKind::units, RosterKind::members, RosterKind::enterprises})
      try_roster(kind, input);
  });
  EXPECT_GT(m_landed, 0);
}

TEST_P(Fuzz, rosters_of_broken_sheets_land_row_by_row_or_come_back) {
  world().branch(world().community("民生路社区"), "第一支部");
  std::string sheet = "<row r=\"1\">";
  for (auto const* heading :
       {"姓名", "公民身份号码", "所在党支部", "加入党组织日期", "转为正式党员日期", "备注一"})
    sheet += fmt::format("<c t=\"inlineStr\"><is><t>{}</t></is></c>", heading);
  sheet += "</row>";
  for (int i = 2; i < 4; ++i) {
    auto const number = testing::invented_identity_number(testing::day("1980-05-06"), Sex::male, i);
    sheet +=
        fmt::format(R"(<row r="{0}" hidden="1"><c r="A{0}" t="inlineStr"><is><t>党员</t></is></c>)"
                    R"(<c r="B{0}" t="inlineStr"><is><t>{1}</t></is></c>)"
                    R"(<c r="C{0}" t="inlineStr"><is><t>{2}</t></is></c>)"
                    R"(<c r="D{0}"><v>38534</v></c><c r="E{0}" s="1"><v>38900</v></c></row>)",
                    i, number, i == 2 ? "第一支部" : "");
  }
  sheet += R"(</sheetData><mergeCells><mergeCell ref="C2:C3"/></mergeCells><sheetData>)";
  testing::Fuzzer fuzzer{
      {sheet},
      "<row </row> <c </c> <f>A1</f> <v> </v> r=\"A1\" r=\"C2\" t=\"str\" t=\"e\" hidden=\"1\" "
      "C2:C9 C1:C2 A1:XFD9 C3:C2 <is><t>第一支部</t></is> 第一支部 999999198005060016 38534 "
      "s=\"1\"",
      12};
  fuzzer.run([&](std::string const& input) {
    documents::WorkbookFixture book;
    book.formats({0, 14});
    book.sheet(input);
    try_roster(RosterKind::members, book.bytes(documents::Packing::store));
  });
  EXPECT_GT(m_landed, 0);
}

}  // namespace
}  // namespace hangji::organisation
