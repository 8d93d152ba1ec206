// The commands of the program, one entry each: `hangji --help` lists them.
#pragma once

#include "application/options.h"
#include "application/program.h"

#include <csignal>
#include <functional>
#include <string>
#include <vector>

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
  std::string public_url{};
  std::string today{};
  int node{0};
  bool no_backup{false};
};

struct Command {
  std::string name{};
  std::string summary{};
  std::function<void(Options&)> add_options{[](Options&) {}};
  std::function<int(CommonOptions const&)> run{};
};

void add_common_options(Options& options, CommonOptions& common);
/// For books that exist. Throws Refused when `--today` or `--listen` cannot be read.
[[nodiscard]] Settings settings_of(CommonOptions const& options);
/// The same for commands that begin books where there are none.
[[nodiscard]] Settings settings_of_new(CommonOptions const& options);
/// Keeps SIGINT and SIGTERM from ending the thread and those it starts: before any is started, or
/// the second signal would cut off what the first one lets finish.
sigset_t block_ending_signals();
/// Serves until SIGINT or SIGTERM; finishes accepted writes. Throws DatabaseFailure when another
/// process serves the books.
[[nodiscard]] int serve(Program& program, std::function<void(std::uint16_t port)> const& ready);

/// A file in the command's words: where what it makes is written. Throws Refused when the disk says
/// no.
void write_file(std::filesystem::path const& path, std::string_view bytes);
/// `--month`, `--as-of` as typed; `missing` when nothing was. Throws Refused.
[[nodiscard]] Month month_of(std::string const& typed, Month missing);
[[nodiscard]] Date day_of(std::string const& typed, Date missing);
/// A standing unit by id, full or short name; the street when nothing was typed. Throws Refused.
[[nodiscard]] UnitId unit_of(database::Transaction& transaction, std::string const& typed);
/// The street's root unit. Throws Refused before the set-up.
[[nodiscard]] UnitId street_of(database::Transaction& transaction);

// A file a group.
[[nodiscard]] Command import_command();
[[nodiscard]] Command figures_command();
[[nodiscard]] Command export_command();
[[nodiscard]] Command restore_command();
[[nodiscard]] Command rebuild_command();
[[nodiscard]] Command close_command();
[[nodiscard]] Command user_command();
[[nodiscard]] Command verify_command();
[[nodiscard]] Command regulations_command();

[[nodiscard]] std::vector<Command> all_commands();

}  // namespace hangji::application
