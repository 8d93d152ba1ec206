#include "database/transaction.h"

#include "foundation/result.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace hangji::database {

void refuse_stored_value(std::string_view text) {
  throw std::runtime_error{
      fmt::format("the database holds a value the program never wrote: {}", text)};
}

namespace {
template <class T> void take_parsed(std::optional<T> const& value, std::string_view text, T& into) {
  if (!value) refuse_stored_value(text);
  into = *value;
}
}  // namespace

void take_time(std::string_view text, Date& into) { take_parsed(parse_date(text), text, into); }
void take_time(std::string_view text, Month& into) { take_parsed(parse_month(text), text, into); }
void take_time(std::string_view text, Instant& into) {
  take_parsed(parse_instant(text), text, into);
}

std::size_t take_choice(std::string_view text, std::span<std::string_view const> names) {
  auto const found = std::ranges::find(names, text);
  if (found == names.end()) refuse_stored_value(text);
  return static_cast<std::size_t>(found - names.begin());
}

std::string insert_statement(TableName table, std::vector<std::string_view> const& columns) {
  std::string names = "tenant_id";
  std::string values = ":tenant";
  for (auto const column : columns) {
    names += fmt::format(", {}", column);
    values += fmt::format(", :{}", column);
  }
  return fmt::format("INSERT INTO {} ({}) VALUES ({})", table.text, names, values);
}

std::string update_statement(TableName table, std::vector<std::string_view> const& columns) {
  // Every member appears once and in order, `id` among them (set to itself), so that arguments
  // follow the description.
  std::string assignments;
  bool has_id = false;
  for (auto const column : columns) {
    has_id = has_id || column == "id";
    assignments += fmt::format("{}{} = :{}", assignments.empty() ? "" : ", ", column, column);
  }
  verify(has_id, "an updated row has an id");
  return fmt::format("UPDATE {} SET {} WHERE tenant_id = :tenant AND id = :id", table.text,
                     assignments);
}

}  // namespace hangji::database
