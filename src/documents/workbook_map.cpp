// The list of sheets and the formats of an .xlsx workbook.
#include "documents/workbook_parts.h"

#include <charconv>
#include <map>
#include <set>

namespace hangji::documents {

int to_number(std::string_view text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool is_true(std::string_view text) { return text == "1" || text == "true"; }

namespace {
/// The value of `r:id`, whatever the prefix is called. Plain `id` is another attribute.
std::string_view relation_id(char const** attributes) {
  for (; *attributes != nullptr; attributes += 2) {
    std::string_view const name{attributes[0]};
    if (name.ends_with(":id")) return attributes[1];
  }
  return {};
}

void read_part(Package const& package, std::string const& part, WorkbookLimits const& limits,
               XmlSink& sink) {
  auto stream = package.open(part, limits.small_part_bytes);
  XmlParser parser{part, sink};
  while (parser.feed(stream)) {}
}

/// `target` as a name in the archive: absolute, or relative to the folder of `base`.
std::string resolve(std::string_view base, std::string_view target) {
  if (target.starts_with('/')) return std::string{target.substr(1)};
  auto folder = std::string{base.substr(0, base.rfind('/') + 1)};
  if (base.find('/') == std::string_view::npos) folder.clear();
  while (target.starts_with("../") || target.starts_with("./")) {
    bool const up = target.starts_with("../");
    target.remove_prefix(up ? 3 : 2);
    if (!up || folder.empty()) continue;
    folder.pop_back();
    folder.resize(folder.rfind('/') + 1);
  }
  return folder + std::string{target};
}

std::string relations_of(std::string_view part) {
  auto const slash = part.rfind('/');
  auto const name = slash == std::string_view::npos ? part : part.substr(slash + 1);
  auto const folder = slash == std::string_view::npos ? "" : part.substr(0, slash + 1);
  return std::string{folder} + "_rels/" + std::string{name} + ".rels";
}

struct Relation {
  /// The last word of the type: worksheet, styles, sharedStrings (both namespaces end alike).
  std::string type{};
  std::string part{};
};

class RelationsSink final : public XmlSink {
public:
  explicit RelationsSink(std::string_view base) : m_base{base} {}
  void start(std::string_view name, char const** attributes) override {
    if (name != "Relationship" || attribute(attributes, "TargetMode") == "External") return;
    auto const type = attribute(attributes, "Type");
    relations[std::string{attribute(attributes, "Id")}] = {
        std::string{type.substr(type.rfind('/') + 1)},
        resolve(m_base, attribute(attributes, "Target"))};
  }
  std::map<std::string, Relation, std::less<>> relations{};

private:
  std::string_view m_base;
};

using Relations = std::map<std::string, Relation, std::less<>>;

Relations read_relations(Package const& package, std::string_view part,
                         WorkbookLimits const& limits) {
  auto const name = relations_of(part);
  if (!package.has(name)) return {};
  RelationsSink sink{part};
  read_part(package, name, limits, sink);
  return std::move(sink.relations);
}

std::string part_of_type(Relations const& relations, std::string_view type) {
  for (auto const& [id, relation] : relations) {
    if (relation.type == type) return relation.part;
  }
  return {};
}

class WorkbookSink final : public XmlSink {
public:
  struct Entry {
    Sheet sheet{};
    std::string relation{};
  };
  void start(std::string_view name, char const** attributes) override {
    if (name == "workbookPr" && is_true(attribute(attributes, "date1904")))
      dates = DateSystem::year_1904;
    if (name != "sheet") return;
    entries.push_back({{std::string{attribute(attributes, "name")},
                        attribute(attributes, "state").find("idden") != std::string_view::npos},
                       std::string{relation_id(attributes)}});
  }
  std::vector<Entry> entries{};
  DateSystem dates{DateSystem::year_1900};
};

std::string workbook_part(Package const& package, WorkbookLimits const& limits) {
  auto part = part_of_type(read_relations(package, "", limits), "officeDocument");
  if (part.empty()) part = "xl/workbook.xml";
  if (part.ends_with(".bin")) {
    throw DocumentError{"不支持 .xlsb 二进制工作簿，请另存为 .xlsx 再试"};
  }
  if (!package.has(part) || part.starts_with("word/") || part.starts_with("ppt/")) {
    throw DocumentError{"这不是 Excel 工作簿，请另存为 .xlsx 或 .csv 再试"};
  }
  return part;
}

class FormatsSink final : public XmlSink {
public:
  void start(std::string_view name, char const** attributes) override {
    if (name == "numFmt") {
      m_codes[to_number(attribute(attributes, "numFmtId"))] =
          format_of_code(attribute(attributes, "formatCode"));
    } else if (name == "cellXfs") {
      m_in_cells = true;
    } else if (name == "xf" && m_in_cells) {
      auto const id = to_number(attribute(attributes, "numFmtId"));
      auto const known = m_codes.find(id);
      formats.push_back(known == m_codes.end() ? built_in_format(id) : known->second);
    }
  }
  void end(std::string_view name) override {
    if (name == "cellXfs") m_in_cells = false;
  }
  std::vector<NumberFormat> formats{};

private:
  std::map<int, NumberFormat> m_codes{};
  bool m_in_cells{false};
};
}  // namespace

WorkbookMap read_map(Package const& package, WorkbookLimits const& limits) {
  auto const part = workbook_part(package, limits);
  WorkbookSink sink;
  read_part(package, part, limits, sink);
  auto const relations = read_relations(package, part, limits);
  WorkbookMap map{.dates = sink.dates,
                  .shared_strings = part_of_type(relations, "sharedStrings"),
                  .styles = part_of_type(relations, "styles")};
  for (auto& entry : sink.entries) {
    auto const found = relations.find(entry.relation);
    if (found == relations.end() || found->second.type != "worksheet") continue;
    map.sheets.push_back({std::move(entry.sheet), found->second.part});
  }
  if (map.sheets.empty()) throw DocumentError{"工作簿里没有工作表"};
  if (!package.has(map.shared_strings)) map.shared_strings.clear();
  if (!package.has(map.styles)) map.styles.clear();
  return map;
}

std::vector<NumberFormat> read_formats(Package const& package, std::string_view part,
                                       WorkbookLimits const& limits) {
  if (part.empty()) return {};
  FormatsSink sink;
  read_part(package, std::string{part}, limits, sink);
  return std::move(sink.formats);
}

}  // namespace hangji::documents
