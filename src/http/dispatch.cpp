#include "http/dispatch.h"

#include "http/parse.h"

#include <spdlog/spdlog.h>

#include <atomic>

namespace hangji::http {

namespace {
constexpr std::string_view failed =
    R"({"code":"failure","message":"系统暂时不能完成这次操作,请稍后重试","field":"","rule":null,"log_id":""})";

/// Calls the answer exactly once, with a failure when nobody else does.
class Once {
public:
  explicit Once(Answer answer) : m_answer{std::move(answer)} {}
  ~Once() {
    if (!m_is_used.exchange(true)) m_answer({.status = 500, .body = std::string{failed}});
  }
  void operator()(Response response) {
    if (!m_is_used.exchange(true)) m_answer(std::move(response));
  }

private:
  Answer m_answer;
  std::atomic<bool> m_is_used{false};
};

Result<Done> check_body(Route const& route, Request& request) {
  if (request.body.size() > route.body_limit) {
    return refuse(HttpRefusal::body_too_large, "内容太大", {.status = 413});
  }
  auto const type = request.header("content-type");
  if (route.body == BodyForm::json && !request.body.empty() &&
      !type.starts_with("application/json")) {
    return refuse(HttpRefusal::wrong_media_type, "内容应为 JSON", {.status = 415});
  }
  if (route.body != BodyForm::upload) return Done{};
  if (!type.starts_with("multipart/form-data")) {
    return refuse(HttpRefusal::wrong_media_type, "应以表单上传文件", {.status = 415});
  }
  auto good = parse_multipart(type, request.body, request);
  request.body.clear();
  return good;
}

Result<Route const*> find_route(RouteTable const& routes, Method method, std::string_view path,
                                Request& request) {
  auto match = routes.match(method, path);
  if (match.route == nullptr) {
    if (match.path_is_known) {
      return refuse(HttpRefusal::method_not_allowed, "这个地址不接受这种请求", {.status = 405});
    }
    return refuse(HttpRefusal::not_found, "没有这个地址", {.status = 404});
  }
  // Path parameters first: a query of the same name does not reach past them.
  for (auto& parameter : request.parameters) match.path_parameters.push_back(std::move(parameter));
  request.parameters = std::move(match.path_parameters);
  return match.route;
}
}  // namespace

void dispatch(RouteTable const& routes, Pages const& pages, RawRequest raw, Answer answer) {
  auto request = std::make_shared<Request>();
  request->headers = std::move(raw.headers);
  request->body = std::move(raw.body);
  request->remote_address = std::move(raw.remote_address);
  auto const method = parse_method(raw.method);
  auto target = parse_target(raw.target);
  if (!target) return answer(refusal_response(target.error()));
  if (!method) {
    return answer(refusal_response(
        refuse(HttpRefusal::method_not_allowed, "这个地址不接受这种请求", {.status = 405})
            .error()));
  }
  request->method = *method;
  request->path = target->path;
  request->parameters = std::move(target->query);
  if (*method == Method::get) {
    if (auto page = pages.answer(*request)) return answer(std::move(*page));
  }
  auto const route = find_route(routes, *method, target->path, *request);
  if (!route) return answer(refusal_response(route.error()));
  if (auto good = check_body(**route, *request); !good)
    return answer(refusal_response(good.error()));
  auto once = std::make_shared<Once>(std::move(answer));
  try {
    (*route)->handle(request, [once](Response response) { (*once)(std::move(response)); });
  } catch (std::exception const& exception) {
    spdlog::error("{} {}: {}", raw.method, request->path, exception.what());
  }
}

}  // namespace hangji::http
