// The routes that change units.
#include "kernel/api/gate.h"
#include "organisation/units/units_operations.h"
#include "organisation/units/units_store.h"

namespace hangji::organisation {

using access::Permission;
using api::Writing;

namespace {
struct FoundInput {
  UnitKind kind{};
  std::string full_name{};
  std::optional<std::string> short_name{};
  UnitId parent{};
  std::optional<std::string> external_code{};
  std::optional<UnitId> community{};
  std::optional<std::string> host_name{};
  std::optional<std::string> host_credit_code{};
  std::optional<std::string> contact{};
  std::optional<std::string> contact_phone{};
  Date founded_on{};
  std::optional<Date> term_ends_on{};
  std::string reason{};
  std::string approval{};
};
BOOST_DESCRIBE_STRUCT(FoundInput, (),
                      (kind, full_name, short_name, parent, external_code, community, host_name,
                       host_credit_code, contact, contact_phone, founded_on, term_ends_on, reason,
                       approval))

struct Founded {
  UnitId id{};
};
BOOST_DESCRIBE_STRUCT(Founded, (), (id))

struct DescribeInput {
  UnitId id{};
  std::string external_code{};
  std::optional<UnitId> community{};
  std::string host_name{};
  std::string host_credit_code{};
  std::string contact{};
  std::optional<std::string> contact_phone{};
};
BOOST_DESCRIBE_STRUCT(DescribeInput, (),
                      (id, external_code, community, host_name, host_credit_code, contact,
                       contact_phone))

struct AdjustInput {
  UnitId id{};
  Date day{};
  std::optional<UnitKind> kind{};
  std::optional<std::string> full_name{};
  std::optional<std::string> short_name{};
  std::optional<UnitId> parent{};
  std::string reason{};
  std::string approval{};
};
BOOST_DESCRIBE_STRUCT(AdjustInput, (),
                      (id, day, kind, full_name, short_name, parent, reason, approval))

struct DissolveInput {
  UnitId id{};
  Date day{};
  std::string reason{};
  std::string approval{};
};
BOOST_DESCRIBE_STRUCT(DissolveInput, (), (id, day, reason, approval))

struct MergeInput {
  UnitId id{};
  UnitId into{};
  Date day{};
  std::string reason{};
  std::string approval{};
};
BOOST_DESCRIBE_STRUCT(MergeInput, (), (id, into, day, reason, approval))

struct PostInput {
  UnitId id{};
  Post post{};
  std::optional<MemberId> member{};
  std::optional<std::string> name{};
  Date from{};
};
BOOST_DESCRIBE_STRUCT(PostInput, (), (id, post, member, name, from))

struct EndPostInput {
  UnitId id{};
  Post post{};
  std::optional<MemberId> member{};
  Date until{};
};
BOOST_DESCRIBE_STRUCT(EndPostInput, (), (id, post, member, until))

struct TermInput {
  UnitId id{};
  Date elected_on{};
  /// None: the end of the term that the rules set.
  std::optional<Date> term_ends_on{};
  std::string reason{};
  std::optional<std::string> approval{};
};
BOOST_DESCRIBE_STRUCT(TermInput, (), (id, elected_on, term_ends_on, reason, approval))

struct PostGiven {
  /// One sentence for whoever gave the post; empty: nothing is to be known.
  std::string warning{};
};
BOOST_DESCRIBE_STRUCT(PostGiven, (), (warning))

Result<Founded> found(Writing& writing, FoundInput const& input) {
  if (auto good = writing.require(Permission::edit_units, input.parent); !good) {
    return std::unexpected{good.error()};
  }
  auto id = found_unit(writing.change, writing.services.secrets,
                       {.kind = input.kind,
                        .full_name = input.full_name,
                        .short_name = input.short_name.value_or(""),
                        .parent = input.parent,
                        .external_code = input.external_code.value_or(""),
                        .community = input.community.value_or(UnitId{}),
                        .host_name = input.host_name.value_or(""),
                        .host_credit_code = input.host_credit_code.value_or(""),
                        .contact = input.contact.value_or(""),
                        .contact_phone = input.contact_phone.value_or(""),
                        .founded_on = input.founded_on,
                        .term_ends_on = input.term_ends_on,
                        .reason = input.reason,
                        .approval = input.approval});
  if (!id) return std::unexpected{std::move(id.error())};
  return Founded{*id};
}

Result<Done> describe(Writing& writing, DescribeInput const& input) {
  if (auto good = writing.require(Permission::edit_units, input.id); !good) return good;
  auto const row = unit(writing.transaction, input.id);
  return describe_unit(writing.change, writing.services.secrets,
                       {.unit = input.id,
                        .external_code = input.external_code,
                        .community = input.community.value_or(UnitId{}),
                        .host_name = input.host_name,
                        .host_credit_code = input.host_credit_code,
                        .contact = input.contact,
                        .contact_phone = input.contact_phone,
                        .notes = row ? row->notes : "{}"});
}

Result<Done> adjust(Writing& writing, AdjustInput const& input) {
  if (auto good = writing.require(Permission::edit_units, input.id); !good) return good;
  if (input.parent) {
    if (auto good = writing.require(Permission::edit_units, *input.parent); !good) return good;
  }
  return adjust_unit(writing.change,
                     {input.id, input.day, input.kind, input.full_name, input.short_name,
                      input.parent, input.reason, input.approval});
}

struct UnitById {
  UnitId id{};
};
BOOST_DESCRIBE_STRUCT(UnitById, (), (id))

struct ContactPhone {
  std::string phone{};
};
BOOST_DESCRIBE_STRUCT(ContactPhone, (), (phone))

Result<ContactPhone> unmask(Writing& writing, UnitById const& input) {
  writing.keep_no_answer();
  if (auto good = writing.require(Permission::unmask_members, input.id); !good)
    return std::unexpected{good.error()};
  auto phone = unmask_unit(writing.change, writing.services.secrets, input.id);
  if (!phone) return std::unexpected{std::move(phone.error())};
  return ContactPhone{std::move(*phone)};
}

Result<Done> dissolve(Writing& writing, DissolveInput const& input) {
  if (auto good = writing.require(Permission::edit_units, input.id); !good) return good;
  return dissolve_unit(writing.change, {input.id, input.day, input.reason, input.approval});
}

Result<Done> merge(Writing& writing, MergeInput const& input) {
  if (auto good = writing.require(Permission::edit_units, input.id); !good) return good;
  if (auto good = writing.require(Permission::edit_units, input.into); !good) return good;
  return merge_unit(writing.change,
                    {input.id, input.into, input.day, input.reason, input.approval});
}

Result<PostGiven> give_post(Writing& writing, PostInput const& input) {
  if (auto good = writing.require(Permission::edit_units, input.id); !good)
    return std::unexpected{good.error()};
  PostSetting const wanted{input.id, input.post, input.member.value_or(MemberId{}),
                           input.name.value_or(""), input.from};
  if (auto good = set_post(writing.change, wanted); !good) return std::unexpected{good.error()};
  return PostGiven{standing_warning(writing.transaction, writing.rulebook, wanted)};
}

Result<Done> take_post(Writing& writing, EndPostInput const& input) {
  if (auto good = writing.require(Permission::edit_units, input.id); !good) return good;
  return end_post(writing.change, input.id, input.post, input.member.value_or(MemberId{}),
                  input.until);
}

Result<Done> term(Writing& writing, TermInput const& input) {
  if (auto good = writing.require(Permission::edit_units, input.id); !good) return good;
  return elect(
      writing.change, writing.rulebook,
      {input.id, input.elected_on, input.term_ends_on, input.reason, input.approval.value_or("")});
}
}  // namespace

void add_unit_writes(api::Endpoints& endpoints) {
  constexpr auto right = Permission::edit_units;
  using enum http::Method;
  endpoints.operation({.path = "/api/units",
                       .operation = "units.found",
                       .summary = "成立党组织",
                       .permission = right},
                      found);
  endpoints.operation({.method = put,
                       .path = "/api/units/{id}",
                       .operation = "units.describe",
                       .summary = "更新党组织资料",
                       .permission = right},
                      describe);
  endpoints.operation({.path = "/api/units/{id}/adjust",
                       .operation = "units.adjust",
                       .summary = "更名、改建、调整隶属",
                       .permission = right},
                      adjust);
  endpoints.operation({.path = "/api/units/{id}/dissolve",
                       .operation = "units.dissolve",
                       .summary = "撤销党组织",
                       .permission = right},
                      dissolve);
  endpoints.operation({.path = "/api/units/{id}/merge",
                       .operation = "units.merge",
                       .summary = "并入另一党支部",
                       .permission = right},
                      merge);
  endpoints.operation({.path = "/api/units/{id}/posts",
                       .operation = "units.set_post",
                       .summary = "任职",
                       .permission = right},
                      give_post);
  endpoints.operation({.path = "/api/units/{id}/posts/end",
                       .operation = "units.end_post",
                       .summary = "免职",
                       .permission = right},
                      take_post);
  endpoints.operation({.path = "/api/units/{id}/unmask",
                       .operation = "units.unmask",
                       .summary = "查看联系人完整电话（记入日志）",
                       .permission = Permission::unmask_members},
                      unmask);
  endpoints.operation({.method = put,
                       .path = "/api/units/{id}/term",
                       .operation = "units.set_term",
                       .summary = "确定届期",
                       .permission = right},
                      term);
}

}  // namespace hangji::organisation
