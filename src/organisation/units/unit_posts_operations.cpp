// Posts and terms.
#include "kernel/rules/lengths.h"
#include "organisation/members/members_store.h"
#include "organisation/organisation_rules.h"
#include "organisation/units/unit_checks.h"
#include "organisation/units/units_store.h"

#include <fmt/format.h>

#include <algorithm>

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
  if (!holder || !belongs(holder->state)) {
    return refuse(UnitRefusal::holder_unknown, "没有这名党员，或已离开",
                  {.field = "member", .status = 404});
  }
  bool const may_be_elected = holder->state == MemberState::active &&
                              standing_on(holder->full_member_on, wanted.from) == Standing::formal;
  if (may_be_elected) return holder->name;
  return refuse(
      UnitRefusal::holder_unfit,
      holder->state == MemberState::suspended
          ? fmt::format("{}已停止党籍，不能任职", holder->name)
          : fmt::format("{}在 {} 还是预备党员，没有被选举权", holder->name, to_text(wanted.from)),
      {.field = "member"});
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

Result<Done> put_term(Change& change, UnitRow const& was, Date term_ends_on,
                      UnitAdjustmentRow const& adjustment) {
  if (term_ends_on <= was.founded_on) {
    return refuse(UnitRefusal::term_too_early, "届满日期须晚于成立日期", {.field = "term_ends_on"});
  }
  auto is = was;
  is.term_ends_on = term_ends_on;
  change.update(was, is);
  change.insert(adjustment);
  change.about(was.id, fmt::format("“{}”届满日期定为 {}", was.short_name, to_text(term_ends_on)));
  return Done{};
}

/// A term is lengthened or shortened with an approval, and by no more than the rule lets it.
Result<Done> check_other_end(rules::Rulebook const& rules, Date end, Date wanted,
                             std::string_view approval) {
  auto const most = rules.find<rules::Threshold>(threshold::term_change, wanted);
  auto const cites = most ? most->rule->id : std::string{};
  if (approval.empty()) {
    return refuse(
        UnitRefusal::approval_missing,
        fmt::format("按规定任期到 {} 届满，延期或者提前须填写上级批准的文号", to_text(end)),
        {.field = "approval", .rule = cites, .status = 400});
  }
  bool const is_within =
      !most || (wanted <= rules::after(end, **most) && end <= rules::after(wanted, **most));
  if (is_within) return Done{};
  return refuse(
      UnitRefusal::term_too_far,
      fmt::format("按规定任期到 {} 届满，延期或者提前不超过 {}", to_text(end), to_text(**most)),
      {.field = "term_ends_on", .rule = cites});
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

std::string standing_warning(database::Transaction& transaction, rules::Rulebook const& rules,
                             PostSetting const& wanted) {
  auto const least = rules.find<rules::Threshold>(threshold::secretary_standing, wanted.from);
  auto const holder = member(transaction, wanted.member);
  if (wanted.post != Post::secretary || !least || !holder || !holder->full_member_on) return {};
  if (wanted.from >= rules::after(*holder->full_member_on, **least)) return {};
  return fmt::format("{}党龄不满 {}，{}：书记一般应有这样长的党龄", holder->name, to_text(**least),
                     to_text(least->rule->source));
}

Result<Done> set_term(Change& change, UnitId unit_id, Date term_ends_on, std::string_view reason) {
  auto const was = check_change(change, unit_id, change.today(), reason);
  if (!was) return std::unexpected{was.error()};
  return put_term(change, *was, term_ends_on,
                  adjustment_row(change, *was, Adjustment::term_set, change.today(), reason, {}));
}

std::optional<Date> term_end(rules::Rulebook const& rules, UnitKind kind, Date elected_on) {
  auto const term = rules.first<Term>(elected_on, [&](Term const& one) {
    return std::ranges::find(one.units, rule_code(kind)) != one.units.end();
  });
  if (!term) return {};
  return elected_on.plus_months((*term)->years * 12).plus_days(-1);
}

Result<Done> elect(Change& change, rules::Rulebook const& rules, Election const& election) {
  auto const was = check_change(change, election.unit, election.elected_on, election.reason);
  if (!was) return std::unexpected{was.error()};
  auto const end = term_end(rules, was->kind, election.elected_on);
  auto const wanted = election.term_ends_on ? election.term_ends_on : end;
  if (!wanted) {
    return refuse(UnitRefusal::term_unknown,
                  fmt::format("没有规定{}的任期，请填写届满日期", label(was->kind)),
                  {.field = "term_ends_on"});
  }
  if (end && *wanted != *end) {
    if (auto good = check_other_end(rules, *end, *wanted, election.approval); !good) return good;
  }
  return put_term(change, *was, *wanted,
                  adjustment_row(change, *was, Adjustment::term_set, election.elected_on,
                                 election.reason, election.approval));
}

}  // namespace hangji::organisation
