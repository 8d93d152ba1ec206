// Laying details over a member's row: the checks that need no books.
#include "foundation/text.h"
#include "kernel/secrets/sealed.h"
#include "organisation/members/members_operations.h"

#include <fmt/format.h>

#include <array>

namespace hangji::organisation {

namespace {
constexpr std::size_t tail_size = 4;

std::string_view sentence_of(IdentityNumberFault fault) {
  switch (fault) {
    case IdentityNumberFault::wrong_length: return "公民身份号码应为 18 位";
    case IdentityNumberFault::wrong_character: return "公民身份号码含有不该有的字符";
    case IdentityNumberFault::wrong_birth_date: return "公民身份号码中的出生日期不存在";
    case IdentityNumberFault::wrong_check_digit:
      return "公民身份号码校验位不对，可能末几位被表格软件改成了 0，请核对原件";
  }
  return "";
}

std::string tail_of(std::string_view text) {
  return std::string{text.substr(text.size() - std::min(text.size(), tail_size))};
}

std::unexpected<Refusal> refuse_field(MemberRefusal reason, std::string message,
                                      std::string_view field) {
  return refuse(reason, std::move(message), {.field = std::string{field}});
}

Result<Done> check_against_identity(MemberRow const& row, IdentityNumber const& number) {
  if (row.sex != number.sex()) {
    return refuse_field(MemberRefusal::sex_disagrees, "性别与公民身份号码不符", "sex");
  }
  if (row.born_on != number.birth_date()) {
    return refuse_field(
        MemberRefusal::birth_disagrees,
        fmt::format("出生日期与公民身份号码（{}）不符", to_text(number.birth_date())), "born_on");
  }
  return Done{};
}

/// Sex and birth, checked against the identity number when there is one.
Result<Done> put_identity(MemberDesk const& desk, MemberRow& row, MemberDetails const& details) {
  auto const text =
      details.identity_number ? *details.identity_number : desk.secrets.open(row.identity_sealed);
  bool const is_new = row.joined_on == Date{};
  if (text.empty()) {
    if (is_new && !details.sex) {
      return refuse_field(MemberRefusal::sex_missing, "请填写性别", "sex");
    }
    if (is_new && !details.born_on) {
      return refuse_field(MemberRefusal::birth_missing, "请填写出生日期", "born_on");
    }
    if (details.identity_number) row.identity_sealed = row.identity_tail = {};
    if (details.identity_number) row.identity_hash = {};
    row.sex = details.sex.value_or(row.sex);
    row.born_on = details.born_on.value_or(row.born_on);
    return Done{};
  }
  auto const number = IdentityNumber::parse(text);
  if (!number) {
    return refuse_field(MemberRefusal::identity_wrong, std::string{sentence_of(number.error())},
                        "identity_number");
  }
  row.sex = details.sex.value_or(number->sex());
  row.born_on = details.born_on.value_or(number->birth_date());
  auto const hash = desk.secrets.lookup_hash(number->text());
  if (row.identity_hash != hash) {
    row.identity_sealed = desk.secrets.seal(number->text());
    row.identity_hash = hash;
    row.identity_tail = tail_of(number->text());
  }
  return check_against_identity(row, *number);
}

Result<Done> put_dates(MemberDesk const& desk, MemberRow& row, MemberDetails const& details,
                       Date today) {
  row.joined_on = details.joined_on.value_or(row.joined_on);
  if (details.full_member_on) row.full_member_on = details.full_member_on;
  if (row.joined_on == Date{}) {
    return refuse_field(MemberRefusal::joining_missing, "请填写加入党组织日期", "joined_on");
  }
  auto const least = least_joining_age(desk, row.joined_on);
  if (least && whole_years(row.born_on, row.joined_on) < (*least)->value) {
    return refuse(MemberRefusal::too_young,
                  fmt::format("加入党组织时不满 {} 周岁", (*least)->value),
                  {.field = "joined_on", .rule = std::string{threshold::joining_age}});
  }
  if (row.full_member_on && *row.full_member_on < row.joined_on) {
    return refuse_field(MemberRefusal::dates_out_of_order, "转正日期早于加入党组织日期",
                        "full_member_on");
  }
  if (row.joined_on > today || (row.full_member_on && *row.full_member_on > today)) {
    return refuse_field(MemberRefusal::in_the_future, "入党或转正日期尚未到来",
                        row.joined_on > today ? "joined_on" : "full_member_on");
  }
  return Done{};
}

/// Sealed anew only when it changed: a seal is another text each time.
void put_sealed(secrets::Secrets const& secrets, std::string& sealed, std::string_view plain) {
  if (secrets.open(sealed) != plain) sealed = secrets.seal(plain);
}

Result<Done> put_phones(MemberDesk const& desk, MemberRow& row, MemberDetails const& details) {
  if (details.phone) {
    auto const phone = normal_phone(*details.phone);
    if (phone.empty() && !trim(*details.phone).empty()) {
      return refuse_field(MemberRefusal::phone_wrong, "联系电话不是电话号码", "phone");
    }
    put_sealed(desk.secrets, row.phone_sealed, phone);
    row.phone_tail = tail_of(phone);
    row.phone_hash.reset();
    if (!phone.empty()) row.phone_hash = desk.secrets.lookup_hash(phone);
  }
  if (details.fixed_phone) {
    auto const phone = normal_phone(*details.fixed_phone);
    if (phone.empty() && !trim(*details.fixed_phone).empty()) {
      return refuse_field(MemberRefusal::phone_wrong, "固定电话不是电话号码", "fixed_phone");
    }
    put_sealed(desk.secrets, row.fixed_phone_sealed, phone);
  }
  return Done{};
}

void put_texts(MemberDesk const& desk, MemberRow& row, MemberDetails const& details) {
  row.ethnicity = details.ethnicity.value_or(row.ethnicity);
  row.education = details.education.value_or(row.education);
  row.registration = details.registration.value_or(row.registration);
  row.occupation = details.occupation.value_or(row.occupation);
  row.floating_destination = details.floating_destination.value_or(row.floating_destination);
  if (details.notes) row.notes = merged_objects(row.notes, *details.notes);
  if (details.address) put_sealed(desk.secrets, row.address_sealed, trim(*details.address));
}
}  // namespace

std::optional<rules::InForce<rules::Threshold>> least_joining_age(MemberDesk const& desk,
                                                                  Date joined_on) {
  return desk.rules.find<rules::Threshold>(threshold::joining_age, joined_on);
}

Result<MemberRow> with_details(MemberDesk const& desk, MemberRow row, MemberDetails const& details,
                               Date today) {
  if (details.name) row.name = normal_name(*details.name);
  if (row.name.empty()) {
    return refuse(MemberRefusal::name_missing, "请填写姓名", {.field = "name", .status = 400});
  }
  row.initials = pinyin_initials(row.name);
  if (auto good = put_identity(desk, row, details); !good) return std::unexpected{good.error()};
  if (auto good = put_dates(desk, row, details, today); !good) return std::unexpected{good.error()};
  if (auto good = put_phones(desk, row, details); !good) return std::unexpected{good.error()};
  put_texts(desk, row, details);
  return row;
}

MemberCategory likely_category(MemberDesk const& desk, Registration registration, Date born_on,
                               Date day, std::string_view occupation,
                               bool is_in_enterprise_branch) {
  static constexpr std::array without_post{"退休", "离休", "无业",    "待业",
                                           "失业", "居民", "自由职业"};
  if (registration == Registration::floating) return MemberCategory::floating;
  auto const old_age = desk.rules.find<rules::Threshold>(threshold::old_age, day);
  if (old_age && whole_years(born_on, day) >= (*old_age)->value)
    return MemberCategory::old_weak_ill_disabled;
  if (is_in_enterprise_branch) return MemberCategory::non_public;
  for (std::string_view const word : without_post) {
    if (occupation.find(word) != std::string_view::npos) return MemberCategory::no_post;
  }
  return MemberCategory::in_post;
}

}  // namespace hangji::organisation
