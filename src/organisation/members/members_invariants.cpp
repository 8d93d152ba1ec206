#include "organisation/members/members_store.h"
#include "organisation/members/registrations.h"
#include "organisation/organisation_invariants.h"
#include "organisation/units/units_store.h"

#include <fmt/format.h>

#include <unordered_map>

namespace hangji::organisation {

namespace {
struct Person {
  std::string name{};
  MemberState state{};
};
using People = std::unordered_map<MemberId, Person>;
using Units = std::unordered_map<UnitId, UnitRow>;

void check_membership(Units const& units, People const& people, MembershipRow const& row,
                      std::vector<std::string>& faults) {
  auto const& name = people.at(row.member_id).name;
  auto const& where = units.at(row.unit_id);
  if (!holds_members(where.kind)) {
    faults.push_back(fmt::format("{}编入了“{}”，不是党支部", name, where.full_name));
  }
  if (row.until_day && *row.until_day <= row.from_day) {
    faults.push_back(fmt::format("{}在“{}”没有天数", name, where.full_name));
  }
  bool const begins_before = row.from_day < where.founded_on;
  bool const ends_after =
      where.dissolved_on && (!row.until_day || *row.until_day > *where.dissolved_on);
  if (begins_before || ends_after) {
    faults.push_back(fmt::format("{}编入“{}”时该党组织不存在", name, where.full_name));
  }
}

void check_memberships(Transaction& transaction, Units const& units, People const& people,
                       std::vector<std::string>& faults) {
  std::unordered_map<MemberId, MembershipRow> last;
  each_membership(transaction, [&](MembershipRow const& row) {
    check_membership(units, people, row, faults);
    auto const before = last.find(row.member_id);
    bool const overlaps = before != last.end() &&
                          (!before->second.until_day || row.from_day < *before->second.until_day);
    bool const may_have_gap =
        row.reason == MembershipReason::restored || row.reason == MembershipReason::admitted;
    bool const has_gap =
        before != last.end() && !may_have_gap && before->second.until_day != row.from_day;
    if (overlaps || has_gap) {
      faults.push_back(fmt::format("{}的隶属在 {} 前有空缺或重叠", people.at(row.member_id).name,
                                   to_text(row.from_day)));
    }
    last[row.member_id] = row;
  });
  for (auto const& [id, person] : people) {
    auto const found = last.find(id);
    bool const is_in_unit = found != last.end() && !found->second.until_day;
    if (is_in_unit != belongs(person.state)) {
      faults.push_back(fmt::format("{}的状态（{}）与隶属不符", person.name, label(person.state)));
    }
  }
}
}  // namespace

std::vector<std::string> member_faults(Transaction& transaction) {
  Units units;
  each_unit(transaction, [&](UnitRow const& row) { units.emplace(row.id, row); });
  People people;
  std::vector<std::string> faults;
  each_member_row(transaction, [&](MemberRow const& row) {
    people.emplace(row.id, Person{row.name, row.state});
    if (row.full_member_on && *row.full_member_on < row.joined_on) {
      faults.push_back(fmt::format("{}转正早于入党", row.name));
    }
  });
  check_memberships(transaction, units, people, faults);
  each_former_registration(transaction, [&](FormerRegistrationRow const& row) {
    if (row.until_day > transaction.today()) {
      faults.push_back(fmt::format("{}的在册或流动变更在 {}，尚未到来",
                                   people.at(row.member_id).name, to_text(row.until_day)));
    }
  });
  return faults;
}

}  // namespace hangji::organisation
