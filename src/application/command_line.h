// The program as the terminal sees it: the words typed, and the exit code.
#pragma once

#include <string>
#include <vector>

namespace hangji::application {

/// Runs the command named by the first word. 0 done, 1 refused or found wrong, 2 usage.
[[nodiscard]] int run_command_line(std::vector<std::string> const& words);

}  // namespace hangji::application
