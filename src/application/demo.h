// The demo street: invented units and persons, some months of activities with imperfect branches,
// written through the same operations that the pages call. Deterministic for a day.
#pragma once

#include "application/program.h"

namespace hangji::application {

/// One account of the demo; its password is printed and exists nowhere else.
struct DemoAccount {
  std::string login{};
  std::string what{};
};

/// The password of every demo account.
inline constexpr std::string_view demo_password = "Hangji-Demo-2026";

/// Builds the street as of the program's today. Throws Refused when an operation refuses: a bug of
/// the demo.
void build_demo(Program& program);
[[nodiscard]] std::vector<DemoAccount> demo_accounts();

}  // namespace hangji::application
