// The SQL of the fact ledger that only the ledger itself uses.
#pragma once

#include "kernel/facts/facts.h"

namespace hangji::facts {

void insert(database::Transaction& transaction, FactRow const& row);
void insert_all(database::Transaction& transaction, std::span<FactRow const> rows);
[[nodiscard]] bool is_superseded(database::Transaction& transaction, FactId id);

}  // namespace hangji::facts
