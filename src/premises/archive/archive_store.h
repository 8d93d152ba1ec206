// The SQL of the archive.
#pragma once

#include "premises/archive/archive.h"

namespace hangji::premises {

/// The units' own standing facts that count in the window, of `root` and all below on `day`, by id.
[[nodiscard]] std::vector<ArchivedFact> archived_facts_below(database::Transaction& transaction,
                                                             UnitId root, Date day,
                                                             obligations::Window window);
/// How many originals hang on the records of the same facts.
[[nodiscard]] std::vector<OriginalCount> original_counts_below(database::Transaction& transaction,
                                                               UnitId root, Date day,
                                                               obligations::Window window);
/// Items filed for the year about `root` and all below on `day`.
[[nodiscard]] std::vector<FiledItemRow> filed_below(database::Transaction& transaction, UnitId root,
                                                    Date day, int year);
/// The highest number of each volume of the keeper's year.
struct LastNumber {
  std::string volume{};
  std::int64_t number{};
};
BOOST_DESCRIBE_STRUCT(LastNumber, (), (volume, number))
[[nodiscard]] std::vector<LastNumber> last_numbers(database::Transaction& transaction,
                                                   UnitId keeper, int year);

}  // namespace hangji::premises
