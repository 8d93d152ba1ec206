// Posts and terms.
#include "organisation/members/members_store.h"
#include "organisation/units/unit_checks.h"
#include "organisation/units/units_store.h"

#include <fmt/format.h>

namespace hangji::organisation {

namespace {
/// The unit, when it stands and `day` is neither to come nor before it.
Result<UnitRow> check_unit(Change& change, UnitId id, Date day) {
  auto const row = unit(change.transaction(), id);
  if (!row) return no_such_unit();
  if (row->dissolved_on) {
    return refuse(UnitRefusal::dissolved, fmt::format("“{}”已撤销", row->short_name),
                  {.status = 409});
  }
  if (auto good = check_not_in_future(change, day, "from"); !good) {
    return std::unexpected{std::move(good.error())};
  }
  if (day < row->founded_on) {
    return refuse(
        UnitRefusal::before_founding,
        fmt::format("“{}”成立于 {}，任职不能更早", row->short_name, to_text(row->founded_on)),
        {.field = "from"});
  }
  return *row;
}

Result<std::string> holder_name(Change& change, PostSetting const& wanted) {
  if (wanted.member.is_none()) {
    if (!wanted.name.empty()) return wanted.name;
    return refuse(UnitRefusal::holder_missing, "请填写任职人员", {.field = "name", .status = 400});
  }
  auto const holder = member(change.transaction(), wanted.member);
  if (holder && belongs(holder->state)) return holder->name;
  return refuse(UnitRefusal::holder_unknown, "没有这名党员，或已离开",
                {.field = "member", .status = 404});
}

bool is_same_holder(UnitPostRow const& row, PostSetting const& wanted, std::string_view name) {
  if (!wanted.member.is_none()) return row.member_id == wanted.member;
  return row.member_id.is_none() && row.name == name;
}

/// The holder was not on the register when the post was given.
bool is_known_by_name(UnitPostRow const& row, PostSetting const& wanted, std::string_view name) {
  return !row.until_day && row.member_id.is_none() && !wanted.member.is_none() && row.name == name;
}

std::unexpected<Refusal> post_is_taken(UnitPostRow const& row) {
  return refuse(
      UnitRefusal::post_taken,
      fmt::format("{}自 {} 起由{}担任，请先更正", label(row.post), to_text(row.from_day), row.name),
      {.field = "from", .status = 409});
}
}  // namespace

Result<Done> set_post(Change& change, PostSetting const& wanted) {
  auto const where = check_unit(change, wanted.unit, wanted.from);
  if (!where) return std::unexpected{where.error()};
  auto const name = holder_name(change, wanted);
  if (!name) return std::unexpected{name.error()};
  change.about(where->id, fmt::format("“{}”{}：{}，自 {}", where->short_name, label(wanted.post),
                                      *name, to_text(wanted.from)));
  for (auto const& row : all_posts_of(change.transaction(), wanted.unit)) {
    if (row.post != wanted.post) continue;
    if (!row.until_day && is_same_holder(row, wanted, *name)) return Done{};
    if (is_known_by_name(row, wanted, *name)) {
      auto linked = row;
      linked.member_id = wanted.member;
      change.update(row, linked);
      return Done{};
    }
    if (!has_one_holder(wanted.post)) continue;
    if (row.from_day >= wanted.from) return post_is_taken(row);
    if (row.until_day && *row.until_day <= wanted.from) continue;
    auto ended = row;
    ended.until_day = wanted.from;
    change.update(row, ended);
  }
  change.insert(UnitPostRow{change.new_id<decltype(UnitPostRow::id)>(),
                            wanted.unit,
                            wanted.post,
                            wanted.member,
                            *name,
                            wanted.from,
                            {}});
  return Done{};
}

Result<Done> end_post(Change& change, UnitId unit_id, Post post, MemberId member, Date until) {
  auto const where = check_unit(change, unit_id, until);
  if (!where) return std::unexpected{where.error()};
  for (auto const& row : all_posts_of(change.transaction(), unit_id)) {
    if (row.post != post || row.member_id != member || row.until_day) continue;
    if (until < row.from_day) return post_is_taken(row);
    auto ended = row;
    ended.until_day = until;
    change.update(row, ended);
    change.about(unit_id, fmt::format("“{}”{}{}任职至 {}", where->short_name, label(post), row.name,
                                      to_text(until)));
    return Done{};
  }
  return refuse(UnitRefusal::post_not_held, fmt::format("此人现未担任{}", label(post)),
                {.status = 404});
}

Result<Done> set_term(Change& change, UnitId unit_id, Date term_ends_on, std::string_view reason) {
  auto const was = check_change(change, unit_id, change.today(), reason);
  if (!was) return std::unexpected{was.error()};
  if (term_ends_on <= was->founded_on) {
    return refuse(UnitRefusal::term_too_early, "届满日期须晚于成立日期", {.field = "term_ends_on"});
  }
  auto is = *was;
  is.term_ends_on = term_ends_on;
  change.update(*was, is);
  change.insert(adjustment_row(change, *was, Adjustment::term_set, change.today(), reason, {}));
  change.about(unit_id, fmt::format("“{}”届满日期定为 {}", was->short_name, to_text(term_ends_on)));
  return Done{};
}

}  // namespace hangji::organisation
