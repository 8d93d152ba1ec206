// Tables that the program gives out: workbooks and CSV, written row by row. Texts are texts
// whatever they look like, so identity numbers keep their digits. It knows no column's meaning.
#pragma once

#include "documents/originals.h"
#include "foundation/amount.h"
#include "foundation/date.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace hangji::documents {

/// A column's heading and its width in characters of the usual font.
struct OutColumn {
  std::string heading{};
  int width{12};
};

/// Money is shown in yuan with two decimals, points with as many as they need; the first is an
/// empty cell.
using OutCell = std::variant<std::monostate, std::string, std::int64_t, Fen, Points, Date>;

struct OutSheet {
  std::string name{};
  /// One merged row above the headings; empty: none.
  std::string title{};
  std::vector<OutColumn> columns{};
};

/// A workbook, written from top to bottom with little memory. Headings are bold, shaded, kept in
/// sight and have filters. Throws DocumentFailure when the disk says no.
class WorkbookWriter {
public:
  /// `created` is what the document says of itself; none: the moment, another in every run.
  explicit WorkbookWriter(std::optional<Date> created = {});
  ~WorkbookWriter();
  WorkbookWriter(WorkbookWriter const&) = delete;
  WorkbookWriter& operator=(WorkbookWriter const&) = delete;

  /// Begins a sheet, which ends the one before. Names are cut to 31 characters, []:*?/\ dropped.
  void add_sheet(OutSheet const& sheet);
  /// Below the row before. Texts above 32767 characters are cut.
  void add_row(std::vector<OutCell> const& cells);
  /// The workbook; nothing can be added afterwards.
  [[nodiscard]] std::string finish();

private:
  struct Book;
  std::unique_ptr<Book> m_book;
};

enum class ByteOrderMark { on, off };

/// A CSV file in UTF-8; the mark makes Excel read it as such. A text that a spreadsheet would run
/// as a formula (= + - @ at its front, and no number) gets an apostrophe before it.
class CsvWriter {
public:
  explicit CsvWriter(ByteOrderMark mark = ByteOrderMark::on);
  void add_row(std::vector<OutCell> const& cells);
  [[nodiscard]] std::string finish() { return std::move(m_text); }

private:
  std::string m_text{};
};

/// A cell as text: 1234.50 for money, 2026-07-01 for a day.
[[nodiscard]] std::string to_text(OutCell const& cell);

}  // namespace hangji::documents
