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
      heading(full_name, "支部名称"),
      heading(full_name, "党支部名称"),
      heading(full_name, "名称"),
      heading(kind, "党组织类别"),
      heading(kind, "组织类别"),
      heading(kind, "党组织类型"),
      heading(kind, "类别"),
      heading(parent, "上级党组织"),
      heading(parent, "上级党组织名称"),
      heading(parent, "隶属党组织"),
      heading(parent, "隶属关系"),
      heading(parent, "所属党组织"),
      heading(parent, "上级组织"),
      heading(founded_on, "成立日期"),
      heading(founded_on, "成立时间"),
      heading(founded_on, "建立日期"),
      heading(founded_on, "批准建立党组织日期"),
      heading(founded_on, "党组织成立日期"),
      heading(founded_on, "成立年月"),
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
      heading(secretary, "党支部书记"),
      heading(contact, "联系人"),
      heading(contact, "党组织联系人"),
      heading(contact_phone, "联系电话"),
      heading(contact_phone, "联系人电话"),
      heading(contact_phone, "电话"),
      heading(contact_phone, "联系方式"),
      heading(contact_phone, "手机"),
      heading(contact_phone, "手机号码"),
      heading(term_ends_on, "届满日期"),
      heading(term_ends_on, "届满时间"),
      heading(term_ends_on, "换届日期"),
      heading(term_ends_on, "任期届满日期"),
      heading(term_ends_on, "换届时间"),
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
      heading(identity_number, "公民身份证号码"),
      heading(identity_number, "居民身份证号"),
      heading(identity_number, "身份证件号码"),
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
      heading(standing, "政治面貌"),
      heading(unit, "所在党支部"),
      heading(unit, "所在支部"),
      heading(unit, "所属党支部"),
      heading(unit, "所属支部"),
      heading(unit, "党支部"),
      heading(unit, "支部名称"),
      heading(unit, "党组织"),
      heading(unit, "所在党组织"),
      heading(unit, "所在党支部名称"),
      heading(unit, "支部"),
      heading(unit, "所属党组织"),
      heading(unit, "党组织名称"),
      heading(unit, "党支部名称"),
      heading(joined_on, "加入党组织日期"),
      heading(joined_on, "入党时间"),
      heading(joined_on, "入党日期"),
      heading(joined_on, "加入党组织时间"),
      heading(joined_on, "加入中共组织日期"),
      heading(joined_on, "入党年月"),
      heading(full_member_on, "转为正式党员日期"),
      heading(full_member_on, "转正日期"),
      heading(full_member_on, "转正时间"),
      heading(full_member_on, "转为正式党员时间"),
      heading(full_member_on, "转正年月"),
      heading(occupation, "工作岗位"),
      heading(occupation, "职业"),
      heading(occupation, "岗位"),
      heading(occupation, "工作单位及职务"),
      heading(occupation, "工作单位"),
      heading(phone, "联系电话"),
      heading(phone, "手机号码"),
      heading(phone, "手机号"),
      heading(phone, "手机"),
      heading(phone, "移动电话"),
      heading(phone, "电话号码"),
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
      heading(address, "现住址"),
      heading(address, "居住地"),
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
      heading(dues_base, "党费缴纳基数"),
      heading(arrived_on, "转入日期"),
      heading(arrived_on, "转入时间"),
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
      heading(name, "主体名称"),
      heading(name, "企业机构名称"),
      heading(credit_code, "统一社会信用代码"),
      heading(credit_code, "信用代码"),
      heading(credit_code, "社会信用代码"),
      heading(credit_code, "注册号"),
      heading(legal_person, "法定代表人"),
      heading(legal_person, "法定代表人姓名"),
      heading(legal_person, "法人代表"),
      heading(legal_person, "法人"),
      heading(legal_person, "负责人"),
      heading(legal_person, "经营者"),
      heading(established_on, "成立日期"),
      heading(established_on, "成立时间"),
      heading(established_on, "注册日期"),
      heading(established_on, "注册时间"),
      heading(established_on, "设立日期"),
      heading(state, "登记状态"),
      heading(state, "经营状态"),
      heading(state, "企业状态"),
      heading(industry, "行业门类"),
      heading(industry, "行业"),
      heading(industry, "所属行业"),
      heading(industry, "行业类别"),
      heading(employees, "从业人数"),
      heading(employees, "从业人员数"),
      heading(employees, "职工人数"),
      heading(employees, "员工人数"),
      heading(employees, "职工总数"),
      heading(employees, "从业人员"),
      heading(party_members, "党员人数"),
      heading(party_members, "党员数"),
      heading(address, "经营地址"),
      heading(address, "住所"),
      heading(address, "地址"),
      heading(address, "注册地址"),
      heading(address, "经营场所"),
      heading(address, "企业地址"),
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
  for (char& c : plain) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return plain;
}

std::span<int const> needed_columns(RosterKind kind) {
  static constexpr std::array units{static_cast<int>(UnitColumn::full_name),
                                    static_cast<int>(UnitColumn::parent),
                                    static_cast<int>(UnitColumn::founded_on)};
  static constexpr std::array members{static_cast<int>(MemberColumn::name),
                                      static_cast<int>(MemberColumn::unit),
                                      static_cast<int>(MemberColumn::joined_on)};
  static constexpr std::array enterprises{static_cast<int>(EnterpriseColumn::name)};
  switch (kind) {
    case RosterKind::units: return units;
    case RosterKind::members: return members;
    case RosterKind::enterprises: return enterprises;
  }
  return {};
}

std::span<int const> telling_columns(RosterKind kind) {
  static constexpr std::array enterprises{static_cast<int>(EnterpriseColumn::credit_code)};
  if (kind == RosterKind::enterprises) return enterprises;
  return needed_columns(kind).subspan(1);
}

std::span<int const> shared_columns(RosterKind kind) {
  static constexpr std::array units{static_cast<int>(UnitColumn::parent),
                                    static_cast<int>(UnitColumn::community)};
  static constexpr std::array members{static_cast<int>(MemberColumn::unit)};
  static constexpr std::array enterprises{static_cast<int>(EnterpriseColumn::community),
                                          static_cast<int>(EnterpriseColumn::building)};
  switch (kind) {
    case RosterKind::units: return units;
    case RosterKind::members: return members;
    case RosterKind::enterprises: return enterprises;
  }
  return {};
}

namespace {
/// Which of the known headings it is, -1 for none: as it stands, without what is in brackets, up to
/// the bracket, up to a slash.
int place_of(std::span<Heading const> known, std::string_view text) {
  auto const place = [&](std::string_view plain) {
    auto const match = std::find_if(known.begin(), known.end(),
                                    [&](Heading const& each) { return each.text == plain; });
    return match == known.end() ? -1 : static_cast<int>(match - known.begin());
  };
  auto plain = plain_heading(text);
  auto const open = plain.find('(');
  auto const close = std::min(plain.find(')', std::min(open, plain.size())), plain.size());
  auto const slash = plain.find('/');
  if (int const found = place(plain); found >= 0) return found;
  if (open != std::string::npos && open > 0) {
    auto within = plain;
    std::erase_if(within, [](char c) { return c == '(' || c == ')'; });
    if (int const found = place(within); found >= 0) return found;
    auto const behind = close < plain.size() ? plain.substr(close + 1) : std::string{};
    if (int const found = place(plain.substr(0, open) + behind); found >= 0) return found;
    if (int const found = place(plain.substr(0, open)); found >= 0) return found;
  }
  return slash == std::string::npos ? -1 : place(plain.substr(0, slash));
}
}  // namespace

std::optional<Layout> layout_of(RosterKind kind, documents::Row const& row) {
  auto const known = headings_of(kind);
  Layout layout{.kind = kind};
  layout.positions.assign(static_cast<std::size_t>(known.back().column) + 1, -1);
  std::vector<int> best(layout.positions.size(), static_cast<int>(known.size()));
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    layout.headings.push_back(mask_long_numbers(trim(row.cells[i].text)));
    auto const place = place_of(known, row.cells[i].text);
    if (place < 0) continue;
    auto const column = static_cast<std::size_t>(known[static_cast<std::size_t>(place)].column);
    if (place >= best[column]) continue;
    best[column] = place;
    layout.positions[column] = static_cast<int>(i);
  }
  for (int i = 0; i < static_cast<int>(row.cells.size()); ++i) {
    bool const is_taken =
        std::find(layout.positions.begin(), layout.positions.end(), i) != layout.positions.end();
    if (!is_taken && !is_ignored(plain_heading(row.cells[static_cast<std::size_t>(i)].text))) {
      layout.unknown.push_back(i);
    }
  }
  auto const found = std::count_if(layout.positions.begin(), layout.positions.end(),
                                   [](int position) { return position >= 0; });
  if (found < least_headings || layout.positions[0] < 0) return std::nullopt;
  return layout;
}

}  // namespace hangji::organisation
