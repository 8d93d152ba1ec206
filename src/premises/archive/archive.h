// The archive, derived: which facts are items of which of the seven volumes, what a volume still
// lacks, and in which order items stand. Only filing fixes anything (archive_operations.h). It
// knows chapters only by the rules that their facts name.
#pragma once

#include "organisation/unit_duties/unit_duties.h"
#include "premises/archive/archive_rules.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace hangji::premises {

enum class ArchiveRefusal {
  unit_unknown,
  unit_keeps_none,
  volume_unknown,
  period_unknown,
  not_over,
  already_sorted,
  fonds_missing,
  fonds_malformed,
  fonds_fixed,
  fonds_taken,
  nothing_to_file,
  title_missing,
  issuer_missing,
  not_found
};
BOOST_DESCRIBE_ENUM(ArchiveRefusal, unit_unknown, unit_keeps_none, volume_unknown, period_unknown,
                    not_over, already_sorted, fonds_missing, fonds_malformed, fonds_fixed,
                    fonds_taken, nothing_to_file, title_missing, issuer_missing, not_found)

/// What of a standing fact the archive asks.
struct ArchivedFact {
  FactId id{};
  UnitId unit_id{};
  std::string kind{};
  std::string topic{};
  Date day{};
  SourceId source_id{};
  std::string note{};
  /// None: a fact of the unit itself.
  MemberId member_id{};
  std::string member_name{};
};
BOOST_DESCRIBE_STRUCT(ArchivedFact, (),
                      (id, unit_id, kind, topic, day, source_id, note, member_id, member_name))

/// The year whose volume an item belongs to: of the period that the fact's topic names (a report on
/// December made in January), else of its day.
[[nodiscard]] int year_of(ArchivedFact const& fact);

/// The volumes in force on a day, and what goes where.
class Shelves {
public:
  Shelves(rules::Rulebook const& rules, Date day);

  struct Place {
    rules::InForce<ArchiveVolume> volume{};
    rules::Retention retention{};
    /// What the record must have beside its text: labels of required files.
    std::vector<std::string> required_files{};
    /// The item's title, with the placeholders of Collected.
    std::string title{};
  };
  /// In the order of their numbers.
  [[nodiscard]] std::vector<rules::InForce<ArchiveVolume>> const& volumes() const {
    return m_volumes;
  }
  [[nodiscard]] std::optional<rules::InForce<ArchiveVolume>> volume(std::string_view id) const;
  /// A finished activity goes where the rule that its topic names says (`volume`, `retention`,
  /// `record`); everything else where a volume collects it; none: it is no item.
  [[nodiscard]] std::optional<Place> place_of(std::string_view fact_kind,
                                              std::string_view topic) const;

private:
  [[nodiscard]] std::optional<Place> place_of_activity(std::string_view topic) const;

  rules::Rulebook m_rules;
  Date m_day;
  std::vector<rules::InForce<ArchiveVolume>> m_volumes{};
};

/// A document registered as it came in or went out.
using DocumentId = Id<struct DocumentTag>;
enum class DocumentDirection { received, issued };
BOOST_DESCRIBE_ENUM(DocumentDirection, received, issued)
/// State secrets are never entered here, so there are no more than two.
enum class DocumentSecrecy { none, internal };
BOOST_DESCRIBE_ENUM(DocumentSecrecy, none, internal)

struct DocumentRow {
  DocumentId id{};
  UnitId unit_id{};
  DocumentDirection direction{};
  std::string title{};
  /// 文号; empty: it has none.
  std::string number{};
  std::string issuer{};
  Date day{};
  DocumentSecrecy secrecy{};
};
BOOST_DESCRIBE_STRUCT(DocumentRow, (),
                      (id, unit_id, direction, title, number, issuer, day, secrecy))

/// 全宗号 of a unit that keeps an archive.
struct FondsRow {
  Id<struct FondsTag> id{};
  UnitId keeper_id{};
  std::string code{};
};
BOOST_DESCRIBE_STRUCT(FondsRow, (), (id, keeper_id, code))

/// An item fixed by filing.
struct FiledItemRow {
  Id<struct ArchiveItemTag> id{};
  FactId fact_id{};
  UnitId keeper_id{};
  UnitId unit_id{};
  std::int64_t year{};
  std::string volume{};
  std::int64_t number{};
  std::string reference{};
  rules::Retention retention{};
  std::string title{};
  Date day{};
};
BOOST_DESCRIBE_STRUCT(FiledItemRow, (),
                      (id, fact_id, keeper_id, unit_id, year, volume, number, reference, retention,
                       title, day))

struct ArchiveItem {
  FactId fact{};
  /// What its originals hang on.
  SourceId source{};
  UnitId unit{};
  std::string unit_name{};
  UnitId keeper{};
  std::string volume{};
  int year{};
  Date day{};
  std::string title{};
  /// 文号, 责任者 and 密级 of a document; of everything else the unit is responsible.
  std::string document_number{};
  std::string issuer{};
  DocumentSecrecy secrecy{};
  rules::Retention retention{};
  /// 件号 and 档号; 0 and empty before the volume is filed.
  std::int64_t number{};
  std::string reference{};
  std::int64_t originals{};
  /// Required files that are not there.
  std::vector<std::string> missing{};
};
BOOST_DESCRIBE_STRUCT(ArchiveItem, (),
                      (fact, source, unit, unit_name, keeper, volume, year, day, title,
                       document_number, issuer, secrecy, retention, number, reference, originals,
                       missing))

/// How many originals hang on a record.
struct OriginalCount {
  SourceId source_id{};
  std::int64_t originals{};
};
BOOST_DESCRIBE_STRUCT(OriginalCount, (), (source_id, originals))

/// What items are made of.
struct ArchiveContents {
  std::vector<organisation::UnitUnderDuty> units{};
  std::vector<ArchivedFact> facts{};
  std::vector<FiledItemRow> filed{};
  std::vector<OriginalCount> originals{};
  std::vector<DocumentRow> documents{};
};

/// The title of a fact's item: the place's, filled in; the volume's where nothing is left.
[[nodiscard]] std::string title_of(ArchivedFact const& fact, Shelves::Place const& place);

/// Who keeps a unit's volumes: its community; the root for what lies in none.
[[nodiscard]] UnitId keeper_of(organisation::UnitUnderDuty const& unit, UnitId root);

/// The items of a year: filed ones by number, then the others by day and fact; by volume in the
/// order of the volumes' numbers.
[[nodiscard]] std::vector<ArchiveItem> items_of(ArchiveContents const& contents,
                                                Shelves const& shelves, int year);

/// 件号 with the digits of the rule.
[[nodiscard]] std::string item_number(ArchiveNumber const& number, std::int64_t item);
/// 档号 by the format of the rule. `fonds` 全宗号 of the keeper.
[[nodiscard]] std::string reference_of(ArchiveNumber const& number, std::string_view fonds,
                                       ArchiveItem const& item, std::string_view class_code);

enum class GapKind { not_done, original_missing };
BOOST_DESCRIBE_ENUM(GapKind, not_done, original_missing)

/// Something a volume lacks.
struct Gap {
  GapKind kind{GapKind::not_done};
  std::string volume{};
  UnitId unit{};
  std::string unit_name{};
  /// The duty's title, or the item's with what it lacks.
  std::string what{};
  std::string period{};
  Date due_on{};
  /// The duty's rule; none for a missing file.
  std::optional<rules::RuleCitation> rule{};
  FactId fact{};
};
BOOST_DESCRIBE_STRUCT(Gap, (), (kind, volume, unit, unit_name, what, period, due_on, rule, fact))

/// By volume, unit in name order, day: duties that are late or missed and would have been collected
/// by a volume; items without a required file.
[[nodiscard]] std::vector<Gap> gaps_of(organisation::JudgedUnits const& judged,
                                       std::vector<ArchiveItem> const& items,
                                       Shelves const& shelves);

}  // namespace hangji::premises

template <> inline constexpr std::string_view
    hangji::refusal_prefix<hangji::premises::ArchiveRefusal> = "archive";
template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::premises::FiledItemRow> = "archive_item";
template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::premises::FondsRow> = "archive_fonds";
template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::premises::DocumentRow> = "archive_document";
