#include "http/parse.h"

#include <gtest/gtest.h>

#include <random>

namespace hangji::http {
namespace {

TEST(Parse, percent_escapes_are_decoded) {
  EXPECT_EQ(percent_decoded("%E5%A4%AF%E5%9F%BA", false), "夯基");
  EXPECT_EQ(percent_decoded("a+b", true), "a b");
  EXPECT_EQ(percent_decoded("a+b", false), "a+b");
}

TEST(Parse, what_cannot_be_decoded_is_none) {
  for (auto const* bad : {"%", "%4", "%zz", "%00", "%FF", "%C3%28"}) {
    EXPECT_FALSE(percent_decoded(bad, false)) << bad;
  }
}

TEST(Parse, a_target_has_a_path_and_a_query) {
  auto const target = parse_target("/api/x%2Fy?a=1&b=%E5%BC%A0&c&&d=");
  ASSERT_TRUE(target.has_value());
  EXPECT_EQ(target->path, "/api/x%2Fy");
  std::vector<std::pair<std::string, std::string>> const query{
      {"a", "1"}, {"b", "张"}, {"c", ""}, {"d", ""}};
  EXPECT_EQ(target->query, query);
}

TEST(Parse, a_malformed_target_is_refused) {
  for (auto const* bad : {"", "api", "/?a=%", "/?%00=1", "/%2", "/a%FF", "/%00", "/\xff"}) {
    auto const target = parse_target(bad);
    ASSERT_FALSE(target.has_value()) << bad;
    EXPECT_EQ(target.error().code, "http.malformed");
    EXPECT_EQ(target.error().status, 400);
  }
}

std::string part(std::string const& disposition, std::string const& content) {
  return "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n--B";
}

TEST(Parse, a_form_gives_its_fields_and_files) {
  Request request;
  std::string const binary{"\0\r\n--\xff", 6};
  auto const body = "--B" + part(R"(name="dry_run")", "true") +
                    part(R"(name="members"; filename="名\"册.xlsx")", binary) +
                    part(R"(name="units"; filename="u.csv")", "") + "--\r\n";
  ASSERT_TRUE(parse_multipart("multipart/form-data; boundary=B", body, request).has_value());
  ASSERT_EQ(request.uploads.size(), 2U);
  EXPECT_EQ(request.uploads[0].field, "members");
  EXPECT_EQ(request.uploads[0].name, "名\"册.xlsx");
  EXPECT_EQ(request.uploads[0].bytes, binary);
  EXPECT_EQ(request.uploads[1].bytes, "");
  EXPECT_EQ(request.parameter("dry_run"), "true");
}

TEST(Parse, a_quoted_boundary_is_the_same) {
  Request request;
  auto const body = "--B" + part(R"(name="a")", "1") + "--";
  EXPECT_TRUE(parse_multipart(R"(multipart/form-data; boundary="B")", body, request).has_value());
}

TEST(Parse, a_broken_form_is_refused) {
  struct Case {
    char const* type;
    std::string body;
  };
  std::string const whole = "--B" + part(R"(name="a")", "1");
  for (auto const& bad : {Case{"multipart/form-data", whole + "--"},
                          Case{"multipart/form-data; boundary=", whole + "--"},
                          Case{"multipart/form-data; boundary=B", "x" + whole + "--"},
                          Case{"multipart/form-data; boundary=B", whole},
                          Case{"multipart/form-data; boundary=B", "--B\r\nno blank line\r\n--B--"},
                          Case{"multipart/form-data; boundary=B", "--B" + part("x=1", "1") + "--"},
                          Case{"multipart/form-data; boundary=B", ""}}) {
    Request request;
    auto const result = parse_multipart(bad.type, bad.body, request);
    ASSERT_FALSE(result.has_value()) << bad.body;
    EXPECT_EQ(result.error().code, "http.multipart_malformed");
  }
}

TEST(Parse, a_quote_in_a_name_is_escaped_as_programs_or_as_browsers_do) {
  for (auto const* name : {R"(a\"b.csv)", "a%22b.csv"}) {
    Request request;
    auto const body = "--B" + part(R"(name="f"; filename=")" + std::string{name} + '"', "1") + "--";
    ASSERT_TRUE(parse_multipart("multipart/form-data; boundary=B", body, request).has_value());
    EXPECT_EQ(request.uploads.at(0).name, "a\"b.csv");
  }
}

TEST(Parse, a_form_has_a_hundred_parts_at_most) {
  for (auto const& [count, is_good] : {std::pair{100, true}, std::pair{101, false}}) {
    std::string body = "--B";
    for (int i = 0; i < count; ++i) body += part(R"(name="a")", "1");
    Request request;
    auto const result = parse_multipart("multipart/form-data; boundary=B", body + "--", request);
    EXPECT_EQ(result.has_value(), is_good) << count;
  }
}

TEST(Parse, any_bytes_are_answered_or_refused) {
  std::mt19937 random{7};
  constexpr std::string_view alphabet{"%-B\r\n=&?/\"; name:\0\xff", 19};
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes(random() % 60, ' ');
    for (auto& byte : bytes) byte = alphabet[random() % alphabet.size()];
    Request request;
    (void)parse_target(bytes);
    (void)percent_decoded(bytes, true);
    (void)parse_multipart("multipart/form-data; boundary=B", "--B\r\n" + bytes + "\r\n--B--",
                          request);
    (void)parse_multipart(bytes, bytes, request);
  }
}

}  // namespace
}  // namespace hangji::http
