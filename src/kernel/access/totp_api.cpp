// Binding an authenticator (动态口令). These routes stand outside the gate: an administrator who
// has not bound one yet may do nothing else.
#include "kernel/access/sessions.h"
#include "kernel/access/sign_in_api.h"
#include "kernel/access/users.h"
#include "kernel/api/gate.h"

#include <fmt/format.h>

namespace hangji::access {

using database::Transaction;
using http::Answer;
using http::Request;
using http::Response;

namespace {
struct NewSecret {
  std::string secret{};
  /// What a QR code of it holds.
  std::string uri{};
};
BOOST_DESCRIBE_STRUCT(NewSecret, (), (secret, uri))

struct Enrolment {
  std::string secret{};
  std::string code{};
};
BOOST_DESCRIBE_STRUCT(Enrolment, (), (secret, code))

using Outcome = std::shared_ptr<Result<Response>>;

std::function<void(std::exception_ptr)> told(api::Services& services, Outcome outcome,
                                             Answer answer, bool forget) {
  return [&services, outcome, answer = std::move(answer), forget](std::exception_ptr failure) {
    if (failure)
      return answer(
          {.status = 500, .body = R"({"code":"failure","message":"没有写入,请稍后重试"})"});
    if (!*outcome)
      return answer(api::refusal_answer(outcome->error(), nullptr, services.clock.today()));
    if (forget) services.sessions.forget_all();
    answer(std::move(**outcome));
  };
}

void give_secret(api::Services& services, std::shared_ptr<Request const> const& request,
                 Answer answer) {
  std::string const token{request->cookie(cookie_name)};
  auto outcome = std::make_shared<Result<Response>>();
  services.database.submit_read(
      services.sessions.tenant_of(token),
      [&services, token, outcome](Transaction& transaction) {
        auto session = services.sessions.of(transaction, token);
        if (!session) {
          *outcome = std::unexpected{session.error()};
          return;
        }
        auto const secret = new_totp_secret();
        NewSecret const made{secret, fmt::format("otpauth://totp/Hangji:{}?secret={}&issuer=Hangji",
                                                 (*session)->login, secret)};
        *outcome = Response{.body = to_json(made)};
      },
      told(services, outcome, std::move(answer), false));
}

Result<Response> bind(api::Services& services, Transaction& transaction, Request const& request) {
  auto const session = services.sessions.of(transaction, request.cookie(cookie_name));
  if (!session) return std::unexpected{session.error()};
  if (request.header("x-csrf-token") != (*session)->csrf) {
    return refuse(AccessRefusal::csrf_missing, "页面已过期,请刷新后重试", {.status = 403});
  }
  auto const input = api::read_input<Enrolment>(request);
  if (!input) return std::unexpected{input.error()};
  journal::Change change{transaction, (*session)->actor(), "access.enrol_totp"};
  auto const bound =
      enrol_totp(change, services.secrets, (*session)->user, input->secret, input->code);
  if (!bound) return std::unexpected{bound.error()};
  change.finish();
  return Response{.body = "{}"};
}

void enrol(api::Services& services, std::shared_ptr<Request const> const& request, Answer answer) {
  auto outcome = std::make_shared<Result<Response>>();
  services.database.submit_write(
      services.sessions.tenant_of(request->cookie(cookie_name)),
      [&services, request, outcome](Transaction& transaction) {
        *outcome = bind(services, transaction, *request);
        return outcome->has_value();
      },
      told(services, outcome, std::move(answer), true));
}

template <class In, class Out>
http::Route described(http::Method method, std::string summary) {
  http::Route route;
  route.method = method;
  route.path = "/api/session/totp";
  route.summary = std::move(summary);
  route.tag = "kernel.access";
  route.takes = [](SchemaSet& set) { return object_schema<In>(set); };
  route.gives = [](SchemaSet& set) { return schema_of<Out>(set); };
  return route;
}
}  // namespace

void add_totp_routes(http::RouteTable& table, api::Services& services) {
  auto give = described<api::Nothing, NewSecret>(http::Method::get, "新的动态口令密钥");
  give.handle = [&services](auto request, auto answer) {
    give_secret(services, request, std::move(answer));
  };
  table.add(std::move(give));
  auto take = described<Enrolment, api::Nothing>(http::Method::post, "绑定动态口令");
  take.body = http::BodyForm::json;
  take.handle = [&services](auto request, auto answer) {
    enrol(services, request, std::move(answer));
  };
  table.add(std::move(take));
}

}  // namespace hangji::access
