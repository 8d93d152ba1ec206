// What the chapters hand to the rest of the program at start, so that nobody includes a chapter to
// ask it: which duties its rules lay on units, what waits for a person, how its records are
// printed, whose its records are. The application fills it once.
#pragma once

#include "kernel/access/session.h"
#include "kernel/journal/journal.h"
#include "kernel/obligations/duty_sources.h"
#include "kernel/obligations/tasks.h"
#include "kernel/originals/originals.h"
#include "kernel/records/record_printers.h"
#include "kernel/records/sections.h"

namespace hangji::api {

/// A member as the kernel shows one, and where they belong (or belonged last).
struct Person {
  std::string name{};
  UnitId unit{};
  std::string unit_name{};
  /// The root above the unit: what goes past a branch is kept there.
  UnitId street{};
};
/// Empty for an unknown member.
using PersonSource = std::function<Person(database::Transaction&, MemberId)>;

/// Short name of a unit; empty for an unknown one.
using UnitNameSource = std::function<std::string(database::Transaction&, UnitId)>;

struct Chapters {
  obligations::DutySources duties{};
  std::vector<obligations::TaskSource> tasks{};
  records::RecordPrinters printers{};
  std::vector<originals::OwnerSource> owners{};
  /// Tables of the bulletin beside its own.
  std::vector<records::SectionSource> sections{};
  PersonSource people{};
  UnitNameSource unit_names{};
  /// Whether a unit registers members itself.
  access::UnitTest holds_members{};
  /// Every journaled table, to be shown and proved, and what else is proved with them.
  journal::Books books{};
};

}  // namespace hangji::api
