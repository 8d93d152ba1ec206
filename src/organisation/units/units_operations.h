// What is done to units: founding, adjusting, dissolving, posts and terms. Every operation writes
// through a Change; the gate finishes it.
#pragma once

#include "kernel/facts/facts.h"
#include "kernel/rules/rulebook.h"
#include "organisation/units/units.h"

namespace hangji::secrets {
class Secrets;
}  // namespace hangji::secrets

namespace hangji::organisation {

using journal::Change;

enum class UnitRefusal {
  not_found,
  dissolved,
  name_missing,
  name_taken,
  parent_missing,
  parent_unknown,
  parent_unfit,
  cycle,
  community_unknown,
  in_the_future,
  before_founding,
  before_last_change,
  reason_missing,
  kind_unfit,
  nothing_changed,
  has_members,
  has_units,
  successor_unfit,
  holder_missing,
  holder_unknown,
  holder_unfit,
  post_taken,
  post_not_held,
  term_too_early,
  term_unknown,
  approval_missing,
  term_too_far
};
BOOST_DESCRIBE_ENUM(UnitRefusal, not_found, dissolved, name_missing, name_taken, parent_missing,
                    parent_unknown, parent_unfit, cycle, community_unknown, in_the_future,
                    before_founding, before_last_change, reason_missing, kind_unfit,
                    nothing_changed, has_members, has_units, successor_unfit, holder_missing,
                    holder_unknown, holder_unfit, post_taken, post_not_held, term_too_early,
                    term_unknown, approval_missing, term_too_far)

struct UnitDraft {
  UnitKind kind{UnitKind::branch};
  std::string full_name{};
  /// Empty: made from the full name.
  std::string short_name{};
  /// None: a root, which only a street may be.
  UnitId parent{};
  std::string external_code{};
  /// None: the community above it, if there is one.
  UnitId community{};
  std::string host_name{};
  std::string host_credit_code{};
  std::string contact{};
  std::string contact_phone{};
  Date founded_on{};
  std::optional<Date> term_ends_on{};
  std::string reason{};
  std::string approval{};
  std::string notes{"{}"};
};

/// Refuses, in order: an empty name, a name taken among standing units (409), no parent, an unknown
/// or dissolved parent, a parent its kind may not stand under, an unknown community, a day after
/// today. `channel` import: a roster taken over, which is no event and writes no fact.
[[nodiscard]] Result<UnitId> found_unit(Change& change, secrets::Secrets const& secrets,
                                        UnitDraft const& draft,
                                        facts::Channel channel = facts::Channel::page);

/// What changes from `day` on; absent members stay as they are.
struct UnitAdjusting {
  UnitId unit{};
  Date day{};
  std::optional<UnitKind> kind{};
  std::optional<std::string> full_name{};
  std::optional<std::string> short_name{};
  std::optional<UnitId> parent{};
  std::string reason{};
  std::string approval{};
};
/// Renames, converts and moves; what is moved out of a community belongs to the new one. Refuses,
/// in order: an unknown or dissolved unit, a day after today, before its founding or before its
/// last change, no reason, an empty name, a name taken, a kind that does not fit what it holds, an
/// unknown or unfit parent, a cycle, nothing to change.
[[nodiscard]] Result<Done> adjust_unit(Change& change, UnitAdjusting const& wanted);

/// Corrects the day on which the street was founded to an earlier one: books that are set up know
/// only the day of their beginning. Refuses, in order: an unknown unit, one that stands under
/// another (kind_unfit), a day that is not earlier (before_founding).
[[nodiscard]] Result<Done> found_earlier(Change& change, UnitId street, Date founded_on);

/// What is known of the unit beside its place and name: corrected without a day.
struct UnitDetails {
  UnitId unit{};
  std::string external_code{};
  UnitId community{};
  std::string host_name{};
  std::string host_credit_code{};
  std::string contact{};
  /// Absent: stays.
  std::optional<std::string> contact_phone{};
  std::string notes{"{}"};
};
/// Refuses an unknown unit and, when it changes, an unknown community.
[[nodiscard]] Result<Done> describe_unit(Change& change, secrets::Secrets const& secrets,
                                         UnitDetails const& details);

/// The contact's telephone number in the clear; the journal keeps who looked. Refuses an unknown
/// unit.
[[nodiscard]] Result<std::string> unmask_unit(Change& change, secrets::Secrets const& secrets,
                                              UnitId unit);

struct UnitDissolving {
  UnitId unit{};
  /// The first day on which it is no more.
  Date day{};
  std::string reason{};
  std::string approval{};
};
/// Refuses, in order: an unknown or dissolved unit, a day after today, before its founding or its
/// last change, no reason, members or units left in it. Its posts end with it; no unit belongs to a
/// dissolved community.
[[nodiscard]] Result<Done> dissolve_unit(Change& change, UnitDissolving const& wanted);

struct UnitMerging {
  UnitId unit{};
  UnitId into{};
  Date day{};
  std::string reason{};
  std::string approval{};
};
/// Members go to `into` from `day` on, then the unit is dissolved. Refuses as `dissolve_unit` but
/// for members, and a successor that does not stand on that day or cannot hold members.
[[nodiscard]] Result<Done> merge_unit(Change& change, UnitMerging const& wanted);

struct PostSetting {
  UnitId unit{};
  Post post{Post::secretary};
  /// None: `name` is somebody not on the register.
  MemberId member{};
  std::string name{};
  Date from{};
};
/// Gives a post to somebody from a day on; who held a post of one holder before holds it until
/// then. A holder known by name alone becomes the member of that name, since the day it was given.
/// Refuses, in order: an unknown or dissolved unit, a day after today or before its founding,
/// no holder, an unknown holder, a probationary or suspended one (holder_unfit), a post given to
/// somebody else from the same or a later day.
[[nodiscard]] Result<Done> set_post(Change& change, PostSetting const& wanted);
/// What is to be known of a secretary who has been a full member for less than the rule asks;
/// empty: nothing. Source: organisation.secretary.least_standing
[[nodiscard]] std::string standing_warning(database::Transaction& transaction,
                                           rules::Rulebook const& rules, PostSetting const& wanted);
/// Refuses an unknown unit, a day after today, and a post that is not held by that person.
[[nodiscard]] Result<Done> end_post(Change& change, UnitId unit, Post post, MemberId member,
                                    Date until);

/// Sets the day by which the next committee is elected. Refuses an unknown or dissolved unit, and a
/// day not after today's committee was founded.
[[nodiscard]] Result<Done> set_term(Change& change, UnitId unit, Date term_ends_on,
                                    std::string_view reason);

struct Election {
  UnitId unit{};
  /// The term begins with it.
  Date elected_on{};
  /// None: as the rule of the unit's kind says.
  std::optional<Date> term_ends_on{};
  std::string reason{};
  /// Number of the approval, asked for another end than the rule's.
  std::string approval{};
};
/// The last day of the term of a committee elected that day. None: no rule of that day sets a term
/// for the kind. Source: organisation.term.five_years, organisation.term.three_years
[[nodiscard]] std::optional<Date> term_end(rules::Rulebook const& rules, UnitKind kind,
                                           Date elected_on);
/// Sets the term from the day of the election. Refuses, in order: an unknown or dissolved unit, a
/// day after today, before its founding or its last change, no reason, no end where no rule gives
/// one, another end without its approval or further off than the rule lets a term be changed, an
/// end not after the founding. Source: organisation.term.most_change
[[nodiscard]] Result<Done> elect(Change& change, rules::Rulebook const& rules,
                                 Election const& election);

}  // namespace hangji::organisation

template <> inline constexpr std::string_view
    hangji::refusal_prefix<hangji::organisation::UnitRefusal> = "units";
