// What is entered about a member by hand because no activity, payment or meeting shows it: the
// grade of the democratic review, a lesson given, a floating member's report, a punishment. Points
// and red lines follow from these facts as from any other.
#pragma once

#include "kernel/api/explanation.h"
#include "kernel/journal/change.h"

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
  already_entered,
  not_found
};
BOOST_DESCRIBE_ENUM(MemberFactRefusal, member_unknown, kind_unknown, topic_unknown, note_missing,
                    already_entered, not_found)

struct MemberFactTopic {
  std::string_view code{};
  std::string_view name{};
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
  /// One in a calendar year.
  bool once_a_year{false};
};
[[nodiscard]] std::span<MemberFactKind const> member_fact_kinds();

struct NewMemberFact {
  MemberId member{};
  std::string kind{};
  std::string topic{};
  Date day{};
  std::string note{};
};

/// Refuses: member_unknown (in no unit that day), kind_unknown, topic_unknown, note_missing,
/// already_entered, and what the fact ledger refuses.
[[nodiscard]] Result<FactId> enter_member_fact(journal::Change& change, NewMemberFact const& fact);
/// Takes back what was entered by mistake. Refuses: not_found, and what the fact ledger refuses.
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
};
BOOST_DESCRIBE_STRUCT(MemberFactView, (), (fact, kind, name, topic_name, day, note, entered_by))
/// The newest first.
[[nodiscard]] std::vector<MemberFactView> member_facts_of(database::Transaction& transaction,
                                                          MemberId member);

}  // namespace hangji::practice

template <> inline constexpr std::string_view
    hangji::refusal_prefix<hangji::practice::MemberFactRefusal> = "member_facts";
