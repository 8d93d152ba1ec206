#include "documents/csv_reader.h"

#include <algorithm>
#include <array>

namespace hangji::documents {

namespace {
constexpr std::size_t most_columns = 512;
constexpr std::size_t sampled_bytes = 1 << 16;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The separator that stands most often outside quotes at the beginning; a comma when none does.
char likely_separator(std::string_view text) {
  constexpr std::array candidates{',', ';', '\t'};
  std::array<std::size_t, candidates.size()> counts{};
  bool quoted = false;
  for (char const c : text.substr(0, sampled_bytes)) {
    if (c == '"') quoted = !quoted;
    for (std::size_t i = 0; !quoted && i < candidates.size(); ++i) counts[i] += candidates[i] == c;
  }
  std::size_t best = 0;
  for (std::size_t i = 1; i < candidates.size(); ++i) {
    if (counts[i] > counts[best]) best = i;
  }
  return candidates[best];
}

/// Without the marks that only said "this is text".
void unmark(std::string& text) {
  auto const begin = text.find_first_not_of('\t');
  text.erase(0, std::min(begin, text.size()));
  while (text.ends_with('\t')) text.pop_back();
  if (text.size() >= 3 && text.starts_with("=\"") && text.ends_with('"')) {
    text = text.substr(2, text.size() - 3);
  }
  if (text.size() >= 2 && text[0] == '\'' && is_digit(text[1])) text.erase(0, 1);
}

class CsvReader final : public TableReader {
public:
  explicit CsvReader(std::string text)
      : m_text{std::move(text)}, m_separator{likely_separator(m_text)} {}

  std::vector<Sheet> const& sheets() const override { return m_sheets; }
  std::vector<MergedRange> const& merged_ranges() override { return m_merged; }
  std::vector<int> const& hidden_columns() const override { return m_hidden; }
  std::int64_t rows_told(std::size_t) override {
    auto const ends = std::count(m_text.begin(), m_text.end(), '\n');
    return ends + (m_text.empty() || m_text.ends_with('\n') ? 0 : 1);
  }

  void open_sheet(std::size_t index) override {
    if (index > 0) throw DocumentError{"CSV 文件只有一张表"};
    m_at = 0;
    m_row = 0;
  }

  bool next(Row& row) override {
    if (m_at >= m_text.size()) return false;
    row.number = ++m_row;
    std::size_t column = 0;
    do {
      if (column == most_columns) {
        throw DocumentError{"第 " + std::to_string(m_row) + " 行超过 512 列，请检查分隔符与引号"};
      }
      if (column == row.cells.size()) row.cells.emplace_back();
      read_field(row.cells[column++]);
    } while (take(m_separator));
    for (; column < row.cells.size(); ++column) row.cells[column].clear();
    static_cast<void>(take('\r'));
    static_cast<void>(take('\n'));
    return true;
  }

private:
  bool take(char c) {
    bool const is_here = m_at < m_text.size() && m_text[m_at] == c;
    m_at += is_here ? 1 : 0;
    return is_here;
  }

  void read_field(Cell& cell) {
    cell.clear();
    std::array const stops{m_separator, '\r', '\n'};
    std::string_view const text{m_text};
    if (text.substr(m_at).starts_with("=\"")) {
      ++m_at;
      cell.text = "=\"" + quoted() + '"';
    } else if (text[std::min(m_at, text.size() - 1)] == '"' && m_at < text.size()) {
      cell.text = quoted();
    }
    // What stands behind a closing quote belongs to the field, as Excel reads it.
    auto const end = std::min(text.find_first_of({stops.data(), stops.size()}, m_at), text.size());
    cell.text += text.substr(m_at, end - m_at);
    m_at = end;
    unmark(cell.text);
    cell.kind = cell.text.empty() ? CellKind::empty : CellKind::text;
  }

  /// From an opening quote; a doubled quote is one. Without a closing quote the rest of the file
  /// would silently become one cell, so that is refused.
  std::string quoted() {
    std::string field;
    ++m_at;
    while (m_at < m_text.size()) {
      auto const end = std::min(m_text.find('"', m_at), m_text.size());
      field.append(m_text, m_at, end - m_at);
      m_at = end + 1;
      if (end == m_text.size()) break;
      if (!take('"')) {
        std::erase(field, '\r');
        return field;
      }
      field += '"';
    }
    throw DocumentError{"第 " + std::to_string(m_row) + " 行的引号没有结束，请补上后再试"};
  }

  std::string m_text;
  char m_separator;
  std::size_t m_at{0};
  std::int64_t m_row{0};
  std::vector<Sheet> m_sheets{Sheet{}};
  std::vector<MergedRange> m_merged{};
  std::vector<int> m_hidden{};
};
}  // namespace

std::unique_ptr<TableReader> open_csv(std::string text) {
  return std::make_unique<CsvReader>(std::move(text));
}

}  // namespace hangji::documents
