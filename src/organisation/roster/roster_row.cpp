#include "organisation/roster/roster_row.h"

#include "documents/number_formats.h"
#include "foundation/json.h"
#include "foundation/text.h"

#include <algorithm>
#include <array>

namespace hangji::organisation {

using documents::Cell;
using documents::CellKind;

namespace {
/// Numbers of days that a column of days may hold after its format was lost: 1927 to 2064.
constexpr std::int64_t first_serial = 10'000;
constexpr std::int64_t last_serial = 60'000;

bool says_nothing(std::string_view text) {
  static constexpr std::array words{"无", "暂无", "/", "-", "--", "—", "——", "\\", "空", "不详"};
  return text.empty() || std::find(words.begin(), words.end(), text) != words.end();
}

/// 2001.1 as a number is January or October: the sheet has dropped the zero.
bool may_be_october(Cell const& cell) {
  return cell.kind == CellKind::number && cell.text.size() == 6 && cell.text.ends_with(".1");
}
}  // namespace

std::string sentence_of(RowFinding const& finding) {
  if (finding.column.empty()) return finding.message;
  return "“" + finding.column + "”" + finding.message;
}

Cell const* RowReader::cell_at(int column) const {
  auto const position = m_row.layout->positions[static_cast<std::size_t>(column)];
  if (position < 0 || static_cast<std::size_t>(position) >= m_row.row.cells.size()) return nullptr;
  auto const& cell = m_row.row.cells[static_cast<std::size_t>(position)];
  return cell.kind == CellKind::empty ? nullptr : &cell;
}

std::string RowReader::text_at(int column) {
  auto const* cell = cell_at(column);
  if (cell == nullptr) return {};
  if (documents::lost_digits(*cell)) {
    add(column, Severity::fault,
        "是数字格式，末几位已被表格软件改成 0，无法复原；请把该列设为文本格式后重新填写");
    return {};
  }
  if (cell->kind == CellKind::error) {
    add(column, Severity::fault, "是公式错误 " + cell->text + "，请填写确定的内容");
    return {};
  }
  auto text = trim(cell->text);
  if (says_nothing(text)) return {};
  return text;
}

std::string RowReader::needed_at(int column) {
  auto const before = m_findings.size();
  auto text = text_at(column);
  if (text.empty() && m_findings.size() == before) add(column, Severity::fault, "没有填写");
  return text;
}

std::optional<Date> RowReader::day_at(int column) {
  auto const* cell = cell_at(column);
  if (cell != nullptr && cell->kind == CellKind::date) return cell->date;
  auto const written = text_at(column);
  if (written.empty()) return {};
  if (auto const day = parse_written_date(written)) {
    if (may_be_october(*cell)) {
      add(column, Severity::warning,
          "写成了小数 " + written + "，已按 1 月读取；若是 10 月，请写作 " + written.substr(0, 4) +
              "-10");
    }
    return day;
  }
  std::int64_t serial = 0;
  if (cell->kind == CellKind::number && parse_integer(written, serial) && serial >= first_serial &&
      serial <= last_serial) {
    auto const day = documents::day_of_serial(serial, documents::DateSystem::year_1900);
    add(column, Severity::warning,
        "是数字 " + written + "，已按表格软件的日期读作 " + to_text(day->day));
    return day->day;
  }
  add(column, Severity::fault, "“" + written + "”不是日期，请写作 2001-07-01");
  return {};
}

std::optional<bool> RowReader::yes_or_no_at(int column) {
  auto const written = text_at(column);
  if (written.empty()) return {};
  if (written.starts_with("是") || written == "TRUE" || written == "1" || written == "√") {
    return true;
  }
  if (written.starts_with("否") || written.starts_with("不是") || written == "FALSE" ||
      written == "0" || written == "×") {
    return false;
  }
  add(column, Severity::fault, "“" + written + "”不能识别，应为 是 或 否");
  return {};
}

std::optional<std::int64_t> RowReader::count_at(int column) {
  auto const written = text_at(column);
  if (written.empty()) return {};
  auto digits = without_spaces(to_half_width(written));
  for (std::string_view const word : {"人", "名"}) {
    if (digits.ends_with(word)) digits.erase(digits.size() - word.size());
  }
  std::erase(digits, ',');
  std::int64_t count = 0;
  constexpr std::int64_t most = 10'000'000;
  if (parse_integer(digits, count) && count >= 0 && count <= most) return count;
  add(column, Severity::fault, "“" + written + "”不是人数，请填写整数");
  return {};
}

std::optional<Fen> RowReader::yuan_at(int column) {
  auto const written = text_at(column);
  if (written.empty()) return {};
  auto const amount = parse_yuan(written);
  if (amount && amount->value >= 0) return amount;
  add(column, Severity::fault, "“" + written + "”不是金额，请填写元，如 3500.00");
  return {};
}

std::optional<std::string> RowReader::notes() const {
  std::string json;
  for (int const position : m_row.layout->unknown) {
    if (static_cast<std::size_t>(position) >= m_row.row.cells.size()) break;
    auto const value = trim(m_row.row.cells[static_cast<std::size_t>(position)].text);
    if (value.empty()) continue;
    json += json.empty() ? '{' : ',';
    write_json_string(json, m_row.layout->headings[static_cast<std::size_t>(position)]);
    json += ':';
    write_json_string(json, value);
  }
  if (json.empty()) return {};
  return json + '}';
}

void RowReader::add(int column, Severity severity, std::string message) {
  if (severity == Severity::fault) m_is_good = false;
  m_findings.push_back({m_row.layout->kind, *m_row.sheet, m_row.row.number,
                        column < 0 ? "" : std::string{column_name(m_row.layout->kind, column)},
                        severity, std::move(message)});
}

}  // namespace hangji::organisation
