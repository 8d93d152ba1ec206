#include "http/test_server.h"

#include <zlib.h>

namespace hangji::http {
namespace {

TEST(Server, a_route_answers_and_carries_the_policies) {
  TestServer const test;
  auto const answer = test.client().send("GET", "/api/empty");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "{}");
  EXPECT_NE(answer.header("content-security-policy").find("frame-ancestors 'none'"),
            std::string_view::npos);
  EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
}

TEST(Server, answers_of_routes_are_kept_by_nobody_and_framed_by_nobody) {
  TestServer const test;
  auto const answer = test.client().send("GET", "/api/empty");
  EXPECT_EQ(answer.header("cache-control"), "no-store");
  EXPECT_EQ(answer.header("x-frame-options"), "DENY");
  EXPECT_EQ(answer.header("strict-transport-security"), "") << "over plain HTTP it says nothing";
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

TEST(Server, a_page_is_known_again_by_any_of_the_tags_a_client_keeps) {
  TestServer const test;
  auto client = test.client();
  auto const first = client.get("/assets/a.js");
  auto const tag = std::string{first.header("etag")};
  ASSERT_TRUE(tag.starts_with("W/\"")) << "both forms share it";
  for (auto const& known : {tag, tag.substr(2), "\"other\", " + tag, std::string{"*"}}) {
    auto const again = client.get("/assets/a.js", {{"If-None-Match", known}});
    EXPECT_EQ(again.status, 304) << known;
    EXPECT_EQ(again.body, "");
    EXPECT_EQ(again.header("content-length"), "5") << "of the body left out";
  }
  EXPECT_EQ(client.get("/assets/a.js", {{"If-None-Match", "\"other\""}}).body, "plain");
  EXPECT_EQ(first.header("content-type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(client.get("/assets/a.js", {{"Accept-Encoding", "gzip;q=0"}}).body, "plain");
  EXPECT_EQ(client.get("/assets/a.js.gz").status, 404) << "a twin is no page of its own";
}

TEST(Server, no_path_leads_out_of_the_pages) {
  TestServer const test;
  for (auto const* path : {"/../index.html", "/assets/../../etc/passwd", "/%2e%2e/etc/passwd",
                           "/assets/%2e%2e%2f%2e%2e%2fetc/passwd", "//etc/passwd", "/assets/./a.js",
                           "/assets/..\\..\\index.html", "/assets", "/assets/"}) {
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

TEST(Server, the_answer_to_head_has_the_length_and_no_body) {
  TestServer const test;
  auto client = test.client();
  auto const head = client.send("HEAD", "/assets/a.js");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-length"), "5");
  EXPECT_EQ(client.send("HEAD", "/api/empty").header("content-length"), "2");
  EXPECT_EQ(client.get("/api/empty").body, "{}") << "nothing is left on the connection";
}

std::string unzipped(std::string_view bytes) {
  std::string out(100'000, '\0');
  z_stream stream{};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

TEST(Server, a_large_answer_is_compressed_for_those_who_take_it) {
  TestServer const test;
  auto client = test.client();
  auto const zipped = client.get("/api/large", {{"Accept-Encoding", "deflate, gzip"}});
  EXPECT_EQ(zipped.header("content-encoding"), "gzip");
  EXPECT_EQ(zipped.header("vary"), "Accept-Encoding");
  EXPECT_LT(zipped.body.size(), 1000U);
  EXPECT_EQ(unzipped(zipped.body), test.large);
  auto const plain = client.get("/api/large", {{"Accept-Encoding", "gzip;q=0"}});
  EXPECT_EQ(plain.header("content-encoding"), "");
  EXPECT_EQ(plain.body, test.large);
  EXPECT_EQ(client.get("/api/empty", {{"Accept-Encoding", "gzip"}}).body, "{}");
}

TEST(Server, a_line_break_in_a_field_forges_no_other_field) {
  TestServer const test;
  auto const answer = test.client().get("/api/large");
  EXPECT_EQ(answer.header("x-forged"), "");
  EXPECT_EQ(answer.header("x-name"), "a  X-Forged: 1");
}

TEST(Server, a_request_during_the_stop_is_asked_to_come_again) {
  TestServer test;
  auto idle = test.client();
  auto spare = test.client();
  EXPECT_EQ(idle.get("/api/empty").status, 200);
  EXPECT_EQ(spare.get("/api/empty").status, 200);
  auto asked = std::async(std::launch::async, [&] { return test.client().get("/api/later"); });
  test.m_asked.get_future().wait();
  auto stopped = std::async(std::launch::async, [&] { test.server().stop(); });
  auto answer = idle.get("/api/empty");
  while (answer.status == 200 && answer.header("connection") != "close")
    answer = idle.get("/api/empty");
  // The stop may fall between a good answer and its sending: that one closes its connection too.
  if (answer.status == 200) answer = spare.get("/api/empty");
  EXPECT_EQ(answer.status, 503);
  EXPECT_NE(answer.body.find("http.stopping"), std::string::npos) << answer.body;
  EXPECT_EQ(answer.header("connection"), "close");
  test.m_may_answer.set_value();
  EXPECT_EQ(asked.get().body, "late");
  stopped.wait();
}

TEST(Server, an_answer_after_the_end_of_the_server_is_dropped) {
  TestServer test;
  auto client = test.client();
  auto asked = std::async(std::launch::async, [&] {
    try {
      return client.get("/api/kept").status;
    } catch (ClientFailure const&) { return 0; }
  });
  auto kept = test.kept();
  test.close();
  kept({.body = "too late"});
  kept = {};
  EXPECT_EQ(asked.get(), 0);
}

TEST(Server, behind_tls_cookies_are_secure_and_browsers_are_told_to_stay_there) {
  TestServer const plain;
  auto const open = plain.client().get("/api/cookie");
  EXPECT_EQ(open.header("set-cookie"), "a=b; HttpOnly");
  EXPECT_EQ(open.header("strict-transport-security"), "");
  TestServer const behind{{.is_behind_tls = true}};
  auto const secure = behind.client().get("/api/cookie");
  EXPECT_EQ(secure.header("set-cookie"), "a=b; HttpOnly; Secure");
  EXPECT_EQ(secure.header("strict-transport-security"), "max-age=31536000");
  EXPECT_EQ(behind.client().get("/index.html").header("strict-transport-security"),
            "max-age=31536000");
}

}  // namespace
}  // namespace hangji::http
