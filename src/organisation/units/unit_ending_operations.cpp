// Dissolving and merging units.
#include "kernel/facts/fact_kinds.h"
#include "organisation/members/members_operations.h"
#include "organisation/units/unit_checks.h"
#include "organisation/units/units_store.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::organisation {

namespace {
/// The last day on which something left the unit: it cannot have ended before.
std::optional<Date> last_left(UnitContents const& contents) {
  return std::max(
      {contents.last_member_left, contents.last_unit_left, contents.last_unit_dissolved});
}

Result<Done> check_units_gone(UnitContents const& contents) {
  if (contents.units == 0) return Done{};
  return refuse(UnitRefusal::has_units,
                fmt::format("还有 {} 个下属党组织，请先调整或撤销", contents.units),
                {.status = 409});
}

Result<Done> check_empty(UnitContents const& contents, Date day) {
  if (contents.members > 0) {
    return refuse(UnitRefusal::has_members,
                  fmt::format("还有 {} 名党员，请先转接组织关系", contents.members),
                  {.status = 409});
  }
  if (auto good = check_units_gone(contents); !good) return good;
  auto const left = last_left(contents);
  if (!left || *left <= day) return Done{};
  return refuse(UnitRefusal::before_last_change,
                fmt::format("{} 还有党员或下属党组织转出，日期不能更早", to_text(*left)),
                {.field = "day"});
}

void end_posts(Change& change, UnitId unit, Date day) {
  for (auto const& post : all_posts_of(change.transaction(), unit)) {
    if (post.until_day) continue;
    auto ended = post;
    ended.until_day = std::max(day, post.from_day);
    change.update(post, ended);
  }
}

/// Units below another unit may have been said to belong to the community.
void leave_community(Change& change, UnitId community) {
  for (auto const& was : units_of_community(change.transaction(), community)) {
    if (was.id == community) continue;
    auto is = was;
    is.community_id = community_above(change.transaction(), was.id);
    change.update(was, is);
  }
}

Result<Done> end_unit(Change& change, UnitRow const& was, UnitAdjustmentRow const& adjustment) {
  auto is = was;
  is.dissolved_on = adjustment.day;
  change.update(was, is);
  change.insert(adjustment);
  end_posts(change, was.id, adjustment.day);
  leave_community(change, was.id);
  auto fact = facts::append(change, {.kind = std::string{facts::kind::unit_dissolved},
                                     .day = adjustment.day,
                                     .unit = was.id,
                                     .source = SourceId{was.id.value},
                                     .note = adjustment.reason});
  if (!fact) return std::unexpected{std::move(fact.error())};
  return Done{};
}

Result<UnitRow> check_successor(Change& change, UnitMerging const& wanted) {
  auto const into = unit(change.transaction(), wanted.into);
  bool const fits = into && into->stands_on(wanted.day) && !into->dissolved_on &&
                    into->id != wanted.unit && holds_members(into->kind);
  if (fits) return *into;
  return refuse(UnitRefusal::successor_unfit, "并入的党组织须是当日存在的党支部",
                {.field = "into"});
}
}  // namespace

Result<Done> dissolve_unit(Change& change, UnitDissolving const& wanted) {
  auto const was = check_change(change, wanted.unit, wanted.day, wanted.reason);
  if (!was) return std::unexpected{was.error()};
  auto const contents = contents_of(change.transaction(), was->id);
  if (auto good = check_empty(contents, wanted.day); !good) return good;
  change.about(was->id, fmt::format("撤销“{}”：{}", was->full_name, wanted.reason));
  return end_unit(change, *was,
                  adjustment_row(change, *was, Adjustment::dissolved, wanted.day, wanted.reason,
                                 wanted.approval));
}

Result<Done> merge_unit(Change& change, UnitMerging const& wanted) {
  auto const was = check_change(change, wanted.unit, wanted.day, wanted.reason);
  if (!was) return std::unexpected{was.error()};
  auto const contents = contents_of(change.transaction(), was->id);
  if (auto good = check_units_gone(contents); !good) return good;
  auto const into = check_successor(change, wanted);
  if (!into) return std::unexpected{into.error()};
  if (auto good = move_all_members(change, was->id, into->id, wanted.day, wanted.reason); !good) {
    return good;
  }
  if (auto good = check_empty(contents_of(change.transaction(), was->id), wanted.day); !good) {
    return good;
  }
  auto row =
      adjustment_row(change, *was, Adjustment::merged, wanted.day, wanted.reason, wanted.approval);
  row.successor_id = into->id;
  auto ended = end_unit(change, *was, row);
  change.about(was->id,
               fmt::format("“{}”并入“{}”：{}", was->full_name, into->short_name, wanted.reason));
  return ended;
}

}  // namespace hangji::organisation
