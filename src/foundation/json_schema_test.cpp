#include "foundation/json_schema.h"

#include <gtest/gtest.h>
#include <boost/describe/class.hpp>
#include <boost/json/parse.hpp>

namespace hangji {

namespace schema_example {
enum class Colour { red, blue };
BOOST_DESCRIBE_ENUM(Colour, red, blue)

struct Lamp {
  std::string name{};
  Colour colour{};
  std::optional<Fen> price{};
  std::vector<Lamp> parts{};
};
BOOST_DESCRIBE_STRUCT(Lamp, (), (name, colour, price, parts))

struct Filter {
  int limit{50};
};
BOOST_DESCRIBE_STRUCT(Filter, (), (limit))
}  // namespace schema_example
template <> inline constexpr bool absent_members_keep_defaults<schema_example::Filter> = true;

namespace {
using schema_example::Filter;
using schema_example::Lamp;

boost::json::value expected(std::string_view text) {
  return boost::json::parse(boost::json::string_view{text.data(), text.size()});
}

template <class T> boost::json::value schema() {
  SchemaSet set;
  return schema_of<T>(set);
}

TEST(JsonSchema, values_have_the_schema_of_their_printed_form) {
  EXPECT_EQ(schema<bool>(), expected(R"({"type":"boolean"})"));
  EXPECT_EQ(schema<int>(), expected(R"({"type":"integer"})"));
  EXPECT_EQ(schema<std::string>(), expected(R"({"type":"string"})"));
  EXPECT_EQ(schema<Date>(), expected(R"({"type":"string","format":"date"})"));
  EXPECT_EQ(schema<Instant>(), expected(R"({"type":"string","format":"date-time"})"));
  EXPECT_EQ(schema<Month>(), expected(R"({"type":"string","pattern":"^[0-9]{4}-[0-9]{2}$"})"));
  EXPECT_EQ(schema<MemberId>(), expected(R"({"type":"string","pattern":"^[0-9]+$"})"));
  EXPECT_EQ(schema<Fen>().at("type"), "integer");
  EXPECT_EQ(schema<Points>().at("type"), "integer");
  EXPECT_NE(schema<Points>(), schema<Fen>()) << "their units are described";
  EXPECT_EQ(schema<boost::json::value>(), expected("{}"));
  EXPECT_EQ(schema<Done>(), expected(R"({"type":"object"})"));
}

TEST(JsonSchema, lists_maps_and_optional_values_contain_their_items) {
  EXPECT_EQ(schema<std::vector<int>>(), expected(R"({"type":"array","items":{"type":"integer"}})"));
  EXPECT_EQ((schema<std::map<std::string, bool>>()),
            expected(R"({"type":"object","additionalProperties":{"type":"boolean"}})"));
  EXPECT_EQ(schema<std::optional<bool>>(),
            expected(R"({"anyOf":[{"type":"boolean"},{"type":"null"}]})"));
}

TEST(JsonSchema, structs_and_enums_are_named_once_and_referred_to) {
  SchemaSet set;
  EXPECT_EQ(boost::json::value(schema_of<Lamp>(set)),
            expected(R"({"$ref":"#/components/schemas/schema_example.Lamp"})"));
  ASSERT_EQ(set.schemas.size(), 2u);
  EXPECT_EQ(set.schemas["schema_example.Colour"],
            expected(R"({"type":"string","enum":["red","blue"]})"));
  auto const& lamp = set.schemas["schema_example.Lamp"];
  EXPECT_EQ(lamp.at("required"), expected(R"(["name","colour","parts"])"));
  EXPECT_EQ(lamp.at("additionalProperties"), false);
  EXPECT_EQ(
      lamp.at("properties").at("parts"),
      expected(R"({"type":"array","items":{"$ref":"#/components/schemas/schema_example.Lamp"}})"))
      << "a struct may contain itself";
}

TEST(JsonSchema, a_struct_whose_members_have_defaults_requires_none) {
  SchemaSet set;
  (void)schema_of<Filter>(set);
  EXPECT_EQ(set.schemas["schema_example.Filter"],
            expected(R"({"type":"object","properties":{"limit":{"type":"integer"}},
                         "additionalProperties":false})"));
}

TEST(JsonSchema, names_are_qualified_below_the_root_with_dots) {
  EXPECT_EQ(type_name<Lamp>(), "schema_example.Lamp");
  EXPECT_EQ(type_name<Fen>(), "Fen");
}
}  // namespace

}  // namespace hangji
