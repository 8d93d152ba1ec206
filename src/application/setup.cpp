#include "application/setup.h"

#include "kernel/access/access_store.h"
#include "kernel/access/sessions.h"
#include "kernel/api/gate.h"
#include "kernel/api/replay.h"
#include "organisation/units/units_operations.h"

#include <fmt/format.h>

#include <set>

namespace hangji::application {

using database::Transaction;

namespace {
struct SetupDone {
  UnitId street{};
  /// Where the key lies on the server: who loses it cannot read sealed numbers any more.
  std::string key_file{};
  /// To compare a copy of the key with.
  std::string fingerprint{};
};
BOOST_DESCRIBE_STRUCT(SetupDone, (), (street, key_file, fingerprint))

Result<Done> check(Transaction& transaction, Setup const& wanted) {
  if (!access::tenant_name(transaction).empty()) {
    return refuse(SetupRefusal::done_already, "街道已经设立，请直接登录", {.status = 409});
  }
  if (wanted.street_name.empty()) {
    return refuse(SetupRefusal::street_missing, "请填写街道名称",
                  {.field = "street_name", .status = 400});
  }
  std::set<access::Role> roles;
  std::set<std::string> logins;
  std::set<std::string> names;
  for (auto const& administrator : wanted.administrators) {
    if (access::is_administrator(administrator.role)) roles.insert(administrator.role);
    logins.insert(administrator.login);
    names.insert(administrator.name);
  }
  if (wanted.administrators.size() != 3 || roles.size() != 3 || logins.size() != 3 ||
      names.size() != 3 || logins.contains("") || names.contains("")) {
    return refuse(SetupRefusal::administrators_wrong,
                  "须设系统管理员、安全管理员、审计员各一名，由不同的人担任，姓名、登录名各不相同",
                  {.field = "administrators", .status = 400});
  }
  return Done{};
}

bool no_branch(Transaction&, UnitId) { return false; }

Result<Done> appoint(journal::Change& change, UnitId street, Administrator const& administrator) {
  auto const user = access::add_user(
      change, {administrator.login, administrator.name, administrator.password, {}});
  if (!user) return std::unexpected{user.error()};
  auto const grant = access::grant_role(change, {*user, administrator.role, street}, no_branch);
  if (!grant) return std::unexpected{grant.error()};
  return Done{};
}

/// At the machine itself, and not through a proxy on it.
bool is_local(http::Request const& request) {
  bool const is_forwarded =
      !request.header("x-forwarded-for").empty() || !request.header("forwarded").empty();
  auto const& peer = request.remote_address;
  return !is_forwarded && (peer.starts_with("127.") || peer == "::1");
}

Result<Setup> wanted_of(http::Request const& request, SetupTerms const& terms) {
  auto input = api::read_input<Setup>(request);
  if (input && !is_local(request) && input->code != terms.code) {
    return refuse(SetupRefusal::code_wrong, "请填写启动程序的终端上显示的设立码",
                  {.field = "code", .status = 403});
  }
  return input;
}

/// Whom the answer of the set-up is kept for: there is no account yet.
constexpr UserId nobody{-1};

/// Once for each key: whoever did not hear the answer, asks again with the same words. The answer
/// that is kept holds no secret: the place of the key, not the key.
Result<http::Response> set_up_once(api::Services& services, Transaction& transaction,
                                   SetupTerms const& terms, http::Request const& request) {
  auto const input = wanted_of(request, terms);
  if (!input) return std::unexpected{input.error()};
  auto const replay = api::replay_of(transaction, services.secrets, nobody, request);
  if (!replay) return std::unexpected{replay.error()};
  if (replay->answer) return *replay->answer;
  auto const street = set_up(transaction, services.secrets, *input);
  if (!street) return std::unexpected{street.error()};
  http::Response response{
      .body = to_json(SetupDone{*street, terms.key_file, services.secrets.fingerprint()})};
  api::keep_answer(transaction, *replay, response.status, response.body);
  return response;
}

void run_set_up(api::Services& services, SetupTerms const& terms,
                std::shared_ptr<http::Request const> const& request, http::Answer const& answer) {
  auto const tenant = services.sessions.tenant_of({});
  auto result = std::make_shared<Result<http::Response>>();
  services.database.submit_write(
      tenant,
      [&services, terms, request, result](Transaction& transaction) {
        *result = set_up_once(services, transaction, terms, *request);
        return result->has_value();
      },
      [&services, result, answer](std::exception_ptr failure) {
        if (failure)
          return answer(
              {.status = 500, .body = R"({"code":"failure","message":"没有写入，请稍后重试"})"});
        if (!*result)
          return answer(api::refusal_answer(result->error(), nullptr, services.clock.today()));
        answer(std::move(**result));
      });
}
}  // namespace

Result<UnitId> set_up(Transaction& transaction, secrets::Secrets const& secrets,
                      Setup const& wanted) {
  if (auto good = check(transaction, wanted); !good) return std::unexpected{good.error()};
  // Typed as 桃源街道 or as 中共…桃源街道工作委员会: the rosters name the committee.
  auto const name = organisation::short_name_of(organisation::UnitKind::street, wanted.street_name);
  access::insert_tenant(transaction, name);
  access::put_key_fingerprint(transaction, secrets.fingerprint());
  journal::Change change{transaction, {}, "setup.set_up"};
  auto street = organisation::found_unit(change, secrets,
                                         {.kind = organisation::UnitKind::street,
                                          .full_name = fmt::format("中共{}工作委员会", name),
                                          .short_name = fmt::format("{}党工委", name),
                                          .founded_on = transaction.today()},
                                         facts::Channel::import);
  if (!street) return street;
  for (auto const& administrator : wanted.administrators) {
    if (auto good = appoint(change, *street, administrator); !good)
      return std::unexpected{good.error()};
  }
  change.about(*street, fmt::format("设立 {} 和三名管理员", name));
  change.finish();
  return street;
}

void add_setup_route(http::RouteTable& table, api::Services& services, SetupTerms terms) {
  http::Route route;
  route.method = http::Method::post;
  route.path = "/api/setup";
  route.summary = "首次启动：设立街道和三名管理员";
  route.tag = "kernel.access";
  route.body = http::BodyForm::json;
  route.body_limit = 16 << 10;
  route.head = {api::key_field()};
  route.takes = &object_schema<Setup>;
  route.gives = &schema_of<SetupDone>;
  route.handle = [&services, terms = std::move(terms)](auto request, auto answer) {
    run_set_up(services, terms, request, answer);
  };
  table.add(std::move(route));
}

}  // namespace hangji::application
