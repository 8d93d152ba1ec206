#include "organisation/roster/roster_changes.h"

#include "foundation/json.h"
#include "foundation/text.h"
#include "kernel/secrets/sealed.h"
#include "organisation/roster/roster_columns.h"

#include <boost/json/object.hpp>

namespace hangji::organisation {

namespace {
std::string words(std::string const& text) { return text; }
std::string words(std::optional<std::string> const& text) { return text.value_or(""); }
std::string words(std::int64_t number) { return std::to_string(number); }
std::string words(Date day) { return to_text(day); }
std::string words(std::optional<Date> const& day) { return day ? to_text(*day) : ""; }
template <class Enum>
  requires std::is_enum_v<Enum>
std::string words(Enum value) {
  return std::string{label(value)};
}

class Comparison {
public:
  Comparison(RosterKind kind, secrets::Secrets const& secrets) : m_kind{kind}, m_secrets{secrets} {}

  template <class Column, class Value>
  void compare(Column column, Value const& was, Value const& is) {
    add(column_name(m_kind, static_cast<int>(column)), words(was), words(is));
  }
  template <class Column, class Mask>
  void masked(Column column, std::string const& was, std::string const& is, Mask const& mask) {
    if (was == is) return;
    auto const before = m_secrets.open(was);
    auto const after = m_secrets.open(is);
    if (before == after) return;
    m_changes.push_back(
        {std::string{column_name(m_kind, static_cast<int>(column))}, mask(before), mask(after)});
  }
  /// Each heading of theirs is a field.
  void notes(std::string const& was, std::string const& is) {
    auto const before = parse_json(was);
    auto const after = parse_json(is);
    if (was == is || !before || !after || !before->is_object() || !after->is_object()) return;
    for (auto const& [heading, value] : after->as_object()) {
      auto const* old = before->as_object().if_contains(heading);
      add("备注·" + std::string{heading}, old == nullptr ? "" : text_of(*old), text_of(value));
    }
  }
  [[nodiscard]] std::vector<FieldChange> take() { return std::move(m_changes); }

private:
  static std::string text_of(boost::json::value const& value) {
    return value.is_string() ? std::string{value.as_string()} : std::string{};
  }
  void add(std::string_view field, std::string before, std::string after) {
    if (before == after) return;
    m_changes.push_back({std::string{field}, mask_long_numbers(before), mask_long_numbers(after)});
  }

  RosterKind m_kind;
  secrets::Secrets const& m_secrets;
  std::vector<FieldChange> m_changes{};
};

/// Where somebody lives is shown nowhere but on request.
std::string whether_known(std::string_view text) {
  return text.empty() ? "" : "已登记，内容不在此显示";
}
}  // namespace

std::vector<FieldChange> changes_of(secrets::Secrets const& secrets, MemberRow const& was,
                                    MemberRow const& is) {
  using enum MemberColumn;
  Comparison compared{RosterKind::members, secrets};
  compared.compare(name, was.name, is.name);
  compared.masked(identity_number, was.identity_sealed, is.identity_sealed, mask_identity_number);
  compared.compare(sex, was.sex, is.sex);
  compared.compare(ethnicity, was.ethnicity, is.ethnicity);
  compared.compare(born_on, was.born_on, is.born_on);
  compared.compare(education, was.education, is.education);
  compared.compare(joined_on, was.joined_on, is.joined_on);
  compared.compare(full_member_on, was.full_member_on, is.full_member_on);
  compared.compare(occupation, was.occupation, is.occupation);
  compared.masked(phone, was.phone_sealed, is.phone_sealed, mask_phone);
  compared.masked(fixed_phone, was.fixed_phone_sealed, is.fixed_phone_sealed, mask_phone);
  compared.masked(address, was.address_sealed, is.address_sealed, whether_known);
  compared.compare(state, was.state, is.state);
  compared.compare(lost_since, was.lost_since, is.lost_since);
  compared.compare(is_floating, was.registration, is.registration);
  compared.compare(floating_destination, was.floating_destination, is.floating_destination);
  compared.compare(category, was.category, is.category);
  compared.notes(was.notes, is.notes);
  return compared.take();
}

std::vector<FieldChange> changes_of(secrets::Secrets const& secrets, NameOfUnit const& name_of,
                                    UnitRow const& was, UnitRow const& is) {
  using enum UnitColumn;
  Comparison compared{RosterKind::units, secrets};
  compared.compare(full_name, was.full_name, is.full_name);
  compared.compare(kind, was.kind, is.kind);
  compared.compare(founded_on, was.founded_on, is.founded_on);
  compared.compare(community, name_of(was.community_id), name_of(is.community_id));
  compared.compare(host_name, was.host_name, is.host_name);
  compared.compare(host_credit_code, was.host_credit_code, is.host_credit_code);
  compared.compare(contact, was.contact, is.contact);
  compared.masked(contact_phone, was.contact_phone, is.contact_phone, mask_phone);
  compared.compare(term_ends_on, was.term_ends_on, is.term_ends_on);
  compared.compare(external_code, was.external_code, is.external_code);
  compared.notes(was.notes, is.notes);
  return compared.take();
}

std::vector<FieldChange> changes_of(secrets::Secrets const& secrets, NameOfUnit const& name_of,
                                    EnterpriseRow const& was, EnterpriseRow const& is) {
  using enum EnterpriseColumn;
  Comparison compared{RosterKind::enterprises, secrets};
  compared.compare(name, was.name, is.name);
  compared.compare(credit_code, was.credit_code, is.credit_code);
  compared.compare(legal_person, was.legal_person, is.legal_person);
  compared.compare(established_on, was.established_on, is.established_on);
  compared.compare(state, was.state, is.state);
  compared.compare(industry, was.industry, is.industry);
  compared.compare(employees, was.employees, is.employees);
  compared.compare(party_members, was.party_members, is.party_members);
  compared.compare(address, was.address, is.address);
  compared.masked(phone, was.phone, is.phone, mask_phone);
  compared.compare(community, name_of(was.community_id), name_of(is.community_id));
  compared.compare(building, was.building, is.building);
  compared.notes(was.notes, is.notes);
  return compared.take();
}

}  // namespace hangji::organisation
