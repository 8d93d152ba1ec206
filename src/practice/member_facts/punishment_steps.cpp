#include "practice/member_facts/punishment_steps.h"

#include "kernel/facts/fact_kinds.h"
#include "organisation/members/members_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace hangji::practice {

using facts::FactRow;
using organisation::Punishment;
using organisation::PunishmentStep;

namespace {
namespace form = organisation::punishment;

std::optional<Date> day_of(PunishmentStep step, FactRow const& of, std::span<FactRow const> facts) {
  auto const found = std::ranges::find_if(facts, [&](FactRow const& one) {
    return one.source_id == of.source_id && one.kind == organisation::fact_of(step);
  });
  return found == facts.end() ? std::nullopt : std::optional{found->day};
}

/// A new 留党察看 (延长) or 开除党籍 takes the place of the one before.
bool is_followed(FactRow const& fact, std::span<FactRow const> facts) {
  return std::ranges::any_of(facts, [&](FactRow const& one) {
    return one.kind == facts::kind::member_disciplined &&
           (one.topic == form::probation_in_party.code || one.topic == form::expulsion.code) &&
           std::tie(one.day, one.id) > std::tie(fact.day, fact.id);
  });
}

std::optional<Date> standing_day(PunishmentStep step, Punishment const& of) {
  switch (step) {
    case PunishmentStep::announced: return of.announced_on;
    case PunishmentStep::reported: return of.reported_on;
    case PunishmentStep::restored: return of.restored_on;
  }
  return std::nullopt;
}

Result<Done> check(NewPunishmentStep const& wanted, Punishment const& punishment) {
  auto const stopped_until = organisation::rights_stopped_until(punishment);
  bool const restores = wanted.step == PunishmentStep::restored;
  if (restores && !stopped_until) {
    return refuse(PunishmentRefusal::no_such_step, "只有留党察看期满后恢复党员权利",
                  {.field = "step"});
  }
  if (wanted.note.empty()) {
    return refuse(PunishmentRefusal::note_missing,
                  fmt::format("请填写{}", note_required(wanted.step)),
                  {.field = "note", .status = 400});
  }
  auto const earliest = restores ? *stopped_until : punishment.decided_on;
  if (wanted.day < earliest) {
    auto const from = to_chinese(earliest);
    return refuse(PunishmentRefusal::too_early,
                  restores ? fmt::format("留党察看到 {} 期满，不能在期满前恢复", from)
                           : fmt::format("不能早于作出处分决定的 {}", from),
                  {.field = "day"});
  }
  auto const standing = standing_day(wanted.step, punishment);
  if (!standing) return Done{};
  return refuse(
      PunishmentRefusal::already_entered,
      fmt::format("{}已经登记在 {}，如有误请先撤回", label(wanted.step), to_chinese(*standing)),
      {.field = "step", .status = 409});
}
}  // namespace

Punishment punishment_of(FactRow const& fact, std::span<FactRow const> facts) {
  return {.form = fact.topic,
          .decided_on = fact.day,
          .months = fact.amount,
          .announced_on = day_of(PunishmentStep::announced, fact, facts),
          .reported_on = day_of(PunishmentStep::reported, fact, facts),
          .restored_on = day_of(PunishmentStep::restored, fact, facts),
          .is_followed = is_followed(fact, facts)};
}

Result<FactId> enter_punishment_step(journal::Change& change, NewPunishmentStep const& wanted) {
  auto& transaction = change.transaction();
  auto const fact = facts::fact(transaction, wanted.punishment);
  auto const standing =
      fact ? facts::standing_of_source(transaction, fact->source_id) : std::vector<FactRow>{};
  bool const stands =
      std::ranges::find(standing, wanted.punishment, &FactRow::id) != standing.end() &&
      fact->kind == facts::kind::member_disciplined;
  if (!stands) return refuse(PunishmentRefusal::not_found, "没有这条处分登记", {.status = 404});
  if (auto good = check(wanted, punishment_of(*fact, standing)); !good)
    return std::unexpected{std::move(good.error())};
  auto entered = facts::append(change, {.kind = std::string{organisation::fact_of(wanted.step)},
                                        .day = wanted.day,
                                        .unit = fact->unit_id,
                                        .member = fact->member_id,
                                        .source = fact->source_id,
                                        .note = wanted.note});
  auto const member = organisation::member(transaction, fact->member_id);
  if (entered)
    change.about(fact->unit_id, fmt::format("登记 {} 的{}", member ? member->name : std::string{},
                                            label(wanted.step)));
  return entered;
}

}  // namespace hangji::practice
