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

private:
  struct Head {
    std::string sheet{};
    Layout layout{};
  };
  bool open_next_sheet();
  bool find_headings(std::string const& sheet);
  [[nodiscard]] bool is_data(documents::Row const& row) const;

  std::unique_ptr<documents::TableReader> m_table;
  RosterKind m_kind;
  std::size_t m_next_sheet{0};
  bool m_in_sheet{false};
  std::deque<Head> m_heads{};
  std::vector<std::string> m_skipped{};
  documents::Row m_row{};
};

}  // namespace hangji::organisation
