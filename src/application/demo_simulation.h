// The simulated year of the demo street: workbooks, import, posts and accounts, then month by month
// up to today. Runs on a program of its own whose clock goes from day to day; afterwards the
// serving program opens the same data.
#pragma once

#include "application/demo_street.h"
#include "application/program.h"

#include <functional>

namespace hangji::application {

struct DemoPlan {
  StreetSizes sizes{};
  Date today{};
  /// The month of the rosters. None: `demo_first_month`.
  std::optional<Month> first{};
};

/// January of the year of the month before last, so that there is always something to see.
[[nodiscard]] Month demo_first_month(Date today);

/// Builds the street in the empty books of the settings; `tell` hears what is being done. Throws
/// Refused when an operation refuses what it must not: a bug of the demo.
void simulate(Settings const& settings, DemoPlan const& plan,
              std::function<void(std::string const&)> const& tell);

/// Writes the three workbooks into a folder, which is made. Throws Refused when it cannot.
void write_workbook_files(StreetWorkbooks const& books, std::filesystem::path const& folder);

/// The password of every demo account.
inline constexpr std::string_view demo_password = "Hangji-Demo-2026";

}  // namespace hangji::application
