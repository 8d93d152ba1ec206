#include "http/server.h"

#include "http/client.h"

#include <gtest/gtest.h>

#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <future>

namespace hangji::http {
namespace {

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
    options.port = 0;
    options.pages = m_pages.string();
    m_server = std::make_unique<Server>(options, routes);
  }
  ~TestServer() {
    m_server->stop();
    std::filesystem::remove_all(m_pages);
  }
  [[nodiscard]] Client client() const { return Client{m_server->port()}; }
  Server& server() { return *m_server; }
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
};

TEST(Server, a_route_answers_and_carries_the_policies) {
  TestServer const test;
  auto const answer = test.client().send("GET", "/api/empty");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "{}");
  EXPECT_NE(answer.header("content-security-policy").find("frame-ancestors 'none'"),
            std::string_view::npos);
  EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
}

struct Refused {
  char const* method;
  char const* target;
  char const* body;
  char const* type;
  int status;
  char const* code;
};

TEST(Server, what_cannot_be_answered_is_refused_with_a_code) {
  TestServer const test;
  std::string const long_text(1001, ' ');
  for (auto const& refused :
       {Refused{"GET", "/api/nothing", "", "", 404, "http.not_found"},
        Refused{"POST", "/api/empty", "", "", 405, "http.method_not_allowed"},
        Refused{"GET", "/api/empty?a=%zz", "", "", 400, "http.malformed"},
        Refused{"POST", "/api/echo", "a=1", "text/plain", 415, "http.wrong_media_type"},
        Refused{"POST", "/api/files", "{}", "application/json", 415, "http.wrong_media_type"},
        Refused{"POST", "/api/echo", long_text.c_str(), "application/json", 413,
                "http.body_too_large"}}) {
    auto const answer = test.client().send(refused.method, refused.target, refused.body,
                                           {{"Content-Type", refused.type}});
    EXPECT_EQ(answer.status, refused.status) << refused.target;
    EXPECT_NE(answer.body.find(refused.code), std::string::npos) << answer.body;
  }
}

TEST(Server, a_handler_that_fails_or_forgets_answers_500) {
  TestServer const test;
  auto client = test.client();
  EXPECT_EQ(client.send("GET", "/api/dropped").status, 500);
  EXPECT_EQ(client.send("GET", "/api/thrown").status, 500);
  EXPECT_EQ(client.send("GET", "/api/empty").status, 200) << "the connection goes on";
}

TEST(Server, pages_are_served_compressed_and_revalidated) {
  TestServer const test;
  auto client = test.client();
  auto const desk = client.send("GET", "/");
  EXPECT_EQ(desk.body, "<!doctype html>desk");
  EXPECT_EQ(desk.header("cache-control"), "no-cache");
  EXPECT_EQ(client.send("GET", "/m").body, "<!doctype html>phone");
  EXPECT_EQ(
      client.send("GET", "/", "", {{"If-None-Match", std::string{desk.header("etag")}}}).status,
      304);
  auto const script = client.send("GET", "/assets/a.js", "", {{"Accept-Encoding", "gzip, br"}});
  EXPECT_EQ(script.body, "zipped");
  EXPECT_EQ(script.header("content-encoding"), "gzip");
  EXPECT_NE(script.header("cache-control").find("immutable"), std::string_view::npos);
  EXPECT_EQ(client.send("GET", "/assets/a.js").body, "plain");
}

TEST(Server, no_path_leads_out_of_the_pages) {
  TestServer const test;
  for (auto const* path : {"/../index.html", "/assets/../../etc/passwd", "/%2e%2e/etc/passwd",
                           "/assets/%2e%2e%2f%2e%2e%2fetc/passwd", "//etc/passwd"}) {
    EXPECT_EQ(test.client().send("GET", path).status, 404) << path;
  }
}

TEST(Server, a_file_comes_in_by_a_form) {
  TestServer const test;
  auto const answer = test.client().send(
      "POST", "/api/files",
      "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\nabc\r\n--B--\r\n",
      {{"Content-Type", "multipart/form-data; boundary=B"}});
  EXPECT_EQ(answer.body, "abc");
}

TEST(Server, a_stop_lets_an_accepted_request_finish) {
  TestServer test;
  auto asked =
      std::async(std::launch::async, [&] { return test.client().send("GET", "/api/later"); });
  test.m_asked.get_future().wait();
  auto stopped = std::async(std::launch::async, [&] { test.server().stop(); });
  test.m_may_answer.set_value();
  EXPECT_EQ(asked.get().body, "late");
  stopped.wait();
  EXPECT_THROW((void)test.client().send("GET", "/api/empty"), ClientFailure);
}

TEST(Server, a_taken_address_is_said_in_words) {
  TestServer test;
  EXPECT_THROW((Server{{.port = test.server().port()}, std::make_shared<RouteTable>()}),
               std::runtime_error);
}

}  // namespace
}  // namespace hangji::http
