// Ugly workbooks, one case each.
#include "documents/workbook_fixture.h"

#include <gmock/gmock.h>

namespace hangji::documents {
namespace {
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Cell only_cell(WorkbookFixture const& book) {
  auto const rows = rows_of(book.bytes());
  if (rows.size() != 1 || rows[0].cells.empty()) {
    ADD_FAILURE() << "one row is expected";
    return {};
  }
  return rows[0].cells.back();
}

/// A number with the format of this id or, when it has one, this code.
Cell shown(std::string const& number, int id, std::string const& code = "") {
  WorkbookFixture book;
  book.formats({0, id}, code.empty()
                            ? ""
                            : fmt::format("<numFmt numFmtId='{}' formatCode='{}'/>", id, code));
  book.sheet(fmt::format("<row r='1'><c r='A1' s='1'><v>{}</v></c></row>", number));
  return only_cell(book);
}

TEST(WorkbookReader, a_formula_without_a_result_is_told_and_a_mark_of_text_is_dropped) {
  auto const rows = rows_of(WorkbookFixture{}
                                .sheet(R"(<row r="1"><c r="A1"><f>VLOOKUP(1,2,3)</f></c>)"
                                       R"(<c r="B1" t="inlineStr"><is><t>'0123</t></is></c>)"
                                       R"(<c r="C1" t="str"><f>""</f><v></v></c></row>)")
                                .bytes());
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].cells[0].kind, CellKind::error);
  EXPECT_EQ(rows[0].cells[0].text, "（公式没有算出结果）");
  EXPECT_EQ(rows[0].cells[1].text, "0123");
  EXPECT_EQ(rows[0].cells[2].kind, CellKind::empty);
}

TEST(WorkbookReader, shared_strings_are_joined_from_runs_without_phonetic_ones) {
  WorkbookFixture book;
  book.strings(
      "<si><t>姓名</t></si>"
      "<si><r><t>张</t></r><r><rPr><b/></rPr><t xml:space='preserve'> 三</t></r>"
      "<rPh sb='0' eb='1'><t>ちょう</t></rPh><phoneticPr fontId='1'/></si><si/>");
  book.sheet(
      "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>"
      "<c r='C1' t='s'><v>2</v></c></row>");
  auto const rows = rows_of(book.bytes());
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_THAT(texts(rows[0]), ElementsAre("姓名", "张 三", ""));
  EXPECT_EQ(rows[0].cells[2].kind, CellKind::empty);
}

TEST(WorkbookReader, inline_strings_need_no_shared_ones) {
  WorkbookFixture book;
  book.sheet(
      "<row><c t='inlineStr'><is><t>李四</t></is></c>"
      "<c t='inlineStr'><is><r><t>王</t></r><r><t>五</t></r></is></c></row>");
  EXPECT_THAT(texts(rows_of(book.bytes())[0]), ElementsAre("李四", "王五"));
}

TEST(WorkbookReader, a_formula_gives_its_cached_result) {
  WorkbookFixture book;
  book.sheet(
      "<row r='1'><c r='A1' t='str'><f>B1&amp;\"x\"</f><v>党支部</v></c>"
      "<c r='B1'><f>1+1</f><v>2</v></c></row>");
  EXPECT_THAT(texts(rows_of(book.bytes())[0]), ElementsAre("党支部", "2"));
}

TEST(WorkbookReader, booleans_and_errors_are_told_apart) {
  WorkbookFixture book;
  book.sheet("<row r='1'><c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c></row>");
  auto const row = rows_of(book.bytes())[0];
  EXPECT_EQ(row.cells[0].kind, CellKind::boolean);
  EXPECT_EQ(row.cells[1].kind, CellKind::error);
  EXPECT_THAT(texts(row), ElementsAre("TRUE", "#N/A"));
}

TEST(WorkbookReader, formats_of_days_make_days) {
  for (int const id : {14, 15, 16, 17, 22, 27, 31, 36, 50, 58}) {
    EXPECT_EQ(shown("37073", id).text, "2001-07-01") << id;
  }
  for (auto const* code : {"yyyy\"年\"m\"月\"", "[$-804]e/m/d", "[DBNum1]yyyy年m月d日", "mmm-yy",
                           "yyyy\\-mm\\-dd", "m/d;@", "General\"日\"d"}) {
    EXPECT_EQ(shown("37073", 200, code).text, "2001-07-01") << code;
  }
  EXPECT_EQ(shown("37073.354166666664", 22).text, "2001-07-01 08:30:00");
  EXPECT_EQ(shown("0.354166666666", 21).text, "08:30:00");
}

TEST(WorkbookReader, other_formats_leave_the_number) {
  for (auto const* code :
       {"0.00E+00", "#,##0.00", "[Red]0", "\"y\"0", "G/通用格式", "General", "0\\d"}) {
    EXPECT_EQ(shown("37073", 200, code).kind, CellKind::number) << code;
    EXPECT_EQ(shown("37073", 200, code).text, "37073") << code;
  }
  EXPECT_EQ(shown("12", 200, "000000").text, "000012");
  EXPECT_EQ(shown("0.12", 9).text, "12%");
  EXPECT_EQ(shown("20010701", 14).text, "20010701");
}

TEST(WorkbookReader, both_day_systems_and_the_leap_day_that_never_was) {
  EXPECT_EQ(shown("1", 14).text, "1900-01-01");
  EXPECT_EQ(shown("59", 14).text, "1900-02-28");
  EXPECT_EQ(shown("61", 14).text, "1900-03-01");
  WorkbookFixture book;
  book.parts["xl/workbook.xml"] = WorkbookFixture::workbook(
      "<workbookPr date1904='1'/>", "<sheet name='a' sheetId='1' r:id='rId1'/>");
  book.formats({14}).sheet("<row><c s='0'><v>35611</v></c></row>");
  EXPECT_EQ(only_cell(book).text, "2001-07-01");
}

TEST(WorkbookReader, a_day_of_the_strict_form_is_a_day) {
  WorkbookFixture book;
  book.sheet("<row><c t='d'><v>2001-07-01T00:00:00</v></c></row>");
  auto const cell = only_cell(book);
  EXPECT_EQ(cell.kind, CellKind::date);
  EXPECT_EQ(cell.text, "2001-07-01");
}

TEST(WorkbookReader, numbers_read_as_a_person_sees_them) {
  struct Case {
    char const* stored;
    char const* text;
    bool lost;
  };
  for (auto const& [stored, text, lost] :
       {Case{"13800000000", "13800000000", false}, Case{"1.38E+10", "13800000000", false},
        Case{"0.10000000000000001", "0.1", false}, Case{"2001.7", "2001.7", false},
        Case{"123456789012345", "123456789012345", false},
        Case{"999999199001011000", "999999199001011000", true},
        Case{"9.9999919900101001E+17", "999999199001010000", true}}) {
    auto const cell = shown(stored, 0);
    EXPECT_EQ(lost_digits(cell), lost) << stored;
    EXPECT_EQ(cell.literal, stored);
    EXPECT_EQ(cell.text, text);
  }
}

TEST(WorkbookReader, rows_and_cells_without_references_follow_each_other) {
  WorkbookFixture book;
  book.sheet(
      "<row><c><v>1</v></c><c><v>2</v></c></row><row r='5'><c r='C5'><v>3</v></c>"
      "<c><v>4</v></c></row><row/><row><c r='B7'><v>5</v></c></row>");
  auto const rows = rows_of(book.bytes());
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[1].number, 5);
  EXPECT_THAT(texts(rows[1]), ElementsAre("", "", "3", "4"));
  EXPECT_EQ(rows[2].number, 6);
  EXPECT_TRUE(rows[2].is_empty());
  EXPECT_EQ(rows[3].number, 7);
  EXPECT_EQ(rows[3].cells[1].text, "5");
}

TEST(WorkbookReader, a_row_does_not_keep_what_the_row_before_held) {
  WorkbookFixture book;
  book.sheet(
      "<row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c></row>"
      "<row r='2'><c r='A2'><v>3</v></c><c r='B2' s='4'/></row>");
  auto const reader = open_table(book.bytes(), "");
  Row row;
  ASSERT_TRUE(reader->next(row));
  ASSERT_TRUE(reader->next(row));
  EXPECT_EQ(row.cells[0].text, "3");
  EXPECT_TRUE(row.cells.size() < 2 || row.cells[1].kind == CellKind::empty);
}

TEST(WorkbookReader, merged_ranges_and_the_number_of_rows_are_told_before_the_rows_are_read) {
  WorkbookFixture book;
  book.sheet("<row r='1'/><row r='2'><c r='A2'><v>1</v></c></row>",
             "<mergeCells><mergeCell ref='A1:C1'/></mergeCells>");
  auto const told = [&] { return open_table(book.bytes(), "名册.xlsx")->rows_told(0); };
  auto const reader = open_table(book.bytes(), "名册.xlsx");
  EXPECT_THAT(reader->merged_ranges(), ElementsAre(MergedRange{1, 1, 1, 3}));
  EXPECT_EQ(all_rows(*reader).size(), 2U);
  EXPECT_EQ(told(), 2) << "counted";
  auto& sheet = book.parts["xl/worksheets/sheet1.xml"];
  auto const at = sheet.find("<sheetData>");
  sheet.insert(at, "<dimension ref='A1'/>");
  EXPECT_EQ(told(), 2) << "A1 says nothing";
  sheet.replace(sheet.find("A1'"), 2, "A1:B7");
  EXPECT_EQ(told(), 7);
}

TEST(WorkbookReader, a_formula_of_text_without_a_result_is_no_empty_text) {
  auto const rows = rows_of(
      WorkbookFixture{}.sheet(R"(<row r="1"><c r="A1" t="str"><f>B1</f></c></row>)").bytes());
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].cells[0].kind, CellKind::error);
}

TEST(WorkbookReader, merged_ranges_are_told_at_the_end) {
  WorkbookFixture book;
  book.sheet("<row r='1'><c r='A1' t='str'><v>花名册</v></c></row>",
             "<mergeCells><mergeCell ref='A1:W1'/><mergeCell ref='B3:B4'/></mergeCells>");
  auto const reader = open_table(book.bytes(), "");
  static_cast<void>(all_rows(*reader));
  EXPECT_THAT(reader->merged_ranges(),
              ElementsAre(MergedRange{1, 1, 1, 23}, MergedRange{3, 4, 2, 2}));
}

TEST(WorkbookReader, sheets_are_found_by_relation_relative_or_absolute) {
  WorkbookFixture book;
  book.parts["xl/workbook.xml"] =
      WorkbookFixture::workbook("",
                                "<sheet name='说明' sheetId='1' state='hidden' r:id='rId9'/>"
                                "<sheet name='党员' sheetId='2' r:id='rId1'/>");
  book.relate("rId9", "worksheet", "/xl/Other/Notes.xml");
  book.parts["xl\\other\\notes.xml"] =
      "<worksheet><sheetData><row><c><v>7</v></c></row></sheetData></worksheet>";
  book.sheet("<row><c><v>8</v></c></row>");
  auto const reader = open_table(book.bytes(), "");
  ASSERT_EQ(reader->sheets().size(), 2U);
  EXPECT_TRUE(reader->sheets()[0].is_hidden);
  EXPECT_EQ(reader->sheets()[1].name, "党员");
  EXPECT_EQ(all_rows(*reader)[0].cells[0].text, "7");
  reader->open_sheet(1);
  EXPECT_EQ(all_rows(*reader)[0].cells[0].text, "8");
}

TEST(WorkbookReader, prefixes_and_strict_namespaces_do_not_matter) {
  WorkbookFixture book;
  book.parts["xl/workbook.xml"] =
      "<x:workbook xmlns:x='http://purl.oclc.org/ooxml/spreadsheetml/main' "
      "xmlns:rel='http://purl.oclc.org/ooxml/officeDocument/relationships'><x:sheets>"
      "<x:sheet name='a' sheetId='1' rel:id='rId1'/></x:sheets></x:workbook>";
  book.parts["xl/worksheets/sheet1.xml"] =
      "<x:worksheet xmlns:x='http://purl.oclc.org/ooxml/spreadsheetml/main'><x:sheetData><x:row>"
      "<x:c t='inlineStr'><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>";
  EXPECT_EQ(only_cell(book).text, "甲");
}

TEST(WorkbookReader, escapes_are_decoded) {
  WorkbookFixture book;
  book.sheet("<row><c t='str'><v>一_x000D_\n二_x005F_x0041__x0041_</v></c></row>");
  EXPECT_EQ(only_cell(book).text, "一\n二_x0041_A");
}

TEST(WorkbookReader, texts_without_a_type_stay_texts) {
  WorkbookFixture book;
  book.sheet("<row><c><v>2001年7月</v></c></row>");
  EXPECT_EQ(only_cell(book).kind, CellKind::text);
}

TEST(WorkbookReader, what_is_no_whole_number_stays_text) {
  for (auto const* stored : {"2001.7.1", "2001-07-01", "0571-88888888", "1e999", "."}) {
    auto const cell = shown(stored, 0);
    EXPECT_EQ(cell.kind, CellKind::text) << stored;
    EXPECT_EQ(cell.text, stored);
  }
  EXPECT_EQ(shown("-3.5", 0).text, "-3.5");
  EXPECT_EQ(shown("0.9999999", 21).text, "23:59:59");
}

TEST(WorkbookReader, a_row_inside_a_cell_does_no_harm) {
  WorkbookFixture book;
  book.sheet("<row><c><v>1</v><row></row></c></row><row><c><v>2</v></c></row>");
  EXPECT_EQ(rows_of(book.bytes()).back().cells[0].text, "2");
}

TEST(WorkbookReader, many_rows_come_in_order) {
  std::string rows;
  for (int i = 1; i <= 20'000; ++i) {
    rows += fmt::format(
        "<row r='{0}'><c r='A{0}'><v>{0}</v></c><c r='B{0}' t='str'><v>x{0}</v></c>"
        "</row>",
        i);
  }
  WorkbookFixture book;
  book.sheet(rows);
  std::int64_t expected = 0;
  auto const reader = open_table(book.bytes(), "");
  for (Row row; reader->next(row);) {
    ++expected;
    ASSERT_EQ(row.number, expected);
    ASSERT_THAT(texts(row), ElementsAre(std::to_string(expected), fmt::format("x{}", expected)));
  }
  EXPECT_EQ(expected, 20'000);
}

TEST(WorkbookReader, a_part_that_is_cut_off_is_refused) {
  WorkbookFixture book;
  book.parts["xl/worksheets/sheet1.xml"] = "<worksheet><sheetData><row><c><v>1</v>";
  EXPECT_THAT(error_of(book.bytes()), HasSubstr("已损坏"));
}

TEST(WorkbookReader, an_archive_that_is_cut_off_or_changed_is_refused) {
  WorkbookFixture book;
  book.sheet("<row><c t='str'><v>abcdefgh</v></c></row>");
  auto const whole = book.bytes(Packing::store);
  EXPECT_THAT(error_of(whole), IsEmpty());
  EXPECT_THAT(error_of(whole.substr(0, whole.size() / 2)), HasSubstr("已损坏"));
  auto changed = whole;
  changed.replace(changed.find("abcdefgh"), 8, "abcdefgX");
  EXPECT_THAT(error_of(changed), HasSubstr("已损坏"));
}

TEST(WorkbookReader, a_doctype_is_refused) {
  WorkbookFixture book;
  book.parts["xl/worksheets/sheet1.xml"] =
      "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><worksheet><sheetData><row><c t='str'><v>&a;</v></c></row>"
      "</sheetData></worksheet>";
  EXPECT_THAT(error_of(book.bytes()), HasSubstr("DOCTYPE"));
}

TEST(WorkbookReader, what_unfolds_beyond_the_limits_is_refused) {
  WorkbookFixture book;
  book.sheet("<row><c t='str'><v>" + std::string(2 << 20, 'a') + "</v></c></row>");
  EXPECT_THAT(error_of(book.bytes()), HasSubstr("过大"));
  book.sheet("<row r='2000000'><c><v>1</v></c></row>");
  EXPECT_THAT(error_of(book.bytes()), HasSubstr("过大"));
  book.sheet("<row r='3'><c r='XFD3'><v>1</v></c></row>");
  EXPECT_THAT(error_of(book.bytes()), HasSubstr("第 3 行超过 512 列"));
  book.sheet("").formats({0}, std::string(20 << 20, ' '));
  EXPECT_THAT(error_of(book.bytes()), HasSubstr("过大"));
}

TEST(WorkbookReader, what_the_parser_would_keep_whole_is_refused) {
  WorkbookFixture book;
  auto& part = book.parts["xl/worksheets/sheet1.xml"];
  part = "<worksheet>";
  for (int i = 0; i < 300; ++i) part += "<a>";
  for (int i = 0; i < 300; ++i) part += "</a>";
  part += "</worksheet>";
  EXPECT_THAT(error_of(book.bytes()), HasSubstr("已损坏"));
  part = "<worksheet><!--" + std::string(3 << 20, 'a') + "--></worksheet>";
  EXPECT_THAT(error_of(book.bytes()), HasSubstr("过大"));
  part = "<worksheet a='" + std::string(3 << 20, 'a') + "'/>";
  EXPECT_THAT(error_of(book.bytes()), HasSubstr("过大"));
}

TEST(WorkbookReader, a_string_that_does_not_exist_is_refused) {
  WorkbookFixture book;
  book.strings("<si><t>a</t></si>").sheet("<row><c t='s'><v>1</v></c></row>");
  EXPECT_THAT(error_of(book.bytes()), HasSubstr("共享字符串"));
}

TEST(WorkbookReader, other_documents_are_named) {
  EXPECT_THAT(error_of(""), HasSubstr("空文件"));
  EXPECT_THAT(error_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), HasSubstr("旧版 .xls"));
  EXPECT_THAT(error_of("%PDF-1.7"), HasSubstr("PDF"));
  EXPECT_THAT(error_of("<html><table><tr><td>姓名"), HasSubstr("网页"));
  EXPECT_THAT(error_of("<?xml version='1.0'?><Workbook/>"), HasSubstr("网页"));
  EXPECT_THAT(error_of(pack({{"word/document.xml", "<w/>"}})), HasSubstr("不是 Excel"));
}

}  // namespace
}  // namespace hangji::documents
