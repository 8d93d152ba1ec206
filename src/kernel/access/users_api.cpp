// Routes of accounts and grants: the system administrator keeps accounts, the security
// administrator grants roles.
#include "kernel/access/users_api.h"

#include "kernel/access/access_store.h"
#include "kernel/access/sessions.h"
#include "kernel/access/try_password.h"
#include "kernel/access/users.h"
#include "kernel/api/chapters.h"
#include "kernel/api/gate.h"

namespace hangji::access {

using api::Reading;
using api::Writing;

namespace {
struct GrantView {
  GrantId id{};
  Role role{};
  UnitId unit{};
  Date from{};
};
BOOST_DESCRIBE_STRUCT(GrantView, (), (id, role, unit, from))

struct AccountView {
  UserId id{};
  std::string login{};
  std::string name{};
  UserState state{UserState::active};
  bool has_totp{false};
  std::vector<GrantView> grants{};
};
BOOST_DESCRIBE_STRUCT(AccountView, (), (id, login, name, state, has_totp, grants))

struct AccountList {
  std::vector<AccountView> rows{};
};
BOOST_DESCRIBE_STRUCT(AccountList, (), (rows))

/// A role may do this as far as that.
struct RightView {
  Role role{};
  Permission permission{};
  Reach reach{};
};
BOOST_DESCRIBE_STRUCT(RightView, (), (role, permission, reach))

struct RightList {
  std::vector<RightView> rows{};
};
BOOST_DESCRIBE_STRUCT(RightList, (), (rows))

struct AccountAdded {
  UserId id{};
};
BOOST_DESCRIBE_STRUCT(AccountAdded, (), (id))

struct AddAccount {
  std::string login{};
  std::string name{};
  std::string password{};
  std::optional<MemberId> member{};
};
BOOST_DESCRIBE_STRUCT(AddAccount, (), (login, name, password, member))

struct SetPassword {
  UserId id{};
  std::string password{};
};
BOOST_DESCRIBE_STRUCT(SetPassword, (), (id, password))

struct SetState {
  UserId id{};
  UserState state{};
};
BOOST_DESCRIBE_STRUCT(SetState, (), (id, state))

struct AddGrant {
  UserId user{};
  Role role{};
  UnitId unit{};
};
BOOST_DESCRIBE_STRUCT(AddGrant, (), (user, role, unit))

struct EndGrant {
  GrantId id{};
};
BOOST_DESCRIBE_STRUCT(EndGrant, (), (id))

/// Accounts and grants are the whole tenant's: the right is asked at the unit the administrator was
/// appointed at.
Result<Done> require_anywhere(Reading& reading, Permission permission) {
  auto reached = reading.reached(permission);
  if (!reached) return std::unexpected{std::move(reached.error())};
  return Done{};
}

Result<AccountList> list_accounts(Reading& reading, api::Nothing const&) {
  bool const keeps_accounts = may_somewhere(reading.session, Permission::manage_users);
  auto const right = keeps_accounts ? Permission::manage_users : Permission::manage_grants;
  if (auto good = require_anywhere(reading, right); !good) return std::unexpected{good.error()};
  AccountList list;
  for (auto const& row : users(reading.transaction)) {
    list.rows.push_back({row.id, row.login, row.name, row.state, row.totp_secret.has_value(), {}});
  }
  for (auto const& row : all_grants(reading.transaction, reading.today())) {
    auto const account =
        std::find_if(list.rows.begin(), list.rows.end(),
                     [&](AccountView const& view) { return view.id == row.user_id; });
    if (account != list.rows.end())
      account->grants.push_back({row.id, row.role, row.unit_id, row.from_day});
  }
  return list;
}

/// The table of rights is no secret.
Result<RightList> list_rights(Reading& reading, api::Nothing const&) {
  reading.allow_everyone();
  RightList list;
  for (auto const& right : rights()) {
    list.rows.push_back({right.role, right.permission, right.reach});
  }
  return list;
}

void forget_sessions(Writing& writing) {
  writing.after_commit([&sessions = writing.services.sessions] { sessions.forget_all(); });
}

Result<AccountAdded> add_account(Writing& writing, AddAccount const& input,
                                 ChosenPassword const& password) {
  if (auto good = require_anywhere(writing, Permission::manage_users); !good)
    return std::unexpected{good.error()};
  auto id = add_user(writing.change, password_demands(writing.rulebook, writing.today()),
                     {input.login, input.name, password, input.member.value_or(MemberId{})});
  if (!id) return std::unexpected{std::move(id.error())};
  return AccountAdded{*id};
}

Result<Done> change_password(Writing& writing, SetPassword const& input,
                             ChosenPassword const& password) {
  if (auto good = require_anywhere(writing, Permission::manage_users); !good) return good;
  forget_sessions(writing);
  return reset_password(writing.change, password_demands(writing.rulebook, writing.today()),
                        input.id, password);
}

Result<Done> change_state(Writing& writing, SetState const& input) {
  if (auto good = require_anywhere(writing, Permission::manage_users); !good) return good;
  forget_sessions(writing);
  return set_user_state(writing.change, input.id, input.state);
}

Result<AccountAdded> add_grant(Writing& writing, AddGrant const& input) {
  if (auto good = writing.require(Permission::manage_grants, input.unit); !good)
    return std::unexpected{good.error()};
  forget_sessions(writing);
  auto id = grant_role(writing.change, {input.user, input.role, input.unit},
                       writing.services.chapters->holds_members);
  if (!id) return std::unexpected{std::move(id.error())};
  return AccountAdded{input.user};
}

Result<Done> remove_grant(Writing& writing, EndGrant const& input) {
  auto const row = grant(writing.transaction, input.id);
  if (auto good = writing.require(Permission::manage_grants, row ? row->unit_id : UnitId{}); !good)
    return good;
  forget_sessions(writing);
  return end_grant(writing.change, input.id);
}

/// Nothing is hashed for who may not keep accounts.
Result<http::Response> admit_keeper(Reading& reading) {
  if (auto good = require_anywhere(reading, Permission::manage_users); !good)
    return std::unexpected{good.error()};
  return http::Response{};
}

/// An operation on somebody's password: who asks is looked up on a reader, the password hashed on
/// the pool, and the gate does the rest. Asked again under its key it is hashed again, and answered
/// as it was.
template <class In, class Out>
void add_password_operation(http::RouteTable& table, api::Services& services,
                            api::Endpoints::Verb const& verb,
                            Result<Out> (*handler)(Writing&, In const&, ChosenPassword const&)) {
  http::Route route;
  route.method = verb.method;
  route.path = verb.path;
  route.summary = verb.summary;
  route.tag = "kernel.access";
  route.body = verb.body;
  route.body_limit = 4096;
  route.takes = &object_schema<In>;
  route.gives = &schema_of<Out>;
  api::guard_write(route, services, verb.permission);
  route.handle = [&services, verb, handler](std::shared_ptr<http::Request const> request,
                                            http::Answer answer) {
    auto const operate = [&services, verb, request, answer](api::WriteWork work) {
      api::answer_operation(services, verb.permission, verb.operation, std::move(work), request,
                            answer);
    };
    auto const input = std::make_shared<Result<In> const>(api::read_input<In>(*request));
    auto const go_on = [operate, input, handler](Result<std::vector<ChosenPassword>> chosen) {
      operate(
          [input, handler, chosen = std::move(chosen)](Writing& writing) -> Result<http::Response> {
            if (!chosen) return std::unexpected{chosen.error()};
            return api::to_answer(handler(writing, **input, chosen->front()));
          });
    };
    if (!*input) return go_on(std::unexpected{input->error()});
    api::answer_question(services, verb.permission, admit_keeper, request,
                         [&services, input, answer, go_on](http::Response admitted) {
                           if (admitted.status != 200) return answer(std::move(admitted));
                           choose_passwords(services, {(*input)->password}, go_on);
                         });
  };
  table.add(std::move(route));
}
}  // namespace

void add_user_routes(http::RouteTable& table, api::Services& services) {
  api::Endpoints endpoints{table, services, "kernel.access"};
  using enum http::Method;
  endpoints.question("/api/accounts", "账号与授权", Permission::see_units, list_accounts);
  endpoints.question("/api/rights", "各角色的权限", Permission::see_units, list_rights);
  add_password_operation(table, services,
                         {.path = "/api/accounts",
                          .operation = "access.add_account",
                          .summary = "新增账号",
                          .permission = Permission::manage_users},
                         add_account);
  add_password_operation(table, services,
                         {.method = put,
                          .path = "/api/accounts/{id}/password",
                          .operation = "access.set_password",
                          .summary = "更改口令",
                          .permission = Permission::manage_users},
                         change_password);
  endpoints.operation({.method = put,
                       .path = "/api/accounts/{id}/state",
                       .operation = "access.set_state",
                       .summary = "启用或停用账号",
                       .permission = Permission::manage_users},
                      change_state);
  endpoints.operation({.path = "/api/grants",
                       .operation = "access.grant_role",
                       .summary = "授予角色",
                       .permission = Permission::manage_grants},
                      add_grant);
  endpoints.operation({.method = remove,
                       .path = "/api/grants/{id}",
                       .operation = "access.end_grant",
                       .summary = "收回角色",
                       .permission = Permission::manage_grants},
                      remove_grant);
}

}  // namespace hangji::access
