// YAML read into JSON, remembering on which line everything was written. Knows nothing of rules.
//
// Plain integers, `true`, `false` and `null` are typed; everything else, dates too, and everything
// in quotes is text.
#pragma once

#include <boost/json/value.hpp>

#include <expected>
#include <string>
#include <string_view>
#include <unordered_map>

namespace hangji::rules {

struct YamlDocument {
  boost::json::value value{};
  /// Line (from 1) by path: `[3].parameters.bands[2]`.
  std::unordered_map<std::string, int> lines{};

  /// The line of the path, or of the nearest thing around it that was written.
  [[nodiscard]] int line_of(std::string_view path) const;
};

struct YamlFault {
  int line{1};
  std::string message{};
};

/// One document. Refuses malformed UTF-8 and YAML, several documents, keys given twice, keys that
/// are not plain text, tags, nesting deeper than 24 and more than 200,000 values.
[[nodiscard]] std::expected<YamlDocument, YamlFault> read_yaml(std::string const& text);

}  // namespace hangji::rules
