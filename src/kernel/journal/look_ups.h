// Who looked at whom: the opening of identity and phone numbers, kept for the auditor beside the
// journal.
#pragma once

#include "kernel/journal/change.h"

namespace hangji::journal {

using LookUpId = Id<struct LookUpTag>;

struct LookUpRow {
  LookUpId id{};
  Instant at{};
  UserId user_id{};
  /// `feature.verb`
  std::string operation{};
  /// Id of the member looked at.
  std::string subject{};
};
BOOST_DESCRIBE_STRUCT(LookUpRow, (), (id, at, user_id, operation, subject))

/// Notes it in the operation's own transaction: who is shown something has been written down.
void note_look_up(Change& change, std::string_view operation, MemberId subject);

struct LookUpFilter {
  /// None: all.
  UserId user{};
  MemberId subject{};
  std::optional<Date> from{};
  /// The last day.
  std::optional<Date> until{};
};
/// Newest first, before `before` (none: from the end).
[[nodiscard]] std::vector<LookUpRow> look_ups(database::Transaction& transaction,
                                              LookUpFilter const& filter, LookUpId before,
                                              int limit);

}  // namespace hangji::journal
