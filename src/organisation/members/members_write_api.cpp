// The routes that change members, and the one that opens sealed values.
#include "kernel/api/gate.h"
#include "kernel/secrets/sealed.h"
#include "organisation/members/members_operations.h"
#include "organisation/members/members_store.h"
#include "organisation/members/membership_decisions.h"

namespace hangji::organisation {

using access::Permission;
using api::Writing;

namespace {
struct MemberById {
  MemberId id{};
};
BOOST_DESCRIBE_STRUCT(MemberById, (), (id))

struct RegisterInput {
  MemberDetails details{};
  std::optional<MemberCategory> category{};
  UnitId unit{};
  /// First day in the unit.
  Date from{};
};
BOOST_DESCRIBE_STRUCT(RegisterInput, (), (details, category, unit, from))

struct Registered {
  MemberId id{};
};
BOOST_DESCRIBE_STRUCT(Registered, (), (id))

struct CorrectInput {
  MemberId id{};
  MemberDetails details{};
  std::string reason{};
};
BOOST_DESCRIBE_STRUCT(CorrectInput, (), (id, details, reason))

struct TransferInput {
  MemberId id{};
  UnitId to{};
  Date day{};
  std::string reason{};
};
BOOST_DESCRIBE_STRUCT(TransferInput, (), (id, to, day, reason))

struct CategoryInput {
  MemberId id{};
  MemberCategory category{};
  Date day{};
  std::string reason{};
};
BOOST_DESCRIBE_STRUCT(CategoryInput, (), (id, category, day, reason))

struct ContactInput {
  MemberId id{};
  Date day{};
  std::string reason{};
};
BOOST_DESCRIBE_STRUCT(ContactInput, (), (id, day, reason))

/// active and suspended stay in the unit, the others leave it.
struct StateInput {
  MemberId id{};
  MemberState state{};
  Date day{};
  std::string reason{};
  std::optional<std::string> document{};
  /// Of a suspension; none: lost_contact.
  std::optional<SuspensionGround> ground{};
};
BOOST_DESCRIBE_STRUCT(StateInput, (), (id, state, day, reason, document, ground))

struct ReadmitInput {
  MemberId id{};
  UnitId to{};
  Date day{};
  std::string reason{};
  ReadmissionGround ground{};
  std::optional<std::string> document{};
};
BOOST_DESCRIBE_STRUCT(ReadmitInput, (), (id, to, day, reason, ground, document))

struct ExtendInput {
  MemberId id{};
  Date day{};
  std::int64_t months{};
  std::string reason{};
  std::string document{};
};
BOOST_DESCRIBE_STRUCT(ExtendInput, (), (id, day, months, reason, document))

struct CancelInput {
  MemberId id{};
  Date day{};
  std::string reason{};
  std::string document{};
};
BOOST_DESCRIBE_STRUCT(CancelInput, (), (id, day, reason, document))

struct GroupInput {
  MemberId id{};
  /// None: in no group any more.
  std::optional<UnitId> group{};
  Date day{};
};
BOOST_DESCRIBE_STRUCT(GroupInput, (), (id, group, day))

Result<Done> require_member(Writing& writing, Permission permission, MemberId id) {
  return writing.require(permission, unit_of(writing.transaction, id));
}

MemberDesk desk_of(Writing& writing) { return {writing.services.secrets, writing.rulebook}; }

Result<Registered> take_on(Writing& writing, RegisterInput const& input) {
  if (auto good = writing.require(Permission::edit_members, input.unit); !good) {
    return std::unexpected{good.error()};
  }
  MemberDraft const draft{.details = input.details,
                          .category = input.category,
                          .unit = input.unit,
                          .from = input.from,
                          .reason = MembershipReason::admitted};
  auto id = register_member(writing.change, desk_of(writing), draft);
  if (!id) return std::unexpected{std::move(id.error())};
  return Registered{*id};
}

Result<Done> correct(Writing& writing, CorrectInput const& input) {
  if (auto good = require_member(writing, Permission::edit_members, input.id); !good) return good;
  return correct_member(writing.change, desk_of(writing), input.id, input.details, input.reason);
}

/// Whoever keeps the unit the member goes to takes the member in; the unit left is told by its
/// facts.
Result<Done> transfer(Writing& writing, TransferInput const& input) {
  if (auto good = require_member(writing, Permission::edit_members, input.id); !good) return good;
  if (auto good = writing.require(Permission::edit_members, input.to); !good) return good;
  return transfer_member(writing.change, {input.id, input.to, input.day, input.reason});
}

Result<Done> readmit(Writing& writing, ReadmitInput const& input) {
  if (auto good = require_member(writing, Permission::edit_members, input.id); !good) return good;
  if (auto good = writing.require(Permission::edit_members, input.to); !good) return good;
  return readmit_member(writing.change, writing.rulebook,
                        {.to = {input.id, input.to, input.day, input.reason},
                         .ground = input.ground,
                         .document = input.document.value_or("")});
}

Result<Done> recategorise(Writing& writing, CategoryInput const& input) {
  if (auto good = require_member(writing, Permission::edit_members, input.id); !good) return good;
  return change_category(writing.change, input.id, input.category, input.day, input.reason);
}

Result<Done> lose(Writing& writing, ContactInput const& input) {
  if (auto good = require_member(writing, Permission::edit_members, input.id); !good) return good;
  return mark_lost_contact(writing.change, input.id, input.day, input.reason);
}

Result<Done> find(Writing& writing, ContactInput const& input) {
  if (auto good = require_member(writing, Permission::edit_members, input.id); !good) return good;
  return mark_found(writing.change, input.id, input.day, input.reason);
}

Result<Done> change_state(Writing& writing, StateInput const& input) {
  if (auto good = require_member(writing, Permission::edit_members, input.id); !good) return good;
  return decide_state(writing.change, writing.rulebook,
                      {.member = input.id,
                       .state = input.state,
                       .day = input.day,
                       .reason = input.reason,
                       .document = input.document.value_or(""),
                       .ground = input.ground.value_or(SuspensionGround::lost_contact)});
}

Result<Done> extend(Writing& writing, ExtendInput const& input) {
  if (auto good = require_member(writing, Permission::edit_members, input.id); !good) return good;
  return extend_probation(writing.change, writing.rulebook,
                          {input.id, input.day, input.months, input.reason, input.document});
}

Result<Done> cancel(Writing& writing, CancelInput const& input) {
  if (auto good = require_member(writing, Permission::edit_members, input.id); !good) return good;
  return cancel_probation(writing.change, {input.id, input.day, input.reason, input.document});
}

Result<Done> regroup(Writing& writing, GroupInput const& input) {
  if (auto good = require_member(writing, Permission::edit_members, input.id); !good) return good;
  return assign_to_group(writing.change, input.id, input.group.value_or(UnitId{}), input.day);
}

Result<MemberSecrets> unmask(Writing& writing, MemberById const& input) {
  writing.keep_no_answer();
  if (auto good = require_member(writing, Permission::unmask_members, input.id); !good) {
    return std::unexpected{good.error()};
  }
  return unmask_member(writing.change, writing.services.secrets, input.id);
}
}  // namespace

void add_member_writes(api::Endpoints& endpoints) {
  constexpr auto right = Permission::edit_members;
  endpoints.operation({.path = "/api/members",
                       .operation = "members.register",
                       .summary = "登记党员",
                       .permission = right},
                      take_on);
  endpoints.operation({.method = http::Method::put,
                       .path = "/api/members/{id}",
                       .operation = "members.correct",
                       .summary = "更正党员资料",
                       .permission = right},
                      correct);
  endpoints.operation({.path = "/api/members/{id}/transfer",
                       .operation = "members.transfer",
                       .summary = "转接组织关系",
                       .permission = right},
                      transfer);
  endpoints.operation({.path = "/api/members/{id}/readmit",
                       .operation = "members.readmit",
                       .summary = "重新接收",
                       .permission = right},
                      readmit);
  endpoints.operation({.path = "/api/members/{id}/category",
                       .operation = "members.change_category",
                       .summary = "调整类别",
                       .permission = right},
                      recategorise);
  endpoints.operation({.path = "/api/members/{id}/lost-contact",
                       .operation = "members.mark_lost_contact",
                       .summary = "登记失去联系",
                       .permission = right},
                      lose);
  endpoints.operation({.path = "/api/members/{id}/found",
                       .operation = "members.mark_found",
                       .summary = "登记恢复联系",
                       .permission = right},
                      find);
  endpoints.operation({.path = "/api/members/{id}/state",
                       .operation = "members.change_state",
                       .summary = "变更党籍状态",
                       .permission = right},
                      change_state);
  endpoints.operation({.path = "/api/members/{id}/extend-probation",
                       .operation = "members.extend_probation",
                       .summary = "延长预备期",
                       .permission = right},
                      extend);
  endpoints.operation({.path = "/api/members/{id}/cancel-probation",
                       .operation = "members.cancel_probation",
                       .summary = "取消预备党员资格",
                       .permission = right},
                      cancel);
  endpoints.operation({.path = "/api/members/{id}/group",
                       .operation = "members.assign_to_group",
                       .summary = "编入党小组",
                       .permission = right},
                      regroup);
  endpoints.operation({.path = "/api/members/{id}/unmask",
                       .operation = "members.unmask",
                       .summary = "查看完整证件号码、电话和住址（记入日志）",
                       .permission = Permission::unmask_members},
                      unmask);
}

}  // namespace hangji::organisation
