// Whatever bytes come, readers answer or refuse: workbooks, CSV, JSON, request targets, forms and
// the small written forms of values. See testing/fuzzer.h.
#include "application/setup.h"
#include "documents/csv_reader.h"
#include "documents/workbook_fixture.h"
#include "foundation/identity_number.h"
#include "foundation/text.h"
#include "http/parse.h"
#include "kernel/periods/periods.h"
#include "testing/fuzzer.h"

#include <gtest/gtest.h>

namespace hangji::application {
namespace {

using testing::Fuzzer;

/// A bit of everything a request may carry.
struct Anything {
  std::string text{};
  std::int64_t number{};
  std::optional<bool> flag{};
  UnitId unit{};
  std::optional<Date> day{};
  std::optional<Month> month{};
  std::vector<Administrator> administrators{};
  std::map<std::string, std::string> record{};
  std::optional<Fen> amount{};
};
BOOST_DESCRIBE_STRUCT(Anything, (),
                      (text, number, flag, unit, day, month, administrators, record, amount))

TEST(Fuzz, json_is_read_or_refused_and_what_was_read_is_written_and_read_again) {
  Fuzzer fuzzer{
      {R"({"text":"党","number":-7,"flag":true,"unit":"12","day":"2026-02-28","month":"2026-02",)"
       R"("administrators":[{"role":"auditor","name":"甲","login":"a","password":"b"}],)"
       R"("record":{"a":"b\u4e2d\ud83d\ude00"},"amount":100})",
       R"({"text":"","number":1e3,"unit":"9223372036854775807","administrators":[],"record":{}})",
       "[[[[[[[[[[1.5e-300,null,false]]]]]]]]]]", "\"\\u0000\""},
      "null true false 1e999 -0 0.1 99999999999999999999 \"text\": \"unit\": \"day\": \\ud800 "
      "\\u0000 {\"a\": [[[[ ]]]] }}}} \"2026-13-01\" \"0000-00\" \"-1\" \xef\xbb\xbf \xed\xa0\x80",
      1};
  fuzzer.run([](std::string const& input) {
    for (auto const form : {JsonForm::typed, JsonForm::text}) {
      auto const value = parse_json(input);
      if (!value) continue;
      auto const read = from_json<Anything>(*value, form);
      if (!read) continue;
      auto const written = to_json(*read);
      auto const again = parse_json_as<Anything>(written);
      ASSERT_TRUE(again.has_value()) << written << " " << again.error().message;
      ASSERT_EQ(to_json(*again), written);
    }
  });
}

TEST(Fuzz, request_targets_are_read_or_refused_and_no_route_is_found_by_accident) {
  http::RouteTable table;
  for (auto const* path : {"/api/members", "/api/members/{id}", "/api/members/{id}/history",
                           "/api/archive/items/{fact}/record.pdf", "/api/units/search"}) {
    http::Route route;
    route.path = path;
    table.add(std::move(route));
  }
  Fuzzer fuzzer{{"/api/members/12/history?day=2026-01-01&text=%E5%85%9A+a", "/api/units/search?a",
                 "/api/archive/items/9/record.pdf", "/api/members/%2F?x=%00&&=&a=b=c"},
                "/api /members /../ // %2e %2F %00 %zz ? & = + # %E5%85 {id} ; \\ *",
                2};
  fuzzer.run([&](std::string const& input) {
    (void)http::percent_decoded(input, true);
    auto const target = http::parse_target(input);
    if (!target) return;
    ASSERT_LE(target->path.size(), input.size());
    auto const match = table.match(http::Method::get, target->path);
    ASSERT_TRUE(match.route == nullptr || target->path.starts_with("/api/"));
  });
}

TEST(Fuzz, forms_are_read_or_refused_and_hold_no_more_than_came) {
  std::string const form =
      "--xyz\r\nContent-Disposition: form-data; name=\"source\"\r\n\r\n12\r\n--xyz\r\n"
      "Content-Disposition: form-data; name=\"file\"; filename=\"\xe5\x90\x8d.xlsx\"\r\n"
      "Content-Type: application/octet-stream\r\n\r\nPK\x03\x04\r\n--xyz--\r\n";
  Fuzzer fuzzer{{form, "--xyz--", "--xyz\r\n\r\n\r\n--xyz--\r\n"},
                "--xyz --xyz-- \r\n \r\n\r\n name=\" filename=\" filename*=UTF-8'' ; : "
                "Content-Disposition: form-data \" \\\" \xff",
                3};
  fuzzer.run([](std::string const& input) {
    for (auto const* type : {"multipart/form-data; boundary=xyz",
                             "multipart/form-data; boundary=\"xyz\"", "multipart/form-data"}) {
      http::Request request;
      if (!http::parse_multipart(type, input, request)) continue;
      std::size_t bytes = 0;
      for (auto const& upload : request.uploads) bytes += upload.bytes.size();
      ASSERT_LE(bytes, input.size());
    }
    (void)http::media_type(input);
    (void)http::parse_method(input);
  });
}

/// Reads every cell; what is no table is refused by a DocumentError. Rows read.
std::int64_t rows_of(std::function<std::unique_ptr<documents::TableReader>()> const& open) {
  std::int64_t rows = 0;
  try {
    auto const reader = open();
    documents::Row row;
    for (std::size_t sheet = 0; sheet < reader->sheets().size(); ++sheet) {
      reader->open_sheet(sheet);
      for (std::int64_t last = 0; reader->next(row); last = row.number, ++rows)
        EXPECT_GT(row.number, last);
      (void)reader->merged_ranges();
    }
  } catch (documents::DocumentError const&) { return rows; }
  return rows;
}

TEST(Fuzz, csv_is_read_or_refused) {
  Fuzzer fuzzer{{"姓名,身份证号\n张三,'999999198001010010\n", "a;b;c\r\n\"x\"\"y\n\";1;2\r\n",
                 std::string{"\xff\xfe"
                             "a\0,\0b\0",
                             8},
                 "\xd0\xd5\xc3\xfb,\xb5\xe7\xbb\xb0\n1,2\n"},
                ", ; \" \"\" \n \r\n \t \xef\xbb\xbf \xff\xfe \xfe\xff \xd0\xd5 \xe5\x85 '",
                4};
  std::int64_t rows = 0;
  fuzzer.run([&](std::string const& input) {
    rows += rows_of([&] { return documents::open_csv(input); });
  });
  EXPECT_GT(rows, 0);
}

TEST(Fuzz, workbooks_of_broken_rows_are_read_or_refused) {
  std::string const row =
      R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45123.5</v></c>)"
      R"(<c r="C1" t="inlineStr"><is><t>文</t></is></c><c r="XFD1" t="b"><v>1</v></c></row>)"
      R"(<row r="7"><c t="e"><v>#N/A</v></c><c r="D7" t="str"><f>A1</f><v>x</v></c></row>)";
  Fuzzer fuzzer{{row, R"(<row><c/><c r="A1"><v/></c></row>)"},
                "<row <c </c> </row> <v> </v> r=\"A1\" r=\"AAAA99999999999\" t=\"s\" t=\"d\" "
                "s=\"99\" s=\"-1\" 1e308 -1 2958466 &#0; &lt; <![CDATA[ ]]> <is><t> "
                "<mergeCell ref=\"A1:B2\"/>",
                5};
  std::int64_t rows = 0;
  fuzzer.run([&](std::string const& input) {
    documents::WorkbookFixture fixture;
    fixture.strings("<si><t>姓名</t></si><si><r><t>张</t></r><r><t>三</t></r></si>");
    fixture.formats({0, 14, 176}, R"(<numFmt numFmtId="176" formatCode="yyyy/m/d h:mm"/>)");
    fixture.sheet(input, R"(<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>)");
    auto const bytes = fixture.bytes(documents::Packing::store);
    rows += rows_of([&] { return documents::open_table(bytes, "名册.xlsx"); });
  });
  EXPECT_GT(rows, 0);
}

TEST(Fuzz, workbooks_of_broken_texts_and_formats_are_read_or_refused) {
  Fuzzer fuzzer{
      {"<si><t>姓名</t></si><si><r><t>张</t></r><r><t xml:space=\"preserve\"> 三</t></r></si>",
       R"(<numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m/d;@"/>)",
       R"(<numFmt numFmtId="176" formatCode="[h]:mm:ss.000"/>)"},
      "<si> </si> <t> </t> <r> <rPh> formatCode=\"yyyy\" [$-804] \\ &quot; _- * ; @ "
      "0.00E+00 numFmtId=\"-1\" numFmtId=\"99999999999\" &#xD800; &amp;",
      8};
  std::int64_t rows = 0;
  fuzzer.run([&](std::string const& input) {
    for (bool const is_text : {true, false}) {
      documents::WorkbookFixture fixture;
      fixture.strings(is_text ? input : "<si><t>姓名</t></si>");
      fixture.formats({0, 14, 176}, is_text ? "" : input);
      fixture.sheet(
          R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="2"><v>4.5</v></c></row>)");
      auto const bytes = fixture.bytes(documents::Packing::store);
      rows += rows_of([&] { return documents::open_table(bytes, "名册.xlsx"); });
    }
  });
  EXPECT_GT(rows, 0);
}

TEST(Fuzz, archives_of_broken_bytes_are_read_or_refused) {
  documents::WorkbookFixture fixture;
  fixture.sheet(R"(<row r="1"><c r="A1"><v>1</v></c></row>)");
  Fuzzer fuzzer{{fixture.bytes(), fixture.bytes(documents::Packing::store)},
                "PK\x03\x04 PK\x05\x06 PK\x01\x02 xl/workbook.xml _rels/.rels <!DOCTYPE <!ENTITY "
                "\xff\xff\xff\xff Target=\"",
                6};
  std::int64_t rows = 0;
  fuzzer.run([&](std::string const& input) {
    for (auto const* name : {"名册.xlsx", "名册.csv", "名册"})
      rows += rows_of([&] { return documents::open_table(input, name); });
  });
  EXPECT_GT(rows, 0);
}

TEST(Fuzz, written_values_are_read_only_when_they_are_written_the_same_again) {
  Fuzzer fuzzer{{"2026-02-28", "2026-12", "2026-Q3", "2026-H1", "2026", "2026-11-23T08:30:00.000Z",
                 "12.34", "999999198005010027", "91500103MA5UFFKA5C"},
                "- 0 9 : T Z Q H . 00 31 02-29 X \xef\xbc\x91",
                7};
  fuzzer.run([](std::string const& input) {
    auto const expect_same = [&](auto const& read) {
      EXPECT_TRUE(!read || to_text(*read) == input) << input;
    };
    expect_same(parse_date(input));
    expect_same(parse_month(input));
    expect_same(parse_instant(input));
    expect_same(periods::parse_period(input));
    (void)IdentityNumber::parse(input);
    (void)CreditCode::parse(input);
  });
}

}  // namespace
}  // namespace hangji::application
