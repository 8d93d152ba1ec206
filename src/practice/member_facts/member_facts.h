// What is entered about a member by hand because no activity, payment or meeting shows it: the
// grade of the democratic review, a lesson given, a floating member's report, a punishment. Points,
// red lines and the right to vote follow from these facts as from any other.
#pragma once

#include "kernel/api/explanation.h"
#include "kernel/journal/change.h"
#include "kernel/rules/rulebook.h"
#include "organisation/punishments/punishments.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hangji::practice {

enum class MemberFactRefusal {
  member_unknown,
  kind_unknown,
  topic_unknown,
  note_missing,
  months_wrong,
  year_wrong,
  probationary,
  already_entered,
  not_found
};
BOOST_DESCRIBE_ENUM(MemberFactRefusal, member_unknown, kind_unknown, topic_unknown, note_missing,
                    months_wrong, year_wrong, probationary, already_entered, not_found)

namespace topic {
/// 解除留置、逮捕.
inline constexpr std::string_view released = "released";
inline constexpr std::string_view excellent = "excellent";
}  // namespace topic

struct MemberFactTopic {
  std::string_view code{};
  std::string_view name{};
  /// Lasts for months that are entered with it, at most as many as this rule says; empty: it has no
  /// term.
  std::string_view most_months_rule{};
};

/// One kind that can be entered. Without topics it needs none.
struct MemberFactKind {
  std::string_view fact{};
  std::string_view name{};
  std::span<MemberFactTopic const> topics{};
  /// What the note must hold; empty: it may stay empty.
  std::string_view note_required{};
  /// Entered by the community or the street, never by the member's own secretary.
  bool from_above{false};
  /// One for each year reviewed, and for formal members alone: 预备党员参加评议，不评等次.
  bool of_review{false};
  /// Entered with the punishment it is about (punishment_steps.h), never by itself.
  bool of_punishment{false};
};
[[nodiscard]] std::span<MemberFactKind const> member_fact_kinds();

struct NewMemberFact {
  MemberId member{};
  std::string kind{};
  std::string topic{};
  Date day{};
  std::string note{};
  /// Of a topic with a term.
  std::optional<int> months{};
  /// The year reviewed: the day's or the one before; none: the day's.
  std::optional<int> year{};
};

/// Refuses: member_unknown (in no unit that day), kind_unknown, topic_unknown, note_missing,
/// months_wrong, year_wrong, probationary, already_entered, and what the fact ledger refuses.
/// Source: discipline.probation_in_party.most_months
[[nodiscard]] Result<FactId> enter_member_fact(journal::Change& change,
                                               rules::Rulebook const& rules,
                                               NewMemberFact const& fact);
/// Takes back what was entered by mistake; with a punishment what was done about it. Refuses:
/// not_found, and what the fact ledger refuses.
[[nodiscard]] Result<Done> withdraw_member_fact(journal::Change& change, FactId id,
                                                std::string_view reason);

/// A standing fact as the page shows it.
struct MemberFactView {
  FactId fact{};
  std::string kind{};
  std::string name{};
  std::string topic_name{};
  Date day{};
  std::string note{};
  std::string entered_by{};
  /// Of a punishment.
  std::vector<organisation::Consequence> consequences{};
};
BOOST_DESCRIBE_STRUCT(MemberFactView, (),
                      (fact, kind, name, topic_name, day, note, entered_by, consequences))
/// The newest first.
[[nodiscard]] std::vector<MemberFactView> member_facts_of(database::Transaction& transaction,
                                                          rules::Rulebook const& rules,
                                                          MemberId member);

}  // namespace hangji::practice

template <> inline constexpr std::string_view
    hangji::refusal_prefix<hangji::practice::MemberFactRefusal> = "member_facts";
