// What is done to members: taking onto the register, correcting, transferring, changing category,
// marking lost contact, leaving, and opening sealed values.
#pragma once

#include "foundation/json.h"
#include "kernel/facts/facts.h"
#include "kernel/rules/lengths.h"
#include "kernel/rules/rulebook.h"
#include "organisation/members/members.h"

#include <span>
#include <vector>

namespace hangji::secrets {
class Secrets;
}  // namespace hangji::secrets

namespace hangji::organisation {

using journal::Change;

enum class MemberRefusal {
  not_found,
  not_active,
  name_missing,
  identity_wrong,
  sex_missing,
  sex_disagrees,
  birth_missing,
  birth_disagrees,
  joining_missing,
  too_young,
  dates_out_of_order,
  in_the_future,
  phone_wrong,
  unit_unknown,
  unit_unfit,
  already_registered,
  before_last_change,
  same_unit,
  same_category,
  same_state,
  reason_missing,
  not_leaving,
  group_unfit
};
BOOST_DESCRIBE_ENUM(MemberRefusal, not_found, not_active, name_missing, identity_wrong, sex_missing,
                    sex_disagrees, birth_missing, birth_disagrees, joining_missing, too_young,
                    dates_out_of_order, in_the_future, phone_wrong, unit_unknown, unit_unfit,
                    already_registered, before_last_change, same_unit, same_category, same_state,
                    reason_missing, not_leaving, group_unfit)

/// What is known of a person. Absent members stay as they are; empty text clears.
struct MemberDetails {
  std::optional<std::string> name{};
  std::optional<Sex> sex{};
  std::optional<std::string> ethnicity{};
  std::optional<Date> born_on{};
  std::optional<std::string> education{};
  std::optional<Registration> registration{};
  std::optional<Date> joined_on{};
  std::optional<Date> full_member_on{};
  /// On what a day of 转正 before the end of probation rests; kept with the reason.
  std::optional<std::string> confirmed_early_because{};
  std::optional<std::string> occupation{};
  std::optional<std::string> identity_number{};
  std::optional<std::string> phone{};
  std::optional<std::string> fixed_phone{};
  std::optional<std::string> address{};
  std::optional<std::string> floating_destination{};
  /// JSON object, laid over the notes there are.
  std::optional<std::string> notes{};
};
BOOST_DESCRIBE_STRUCT(MemberDetails, (),
                      (name, sex, ethnicity, born_on, education, registration, joined_on,
                       full_member_on, confirmed_early_because, occupation, identity_number, phone,
                       fixed_phone, address, floating_destination, notes))

/// What the checks need beside the books: the keys and the rules, each asked as of the day it was
/// in force for.
struct MemberDesk {
  secrets::Secrets const& secrets;
  rules::Rulebook rules{};
};

/// The rule on the age of who joined that day; none before there was one.
/// Source: member.joining.least_age
[[nodiscard]] std::optional<rules::InForce<rules::Threshold>> least_joining_age(
    MemberDesk const& desk, Date joined_on);

struct MemberDraft {
  MemberDetails details{};
  /// None: `likely_category`.
  std::optional<MemberCategory> category{};
  MemberState state{MemberState::active};
  std::optional<Date> lost_since{};
  UnitId unit{};
  /// First day in the unit.
  Date from{};
  MembershipReason reason{MembershipReason::admitted};
};

/// A draft found good, ready to be written.
struct PreparedMember {
  MemberRow member{};
  MembershipRow membership{};
};

/// `row` with the details laid over it. Refuses, in order: no name, a wrong identity number, no
/// sex, a sex or birth other than the identity number's, no birth, no day of joining, joining
/// before the least age of that day, full membership before joining, a day after today, a wrong
/// telephone number. Sex and birth not given are taken from the identity number. Source:
/// member.joining.least_age
[[nodiscard]] Result<MemberRow> with_details(MemberDesk const& desk, MemberRow row,
                                             MemberDetails const& details, Date today);
/// Checks a draft without the books: `with_details`, then a state in which members belong to no
/// unit (not_active), days after today. The unit and a member registered already are the caller's
/// to check: for importers, which know all of them.
[[nodiscard]] Result<PreparedMember> prepare_member(Change& change, MemberDesk const& desk,
                                                    MemberDraft const& draft);
/// Writes prepared members and where they belong, one bulk each. No facts: for rosters taken over.
void insert_members(Change& change, std::span<MemberRow const> members,
                    std::span<MembershipRow const> memberships);
/// The category that a member most likely belongs to, when nobody said it: floating when registered
/// elsewhere, old and ill from the old age on, non-public in an enterprise's branch, no post for
/// the retired and the unemployed, in post otherwise. A proposal for people to confirm.
/// Source: member.category.old_age
[[nodiscard]] MemberCategory likely_category(MemberDesk const& desk, Registration registration,
                                             Date born_on, Date day, std::string_view occupation,
                                             bool is_in_enterprise_branch);

/// Takes a member onto the register. Refuses as `prepare_member`, then: an unknown or dissolved
/// unit, a unit that holds no members, an identity number on the register (409), full membership
/// before probation is over (check_confirmation).
[[nodiscard]] Result<MemberId> register_member(Change& change, MemberDesk const& desk,
                                               MemberDraft const& draft,
                                               facts::Channel channel = facts::Channel::page);

/// Refuses an unknown member, no reason, what `with_details` refuses, an identity number of another
/// member, and full membership before probation is over (check_confirmation).
[[nodiscard]] Result<Done> correct_member(Change& change, MemberDesk const& desk, MemberId id,
                                          MemberDetails const& details, std::string_view reason);

struct MemberTransfer {
  MemberId member{};
  UnitId to{};
  /// First day in the new unit.
  Date day{};
  std::string reason{};
};
/// Refuses, in order: an unknown member, one who has left, a day after today, an unknown or
/// dissolved unit or one that does not stand on that day, a unit that holds no members, the same
/// unit, a day not after the last transfer.
[[nodiscard]] Result<Done> transfer_member(Change& change, MemberTransfer const& wanted);
/// Transfers everyone, because their unit is merged. Refuses as `transfer_member`.
[[nodiscard]] Result<Done> move_all_members(Change& change, UnitId from, UnitId to, Date day,
                                            std::string_view reason);

/// Into a party group of the member's unit from a day on, or out of any (none). Refuses an unknown
/// member or one who has left, a day after today, and a group of another unit.
[[nodiscard]] Result<Done> assign_to_group(Change& change, MemberId id, UnitId group, Date day);

/// Refuses, in order: an unknown member, one who has left, a day after today, the same category, a
/// day before the last change of category.
[[nodiscard]] Result<Done> change_category(Change& change, MemberId id, MemberCategory category,
                                           Date from, std::string_view reason);

/// Refuses an unknown member, one who has left, a day after today or before joining, no reason.
[[nodiscard]] Result<Done> mark_lost_contact(Change& change, MemberId id, Date since,
                                             std::string_view reason);
/// Refuses an unknown member, and one who is in contact (same_state).
[[nodiscard]] Result<Done> mark_found(Change& change, MemberId id, Date day,
                                      std::string_view reason);
/// 停止党籍 and its end; the member goes on belonging to the unit. Refuses an unknown member, one
/// who has left, the state the member is in (same_state), a day after today, no reason.
[[nodiscard]] Result<Done> set_suspended(Change& change, MemberId id, MemberState state, Date day,
                                         std::string_view reason);

struct MemberEnding {
  MemberId member{};
  /// transferred_out, removed, expelled or deceased.
  MemberState state{MemberState::transferred_out};
  /// The first day on which the member belongs to the unit no more.
  Date day{};
  std::string reason{};
  /// What it is called in the member's history.
  MemberEvent event{MemberEvent::left};
};
/// Refuses, in order: an unknown member, one who has left, a state in which members belong to a
/// unit (not_leaving), a day after today or not after the last transfer, no reason. Posts and
/// groups end.
[[nodiscard]] Result<Done> end_membership(Change& change, MemberEnding const& wanted);

/// The sealed values in the clear.
struct MemberSecrets {
  std::string identity_number{};
  std::string phone{};
  std::string fixed_phone{};
  std::string address{};
};
BOOST_DESCRIBE_STRUCT(MemberSecrets, (), (identity_number, phone, fixed_phone, address))
/// Opens a member's sealed values and notes in the journal who looked. Refuses an unknown member.
[[nodiscard]] Result<MemberSecrets> unmask_member(Change& change, secrets::Secrets const& secrets,
                                                  MemberId id);

}  // namespace hangji::organisation

template <> inline constexpr std::string_view
    hangji::refusal_prefix<hangji::organisation::MemberRefusal> = "members";
