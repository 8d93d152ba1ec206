// What everybody does with the own account: binding an authenticator (动态口令) and changing the
// password. These routes stand outside the gate: they need no right, and an administrator who has
// not bound an authenticator yet may do nothing else.
#include "documents/qr_code.h"
#include "kernel/access/access_store.h"
#include "kernel/access/sessions.h"
#include "kernel/access/sign_in_api.h"
#include "kernel/access/try_password.h"
#include "kernel/api/gate.h"
#include "kernel/api/replay.h"
#include "kernel/rules/rulebooks.h"

#include <fmt/format.h>

namespace hangji::access {

using database::Transaction;
using http::Answer;
using http::Request;
using http::Response;
using journal::Change;

namespace {
struct NewSecret {
  std::string secret{};
  /// What a QR code of it holds.
  std::string uri{};
  /// The QR code as SVG.
  std::string qr{};
  /// An authenticator is bound already: changing it asks for the password again.
  bool asks_password{false};
};
BOOST_DESCRIBE_STRUCT(NewSecret, (), (secret, uri, qr, asks_password))

struct Enrolment {
  std::string secret{};
  std::string code{};
  std::optional<std::string> old_password{};
};
BOOST_DESCRIBE_STRUCT(Enrolment, (), (secret, code, old_password))

struct OwnPassword {
  std::string old_password{};
  std::string password{};
};
BOOST_DESCRIBE_STRUCT(OwnPassword, (), (old_password, password))

using Outcome = std::shared_ptr<Result<Response>>;

std::function<void(std::exception_ptr)> told(api::Services& services, TenantId tenant,
                                             Outcome outcome, Answer answer, bool forget) {
  return [&services, tenant, outcome, answer = std::move(answer),
          forget](std::exception_ptr failure) {
    if (failure)
      return answer(
          {.status = 500, .body = R"({"code":"failure","message":"没有写入，请稍后重试"})"});
    if (!*outcome) {
      auto const rulebook = services.rulebooks.known(tenant);
      return answer(api::refusal_answer(outcome->error(), rulebook.get(), services.clock.today()));
    }
    if (forget) services.sessions.forget_all();
    answer(std::move(**outcome));
  };
}

bool has_totp(Transaction& transaction, UserId id) {
  auto const account = user(transaction, id);
  return account && account->totp_secret.has_value();
}

void give_secret(api::Services& services, std::shared_ptr<Request const> const& request,
                 Answer answer) {
  std::string const token{request->cookie(cookie_name)};
  auto outcome = std::make_shared<Result<Response>>();
  auto const tenant = services.sessions.tenant_of(token);
  services.database.submit_read(
      tenant,
      [&services, token, outcome](Transaction& transaction) {
        auto session = services.sessions.of(transaction, token);
        if (!session) {
          *outcome = std::unexpected{session.error()};
          return;
        }
        auto const secret = new_totp_secret();
        auto const uri = fmt::format("otpauth://totp/Hangji:{}?secret={}&issuer=Hangji",
                                     (*session)->login, secret);
        auto const qr = documents::qr_svg(documents::qr_code(uri), "动态口令密钥的二维码");
        bool const is_bound = has_totp(transaction, (*session)->user);
        *outcome = Response{.body = to_json(NewSecret{secret, uri, qr, is_bound})};
      },
      told(services, tenant, outcome, std::move(answer), false));
}

/// The session, when the request comes from its own page.
Result<std::shared_ptr<Session const>> writing_session(api::Services& services,
                                                       Transaction& transaction,
                                                       Request const& request) {
  auto session = services.sessions.of(transaction, request.cookie(cookie_name));
  if (!session) return std::unexpected{session.error()};
  if (request.header("x-csrf-token") != (*session)->csrf) {
    return refuse(AccessRefusal::csrf_missing, "页面已过期，请刷新后重试", {.status = 403});
  }
  return std::move(*session);
}

/// What was done is kept, and so is a counted failure.
bool is_kept(Result<Response> const& outcome) {
  return outcome.has_value() || outcome.error().code == "access.sign_in_wrong";
}

/// Wrong old passwords count as failed sign-ins do, so that an open page is no way to guess one. A
/// refusal has status 400: the session goes on.
Result<Done> check_old_password(api::Services& services, Transaction& transaction,
                                Request const& request, Tried const& tried) {
  auto const check =
      check_sign_in(transaction, services.secrets, tried.limits, tried.found, {tried.fits, {}});
  bool const is_right = check.user || check.user.error().code == "access.totp_required";
  if (is_right) return Done{};
  if (check.tried.is_none()) {
    return refuse(AccessRefusal::locked, why_locked(tried.limits),
                  {.field = "old_password", .status = 400});
  }
  note_failure(transaction, tried.limits, check.tried, request.remote_address);
  return refuse(AccessRefusal::sign_in_wrong, "原口令不对",
                {.field = "old_password", .status = 400});
}

/// What is done to the own account once the old password was tried.
using Deed = Result<Done> (*)(api::Services&, Session const&, Change&, Request const&,
                              Tried const&);

/// Once for each key: asked again, the old password would be wrong by now.
Result<Response> do_once(api::Services& services, Transaction& transaction, Request const& request,
                         Tried const& tried, std::pair<std::string_view, Deed> const& deed) {
  auto const session = writing_session(services, transaction, request);
  if (!session) return std::unexpected{session.error()};
  auto const replay = api::replay_of(transaction, services.secrets, (*session)->user, request);
  if (!replay) return std::unexpected{replay.error()};
  if (replay->answer) return *replay->answer;
  Change change{transaction, (*session)->actor(), deed.first};
  auto const good = deed.second(services, **session, change, request, tried);
  if (!good) return std::unexpected{good.error()};
  change.finish();
  Response response{.body = "{}"};
  api::keep_answer(transaction, *replay, response.status, response.body);
  return response;
}

void do_with_old_password(api::Services& services, std::shared_ptr<Request const> const& request,
                          Trial trial, std::pair<std::string_view, Deed> deed,
                          Answer const& answer) {
  trial.tenant = services.sessions.tenant_of(request->cookie(cookie_name));
  trial.find = [&services, request](Transaction& transaction) -> Result<FoundAccount> {
    auto const session = writing_session(services, transaction, *request);
    if (!session) return std::unexpected{session.error()};
    return find_account(transaction, (*session)->login);
  };
  auto outcome = std::make_shared<Result<Response>>();
  auto const tenant = trial.tenant;
  auto then = told(services, tenant, outcome, answer, true);
  try_password(services, std::move(trial),
               [&services, tenant, request, deed, outcome, then](
                   Result<std::shared_ptr<Tried>> tried, std::exception_ptr failure) {
                 if (!tried) *outcome = std::unexpected{tried.error()};
                 if (failure || !tried) return then(failure);
                 services.database.submit_write(
                     tenant,
                     [&services, request, deed, outcome, tried](Transaction& transaction) {
                       *outcome = do_once(services, transaction, *request, **tried, deed);
                       return is_kept(*outcome);
                     },
                     then);
               });
}

Result<Done> bind(api::Services& services, Session const& session, Change& change,
                  Request const& request, Tried const& tried) {
  auto const input = api::read_input<Enrolment>(request);
  if (!input) return std::unexpected{input.error()};
  if (has_totp(change.transaction(), session.user)) {
    auto good = check_old_password(services, change.transaction(), request, tried);
    if (!good) return good;
  }
  return enrol_totp(change, services.secrets, session.user, input->secret, input->code);
}

void enrol(api::Services& services, std::shared_ptr<Request const> const& request,
           Answer const& answer) {
  auto input = api::read_input<Enrolment>(*request);
  Trial trial;
  if (input) trial.password = std::move(input->old_password).value_or(std::string{});
  do_with_old_password(services, request, std::move(trial), {"access.enrol_totp", bind}, answer);
}

Result<Done> change_password(api::Services& services, Session const& session, Change& change,
                             Request const& request, Tried const& tried) {
  auto const input = api::read_input<OwnPassword>(request);
  if (!input) return std::unexpected{input.error()};
  auto good = check_old_password(services, change.transaction(), request, tried);
  if (!good) return good;
  auto const rulebook = services.rulebooks.of(change.transaction());
  return set_password(change, password_demands(*rulebook, change.today()), session.user,
                      *tried.chosen, request.cookie(cookie_name));
}

void take_password(api::Services& services, std::shared_ptr<Request const> const& request,
                   Answer const& answer) {
  auto input = api::read_input<OwnPassword>(*request);
  Trial trial;
  if (input) {
    trial.password = std::move(input->old_password);
    trial.wanted = std::move(input->password);
  }
  do_with_old_password(services, request, std::move(trial),
                       {"access.change_own_password", change_password}, answer);
}

template <class In, class Out>
http::Route described(http::Method method, std::string path, std::string summary) {
  http::Route route;
  route.method = method;
  route.path = std::move(path);
  route.summary = std::move(summary);
  route.tag = "kernel.access";
  route.takes = &object_schema<In>;
  route.gives = &schema_of<Out>;
  return route;
}
}  // namespace

void add_totp_routes(http::RouteTable& table, api::Services& services) {
  auto give = described<api::Nothing, NewSecret>(http::Method::get, "/api/session/totp",
                                                 "新的动态口令密钥");
  give.handle = [&services](auto request, auto answer) {
    give_secret(services, request, std::move(answer));
  };
  table.add(std::move(give));
  auto take =
      described<Enrolment, api::Nothing>(http::Method::post, "/api/session/totp", "绑定动态口令");
  take.body = http::BodyForm::json;
  take.body_limit = 4096;
  take.head = {api::csrf_field(), api::key_field()};
  take.handle = [&services](auto request, auto answer) {
    enrol(services, request, std::move(answer));
  };
  table.add(std::move(take));
  auto password = described<OwnPassword, api::Nothing>(http::Method::put, "/api/session/password",
                                                       "更改本人口令");
  password.body = http::BodyForm::json;
  password.body_limit = 4096;
  password.head = {api::csrf_field(), api::key_field()};
  password.handle = [&services](auto request, auto answer) {
    take_password(services, request, std::move(answer));
  };
  table.add(std::move(password));
}

}  // namespace hangji::access
