#include "database/postgresql_connection.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <filesystem>

namespace hangji::database {

namespace {

constexpr std::size_t writers = 4;

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

void back_up(std::string const& url, std::string const& path) {
  auto const [words, password] = split_password(url);
  std::vector<std::string> environment;
  if (!password.empty()) environment.push_back("PGPASSWORD=" + password);
  write_whole(path, [&](std::string const& part) {
    auto const failure = run_program(
        {"pg_dump", "--format=custom", "--no-password", "--file=" + part, "--dbname=" + words},
        environment);
    if (failure) throw DatabaseFailure{fmt::format("pg_dump 备份失败：{}", *failure)};
  });
}

/// The lock lives as long as its connection. The last process may be gone without the server having
/// noticed yet.
std::shared_ptr<void> claim(std::string const& url, int node) {
  constexpr int serving = 7'310;
  auto connection = std::make_shared<PostgresqlConnection>(url);
  connection->run("SET lock_timeout = '10s'");
  try {
    connection->run(fmt::format("SELECT pg_advisory_lock({}, {})", serving, node));
  } catch (ConnectionFailure const&) { throw; } catch (DatabaseFailure const&) {
    throw DatabaseFailure{
        fmt::format("节点 {} 正由另一个进程提供服务：多个进程须用不同的 --node", node)};
  }
  return connection;
}

}  // namespace

SomeEngine postgresql_engine(std::string const& url) {
  auto const open = [url] { return std::make_unique<PostgresqlConnection>(url); };
  return {.name = Engine::postgresql,
          .open_writer = open,
          .open_reader = open,
          .writers = writers,
          .one_tenant_a_commit = true,
          .backup = [url](std::string const& path) { back_up(url, path); },
          .claim = [url](int node) { return claim(url, node); }};
}

}  // namespace hangji::database
