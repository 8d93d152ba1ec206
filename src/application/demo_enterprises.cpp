// The enterprises of the invented street, those with a branch of their own first.
#include "application/demo_street.h"

#include <fmt/format.h>

#include <array>

namespace hangji::application {

namespace {
constexpr std::array beginnings{"山城", "渝江", "嘉陵", "雾都", "两江", "朝天", "巴渝", "洪崖",
                                "临江", "通远", "金碧", "凯旋", "上清", "望江", "南纪", "东水",
                                "千厮", "储奇", "人和", "太安", "定远", "翠微", "凤凰", "西湖"};
constexpr std::array endings{"远航", "宏图", "致和", "鼎新", "瑞丰", "盛景", "启明", "汇通",
                             "锦程", "卓越", "嘉禾", "恒信", "万象", "博达", "天成", "佳美",
                             "同创", "优品", "智联", "安泰", "康宁", "长青", "金石", "立信"};
struct Trade {
  std::string_view words;
  std::string_view industry;
};
constexpr std::array trades{Trade{"商贸", "批发和零售业"},
                            Trade{"服饰", "批发和零售业"},
                            Trade{"珠宝", "批发和零售业"},
                            Trade{"数码", "批发和零售业"},
                            Trade{"餐饮管理", "住宿和餐饮业"},
                            Trade{"酒店管理", "住宿和餐饮业"},
                            Trade{"信息技术", "信息传输、软件和信息技术服务业"},
                            Trade{"投资咨询", "租赁和商务服务业"},
                            Trade{"广告", "租赁和商务服务业"},
                            Trade{"物业管理", "房地产业"},
                            Trade{"文化传媒", "文化、体育和娱乐业"},
                            Trade{"教育咨询", "教育"},
                            Trade{"健康管理", "卫生和社会工作"},
                            Trade{"建筑装饰", "建筑业"},
                            Trade{"美容美发", "居民服务、修理和其他服务业"}};
constexpr std::array operating_words{"存续", "存续", "在营", "开业", "存续(在营、开业、在册)"};
constexpr std::array buildings{"国贸中心",   "临江广场", "民生大厦", "和平商务楼",
                               "洪崖写字楼", "新华大楼", "邹容广场", "江景国际"};
/// 关、停、并、转: in a thousand.
constexpr int gone_in_thousand = 62;
constexpr std::array gone_words{"关", "关", "关", "停", "停", "并", "转", "注销"};
/// Hosts of branches have the numbers below.
constexpr int first_free_number = 1000;

char organisation_check_character(std::string_view first_8) {
  constexpr std::array weights{3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += (first_8[i] - '0') * weights[i];
  return "0X987654321"[sum % 11];
}

class Registry {
public:
  explicit Registry(Street& street) : m_street{street}, m_dice{street.seed, {3}} {
    for (auto const& unit : street.units) {
      if (unit.sort == StreetUnitSort::community) m_communities.push_back(unit.community);
    }
  }

  void add_hosts() {
    for (auto const& unit : m_street.units) {
      if (unit.sort != StreetUnitSort::enterprise_branch) continue;
      StreetEnterprise host;
      host.name = unit.host_name;
      host.credit_code = unit.host_credit_code;
      host.industry = "租赁和商务服务业";
      host.community = unit.community;
      host.state = "存续";
      host.employees = unit.members * m_dice.between(4, 15);
      host.party_members = unit.members;
      host.established_on = unit.founded_on.plus_months(-m_dice.between(12, 90));
      finish(host, Place::ground);
    }
  }
  void add_others(int wanted) {
    while (std::ssize(m_street.enterprises) < wanted) add_other();
  }

private:
  enum class Place { ground, building };

  void add_other() {
    auto const number = first_free_number + static_cast<int>(m_street.enterprises.size());
    auto const& trade = trades[static_cast<std::size_t>(number) % trades.size()];
    auto const in_brand = static_cast<std::size_t>(number) / trades.size();
    StreetEnterprise enterprise;
    bool const is_shop = m_dice.chance(350);
    enterprise.name = fmt::format("{}{}{}{}", is_shop ? "渝中区" : "重庆", invented_brand(in_brand),
                                  trade.words, is_shop ? "经营部" : "有限公司");
    if (!m_dice.chance(8)) enterprise.credit_code = invented_credit_code(number);
    enterprise.industry = trade.industry;
    enterprise.community = m_dice.pick(m_communities);
    bool const is_gone = m_dice.chance(gone_in_thousand);
    enterprise.state = is_gone ? m_dice.pick(gone_words) : m_dice.pick(operating_words);
    enterprise.employees = is_shop ? m_dice.between(1, 6) : m_dice.between(2, 45);
    if (!is_gone && m_dice.chance(22)) enterprise.party_members = m_dice.between(1, 2);
    enterprise.established_on =
        m_dice.day(m_street.as_of.plus_months(-220), m_street.as_of.plus_days(-20));
    finish(enterprise, m_dice.chance(400) ? Place::building : Place::ground);
  }
  void finish(StreetEnterprise& enterprise, Place place) {
    auto const number = static_cast<int>(m_street.enterprises.size());
    enterprise.legal_person =
        invented_person_name(m_dice, m_dice.chance(650) ? Sex::male : Sex::female);
    enterprise.phone = invented_phone(100'000 + number);
    enterprise.address =
        fmt::format("重庆市渝中区{}{}号", enterprise.community, m_dice.between(1, 240));
    if (place == Place::building) {
      enterprise.building = m_dice.pick(buildings);
      auto const floor = m_dice.between(2, 30);
      enterprise.address +=
          fmt::format("{}{}-{}", enterprise.building, floor, m_dice.between(1, 20));
    }
    m_street.enterprises.push_back(std::move(enterprise));
  }

  Street& m_street;
  Dice m_dice;
  std::vector<std::string> m_communities{};
};
}  // namespace

std::string invented_brand(std::size_t number) {
  // Every pair once before the first comes again, and then with a number.
  auto const pairs = beginnings.size() * endings.size();
  auto const nth = number % pairs;
  auto const round = number / pairs;
  auto const* end = endings[(nth + nth / beginnings.size()) % endings.size()];
  return fmt::format("{}{}{}", beginnings[nth % beginnings.size()], end,
                     round == 0 ? "" : fmt::format("{}店", round + 1));
}

std::string invented_credit_code(int number) {
  auto const body = fmt::format("{:08}", number);
  auto text = "91999999" + body + organisation_check_character(body);
  text += credit_check_character(text);
  return text;
}

void invent_enterprises(Street& street, StreetSizes const& sizes) {
  Registry registry{street};
  registry.add_hosts();
  registry.add_others(sizes.enterprises);
}

}  // namespace hangji::application
