// The SQL of the archive.
#pragma once

#include "premises/archive/archive.h"

namespace hangji::premises {

/// What may become an item: the units' own standing facts that count in the window, and those about
/// their members that end as papers; of `root` and all below on `day`, by id.
[[nodiscard]] std::vector<ArchivedFact> archived_facts_below(database::Transaction& transaction,
                                                             UnitId root, Date day,
                                                             obligations::Window window);
/// How many originals hang on the records of the same facts.
[[nodiscard]] std::vector<OriginalCount> original_counts_below(database::Transaction& transaction,
                                                               UnitId root, Date day,
                                                               obligations::Window window);
/// Documents of the window's days, of `root` and all below on `day`.
[[nodiscard]] std::vector<DocumentRow> documents_below(database::Transaction& transaction,
                                                       UnitId root, Date day,
                                                       obligations::Window window);
[[nodiscard]] std::optional<DocumentRow> document(database::Transaction& transaction,
                                                  DocumentId id);
[[nodiscard]] std::optional<FondsRow> fonds(database::Transaction& transaction, UnitId keeper);
[[nodiscard]] std::optional<FondsRow> fonds_by_code(database::Transaction& transaction,
                                                    std::string_view code);
/// Whether anything stands under the keeper's fonds.
[[nodiscard]] bool has_filed(database::Transaction& transaction, UnitId keeper);
/// Items filed for the year about `root` and all below on `day`.
[[nodiscard]] std::vector<FiledItemRow> filed_below(database::Transaction& transaction, UnitId root,
                                                    Date day, int year);
/// The highest number of each volume and retention of the keeper's year.
struct LastNumber {
  std::string volume{};
  rules::Retention retention{};
  std::int64_t number{};
};
BOOST_DESCRIBE_STRUCT(LastNumber, (), (volume, retention, number))
[[nodiscard]] std::vector<LastNumber> last_numbers(database::Transaction& transaction,
                                                   UnitId keeper, int year);

}  // namespace hangji::premises
