// What several commands read from their words.
#include "application/commands.h"

#include "foundation/text.h"
#include "organisation/units/units_store.h"

#include <fmt/format.h>

#include <fstream>

namespace hangji::application {

void write_file(std::filesystem::path const& path, std::string_view bytes) {
  std::ofstream file{path, std::ios::binary | std::ios::trunc};
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) throw Refused{fmt::format("不能写入文件 {}", path.string())};
}

Month month_of(std::string const& typed, Month missing) {
  if (typed.empty()) return missing;
  auto const month = parse_month(typed);
  if (!month) throw Refused{fmt::format("月份应写作 2026-07，而不是“{}”", typed)};
  return *month;
}

Date day_of(std::string const& typed, Date missing) {
  if (typed.empty()) return missing;
  auto const day = parse_date(typed);
  if (!day) throw Refused{fmt::format("日期应写作 2026-07-01，而不是“{}”", typed)};
  return *day;
}

UnitId street_of(database::Transaction& transaction) {
  auto const standing = organisation::roots(transaction);
  if (standing.empty()) throw Refused{"街道还没有设立"};
  return standing.front().id;
}

UnitId unit_of(database::Transaction& transaction, std::string const& typed) {
  if (typed.empty()) return street_of(transaction);
  std::int64_t number = 0;
  if (parse_integer(typed, number) && organisation::unit(transaction, UnitId{number}))
    return {number};
  auto const named = organisation::unit_named(transaction, typed);
  if (!named) throw Refused{fmt::format("没有名为“{}”的党组织，或有几个同名", typed)};
  return named->id;
}

}  // namespace hangji::application
