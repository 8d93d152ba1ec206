#include "http/dispatch.h"

#include "http/compression.h"

#include <gtest/gtest.h>

namespace hangji::http {
namespace {

/// A table of one GET and one PUT, and what the last handler saw.
class Dispatch : public ::testing::Test {
protected:
  Dispatch() {
    Route read;
    read.path = "/api/units/{id}";
    read.handle = [this](auto request, auto answer) {
      m_seen = request;
      answer({.body = "first"});
      answer({.body = "second"});
    };
    m_routes.add(read);
    Route write;
    write.method = Method::put;
    write.path = "/api/units/{id}";
    write.body = BodyForm::json;
    write.handle = [](auto, auto) { throw 7; };
    m_routes.add(write);
  }
  /// All answers that came.
  std::vector<Response> ask(RawRequest raw) {
    std::vector<Response> answers;
    dispatch(m_routes, Pages{""}, std::move(raw),
             [&](Response response) { answers.push_back(std::move(response)); });
    return answers;
  }
  RouteTable m_routes{};
  std::shared_ptr<Request const> m_seen{};
};

TEST_F(Dispatch, a_handler_that_answers_twice_is_heard_once) {
  auto const answers = ask({.method = "GET", .target = "/api/units/1"});
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers[0].body, "first");
}

TEST_F(Dispatch, parameters_come_from_the_path_and_the_query) {
  ask({.method = "GET", .target = "/api/units/%E5%B1%B1?x=+y"});
  ASSERT_TRUE(m_seen);
  EXPECT_EQ(m_seen->parameter("id"), "山");
  EXPECT_EQ(m_seen->parameter("x"), " y");
  EXPECT_EQ(m_seen->path, "/api/units/%E5%B1%B1");
}

TEST_F(Dispatch, a_name_given_twice_and_a_query_on_a_write_are_refused) {
  for (auto const& raw : {RawRequest{.method = "GET", .target = "/api/units/1?id=2"},
                          RawRequest{.method = "GET", .target = "/api/units/1?x=2&x=2"},
                          RawRequest{.method = "PUT", .target = "/api/units/1?id=2"},
                          RawRequest{.method = "PUT", .target = "/api/units/1?x=2"}}) {
    auto const answers = ask(raw);
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].status, 400) << raw.target;
    EXPECT_NE(answers[0].body.find("http.malformed"), std::string::npos) << answers[0].body;
  }
  EXPECT_FALSE(m_seen);
}

TEST_F(Dispatch, whatever_is_thrown_answers_500_with_a_number) {
  auto const answers = ask({.method = "PUT", .target = "/api/units/1"});
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers[0].status, 500);
  auto const body = parse_json(answers[0].body);
  ASSERT_TRUE(body.has_value()) << answers[0].body;
  EXPECT_EQ(body->at("code").as_string(), "failure");
  EXPECT_EQ(body->at("log_id").as_string().size(), 9U);
}

TEST_F(Dispatch, a_refusal_has_all_its_members) {
  auto const answers = ask({.method = "GET", .target = "/api/nothing"});
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers[0].body, R"({"code":"http.not_found","message":"没有这个地址","field":"",)"
                             R"("rule":null,"log_id":""})");
}

TEST_F(Dispatch, a_wrong_verb_is_told_the_right_ones) {
  for (auto const* verb : {"POST", "PATCH", "OPTIONS"}) {
    auto const answers = ask({.method = verb, .target = "/api/units/1"});
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].status, 405);
    std::vector<std::pair<std::string, std::string>> const allow{{"Allow", "GET, HEAD, PUT"}};
    EXPECT_EQ(answers[0].headers, allow);
  }
}

TEST_F(Dispatch, the_first_fault_is_the_one_that_is_told) {
  struct Case {
    RawRequest raw;
    std::string_view code;
  };
  using Fields = std::vector<std::pair<std::string, std::string>>;
  Fields const text{{"content-type", "text/plain"}};
  for (auto const& [raw, code] :
       {Case{{.method = "X", .target = "%", .fault = Fault::head_too_large}, "http.head_too_large"},
        Case{{.method = "X", .target = "/%"}, "http.malformed"},
        Case{{.method = "POST", .target = "/api/units/1", .fault = Fault::body_too_large},
             "http.method_not_allowed"},
        Case{{.method = "PUT", .target = "/api", .fault = Fault::body_too_large}, "http.not_found"},
        Case{{.method = "PUT",
              .target = "/api/units/1",
              .headers = text,
              .fault = Fault::body_too_large},
             "http.body_too_large"},
        Case{{.method = "PUT", .target = "/api/units/1", .headers = text, .body = "{}"},
             "http.wrong_media_type"}}) {
    auto const answers = ask(raw);
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_NE(answers[0].body.find(code), std::string::npos) << answers[0].body;
  }
}

TEST_F(Dispatch, a_media_type_is_read_without_case_and_parameters_but_whole) {
  for (auto const& [type, status] :
       {std::pair{"application/json", 500},  // the handler throws: it was reached
        std::pair{"Application/JSON ; charset=utf-8", 500}, std::pair{"application/jsonx", 415},
        std::pair{"", 415}}) {
    auto const answers = ask({.method = "PUT",
                              .target = "/api/units/1",
                              .headers = {{"content-type", type}},
                              .body = "{}"});
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].status, status) << type;
  }
}

TEST(Compression, gzip_is_taken_only_from_those_who_say_so) {
  for (auto const* yes : {"gzip", "br, gzip", "gzip;q=0.5", "deflate,gzip ; q=1", "*"}) {
    EXPECT_TRUE(accepts_gzip(yes)) << yes;
  }
  for (auto const* no : {"", "br", "gzip;q=0", "gzip; q=0.000, *", "*;q=0", "x-gzipped"}) {
    EXPECT_FALSE(accepts_gzip(no)) << no;
  }
}

}  // namespace
}  // namespace hangji::http
