// The bulletin 通报 of a month or quarter: how the duties of the units below stand, by community
// and unit in name order, with rule and article for what is late or missed. Derived; only that it
// was issued is entered. It names units, never persons, and ranks nobody.
#pragma once

#include "duty/inspection/inspection.h"
#include "kernel/journal/journal.h"
#include "kernel/records/sheet.h"

#include <string>
#include <vector>

namespace hangji::duty {

enum class BulletinRefusal { period_unknown, not_begun, unit_unknown, already_issued };
BOOST_DESCRIBE_ENUM(BulletinRefusal, period_unknown, not_begun, unit_unknown, already_issued)

struct Bulletin {
  UnitId unit{};
  std::string unit_name{};
  /// 2026-Q3, 2026-07
  std::string period{};
  std::string title{};
  Date as_of{};
  Tally tally{};
  std::string summary{};
  std::vector<records::Section> sections{};
  /// The journal's end before it was issued: whoever holds the sheet can prove what came before.
  journal::Head journal_head{};
};
BOOST_DESCRIBE_STRUCT(Bulletin, (),
                      (unit, unit_name, period, title, as_of, tally, summary, sections,
                       journal_head))

/// Facts about a branch's books of one month, counted.
struct BookFacts {
  UnitId unit_id{};
  std::string kind{};
  /// The month.
  std::string topic{};
  std::int64_t count{};
  std::int64_t amount{};
  Date last_day{};
};
BOOST_DESCRIBE_STRUCT(BookFacts, (), (unit_id, kind, topic, count, amount, last_day))

/// A month or a quarter; refuses everything else.
[[nodiscard]] Result<periods::CalendarPeriod> bulletin_period(std::string_view text);

/// The tables that follow from the obligations: by community, by duty, by unit, and what is late or
/// missed with rule and article. `judged`: what ends within the period.
[[nodiscard]] std::vector<records::Section> duty_sections(organisation::JudgedUnits const& judged);
/// Dues reports and points registers of each branch, a line a branch and month, in name order.
[[nodiscard]] records::Section book_section(std::vector<organisation::UnitUnderDuty> const& units,
                                            std::vector<BookFacts> const& facts,
                                            periods::CalendarPeriod period);

/// Everything, read in one snapshot. Refuses, in order: a period that has not begun, a unit that
/// did not stand then.
struct BulletinOrder {
  organisation::DutyQuestion duties;
  periods::CalendarPeriod period{};
  std::vector<records::SectionSource> const& sections;
};
[[nodiscard]] Result<Bulletin> make_bulletin(database::Transaction& transaction,
                                             BulletinOrder const& order);

/// What stands on the sheet, the journal's head at its foot.
[[nodiscard]] records::Sheet sheet_of(Bulletin const& bulletin);
/// The sheet as a PDF.
[[nodiscard]] std::string print_bulletin(Bulletin const& bulletin);
/// The same tables as a workbook, a sheet each.
[[nodiscard]] std::string bulletin_workbook(Bulletin const& bulletin);

}  // namespace hangji::duty

template <> inline constexpr std::string_view
    hangji::refusal_prefix<hangji::duty::BulletinRefusal> = "bulletins";
