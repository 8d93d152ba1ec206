// An invented street of the size that the programme of 解放碑街道 reports: units, members and
// enterprises as rows, and the workbooks in which a street would send them. Pure and seeded: the
// same sizes, year and seed give the same rows. Nobody in it lives: identity numbers are of the
// unassigned division 999999, telephones begin with 10000, credit codes name the same division.
#pragma once

#include "application/demo_dice.h"
#include "foundation/amount.h"
#include "foundation/identity_number.h"

#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <vector>

namespace hangji::application {

/// The article's figures: 10个社区, 176个党组织, 1995名在册党员, 665名流动党员, 9844家非公组织.
/// The organisations are those below the street and its communities.
struct StreetSizes {
  int communities{10};
  int organisations{176};
  int registered{1995};
  int floating{665};
  int enterprises{9844};
};

/// The article's kinds: 社区, 网格, 国企和机关单位, 非公, 楼宇联合, 流动党员.
enum class StreetUnitSort {
  street,
  community,
  committee,
  general_branch,
  grid_branch,
  state_branch,
  enterprise_branch,
  joint_branch,
  mobile_branch,
  temporary_branch
};
BOOST_DESCRIBE_ENUM(StreetUnitSort, street, community, committee, general_branch, grid_branch,
                    state_branch, enterprise_branch, joint_branch, mobile_branch, temporary_branch)
[[nodiscard]] bool has_members(StreetUnitSort sort);

struct StreetUnit {
  StreetUnitSort sort{};
  std::string full_name{};
  /// Full name of the unit above; empty at the street.
  std::string parent{};
  Date founded_on{};
  /// 民生路社区; empty above the communities.
  std::string community{};
  std::string host_name{};
  std::string host_credit_code{};
  /// Name of the first member, where it has members.
  std::string secretary{};
  std::string contact{};
  std::string contact_phone{};
  std::optional<Date> term_ends_on{};
  std::string building{};
  int members{0};
};

enum class StreetCategory { in_post, no_post, non_public, floating, old_weak_ill_disabled };

struct StreetMember {
  std::string name{};
  std::string identity_number{};
  Sex sex{};
  std::string ethnicity{};
  Date born_on{};
  std::string education{};
  /// Full name of the branch.
  std::string unit{};
  Date joined_on{};
  std::optional<Date> full_member_on{};
  std::string occupation{};
  std::string phone{};
  std::string fixed_phone{};
  std::string address{};
  std::optional<Date> lost_since{};
  /// Registered elsewhere; or registered here and gone to `destination`.
  bool is_floating{false};
  std::string destination{};
  StreetCategory category{};
  std::optional<Fen> dues_base{};
};

struct StreetEnterprise {
  std::string name{};
  std::string credit_code{};
  std::string legal_person{};
  Date established_on{};
  /// As registers write it: 存续, 关, 停, 并, 转.
  std::string state{};
  std::string industry{};
  int employees{};
  int party_members{};
  std::string address{};
  std::string phone{};
  std::string community{};
  std::string building{};
};

struct Street {
  /// The rosters' day: the year's first.
  Date as_of{};
  std::uint64_t seed{};
  /// The street, its communities, then the organisations.
  std::vector<StreetUnit> units{};
  /// By branch; the secretary comes first.
  std::vector<StreetMember> members{};
  std::vector<StreetEnterprise> enterprises{};
};

inline constexpr std::uint64_t demo_seed = 20180201;

[[nodiscard]] Street invent_street(StreetSizes const& sizes, int year,
                                   std::uint64_t seed = demo_seed);

/// The three workbooks, as bytes, with a title row and dates written in several ways.
struct StreetWorkbooks {
  std::string units{};
  std::string members{};
  std::string enterprises{};
};
[[nodiscard]] StreetWorkbooks write_workbooks(Street const& street);

/// The steps of `invent_street`, each with dice of its own.
void invent_units(Street& street, StreetSizes const& sizes);
void invent_members(Street& street, StreetSizes const& sizes);
void invent_enterprises(Street& street, StreetSizes const& sizes);

[[nodiscard]] std::string invented_person_name(Dice& dice, Sex sex);
/// Not used before in the street when `number` was not: 山城远航.
[[nodiscard]] std::string invented_brand(std::size_t number);
/// A valid code of the unassigned division.
[[nodiscard]] std::string invented_credit_code(int number);
/// Eleven digits from 10000.
[[nodiscard]] std::string invented_phone(int number);

}  // namespace hangji::application
