// Taking onto the register, correcting, categories, contact, opening sealed values.
#include "organisation/members/members_operations.h"

#include "kernel/facts/fact_kinds.h"
#include "kernel/journal/look_ups.h"
#include "kernel/secrets/sealed.h"
#include "organisation/members/member_checks.h"
#include "organisation/members/members_store.h"
#include "organisation/members/membership_decisions.h"
#include "organisation/members/registrations.h"
#include "organisation/units/units_store.h"

#include <fmt/format.h>

namespace hangji::organisation {

namespace {
Result<Done> check_not_registered(Change& change, MemberRow const& row) {
  auto const other = member_by_identity(change.transaction(), row.identity_hash.value_or(""));
  if (!other || other->id == row.id) return Done{};
  auto const where = unit(change.transaction(), unit_of(change.transaction(), other->id));
  return refuse(MemberRefusal::already_registered,
                fmt::format("公民身份号码已登记：{}，{}", other->name,
                            where ? where->short_name : std::string{}),
                {.field = "identity_number", .status = 409});
}

template <class Enum> std::string_view code_of(Enum value) {
  return boost::describe::enum_to_string(value, "");
}
}  // namespace

Result<PreparedMember> prepare_member(Change& change, MemberDesk const& desk,
                                      MemberDraft const& draft) {
  auto row =
      with_details(desk, MemberRow{.id = change.new_id<MemberId>()}, draft.details, change.today());
  if (!row) return std::unexpected{std::move(row.error())};
  if (!belongs(draft.state)) {
    return refuse(MemberRefusal::not_active,
                  fmt::format("{}的党员不编入党支部", label(draft.state)), {.field = "state"});
  }
  if (auto good = check_day(change, std::max(draft.from, draft.lost_since.value_or(draft.from)));
      !good) {
    return std::unexpected{std::move(good.error())};
  }
  row->category = draft.category.value_or(
      likely_category(desk, row->registration, row->born_on, draft.from, row->occupation, false));
  row->state = draft.state;
  row->state_since = draft.from;
  row->lost_since = draft.lost_since;
  MembershipRow const membership{change.new_id<decltype(MembershipRow::id)>(),
                                 row->id,
                                 draft.unit,
                                 draft.from,
                                 {},
                                 draft.reason};
  return PreparedMember{std::move(*row), membership};
}

void insert_members(Change& change, std::span<MemberRow const> members,
                    std::span<MembershipRow const> memberships) {
  change.insert_all(members);
  change.insert_all(memberships);
}

Result<MemberId> register_member(Change& change, MemberDesk const& desk, MemberDraft const& draft,
                                 facts::Channel channel) {
  auto const prepared = prepare_member(change, desk, draft);
  if (!prepared) return std::unexpected{prepared.error()};
  auto const home = check_home(change, draft.unit, draft.from);
  if (!home) return std::unexpected{home.error()};
  auto const& row = prepared->member;
  if (auto good = check_not_registered(change, row); !good) return std::unexpected{good.error()};
  if (auto good = check_confirmation(change.transaction(), desk, row, draft.details); !good)
    return std::unexpected{good.error()};
  change.insert(row);
  change.insert(prepared->membership);
  change.about(home->id, fmt::format("登记党员 {}，编入“{}”", row.name, home->short_name));
  if (draft.reason == MembershipReason::roster) return row.id;
  note_event(change, row.id, MemberEvent::admitted, draft.from, label(draft.reason));
  auto noted = note_fact(change, facts::kind::member_joined_unit, row.id, home->id, draft.from,
                         code_of(draft.reason), label(draft.reason), channel);
  if (!noted) return std::unexpected{std::move(noted.error())};
  return row.id;
}

Result<Done> correct_member(Change& change, MemberDesk const& desk, MemberId id,
                            MemberDetails const& details, std::string_view reason) {
  auto const was = member(change.transaction(), id);
  if (!was) return no_such_member();
  if (auto good = check_reason(reason); !good) return good;
  auto const is = with_details(desk, *was, details, change.today());
  if (!is) return std::unexpected{is.error()};
  if (auto good = check_not_registered(change, *is); !good) return good;
  if (auto good = check_confirmation(change.transaction(), desk, *is, details); !good) return good;
  keep_registration(change, *was, *is);
  change.update(*was, *is);
  note_event(change, id, MemberEvent::corrected, change.today(),
             with_document(reason, details.confirmed_early_because.value_or("")));
  change.about(unit_of(change.transaction(), id),
               fmt::format("更正党员 {} 的资料：{}", is->name, reason));
  return Done{};
}

Result<Done> change_category(Change& change, MemberId id, MemberCategory category, Date from,
                             std::string_view reason) {
  auto const found = belonging_member(change, id);
  if (!found) return std::unexpected{found.error()};
  if (auto good = check_day(change, from); !good) return good;
  auto const& was = found->row;
  if (was.category == category) {
    return refuse(MemberRefusal::same_category, fmt::format("已是{}", label(category)),
                  {.field = "category", .status = 409});
  }
  auto const former = former_categories_of(change.transaction(), id);
  if (!former.empty() && from <= former.back().until_day) {
    return refuse(MemberRefusal::before_last_change,
                  fmt::format("上一次调整类别在 {}，日期须更晚", to_text(former.back().until_day)),
                  {.field = "day"});
  }
  auto is = was;
  is.category = category;
  change.update(was, is);
  change.insert(
      FormerCategoryRow{change.new_id<decltype(FormerCategoryRow::id)>(), id, was.category, from});
  note_event(change, id, MemberEvent::category_changed, from, reason);
  change.about(found->membership.unit_id,
               fmt::format("{}由{}调整为{}，自 {}", was.name, label(was.category), label(category),
                           to_text(from)));
  return Done{};
}

Result<Done> mark_lost_contact(Change& change, MemberId id, Date since, std::string_view reason) {
  auto const found = belonging_member(change, id);
  if (!found) return std::unexpected{found.error()};
  if (auto good = check_day(change, since); !good) return good;
  if (since < found->row.joined_on) {
    return refuse(MemberRefusal::dates_out_of_order, "失去联系日期早于加入党组织日期",
                  {.field = "day"});
  }
  if (auto good = check_reason(reason); !good) return good;
  auto is = found->row;
  is.lost_since = since;
  change.update(found->row, is);
  note_event(change, id, MemberEvent::lost, since, reason);
  change.about(found->membership.unit_id, fmt::format("{}自 {} 失去联系", is.name, to_text(since)));
  return Done{};
}

Result<Done> mark_found(Change& change, MemberId id, Date day, std::string_view reason) {
  auto const was = member(change.transaction(), id);
  if (!was) return no_such_member();
  if (!was->lost_since) {
    return refuse(MemberRefusal::same_state, fmt::format("{}没有失去联系", was->name),
                  {.status = 409});
  }
  auto is = *was;
  is.lost_since.reset();
  change.update(*was, is);
  note_event(change, id, MemberEvent::found, day, reason);
  change.about(unit_of(change.transaction(), id), fmt::format("{}恢复联系", is.name));
  return Done{};
}

Result<Done> set_suspended(Change& change, MemberId id, MemberState state, Date day,
                           std::string_view reason) {
  auto const found = belonging_member(change, id);
  if (!found) return std::unexpected{found.error()};
  if (found->row.state == state || !belongs(state)) {
    return refuse(MemberRefusal::same_state,
                  fmt::format("现为{}，不能这样变更", label(found->row.state)), {.status = 409});
  }
  if (auto good = check_day(change, day); !good) return good;
  if (auto good = check_reason(reason); !good) return good;
  auto is = found->row;
  is.state = state;
  is.state_since = day;
  change.update(found->row, is);
  auto const event =
      state == MemberState::suspended ? MemberEvent::suspended : MemberEvent::restored;
  note_event(change, id, event, day, reason);
  change.about(found->membership.unit_id, fmt::format("{}{}", is.name, label(event)));
  return Done{};
}

Result<MemberSecrets> unmask_member(Change& change, secrets::Secrets const& secrets, MemberId id) {
  auto const row = member(change.transaction(), id);
  if (!row) return no_such_member();
  journal::note_look_up(change, "members.unmask", id);
  change.about(unit_of(change.transaction(), id),
               fmt::format("查看 {} 的完整证件号码、电话和住址", row->name));
  return MemberSecrets{secrets.open(row->identity_sealed), secrets.open(row->phone_sealed),
                       secrets.open(row->fixed_phone_sealed), secrets.open(row->address_sealed)};
}

}  // namespace hangji::organisation
