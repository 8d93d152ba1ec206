#include "kernel/rules/yaml.h"

#include "foundation/text.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <vector>

namespace hangji::rules {

namespace {

constexpr std::size_t most_depth = 24;
constexpr int most_values = 200'000;

boost::json::value plain_value(std::string const& text) {
  if (text.empty() || text == "~" || text == "null") return nullptr;
  if (text == "true") return true;
  if (text == "false") return false;
  auto const digits = text.substr(text.starts_with('-') ? 1 : 0);
  std::int64_t number = 0;
  bool const has_leading_zero = digits.size() > 1 && digits.starts_with('0');
  if (!has_leading_zero && parse_integer(text, number)) return number;
  return boost::json::string{text};
}

/// Leaves the parser at a fault of ours; never leaves this file.
struct Stopped {
  YamlFault fault{};
};

int line_of_mark(YAML::Mark const& mark) { return std::max(mark.line, 0) + 1; }

[[noreturn]] void stop(YAML::Mark const& mark, std::string message) {
  throw Stopped{{line_of_mark(mark), std::move(message)}};
}

/// Builds the JSON value from the parser's events. yaml-cpp's own tree is not used: it hides
/// aliases, and its list of documents has no end for some malformed texts.
class Builder final : public YAML::EventHandler {
public:
  explicit Builder(YamlDocument& document) : m_document{document} {}

  void OnDocumentStart(YAML::Mark const& mark) override { remember("", mark); }
  void OnDocumentEnd() override {}
  void OnNull(YAML::Mark const& mark, YAML::anchor_t) override { take(mark, nullptr); }
  void OnAlias(YAML::Mark const& mark, YAML::anchor_t) override { stop(mark, "不支持别名"); }

  // yaml-cpp tags a plain scalar "?" and a quoted one "!".
  void OnScalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t,
                std::string const& text) override {
    if (awaits_key()) return take_key(mark, text);
    refuse_tag(mark, tag);
    if (tag == "!") return take(mark, boost::json::string{text});
    take(mark, plain_value(text));
  }

  void OnSequenceStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    refuse_tag(mark, tag);
    open(mark, boost::json::array{});
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    refuse_tag(mark, tag);
    open(mark, boost::json::object{});
  }
  void OnMapEnd() override { close(); }

private:
  /// A list or map that is being read, and in a map the key whose value comes next.
  struct Level {
    boost::json::value value{};
    std::string path{};
    std::optional<std::string> key{};
  };

  void remember(std::string const& path, YAML::Mark const& mark) {
    m_document.lines.try_emplace(path, line_of_mark(mark));
  }

  static void refuse_tag(YAML::Mark const& mark, std::string const& tag) {
    if (tag != "?" && tag != "!" && !tag.empty()) stop(mark, "不支持标记 " + tag);
  }

  [[nodiscard]] bool awaits_key() const {
    return !m_levels.empty() && m_levels.back().value.is_object() && !m_levels.back().key;
  }

  void take_key(YAML::Mark const& mark, std::string const& key) {
    auto& level = m_levels.back();
    if (level.value.get_object().contains(key)) stop(mark, "“" + key + "”写了两次");
    level.key = key;
    remember(path_of_next(), mark);
  }

  /// Where the value that comes next belongs.
  [[nodiscard]] std::string path_of_next() const {
    if (m_levels.empty()) return "";
    auto const& level = m_levels.back();
    if (auto const* list = level.value.if_array()) {
      return level.path + "[" + std::to_string(list->size()) + "]";
    }
    return level.path.empty() ? *level.key : level.path + "." + *level.key;
  }

  void check_place(YAML::Mark const& mark) {
    if (awaits_key()) stop(mark, "键应为文字");
    if (++m_values > most_values) stop(mark, "内容过多");
    remember(path_of_next(), mark);
  }

  void open(YAML::Mark const& mark, boost::json::value container) {
    check_place(mark);
    if (m_levels.size() >= most_depth) stop(mark, "嵌套过深");
    m_levels.push_back({std::move(container), path_of_next(), std::nullopt});
  }

  void close() {
    auto value = std::move(m_levels.back().value);
    m_levels.pop_back();
    place(std::move(value));
  }

  void take(YAML::Mark const& mark, boost::json::value value) {
    check_place(mark);
    place(std::move(value));
  }

  void place(boost::json::value value) {
    if (m_levels.empty()) {
      m_document.value = std::move(value);
      return;
    }
    auto& level = m_levels.back();
    if (auto* list = level.value.if_array()) {
      list->push_back(std::move(value));
      return;
    }
    level.value.get_object().emplace(*level.key, std::move(value));
    level.key.reset();
  }

  YamlDocument& m_document;
  std::vector<Level> m_levels{};
  int m_values{0};
};

}  // namespace

int YamlDocument::line_of(std::string_view path) const {
  std::string at{path};
  while (!at.empty()) {
    auto const found = lines.find(at);
    if (found != lines.end()) return found->second;
    auto const cut = at.find_last_of(".[");
    at.resize(cut == std::string::npos ? 0 : cut);
  }
  auto const root = lines.find("");
  return root == lines.end() ? 1 : root->second;
}

std::expected<YamlDocument, YamlFault> read_yaml(std::string const& text) {
  if (!is_valid_utf8(text)) return std::unexpected{YamlFault{1, "不是有效的 UTF-8 文本"}};
  try {
    std::istringstream stream{text};
    YAML::Parser parser{stream};
    YamlDocument document;
    Builder builder{document};
    parser.HandleNextDocument(builder);
    if (parser) return std::unexpected{YamlFault{1, "应恰好有一份 YAML 文档"}};
    return document;
  } catch (Stopped const& stopped) {
    return std::unexpected{stopped.fault};
  } catch (YAML::Exception const& fault) {
    return std::unexpected{YamlFault{line_of_mark(fault.mark), "不是有效的 YAML:" + fault.msg}};
  }
}

}  // namespace hangji::rules
