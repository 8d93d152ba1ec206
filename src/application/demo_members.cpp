// The members of the invented street, branch by branch.
#include "application/demo_street.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace hangji::application {

namespace {
constexpr std::array surnames{"赵", "钱", "孙", "李", "周", "吴", "郑", "王",  "冯", "陈",
                              "褚", "卫", "蒋", "沈", "韩", "杨", "朱", "秦",  "许", "何",
                              "吕", "张", "孔", "曹", "严", "华", "金", "魏",  "陶", "姜",
                              "谢", "邹", "曾", "单", "解", "罗", "唐", "欧阳"};
constexpr std::array men{"建国", "志强", "海涛", "国庆", "文博", "思远", "德胜", "昇",
                         "堃",   "镕",   "永福", "光荣", "晓东", "立新", "成林", "家兴",
                         "学军", "正平", "世杰", "浩然", "宏伟", "长江", "洪",   "子涵"};
constexpr std::array women{"秀英", "丽华", "玉兰", "春梅", "雪梅", "雨桐", "桂芳", "玥",
                           "晓明", "静怡", "淑珍", "红",   "慧敏", "佳琪", "素芬", "燕",
                           "思敏", "小平", "丹",   "诗涵", "国英", "永碧", "文静", "莉"};
constexpr std::array peoples{"土家族", "苗族", "回族", "满族", "彝族"};
constexpr std::array old_education{"小学", "初中", "高中", "中专"};
constexpr std::array education{"高中",     "中专",     "大专",      "大专",
                               "大学本科", "大学本科", "硕士研究生"};
constexpr std::array posts_in_office{"社区工作者", "教师", "医生", "行政管理人员", "财务人员"};
constexpr std::array posts_in_business{"销售经理", "技术员", "门店店长", "会计", "项目主管"};
constexpr std::array destinations{"广东省深圳市", "浙江省杭州市", "四川省成都市", "上海市浦东新区"};
constexpr std::array home_places{"四川省广安市", "贵州省遵义市", "重庆市万州区", "湖北省恩施州"};

constexpr int smallest_age = 19;
constexpr int retiring_age = 60;
constexpr int old_age = 72;

class Registrar {
public:
  Registrar(Street& street, StreetSizes const& sizes)
      : m_street{street}, m_sizes{sizes}, m_dice{street.seed, {2}} {}

  void register_all() {
    count_floating();
    for (auto& unit : m_street.units) {
      if (has_members(unit.sort)) fill(unit);
    }
  }

private:
  /// Members of mobile branches are floating; the others that are still wanted are spread evenly.
  void count_floating() {
    int in_mobile = 0;
    for (auto const& unit : m_street.units) {
      if (unit.sort == StreetUnitSort::mobile_branch) in_mobile += unit.members;
    }
    m_mobile_are_floating = in_mobile <= m_sizes.floating;
    auto const all = m_sizes.registered + m_sizes.floating;
    m_spread_over = m_mobile_are_floating ? all - in_mobile : all;
    m_to_spread = m_mobile_are_floating ? m_sizes.floating - in_mobile : m_sizes.floating;
  }
  bool is_next_floating(StreetUnit const& unit) {
    if (m_mobile_are_floating && unit.sort == StreetUnitSort::mobile_branch) return true;
    auto const before = std::int64_t{m_spread} * m_to_spread / m_spread_over;
    auto const after = std::int64_t{++m_spread} * m_to_spread / m_spread_over;
    return after > before;
  }

  void fill(StreetUnit& unit) {
    auto const first = m_street.members.size();
    for (int i = 0; i < unit.members; ++i) add(unit, is_next_floating(unit));
    // Whoever leads the branch is a registered full member, where it has one.
    auto const begin = m_street.members.begin() + static_cast<std::ptrdiff_t>(first);
    auto const leader = std::find_if(begin, m_street.members.end(), [](auto const& member) {
      return member.full_member_on && !member.is_floating && !member.lost_since;
    });
    if (leader != m_street.members.end()) std::iter_swap(begin, leader);
    unit.secretary = begin->name;
    for (auto other = begin + 1; other != m_street.members.end(); ++other) {
      while (other->name == unit.secretary) other->name = invented_person_name(m_dice, other->sex);
    }
    unit.contact = begin->name;
    unit.contact_phone = begin->phone;
  }

  void add(StreetUnit const& unit, bool is_floating) {
    StreetMember member;
    member.unit = unit.full_name;
    member.sex = m_dice.chance(560) ? Sex::male : Sex::female;
    member.name = invented_person_name(m_dice, member.sex);
    member.ethnicity = m_dice.chance(940) ? "汉族" : m_dice.pick(peoples);
    member.is_floating = is_floating;
    set_dates(member, unit);
    member.identity_number = identity_number(member.born_on, member.sex);
    set_category(member, unit);
    member.phone = invented_phone(++m_people);
    if (m_dice.chance(80)) member.fixed_phone = fmt::format("023-6{:07}", m_people);
    auto const place = unit.community.empty() ? "解放碑街道" : unit.community;
    // One throw a line: the order of arguments is the compiler's.
    int const number = m_dice.between(1, 188);
    int const floor = m_dice.between(1, 32);
    int const door = m_dice.between(1, 8);
    member.address = fmt::format("重庆市渝中区{}{}号{}-{}", place, number, floor, door);
    set_exceptions(member);
    m_street.members.push_back(std::move(member));
  }

  void set_dates(StreetMember& member, StreetUnit const& unit) {
    bool const is_of_business = unit.sort == StreetUnitSort::enterprise_branch ||
                                unit.sort == StreetUnitSort::joint_branch ||
                                unit.sort == StreetUnitSort::state_branch;
    int const age = member.is_floating ? m_dice.between(24, 58)
                    : is_of_business   ? m_dice.between(24, 59)
                                       : m_dice.between(26, 88);
    member.born_on = m_street.as_of.plus_months(-12 * age).plus_days(-m_dice.between(1, 360));
    if (!member.is_floating && age < 45 && m_dice.chance(45)) {
      // Taken in last year, not yet a full member.
      member.joined_on = m_street.as_of.plus_days(-m_dice.between(20, 330));
      return;
    }
    int const joined_at = m_dice.between(smallest_age, std::min(age - 2, 45));
    member.joined_on = member.born_on.plus_months(12 * joined_at + m_dice.between(1, 11));
    member.full_member_on = member.joined_on.plus_months(12);
  }

  /// In order of the day's births, so that none comes twice; odd for men.
  std::string identity_number(Date born_on, Sex sex) {
    auto const sequence = 2 * m_born[born_on]++ + (sex == Sex::male ? 1 : 2);
    auto text = fmt::format("999999{:04}{:02}{:02}{:03}", born_on.year(), born_on.month(),
                            born_on.day(), sequence);
    text += identity_check_character(text);
    return text;
  }

  void set_category(StreetMember& member, StreetUnit const& unit) {
    auto const age = whole_years(member.born_on, m_street.as_of);
    member.education = age > old_age ? m_dice.pick(old_education) : m_dice.pick(education);
    bool const is_private =
        unit.sort == StreetUnitSort::enterprise_branch || unit.sort == StreetUnitSort::joint_branch;
    if (member.is_floating) {
      member.category = StreetCategory::floating;
      member.occupation = m_dice.pick(posts_in_business);
      if (unit.sort == StreetUnitSort::mobile_branch) member.destination = m_dice.pick(home_places);
    } else if (is_private) {
      set_working(member, StreetCategory::non_public, m_dice.pick(posts_in_business));
    } else if (age >= old_age || (age >= retiring_age && m_dice.chance(150))) {
      set_retired(member, StreetCategory::old_weak_ill_disabled);
    } else if (age >= retiring_age) {
      set_retired(member, StreetCategory::no_post);
    } else if (m_dice.chance(150)) {
      member.category = StreetCategory::no_post;
      member.occupation = "待业";
      member.dues_base = Fen{0};
    } else {
      set_working(member, StreetCategory::in_post, m_dice.pick(posts_in_office));
    }
  }
  void set_working(StreetMember& member, StreetCategory category, std::string_view post) {
    member.category = category;
    member.occupation = post;
    member.dues_base = Fen{m_dice.between(28, 160) * std::int64_t{10'000}};
  }
  void set_retired(StreetMember& member, StreetCategory category) {
    member.category = category;
    member.occupation = "离退休";
    member.dues_base = Fen{m_dice.between(24, 72) * std::int64_t{10'000}};
  }

  /// A few have gone elsewhere to work, and a few cannot be reached.
  void set_exceptions(StreetMember& member) {
    bool const is_settled = !member.is_floating && member.full_member_on.has_value();
    if (is_settled && member.category == StreetCategory::no_post && m_dice.chance(60)) {
      member.destination = m_dice.pick(destinations);
    }
    if (is_settled && m_dice.chance(4)) {
      member.lost_since = m_street.as_of.plus_days(-m_dice.between(200, 900));
      if (*member.lost_since < *member.full_member_on) member.lost_since.reset();
    }
  }

  Street& m_street;
  StreetSizes const& m_sizes;
  Dice m_dice;
  std::map<Date, int> m_born{};
  int m_people{0};
  bool m_mobile_are_floating{true};
  int m_spread{0};
  int m_spread_over{1};
  int m_to_spread{0};
};
}  // namespace

std::string invented_person_name(Dice& dice, Sex sex) {
  auto const* surname = dice.pick(surnames);
  return fmt::format("{}{}", surname, sex == Sex::male ? dice.pick(men) : dice.pick(women));
}

std::string invented_phone(int number) { return fmt::format("10000{:06}", number); }

void invent_members(Street& street, StreetSizes const& sizes) {
  Registrar{street, sizes}.register_all();
}

}  // namespace hangji::application
