// What is done with the archive: settling its fonds, registering documents, looking through a
// period's gaps, and filing a year. Everything else of it is derived.
#pragma once

#include "kernel/facts/facts.h"
#include "premises/archive/archive.h"

namespace hangji::premises {

using organisation::DutyQuestion;

/// How items are numbered on a day; the standard's example where no rule says.
[[nodiscard]] ArchiveNumber number_rule(rules::Rulebook const& rules, Date day);
/// True of the street and of communities: branches only fill their gaps.
[[nodiscard]] bool keeps_archive(organisation::UnitKind kind);
[[nodiscard]] std::unexpected<Refusal> no_such_unit();
/// Refuses an unknown unit, and one that keeps no archive.
[[nodiscard]] Result<Done> check_keeper(std::optional<organisation::UnitRow> const& keeper);
/// Units, facts, filed items and originals of `root` and all below for the items of a year.
[[nodiscard]] ArchiveContents read_contents(database::Transaction& transaction, UnitId root,
                                            int year, Date today);
/// The items of a year with the volumes of its last day (or today).
[[nodiscard]] std::vector<ArchiveItem> read_items(database::Transaction& transaction,
                                                  rules::Rulebook const& rules, UnitId root,
                                                  int year, Date today);
/// What the volumes of `root` and all below lack for the period: what was to be done in it and was
/// not, and what its items lack.
[[nodiscard]] std::vector<Gap> read_gaps(database::Transaction& transaction,
                                         DutyQuestion const& question,
                                         periods::CalendarPeriod period);

/// A month, half-year or year; refuses everything else.
[[nodiscard]] Result<periods::CalendarPeriod> sorting_period(std::string_view text);

/// Enters that the unit looked through the period's gaps (月整理, 半年汇总). Amount: the items of
/// the period. Refuses, in order: an unknown unit, a period that has not begun, one that was looked
/// through already.
[[nodiscard]] Result<FactId> sort_archive(journal::Change& change, DutyQuestion const& question,
                                          periods::CalendarPeriod period);

/// Settles 全宗号 of a unit. Refuses, in order: an unknown unit; one that keeps no archive; a code
/// that is not as long as the rule says, of digits and capital letters, or all zeros; another code
/// than the one items stand under; one that is another unit's.
/// Source: archive.number
[[nodiscard]] Result<Done> settle_fonds(journal::Change& change, DutyQuestion const& question,
                                        std::string_view code);

struct NewDocument {
  DocumentDirection direction{DocumentDirection::received};
  std::string title{};
  std::string number{};
  /// Of an issued one may be empty: the unit itself.
  std::string issuer{};
  Date day{};
  DocumentSecrecy secrecy{DocumentSecrecy::none};
};
BOOST_DESCRIBE_STRUCT(NewDocument, (), (direction, title, number, issuer, day, secrecy))

struct RegisteredDocument {
  FactId fact{};
  /// What its originals hang on.
  SourceId source{};
};
BOOST_DESCRIBE_STRUCT(RegisteredDocument, (), (fact, source))
/// Registers a document of the unit. Refuses, in order: an unknown unit; no title; one received
/// from nobody; what the fact ledger refuses (a day to come).
[[nodiscard]] Result<RegisteredDocument> register_document(journal::Change& change, UnitId unit,
                                                           NewDocument const& wanted);
/// Withdraws one entered by mistake, with a reason. Refuses, in order: one that does not stand;
/// what the fact ledger refuses (no reason).
[[nodiscard]] Result<Done> withdraw_document(journal::Change& change, FactId registered,
                                             std::string_view reason);

struct Filed {
  FactId fact{};
  std::int64_t items{};
};
/// Files the year: every item the unit keeps gets its number, by year, retention and class, and its
/// reference for good; items that came later are filed behind them the next time. Refuses, in
/// order: an unknown unit, one that keeps no archive (neither street nor community), a year that is
/// not over, a unit without fonds, nothing new to file. Source: archive.number
[[nodiscard]] Result<Filed> file_year(journal::Change& change, DutyQuestion const& question,
                                      int year);

}  // namespace hangji::premises
