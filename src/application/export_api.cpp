#include "application/export_api.h"

#include "application/commands.h"
#include "application/export_tables.h"
#include "kernel/api/gate.h"

#include <fmt/format.h>

namespace hangji::application {

using access::Permission;
using api::Reading;

namespace {
struct ExportQuery {
  ExportedTable table{};
  /// That unit and all below it.
  UnitId unit{};
  /// Absent: this month. Of the archive its year.
  std::optional<Month> month{};
};
BOOST_DESCRIBE_STRUCT(ExportQuery, (), (table, unit, month))

/// What one must be allowed to see to be given the table.
Permission permission_of(ExportedTable table) {
  switch (table) {
    case ExportedTable::units: return Permission::see_units;
    case ExportedTable::members: return Permission::see_members;
    case ExportedTable::enterprises: return Permission::see_enterprises;
    case ExportedTable::facts: return Permission::see_journal;
    case ExportedTable::points: return Permission::see_points;
    case ExportedTable::dues: return Permission::see_dues;
    case ExportedTable::obligations: return Permission::see_obligations;
    case ExportedTable::archive: return Permission::see_archive;
  }
  stop_at_bug("a table is one of eight", std::source_location::current());
}

std::string_view name_of(ExportedTable table) {
  switch (table) {
    case ExportedTable::units: return "党组织";
    case ExportedTable::members: return "党员名册";
    case ExportedTable::enterprises: return "非公企业";
    case ExportedTable::facts: return "登记事实";
    case ExportedTable::points: return "党员积分";
    case ExportedTable::dues: return "党费收缴";
    case ExportedTable::obligations: return "履职情况";
    case ExportedTable::archive: return "归档文件";
  }
  stop_at_bug("a table is one of eight", std::source_location::current());
}

Result<api::File> export_one(Reading& reading, ExportQuery const& query) {
  for (auto const permission : {Permission::export_tables, permission_of(query.table)}) {
    if (auto good = reading.require(permission, query.unit); !good) {
      return std::unexpected{good.error()};
    }
  }
  bool const is_whole = query.unit == street_of(reading.transaction);
  ExportQuestion const question{.table = query.table,
                                .month = query.month.value_or(Month::of(reading.today())),
                                .as_of = reading.today(),
                                .unit = is_whole ? UnitId{} : query.unit};
  auto const sink = readable_book();
  std::ignore = export_table(reading.transaction, reading.services, question, *sink);
  return api::File{
      .name = fmt::format("{} {}.xlsx", name_of(query.table), to_text(reading.today())),
      .content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      .bytes = sink->finish()};
}
}  // namespace

void add_export_routes(http::RouteTable& table, api::Services& services) {
  api::Endpoints endpoints{table, services, "application.export"};
  endpoints.question("/api/exports/{table}", "一张表的工作簿：本级和所辖，号码遮盖",
                     Permission::export_tables, export_one);
}

}  // namespace hangji::application
