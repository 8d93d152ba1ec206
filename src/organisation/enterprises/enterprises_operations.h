// What is done to the registry of enterprises: taking in, correcting, changing state, covering.
#pragma once

#include "foundation/json.h"
#include "organisation/enterprises/enterprises.h"

#include <span>

namespace hangji::secrets {
class Secrets;
}  // namespace hangji::secrets

namespace hangji::organisation {

using journal::Change;

enum class EnterpriseRefusal {
  not_found,
  name_missing,
  credit_code_wrong,
  already_registered,
  phone_wrong,
  number_wrong,
  community_unknown,
  unit_unknown,
  in_the_future,
  before_last_change,
  same_state,
  successor_unknown,
  reason_missing
};
BOOST_DESCRIBE_ENUM(EnterpriseRefusal, not_found, name_missing, credit_code_wrong,
                    already_registered, phone_wrong, number_wrong, community_unknown, unit_unknown,
                    in_the_future, before_last_change, same_state, successor_unknown,
                    reason_missing)

/// What is known of an enterprise. Absent members stay as they are; empty text clears.
struct EnterpriseDetails {
  std::optional<std::string> name{};
  std::optional<std::string> credit_code{};
  std::optional<std::string> legal_person{};
  std::optional<Date> established_on{};
  std::optional<std::string> industry{};
  std::optional<std::int64_t> employees{};
  std::optional<std::int64_t> party_members{};
  std::optional<std::int64_t> formal_members{};
  std::optional<std::string> address{};
  std::optional<std::string> phone{};
  /// Id 0: none.
  std::optional<UnitId> community{};
  std::optional<std::string> building{};
  /// Id 0: none.
  std::optional<UnitId> unit{};
  std::optional<std::string> liaison{};
  /// JSON object, laid over the notes there are.
  std::optional<std::string> notes{};
};
BOOST_DESCRIBE_STRUCT(EnterpriseDetails, (),
                      (name, credit_code, legal_person, established_on, industry, employees,
                       party_members, formal_members, address, phone, community, building, unit,
                       liaison, notes))

/// `row` with the details laid over it. Refuses, in order: no name, a credit code that is none (a
/// wrong check digit is only noted), a wrong telephone number, numbers below zero or more members
/// than employees are not refused but more formal members than members are.
[[nodiscard]] Result<EnterpriseRow> with_details(secrets::Secrets const& secrets, EnterpriseRow row,
                                                 EnterpriseDetails const& details);

/// Takes an enterprise into the registry. Refuses as `with_details`, then: a credit code on the
/// registry (409), an unknown community, an unknown unit, a day after today.
[[nodiscard]] Result<EnterpriseId> register_enterprise(
    Change& change, secrets::Secrets const& secrets, EnterpriseDetails const& details,
    EnterpriseState state = EnterpriseState::operating);
/// One bulk; the rows come from `with_details` and are checked against the registry by the caller.
void insert_enterprises(Change& change, std::span<EnterpriseRow const> rows);

/// Refuses an unknown enterprise, then as `register_enterprise`.
[[nodiscard]] Result<Done> correct_enterprise(Change& change, secrets::Secrets const& secrets,
                                              EnterpriseId id, EnterpriseDetails const& details);

struct EnterpriseStateChange {
  EnterpriseId enterprise{};
  EnterpriseState state{};
  /// The first day of the new state.
  Date day{};
  std::string reason{};
  /// The enterprise it went into; none: unknown or not one of the registry.
  EnterpriseId successor{};
};
/// 关、停、并、转. Refuses, in order: an unknown enterprise, the state it is in, a day after today
/// or before its last change, an unknown successor, no reason.
[[nodiscard]] Result<Done> change_enterprise_state(Change& change,
                                                   EnterpriseStateChange const& wanted);

/// The telephone number in the clear; the journal keeps who looked. Refuses an unknown enterprise.
[[nodiscard]] Result<std::string> unmask_enterprise(Change& change, secrets::Secrets const& secrets,
                                                    EnterpriseId id);

}  // namespace hangji::organisation

template <> inline constexpr std::string_view
    hangji::refusal_prefix<hangji::organisation::EnterpriseRefusal> = "enterprises";
