// The program's commands. Exit codes: 0 done, 1 refused or found wrong, 2 usage.
#include "application/commands.h"

#include <fmt/format.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>

#include <cstdio>

namespace {

int guarded(std::function<int()> const& command) {
  try {
    return command();
  } catch (std::exception const& exception) {
    fmt::print(stderr, "{}\n", exception.what());
    return hangji::application::exit_refused;
  }
}
}  // namespace

int main(int argc, char** argv) {
  // What a command prints is its answer; the log goes beside it.
  spdlog::set_default_logger(spdlog::stderr_color_mt("hangji"));
  CLI::App app{"夯基:基层党建规范化工作系统"};
  app.require_subcommand(1);
  auto commands = hangji::application::all_commands();
  int code = 0;
  hangji::application::CommonOptions common;
  for (auto& command : commands) {
    auto* sub = app.add_subcommand(command.name, command.summary);
    hangji::application::add_common_options(*sub, common);
    command.add_options(*sub);
    sub->callback(
        [&command, &common, &code] { code = guarded([&] { return command.run(common); }); });
  }
  try {
    app.parse(argc, argv);
  } catch (CLI::ParseError const& fault) {
    auto const exit = app.exit(fault);
    return exit == 0 ? 0 : hangji::application::exit_usage;
  }
  return code;
}
