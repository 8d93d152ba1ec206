#include "organisation/organisation_invariants.h"
#include "organisation/units/units_store.h"

#include <fmt/format.h>

#include <unordered_map>

namespace hangji::organisation {

namespace {
using Units = std::unordered_map<UnitId, UnitRow>;

void check_parent_row(Units const& units, UnitParentRow const& row,
                      std::vector<std::string>& faults) {
  auto const& child = units.at(row.unit_id);
  auto const& parent = units.at(row.parent_id);
  if (row.until_day && *row.until_day <= row.from_day) {
    faults.push_back(fmt::format("“{}”的一段隶属没有天数", child.full_name));
  }
  // Kinds are present ones: only the present parent is held against them.
  if (!row.until_day && !may_be_under(child.kind, parent.kind)) {
    faults.push_back(fmt::format("“{}”不能隶属于“{}”", child.full_name, parent.full_name));
  }
  bool const outlives = !row.until_day && !child.dissolved_on && parent.dissolved_on;
  if (outlives) faults.push_back(fmt::format("“{}”的上级已撤销", child.full_name));
}

void check_parents(Transaction& transaction, Units const& units, std::vector<std::string>& faults) {
  std::unordered_map<UnitId, UnitParentRow> last;
  each_parent(transaction, [&](UnitParentRow const& row) {
    check_parent_row(units, row, faults);
    auto const before = last.find(row.unit_id);
    auto const due = before == last.end() ? units.at(row.unit_id).founded_on
                                          : before->second.until_day.value_or(Date{});
    if (row.from_day != due) {
      faults.push_back(fmt::format("“{}”的隶属在 {} 前有空缺或重叠",
                                   units.at(row.unit_id).full_name, to_text(row.from_day)));
    }
    last[row.unit_id] = row;
  });
  for (auto const& [id, row] : units) {
    auto const found = last.find(id);
    bool const is_rooted = row.kind == UnitKind::street && found == last.end();
    bool const is_under = found != last.end() && !found->second.until_day;
    if (!is_rooted && !is_under) faults.push_back(fmt::format("“{}”没有上级", row.full_name));
  }
}

void check_posts(Transaction& transaction, Units const& units, std::vector<std::string>& faults) {
  UnitPostRow last{};
  each_post(transaction, [&](UnitPostRow const& row) {
    auto const& where = units.at(row.unit_id);
    bool const follows = row.unit_id == last.unit_id && row.post == last.post;
    if (follows && has_one_holder(row.post) &&
        (!last.until_day || *last.until_day > row.from_day)) {
      faults.push_back(fmt::format("“{}”同一天有两名{}", where.full_name, label(row.post)));
    }
    if (where.dissolved_on && (!row.until_day || *row.until_day > *where.dissolved_on) &&
        row.from_day <= *where.dissolved_on) {
      faults.push_back(fmt::format("“{}”撤销后仍有{}", where.full_name, label(row.post)));
    }
    last = row;
  });
}
}  // namespace

std::vector<std::string> place_faults(Transaction& transaction) {
  std::vector<std::string> faults;
  for (auto const id : units_out_of_place(transaction)) {
    auto const row = unit(transaction, id);
    auto const name = row ? fmt::format("“{}”", row->full_name) : std::string{};
    faults.push_back(fmt::format("党组织 {} {}在组织树中的位置与隶属不符", id.value, name));
  }
  return faults;
}

std::vector<std::string> unit_faults(Transaction& transaction) {
  Units units;
  each_unit(transaction, [&](UnitRow const& row) { units.emplace(row.id, row); });
  auto faults = place_faults(transaction);
  check_parents(transaction, units, faults);
  check_posts(transaction, units, faults);
  return faults;
}

}  // namespace hangji::organisation
