#include "organisation/roster/roster_columns.h"

#include "foundation/text.h"

#include <algorithm>
#include <array>

namespace hangji::organisation {

namespace {
template <class Column> constexpr Heading heading(Column column, std::string_view text) {
  return {static_cast<int>(column), text};
}

constexpr std::array unit_headings = [] {
  using enum UnitColumn;
  return std::array{
      heading(full_name, "党组织全称"),
      heading(full_name, "党组织名称"),
      heading(full_name, "组织名称"),
      heading(full_name, "组织全称"),
      heading(full_name, "单位党组织名称"),
      heading(kind, "党组织类别"),
      heading(kind, "组织类别"),
      heading(kind, "党组织类型"),
      heading(kind, "类别"),
      heading(parent, "上级党组织"),
      heading(parent, "上级党组织名称"),
      heading(parent, "隶属党组织"),
      heading(parent, "隶属关系"),
      heading(parent, "所属党组织"),
      heading(founded_on, "成立日期"),
      heading(founded_on, "成立时间"),
      heading(founded_on, "建立日期"),
      heading(founded_on, "批准建立党组织日期"),
      heading(founded_on, "党组织成立日期"),
      heading(community, "所在社区"),
      heading(community, "所属社区"),
      heading(community, "社区"),
      heading(host_name, "所在单位名称"),
      heading(host_name, "所在单位"),
      heading(host_name, "单位名称"),
      heading(host_name, "依托单位"),
      heading(host_credit_code, "单位统一社会信用代码"),
      heading(host_credit_code, "统一社会信用代码"),
      heading(host_credit_code, "信用代码"),
      heading(host_credit_code, "法人单位统一社会信用代码"),
      heading(secretary, "书记"),
      heading(secretary, "党组织书记"),
      heading(secretary, "书记姓名"),
      heading(secretary, "支部书记"),
      heading(contact, "联系人"),
      heading(contact, "党组织联系人"),
      heading(contact_phone, "联系电话"),
      heading(contact_phone, "联系人电话"),
      heading(contact_phone, "电话"),
      heading(contact_phone, "联系方式"),
      heading(contact_phone, "手机"),
      heading(term_ends_on, "届满日期"),
      heading(term_ends_on, "届满时间"),
      heading(term_ends_on, "换届日期"),
      heading(term_ends_on, "任期届满日期"),
      heading(external_code, "党组织代码"),
      heading(external_code, "组织代码"),
      heading(external_code, "党组织编码"),
  };
}();

constexpr std::array member_headings = [] {
  using enum MemberColumn;
  return std::array{
      heading(name, "姓名"),
      heading(name, "党员姓名"),
      heading(identity_number, "公民身份号码"),
      heading(identity_number, "身份证号"),
      heading(identity_number, "身份证号码"),
      heading(identity_number, "身份证"),
      heading(identity_number, "居民身份证号码"),
      heading(identity_number, "证件号码"),
      heading(sex, "性别"),
      heading(ethnicity, "民族"),
      heading(born_on, "出生日期"),
      heading(born_on, "出生年月"),
      heading(born_on, "出生时间"),
      heading(born_on, "出生年月日"),
      heading(education, "学历"),
      heading(education, "文化程度"),
      heading(education, "学历情况"),
      heading(standing, "人员类别"),
      heading(standing, "党员类别"),
      heading(standing, "党员类型"),
      heading(unit, "所在党支部"),
      heading(unit, "所在支部"),
      heading(unit, "所属党支部"),
      heading(unit, "所属支部"),
      heading(unit, "党支部"),
      heading(unit, "支部名称"),
      heading(unit, "党组织"),
      heading(unit, "所在党组织"),
      heading(unit, "党支部名称"),
      heading(joined_on, "加入党组织日期"),
      heading(joined_on, "入党时间"),
      heading(joined_on, "入党日期"),
      heading(joined_on, "加入党组织时间"),
      heading(joined_on, "加入中共组织日期"),
      heading(full_member_on, "转为正式党员日期"),
      heading(full_member_on, "转正日期"),
      heading(full_member_on, "转正时间"),
      heading(full_member_on, "转为正式党员时间"),
      heading(occupation, "工作岗位"),
      heading(occupation, "职业"),
      heading(occupation, "岗位"),
      heading(occupation, "工作单位及职务"),
      heading(phone, "联系电话"),
      heading(phone, "手机号码"),
      heading(phone, "手机号"),
      heading(phone, "手机"),
      heading(phone, "移动电话"),
      heading(phone, "电话"),
      heading(phone, "联系方式"),
      heading(fixed_phone, "固定电话"),
      heading(fixed_phone, "固话"),
      heading(fixed_phone, "座机"),
      heading(address, "家庭住址"),
      heading(address, "住址"),
      heading(address, "现居住地"),
      heading(address, "居住地址"),
      heading(address, "家庭地址"),
      heading(state, "党籍状态"),
      heading(state, "党籍"),
      heading(is_lost, "是否为失联党员"),
      heading(is_lost, "是否失联"),
      heading(is_lost, "是否失联党员"),
      heading(lost_since, "失去联系日期"),
      heading(lost_since, "失联日期"),
      heading(lost_since, "失联时间"),
      heading(is_floating, "是否为流动党员"),
      heading(is_floating, "是否流动党员"),
      heading(is_floating, "是否流动"),
      heading(floating_destination, "外出流向"),
      heading(floating_destination, "流动去向"),
      heading(floating_destination, "流向"),
      heading(category, "积分类别"),
      heading(category, "积分管理类别"),
      heading(dues_base, "党费基数"),
      heading(dues_base, "党费计算基数"),
      heading(dues_base, "交纳党费基数"),
      heading(dues_base, "缴费基数"),
  };
}();

constexpr std::array enterprise_headings = [] {
  using enum EnterpriseColumn;
  return std::array{
      heading(name, "企业名称"),
      heading(name, "单位名称"),
      heading(name, "市场主体名称"),
      heading(name, "名称"),
      heading(name, "企业全称"),
      heading(credit_code, "统一社会信用代码"),
      heading(credit_code, "信用代码"),
      heading(credit_code, "社会信用代码"),
      heading(credit_code, "注册号"),
      heading(legal_person, "法定代表人"),
      heading(legal_person, "法人代表"),
      heading(legal_person, "法人"),
      heading(legal_person, "负责人"),
      heading(legal_person, "经营者"),
      heading(established_on, "成立日期"),
      heading(established_on, "成立时间"),
      heading(established_on, "注册日期"),
      heading(state, "登记状态"),
      heading(state, "经营状态"),
      heading(state, "企业状态"),
      heading(industry, "行业门类"),
      heading(industry, "行业"),
      heading(industry, "所属行业"),
      heading(employees, "从业人数"),
      heading(employees, "从业人员数"),
      heading(employees, "职工人数"),
      heading(employees, "员工人数"),
      heading(party_members, "党员人数"),
      heading(party_members, "党员数"),
      heading(address, "经营地址"),
      heading(address, "住所"),
      heading(address, "地址"),
      heading(address, "注册地址"),
      heading(phone, "联系电话"),
      heading(phone, "电话"),
      heading(phone, "联系方式"),
      heading(community, "所属社区"),
      heading(community, "所在社区"),
      heading(community, "社区"),
      heading(building, "楼宇"),
      heading(building, "所在楼宇"),
      heading(building, "楼宇名称"),
  };
}();

constexpr std::array ignored_headings{std::string_view{"序号"}, std::string_view{"编号"},
                                      std::string_view{"序"}, std::string_view{"退回原因"},
                                      std::string_view{"no"}};
constexpr int least_headings = 3;

bool is_ignored(std::string_view plain) {
  return plain.empty() || std::find(ignored_headings.begin(), ignored_headings.end(), plain) !=
                              ignored_headings.end();
}
}  // namespace

std::string_view label(RosterKind kind) {
  switch (kind) {
    case RosterKind::units: return "党组织";
    case RosterKind::members: return "党员";
    case RosterKind::enterprises: return "企业";
  }
  return "";
}

std::span<Heading const> headings_of(RosterKind kind) {
  switch (kind) {
    case RosterKind::units: return unit_headings;
    case RosterKind::members: return member_headings;
    case RosterKind::enterprises: return enterprise_headings;
  }
  return {};
}

std::string_view column_name(RosterKind kind, int column) {
  for (auto const& row : headings_of(kind)) {
    if (row.column == column) return row.text;
  }
  return "";
}

std::string plain_heading(std::string_view text) {
  auto plain = without_spaces(to_half_width(text));
  std::erase_if(plain, [](char c) { return c == '*' || c == ':' || c == '#'; });
  if (auto const bracket = plain.find('('); bracket != std::string::npos && bracket > 0) {
    plain.resize(bracket);
  }
  for (char& c : plain) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return plain;
}

std::optional<Layout> layout_of(RosterKind kind, documents::Row const& row) {
  auto const known = headings_of(kind);
  Layout layout{.kind = kind};
  layout.positions.assign(static_cast<std::size_t>(known.back().column) + 1, -1);
  int found = 0;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    layout.headings.push_back(trim(row.cells[i].text));
    auto const plain = plain_heading(row.cells[i].text);
    auto const match = std::find_if(known.begin(), known.end(),
                                    [&](Heading const& each) { return each.text == plain; });
    if (match != known.end() && layout.positions[match->column] < 0) {
      layout.positions[match->column] = static_cast<int>(i);
      ++found;
    } else if (!is_ignored(plain)) {
      layout.unknown.push_back(static_cast<int>(i));
    }
  }
  if (found < least_headings || layout.positions[0] < 0) return std::nullopt;
  return layout;
}

}  // namespace hangji::organisation
