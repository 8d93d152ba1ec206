// The program's commands. Exit codes: 0 done, 1 refused or found wrong, 2 usage.
#include "application/command_line.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

int main(int argc, char** argv) {
  // What a command prints is its answer; the log goes beside it.
  spdlog::set_default_logger(spdlog::stderr_color_mt("hangji"));
  return hangji::application::run_command_line({argv + 1, argv + argc});
}
