// Taking over the street's rosters: units, members, enterprises, in that order, in one transaction.
// Good rows land, the others come back; the same file twice changes nothing; an import that is
// stopped half-way leaves nothing. Documents are opened before the books' writer is asked for, then
// read and checked on other threads while the rows before are written.
#pragma once

#include "kernel/jobs/jobs.h"
#include "organisation/roster/roster_members.h"
#include "organisation/roster/roster_tally.h"

#include <functional>
#include <map>

namespace hangji::rules {
class Rulebook;
}  // namespace hangji::rules

namespace hangji::organisation {

enum class RosterRefusal { no_files, unreadable, headings_missing, cancelled, report_missing };
BOOST_DESCRIBE_ENUM(RosterRefusal, no_files, unreadable, headings_missing, cancelled,
                    report_missing)

/// Preview: everything is done, told row by row, and nothing is kept.
enum class ImportMode { land, preview };
BOOST_DESCRIBE_ENUM(ImportMode, land, preview)
enum class BadRows { leave_out, refuse_all };
BOOST_DESCRIBE_ENUM(BadRows, leave_out, refuse_all)

struct RosterImport {
  /// Opens a roster from its beginning; called again when the transaction is tried again. Throws
  /// DocumentError.
  using Open = std::function<std::unique_ptr<documents::TableReader>()>;
  std::map<RosterKind, Open> rosters{};
  ImportMode mode{ImportMode::land};
  BadRows bad_rows{BadRows::leave_out};
};

/// What an import needs beside the books.
struct ImportDesk {
  secrets::Secrets const& secrets;
  rules::Rulebook const& rulebook;
  /// Dues belong to another chapter: called inside the transaction, once, when rosters gave bases.
  /// Says whether anything changed.
  std::function<Result<bool>(Change&, std::vector<DuesBase> const&)> set_dues_bases{};
};

struct ImportOutcome {
  ImportMode mode{};
  /// False: preview, refused as a whole, or nothing had changed.
  bool has_landed{};
  std::vector<RosterCounts> rosters{};
  /// The first thousand of each roster.
  std::vector<RowFinding> findings{};
  /// The bases that the roster of members gave.
  std::vector<DuesBase> dues_bases{};
  /// What becomes of each row; of a preview alone.
  std::vector<RowOutcome> rows{};
  /// The workbook of refused rows and, of a preview, of what becomes of each row; empty when there
  /// are none.
  std::string report{};
};

/// Refuses, in order: no roster given, a document that cannot be read, one without the headings of
/// its roster, cancelled by the progress. With `refuse_all` an outcome with refused rows has not
/// landed. Source: member.joining.least_age
[[nodiscard]] Result<ImportOutcome> import_rosters(database::Database& database, TenantId tenant,
                                                   journal::Actor const& actor,
                                                   ImportDesk const& desk,
                                                   RosterImport const& wanted,
                                                   jobs::Progress& progress);

}  // namespace hangji::organisation

template <> inline constexpr std::string_view
    hangji::refusal_prefix<hangji::organisation::RosterRefusal> = "rosters";
