// The SQL of the journal's lists: entries by page and filter, the images and facts of one entry,
// who looked at whom.
#pragma once

#include "kernel/facts/facts.h"
#include "kernel/journal/journal.h"

namespace hangji::journal {

struct EntryFilter {
  /// None: of all units, and of none.
  UnitId unit{};
  UserId actor{};
  /// The whole code or its beginning: `dues.`; empty: all.
  std::string operation{};
  std::optional<Date> from{};
  /// The last day.
  std::optional<Date> until{};
};

/// Newest first, before `before_seq` (0: from the end).
[[nodiscard]] std::vector<EntryRow> filtered_entries(database::Transaction& transaction,
                                                     EntryFilter const& filter,
                                                     std::int64_t before_seq, int limit);
[[nodiscard]] std::optional<EntryRow> entry(database::Transaction& transaction, std::int64_t seq);
/// In the order they were written, `limit` at most.
[[nodiscard]] std::vector<ImageRow> images_of(database::Transaction& transaction, std::int64_t seq,
                                              int limit);
/// The next change of the same row: its before-image is what the row became.
[[nodiscard]] std::optional<ImageRow> image_after(database::Transaction& transaction,
                                                  ImageRow const& image);
[[nodiscard]] std::vector<facts::FactRow> facts_of(database::Transaction& transaction,
                                                   std::int64_t seq, int limit);

/// The first moment of the civil day.
[[nodiscard]] Instant start_of(Date day);

}  // namespace hangji::journal
