// Issuing a bulletin: the sheet and the workbook are made from one snapshot away from the writer,
// stored as originals, and entered by one short write.
#pragma once

#include "documents/originals.h"
#include "duty/bulletins/bulletin.h"
#include "kernel/journal/change.h"
#include "kernel/originals/originals.h"

namespace hangji::duty {

struct IssuedBulletin {
  FactId fact{};
  originals::OriginalId sheet{};
  originals::OriginalId workbook{};
};
BOOST_DESCRIBE_STRUCT(IssuedBulletin, (), (fact, sheet, workbook))

/// The files of a bulletin, durable.
struct StoredBulletin {
  documents::StoredOriginal sheet{};
  documents::StoredOriginal workbook{};
};
[[nodiscard]] StoredBulletin store_bulletin(documents::Originals const& originals,
                                            Bulletin const& bulletin);

/// The standing fact by which the unit issued a bulletin on the period.
[[nodiscard]] std::optional<facts::FactRow> bulletin_issued(database::Transaction& transaction,
                                                            UnitId unit,
                                                            periods::CalendarPeriod period);
/// Refuses a second bulletin on the same period.
[[nodiscard]] Result<Done> check_not_issued(database::Transaction& transaction, UnitId unit,
                                            periods::CalendarPeriod period);
/// Enters that the bulletin was issued, with its two files. Refuses already_issued.
[[nodiscard]] Result<IssuedBulletin> issue_bulletin(journal::Change& change,
                                                    Bulletin const& bulletin,
                                                    StoredBulletin const& files);

}  // namespace hangji::duty
