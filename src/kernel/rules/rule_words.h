// The parameters of a rule as sentences for a reader: Chinese words for the names that rules are
// written with. It knows words only, not what the parameters mean to a chapter.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/json/value.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace hangji::rules {

/// 期限：次月 5 日
struct ReadableLine {
  std::string label{};
  std::string text{};
};
BOOST_DESCRIBE_STRUCT(ReadableLine, (), (label, text))

/// The title of the rule with this id, empty when there is none: rules refer to each other.
using TitleOf = std::function<std::string(std::string_view id)>;

/// The parameters of a rule of this kind, a line each; what has no word is shown as it is written.
[[nodiscard]] std::vector<ReadableLine> readable(std::string_view kind,
                                                 boost::json::value const& parameters,
                                                 TitleOf const& title_of);
/// 党费标准 for `dues_rate`; the kind itself when there is no word.
[[nodiscard]] std::string title_of_kind(std::string_view kind);
/// The chapter of a shipped rule is its file's stem; empty: the street's own.
[[nodiscard]] std::string title_of_chapter(std::string_view chapter);
/// `dues` for `rules/dues.yaml`
[[nodiscard]] std::string chapter_of(std::string_view file);

}  // namespace hangji::rules
