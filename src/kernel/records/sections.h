// Tables that several chapters lay into one sheet: the bulletin prints what each chapter has to say
// about the units below, and knows no chapter.
#pragma once

#include "database/transaction.h"
#include "kernel/obligations/duty_sources.h"
#include "kernel/periods/periods.h"

#include <functional>
#include <string>
#include <vector>

namespace hangji::records {

enum class CellForm { text, number };
BOOST_DESCRIBE_ENUM(CellForm, text, number)

struct SectionColumn {
  std::string title{};
  CellForm form{CellForm::text};
};
BOOST_DESCRIBE_STRUCT(SectionColumn, (), (title, form))

/// One table under a heading. Each row has as many cells as there are columns.
struct Section {
  std::string title{};
  /// A sentence under the heading; may be empty.
  std::string note{};
  std::vector<SectionColumn> columns{};
  std::vector<std::vector<std::string>> rows{};
};
BOOST_DESCRIBE_STRUCT(Section, (), (title, note, columns, rows))

/// What a source may read.
struct SectionOrder {
  database::Transaction& transaction;
  rules::Rulebook const& rules;
  obligations::DutySources const& duties;
  UnitId unit{};
  periods::CalendarPeriod period{};
};

/// Adds tables about the unit and all below it, units in name order.
using SectionSource = std::function<void(SectionOrder const&, std::vector<Section>& into)>;

}  // namespace hangji::records
