// The lists and groups of a kind's parameters as tables that a person fills in: columns, their
// words and measures, from the description of the kind.
#pragma once

#include "kernel/rules/rule_kinds.h"

#include <string>
#include <vector>

namespace hangji::rules {

enum class ColumnForm { number, text, flag, choice };
BOOST_DESCRIBE_ENUM(ColumnForm, number, text, flag, choice)

struct ColumnChoice {
  std::string value{};
  std::string word{};
};
BOOST_DESCRIBE_STRUCT(ColumnChoice, (), (value, word))

struct TableColumn {
  /// Empty: the element itself.
  std::string key{};
  std::string label{};
  ColumnForm form{ColumnForm::text};
  /// Behind a number: 元, 分, %, 天.
  std::string unit{};
  /// Stored units in one shown unit.
  std::int64_t scale{1};
  /// May be left empty (不限).
  bool optional{false};
  std::vector<ColumnChoice> choices{};
};
BOOST_DESCRIBE_STRUCT(TableColumn, (), (key, label, form, unit, scale, optional, choices))

struct ParameterTable {
  std::string parameter{};
  /// A group of values: always one row.
  bool single{false};
  std::vector<TableColumn> columns{};
};
BOOST_DESCRIBE_STRUCT(ParameterTable, (), (parameter, single, columns))

/// In the order of the parameters. Lists of free words and lists within lists are none.
[[nodiscard]] std::vector<ParameterTable> tables_of(RuleKind const& kind);

}  // namespace hangji::rules
