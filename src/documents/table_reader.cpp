#include "documents/table_reader.h"

#include "documents/csv_reader.h"
#include "documents/number_formats.h"
#include "documents/text_encoding.h"
#include "documents/workbook_reader.h"

#include <algorithm>
#include <fstream>

namespace hangji::documents {

namespace {
constexpr int digits_a_number_holds = 15;
constexpr std::size_t sniffed = 512;
constexpr std::uintmax_t largest_text = std::uintmax_t{256} << 20U;

enum class Form { workbook, text };

std::string named(std::string_view name) { return "“" + std::string{name} + "”"; }

bool contains_folded(std::string_view text, std::string_view word) {
  auto const same = [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
  };
  return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
}

/// By the first bytes. Throws DocumentError for what is no table.
Form form_of(std::string_view head, std::string_view name) {
  if (head.empty()) throw DocumentError{named(name) + "是空文件"};
  if (head.starts_with("PK\x03\x04")) return Form::workbook;
  if (head.starts_with("PK\x05\x06")) throw DocumentError{named(name) + "是空压缩包"};
  if (head.starts_with("\xD0\xCF\x11\xE0")) {
    throw DocumentError{
        named(name) +
        "是旧版 .xls 或加了密码的工作簿，请用 Excel 或 WPS 另存为不加密的 .xlsx 再试"};
  }
  if (head.starts_with("%PDF")) {
    throw DocumentError{named(name) + "是 PDF 文件，请发送 .xlsx 或 .csv"};
  }
  auto const start = head.substr(0, sniffed);
  bool const is_markup = start.find('<') != std::string_view::npos &&
                         (contains_folded(start, "<html") || contains_folded(start, "<table") ||
                          contains_folded(start, "<!doctype") || contains_folded(start, "<?xml"));
  if (is_markup) {
    throw DocumentError{named(name) + "实为网页格式，请用 Excel 或 WPS 打开后另存为 .xlsx 再试"};
  }
  if (head.find('\0') != std::string_view::npos && !head.starts_with("\xFF\xFE") &&
      !head.starts_with("\xFE\xFF")) {
    throw DocumentError{named(name) + "不是表格文件，请发送 .xlsx 或 .csv"};
  }
  return Form::text;
}

std::unique_ptr<TableReader> open_text(std::string bytes, std::string_view name) {
  auto text = to_utf8(std::move(bytes));
  if (!text) {
    throw DocumentError{named(name) + "的文字编码不能识别，请另存为 UTF-8 的 .csv 或 .xlsx 再试"};
  }
  return open_csv(std::move(*text));
}
}  // namespace

void Cell::clear() {
  kind = CellKind::empty;
  text.clear();
  literal.clear();
  date.reset();
}

bool lost_digits(Cell const& cell) {
  if (cell.kind == CellKind::number) return whole_digits(cell.literal) > digits_a_number_holds;
  bool const has_exponent = cell.kind == CellKind::text && cell.text.size() < 32 &&
                            cell.text.find_first_of("eE") != std::string::npos &&
                            cell.text.find('.') != std::string::npos;
  return has_exponent && whole_digits(cell.text) > digits_a_number_holds;
}

bool Row::is_empty() const {
  return std::all_of(cells.begin(), cells.end(),
                     [](Cell const& cell) { return cell.kind == CellKind::empty; });
}

std::unique_ptr<TableReader> open_table(std::filesystem::path const& path) {
  auto const name = path.filename().string();
  std::ifstream file{path, std::ios::binary};
  if (!file) throw DocumentError{"打不开文件" + named(path.string())};
  std::string head(sniffed, '\0');
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(file.gcount()));
  if (form_of(head, name) == Form::workbook) return open_workbook(path);
  if (std::filesystem::file_size(path) > largest_text) {
    throw DocumentError{named(name) + "过大，请拆分后再导入"};
  }
  file.clear();
  file.seekg(0);
  return open_text({std::istreambuf_iterator<char>{file}, {}}, name);
}

std::unique_ptr<TableReader> open_table(std::string bytes, std::string_view name) {
  if (form_of(std::string_view{bytes}.substr(0, sniffed), name) == Form::workbook) {
    return open_workbook(std::move(bytes));
  }
  return open_text(std::move(bytes), name);
}

int column_number(std::string_view letters) {
  int number = 0;
  for (char const c : letters) {
    if (c < 'A' || c > 'Z' || number > 100'000) return 0;
    number = number * 26 + (c - 'A' + 1);
  }
  return number;
}

std::string column_letters(int number) {
  std::string letters;
  for (; number > 0; number = (number - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (number - 1) % 26));
  }
  return letters;
}

}  // namespace hangji::documents
