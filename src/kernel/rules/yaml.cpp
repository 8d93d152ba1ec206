#include "kernel/rules/yaml.h"

#include "foundation/text.h"

#include <yaml-cpp/yaml.h>

namespace hangji::rules {

namespace {

constexpr int most_depth = 24;
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

class Converter {
public:
  explicit Converter(YamlDocument& document) : m_document{document} {}

  bool convert(YAML::Node const& node, std::string const& path, int depth,
               boost::json::value& into) {
    if (depth > most_depth) return fail(node, "嵌套过深");
    if (++m_values > most_values) return fail(node, "内容过多");
    m_document.lines.try_emplace(path, node.Mark().line + 1);
    switch (node.Type()) {
      case YAML::NodeType::Undefined:
      case YAML::NodeType::Null: into = nullptr; return true;
      case YAML::NodeType::Scalar: return convert_scalar(node, into);
      case YAML::NodeType::Sequence: return convert_list(node, path, depth, into);
      case YAML::NodeType::Map: return convert_map(node, path, depth, into);
    }
    return fail(node, "无法识别的内容");
  }

  [[nodiscard]] YamlFault const& fault() const { return m_fault; }

private:
  bool fail(YAML::Node const& node, std::string message) {
    m_fault = {std::max(node.Mark().line, 0) + 1, std::move(message)};
    return false;
  }

  // yaml-cpp tags a plain scalar "?" and a quoted one "!".
  bool convert_scalar(YAML::Node const& node, boost::json::value& into) {
    auto const& tag = node.Tag();
    if (tag != "?" && tag != "!" && !tag.empty()) return fail(node, "不支持标记 " + tag);
    if (tag == "!") {
      into = boost::json::string{node.Scalar()};
    } else {
      into = plain_value(node.Scalar());
    }
    return true;
  }

  bool convert_list(YAML::Node const& node, std::string const& path, int depth,
                    boost::json::value& into) {
    auto& list = into.emplace_array();
    std::size_t index = 0;
    for (auto const& item : node) {
      boost::json::value value;
      auto const item_path = path + "[" + std::to_string(index++) + "]";
      if (!convert(item, item_path, depth + 1, value)) return false;
      list.push_back(std::move(value));
    }
    return true;
  }

  bool convert_map(YAML::Node const& node, std::string const& path, int depth,
                   boost::json::value& into) {
    auto& object = into.emplace_object();
    for (auto const& entry : node) {
      if (!entry.first.IsScalar()) return fail(entry.first, "键应为文字");
      auto const& key = entry.first.Scalar();
      if (object.contains(key)) return fail(entry.first, "“" + key + "”写了两次");
      auto const member_path = path.empty() ? key : path + "." + key;
      m_document.lines.try_emplace(member_path, entry.first.Mark().line + 1);
      boost::json::value value;
      if (!convert(entry.second, member_path, depth + 1, value)) return false;
      object.emplace(key, std::move(value));
    }
    return true;
  }

  YamlDocument& m_document;
  YamlFault m_fault{};
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
    auto const documents = YAML::LoadAll(text);
    if (documents.size() != 1) return std::unexpected{YamlFault{1, "应恰好有一份 YAML 文档"}};
    YamlDocument document;
    Converter converter{document};
    if (!converter.convert(documents.front(), "", 0, document.value)) {
      return std::unexpected{converter.fault()};
    }
    return document;
  } catch (YAML::Exception const& fault) {
    return std::unexpected{
        YamlFault{std::max(fault.mark.line, 0) + 1, "不是有效的 YAML:" + fault.msg}};
  }
}

}  // namespace hangji::rules
