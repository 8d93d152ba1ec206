#include "foundation/json.h"

#include <gtest/gtest.h>
#include <boost/describe/class.hpp>

namespace hangji {

namespace json_example {
enum class Colour { red, blue };
BOOST_DESCRIBE_ENUM(Colour, red, blue)

struct Source {
  std::string document{};
  std::string article{};
  bool operator==(Source const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Source, (), (document, article))

struct Rule {
  std::string id{};
  Source source{};
  bool operator==(Rule const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Rule, (), (id, source))

struct Everything {
  bool flag{};
  int number{};
  std::uint8_t small{};
  Fen amount{};
  Points points{};
  MemberId member{};
  Date day{};
  Month month{};
  Instant at{};
  Colour colour{};
  std::string text{};
  std::optional<int> perhaps{};
  std::vector<Rule> rules{};
  std::map<std::string, int> counts{};
  boost::json::value extra{};
  bool operator==(Everything const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Everything, (),
                      (flag, number, small, amount, points, member, day, month, at, colour, text,
                       perhaps, rules, counts, extra))

struct Named {
  std::string name{};
};
BOOST_DESCRIBE_STRUCT(Named, (), (name))
struct Aged : Named {
  int age{};
};
BOOST_DESCRIBE_STRUCT(Aged, (Named), (age))

struct Filter {
  int limit{50};
  std::string words{};
};
BOOST_DESCRIBE_STRUCT(Filter, (), (limit, words))
}  // namespace json_example
template <> inline constexpr bool absent_members_keep_defaults<json_example::Filter> = true;

namespace {
using json_example::Aged;
using json_example::Colour;
using json_example::Everything;
using json_example::Filter;
using json_example::Rule;

constexpr std::string_view everything_text =
    R"({"flag":true,"number":-7,"small":255,"amount":123450,"points":-25,"member":"42",)"
    R"("day":"2026-07-01","month":"2026-07","at":"2026-11-23T05:14:03.120Z","colour":"blue",)"
    R"("text":"党员\"\\\n\u0001","perhaps":null,"rules":[{"id":"a","source":{"document":"细则",)"
    R"("article":"第一条"}}],"counts":{"甲":1,"乙":2},"extra":{"b":[1,null]}})";

Refusal refusal_of(Result<Everything> const& read) {
  EXPECT_FALSE(read);
  return read ? Refusal{} : read.error();
}

/// The document with one part replaced.
std::string with(std::string_view old, std::string_view now) {
  std::string text{everything_text};
  auto const at = text.find(old);
  EXPECT_NE(at, std::string::npos) << old;
  return text.replace(at, old.size(), now);
}

TEST(Json, an_object_is_laid_over_another_key_by_key) {
  EXPECT_EQ(merged_objects(R"({"a":"1","b":"2"})", R"({"b":"3","c":"4"})"),
            R"({"a":"1","b":"3","c":"4"})");
  EXPECT_EQ(merged_objects(R"({"a": "1"})", R"({"a":"1"})"), R"({"a": "1"})");
  EXPECT_EQ(merged_objects("{}", R"({"a":"1"})"), R"({"a":"1"})");
}

TEST(Json, what_is_printed_is_read_back_and_printed_the_same) {
  auto const read = parse_json_as<Everything>(everything_text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->amount, Fen{123'450});
  EXPECT_EQ(read->member, MemberId{42});
  EXPECT_EQ(read->text, "党员\"\\\n\x01");
  EXPECT_EQ(read->counts.at("乙"), 2);
  auto const printed = to_json(*read);
  EXPECT_EQ(parse_json_as<Everything>(printed), *read);
  EXPECT_EQ(to_json(*parse_json_as<Everything>(printed)), printed);
}

TEST(Json, members_are_printed_in_described_order) {
  EXPECT_EQ(to_json(Rule{"a", {"细则", "第一条"}}),
            R"({"id":"a","source":{"document":"细则","article":"第一条"}})");
  EXPECT_EQ(to_json(Aged{{"张三"}, 30}), R"({"name":"张三","age":30})");
  EXPECT_EQ(to_json(std::vector<Colour>{Colour::red, Colour::blue}), R"(["red","blue"])");
  EXPECT_EQ(to_json(std::vector<int>{}), "[]");
  EXPECT_EQ(to_json(std::map<std::string, int>{}), "{}");
  EXPECT_EQ(to_json(Done{}), "{}");
  EXPECT_EQ(to_json(std::optional<int>{3}), "3");
  EXPECT_EQ(to_json("plain"), R"("plain")");
}

TEST(Json, inherited_members_are_read) {
  auto const read = parse_json_as<Aged>(R"({"age":30,"name":"张三"})");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->name, "张三");
  EXPECT_EQ(read->age, 30);
}

TEST(Json, a_malformed_document_is_refused) {
  std::string deep(40, '[');
  deep.append(40, ']');
  for (std::string const& text :
       {std::string{""}, std::string{"{"}, std::string{"{}x"}, std::string{"{'a':1}"},
        std::string{"\"\xFF\""}, std::string{R"({"a":1,"a":2})"},
        std::string{R"([{"x":{"a":":\":","a":2}}])"}, deep}) {
    auto const read = parse_json(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, "json.malformed");
    EXPECT_EQ(read.error().status, 400);
  }
  EXPECT_TRUE(parse_json(R"([{"a:":":\\","b":{"a":"\":"}},{"a":1}])")) << "colons inside strings";
  EXPECT_EQ(refusal_of(parse_json_as<Everything>(with("党员", "\\u0000"))).code, "json.malformed");
}

struct Fault {
  char const* old;
  char const* now;
  char const* path;
};

void expect_refused(JsonRefusal reason, std::initializer_list<Fault> faults) {
  for (auto const& [old, now, path] : faults) {
    auto const refusal = refusal_of(parse_json_as<Everything>(with(old, now)));
    EXPECT_EQ(refusal.code,
              std::string{"json."} + boost::describe::enum_to_string(reason, "unknown"))
        << now;
    EXPECT_EQ(refusal.field, path) << now;
    EXPECT_EQ(refusal.status, 400);
    EXPECT_NE(refusal.message.find(path), std::string::npos) << refusal.message;
  }
}

TEST(Json, a_wrong_type_is_named_with_its_path) {
  expect_refused(JsonRefusal::wrong_type, {{"true", "1", "flag"},
                                           {"true", "\"true\"", "flag"},
                                           {"-7", "\"7\"", "number"},
                                           {"-7", "7.0", "number"},
                                           {"123450", "1234.5", "amount"},
                                           {"\"42\"", "42", "member"},
                                           {"\"42\"", "\"-42\"", "member"},
                                           {"\"42\"", "\"42x\"", "member"},
                                           {"2026-07-01", "2026-02-30", "day"},
                                           {"\"2026-07\"", "\"2026-7\"", "month"},
                                           {"2026-11-23T", "2026-11-23 ", "at"},
                                           {"\"blue\"", "2", "colour"},
                                           {"null,\"rules\"", "\"x\",\"rules\"", "perhaps"},
                                           {"{\"甲\":1,\"乙\":2}", "[]", "counts"},
                                           {"\"甲\":1", "\"甲\":\"x\"", "counts.甲"},
                                           {"\"细则\"", "null", "rules[0].source.document"},
                                           {"[{\"id\":\"a\"", "[[],{\"id\":\"a\"", "rules[0]"}});
}

TEST(Json, a_missing_member_is_named_with_its_path) {
  expect_refused(
      JsonRefusal::missing_member,
      {{"\"flag\":true,", "", "flag"}, {",\"article\":\"第一条\"", "", "rules[0].source.article"}});
}

TEST(Json, an_unknown_member_is_named_with_its_path) {
  expect_refused(JsonRefusal::unknown_member,
                 {{"{\"flag\"", "{\"flagg\":1,\"flag\"", "flagg"},
                  {"\"article\"", "\"page\":3,\"article\"", "rules[0].source.page"}});
}

TEST(Json, a_value_out_of_range_is_named_with_its_path) {
  expect_refused(JsonRefusal::out_of_range, {{"-7", "2147483648", "number"},
                                             {"255", "256", "small"},
                                             {"255", "-1", "small"},
                                             {"123450", "1000000000000001", "amount"},
                                             {"-25", "-1000000000000001", "points"},
                                             {"-7", "9223372036854775808", "number"},
                                             {"\"blue\"", "\"green\"", "colour"}});
}

TEST(Json, an_unknown_choice_is_answered_with_the_choices) {
  auto const refusal = refusal_of(parse_json_as<Everything>(with("blue", "green")));
  EXPECT_NE(refusal.message.find("red、blue"), std::string::npos) << refusal.message;
}

TEST(Json, the_path_of_a_fault_deep_in_a_list_counts_from_zero) {
  auto const read = parse_json_as<std::map<std::string, std::vector<Rule>>>(
      R"({"rules":[{"id":"a","source":{"document":"d","article":"1"}},
                   {"id":"b","source":{"document":"d","article":"2"}},
                   {"id":"c","source":{"document":"d","article":3}}]})");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().field, "rules[2].source.article");
}

TEST(Json, a_fault_of_the_whole_document_has_no_path) {
  auto const refusal = refusal_of(parse_json_as<Everything>("[]"));
  EXPECT_EQ(refusal.code, "json.wrong_type");
  EXPECT_EQ(refusal.field, "");
}

TEST(Json, absent_optional_members_lists_and_maps_are_empty) {
  auto text = with("\"perhaps\":null,", "");
  constexpr std::string_view counts = "\"counts\":{\"甲\":1,\"乙\":2},";
  text.erase(text.find(counts), counts.size());
  auto const read = parse_json_as<Everything>(text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_FALSE(read->perhaps);
  EXPECT_TRUE(read->counts.empty());
}

TEST(Json, absent_members_of_a_filter_keep_their_defaults) {
  auto const read = parse_json_as<Filter>(R"({"words":"x"})");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->limit, 50);
  EXPECT_EQ(read->words, "x");
  EXPECT_EQ(parse_json_as<Filter>(R"({"word":"x"})").error().code, "json.unknown_member");
}

TEST(Json, in_text_form_numbers_and_truth_arrive_as_words) {
  boost::json::value const query{{"limit", "20"}, {"words", "20"}};
  auto const read = from_json<Filter>(query, JsonForm::text);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->limit, 20);
  EXPECT_EQ(read->words, "20");
  EXPECT_EQ(from_json<bool>(boost::json::value("true"), JsonForm::text), true);
  EXPECT_EQ(from_json<bool>(boost::json::value("false"), JsonForm::text), false);
  EXPECT_EQ(from_json<bool>(boost::json::value("yes"), JsonForm::text).error().code,
            "json.wrong_type");
  EXPECT_EQ(from_json<int>(boost::json::value("2x"), JsonForm::text).error().code,
            "json.wrong_type");
  EXPECT_EQ(from_json<int>(boost::json::value("20")).error().code, "json.wrong_type");
}
}  // namespace

}  // namespace hangji
