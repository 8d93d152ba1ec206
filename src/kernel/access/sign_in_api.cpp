// Signing in and out. These routes stand outside the gate: nobody is signed in yet.
#include "kernel/access/sign_in_api.h"

#include "kernel/access/access_store.h"
#include "kernel/access/sessions.h"
#include "kernel/access/try_password.h"
#include "kernel/access/users.h"
#include "kernel/api/gate.h"
#include "kernel/rules/rulebooks.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace hangji::access {

using database::Transaction;
using http::Answer;
using http::Request;
using http::Response;

namespace {
struct SignIn {
  std::string login{};
  std::string password{};
  std::optional<std::string> totp{};
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (login, password, totp))

struct SignedIn {
  std::string name{};
};
BOOST_DESCRIBE_STRUCT(SignedIn, (), (name))

struct UserView {
  UserId id{};
  std::string name{};
  std::string login{};
  MemberId member{};
};
BOOST_DESCRIBE_STRUCT(UserView, (), (id, name, login, member))

struct SessionView {
  UserView user{};
  std::vector<Grant> roles{};
  std::vector<std::string> permissions{};
  std::string csrf{};
  Date today{};
  std::string tenant_name{};
  bool must_enroll_totp{false};
  /// The password was set by somebody else: it must be changed first.
  std::optional<PasswordGiven> password_given{};
  /// Of a new password.
  PasswordDemandsView password_demands{};
};
BOOST_DESCRIBE_STRUCT(SessionView, (),
                      (user, roles, permissions, csrf, today, tenant_name, must_enroll_totp,
                       password_given, password_demands))

std::string cookie(std::string_view token, std::int64_t seconds) {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}", cookie_name, token,
                     seconds);
}

Response not_now(std::string_view message) {
  return {.status = 500, .body = fmt::format(R"({{"code":"failure","message":"{}"}})", message)};
}

struct Attempt {
  std::string login{};
  std::string totp{};
  std::string remote_address{};
  std::shared_ptr<Tried> tried{};
  /// None: the password was not tried.
  std::optional<SignInCheck> check{};
  std::string token{};
  std::string name{};
};

/// False when there is nothing to keep.
bool write_down(api::Services& services, Transaction& transaction, Attempt& attempt) {
  auto const& [found, limits, fits, unused] = *attempt.tried;
  attempt.check = check_sign_in(transaction, services.secrets, limits, found,
                                {.fits = fits, .totp = attempt.totp});
  if (!attempt.check->user) {
    if (attempt.check->tried.is_none()) return false;
    note_failure(transaction, limits, attempt.check->tried, attempt.remote_address);
    return true;
  }
  auto const id = *attempt.check->user;
  if (attempt.check->totp_step) put_totp_step(transaction, id, *attempt.check->totp_step);
  forget_failures(transaction, id);
  attempt.name = user(transaction, id)->name;
  attempt.token = services.sessions.open(transaction, id);
  journal::Change change{transaction, {id, attempt.name}, "access.sign_in"};
  change.about({}, fmt::format("{} 登录，来自 {}", attempt.name, attempt.remote_address));
  change.finish();
  return true;
}

Response outcome_of(api::Services& services, Attempt const& attempt,
                    std::exception_ptr const& failure) {
  if (failure) return not_now("系统暂时不能登录，请稍后重试");
  if (!attempt.check->user) {
    spdlog::warn("sign-in of '{}' from {} refused: {}", attempt.login, attempt.remote_address,
                 attempt.check->user.error().code);
    return api::refusal_answer(attempt.check->user.error(), nullptr, services.clock.today());
  }
  Response response{.body = to_json(SignedIn{attempt.name})};
  response.headers.emplace_back(
      "Set-Cookie", cookie(attempt.token, attempt.tried->limits.longest_hours * 3600LL));
  return response;
}

void go_on(api::Services& services, TenantId tenant, std::shared_ptr<Attempt> const& attempt,
           Answer answer) {
  services.database.submit_write(
      tenant,
      [&services, attempt](Transaction& transaction) {
        return write_down(services, transaction, *attempt);
      },
      [&services, attempt, answer = std::move(answer)](std::exception_ptr failure) {
        answer(outcome_of(services, *attempt, failure));
      });
}

void sign_in(api::Services& services, std::shared_ptr<Request const> const& request,
             Answer answer) {
  auto input = api::read_input<SignIn>(*request);
  if (!input) return answer(api::refusal_answer(input.error(), nullptr, services.clock.today()));
  auto attempt = std::make_shared<Attempt>();
  attempt->login = input->login;
  attempt->totp = input->totp.value_or("");
  attempt->remote_address = request->remote_address;
  auto const tenant = services.sessions.tenant_of({});
  try_password(
      services,
      {.tenant = tenant,
       .find = [attempt](Transaction& transaction) -> Result<FoundAccount> {
         return find_account(transaction, attempt->login);
       },
       .password = std::move(input->password)},
      [&services, tenant, attempt, answer](Result<std::shared_ptr<Tried>> tried,
                                           std::exception_ptr failure) {
        if (failure) return answer(outcome_of(services, *attempt, failure));
        if (!tried)
          return answer(api::refusal_answer(tried.error(), nullptr, services.clock.today()));
        attempt->tried = std::move(*tried);
        go_on(services, tenant, attempt, answer);
      });
}

void close(api::Services& services, Transaction& transaction, std::string const& token) {
  auto const session = services.sessions.of(transaction, token);
  services.sessions.close(transaction, token);
  if (!session) return;
  journal::Change change{transaction, (*session)->actor(), "access.sign_out"};
  change.about({}, fmt::format("{} 退出登录", (*session)->name));
  change.finish();
}

void sign_out(api::Services& services, std::shared_ptr<Request const> const& request,
              Answer answer) {
  std::string const token{request->cookie(cookie_name)};
  services.database.submit_write(
      services.sessions.tenant_of(token),
      [&services, token](Transaction& transaction) {
        close(services, transaction, token);
        return true;
      },
      [answer](std::exception_ptr failure) {
        if (failure) return answer(not_now("系统暂时不能退出登录，请稍后重试"));
        Response response{.body = "{}"};
        response.headers.emplace_back("Set-Cookie", cookie("", 0));
        answer(std::move(response));
      });
}

SessionView view_of(Session const& session, rules::Rulebook const& rulebook, Date today,
                    std::string tenant_name) {
  SessionView view{.user = {session.user, session.name, session.login, session.member},
                   .roles = session.grants,
                   .csrf = session.csrf,
                   .today = today,
                   .tenant_name = std::move(tenant_name),
                   .must_enroll_totp = session.must_enrol_totp,
                   .password_given = session.password_given,
                   .password_demands = password_demands_view(rulebook, today)};
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Permission>>([&](auto enumerator) {
    if (may_somewhere(session, enumerator.value)) view.permissions.emplace_back(enumerator.name);
  });
  return view;
}

void show_session(api::Services& services, std::shared_ptr<Request const> const& request,
                  Answer answer) {
  std::string const token{request->cookie(cookie_name)};
  auto response = std::make_shared<Response>();
  services.database.submit_read(
      services.sessions.tenant_of(token),
      [&services, token, response](Transaction& transaction) {
        auto const name = tenant_name(transaction);
        if (name.empty()) {
          *response = api::refusal_answer(
              {.code = "setup.needed", .message = "系统尚未设立街道", .status = 409}, nullptr,
              transaction.today());
          return;
        }
        auto session = services.sessions.of(transaction, token);
        if (!session) {
          *response = api::refusal_answer(session.error(), nullptr, transaction.today());
          return;
        }
        auto const rulebook = services.rulebooks.of(transaction);
        response->body = to_json(view_of(**session, *rulebook, transaction.today(), name));
      },
      [response, answer](std::exception_ptr failure) {
        if (failure) response->status = 500;
        answer(std::move(*response));
      });
}

template <class In, class Out> http::Route described(http::Method method, std::string summary) {
  http::Route route;
  route.method = method;
  route.path = "/api/session";
  route.summary = std::move(summary);
  route.tag = "kernel.access";
  route.takes = &object_schema<In>;
  route.gives = &schema_of<Out>;
  return route;
}
}  // namespace

void add_sign_in_routes(http::RouteTable& table, api::Services& services) {
  auto in = described<SignIn, SignedIn>(http::Method::post, "登录");
  in.body = http::BodyForm::json;
  in.body_limit = 4096;
  in.handle = [&services](auto request, auto answer) {
    sign_in(services, request, std::move(answer));
  };
  table.add(std::move(in));

  auto out = described<api::Nothing, api::Nothing>(http::Method::remove, "退出登录");
  out.handle = [&services](auto request, auto answer) {
    sign_out(services, request, std::move(answer));
  };
  table.add(std::move(out));

  auto show = described<api::Nothing, SessionView>(http::Method::get, "当前登录的人、角色与权限");
  show.handle = [&services](auto request, auto answer) {
    show_session(services, request, std::move(answer));
  };
  table.add(std::move(show));
}

}  // namespace hangji::access
