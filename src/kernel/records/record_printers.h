// How the record behind a fact is printed: a chapter registers a printer for its kinds of fact. The
// archive prints every item through it and knows no chapter.
#pragma once

#include "foundation/result.h"
#include "kernel/facts/facts.h"
#include "kernel/obligations/duty_sources.h"
#include "kernel/rules/rulebook.h"

#include <functional>
#include <map>
#include <string>

namespace hangji::documents {
class Originals;
}  // namespace hangji::documents

namespace hangji::records {

enum class RecordRefusal { not_found };
BOOST_DESCRIBE_ENUM(RecordRefusal, not_found)

/// What a printer may read.
struct PrintOrder {
  database::Transaction& transaction;
  rules::Rulebook const& rules;
  documents::Originals const& originals;
  facts::FactRow const& fact;
  /// The item's title in the archive.
  std::string title{};
  /// For records about what was owed.
  obligations::DutySources const* duties{nullptr};
};

/// The typeset record: a PDF's bytes.
using RecordPrinter = std::function<Result<std::string>(PrintOrder const&)>;

class RecordPrinters {
public:
  /// At start; a kind of fact has one printer.
  void add(std::string fact_kind, RecordPrinter printer);
  /// By the printer of the fact's kind; a kind without one gets the plain sheet of its facts.
  [[nodiscard]] Result<std::string> print(PrintOrder const& order) const;

private:
  std::map<std::string, RecordPrinter, std::less<>> m_printers{};
};

/// Title, day and note of the fact and of the unit's other facts of the same record, in order: what
/// is printed where no chapter says more.
[[nodiscard]] Result<std::string> print_plainly(PrintOrder const& order);

}  // namespace hangji::records

namespace hangji {
template <> inline constexpr std::string_view refusal_prefix<records::RecordRefusal> = "records";
}  // namespace hangji
