// The commands of the program, one entry each: `hangji --help` lists them.
#pragma once

#include "application/program.h"

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}  // namespace CLI

namespace hangji::application {

inline constexpr int exit_refused = 1;
inline constexpr int exit_usage = 2;

/// `--database`, `--data`, `--today` …, as typed.
struct CommonOptions {
  std::string database{};
  std::string data{"data"};
  std::string rules{};
  std::string pages{};
  std::string listen{"127.0.0.1:8080"};
  std::string today{};
  int node{0};
};

struct Command {
  std::string name{};
  std::string summary{};
  std::function<void(CLI::App&)> add_options{[](CLI::App&) {}};
  std::function<int(CommonOptions const&)> run{};
};

void add_common_options(CLI::App& app, CommonOptions& options);
/// Throws Refused when `--today` or `--listen` cannot be read.
[[nodiscard]] Settings settings_of(CommonOptions const& options);
/// Serves until SIGINT or SIGTERM; finishes accepted writes.
[[nodiscard]] int serve(Program& program, std::function<void(std::uint16_t port)> const& ready);

[[nodiscard]] std::vector<Command> all_commands();

}  // namespace hangji::application
