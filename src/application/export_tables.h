// The tables that `hangji export` and the pages give out. Their columns are promised to whoever
// reads them by program: members are added at the end and never renamed. Numbers of persons are
// masked.
#pragma once

#include "application/export_sink.h"
#include "application/program.h"

namespace hangji::application {

enum class ExportedTable { members, units, enterprises, facts, points, dues, obligations, archive };
BOOST_DESCRIBE_ENUM(ExportedTable, members, units, enterprises, facts, points, dues, obligations,
                    archive)

struct ExportQuestion {
  ExportedTable table{};
  /// Of facts, points, dues, obligations; the archive's year.
  Month month{};
  /// Of units, members, enterprises.
  Date as_of{};
  /// That unit and all below it; none: the whole street, with what belongs to no unit any more.
  UnitId unit{};
};

/// Rows written.
[[nodiscard]] std::int64_t export_table(database::Transaction& transaction, api::Services& services,
                                        ExportQuestion const& question, ExportSink& sink);

}  // namespace hangji::application
