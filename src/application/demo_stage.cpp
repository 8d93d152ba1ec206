#include "application/demo_stage.h"

#include "kernel/rules/rulebooks.h"

namespace hangji::application {

using database::Transaction;

namespace {
constexpr std::int64_t minute_ms = 60'000;
/// Noon less three and a half hours: the working day begins.
constexpr std::int64_t from_noon_ms = -210 * minute_ms;
constexpr std::int64_t working_day_ms = 540 * minute_ms;
}  // namespace

Stage::Stage(Program& program, ManualClock& clock, std::uint64_t seed)
    : m_program{program},
      m_clock{clock},
      m_seed{seed},
      m_rules{program.database().read(the_street, [&](Transaction& transaction) {
        return program.services().rulebooks.of(transaction);
      })} {}

void Stage::at(Date day, Deed deed) { m_deeds[std::max(day, today())].push_back(std::move(deed)); }

void Stage::play_until(Date day) {
  while (!m_deeds.empty() && m_deeds.begin()->first <= day) {
    auto const next = m_deeds.extract(m_deeds.begin());
    play(next.key(), next.mapped());
  }
  m_clock.set(std::max(day, today()));
}

void Stage::play(Date day, std::vector<Deed> const& deeds) {
  auto const step = working_day_ms / static_cast<std::int64_t>(deeds.size());
  m_program.database().write(the_street, [&](Transaction& transaction) {
    m_clock.set(day);
    m_clock.advance(from_noon_ms);
    for (auto const& deed : deeds) {
      deed(transaction);
      m_clock.advance(step);
    }
    return true;
  });
}

void Stage::now(Deed const& deed) {
  m_program.database().write(the_street, [&](Transaction& transaction) {
    deed(transaction);
    return true;
  });
}

std::vector<organisation::MemberBrief> members_in_touch(Transaction& transaction, UnitId branch,
                                                        Date day) {
  auto members = organisation::members_of(transaction, branch, day);
  std::erase_if(members, [](auto const& member) { return member.lost_since.has_value(); });
  return members;
}

}  // namespace hangji::application
