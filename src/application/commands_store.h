// The SQL of the commands: what they read over the whole of the books.
#pragma once

#include "kernel/facts/facts.h"

#include <functional>

namespace hangji::application {

/// Every fact that counts in the month, by id, the superseded among them.
void each_fact_of_month(database::Transaction& transaction, Month month,
                        std::function<void(facts::FactRow const&)> const& visit);
/// The months in which a register was closed, in order.
[[nodiscard]] std::vector<Month> closed_months(database::Transaction& transaction);
/// A number that was sealed with the books' key; empty when there is none yet.
[[nodiscard]] std::string any_sealed_number(database::Transaction& transaction);
/// A unit's path.
struct PlaceRow {
  UnitId unit_id{};
  std::string path{};
};
BOOST_DESCRIBE_STRUCT(PlaceRow, (), (unit_id, path))
/// Every path, by unit.
void each_place(database::Transaction& transaction,
                std::function<void(PlaceRow const&)> const& visit);

}  // namespace hangji::application
