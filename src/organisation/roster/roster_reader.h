// The rows of a roster in a document: every visible sheet that has the roster's headings, without
// titles, empty rows, repeated headings and the lines below the table (合计, 填表人 …). A cell
// merged over several rows in a column of shared_columns is each row's.
#pragma once

#include "organisation/roster/roster_row.h"

#include <atomic>
#include <deque>
#include <memory>
#include <unordered_map>

namespace hangji::organisation {

class RosterReader {
public:
  RosterReader(std::unique_ptr<documents::TableReader> table, RosterKind kind);

  /// At most `most` rows are put into `rows`, which is emptied first; false at the end. The rows
  /// point into the reader. Throws DocumentError.
  [[nodiscard]] bool next(std::vector<RosterRow>& rows, std::size_t most);
  /// Some sheet has had the headings.
  [[nodiscard]] bool has_headings() const { return !m_heads.empty(); }
  /// Of all sheets, each once, in order.
  [[nodiscard]] std::vector<std::string> unknown_headings() const;
  [[nodiscard]] std::vector<std::string> const& skipped_sheets() const { return m_skipped; }
  /// Which needed columns a sheet lacks and what its unknown headings are, when no sheet could be
  /// read for that reason; empty otherwise.
  [[nodiscard]] std::string const& missing() const { return m_missing; }
  /// Lines below and between the rows that belong to the form, and the first of them.
  [[nodiscard]] std::int64_t dropped() const { return m_dropped; }
  [[nodiscard]] std::vector<std::string> const& dropped_lines() const { return m_dropped_lines; }
  /// A sentence for each sheet that hides rows or columns, which were read like all others.
  [[nodiscard]] std::vector<std::string> hidden() const;
  /// How many rows there will be, as the sheets say; exact at the end. From any thread.
  [[nodiscard]] std::int64_t expected() const { return m_expected; }

private:
  struct Head {
    std::string sheet{};
    Layout layout{};
    std::int64_t hidden_rows{0};
    /// Numbers of the first of them.
    std::vector<std::int64_t> first_hidden{};
    /// The columns with headings.
    std::vector<int> hidden_columns{};
  };
  /// The last filled cell of a shared column.
  struct Above {
    int position{};
    std::int64_t row{0};
    documents::Cell cell{};
    /// Last row of each range that is merged in this column, by its first.
    std::unordered_map<std::int64_t, std::int64_t> ranges{};
  };
  bool open_next_sheet();
  bool find_headings(std::string const& sheet);
  [[nodiscard]] bool take_headings(std::string const& sheet, Layout layout);
  [[nodiscard]] bool is_data(documents::Row const& row);
  [[nodiscard]] bool is_of_the_form(documents::Row const& row) const;
  void drop(documents::Row const& row);
  void begin_sheet(std::string const& sheet, Layout layout);
  void end_sheet();
  void take_row(std::vector<RosterRow>& rows);
  /// Shared columns of the row, or for the rows below it.
  void fill_down(documents::Row& row);
  [[nodiscard]] bool is_merged_with(Above& above, std::int64_t row);
  void read_merged_ranges();

  std::unique_ptr<documents::TableReader> m_table;
  RosterKind m_kind;
  std::size_t m_next_sheet{0};
  bool m_in_sheet{false};
  std::deque<Head> m_heads{};
  std::vector<std::string> m_skipped{};
  std::string m_missing{};
  std::int64_t m_dropped{0};
  std::vector<std::string> m_dropped_lines{};
  documents::Row m_row{};
  /// Rows that each sheet says it has, that the open one is still expected to have, and has had.
  std::vector<std::int64_t> m_rows_told{};
  std::int64_t m_told{0};
  std::int64_t m_had{0};
  std::atomic<std::int64_t> m_expected{0};
  std::vector<Above> m_above{};
  bool m_knows_ranges{false};
};

}  // namespace hangji::organisation
