#include "organisation/units/units_operations.h"

#include "foundation/text.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/secrets/sealed.h"
#include "organisation/units/unit_checks.h"
#include "organisation/units/units_store.h"

#include <fmt/format.h>

namespace hangji::organisation {

namespace {
Result<Done> check_name(Transaction& transaction, UnitId self, std::string_view full_name) {
  if (full_name.empty()) {
    return refuse(UnitRefusal::name_missing, "请填写党组织全称",
                  {.field = "full_name", .status = 400});
  }
  auto const other = unit_with_full_name(transaction, full_name);
  if (other && other->id != self) {
    return refuse(UnitRefusal::name_taken, fmt::format("已有名为“{}”的党组织", full_name),
                  {.field = "full_name", .status = 409});
  }
  return Done{};
}

Result<Done> check_parent(Transaction& transaction, UnitKind kind, UnitId parent) {
  if (parent.is_none()) {
    if (kind == UnitKind::street) return Done{};
    return refuse(UnitRefusal::parent_missing, "请填写上级党组织",
                  {.field = "parent", .status = 400});
  }
  auto const above = unit(transaction, parent);
  if (!above || above->dissolved_on) {
    return refuse(UnitRefusal::parent_unknown, "没有这个上级党组织，或已撤销",
                  {.field = "parent", .status = 404});
  }
  if (!may_be_under(kind, above->kind)) {
    return refuse(
        UnitRefusal::parent_unfit,
        fmt::format("{}不能隶属于{}“{}”", label(kind), label(above->kind), above->short_name),
        {.field = "parent"});
  }
  return Done{};
}

Result<Done> check_community(Transaction& transaction, UnitId community) {
  if (community.is_none()) return Done{};
  auto const row = unit(transaction, community);
  if (row && row->kind == UnitKind::community && !row->dissolved_on) return Done{};
  return refuse(UnitRefusal::community_unknown, "没有这个社区",
                {.field = "community", .status = 404});
}

Result<Done> check_draft(Change& change, UnitDraft const& draft, std::string_view full_name) {
  auto& transaction = change.transaction();
  if (auto good = check_name(transaction, {}, full_name); !good) return good;
  if (auto good = check_parent(transaction, draft.kind, draft.parent); !good) return good;
  if (auto good = check_community(transaction, draft.community); !good) return good;
  return check_not_in_future(change, draft.founded_on, "founded_on");
}

UnitRow row_of(Change& change, secrets::Secrets const& secrets, UnitDraft const& draft,
               std::string const& full_name) {
  auto& transaction = change.transaction();
  auto const short_name = draft.short_name.empty() ? short_name_of(draft.kind, full_name)
                                                   : normal_name(draft.short_name);
  auto const community =
      draft.community.is_none() ? community_above(transaction, draft.parent) : draft.community;
  return {.id = change.new_id<UnitId>(),
          .kind = draft.kind,
          .full_name = full_name,
          .short_name = short_name,
          .initials = pinyin_initials(short_name),
          .external_code = draft.external_code,
          .community_id = community,
          .host_name = draft.host_name,
          .host_credit_code = draft.host_credit_code,
          .contact = draft.contact,
          .contact_phone = secrets.seal(draft.contact_phone),
          .founded_on = draft.founded_on,
          .dissolved_on = {},
          .term_ends_on = draft.term_ends_on,
          .approval = draft.approval,
          .notes = draft.notes};
}

/// What a unit becomes, once all of `wanted` is found good.
Result<UnitRow> adjusted(Change& change, UnitRow const& was, UnitAdjusting const& wanted) {
  auto& transaction = change.transaction();
  auto is = was;
  if (wanted.full_name) is.full_name = normal_name(*wanted.full_name);
  if (auto good = check_name(transaction, was.id, is.full_name); !good) {
    return std::unexpected{std::move(good.error())};
  }
  is.kind = wanted.kind.value_or(was.kind);
  if (wanted.full_name) is.short_name = short_name_of(is.kind, is.full_name);
  if (wanted.short_name) is.short_name = normal_name(*wanted.short_name);
  is.initials = pinyin_initials(is.short_name);
  if (is.kind == was.kind) return is;
  if (contents_of(transaction, was.id).members > 0 && !holds_members(is.kind)) {
    return refuse(UnitRefusal::kind_unfit,
                  fmt::format("还有党员，不能改建为{}；请先调整党员", label(is.kind)),
                  {.field = "kind"});
  }
  for (auto const& below : children(transaction, was.id, change.today())) {
    if (may_be_under(below.kind, is.kind)) continue;
    return refuse(UnitRefusal::kind_unfit,
                  fmt::format("下属“{}”不能隶属于{}", below.short_name, label(is.kind)),
                  {.field = "kind"});
  }
  return is;
}

Result<Done> check_move(Transaction& transaction, UnitRow const& is, UnitId parent) {
  if (auto good = check_parent(transaction, is.kind, parent); !good) return good;
  if (parent.is_none() || !is_within(transaction, is.id, parent)) return Done{};
  return refuse(UnitRefusal::cycle, "不能隶属于自己或自己的下级", {.field = "parent"});
}

void note_adjustment(Change& change, UnitRow const& was, UnitAdjusting const& wanted,
                     Adjustment adjustment) {
  change.insert(
      adjustment_row(change, was, adjustment, wanted.day, wanted.reason, wanted.approval));
}

/// Units that belonged to the community they stood below belong to the one they stand below now.
void follow_community(Change& change, UnitId moved, UnitId old_community) {
  auto& transaction = change.transaction();
  auto const community = community_above(transaction, moved);
  if (community == old_community) return;
  for (auto const id : subtree(transaction, moved, change.today())) {
    auto const was = *unit(transaction, id);
    if (was.community_id != old_community) continue;
    auto is = was;
    is.community_id = community;
    change.update(was, is);
  }
}

void move_unit(Change& change, UnitId unit, std::optional<UnitParentRow> const& old, UnitId parent,
               Date day) {
  // Moved on the very day it came there: it was never under that parent.
  if (old && old->from_day == day) {
    auto changed = *old;
    changed.parent_id = parent;
    change.update(*old, changed);
  } else {
    if (old) {
      auto ended = *old;
      ended.until_day = day;
      change.update(*old, ended);
    }
    change.insert(
        UnitParentRow{change.new_id<decltype(UnitParentRow::id)>(), unit, parent, day, {}});
  }
  move_place(change.transaction(), unit, parent);
}
}  // namespace

Result<UnitId> found_unit(Change& change, secrets::Secrets const& secrets, UnitDraft const& draft,
                          facts::Channel channel) {
  auto const full_name = normal_name(draft.full_name);
  if (auto good = check_draft(change, draft, full_name); !good) {
    return std::unexpected{std::move(good.error())};
  }
  auto row = row_of(change, secrets, draft, full_name);
  if (row.kind == UnitKind::community) row.community_id = row.id;
  change.insert(row);
  if (!draft.parent.is_none()) {
    change.insert(UnitParentRow{
        change.new_id<decltype(UnitParentRow::id)>(), row.id, draft.parent, row.founded_on, {}});
  }
  add_place(change.transaction(), row.id, draft.parent);
  change.insert(adjustment_row(change, row, Adjustment::founded, row.founded_on, draft.reason,
                               draft.approval));
  change.about(row.id, fmt::format("成立{}“{}”", label(row.kind), row.full_name));
  if (channel == facts::Channel::import) return row.id;
  auto fact = facts::append(change, {.kind = std::string{facts::kind::unit_founded},
                                     .day = row.founded_on,
                                     .unit = row.id,
                                     .source = SourceId{row.id.value},
                                     .channel = channel,
                                     .note = draft.reason});
  if (!fact) return std::unexpected{std::move(fact.error())};
  return row.id;
}

Result<Done> adjust_unit(Change& change, UnitAdjusting const& wanted) {
  auto& transaction = change.transaction();
  auto const was = check_change(change, wanted.unit, wanted.day, wanted.reason);
  if (!was) return std::unexpected{was.error()};
  auto const is = adjusted(change, *was, wanted);
  if (!is) return std::unexpected{is.error()};
  auto const parent = parent_of(transaction, was->id);
  auto const old_parent = parent ? parent->parent_id : UnitId{};
  auto const new_parent = wanted.parent.value_or(old_parent);
  if (auto good = check_move(transaction, *is, new_parent); !good) return good;
  bool const is_renamed = is->full_name != was->full_name || is->short_name != was->short_name;
  bool const is_moved = new_parent != old_parent;
  if (!is_renamed && !is_moved && is->kind == was->kind) {
    return refuse(UnitRefusal::nothing_changed, "没有要调整的内容", {.status = 400});
  }
  if (is_renamed) note_adjustment(change, *was, wanted, Adjustment::renamed);
  if (is->kind != was->kind) note_adjustment(change, *was, wanted, Adjustment::converted);
  if (is_moved) note_adjustment(change, *was, wanted, Adjustment::moved);
  change.update(*was, *is);
  if (is_moved) {
    auto const old_community = community_above(transaction, was->id);
    move_unit(change, was->id, parent, new_parent, wanted.day);
    follow_community(change, was->id, old_community);
  }
  change.about(was->id, fmt::format("调整“{}”：{}", was->short_name, wanted.reason));
  return Done{};
}

Result<Done> found_earlier(Change& change, UnitId street, Date founded_on) {
  auto const was = unit(change.transaction(), street);
  if (!was) return no_such_unit();
  if (parent_of(change.transaction(), street)) {
    return refuse(UnitRefusal::kind_unfit, "只有街道党工委的成立日期可以提前", {.field = "unit"});
  }
  if (founded_on >= was->founded_on) {
    return refuse(UnitRefusal::before_founding,
                  fmt::format("成立日期须早于 {}", to_text(was->founded_on)),
                  {.field = "founded_on"});
  }
  auto is = *was;
  is.founded_on = founded_on;
  change.update(*was, is);
  for (auto const& row : adjustments_of(change.transaction(), street)) {
    if (row.adjustment != Adjustment::founded) continue;
    auto earlier = row;
    earlier.day = founded_on;
    change.update(row, earlier);
  }
  change.about(street, fmt::format("“{}”成立于 {}", was->short_name, to_text(founded_on)));
  return Done{};
}

Result<Done> describe_unit(Change& change, secrets::Secrets const& secrets,
                           UnitDetails const& details) {
  auto const was = unit(change.transaction(), details.unit);
  if (!was) return no_such_unit();
  if (details.community != was->community_id) {
    if (auto good = check_community(change.transaction(), details.community); !good) return good;
  }
  auto is = *was;
  is.external_code = details.external_code;
  is.community_id = details.community;
  is.host_name = details.host_name;
  is.host_credit_code = details.host_credit_code;
  is.contact = details.contact;
  is.notes = details.notes;
  // A seal is another text each time: only a number that changed is sealed anew.
  if (details.contact_phone && secrets.open(was->contact_phone) != *details.contact_phone) {
    is.contact_phone = secrets.seal(*details.contact_phone);
  }
  change.update(*was, is);
  change.about(was->id, fmt::format("更新“{}”的资料", was->short_name));
  return Done{};
}

Result<std::string> unmask_unit(Change& change, secrets::Secrets const& secrets, UnitId id) {
  auto const row = unit(change.transaction(), id);
  if (!row) return no_such_unit();
  change.about(row->id, fmt::format("查看“{}”联系人的完整电话", row->short_name));
  return secrets.open(row->contact_phone);
}

}  // namespace hangji::organisation
