// The SQL of originals' cards.
#pragma once

#include "kernel/originals/originals.h"

namespace hangji::originals {

[[nodiscard]] std::optional<OriginalRow> original(database::Transaction& transaction,
                                                  OriginalId id);
/// In the order in which they were added.
[[nodiscard]] std::vector<OriginalRow> originals_of(database::Transaction& transaction,
                                                    SourceId source);
/// Every card, by id: for `verify` and exports.
void each_original(database::Transaction& transaction,
                   std::function<void(OriginalRow const&)> const& visit);

}  // namespace hangji::originals
