#include "http/route.h"

#include <gtest/gtest.h>

namespace hangji::http {
namespace {

Route route(Method method, std::string path) {
  Route made;
  made.method = method;
  made.path = std::move(path);
  return made;
}

RouteTable table() {
  RouteTable routes;
  routes.add(route(Method::get, "/api/members"));
  routes.add(route(Method::get, "/api/members/{id}"));
  routes.add(route(Method::get, "/api/members/search"));
  routes.add(route(Method::post, "/api/members/{id}/unmask"));
  return routes;
}

TEST(Routes, a_literal_step_wins_over_a_parameter) {
  auto const routes = table();
  auto const literal = routes.match(Method::get, "/api/members/search");
  ASSERT_NE(literal.route, nullptr);
  EXPECT_EQ(literal.route->path, "/api/members/search");
  auto const parameter = routes.match(Method::get, "/api/members/42");
  ASSERT_NE(parameter.route, nullptr);
  ASSERT_EQ(parameter.path_parameters.size(), 1U);
  EXPECT_EQ(parameter.path_parameters[0].second, "42");
}

TEST(Routes, a_literal_step_that_leads_nowhere_gives_way_to_the_parameter) {
  auto const routes = table();
  auto const match = routes.match(Method::post, "/api/members/search/unmask");
  ASSERT_NE(match.route, nullptr);
  ASSERT_EQ(match.path_parameters.size(), 1U);
  EXPECT_EQ(match.path_parameters[0].second, "search");
  EXPECT_TRUE(routes.match(Method::get, "/api/members/search/x").path_parameters.empty());
}

TEST(Routes, an_escaped_slash_is_part_of_the_parameter) {
  auto const match = table().match(Method::get, "/api/members/a%2Fb");
  ASSERT_EQ(match.path_parameters.size(), 1U);
  EXPECT_EQ(match.path_parameters[0].second, "a/b");
}

TEST(Routes, a_known_path_with_another_method_is_told_apart) {
  auto const routes = table();
  auto const match = routes.match(Method::get, "/api/members/42/unmask");
  EXPECT_EQ(match.route, nullptr);
  EXPECT_TRUE(match.path_is_known);
  for (auto const* unknown : {"/", "/api", "/api/members/", "/api/members/42/", "/api/x", "api"}) {
    EXPECT_FALSE(routes.match(Method::get, unknown).path_is_known) << unknown;
  }
}

TEST(Routes, a_cookie_is_found_by_its_whole_name) {
  Request request;
  request.headers = {{"cookie", "xhangji=1; hangji=2;hangji_session=3"}};
  EXPECT_EQ(request.cookie("hangji"), "2");
  EXPECT_EQ(request.cookie("hangji_session"), "3");
  EXPECT_EQ(request.cookie("session"), "");
}

struct Question {
  Id<struct Anything> id{};
  std::optional<Date> day{};
};
BOOST_DESCRIBE_STRUCT(Question, (), (id, day))

struct Body {
  Id<struct Anything> id{};
  std::string name{};
};
BOOST_DESCRIBE_STRUCT(Body, (), (id, name))

TEST(Routes, the_document_says_what_each_route_takes_and_gives) {
  RouteTable routes;
  auto ask = route(Method::get, "/api/things/{id}");
  ask.summary = "看";
  ask.takes = &object_schema<Question>;
  ask.gives = &schema_of<Body>;
  routes.add(std::move(ask));
  auto write = route(Method::put, "/api/things/{id}");
  write.body = BodyForm::json;
  write.takes = &object_schema<Body>;
  routes.add(std::move(write));

  auto const text = openapi_document(routes, "1.0");
  auto const document = parse_json(text);
  ASSERT_TRUE(document.has_value());
  auto const& path = document->at("paths").at("/api/things/{id}");
  auto const& parameters = path.at("get").at("parameters").as_array();
  ASSERT_EQ(parameters.size(), 2U);
  EXPECT_EQ(parameters[0].at("in").as_string(), "path");
  EXPECT_EQ(parameters[1].at("in").as_string(), "query");
  EXPECT_FALSE(parameters[1].at("required").as_bool());
  auto const& body =
      path.at("put").at("requestBody").at("content").at("application/json").at("schema");
  EXPECT_FALSE(body.at("properties").as_object().contains("id"))
      << "what is in the path is not in the body";
  EXPECT_TRUE(body.at("properties").as_object().contains("name"));
  EXPECT_EQ(text, openapi_document(routes, "1.0")) << "the same table gives the same bytes";
}

/// Written by hand: what `docs/openapi.json` looks like, so that a change of its form is seen.
constexpr std::string_view list_operation = R"({
  "components": {
    "responses": {
      "Refusal": {)";

TEST(Routes, the_document_is_sorted_and_indented_so_that_a_difference_reads_well) {
  RouteTable routes;
  auto write = route(Method::remove, "/api/things/{id}");
  write.summary = "删";
  write.tag = "practice.things";
  write.takes = &object_schema<Question>;
  routes.add(std::move(write));
  auto const text = openapi_document(routes, "1.0");
  EXPECT_TRUE(text.starts_with(list_operation)) << text;
  auto const paths = text.substr(text.find("  \"paths\""));
  constexpr std::string_view expected = R"(  "paths": {
    "/api/things/{id}": {
      "delete": {
        "operationId": "delete_things_id",
        "parameters": [
          {
            "in": "path",
            "name": "id",
            "required": true,)";
  EXPECT_TRUE(paths.starts_with(expected)) << paths;
}

}  // namespace
}  // namespace hangji::http
