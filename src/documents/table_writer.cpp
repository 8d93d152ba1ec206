#include "documents/table_writer.h"

#include "foundation/text.h"

#include <xlsxwriter.h>

#include <unistd.h>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <utility>

namespace hangji::documents {

namespace {
constexpr std::size_t longest_text = 32'767;
constexpr std::size_t longest_name = 31;
constexpr std::int64_t largest_number = 999'999'999'999'999;  // 15 digits, all that Excel keeps
constexpr lxw_color_t heading_colour = 0xE7ECF3;

[[noreturn]] void fail(std::string_view what) {
  throw DocumentFailure{"不能生成工作簿:" + std::string{what}};
}

void check(lxw_error error) {
  if (error != LXW_NO_ERROR) fail(lxw_strerror(error));
}

/// The first `most` characters, whole ones.
std::string_view cut(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t at = 0;
  for (std::size_t seen = 0; at < text.size() && seen <= most; ++at) {
    bool const begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (begins && seen++ == most) break;
  }
  return text.substr(0, at);
}

std::string sheet_name(std::string_view wanted) {
  std::string name;
  std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(name),
               [](char c) { return std::string_view{"[]:*?/\\"}.find(c) == std::string::npos; });
  return std::string{cut(name, longest_name)};
}

bool is_escape(std::string_view text) {
  constexpr std::string_view digits{"0123456789abcdefABCDEF"};
  return text.size() >= 7 && text.starts_with("_x") && text[6] == '_' &&
         text.substr(2, 4).find_first_not_of(digits) == std::string_view::npos;
}

/// As a workbook can hold it: what looks like an escape (_x0041_) is escaped itself; the characters
/// that XML forbids (U+FFFE, U+FFFF, zero) are dropped, or nobody could open the workbook.
std::string cell_text(std::string_view text) {
  std::string held;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto const rest = text.substr(i);
    if (rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF")) {
      i += 2;
      continue;
    }
    if (is_escape(rest)) held += "_x005F";
    if (text[i] != '\0') held += text[i];
  }
  return std::string{cut(held, longest_text)};
}

/// A file of its own that is gone when this is.
class TemporaryFile {
public:
  TemporaryFile() {
    m_path = (std::filesystem::temp_directory_path() / "hangji-XXXXXX").string();
    m_descriptor = ::mkstemp(m_path.data());
    if (m_descriptor < 0) fail("不能建立临时文件");
  }
  ~TemporaryFile() {
    ::close(m_descriptor);
    ::unlink(m_path.c_str());
  }
  TemporaryFile(TemporaryFile const&) = delete;
  TemporaryFile& operator=(TemporaryFile const&) = delete;
  [[nodiscard]] std::string const& path() const { return m_path; }
  [[nodiscard]] std::string read() const {
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> const file{std::fopen(m_path.c_str(), "rb"),
                                                               &std::fclose};
    if (!file) fail("不能读取临时文件");
    std::string bytes(std::filesystem::file_size(m_path), '\0');
    if (std::fread(bytes.data(), 1, bytes.size(), file.get()) != bytes.size()) {
      fail("不能读取临时文件");
    }
    return bytes;
  }

private:
  std::string m_path{};
  int m_descriptor{-1};
};

lxw_datetime datetime_of(Date day) { return {day.year(), day.month(), day.day(), 0, 0, 0.0}; }
}  // namespace

struct WorkbookWriter::Book {
  TemporaryFile file{};
  lxw_workbook* workbook{nullptr};
  lxw_worksheet* sheet{nullptr};
  lxw_format* heading{nullptr};
  lxw_format* title{nullptr};
  lxw_format* text{nullptr};
  lxw_format* money{nullptr};
  lxw_format* day{nullptr};
  std::size_t columns{0};
  lxw_row_t first_row{0};
  lxw_row_t row{0};

  void end_sheet() const {
    if (sheet == nullptr || columns == 0) return;
    worksheet_autofilter(sheet, first_row, 0, std::max(row, first_row + 1) - 1,
                         static_cast<lxw_col_t>(columns - 1));
  }
  void write(lxw_col_t column, OutCell const& cell) const;
  ~Book() {
    // Frees what was not finished; the file goes with it.
    if (workbook != nullptr) workbook_close(workbook);
  }
};

WorkbookWriter::WorkbookWriter(std::optional<Date> created) : m_book{std::make_unique<Book>()} {
  auto& book = *m_book;
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  book.workbook = workbook_new_opt(book.file.path().c_str(), &options);
  if (book.workbook == nullptr) fail("内存不足");
  if (created) {
    constexpr std::time_t day_seconds = 86'400;
    lxw_doc_properties properties{};
    properties.created = created->days * day_seconds;
    check(workbook_set_properties(book.workbook, &properties));
  }
  book.heading = workbook_add_format(book.workbook);
  format_set_bold(book.heading);
  format_set_bg_color(book.heading, heading_colour);
  format_set_border(book.heading, LXW_BORDER_THIN);
  format_set_text_wrap(book.heading);
  format_set_align(book.heading, LXW_ALIGN_VERTICAL_CENTER);
  book.title = workbook_add_format(book.workbook);
  format_set_bold(book.title);
  format_set_font_size(book.title, 14);
  format_set_align(book.title, LXW_ALIGN_CENTER);
  book.text = workbook_add_format(book.workbook);
  format_set_num_format(book.text, "@");
  book.money = workbook_add_format(book.workbook);
  format_set_num_format(book.money, "#,##0.00");
  book.day = workbook_add_format(book.workbook);
  format_set_num_format(book.day, "yyyy-mm-dd");
}

WorkbookWriter::~WorkbookWriter() = default;

void WorkbookWriter::add_sheet(OutSheet const& sheet) {
  auto& book = *m_book;
  book.end_sheet();
  auto const name = sheet_name(sheet.name);
  book.sheet = workbook_add_worksheet(book.workbook, name.empty() ? nullptr : name.c_str());
  if (book.sheet == nullptr) fail("工作表名称“" + name + "”不能用");
  book.columns = sheet.columns.size();
  book.row = 0;
  auto const last = static_cast<lxw_col_t>(std::max<std::size_t>(book.columns, 1) - 1);
  for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
    auto const column = static_cast<lxw_col_t>(i);
    check(worksheet_set_column(book.sheet, column, column, sheet.columns[i].width, nullptr));
  }
  if (!sheet.title.empty()) {
    if (last > 0) {
      check(worksheet_merge_range(book.sheet, 0, 0, 0, last, sheet.title.c_str(), book.title));
    } else {
      check(worksheet_write_string(book.sheet, 0, 0, sheet.title.c_str(), book.title));
    }
    ++book.row;
  }
  book.first_row = book.row;
  for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
    check(worksheet_write_string(book.sheet, book.row, static_cast<lxw_col_t>(i),
                                 sheet.columns[i].heading.c_str(), book.heading));
  }
  ++book.row;
  worksheet_freeze_panes(book.sheet, book.row, 0);
  check(worksheet_repeat_rows(book.sheet, book.first_row, book.first_row));
}

void WorkbookWriter::Book::write(lxw_col_t column, OutCell const& cell) const {
  if (auto const* words = std::get_if<std::string>(&cell)) {
    if (words->empty()) return;
    check(worksheet_write_string(sheet, row, column, cell_text(*words).c_str(), text));
  } else if (auto const* number = std::get_if<std::int64_t>(&cell)) {
    if (*number > largest_number || *number < -largest_number) {
      check(worksheet_write_string(sheet, row, column, std::to_string(*number).c_str(), text));
      return;
    }
    check(worksheet_write_number(sheet, row, column, static_cast<double>(*number), nullptr));
  } else if (auto const* fen = std::get_if<Fen>(&cell)) {
    check(worksheet_write_number(sheet, row, column, static_cast<double>(fen->value) / 100, money));
  } else if (auto const* points = std::get_if<Points>(&cell)) {
    auto const value = static_cast<double>(points->value) / 100;
    check(worksheet_write_number(sheet, row, column, value, nullptr));
  } else if (auto const* when = std::get_if<Date>(&cell)) {
    if (when->year() < 1900) {  // before the days of Excel
      check(worksheet_write_string(sheet, row, column, hangji::to_text(*when).c_str(), text));
      return;
    }
    auto moment = datetime_of(*when);
    check(worksheet_write_datetime(sheet, row, column, &moment, day));
  }
}

void WorkbookWriter::add_row(std::vector<OutCell> const& cells) {
  auto& book = *m_book;
  if (book.sheet == nullptr) fail("没有工作表");
  for (std::size_t i = 0; i < cells.size(); ++i) book.write(static_cast<lxw_col_t>(i), cells[i]);
  ++book.row;
}

std::string WorkbookWriter::finish() {
  auto& book = *m_book;
  book.end_sheet();
  auto* const workbook = std::exchange(book.workbook, nullptr);
  if (workbook == nullptr) fail("已经结束");
  check(workbook_close(workbook));
  return book.file.read();
}

CsvWriter::CsvWriter(ByteOrderMark mark) {
  if (mark == ByteOrderMark::on) m_text = "\xEF\xBB\xBF";
}

std::string to_text(OutCell const& cell) {
  if (auto const* words = std::get_if<std::string>(&cell)) return *words;
  if (auto const* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  if (auto const* fen = std::get_if<Fen>(&cell)) return hangji::to_text(*fen);
  if (auto const* points = std::get_if<Points>(&cell)) return hangji::to_text(*points);
  if (auto const* day = std::get_if<Date>(&cell)) return hangji::to_text(*day);
  return {};
}

void CsvWriter::add_row(std::vector<OutCell> const& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) m_text += ',';
    auto field = to_text(cells[i]);
    bool const is_words = std::holds_alternative<std::string>(cells[i]);
    if (is_words && field.find_first_of("=+-@") == 0 &&
        field.find_first_not_of("0123456789.-+") != std::string::npos) {
      field.insert(0, 1, '\'');
    }
    if (field.find_first_of(",\"\r\n\t;") == std::string::npos) {
      m_text += field;
      continue;
    }
    m_text += '"';
    for (char const c : field) m_text.append(c == '"' ? 2 : 1, c);
    m_text += '"';
  }
  m_text += "\r\n";
}

}  // namespace hangji::documents
