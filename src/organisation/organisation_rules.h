// Rules on units and members: who founds a branch, how long a term is, how long probation. The
// single numbers are rules of kind `threshold` whose ids are listed here.
#pragma once

#include "kernel/rules/rule_kinds.h"
#include "kernel/rules/values.h"

#include <string>
#include <string_view>
#include <vector>

namespace hangji::organisation {

/// The five categories of members: 在职, 无职, 非公, 流动, 老弱病残. Each has its own standard of
/// points.
enum class MemberCategory { in_post, no_post, non_public, floating, old_weak_ill_disabled };
BOOST_DESCRIBE_ENUM(MemberCategory, in_post, no_post, non_public, floating, old_weak_ill_disabled)

/// Ids of thresholds: `rulebook.find<rules::Threshold>(organisation::threshold::branch_members,
/// day)`.
namespace threshold {
inline constexpr std::string_view branch_members =
    "organisation.branch.least_formal_members";                                      // 3 persons
inline constexpr std::string_view branch_size = "organisation.branch.most_members";  // 50 persons
inline constexpr std::string_view branch_committee_members =
    "organisation.branch_committee.least_formal_members";  // 7
inline constexpr std::string_view joint_branch_units =
    "organisation.joint_branch.most_units";  // 5 units
inline constexpr std::string_view general_branch_members =
    "organisation.general_branch.least_members";  // 50 persons
inline constexpr std::string_view committee_members =
    "organisation.committee.least_members";  // 100 persons
inline constexpr std::string_view secretary_standing =
    "organisation.secretary.least_standing";                                            // 1 year
inline constexpr std::string_view term_change = "organisation.term.most_change";        // 1 year
inline constexpr std::string_view joining_age = "member.joining.least_age";             // 18 years
inline constexpr std::string_view old_age = "member.category.old_age";                  // 70 years
inline constexpr std::string_view probation = "member.probation.length";                // 12 months
inline constexpr std::string_view floating_after = "member.floating.after";             // 6 months
inline constexpr std::string_view transfer_after = "member.transfer.after";             // 6 months
inline constexpr std::string_view lost_contact_after = "member.lost_contact.after";     // 6 months
inline constexpr std::string_view removal_after = "member.lost_contact.removal_after";  // 2 years
inline constexpr std::string_view rejoin_after = "member.removal.rejoin_after";         // 5 years
inline constexpr std::string_view rejoin_after_expulsion =
    "discipline.expulsion.rejoin_years";                                       // 5 years
inline constexpr std::string_view deadline_remind = "member.deadline.remind";  // 1 month
inline constexpr std::string_view introduction_valid =
    "member.transfer.introduction_valid";                                           // 90 days
inline constexpr std::string_view learning_hours = "member.learning.hours_a_year";  // 32 hours
inline constexpr std::string_view secretary_learning_hours =
    "secretary.learning.hours_a_year";  // 56 hours
}  // namespace threshold

/// How long a committee serves. YAML: `parameters: {units: [community], years: 5,
/// remind_months_before: 6}`
struct Term {
  static constexpr std::string_view rule_kind = "term";

  /// Unit kinds it applies to; at most one rule in force names a kind.
  std::vector<std::string> units{};
  int years{3};
  int remind_months_before{6};
};
BOOST_DESCRIBE_STRUCT(Term, (), (units, years, remind_months_before))

/// 延长预备期. YAML: `parameters: {most_times: 1, least_months: 6, most_months: 12}`
struct ProbationExtension {
  static constexpr std::string_view rule_kind = "probation_extension";

  int most_times{1};
  int least_months{6};
  int most_months{12};
};
BOOST_DESCRIBE_STRUCT(ProbationExtension, (), (most_times, least_months, most_months))

/// 支委会委员: seats of a committee. YAML: `parameters: {least: 3, usual_most: 5, most: 7}`
struct CommitteeSeats {
  static constexpr std::string_view rule_kind = "committee_seats";

  int least{3};
  int usual_most{5};
  int most{7};
};
BOOST_DESCRIBE_STRUCT(CommitteeSeats, (), (least, usual_most, most))

[[nodiscard]] Result<Done> check_rule(Term const& term, rules::KnownRules const& known);
[[nodiscard]] Result<Done> check_rule(ProbationExtension const& extension,
                                      rules::KnownRules const& known);
[[nodiscard]] Result<Done> check_rule(CommitteeSeats const& seats, rules::KnownRules const& known);

}  // namespace hangji::organisation
