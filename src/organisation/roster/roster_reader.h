// The rows of a roster in a document: every visible sheet that has the roster's headings, without
// titles, empty rows, repeated headings and the lines below the table (合计, 填表人 …).
#pragma once

#include "organisation/roster/roster_row.h"

#include <deque>
#include <memory>

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

private:
  struct Head {
    std::string sheet{};
    Layout layout{};
  };
  bool open_next_sheet();
  bool find_headings(std::string const& sheet);
  [[nodiscard]] bool take_headings(std::string const& sheet, Layout layout);
  [[nodiscard]] bool is_data(documents::Row const& row);
  [[nodiscard]] bool is_of_the_form(documents::Row const& row) const;
  void drop(documents::Row const& row);

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
};

}  // namespace hangji::organisation
