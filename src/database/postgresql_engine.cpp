#include "database/postgresql_connection.h"
#include "database/postgresql_programs.h"

#include <fmt/format.h>

namespace hangji::database {

namespace {

constexpr std::size_t writers = 4;

void back_up(std::string const& url, std::string const& path) {
  write_whole(path, [&](std::string const& part) {
    auto const failure =
        run_postgresql_program(url, {"pg_dump", "--format=custom", "--file=" + part});
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
