// One row of a roster while it is read: values taken by column, and everything that is wrong with
// them, said so that the sender can mend it. It knows no books.
#pragma once

#include "foundation/amount.h"
#include "foundation/written_date.h"
#include "organisation/roster/roster_columns.h"

#include <boost/describe/class.hpp>

namespace hangji::organisation {

/// A fault keeps its row out; a warning lets it in and is shown.
enum class Severity { fault, warning };
BOOST_DESCRIBE_ENUM(Severity, fault, warning)

/// Which row, which column, why, and what to do.
struct RowFinding {
  RosterKind roster{};
  std::string sheet{};
  std::int64_t row{};
  /// Empty: the row as a whole.
  std::string column{};
  Severity severity{};
  std::string message{};
  /// How many rows were told this; `row` is the first of them.
  std::int64_t rows{1};
};
BOOST_DESCRIBE_STRUCT(RowFinding, (), (roster, sheet, row, column, severity, message, rows))
/// “公民身份号码”校验位不对,…
[[nodiscard]] std::string sentence_of(RowFinding const& finding);

/// A row with its place.
struct RosterRow {
  Layout const* layout{nullptr};
  std::string const* sheet{nullptr};
  documents::Row row{};
};

/// Where a row stands; row 0: nowhere yet.
struct RowPlace {
  std::string const* sheet{nullptr};
  std::int64_t row{0};
};
[[nodiscard]] inline RowPlace place_of(RosterRow const& row) { return {row.sheet, row.row.number}; }
/// 第 3 行; 工作表“一支部”第 3 行 when `from` is on another sheet.
[[nodiscard]] std::string place_text(RowPlace const& place, RosterRow const& from);

class RowReader {
public:
  explicit RowReader(RosterRow const& row) : m_row{row} {}

  /// Trimmed; empty also for 无, / and dashes. Values whose digits were lost are a fault.
  template <class Column> [[nodiscard]] std::string text(Column column) {
    return text_at(static_cast<int>(column));
  }
  /// As `text`; a fault when there is none.
  template <class Column> [[nodiscard]] std::string needed_text(Column column) {
    return needed_at(static_cast<int>(column));
  }
  /// None when empty, or unreadable (a fault).
  template <class Column> [[nodiscard]] std::optional<Date> day(Column column) {
    auto const written = day_at(static_cast<int>(column));
    return written ? std::optional{written->day} : std::nullopt;
  }
  /// As `day`, telling a month from its first day.
  template <class Column> [[nodiscard]] std::optional<WrittenDate> written_day(Column column) {
    return day_at(static_cast<int>(column));
  }
  /// The first telephone number written, with a warning when more is written or none of it is one.
  template <class Column> [[nodiscard]] std::optional<std::string> phone(Column column) {
    return phone_at(static_cast<int>(column));
  }
  /// 是 / 否; none when empty or unreadable (a fault).
  template <class Column> [[nodiscard]] std::optional<bool> yes_or_no(Column column) {
    return yes_or_no_at(static_cast<int>(column));
  }
  /// A count of persons: 50, 50人.
  template <class Column> [[nodiscard]] std::optional<std::int64_t> count(Column column) {
    return count_at(static_cast<int>(column));
  }
  template <class Column> [[nodiscard]] std::optional<Fen> yuan(Column column) {
    return yuan_at(static_cast<int>(column));
  }
  /// What `parse` makes of the text; a fault that names `examples` when it makes nothing.
  template <class Column, class Parse>
  [[nodiscard]] auto parsed(Column column, Parse parse, std::string_view examples)
      -> decltype(parse("")) {
    auto const written = text(column);
    if (written.empty()) return {};
    auto value = parse(written);
    if (!value) fault(column, "“" + written + "”不能识别，应为" + std::string{examples});
    return value;
  }

  template <class Column> void fault(Column column, std::string message) {
    add(static_cast<int>(column), Severity::fault, std::move(message));
  }
  template <class Column> void warn(Column column, std::string message) {
    add(static_cast<int>(column), Severity::warning, std::move(message));
  }
  void fault_row(std::string message) { add(-1, Severity::fault, std::move(message)); }
  void warn_row(std::string message) { add(-1, Severity::warning, std::move(message)); }

  /// Columns the program does not know, as a JSON object, long numbers masked: who they belong to
  /// was never asked. None when all of them are empty.
  [[nodiscard]] std::optional<std::string> notes() const;
  [[nodiscard]] std::vector<RowFinding> take_findings() { return std::move(m_findings); }
  [[nodiscard]] bool is_good() const { return m_is_good; }

private:
  [[nodiscard]] documents::Cell const* cell_at(int column) const;
  [[nodiscard]] std::string text_at(int column);
  [[nodiscard]] std::string needed_at(int column);
  [[nodiscard]] std::optional<WrittenDate> day_at(int column);
  [[nodiscard]] std::optional<WrittenDate> serial_at(int column, std::string const& written);
  [[nodiscard]] std::optional<std::string> phone_at(int column);
  [[nodiscard]] std::optional<bool> yes_or_no_at(int column);
  [[nodiscard]] std::optional<std::int64_t> count_at(int column);
  [[nodiscard]] std::optional<Fen> yuan_at(int column);
  void add(int column, Severity severity, std::string message);

  RosterRow const& m_row;
  std::vector<RowFinding> m_findings{};
  bool m_is_good{true};
};

}  // namespace hangji::organisation
