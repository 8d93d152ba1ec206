#include "documents/table_writer.h"
#include "documents/text_encoding.h"
#include "documents/workbook_fixture.h"
#include "documents/workbook_parts.h"

#include <gmock/gmock.h>

namespace hangji::documents {
namespace {
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::vector<std::string>> table(std::string bytes) {
  std::vector<std::vector<std::string>> all;
  for (auto const& row : rows_of(std::move(bytes))) all.push_back(texts(row));
  return all;
}

TEST(CsvReader, utf_8_with_and_without_mark) {
  EXPECT_THAT(table("姓名,性别\n张三,男\n"),
              ElementsAre(ElementsAre("姓名", "性别"), ElementsAre("张三", "男")));
  EXPECT_THAT(table("\xEF\xBB\xBF姓名,性别\r\n"), ElementsAre(ElementsAre("姓名", "性别")));
}

TEST(CsvReader, gb18030_is_recognised) {
  // 张三,男 in GB2312.
  EXPECT_THAT(table("\xD5\xC5\xC8\xFD,\xC4\xD0\n"), ElementsAre(ElementsAre("张三", "男")));
  // 㐀 (U+3400) has four bytes.
  EXPECT_THAT(table("\x81\x39\xEE\x39,\xC4\xD0\n"), ElementsAre(ElementsAre("㐀", "男")));
}

TEST(CsvReader, utf_16_with_mark_and_tabs) {
  using std::string_literals::operator""s;
  EXPECT_THAT(table("\xFF\xFE\x20\x5F\t\0\x09\x4E\n\0"s), ElementsAre(ElementsAre("张", "三")));
  EXPECT_THAT(table("\xFE\xFF\x5F\x20\0\t\x4E\x09"s), ElementsAre(ElementsAre("张", "三")));
}

TEST(CsvReader, text_in_no_encoding_is_refused) {
  EXPECT_THAT(error_of("a,\xFF\x30\xFF\n"), HasSubstr("编码"));
  EXPECT_FALSE(to_utf8("\xFF\xFE\x3D\xD8"));
}

TEST(CsvReader, the_separator_is_found) {
  EXPECT_THAT(table("a;b;c\n1,5;2;3\n"),
              ElementsAre(ElementsAre("a", "b", "c"), ElementsAre("1,5", "2", "3")));
  EXPECT_THAT(table("a\tb\n\"1,2,3\"\t4"),
              ElementsAre(ElementsAre("a", "b"), ElementsAre("1,2,3", "4")));
}

TEST(CsvReader, quotes_hold_separators_quotes_and_line_breaks) {
  auto const rows = rows_of("a,\"b\r\n\"\"c\"\",d\"\r\n,2\n");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_THAT(texts(rows[0]), ElementsAre("a", "b\n\"c\",d"));
  EXPECT_EQ(rows[1].number, 2);
  EXPECT_EQ(rows[1].cells[0].kind, CellKind::empty);
}

TEST(CsvReader, an_open_quote_is_refused_with_its_row) {
  EXPECT_THAT(error_of("a\nb,\"c\nd\ne\n"), HasSubstr("第 2 行的引号没有结束"));
  EXPECT_THAT(error_of("a,\""), HasSubstr("第 1 行的引号没有结束"));
  EXPECT_THAT(error_of("=\""), HasSubstr("第 1 行的引号没有结束"));
  EXPECT_THAT(table("a,\"\""), ElementsAre(ElementsAre("a", "")));
}

TEST(CsvReader, marks_of_text_are_dropped) {
  EXPECT_THAT(table("=\"0123\",'0456,\t789\t,'甲\n"),
              ElementsAre(ElementsAre("0123", "0456", "789", "'甲")));
}

TEST(CsvReader, a_number_that_lost_its_digits_is_seen) {
  auto const row = rows_of("9.99999E+17,999999199001011234,1E5\n")[0];
  EXPECT_TRUE(lost_digits(row.cells[0]));
  EXPECT_FALSE(lost_digits(row.cells[1]));
  EXPECT_FALSE(lost_digits(row.cells[2]));
}

TEST(CsvReader, short_rows_leave_nothing_of_long_ones) {
  EXPECT_THAT(table("a,b\nc\n"), ElementsAre(ElementsAre("a", "b"), ElementsAre("c", "")));
}

TEST(TableWriter, a_workbook_comes_back_as_it_was_written) {
  WorkbookWriter writer;
  writer.add_sheet(
      {"退回:党员",
       "退回的行",
       {{"姓名", 10}, {"公民身份号码", 22}, {"日期", 12}, {"应缴", 10}, {"积分", 8}, {"人数", 8}}});
  auto const day = *Date::from_ymd(2001, 7, 1);
  writer.add_row({std::string{"张三"}, std::string{"999999199001011234"}, day, Fen{123456},
                  Points{250}, std::int64_t{7}});
  writer.add_row({{}, std::string{"=1+1"}});
  writer.add_sheet({"第二", "", {{"一", 5}}});
  auto const reader = open_table(writer.finish(), "");
  EXPECT_EQ(reader->sheets()[0].name, "退回党员");
  auto const rows = all_rows(*reader);
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[0].cells[0].text, "退回的行");
  EXPECT_EQ(rows[1].cells[1].text, "公民身份号码");
  EXPECT_THAT(texts(rows[2]),
              ElementsAre("张三", "999999199001011234", "2001-07-01", "1234.56", "2.5", "7"));
  EXPECT_EQ(rows[2].cells[1].kind, CellKind::text);
  EXPECT_EQ(rows[2].cells[2].kind, CellKind::date);
  EXPECT_EQ(rows[3].cells[1].text, "=1+1");
  EXPECT_THAT(reader->merged_ranges(), ElementsAre(MergedRange{1, 1, 1, 6}));
  EXPECT_EQ(reader->sheets()[1].name, "第二");
}

TEST(TableWriter, texts_and_long_numbers_come_back_as_they_were) {
  WorkbookWriter writer;
  writer.add_sheet({"a", "", {{"一", 5}}});
  writer.add_row({std::string{"_x0041_"}, std::string{"_x005F_"}, std::string{"甲\xEF\xBF\xBF乙"},
                  std::int64_t{999'999'199'001'011'234}, std::int64_t{-999'999'999'999'999}});
  EXPECT_THAT(texts(rows_of(writer.finish()).at(1)),
              ElementsAre("_x0041_", "_x005F_", "甲乙", "999999199001011234", "-999999999999999"));
}

TEST(TableWriter, a_workbook_says_when_it_was_made_as_it_is_told) {
  WorkbookWriter writer{Date::from_ymd(2026, 1, 1)};
  writer.add_sheet({"a", "", {{"一", 5}}});
  Package const package{writer.finish()};
  auto stream = package.open("docProps/core.xml", 1 << 20);
  std::string text(4096, '\0');
  text.resize(stream.read(text));
  EXPECT_THAT(text, HasSubstr("2026-01-01T00:00:00Z"));
}

TEST(TableWriter, csv_quotes_what_needs_it_and_disarms_formulas) {
  CsvWriter writer{ByteOrderMark::on};
  writer.add_row({std::string{"a,\"b\""}, std::string{"=1+1"}, std::string{"-5"}, Fen{500}, {}});
  EXPECT_EQ(writer.finish(), "\xEF\xBB\xBF\"a,\"\"b\"\"\",'=1+1,-5,5.00,\r\n");
}

TEST(TableReader, columns_have_letters) {
  EXPECT_EQ(column_letters(1), "A");
  EXPECT_EQ(column_letters(27), "AA");
  EXPECT_EQ(column_number("AA"), 27);
  EXPECT_EQ(column_number("a"), 0);
}

}  // namespace
}  // namespace hangji::documents
