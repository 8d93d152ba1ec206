#include "documents/print.h"

#include "documents/originals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <thread>

namespace hangji::documents {

namespace {
namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

constexpr auto rare_names = "镕喆䶮㛃玥翀珺昇堃甯";

/// A PDF on the disk, as the tools of poppler see it.
class PrintedFile {
public:
  explicit PrintedFile(std::string const& pdf) {
    std::string name = (fs::temp_directory_path() / "print-XXXXXX").string();
    m_directory = ::mkdtemp(name.data());
    std::ofstream{path(), std::ios::binary} << pdf;
  }
  ~PrintedFile() { fs::remove_all(m_directory); }
  PrintedFile(PrintedFile const&) = delete;
  PrintedFile& operator=(PrintedFile const&) = delete;

  [[nodiscard]] std::string text(int page) const {
    auto const number = std::to_string(page);
    return output("pdftotext -layout -f " + number + " -l " + number + " " + path() + " -");
  }
  [[nodiscard]] std::string fonts() const { return output("pdffonts " + path()); }
  [[nodiscard]] std::string info() const { return output("pdfinfo -rawdates " + path()); }
  [[nodiscard]] int pages() const {
    auto const text = info();
    return std::stoi(text.substr(text.find("Pages:") + 6));
  }

private:
  [[nodiscard]] std::string path() const { return (m_directory / "print.pdf").string(); }
  static std::string output(std::string const& command) {
    auto* const pipe = ::popen((command + " 2>&1").c_str(), "r");
    std::string text;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) text += static_cast<char>(c);
    EXPECT_EQ(::pclose(pipe), 0) << command << text;
    return text;
  }
  fs::path m_directory{};
};

std::string without_spaces(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\f'; });
  return text;
}

PrintTable members(int count) {
  PrintTable table;
  table.columns = {{"序号", 1, PrintAlign::right, CellFit::shrink},
                   {"姓名", 2},
                   {"公民身份号码", 4, PrintAlign::centre, CellFit::shrink},
                   {"所在党支部", 5},
                   {"本月党费（元）", 2, PrintAlign::right, CellFit::shrink}};
  for (int i = 1; i <= count; ++i) {
    table.rows.push_back({std::to_string(i), i % 7 == 0 ? "李喆䶮" : "王小明", "3201**********1234",
                          "杭集街道第" + std::to_string(i % 30) + "社区党总支第一支部",
                          std::to_string(i) + ".50"});
  }
  return table;
}

PrintDocument document_of(std::vector<PrintBlock> blocks) {
  PrintDocument document;
  document.created = *Date::from_ymd(2026, 7, 31);
  document.blocks = std::move(blocks);
  return document;
}

PrintDocument one_of_everything() {
  auto document = document_of({
      PrintHeading{"一、基本情况", 1},
      PrintParagraph{"会议由支部书记主持，应到二十人，实到十八人。"},
      PrintHeading{"（一）议题", 2},
      PrintHeading{"1．发展党员", 3},
      PrintCard{{{"时间", "2026年7月31日"}, {"地点", "会议室"}, {"记录", rare_names, 2}}},
      members(3),
      PrintNote{"注：本表由系统生成。"},
      PrintSigning{{{"主持人："}, {"记录人：", "王小明"}}},
      PrintQr{qr_code("https://hangji.example/1"), "扫码核验", 30, PrintAlign::right},
      PrintPageBreak{},
      PrintTitle{"第二份", "副题"},
      PrintSignature{{"杭集街道党工委", "2026年7月31日"}},
  });
  document.title = "党员大会记录";
  document.subtitle = rare_names;
  document.running_header = "杭集街道";
  document.footer = "日志 66c7f0f4";
  return document;
}
}  // namespace

TEST(Print, every_block_can_be_read_back_with_rare_name_characters) {
  PrintedFile const file{print_pdf(one_of_everything())};
  ASSERT_EQ(file.pages(), 2);
  auto const first = without_spaces(file.text(1));
  for (auto const* text :
       {"党员大会记录", rare_names, "一、基本情况", "会议由支部书记主持，应到二十人，实到十八人。",
        "（一）议题", "1．发展党员", "时间", "2026年7月31日", "公民身份号码", "3201**********1234",
        "注：本表由系统生成。", "主持人：", "王小明", "扫码核验", "杭集街道", "日志66c7f0f4",
        "—第1页共2页—"}) {
    EXPECT_THAT(first, HasSubstr(text));
  }
  auto const second = without_spaces(file.text(2));
  for (auto const* text : {"第二份", "副题", "杭集街道党工委", "—第2页共2页—", "日志66c7f0f4"}) {
    EXPECT_THAT(second, HasSubstr(text));
  }
}

TEST(Print, every_font_is_embedded) {
  auto document = one_of_everything();
  for (auto const size : {TextSize::record, TextSize::official}) {
    document.text_size = size;
    PrintedFile const file{print_pdf(document)};
    std::istringstream lines{file.fonts()};
    std::string line;
    std::getline(lines, line);
    auto const column = line.find("emb");
    std::getline(lines, line);
    int fonts = 0;
    while (std::getline(lines, line)) {
      EXPECT_EQ(line.substr(column, 3), "yes") << line;
      ++fonts;
    }
    EXPECT_GE(fonts, 3);
  }
}

TEST(Print, rare_name_characters_are_set_in_every_face) {
  auto document = document_of({PrintHeading{rare_names, 1}, PrintHeading{rare_names, 2},
                               PrintHeading{rare_names, 3}, PrintHeading{rare_names, 4}});
  for (auto const size : {TextSize::record, TextSize::official}) {
    document.text_size = size;
    auto const text = without_spaces(PrintedFile{print_pdf(document)}.text(1));
    std::size_t found = 0;
    for (auto at = text.find(rare_names); at != text.npos; at = text.find(rare_names, at + 1)) {
      ++found;
    }
    EXPECT_EQ(found, 4U) << text;
  }
}

TEST(Print, the_headings_of_a_table_are_repeated_on_every_page) {
  PrintedFile const file{print_pdf(document_of({members(60)}))};
  ASSERT_GE(file.pages(), 2);
  for (int page = 1; page <= file.pages(); ++page) {
    EXPECT_THAT(file.text(page), HasSubstr("公民身份号码")) << page;
    EXPECT_THAT(file.text(page), HasSubstr("王小明")) << page;
  }
}

TEST(Print, the_same_document_and_date_give_the_same_bytes_in_every_thread) {
  auto const document = one_of_everything();
  auto const expected = print_pdf(document);
  std::vector<std::string> results(4);
  {
    std::vector<std::jthread> threads;
    for (auto& result : results) {
      threads.emplace_back([&] { result = print_pdf(document); });
    }
  }
  for (auto const& result : results) EXPECT_TRUE(result == expected);
}

TEST(Print, the_date_of_the_file_is_the_one_given) {
  PrintedFile const file{print_pdf(one_of_everything())};
  EXPECT_THAT(file.info(), HasSubstr("D:20260731000000+08'\n"));
  EXPECT_THAT(file.info(), HasSubstr("党员大会记录"));
  EXPECT_THAT(file.info(), Not(HasSubstr("ModDate")));
}

TEST(Print, a_catalogue_of_two_hundred_pages_keeps_every_row) {
  auto document = document_of({members(6000)});
  document.paper = PrintPaper::a4_landscape;
  PrintedFile const file{print_pdf(document)};
  EXPECT_GE(file.pages(), 200);
  EXPECT_THAT(file.text(file.pages()), HasSubstr("6000.50"));
  EXPECT_THAT(without_spaces(file.text(file.pages())),
              HasSubstr("第" + std::to_string(file.pages()) + "页"));
}

TEST(Print, a_cell_longer_than_a_page_goes_on_and_loses_nothing) {
  std::string minutes;
  for (int i = 1; i <= 120; ++i) minutes += "第" + std::to_string(i) + "项议定\n";
  PrintedFile const file{print_pdf(document_of({
      PrintCard{{{"时间", "七月"}, {"地点", "会议室"}, {"会议记录", minutes, 2}}},
      PrintTable{{{"记录"}}, {{minutes}}, {}, "", 10.5},
  }))};
  std::string text;
  for (int page = 1; page <= file.pages(); ++page) text += file.text(page);
  for (int i = 1; i <= 120; ++i) {
    auto const line = "第" + std::to_string(i) + "项议定";
    auto const first = text.find(line);
    ASSERT_NE(first, text.npos) << line;
    EXPECT_NE(text.find(line, first + 1), text.npos) << line;
  }
}

TEST(Print, a_number_column_shrinks_and_never_wraps) {
  PrintTable table;
  table.columns = {{"号码", 1, PrintAlign::left, CellFit::shrink}, {"说明", 20}};
  table.rows = {{"320102199001011234", "一"}};
  EXPECT_THAT(PrintedFile{print_pdf(document_of({table}))}.text(1),
              HasSubstr("320102199001011234"));
}

TEST(Print, odd_tables_are_set_without_harm) {
  PrintTable empty{.columns = {{"姓名"}, {"职务"}}, .when_empty = "（本月无）"};
  PrintTable ragged{.columns = {{"甲"}, {"乙"}}, .rows = {{"一"}, {"二", "三", "四"}, {}}};
  PrintTable total{
      .columns = {{"项目"}, {"金额"}}, .rows = {{"党费", "3.00"}}, .total = {"合计", "3.00"}};
  auto const text = without_spaces(PrintedFile{
      print_pdf(document_of({empty, PrintTable{}, ragged, total, PrintCard{}, PrintSigning{}}))}
                                       .text(1));
  EXPECT_THAT(text, HasSubstr("（本月无）"));
  EXPECT_THAT(text, HasSubstr("三"));
  EXPECT_THAT(text, Not(HasSubstr("四")));
  EXPECT_THAT(text, HasSubstr("合计3.00"));
}

TEST(Print, bytes_that_are_no_text_are_shown_as_such_and_not_obeyed) {
  auto document = document_of(
      {PrintParagraph{std::string{"甲\xFF\0乙<b>&amp;", 16}}, PrintCard{{{"\xE4", "\x80"}}, 1}});
  document.title = "题\xFF";
  auto const text = PrintedFile{print_pdf(document)}.text(1);
  EXPECT_THAT(text, HasSubstr("乙<b>&amp;"));
  EXPECT_THAT(text, HasSubstr("甲"));
}

TEST(Print, a_heading_never_stands_alone_at_the_foot_of_a_page) {
  // 30 lines of 21 points fill a page of 225 mm but for 8 points.
  for (int lines = 24; lines <= 30; ++lines) {
    std::vector<PrintBlock> blocks(static_cast<std::size_t>(lines), PrintParagraph{"行"});
    blocks.emplace_back(PrintHeading{"标题", 2});
    blocks.emplace_back(PrintParagraph{"后文"});
    PrintedFile const file{print_pdf(document_of(std::move(blocks)))};
    for (int page = 1; page <= file.pages(); ++page) {
      auto const text = file.text(page);
      EXPECT_EQ(text.find("标题") == text.npos, text.find("后文") == text.npos) << lines;
    }
  }
}

TEST(PrintFonts, a_missing_family_is_named_with_what_stands_for_it) {
  EXPECT_THAT(missing_fonts({.song = "Noto Serif CJK SC",
                             .hei = "Noto Sans CJK SC",
                             .kai = "No Such Font, LXGW WenKai",
                             .fangsong = "LXGW WenKai Light",
                             .title = "Noto Serif CJK SC"}),
              testing::IsEmpty());
  EXPECT_THAT(
      missing_fonts({.song = "Noto Serif CJK SC",
                     .hei = "Noto Sans CJK SC",
                     .kai = "LXGW WenKai",
                     .fangsong = "No Such FangSong",
                     .title = "Noto Serif CJK SC"}),
      testing::ElementsAre("没有安装仿宋字体“No Such FangSong”，以“LXGW WenKai Light”代替"));
}

TEST(PrintFonts, bold_is_promised_only_where_a_bold_font_is_installed) {
  EXPECT_TRUE(families_of({.title = "No Such Font"}, Face::title).has_bold);
  EXPECT_FALSE(families_of({.fangsong = "LXGW WenKai Light"}, Face::fangsong).has_bold);
}

}  // namespace hangji::documents
