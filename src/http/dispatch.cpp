#include "http/dispatch.h"

#include "http/parse.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <array>
#include <atomic>
#include <set>

namespace hangji::http {

namespace {
using Query = std::vector<std::pair<std::string, std::string>>;

std::string next_log_id() {
  static std::atomic<std::uint32_t> number{0};
  return fmt::format("h{:08x}", number.fetch_add(1) * 2654435761U);  // spread, so none look alike
}

/// A failure nobody caught: the cause to the log, its number to the person.
Response failure_response(std::string_view method, std::string_view path, std::string_view cause) {
  auto const log_id = next_log_id();
  spdlog::error("{} {} failed, log id {}: {}", method, path, log_id, cause);
  return {.status = 500,
          .body = fmt::format(R"({{"code":"failure","message":"系统暂时不能完成这次操作，)"
                              R"(请稍后重试；如仍不行，请把编号 {0} 告诉系统管理员",)"
                              R"("field":"","rule":null,"log_id":"{0}"}})",
                              log_id)};
}

/// Calls the answer exactly once, with a failure when nobody else does.
class Once {
public:
  Once(Answer answer, Method method, std::shared_ptr<Request const> request)
      : m_answer{std::move(answer)}, m_method{method}, m_request{std::move(request)} {}
  ~Once() {
    if (!m_is_used.exchange(true)) fail("the answer was dropped");
  }
  Once(Once const&) = delete;
  Once& operator=(Once const&) = delete;
  void operator()(Response response) {
    if (!m_is_used.exchange(true)) m_answer(std::move(response));
  }
  void fail_with(std::string_view cause) {
    if (!m_is_used.exchange(true)) fail(cause);
  }

private:
  void fail(std::string_view cause) noexcept {
    try {
      auto const verb = boost::describe::enum_to_string(m_method, "?");
      m_answer(failure_response(verb, m_request->path, cause));
    } catch (...) {}  // without memory even for this: the connection ends
  }

  Answer m_answer;
  Method m_method;
  std::shared_ptr<Request const> m_request;
  std::atomic<bool> m_is_used{false};
};

Response refused(HttpRefusal reason, std::string message, int status) {
  return refusal_response(refuse(reason, std::move(message), {.status = status}).error());
}

/// The verbs that the path knows, as the Allow field wants them.
std::string allowed_verbs(RouteTable const& routes, std::string_view path) {
  constexpr std::array<std::pair<Method, std::string_view>, 4> verbs{{{Method::get, "GET, HEAD"},
                                                                      {Method::post, "POST"},
                                                                      {Method::put, "PUT"},
                                                                      {Method::remove, "DELETE"}}};
  std::string allowed;
  for (auto const& [method, verb] : verbs) {
    if (routes.match(method, path).route == nullptr) continue;
    if (!allowed.empty()) allowed += ", ";
    allowed += verb;
  }
  return allowed;
}

Response wrong_address(RouteTable const& routes, std::string_view path) {
  auto const allowed = allowed_verbs(routes, path);
  if (allowed.empty()) return refused(HttpRefusal::not_found, "没有这个地址", 404);
  auto response = refused(HttpRefusal::method_not_allowed, "这个地址不接受这种请求", 405);
  response.headers.emplace_back("Allow", allowed);
  return response;
}

std::string size_text(std::size_t bytes) {
  return bytes < (1U << 20U) ? fmt::format("{} KB", bytes >> 10U)
                             : fmt::format("{} MB", bytes >> 20U);
}

/// Takes the body in, in the form the route wants.
Result<Done> take_body(Route const& route, RawRequest const& raw, Request& request) {
  if (raw.fault == Fault::body_too_large || raw.body.size() > route.body_limit) {
    return refuse(HttpRefusal::body_too_large, "内容太大，不能超过 " + size_text(route.body_limit),
                  {.status = 413});
  }
  auto const type = media_type(request.header("content-type"));
  if (route.body == BodyForm::upload) {
    if (type != "multipart/form-data") {
      return refuse(HttpRefusal::wrong_media_type, "应以表单上传文件", {.status = 415});
    }
    return parse_multipart(request.header("content-type"), raw.body, request);
  }
  if (route.body == BodyForm::json && !raw.body.empty() && type != "application/json") {
    return refuse(HttpRefusal::wrong_media_type, "内容应为 JSON", {.status = 415});
  }
  request.body = raw.body;
  return Done{};
}

/// Two values under one name: which is meant, nobody can tell.
Result<Done> check_names(Request const& request) {
  std::set<std::string_view> names;
  for (auto const& [name, value] : request.parameters) {
    if (!names.insert(name).second)
      return refuse(HttpRefusal::malformed, "同一个参数写了两次：" + name, {.status = 400});
  }
  return Done{};
}

/// Query and body, after the parameters of the path.
Result<Done> take_in(Route const& route, RawRequest const& raw, Query query, Request& request) {
  if (request.method != Method::get && !query.empty()) {
    return refuse(HttpRefusal::malformed, "写入请求的内容不能写在地址的参数里", {.status = 400});
  }
  std::ranges::move(query, std::back_inserter(request.parameters));
  if (auto good = take_body(route, raw, request); !good) return good;
  return check_names(request);
}

void hand_over(Route const& route, std::shared_ptr<Request> const& request, Answer answer) {
  auto once = std::make_shared<Once>(std::move(answer), request->method, request);
  try {
    route.handle(request, [once](Response response) { (*once)(std::move(response)); });
  } catch (std::exception const& exception) { once->fail_with(exception.what()); } catch (...) {
    once->fail_with("an unknown exception");
  }
}
}  // namespace

void dispatch(RouteTable const& routes, Pages const& pages, RawRequest raw, Answer answer) {
  if (raw.refusal) return answer(std::move(*raw.refusal));
  if (raw.fault == Fault::head_too_large) {
    return answer(refused(HttpRefusal::head_too_large, "请求的地址或头部太长", 431));
  }
  auto target = parse_target(raw.target);
  if (!target) return answer(refusal_response(target.error()));
  auto const method = parse_method(raw.method);
  if (!method) return answer(wrong_address(routes, target->path));
  auto request = std::make_shared<Request>();
  request->method = *method;
  request->path = target->path;
  request->headers = std::move(raw.headers);
  request->remote_address = std::move(raw.remote_address);
  if (*method == Method::get) {
    if (auto page = pages.answer(*request)) return answer(std::move(*page));
  }
  auto match = routes.match(*method, target->path);
  if (match.route == nullptr) return answer(wrong_address(routes, target->path));
  request->parameters = std::move(match.path_parameters);
  if (auto good = take_in(*match.route, raw, std::move(target->query), *request); !good) {
    return answer(refusal_response(good.error()));
  }
  hand_over(*match.route, request, std::move(answer));
}

Response busy_response() {
  return refused(HttpRefusal::busy, "系统正在接收的文件太多，这一个没有接收，请稍后重试", 503);
}

Response stopping_response() {
  return refused(HttpRefusal::stopping, "系统正在停止或重启，请稍后重试", 503);
}

}  // namespace hangji::http
