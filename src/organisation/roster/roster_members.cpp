// Reading and checking the rows of the roster of members.
#include "organisation/roster/roster_members.h"

#include "foundation/identity_number.h"
#include "foundation/text.h"

#include <fmt/format.h>

namespace hangji::organisation {

namespace {
using enum MemberColumn;

constexpr std::string_view invented_phones = "10000";

std::string sentence_of(IdentityNumberFault fault) {
  switch (fault) {
    case IdentityNumberFault::wrong_length: return "应为 18 位，请核对证件";
    case IdentityNumberFault::wrong_character: return "含有不该有的字符，请核对证件";
    case IdentityNumberFault::wrong_birth_date: return "中的出生日期不存在，请核对证件";
    case IdentityNumberFault::wrong_check_digit:
      return "校验位不对，可能录入有误或末几位被表格软件改动，请核对证件";
  }
  return "";
}

void read_identity(RowReader& reader, MemberDetails& details) {
  details.sex = reader.parsed(sex, parse_sex, "男 或 女");
  details.born_on = reader.day(born_on);
  bool const was_good = reader.is_good();
  auto const text = reader.text(identity_number);
  if (text.empty()) {
    if (!was_good || !reader.is_good()) return;
    if (!details.sex) reader.fault(sex, "没有填写，也没有公民身份号码");
    if (!details.born_on) reader.fault(born_on, "没有填写，也没有公民身份号码");
    reader.warn(identity_number, "没有填写，只能按姓名和出生日期识别");
    return;
  }
  auto const number = IdentityNumber::parse(text);
  if (!number) return reader.fault(identity_number, sentence_of(number.error()));
  details.identity_number = number->text();
  if (details.sex && *details.sex != number->sex()) {
    reader.fault(sex, "与公民身份号码不符，请核对证件");
  }
  if (details.born_on && *details.born_on != number->birth_date()) {
    // 出生年月 without the day agrees when year and month do.
    bool const is_month = details.born_on->day() == 1 &&
                          Month::of(*details.born_on) == Month::of(number->birth_date());
    if (!is_month) {
      reader.fault(born_on, fmt::format("与公民身份号码（{}）不符，请核对证件",
                                        to_text(number->birth_date())));
    }
  }
  details.born_on = number->birth_date();
  if (number->is_invented()) reader.warn(identity_number, "是虚构的号码（行政区划代码 999999）");
}

/// Of a month alone the first day on which the person was old enough, so that a month never says
/// that somebody was too young.
Date earliest_joining(WrittenDate const& joined, std::optional<Date> born,
                      std::optional<rules::InForce<rules::Threshold>> const& least) {
  if (!joined.is_month || !born || !least) return joined.day;
  auto const old_enough = born->plus_months(static_cast<int>((*least)->value) * 12);
  return joined.agrees_with(old_enough) ? old_enough : joined.day;
}

void check_standing(RowReader& reader, MemberRosterDesk const& desk, MemberRosterDraft& draft) {
  auto const said = reader.parsed(standing, parse_standing, "正式党员 或 预备党员");
  auto const& full = draft.details.full_member_on;
  if (said == Standing::formal && !full) {
    reader.fault(full_member_on, "没有填写，而人员类别是正式党员");
  }
  if (said == Standing::probationary && full) {
    reader.fault(standing, "是预备党员，而填写了转为正式党员日期");
  }
  auto const longest = static_cast<int>(desk.longest_probation_months);
  draft.standing_is_missing =
      !said && !full && draft.details.joined_on->plus_months(longest) <= desk.today;
}

/// Source: member.joining.least_age
void read_dates(RowReader& reader, MemberRosterDesk const& desk, MemberRosterDraft& draft) {
  auto& details = draft.details;
  bool const had_faults = !reader.is_good();
  auto const joined = reader.written_day(joined_on);
  auto const full = reader.written_day(full_member_on);
  if (!joined) {
    if (had_faults || reader.is_good()) reader.fault(joined_on, "没有填写，或不是日期");
    return;
  }
  auto const least = least_joining_age(desk.desk, joined->day);
  details.joined_on = earliest_joining(*joined, details.born_on, least);
  draft.joined_in_month = joined->is_month;
  if (details.born_on && least &&
      whole_years(*details.born_on, *details.joined_on) < (*least)->value) {
    reader.fault(joined_on,
                 fmt::format("时不满 {} 周岁，请核对出生日期和入党日期", (*least)->value));
  }
  if (*details.joined_on > desk.today) reader.fault(joined_on, "尚未到来，请核对");
  if (full) {
    bool const is_same_month = full->is_month && full->agrees_with(*details.joined_on);
    details.full_member_on = is_same_month ? *details.joined_on : full->day;
    draft.full_in_month = full->is_month;
    if (*details.full_member_on < *details.joined_on) {
      reader.fault(full_member_on, "早于加入党组织日期，请核对");
    }
    if (full->day > desk.today) reader.fault(full_member_on, "尚未到来；预备党员请留空");
  }
  check_standing(reader, desk, draft);
}

std::optional<std::string> read_phone(RowReader& reader, MemberColumn column) {
  auto phone = reader.phone(column);
  if (phone && phone->size() == 11 && phone->starts_with(invented_phones)) {
    reader.warn(column, "是虚构的号码（10000 开头）");
  }
  return phone;
}

std::optional<std::string> known_text(std::string text) {
  if (text.empty()) return {};
  return text;
}

void read_texts(RowReader& reader, MemberDetails& details) {
  details.ethnicity = known_text(reader.text(ethnicity));
  if (details.ethnicity && !details.ethnicity->ends_with("族") && *details.ethnicity != "其他") {
    *details.ethnicity += "族";
  }
  details.education = known_text(reader.text(education));
  details.occupation = known_text(reader.text(occupation));
  details.phone = read_phone(reader, phone);
  details.fixed_phone = read_phone(reader, fixed_phone);
  details.address = known_text(reader.text(address));
  details.floating_destination = known_text(reader.text(floating_destination));
  details.notes = reader.notes();
}

UnitRow const* read_unit(RowReader& reader, UnitNames const& units) {
  auto const name = reader.needed_text(unit);
  if (name.empty()) return nullptr;
  auto const found = units.find(name);
  if (found.is_ambiguous) {
    reader.fault(unit, "“" + name + "”对应多个党组织，请填写全称");
  } else if (found.unit == nullptr) {
    reader.fault(unit, "“" + name + "”不在册，请先导入党组织或更正名称");
  } else if (!holds_members(found.unit->kind)) {
    reader.fault(unit, fmt::format("“{}”是{}，党员须编入党支部", name, label(found.unit->kind)));
  } else {
    return found.unit;
  }
  return nullptr;
}

/// 流动: registered elsewhere, unless the roster says where a member registered here has gone.
void read_registration(RowReader& reader, MemberRosterDraft& draft, UnitRow const* home) {
  auto const flows = reader.yes_or_no(is_floating);
  if (!flows) return;
  bool const has_gone = draft.details.floating_destination.has_value() &&
                        !(home != nullptr && home->kind == UnitKind::mobile_branch);
  draft.details.registration =
      *flows && !has_gone ? Registration::floating : Registration::registered;
}

void read_states(RowReader& reader, MemberRosterDesk const& desk, MemberRosterDraft& draft) {
  draft.category = reader.parsed(category, parse_member_category,
                                 "在职党员、无职党员、非公党员、流动党员 或 老弱病残党员");
  draft.state = reader.parsed(state, parse_member_state, "正常、停止党籍、已转出、出党 或 死亡");
  draft.is_lost = reader.yes_or_no(is_lost);
  draft.lost_since = reader.day(lost_since);
  draft.dues_base = reader.yuan(dues_base);
  draft.arrived_on = reader.day(arrived_on);
  if (draft.arrived_on && *draft.arrived_on > desk.today) {
    reader.fault(arrived_on, "尚未到来，请核对");
  }
  if (draft.is_lost.value_or(false) && !draft.lost_since && reader.is_good()) {
    reader.fault(lost_since, "没有填写，而是否为失联党员填了是");
  }
  if (draft.is_lost == false && draft.lost_since) {
    reader.fault(lost_since, "填写了日期，而是否为失联党员填了否");
  }
  if (draft.lost_since) draft.is_lost = true;
  if (draft.lost_since && *draft.lost_since > desk.today) {
    reader.fault(lost_since, "尚未到来，请核对");
  }
  if (draft.lost_since && draft.details.joined_on && *draft.lost_since < *draft.details.joined_on) {
    reader.fault(lost_since, "早于加入党组织日期，请核对");
  }
}

bool is_of_enterprise(UnitRow const& unit) { return unit.host_credit_code.starts_with('9'); }

/// The row as a new member's; sealed here, away from the writer's thread.
void prepare(RowReader& reader, MemberRosterDesk const& desk, MemberRosterDraft& draft,
             UnitRow const& home) {
  auto row = with_details(desk.desk, MemberRow{}, draft.details, desk.today);
  if (!row) return reader.fault_row(row.error().message);
  draft.unit = home.id;
  draft.from = std::max(draft.arrived_on.value_or(row->joined_on), home.founded_on);
  row->state = draft.state.value_or(MemberState::active);
  // The roster does not say since when: not before contact was lost.
  row->state_since = draft.lost_since.value_or(draft.from);
  row->lost_since = draft.lost_since;
  row->category =
      draft.category.value_or(likely_category(desk.desk, row->registration, row->born_on,
                                              desk.today, row->occupation, is_of_enterprise(home)));
  draft.row = std::move(*row);
}
}  // namespace

MemberRosterDraft parse_member(MemberRosterDesk const& desk, RosterRow const& row) {
  RowReader reader{row};
  MemberRosterDraft draft;
  draft.details.name = reader.needed_text(name);
  read_identity(reader, draft.details);
  read_dates(reader, desk, draft);
  read_texts(reader, draft.details);
  auto const* home = read_unit(reader, desk.units);
  read_registration(reader, draft, home);
  read_states(reader, desk, draft);
  if (reader.is_good() && home != nullptr) prepare(reader, desk, draft, *home);
  draft.findings = reader.take_findings();
  return draft;
}

}  // namespace hangji::organisation
