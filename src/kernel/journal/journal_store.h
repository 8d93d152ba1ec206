// The SQL of the journal. Only the journal itself includes this.
#pragma once

#include "kernel/journal/journal.h"

namespace hangji::journal {

/// SM3 over the images in order; empty when there are none.
[[nodiscard]] std::string digest_of(std::span<ImageRow const> images);
void append(database::Transaction& transaction, EntryRow const& entry,
            std::span<ImageRow const> images);
/// Marks where the transaction stands, and keeps or undoes what was written since.
void begin_attempt(database::Transaction& transaction);
void end_attempt(database::Transaction& transaction, bool is_kept);
/// Every entry in order.
void each_entry(database::Transaction& transaction,
                std::function<void(EntryRow const&)> const& visit);
/// Every image in the order it was written.
void each_image(database::Transaction& transaction,
                std::function<void(ImageRow const&)> const& visit);
/// Images of one table by row and then by time.
void each_image_of(database::Transaction& transaction, std::string_view table,
                   std::function<void(ImageRow const&)> const& visit);
struct TableNameRow {
  std::string table_name{};
};
BOOST_DESCRIBE_STRUCT(TableNameRow, (), (table_name))
[[nodiscard]] std::vector<TableNameRow> tables_with_images(database::Transaction& transaction);

}  // namespace hangji::journal
