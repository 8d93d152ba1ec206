// Tables that people send: workbooks (.xlsx) and CSV, read row by row. What a cell holds is told as
// a person sees it and as it was stored. It knows no column's meaning.
#pragma once

#include "documents/number_formats.h"
#include "foundation/date.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace hangji::documents {

/// The document cannot be read as it is: damaged, of another format, beyond the limits. The message
/// is Chinese and says what to do.
class DocumentError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

enum class CellKind { empty, text, number, date, boolean, error };
/// The text of an error cell whose formula was stored without what it gives.
inline constexpr std::string_view formula_without_result{"（公式没有算出结果）"};

struct Cell {
  CellKind kind{CellKind::empty};
  /// As a person sees it; dates as 2001-07-01, with 08:30:00 behind it when they have a time.
  std::string text{};
  /// Numbers and dates: the digits as they were stored (45123, 5.0E+17).
  std::string literal{};
  /// Dates alone.
  std::optional<Date> date{};

  void clear();
};

/// True when a number cannot hold what was typed: 16 digits or more before the point, the end of
/// which the sheet has replaced by zeros. Text in exponent form (5.00101E+17) is the same damage.
[[nodiscard]] bool lost_digits(Cell const& cell);

struct Row {
  /// As Excel shows it: the first is 1.
  std::int64_t number{0};
  /// By column, A first; gaps are empty cells, trailing empty cells may be absent.
  std::vector<Cell> cells{};
  bool is_hidden{false};

  [[nodiscard]] bool is_empty() const;
};

struct Sheet {
  std::string name{};
  bool is_hidden{false};
};

/// Rows and columns from 1, both ends included.
struct MergedRange {
  std::int64_t first_row{};
  std::int64_t last_row{};
  int first_column{};
  int last_column{};
  friend bool operator==(MergedRange const&, MergedRange const&) = default;
};

/// One document, its sheets read one after the other. Throws DocumentError at what it cannot read.
class TableReader {
public:
  TableReader() = default;
  TableReader(TableReader const&) = delete;
  TableReader& operator=(TableReader const&) = delete;
  virtual ~TableReader() = default;

  /// In the order of the tabs; a CSV file is one sheet without a name.
  [[nodiscard]] virtual std::vector<Sheet> const& sheets() const = 0;
  /// Starts at the top of a sheet. The first sheet is open from the beginning.
  virtual void open_sheet(std::size_t index) = 0;
  /// The next row that is stored, which may be empty; false at the end. `row` is reused.
  [[nodiscard]] virtual bool next(Row& row) = 0;
  /// Of the open sheet. They are stored behind the rows: asked before its end, the sheet is read
  /// once more.
  [[nodiscard]] virtual std::vector<MergedRange> const& merged_ranges() = 0;
  /// How many rows a sheet says it has, titles and headings among them: for progress alone.
  [[nodiscard]] virtual std::int64_t rows_told(std::size_t index) = 0;
  /// Columns of the open sheet that nobody sees, from 1; known with its first row.
  [[nodiscard]] virtual std::vector<int> const& hidden_columns() const = 0;
  /// What a number that lost its format counts days from.
  [[nodiscard]] virtual DateSystem dates() const { return DateSystem::year_1900; }
};

/// Workbook or CSV, told by the content. `name` is only for messages.
[[nodiscard]] std::unique_ptr<TableReader> open_table(std::filesystem::path const& path);
/// Keeps the bytes.
[[nodiscard]] std::unique_ptr<TableReader> open_table(std::string bytes, std::string_view name);

/// 1 for A, 27 for AA; 0 when `letters` are none.
[[nodiscard]] int column_number(std::string_view letters);
/// A for 1, AA for 27.
[[nodiscard]] std::string column_letters(int number);

}  // namespace hangji::documents
