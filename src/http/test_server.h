// Fixture for tests: a server with routes for each way a handler can behave, and two pages.
#pragma once

#include "http/client.h"
#include "http/server.h"

#include <gtest/gtest.h>

#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <future>

namespace hangji::http {

/// Routes for each way a handler can behave, and two pages.
class TestServer {
public:
  explicit TestServer(ServerOptions options = {}) {
    auto pattern = (std::filesystem::temp_directory_path() / "hangji-http.XXXXXX").string();
    m_pages = ::mkdtemp(pattern.data());
    std::filesystem::create_directories(m_pages / "assets");
    std::ofstream{m_pages / "index.html"} << "<!doctype html>desk";
    std::ofstream{m_pages / "m.html"} << "<!doctype html>phone";
    std::ofstream{m_pages / "assets/a.js"} << "plain";
    std::ofstream{m_pages / "assets/a.js.gz"} << "zipped";
    auto routes = std::make_shared<RouteTable>();
    add(*routes, Method::get, "/api/empty", [](auto, auto answer) { answer({.body = "{}"}); });
    add(*routes, Method::get, "/api/cookie", [](auto, auto answer) {
      answer({.body = "{}", .headers = {{"Set-Cookie", "a=b; HttpOnly"}}});
    });
    add(*routes, Method::get, "/api/dropped", [](auto, auto) {});
    add(*routes, Method::get, "/api/thrown", [](auto, auto) { throw std::runtime_error{"no"}; });
    add(*routes, Method::get, "/api/later", [this](auto, auto answer) {
      m_later = std::async(std::launch::async, [answer, this] {
        m_may_answer.get_future().wait();
        answer({.body = "late"});
      });
      m_asked.set_value();
    });
    add(
        *routes, Method::post, "/api/echo",
        [](auto request, auto answer) { answer({.body = request->body}); }, BodyForm::json);
    add(
        *routes, Method::post, "/api/files",
        [](auto request, auto answer) { answer({.body = request->uploads.at(0).bytes}); },
        BodyForm::upload);
    Route guarded;
    guarded.method = Method::post;
    guarded.path = "/api/guarded";
    guarded.body = BodyForm::json;
    guarded.body_limit = 10'000'000;
    guarded.admit = [](auto const& head) -> std::optional<Response> {
      if (head->header("x-known") == "yes") return std::nullopt;
      return Response{.status = 401, .body = R"({"code":"test.unknown"})"};
    };
    guarded.handle = [this](auto request, auto answer) {
      ++m_handled;
      answer({.body = std::to_string(request->body.size())});
    };
    routes->add(std::move(guarded));
    add(*routes, Method::get, "/api/large", [this](auto, auto answer) {
      answer({.body = large, .headers = {{"X-Name", "a\r\nX-Forged: 1"}}});
    });
    add(*routes, Method::get, "/api/kept", [this](auto, auto answer) { m_kept.set_value(answer); });
    options.port = 0;
    options.pages = m_pages.string();
    m_server = std::make_unique<Server>(options, routes);
  }
  ~TestServer() {
    m_server.reset();
    std::filesystem::remove_all(m_pages);
  }
  [[nodiscard]] Client client() const { return Client{m_server->port()}; }
  Server& server() { return *m_server; }
  /// The answer that `/api/kept` was given and does not call.
  Answer kept() { return m_kept.get_future().get(); }
  void close() { m_server.reset(); }
  std::string const large = "[" + std::string(10'000, ' ') + "]";
  /// Of `/api/guarded`.
  std::atomic<int> m_handled{0};
  std::promise<void> m_asked{};
  std::promise<void> m_may_answer{};

private:
  template <class Handler>
  static void add(RouteTable& routes, Method method, std::string path, Handler handler,
                  BodyForm body = BodyForm::none) {
    Route route;
    route.method = method;
    route.path = std::move(path);
    route.body = body;
    route.body_limit = 1000;
    route.handle = handler;
    routes.add(std::move(route));
  }
  std::filesystem::path m_pages{};
  std::unique_ptr<Server> m_server{};
  std::future<void> m_later{};
  std::promise<Answer> m_kept{};
};

}  // namespace hangji::http
