#include "database/postgresql_programs.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>

namespace hangji::database {

namespace {

/// The URL as `key='value'` words without the password, which would show in the list of processes,
/// and the password.
std::pair<std::string, std::string> split_password(std::string const& url) {
  std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> const options{
      PQconninfoParse(url.c_str(), nullptr), PQconninfoFree};
  std::string words;
  std::string password;
  for (auto const* option = options.get(); option != nullptr && option->keyword != nullptr;
       ++option) {
    if (option->val == nullptr) continue;
    if (std::string_view{option->keyword} == "password") {
      password = option->val;
      continue;
    }
    std::string quoted;
    for (char const c : std::string_view{option->val})
      quoted += (c == '\'' || c == '\\') ? std::string{'\\', c} : std::string{c};
    words += fmt::format("{}='{}' ", option->keyword, quoted);
  }
  return {words, password};
}

/// Runs a program without a shell; its messages when it failed, none when it did not.
std::optional<std::string> run_program(std::vector<std::string> arguments,
                                       std::vector<std::string> more_environment) {
  std::vector<char*> argv;
  for (auto& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  std::vector<char*> environment;
  for (char** variable = environ; *variable != nullptr; ++variable)
    environment.push_back(*variable);
  for (auto& variable : more_environment) environment.push_back(variable.data());
  environment.push_back(nullptr);

  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return "pipe";
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  pid_t child = 0;
  int const error =
      ::posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  std::string messages;
  std::array<char, 4096> part{};
  for (ssize_t size = 0; error == 0 && (size = ::read(ends[0], part.data(), part.size())) > 0;)
    messages.append(part.data(), static_cast<std::size_t>(size));
  ::close(ends[0]);
  if (error != 0)
    return fmt::format("{}: {}", arguments[0], std::generic_category().message(error));
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return std::nullopt;
  return messages;
}

}  // namespace

std::optional<std::string> run_postgresql_program(std::string const& url,
                                                  std::vector<std::string> words) {
  auto const [place, password] = split_password(url);
  std::vector<std::string> environment;
  if (!password.empty()) environment.push_back("PGPASSWORD=" + password);
  words.insert(words.end(), {"--no-password", "--dbname=" + place});
  return run_program(std::move(words), std::move(environment));
}

}  // namespace hangji::database
