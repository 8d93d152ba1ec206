// Which rules the program goes by, derived from its own text: a rule is applied when its id is
// named in the program, or when its kind is asked for as a whole (`all<Duty>`). `applied: false` in
// rules/*.yaml (尚未使用 on the page and in the handbook) says exactly that and nothing else.
#include "application/rule_kinds.h"
#include "kernel/rules/load.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>

namespace hangji::application {
namespace {

namespace fs = std::filesystem;

fs::path folder(std::string_view name) { return fs::path{__FILE__}.parent_path() / "../.." / name; }

/// Neither tests nor the invented street.
bool is_program(fs::path const& file) {
  auto const name = file.filename().string();
  bool const is_source = name.ends_with(".cpp") || name.ends_with(".h");
  return is_source && !name.contains("_test.") && !name.contains("_test_") &&
         !name.starts_with("test_") && !name.contains("_bench.") && !name.starts_with("bench_") &&
         !name.starts_with("demo") && file.parent_path().filename() != "testing";
}

std::string without_comments(fs::path const& file) {
  std::ifstream in{file};
  std::string text;
  for (std::string line; std::getline(in, line);) text += line.substr(0, line.find("//")) + "\n";
  return text;
}

std::vector<std::string> const& program() {
  static auto const texts = [] {
    std::vector<std::string> all;
    for (auto const& entry : fs::recursive_directory_iterator{folder("src")})
      if (is_program(entry.path())) all.push_back(without_comments(entry.path()));
    return all;
  }();
  return texts;
}

bool is_word_part(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// How often `wanted` stands in the text, not as the beginning of a longer name.
int count(std::string_view text, std::string_view wanted) {
  int found = 0;
  for (auto at = text.find(wanted); at != std::string_view::npos; at = text.find(wanted, at + 1)) {
    auto const end = at + wanted.size();
    bool const begins = at == 0 || !is_word_part(text[at - 1]) || !is_word_part(wanted.front());
    if (begins && (end == text.size() || !is_word_part(text[end]))) ++found;
  }
  return found;
}

bool is_anywhere(std::string const& wanted) {
  return std::ranges::any_of(program(),
                             [&](std::string const& text) { return count(text, wanted) > 0; });
}

bool is_named_outside_of_a_constant(std::string const& text, std::size_t at) {
  static std::regex const constant{R"(constexpr std::string_view (\w+)\s*=\s*$)"};
  auto const before = text.substr(at > 120 ? at - 120 : 0, std::min<std::size_t>(at, 120));
  std::smatch found;
  if (!std::regex_search(before, found, constant)) return true;
  auto const name = found[1].str();
  static std::regex const literal{R"("[^"\n]*")"};
  return count(std::regex_replace(text, literal, ""), name) > 1 ||
         is_anywhere("threshold::" + name);
}

bool is_named(std::string const& id) {
  auto const quoted = '"' + id + '"';
  for (auto const& text : program()) {
    for (auto at = text.find(quoted); at != std::string::npos; at = text.find(quoted, at + 1))
      if (is_named_outside_of_a_constant(text, at)) return true;
  }
  return false;
}

/// The struct of a kind: `struct Duty { static constexpr … rule_kind = "duty";`.
std::string struct_of(std::string const& kind) {
  for (auto const& text : program()) {
    auto const at = text.find("rule_kind = \"" + kind + "\"");
    if (at == std::string::npos) continue;
    auto const from = text.rfind("struct ", at) + std::string_view{"struct "}.size();
    return text.substr(from, text.find(' ', from) - from);
  }
  return {};
}

bool is_asked_for_as_a_whole(std::string const& kind) {
  auto const asked = struct_of(kind) + ">(";
  static std::regex const question{R"(\b(all|first)<(\w+::)?$)"};
  for (auto const& text : program()) {
    for (auto at = text.find(asked); at != std::string::npos; at = text.find(asked, at + 1))
      if (std::regex_search(text.substr(at > 60 ? at - 60 : 0, std::min<std::size_t>(at, 60)),
                            question))
        return true;
  }
  return false;
}

std::vector<rules::Rule> shipped() {
  return rules::load_rules(folder("rules"), all_rule_kinds()).value();
}

TEST(AppliedRules, are_those_the_program_asks_for) {
  std::map<std::string, bool> whole_kinds;
  for (auto const& rule : shipped()) {
    auto const [kind, is_new] = whole_kinds.try_emplace(rule.kind);
    if (is_new) kind->second = is_asked_for_as_a_whole(rule.kind);
    bool const is_applied = kind->second || is_named(rule.id);
    EXPECT_EQ(rule.applied, is_applied)
        << fmt::format("{}:{} {}: {}", rule.file, rule.line, rule.id,
                       is_applied ? "the program goes by it, so it is no longer `applied: false`"
                                  : "nothing in the program goes by it: `applied: false`");
  }
}

TEST(AppliedRules, are_found_in_either_way_and_not_by_their_mention_in_a_comment_or_a_constant) {
  EXPECT_TRUE(is_named("duty.inspection.sample"));
  EXPECT_TRUE(is_named("member.probation.length"));
  EXPECT_TRUE(is_asked_for_as_a_whole("duty"));
  EXPECT_FALSE(is_asked_for_as_a_whole("threshold"));
  EXPECT_FALSE(is_named("member.transfer.introduction_valid"));
  EXPECT_FALSE(is_named("activity.theme_day"));
}

}  // namespace
}  // namespace hangji::application
