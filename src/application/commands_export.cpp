// hangji export: whole tables for other programs and for the street's own reckoning.
#include "application/commands.h"
#include "application/export_tables.h"

#include <fmt/format.h>
#include <boost/describe/enum_from_string.hpp>

#include <cstdio>

namespace hangji::application {

namespace {
struct ExportOptions {
  std::string table{};
  std::string month{};
  std::string as_of{};
  std::string format{"csv"};
  std::string out{};
};

template <class Enum> std::vector<std::string> names_of() {
  std::vector<std::string> names;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>(
      [&](auto one) { names.emplace_back(one.name); });
  return names;
}

/// The words were checked when they were parsed.
template <class Enum> Enum enum_of(std::string const& name) {
  Enum value{};
  boost::describe::enum_from_string(name.c_str(), value);
  return value;
}

int run_export(CommonOptions const& common, ExportOptions const& options) {
  Program program{settings_of(common)};
  auto const today = program.clock().today();
  auto const as_of = day_of(options.as_of, today);
  ExportQuestion const question{enum_of<ExportedTable>(options.table),
                                month_of(options.month, Month::of(as_of)), as_of};
  auto const sink = export_sink(enum_of<ExportFormat>(options.format));
  auto const rows = program.database().read(the_street, [&](database::Transaction& read) {
    return export_table(read, program.services(), question, *sink);
  });
  auto const text = sink->finish();
  if (options.out.empty()) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    return 0;
  }
  write_file(options.out, text);
  fmt::print("{} 行已写入 {}\n", rows, options.out);
  return 0;
}
}  // namespace

Command export_command() {
  auto const options = std::make_shared<ExportOptions>();
  return {.name = "export",
          .summary = "导出整张表：列名固定，号码遮盖",
          .add_options =
              [options](Options& typed) {
                typed.text("table", options->table, "哪张表",
                           {.required = true, .among = names_of<ExportedTable>()});
                typed.text("--month", options->month, "哪个月（YYYY-MM）");
                typed.text("--as-of", options->as_of, "截至哪一天（YYYY-MM-DD）",
                           {.excludes = "--month"});
                typed.text("--format", options->format, "格式",
                           {.among = names_of<ExportFormat>(), .shows_default = true});
                typed.text("--out", options->out, "写入文件；不写则输出到终端");
              },
          .run = [options](CommonOptions const& common) { return run_export(common, *options); }};
}

}  // namespace hangji::application
