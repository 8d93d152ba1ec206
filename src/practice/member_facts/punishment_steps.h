// What was done about a punishment: that it was announced, that its execution was reported, that
// rights were restored after 留党察看. Facts of their own with the punishment's source, entered
// once each by who may enter the punishment, and taken back as any member fact.
#pragma once

#include "kernel/facts/facts.h"
#include "organisation/punishments/punishments.h"

#include <span>
#include <string>

namespace hangji::practice {

enum class PunishmentRefusal { not_found, no_such_step, note_missing, too_early, already_entered };
BOOST_DESCRIBE_ENUM(PunishmentRefusal, not_found, no_such_step, note_missing, too_early,
                    already_entered)

struct NewPunishmentStep {
  /// A standing `member.disciplined`.
  FactId punishment{};
  organisation::PunishmentStep step{};
  Date day{};
  /// Where and to whom it was announced, to whom it was reported, which decision restored.
  std::string note{};
};

/// Refuses: not_found (no standing punishment), no_such_step (of 留党察看 alone are rights
/// restored), note_missing, too_early (before the decision; rights: before the months are over),
/// already_entered, and what the fact ledger refuses (a day to come).
[[nodiscard]] Result<FactId> enter_punishment_step(journal::Change& change,
                                                   NewPunishmentStep const& wanted);

/// The punishment with what was done about it. `facts`: the standing ones of the member.
[[nodiscard]] organisation::Punishment punishment_of(facts::FactRow const& fact,
                                                     std::span<facts::FactRow const> facts);

}  // namespace hangji::practice

template <> inline constexpr std::string_view
    hangji::refusal_prefix<hangji::practice::PunishmentRefusal> = "punishments";
