#include "organisation/roster/roster_row.h"

#include "documents/number_formats.h"
#include "foundation/identity_number.h"
#include "foundation/json.h"
#include "foundation/text.h"

#include <algorithm>
#include <array>

namespace hangji::organisation {

using documents::Cell;
using documents::CellKind;

namespace {
/// Numbers of days that a column of days may hold after its format was lost: 1927 to 2064, four
/// years later where days are counted from 1904.
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

std::string place_text(RowPlace const& place, RosterRow const& from) {
  auto const row = "第 " + std::to_string(place.row) + " 行";
  return *place.sheet == *from.sheet ? row : "工作表“" + *place.sheet + "”" + row;
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
  if (cell->kind == CellKind::error && cell->text == documents::formula_without_result) {
    add(column, Severity::fault, "公式没有计算结果，请在 Excel 中打开并保存后再导入");
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

std::optional<WrittenDate> RowReader::day_at(int column) {
  auto const* cell = cell_at(column);
  if (cell != nullptr && cell->kind == CellKind::date) return WrittenDate{*cell->date, false};
  auto const written = text_at(column);
  if (written.empty()) return {};
  auto const day = read_written_date(written);
  if (day && may_be_october(*cell)) {
    add(column, Severity::fault,
        "是小数 " + written + "，分不清 1 月和 10 月，请写作 " + written.substr(0, 4) + "-01 或 " +
            written.substr(0, 4) + "-10");
    return {};
  }
  if (day) return *day;
  if (auto const serial = serial_at(column, written)) return serial;
  add(column, Severity::fault,
      "“" + written +
          (day.error() == WrittenDateFault::two_digit_year
               ? "”的年份只有两位，请写四位，如 2001-07-01"
               : "”不是日期，请写作 2001-07-01"));
  return {};
}

/// The number of a day whose format was lost.
std::optional<WrittenDate> RowReader::serial_at(int column, std::string const& written) {
  std::int64_t serial = 0;
  if (!parse_integer(written, serial) || serial < first_serial || serial > last_serial) return {};
  auto const day = documents::day_of_serial(serial, m_row.layout->dates);
  add(column, Severity::warning,
      "是数字 " + written + "，已按表格软件的日期读作 " + to_text(day->day));
  return WrittenDate{day->day, false};
}

std::optional<std::string> RowReader::phone_at(int column) {
  auto const written = text_at(column);
  if (written.empty()) return {};
  if (auto whole = normal_phone(written); !whole.empty()) return whole;
  auto rest = to_half_width(written);
  for (std::string_view const separator : {"、", "或"}) {
    for (auto at = rest.find(separator); at != std::string::npos; at = rest.find(separator)) {
      rest.replace(at, separator.size(), ";");
    }
  }
  static constexpr std::string_view marks{",;/()\n"};
  auto const first_of = [&](std::string_view separators) -> std::string {
    std::string_view left{rest};
    while (!left.empty()) {
      auto const end = std::min(left.find_first_of(separators), left.size());
      if (auto phone = normal_phone(left.substr(0, end)); !phone.empty()) return phone;
      left.remove_prefix(std::min(end + 1, left.size()));
    }
    return {};
  };
  auto phone = first_of(marks);
  if (phone.empty()) phone = first_of(",;/()\n ");
  if (phone.empty()) {
    add(column, Severity::warning, "“" + written + "”不是电话号码，没有收入");
    return {};
  }
  add(column, Severity::warning, "写了号码以外的内容或不止一个号码，只取 " + mask_phone(phone));
  return phone;
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
    auto const& cell = m_row.row.cells[static_cast<std::size_t>(position)];
    auto const value = trim(cell.text);
    if (value.empty() || cell.kind == CellKind::error) continue;
    json += json.empty() ? '{' : ',';
    write_json_string(json, m_row.layout->headings[static_cast<std::size_t>(position)]);
    json += ':';
    write_json_string(json, mask_long_numbers(value));
  }
  if (json.empty()) return {};
  return json + '}';
}

void RowReader::add(int column, Severity severity, std::string message) {
  if (severity == Severity::fault) m_is_good = false;
  m_findings.push_back({m_row.layout->kind, *m_row.sheet, m_row.row.number,
                        column < 0 ? "" : std::string{column_name(m_row.layout->kind, column)},
                        severity, mask_long_numbers(message)});
}

}  // namespace hangji::organisation
