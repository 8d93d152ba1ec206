#include "kernel/api/gate.h"

#include "kernel/access/sessions.h"
#include "kernel/api/replay.h"
#include "kernel/rules/rulebooks.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <boost/json/parse.hpp>

namespace hangji::api {

using access::AccessRefusal;
using access::Permission;
using access::Session;
using database::Transaction;

namespace {
/// For the session to be looked up before a large body is read; past it the gate itself decides.
constexpr std::chrono::milliseconds admission_wait{500};

std::unexpected<Refusal> not_allowed() {
  return refuse(AccessRefusal::not_allowed, "您没有这项权限", {.status = 403});
}

struct RuleCitation {
  std::string id{};
  std::string title{};
  std::string document{};
  std::string article{};
};
BOOST_DESCRIBE_STRUCT(RuleCitation, (), (id, title, document, article))

struct RefusalBody {
  std::string code{};
  std::string message{};
  std::string field{};
  std::optional<RuleCitation> rule{};
  std::string log_id{};
};
BOOST_DESCRIBE_STRUCT(RefusalBody, (), (code, message, field, rule, log_id))

http::Response failure_answer(std::exception_ptr failure, http::Request const& request) {
  static std::atomic<std::uint32_t> number{0};
  auto const log_id = fmt::format("{:08x}", number.fetch_add(1) * 2654435761U);
  RefusalBody body{
      .code = "failure",
      .message =
          "系统暂时不能完成这次操作，没有收到写入的确认。请稍后原样重试，不会重复记入；如仍不行，"
          "请把编号 " +
          log_id + " 告诉系统管理员",
      .log_id = log_id};
  try {
    std::rethrow_exception(failure);
  } catch (std::exception const& exception) {
    spdlog::error("{} {} failed, log id {}: {}",
                  boost::describe::enum_to_string(request.method, "?"), request.path, log_id,
                  exception.what());
  } catch (...) { spdlog::error("{} failed, log id {}", request.path, log_id); }
  return {.status = 500, .body = to_json(body)};
}

/// Session and first gate: signed in, enrolled where that is required, and the permission held
/// somewhere.
Result<std::shared_ptr<Session const>> admit(Services& services, Transaction& transaction,
                                             http::Request const& request, Permission permission) {
  auto session = services.sessions.of(transaction, request.cookie(access::cookie_name));
  if (!session) return std::unexpected{std::move(session.error())};
  if ((*session)->password_given) {
    return refuse(AccessRefusal::change_password_first, "口令由他人设定，请先改为自己的口令",
                  {.status = 403});
  }
  if ((*session)->must_enrol_totp) {
    return refuse(AccessRefusal::enrol_totp_first, "管理员须先绑定动态口令", {.status = 403});
  }
  if (!access::may_somewhere(**session, permission)) return not_allowed();
  return session;
}

Result<http::Response> checked(Reading const& reading, Result<http::Response> response) {
  if (response && !reading.was_asked()) return not_allowed();
  return response;
}

Result<http::Response> operate(Services& services, Transaction& transaction, Session const& session,
                               std::string_view operation, WriteWork const& work,
                               http::Request const& request, Result<RequestMark> const& mark,
                               Writing::Effects& effects) {
  if (!mark) return std::unexpected{mark.error()};
  auto replay = replay_of(transaction, session.user, *mark);
  if (!replay) return std::unexpected{std::move(replay.error())};
  if (replay->answer) return std::move(*replay->answer);
  journal::Change change{transaction, session.actor(), operation};
  auto const rulebook = services.rulebooks.of(transaction);
  Reading const reading{services, transaction, session, *rulebook, request};
  Writing writing{reading, change, effects};
  auto response = checked(writing, work(writing));
  if (!response) return response;
  change.finish();
  keep_answer(transaction, *replay, response->status,
              writing.keeps_answer() ? response->body : "{}");
  return response;
}

/// As `admit`, and the request comes from the own page.
Result<std::shared_ptr<Session const>> admit_write(Services& services, Transaction& transaction,
                                                   http::Request const& request,
                                                   Permission permission) {
  auto session = admit(services, transaction, request, permission);
  if (session && request.header("x-csrf-token") != (*session)->csrf) {
    return refuse(AccessRefusal::csrf_missing, "页面已过期，请刷新后重试", {.status = 403});
  }
  return session;
}

Result<http::Response> admit_and_operate(Services& services, Transaction& transaction,
                                         Permission permission, std::string_view operation,
                                         WriteWork const& work, http::Request const& request,
                                         Result<RequestMark> const& mark,
                                         Writing::Effects& effects) {
  effects.clear();
  auto session = admit_write(services, transaction, request, permission);
  if (!session) return std::unexpected{std::move(session.error())};
  return operate(services, transaction, **session, operation, work, request, mark, effects);
}

/// Sends what was made of the request, after the commit.
void send(Services& services, Result<http::Response>& result, std::exception_ptr failure,
          http::Request const& request, http::Answer const& answer) {
  if (failure) return answer(failure_answer(failure, request));
  if (result) return answer(std::move(*result));
  auto const tenant = services.sessions.tenant_of(request.cookie(access::cookie_name));
  auto const rulebook = services.rulebooks.known(tenant);
  answer(refusal_answer(result.error(), rulebook.get(), services.clock.today()));
}
}  // namespace

void guard_write(http::Route& route, Services& services, Permission permission) {
  route.head = {csrf_field(), key_field()};
  route.admit = [&services, permission](auto const& head) -> std::optional<http::Response> {
    auto const outcome = std::make_shared<std::optional<http::Response>>();
    auto const told = std::make_shared<std::promise<void>>();
    services.database.submit_read(
        services.sessions.tenant_of(head->cookie(access::cookie_name)),
        [&services, permission, head, outcome](Transaction& transaction) {
          auto const session = admit_write(services, transaction, *head, permission);
          if (!session) *outcome = refusal_answer(session.error(), nullptr, transaction.today());
        },
        [told](std::exception_ptr const&) { told->set_value(); });
    bool const is_told = told->get_future().wait_for(admission_wait) == std::future_status::ready;
    return is_told ? *outcome : std::nullopt;
  };
}

Result<Done> Reading::require(Permission permission, UnitId unit) {
  m_asked = true;
  if (!access::may_at(transaction, session, permission, unit, services.is_within))
    return not_allowed();
  return Done{};
}

Result<Done> Reading::require_or_own(Permission permission, UnitId unit, MemberId member) {
  bool const own = !member.is_none() && member == session.member &&
                   access::may_somewhere(session, Permission::see_own_record);
  m_asked = true;
  if (own) return Done{};
  return require(permission, unit);
}

Result<std::vector<access::ReachedUnit>> Reading::reached(Permission permission) {
  m_asked = true;
  auto units = access::reached_units(session, permission);
  if (units.empty()) return not_allowed();
  return units;
}

Result<boost::json::value> input_of(http::Request const& request) {
  boost::json::value value = boost::json::object{};
  if (request.method != http::Method::get && !request.body.empty() && request.uploads.empty()) {
    auto body = parse_json(request.body);
    if (!body) return body;
    if (!body->is_object())
      return refuse(JsonRefusal::wrong_type, "请求内容应为 JSON 对象", {.status = 400});
    value = std::move(*body);
  }
  for (auto const& [name, text] : request.parameters) value.as_object()[name] = text;
  return value;
}

void answer_question(Services& services, Permission permission, ReadWork work,
                     std::shared_ptr<http::Request const> request, http::Answer answer) {
  auto result = std::make_shared<Result<http::Response>>();
  auto const tenant = services.sessions.tenant_of(request->cookie(access::cookie_name));
  services.database.submit_read(
      tenant,
      [&services, permission, work = std::move(work), request, result](Transaction& transaction) {
        auto session = admit(services, transaction, *request, permission);
        if (!session) {
          *result = std::unexpected{std::move(session.error())};
          return;
        }
        auto const rulebook = services.rulebooks.of(transaction);
        Reading reading{services, transaction, **session, *rulebook, *request};
        *result = checked(reading, work(reading));
      },
      [&services, request, answer = std::move(answer), result](std::exception_ptr failure) {
        send(services, *result, failure, *request, answer);
      });
}

void answer_operation(Services& services, Permission permission, std::string_view operation,
                      WriteWork work, std::shared_ptr<http::Request const> request,
                      http::Answer answer) {
  struct Outcome {
    Result<http::Response> result{};
    Writing::Effects effects{};
  };
  auto outcome = std::make_shared<Outcome>();
  auto const tenant = services.sessions.tenant_of(request->cookie(access::cookie_name));
  services.database.submit_write(
      tenant,
      [&services, permission, operation = std::string{operation}, work = std::move(work), request,
       mark = mark_of(services.secrets, *request), outcome](Transaction& transaction) {
        outcome->result = admit_and_operate(services, transaction, permission, operation, work,
                                            *request, mark, outcome->effects);
        return outcome->result.has_value();
      },
      [&services, request, answer = std::move(answer), outcome](std::exception_ptr failure) {
        if (!failure && outcome->result) {
          for (auto const& effect : outcome->effects) effect();
        }
        send(services, outcome->result, failure, *request, answer);
      });
}

void Endpoints::add_question(http::Route route, std::string path, std::string summary,
                             Permission permission, PrepareQuestion prepare) {
  route.method = http::Method::get;
  route.path = std::move(path);
  route.summary = std::move(summary);
  route.tag = m_tag;
  route.handle = [&services = m_services, permission, prepare = std::move(prepare)](
                     std::shared_ptr<http::Request const> request, http::Answer answer) {
    answer_question(services, permission, prepare(*request), request, std::move(answer));
  };
  m_table.add(std::move(route));
}

void Endpoints::add_operation(http::Route route, Verb verb, PrepareOperation prepare) {
  route.method = verb.method;
  route.path = std::move(verb.path);
  route.summary = std::move(verb.summary);
  route.tag = m_tag;
  route.body = verb.body;
  route.body_limit = verb.body_limit;
  guard_write(route, m_services, verb.permission);
  route.handle = [&services = m_services, permission = verb.permission,
                  operation = std::move(verb.operation), prepare = std::move(prepare)](
                     std::shared_ptr<http::Request const> request, http::Answer answer) {
    answer_operation(services, permission, operation, prepare(*request), request,
                     std::move(answer));
  };
  m_table.add(std::move(route));
}

http::Response refusal_answer(Refusal const& refusal, rules::Rulebook const* rulebook, Date day) {
  RefusalBody body{.code = refusal.code, .message = refusal.message, .field = refusal.field};
  if (rulebook != nullptr && !refusal.rule.empty()) {
    if (auto const* rule = rulebook->rule(refusal.rule, day)) {
      body.rule = RuleCitation{rule->id, rule->title, rule->source.document, rule->source.article};
    }
  }
  return {.status = refusal.status, .body = to_json(body)};
}

http::Response file_answer(File file) {
  http::Response response{.content_type = std::move(file.content_type),
                          .body = std::move(file.bytes)};
  std::string encoded;
  for (auto const byte : file.name)
    encoded += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
  response.headers.emplace_back(
      "Content-Disposition",
      fmt::format("{}; filename*=UTF-8''{}", file.inline_view ? "inline" : "attachment", encoded));
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace hangji::api
