#include "kernel/rules/rule_tables.h"

#include "kernel/rules/rule_dictionary.h"

#include <boost/json/array.hpp>

#include <optional>

namespace hangji::rules {

namespace {
using boost::json::object;

class TableReader {
public:
  explicit TableReader(RuleKind const& kind) : m_kind{kind.name} {
    auto const reference = kind.schema(m_set);
    m_parameters = resolved(reference);
  }

  [[nodiscard]] std::vector<ParameterTable> read() const {
    std::vector<ParameterTable> tables;
    for (auto const& [name, schema] : m_parameters.at("properties").as_object()) {
      auto const inner = without_null(schema.as_object());
      bool const is_list = inner.contains("items");
      auto columns = columns_of(name, is_list ? inner.at("items").as_object() : inner, is_list);
      if (!columns.empty()) tables.push_back({std::string{name}, !is_list, std::move(columns)});
    }
    return tables;
  }

private:
  [[nodiscard]] object resolved(object const& schema) const {
    auto const* reference = schema.if_contains("$ref");
    if (reference == nullptr) return schema;
    std::string_view const path{reference->as_string()};
    return m_set.schemas.at(path.substr(path.rfind('/') + 1)).as_object();
  }

  [[nodiscard]] object without_null(object const& schema) const {
    auto const* either = schema.if_contains("anyOf");
    return resolved(either == nullptr ? schema : either->as_array().front().as_object());
  }

  /// Empty when one of them is no scalar, or the list is one of free words.
  [[nodiscard]] std::vector<TableColumn> columns_of(std::string_view parameter,
                                                    object const& element, bool is_list) const {
    auto const row = resolved(element);
    std::vector<TableColumn> columns;
    if (auto const* members = row.if_contains("properties")) {
      for (auto const& [key, schema] : members->as_object()) {
        auto column = column_of(key, schema.as_object());
        if (!column) return {};
        columns.push_back(std::move(*column));
      }
    } else if (is_list && row.contains("enum")) {
      auto column = column_of(parameter, row);
      column->key.clear();
      columns.push_back(std::move(*column));
    }
    return columns;
  }

  [[nodiscard]] std::optional<TableColumn> column_of(std::string_view key,
                                                     object const& schema) const {
    auto const inner = without_null(schema);
    TableColumn column{.key = std::string{key},
                       .label = std::string{label_of(m_kind, key)},
                       .optional = schema.contains("anyOf")};
    auto const* type = inner.if_contains("type");
    auto const name = type == nullptr ? std::string_view{} : std::string_view{type->as_string()};
    if (name == "integer") {
      measure(column);
    } else if (name == "boolean") {
      column.form = ColumnForm::flag;
    } else if (auto const* words = inner.if_contains("enum")) {
      column.form = ColumnForm::choice;
      for (auto const& word : words->as_array()) {
        std::string const value{word.as_string()};
        auto const known = word_of_value(value);
        column.choices.push_back({value, std::string{known.empty() ? value : known}});
      }
    } else if (name != "string") {
      return std::nullopt;
    }
    return column;
  }

  void measure(TableColumn& column) const {
    column.form = ColumnForm::number;
    auto const measure = measure_of(m_kind, column.key);
    if (measure == "fen" || measure == "points") {
      column.unit = measure == "fen" ? "元" : "分";
      column.scale = 100;
    } else if (measure == "rate") {
      column.unit = "%";
      column.scale = 1000;
    } else {
      column.unit = measure;
    }
  }

  std::string_view m_kind;
  SchemaSet m_set{};
  object m_parameters{};
};
}  // namespace

std::vector<ParameterTable> tables_of(RuleKind const& kind) { return TableReader{kind}.read(); }

}  // namespace hangji::rules
