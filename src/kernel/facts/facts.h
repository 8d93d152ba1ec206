// The fact ledger: what happened, entered once, where it happened. Everything the pages count is
// derived from here.
//
// Nothing edits a fact. A correction is a later fact that supersedes it with its reason. A fact
// counts in the book of the month of its day as long as the unit's register of that month is open;
// afterwards it counts in the month that is open when it is entered. It knows no chapter: kinds are
// in fact_kinds.h, topics belong to the chapters.
#pragma once

#include "kernel/journal/change.h"

#include <functional>
#include <span>

namespace hangji::facts {

/// How a fact came in: tapped on a page, copied from paper by someone else, shown code on the spot,
/// an import.
enum class Channel { page, paper, code, import };
BOOST_DESCRIBE_ENUM(Channel, page, paper, code, import)

enum class FactRefusal {
  in_the_future,
  superseded_unknown,
  superseded_already,
  superseded_of_another,
  reason_missing
};
BOOST_DESCRIBE_ENUM(FactRefusal, in_the_future, superseded_unknown, superseded_already,
                    superseded_of_another, reason_missing)

struct FactRow {
  FactId id{};
  std::string kind{};
  std::string topic{};
  Date day{};
  Month counted_month{};
  UnitId unit_id{};
  MemberId member_id{};
  std::int64_t amount{};
  SourceId source_id{};
  Channel channel{Channel::page};
  UserId entered_by{};
  Instant entered_at{};
  FactId supersedes{};
  std::string note{};
  std::int64_t journal_seq{};
};
BOOST_DESCRIBE_STRUCT(FactRow, (),
                      (id, kind, topic, day, counted_month, unit_id, member_id, amount, source_id,
                       channel, entered_by, entered_at, supersedes, note, journal_seq))

/// A fact about to be entered.
struct FactDraft {
  std::string kind{};
  std::string topic{};
  Date day{};
  UnitId unit{};
  /// None: a fact of the unit.
  MemberId member{};
  /// Fen, hundredths of a point, minutes or a count, as the kind says.
  std::int64_t amount{1};
  /// The record it comes from, as `SourceId{id.value}`.
  SourceId source{};
  Channel channel{Channel::page};
  FactId supersedes{};
  std::string note{};
  /// Facts about a book (its report, its closing) count in that book's month whenever they are
  /// entered.
  std::optional<Month> book{};
};

/// Enters a fact. Refuses in the order of FactRefusal: a day after today; a superseded fact that is
/// unknown, superseded already, or of another unit or member; a correction without a reason (note).
[[nodiscard]] Result<FactId> append(journal::Change& change, FactDraft const& draft);
/// As many `append`s, one bulk insert; the first refusal stops it.
[[nodiscard]] Result<std::vector<FactId>> append_all(journal::Change& change,
                                                     std::span<FactDraft const> drafts);

/// The month a fact of `day` entered today counts in for the unit.
[[nodiscard]] Month counted_month(database::Transaction& transaction, UnitId unit, Date day);
/// True when the unit's register of that month is closed.
[[nodiscard]] bool is_closed(database::Transaction& transaction, UnitId unit, Month month);

[[nodiscard]] std::optional<FactRow> fact(database::Transaction& transaction, FactId id);
/// All facts of one record in order, the superseded among them.
[[nodiscard]] std::vector<FactRow> of_source(database::Transaction& transaction, SourceId source);
/// Facts of one record that no later fact supersedes.
[[nodiscard]] std::vector<FactRow> standing_of_source(database::Transaction& transaction,
                                                      SourceId source);
/// Those of them about one member.
[[nodiscard]] std::vector<FactRow> standing_of_source(database::Transaction& transaction,
                                                      SourceId source, MemberId member);
/// Standing facts that count in the months [from, until] for one member.
[[nodiscard]] std::vector<FactRow> standing_of_member(database::Transaction& transaction,
                                                      MemberId member, Month from, Month until);
/// Standing facts that count in the months [from, until] for one unit; `kind` empty: all kinds.
[[nodiscard]] std::vector<FactRow> standing_of_unit(database::Transaction& transaction, UnitId unit,
                                                    Month from, Month until,
                                                    std::string_view kind = {});
/// Standing facts about units themselves (no member) of all units in the months [from, until], by
/// unit and id: what obligations are judged by.
[[nodiscard]] std::vector<FactRow> standing_of_units(database::Transaction& transaction, Month from,
                                                     Month until);
/// Every fact by journal entry and then id: for `verify`.
void each_by_journal(database::Transaction& transaction,
                     std::function<void(FactRow const&)> const& visit);

}  // namespace hangji::facts

namespace hangji {
template <> inline constexpr std::string_view refusal_prefix<facts::FactRefusal> = "facts";
}  // namespace hangji
