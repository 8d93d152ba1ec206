// The invented street as workbooks, written the way people send them.
#include "application/demo_street.h"

#include "documents/table_writer.h"

#include <fmt/format.h>

namespace hangji::application {

using documents::OutCell;
using documents::OutSheet;
using documents::WorkbookWriter;

namespace {
constexpr std::string_view street_title = "解放碑街道";

OutCell text_or_empty(std::string const& text) { return text.empty() ? OutCell{} : OutCell{text}; }

/// Most are dates of the sheet; the others are texts as people type them.
OutCell written(std::optional<Date> const& day, Dice& dice) {
  if (!day) return {};
  auto const year = day->year();
  auto const month = day->month();
  switch (dice.below(16)) {
    case 0: return fmt::format("{}.{}.{}", year, month, day->day());
    case 1: return fmt::format("{}/{}/{}", year, month, day->day());
    case 2: return fmt::format("{}{:02}{:02}", year, month, day->day());
    case 3: return to_chinese(*day);
    case 4: return to_text(*day);
    default: return *day;
  }
}

std::string_view words_of(StreetUnitSort sort) {
  switch (sort) {
    case StreetUnitSort::street: return "街道党工委";
    case StreetUnitSort::community: return "社区党委";
    case StreetUnitSort::committee: return "党委";
    case StreetUnitSort::general_branch: return "党总支部";
    case StreetUnitSort::grid_branch: return "网格党支部";
    case StreetUnitSort::state_branch:
    case StreetUnitSort::enterprise_branch: return "党支部";
    case StreetUnitSort::joint_branch: return "联合党支部";
    case StreetUnitSort::mobile_branch: return "流动党员党支部";
    case StreetUnitSort::temporary_branch: return "临时党支部";
  }
  return "";
}

std::string_view words_of(StreetCategory category) {
  switch (category) {
    case StreetCategory::in_post: return "在职党员";
    case StreetCategory::no_post: return "无职党员";
    case StreetCategory::non_public: return "非公党员";
    case StreetCategory::floating: return "流动党员";
    case StreetCategory::old_weak_ill_disabled: return "老弱病残党员";
  }
  return "";
}

std::string title_of(std::string_view what, Date as_of) {
  return fmt::format("{}{}（截至{}，内部资料）", street_title, what,
                     to_chinese(as_of.plus_days(-1)));
}

std::string units_workbook(Street const& street) {
  Dice dice{street.seed, {11}};
  WorkbookWriter book{street.as_of};
  book.add_sheet({.name = "党组织",
                  .title = title_of("党组织基本情况一览表", street.as_of),
                  .columns = {{"党组织全称", 44},
                              {"党组织类别", 16},
                              {"上级党组织", 40},
                              {"成立日期"},
                              {"所在社区"},
                              {"所在单位名称", 30},
                              {"单位统一社会信用代码", 22},
                              {"书记"},
                              {"联系人"},
                              {"联系电话", 14},
                              {"届满日期"}}});
  for (auto const& unit : street.units) {
    // A community is its own; only what lies in it names it.
    bool const is_community = unit.sort == StreetUnitSort::community;
    book.add_row(
        {unit.full_name, std::string{words_of(unit.sort)}, text_or_empty(unit.parent),
         written(unit.founded_on, dice), is_community ? OutCell{} : text_or_empty(unit.community),
         text_or_empty(unit.host_name), text_or_empty(unit.host_credit_code), unit.secretary,
         unit.contact, unit.contact_phone, written(unit.term_ends_on, dice)});
  }
  return book.finish();
}

OutSheet members_sheet(Street const& street) {
  return {.name = "党员",
          .title = title_of("党员花名册", street.as_of),
          .columns = {{"姓名"},
                      {"公民身份号码", 20},
                      {"性别", 6},
                      {"民族", 8},
                      {"出生日期"},
                      {"学历"},
                      {"人员类别"},
                      {"所在党支部", 44},
                      {"加入党组织日期", 16},
                      {"转为正式党员日期", 16},
                      {"工作岗位", 14},
                      {"联系电话", 14},
                      {"固定电话", 14},
                      {"家庭住址", 36},
                      {"党籍状态"},
                      {"是否为失联党员"},
                      {"失去联系日期"},
                      {"是否为流动党员"},
                      {"外出流向", 16},
                      {"积分类别", 14},
                      {"党费基数"}}};
}

std::string members_workbook(Street const& street) {
  Dice dice{street.seed, {12}};
  WorkbookWriter book{street.as_of};
  book.add_sheet(members_sheet(street));
  for (auto const& member : street.members) {
    bool const is_away = member.is_floating || !member.destination.empty();
    book.add_row({member.name,
                  member.identity_number,
                  std::string{member.sex == Sex::male ? "男" : "女"},
                  member.ethnicity,
                  written(member.born_on, dice),
                  member.education,
                  std::string{member.full_member_on ? "正式党员" : "预备党员"},
                  member.unit,
                  written(member.joined_on, dice),
                  written(member.full_member_on, dice),
                  member.occupation,
                  member.phone,
                  text_or_empty(member.fixed_phone),
                  member.address,
                  std::string{"正常"},
                  std::string{member.lost_since ? "是" : "否"},
                  written(member.lost_since, dice),
                  std::string{is_away ? "是" : "否"},
                  text_or_empty(member.destination),
                  std::string{words_of(member.category)},
                  member.dues_base ? OutCell{*member.dues_base} : OutCell{}});
  }
  return book.finish();
}

std::string enterprises_workbook(Street const& street) {
  Dice dice{street.seed, {13}};
  WorkbookWriter book{street.as_of};
  book.add_sheet({.name = "非公组织",
                  .title = title_of("非公有制经济组织名录", street.as_of),
                  .columns = {{"企业名称", 36},
                              {"统一社会信用代码", 22},
                              {"法定代表人"},
                              {"成立日期"},
                              {"登记状态", 16},
                              {"行业门类", 24},
                              {"从业人数"},
                              {"党员人数"},
                              {"经营地址", 40},
                              {"联系电话", 14},
                              {"所属社区"},
                              {"楼宇", 16}}});
  for (auto const& enterprise : street.enterprises) {
    auto employees = dice.chance(50) ? OutCell{fmt::format("{}人", enterprise.employees)}
                                     : OutCell{std::int64_t{enterprise.employees}};
    book.add_row({enterprise.name, text_or_empty(enterprise.credit_code), enterprise.legal_person,
                  written(enterprise.established_on, dice), enterprise.state, enterprise.industry,
                  std::move(employees), std::int64_t{enterprise.party_members}, enterprise.address,
                  enterprise.phone, enterprise.community, text_or_empty(enterprise.building)});
  }
  return book.finish();
}
}  // namespace

Street invent_street(StreetSizes const& sizes, int year, std::uint64_t seed) {
  Street street{.as_of = *Date::from_ymd(year, 1, 1), .seed = seed};
  invent_units(street, sizes);
  invent_members(street, sizes);
  invent_enterprises(street, sizes);
  return street;
}

StreetWorkbooks write_workbooks(Street const& street) {
  return {.units = units_workbook(street),
          .members = members_workbook(street),
          .enterprises = enterprises_workbook(street)};
}

}  // namespace hangji::application
