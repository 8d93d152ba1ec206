// The units of the invented street.
#include "application/demo_street.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace hangji::application {

namespace {
using enum StreetUnitSort;

constexpr std::string_view street_name = "重庆市渝中区解放碑街道";
constexpr std::array community_names{"民生路", "自力巷", "大同路", "鲁祖庙", "临江路",
                                     "较场口", "沧白路", "戴家巷", "来龙巷", "八一路"};
constexpr std::array digits{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
constexpr std::array building_names{"国贸中心",   "临江广场", "民生大厦", "和平商务楼",
                                    "洪崖写字楼", "新华大楼", "邹容广场", "江景国际"};
constexpr std::array trades{"科技", "商贸", "餐饮管理", "文化传媒", "物业服务", "信息技术"};
constexpr std::array state_trades{"商贸流通", "城市建设", "园林绿化",
                                  "城市服务", "文化旅游", "供应链"};

/// How many of each sort there are among 176; grid branches are the rest.
struct Share {
  StreetUnitSort sort;
  int of_176;
};
constexpr int all_shares = 176;
constexpr std::array shares{Share{committee, 2},          Share{general_branch, 8},
                            Share{state_branch, 20},      Share{mobile_branch, 10},
                            Share{enterprise_branch, 48}, Share{joint_branch, 24},
                            Share{temporary_branch, 2}};

/// How large a branch of the sort usually is.
int weight_of(StreetUnitSort sort) {
  switch (sort) {
    case grid_branch: return 22;
    case mobile_branch: return 34;
    case joint_branch: return 14;
    case enterprise_branch: return 7;
    case state_branch: return 16;
    case temporary_branch: return 8;
    case street:
    case community:
    case committee:
    case general_branch: return 0;
  }
  return 0;
}

std::string number_text(int number) {
  if (number <= 10) return digits[static_cast<std::size_t>(number - 1)];
  auto const tens = number / 10 == 1 ? std::string{} : std::string{digits[number / 10 - 1]};
  return tens + "十" + (number % 10 == 0 ? "" : digits[number % 10 - 1]);
}

/// Empty for the first: the only one of its kind needs no number.
std::string ordinal(int number) {
  return number == 1 ? std::string{} : fmt::format("第{}", number_text(number));
}

std::vector<StreetUnitSort> sorts_of(int organisations) {
  std::vector<StreetUnitSort> sorts;
  for (auto const& share : shares) {
    sorts.insert(sorts.end(), share.of_176 * organisations / all_shares, share.sort);
  }
  sorts.resize(organisations, grid_branch);
  // Grid branches first: the first branch of a community is one that people know.
  std::ranges::stable_sort(sorts, {}, [](auto sort) {
    return sort == committee || sort == general_branch ? street : sort;
  });
  return sorts;
}

class Founder {
public:
  Founder(Street& street, StreetSizes const& sizes)
      : m_street{street}, m_sizes{sizes}, m_dice{street.seed, {1}} {}

  void found_all() {
    auto& top = add(StreetUnitSort::street, fmt::format("中共{}工作委员会", street_name), "");
    m_top = top.full_name;
    for (int i = 0; i < m_sizes.communities; ++i) found_community(i);
    for (auto const sort : sorts_of(m_sizes.organisations)) found(sort);
    share_out_members();
  }

private:
  StreetUnit& add(StreetUnitSort sort, std::string name, std::string_view parent) {
    auto& unit = m_street.units.emplace_back();
    unit.sort = sort;
    unit.full_name = std::move(name);
    unit.parent = parent;
    bool const is_old = sort == StreetUnitSort::street || sort == community;
    auto const last = m_street.as_of.plus_months(is_old ? -240 : -14);
    unit.founded_on = m_dice.day(last.plus_months(is_old ? -60 : -170), last);
    unit.secretary = invented_person_name(m_dice, m_dice.chance(600) ? Sex::male : Sex::female);
    unit.contact = invented_person_name(m_dice, Sex::female);
    unit.contact_phone = invented_phone(500'000 + static_cast<int>(m_street.units.size()));
    unit.term_ends_on = m_street.as_of.plus_months(m_dice.between(-1, 33)).plus_days(27);
    return unit;
  }

  void found_community(int number) {
    auto name = number < std::ssize(community_names)
                    ? std::string{community_names[static_cast<std::size_t>(number)]}
                    : fmt::format("新{}", number_text(number));
    auto& unit = add(community, fmt::format("中共{}{}社区委员会", street_name, name), m_top);
    unit.community = name + "社区";
    m_communities.push_back(static_cast<int>(m_street.units.size()) - 1);
  }

  void found(StreetUnitSort sort) {
    auto const nth = m_counts[static_cast<std::size_t>(sort)]++;
    auto const& home = m_street.units[m_communities[nth % m_communities.size()]];
    auto const home_name = home.full_name;
    auto const community_name = home.community;
    auto const in_community = nth / static_cast<int>(m_communities.size()) + 1;
    switch (sort) {
      case committee: return found_hosted(sort, m_top, "", "集团有限公司", "委员会");
      case general_branch:
        return found_hosted(sort, home_name, community_name, "公司", "总支部委员会");
      case state_branch: return found_below_state_unit(nth);
      case enterprise_branch:
        return found_hosted(sort, home_name, community_name, "有限公司", "支部委员会");
      case joint_branch: return found_joint(nth, home_name, community_name);
      case grid_branch:
        return found_plain(sort, home_name, community_name,
                           fmt::format("第{}网格支部委员会", number_text(in_community)));
      case mobile_branch:
        return found_plain(sort, home_name, community_name,
                           fmt::format("流动党员{}支部委员会", ordinal(in_community)));
      case temporary_branch:
        return found_plain(sort, home_name, community_name,
                           fmt::format("重点项目{}临时支部委员会", ordinal(in_community)));
      case StreetUnitSort::street:
      case community: return;
    }
  }

  void found_plain(StreetUnitSort sort, std::string_view parent, std::string const& community_name,
                   std::string_view tail) {
    auto& unit = add(sort, fmt::format("中共{}{}{}", street_name, community_name, tail), parent);
    unit.community = community_name;
  }
  void found_hosted(StreetUnitSort sort, std::string_view parent, std::string community_name,
                    std::string_view form, std::string_view tail) {
    auto const number = m_hosts++;
    auto const& trade = sort == enterprise_branch ? m_dice.pick(trades) : m_dice.pick(state_trades);
    auto const host = fmt::format("重庆{}{}{}", invented_brand(number), trade, form);
    auto& unit = add(sort, fmt::format("中共{}{}", host, tail), parent);
    unit.community = std::move(community_name);
    unit.host_name = host;
    unit.host_credit_code = invented_credit_code(static_cast<int>(number) + 1);
    if (sort == committee || sort == general_branch)
      m_state_units.push_back(m_street.units.size() - 1);
  }
  void found_below_state_unit(int nth) {
    if (m_state_units.empty()) {
      auto const home = m_street.units[m_communities[nth % m_communities.size()]];
      return found_hosted(state_branch, home.full_name, home.community, "公司", "支部委员会");
    }
    auto const above = m_street.units[m_state_units[nth % m_state_units.size()]];
    auto const in_unit = nth / static_cast<int>(m_state_units.size()) + 1;
    auto& unit = add(state_branch,
                     fmt::format("中共{}第{}支部委员会", above.host_name, number_text(in_unit)),
                     above.full_name);
    unit.community = above.community;
    unit.host_name = above.host_name;
    unit.host_credit_code = above.host_credit_code;
  }
  void found_joint(int nth, std::string_view parent, std::string const& community_name) {
    auto const building =
        fmt::format("{}{}", building_names[nth % building_names.size()],
                    nth < std::ssize(building_names)
                        ? ""
                        : fmt::format("{}号楼", nth / static_cast<int>(building_names.size()) + 1));
    auto& unit =
        add(joint_branch,
            fmt::format("中共{}{}{}联合支部委员会", street_name, community_name, building), parent);
    unit.community = community_name;
    unit.building = building;
  }

  /// By weight with some chance; what rounding leaves goes to the branches in turn.
  void share_out_members() {
    int const all = m_sizes.registered + m_sizes.floating;
    std::vector<StreetUnit*> branches;
    std::vector<int> weights;
    int sum = 0;
    for (auto& unit : m_street.units) {
      if (!has_members(unit.sort)) continue;
      branches.push_back(&unit);
      weights.push_back(weight_of(unit.sort) * m_dice.between(75, 125));
      sum += weights.back();
    }
    verify(!branches.empty() && all >= 4 * std::ssize(branches), "members enough for the branches");
    int left = all - 3 * static_cast<int>(branches.size());
    auto const shared = left;
    for (std::size_t i = 0; i < branches.size(); ++i) {
      auto const more = static_cast<int>(std::int64_t{shared} * weights[i] / sum);
      branches[i]->members = 3 + more;
      left -= more;
    }
    for (std::size_t i = 0; left > 0; i = (i + 1) % branches.size(), --left) ++branches[i]->members;
  }

  Street& m_street;
  StreetSizes const& m_sizes;
  Dice m_dice;
  std::string m_top{};
  std::vector<int> m_communities{};
  std::vector<std::size_t> m_state_units{};
  std::size_t m_hosts{0};
  std::array<int, 10> m_counts{};
};
}  // namespace

bool has_members(StreetUnitSort sort) { return weight_of(sort) > 0; }

void invent_units(Street& street, StreetSizes const& sizes) { Founder{street, sizes}.found_all(); }

}  // namespace hangji::application
