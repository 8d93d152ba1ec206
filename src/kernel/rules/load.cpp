#include "kernel/rules/load.h"

#include "foundation/text.h"
#include "kernel/rules/bounds.h"
#include "kernel/rules/yaml.h"

#include <fmt/format.h>
#include <boost/json/object.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <unordered_map>

namespace hangji::rules {

namespace {

/// A rule as the file has it.
struct WrittenRule {
  std::string id{};
  std::string kind{};
  std::string title{};
  std::vector<std::optional<Date>> in_force{};
  RuleSource source{};
  Certainty certainty{};
  Severity severity{};
  std::optional<std::string> note{};
  boost::json::value parameters{};
  /// See Rule::bounds and Rule::applied.
  std::map<std::string, Bound> bounds{};
  std::optional<bool> applied{};
};
BOOST_DESCRIBE_STRUCT(WrittenRule, (),
                      (id, kind, title, in_force, source, certainty, severity, note, parameters,
                       bounds, applied))

bool is_good_id(std::string_view id) {
  return !id.empty() && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
}

std::string text_member(boost::json::value const& rule, std::string_view name) {
  auto const* object = rule.if_object();
  auto const* member = object == nullptr ? nullptr : object->if_contains(name);
  return member != nullptr && member->is_string() ? std::string{member->get_string()} : "";
}

/// What is wrong at a path of the written rule; none when all is well.
struct FaultAt {
  std::string path{};
  std::string message{};
};

std::optional<FaultAt> fault_of_form(WrittenRule const& rule) {
  if (!is_good_id(rule.id)) return FaultAt{"id", "字段 id：只能用小写字母、数字、点和下划线"};
  if (trim(rule.title).empty()) return FaultAt{"title", "字段 title：必须填写"};
  if (trim(rule.source.document).empty()) {
    return FaultAt{"source.document", "字段 source.document：没有出处的规则不能使用"};
  }
  if (trim(rule.source.article).empty()) {
    return FaultAt{"source.article", "字段 source.article：没有条款的规则不能使用"};
  }
  auto const& days = rule.in_force;
  if (days.size() != 2 || !days[0]) {
    return FaultAt{"in_force",
                   "字段 in_force：应写作 [起始日, 终止日] 或 [起始日, null]，终止日当天不含"};
  }
  if (days[1] && *days[1] <= *days[0])
    return FaultAt{"in_force", "字段 in_force：终止日应晚于起始日"};
  bool const needs_note = rule.certainty != Certainty::verified;
  if (needs_note && trim(rule.note.value_or("")).empty()) {
    return FaultAt{"note", "字段 note：未经核实的规则必须说明待复核或推定之处"};
  }
  return std::nullopt;
}

/// What has been read of all files so far.
struct Reading {
  /// The good rules, and where in its document each one was written.
  std::vector<Rule> rules{};
  std::vector<std::string> paths{};
  /// The faulty ones too, so that references to them are not reported as well.
  KnownRules known{};
  std::unordered_map<std::string, YamlDocument> documents{};
  std::vector<RuleFault> faults{};
};

/// Reads the rules of one file, keeping every fault.
class FileReader {
public:
  FileReader(std::string const& file, RuleKinds const& kinds, Reading& reading)
      : m_file{file}, m_document{reading.documents.at(file)}, m_kinds{kinds}, m_reading{reading} {}

  void read() {
    auto const* list = m_document.value.if_array();
    if (list == nullptr || list->empty()) {
      m_reading.faults.push_back({m_file, 1, "规则文件应为规则的列表"});
      return;
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
      auto const faults_before = m_reading.faults.size();
      m_path = "[" + std::to_string(i) + "]";
      m_reading.known.add(text_member((*list)[i], "id"), text_member((*list)[i], "kind"));
      auto rule = read_rule((*list)[i], i + 1);
      if (m_reading.faults.size() != faults_before) continue;
      m_reading.rules.push_back(std::move(rule));
      m_reading.paths.push_back(m_path);
    }
  }

private:
  Rule read_rule(boost::json::value const& value, std::size_t position) {
    auto id = text_member(value, "id");
    m_name = id.empty() ? fmt::format("第 {} 条规则", position) : "规则 " + id;
    Rule rule;
    rule.file = m_file;
    rule.line = m_document.line_of(m_path);
    WrittenRule written;
    JsonReader reader;
    if (!reader.read(value, written)) {
      fail(reader.fault_path(), reader.fault().message);
    } else if (auto fault = fault_of_form(written)) {
      fail(fault->path, fault->message);
    } else {
      take(std::move(written), rule);
    }
    read_parameters(value, rule);
    return rule;
  }

  static void take(WrittenRule written, Rule& rule) {
    rule.id = std::move(written.id);
    rule.kind = std::move(written.kind);
    rule.title = std::move(written.title);
    rule.in_force = {*written.in_force[0], written.in_force[1]};
    rule.source = std::move(written.source);
    rule.certainty = written.certainty;
    rule.severity = written.severity;
    rule.note = std::move(written.note).value_or("");
    rule.parameters = std::move(written.parameters);
    rule.bounds = std::move(written.bounds);
    rule.applied = written.applied.value_or(true);
  }

  // Read even when the rest is faulty, so that all faults are seen at once.
  void read_parameters(boost::json::value const& value, Rule& rule) {
    auto const kind_name = text_member(value, "kind");
    if (kind_name.empty()) return;
    auto const* kind = m_kinds.find(kind_name);
    if (kind == nullptr) return fail("kind", "没有“" + kind_name + "”这一类规则");
    auto const* parameters = value.get_object().if_contains("parameters");
    if (parameters == nullptr) return;
    auto parsed = kind->parse(boost::json::object{{"parameters", *parameters}});
    if (!parsed) return fail(parsed.error().field, parsed.error().message);
    rule.parsed = std::move(*parsed);
    if (auto fault = fault_of_bounds(rule, *kind)) fail("bounds", "字段 bounds：" + *fault);
  }

  void fail(std::string const& at, std::string const& message) {
    auto const path = at.empty() ? m_path : m_path + "." + at;
    m_reading.faults.push_back({m_file, m_document.line_of(path), m_name + "：" + message});
  }

  std::string const& m_file;
  YamlDocument const& m_document;
  RuleKinds const& m_kinds;
  Reading& m_reading;
  std::string m_name{};
  std::string m_path{};
};

void check_versions(Reading& reading) {
  std::unordered_map<std::string_view, std::vector<Rule const*>> versions;
  for (auto const& rule : reading.rules) {
    auto& others = versions[rule.id];
    for (auto const* other : others) {
      bool const is_other_kind = other->kind != rule.kind;
      if (!is_other_kind && !other->in_force.overlaps(rule.in_force)) continue;
      auto const* what = is_other_kind ? "同一编号而类别不同" : "的同一规则施行日期重叠";
      reading.faults.push_back(
          {rule.file, rule.line,
           fmt::format("规则 {}：与 {}:{} {}", rule.id, other->file, other->line, what)});
    }
    others.push_back(&rule);
  }
}

/// The kinds' own checks.
void check_meaning(Reading& reading, RuleKinds const& kinds) {
  for (std::size_t i = 0; i < reading.rules.size(); ++i) {
    auto const& rule = reading.rules[i];
    auto const* kind = kinds.find(rule.kind);
    if (kind->check == nullptr) continue;
    auto const checked = kind->check(rule.parsed.get(), reading.known);
    if (checked) continue;
    auto const path = reading.paths[i] + "." + checked.error().field;
    reading.faults.push_back({rule.file, reading.documents.at(rule.file).line_of(path),
                              fmt::format("规则 {}：{}", rule.id, checked.error().message)});
  }
}

}  // namespace

std::string to_text(RuleFault const& fault) {
  return fmt::format("{}:{}: {}", fault.file, fault.line, fault.message);
}

std::expected<std::vector<Rule>, std::vector<RuleFault>> read_rules(
    std::vector<RuleText> const& texts, RuleKinds const& kinds) {
  Reading reading;
  for (auto const& text : texts) {
    auto document = read_yaml(text.text);
    if (!document) {
      reading.faults.push_back({text.file, document.error().line, document.error().message});
      continue;
    }
    reading.documents.insert_or_assign(text.file, std::move(*document));
  }
  // References into a file that is no YAML would all look broken.
  bool const all_are_yaml = reading.faults.empty();
  for (auto const& text : texts) {
    if (reading.documents.contains(text.file)) FileReader{text.file, kinds, reading}.read();
  }
  check_versions(reading);
  if (all_are_yaml) check_meaning(reading, kinds);
  if (reading.faults.empty()) return std::move(reading.rules);
  std::ranges::stable_sort(reading.faults, {}, [](RuleFault const& fault) {
    return std::pair{std::string_view{fault.file}, fault.line};
  });
  return std::unexpected{std::move(reading.faults)};
}

std::expected<std::vector<Rule>, std::vector<RuleFault>> load_rules(
    std::filesystem::path const& directory, RuleKinds const& kinds) {
  std::vector<std::filesystem::path> files;
  std::error_code fault;
  for (auto const& entry : std::filesystem::directory_iterator{directory, fault}) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  auto const name = (directory / "").parent_path().filename().string();
  if (files.empty()) {
    return std::unexpected{std::vector{RuleFault{name, 0, "目录中没有规则文件（*.yaml）"}}};
  }
  std::ranges::sort(files);
  std::vector<RuleText> texts;
  for (auto const& file : files) {
    std::ifstream stream{file, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{stream}, {}};
    texts.push_back({name + "/" + file.filename().string(), std::move(text)});
  }
  return read_rules(texts, kinds);
}

}  // namespace hangji::rules
