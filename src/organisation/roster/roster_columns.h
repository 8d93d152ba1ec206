// The columns of the three rosters and the names people give them. It finds the row of headings
// below title rows and says which column holds what. It knows no value.
#pragma once

#include "documents/table_reader.h"

#include <boost/describe/enum.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hangji::organisation {

enum class RosterKind { units, members, enterprises };
BOOST_DESCRIBE_ENUM(RosterKind, units, members, enterprises)
/// 党组织, 党员, 企业.
[[nodiscard]] std::string_view label(RosterKind kind);

enum class UnitColumn {
  full_name,
  kind,
  parent,
  founded_on,
  community,
  host_name,
  host_credit_code,
  secretary,
  contact,
  contact_phone,
  term_ends_on,
  external_code
};

enum class MemberColumn {
  name,
  identity_number,
  sex,
  ethnicity,
  born_on,
  education,
  standing,
  unit,
  joined_on,
  full_member_on,
  occupation,
  phone,
  fixed_phone,
  address,
  state,
  is_lost,
  lost_since,
  is_floating,
  floating_destination,
  category,
  dues_base,
  arrived_on
};

enum class EnterpriseColumn {
  name,
  credit_code,
  legal_person,
  established_on,
  state,
  industry,
  employees,
  party_members,
  address,
  phone,
  community,
  building
};

/// A heading and the column it names. The first heading of a column is its name in messages; where
/// a sheet has several, the one that stands first here is meant.
struct Heading {
  int column{};
  std::string_view text{};
};
[[nodiscard]] std::span<Heading const> headings_of(RosterKind kind);
/// The name of a column in messages: 公民身份号码.
[[nodiscard]] std::string_view column_name(RosterKind kind, int column);

/// Which column of a sheet holds what.
struct Layout {
  RosterKind kind{};
  /// As the sheet writes them, by position; long numbers masked, for they may be a person's.
  std::vector<std::string> headings{};
  /// Position of each column of the roster, -1 when the sheet has none.
  std::vector<int> positions{};
  /// Positions of headings that the program does not know; 序号 is none of them.
  std::vector<int> unknown{};
  documents::DateSystem dates{documents::DateSystem::year_1900};

  template <class Column> [[nodiscard]] bool has(Column column) const {
    return positions[static_cast<std::size_t>(column)] >= 0;
  }
};

/// The layout when the row is one of headings: it names the roster's first column and at least two
/// more. None otherwise.
[[nodiscard]] std::optional<Layout> layout_of(RosterKind kind, documents::Row const& row);
/// A heading without spaces, widths, line breaks and stars.
[[nodiscard]] std::string plain_heading(std::string_view text);
/// The columns without which no row of the roster can be taken.
[[nodiscard]] std::span<int const> needed_columns(RosterKind kind);
/// What tells a row from a summary: filled beside the first column, the row is one of the table.
[[nodiscard]] std::span<int const> telling_columns(RosterKind kind);
/// Where a cell merged over several rows means each of them: the unit, community or building that
/// the rows share.
[[nodiscard]] std::span<int const> shared_columns(RosterKind kind);

}  // namespace hangji::organisation
