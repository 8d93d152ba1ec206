#include "database/engine.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace hangji::database {

namespace {

struct AppliedMigration {
  int number{0};
  std::string name{};
  std::string applied_at{};
  std::string sha256{};
};
BOOST_DESCRIBE_STRUCT(AppliedMigration, (), (number, name, applied_at, sha256))

constexpr Query select_applied{"migration.select_applied", R"sql(
  SELECT number, name, applied_at, sha256 FROM schema_migration ORDER BY number)sql"};
constexpr Query insert_applied{"migration.insert_applied", R"sql(
  INSERT INTO schema_migration (number, name, applied_at, sha256)
  VALUES (:number, :name, :applied_at, :sha256))sql"};
constexpr auto create_books = R"sql(
  CREATE TABLE IF NOT EXISTS schema_migration (
    number     BIGINT NOT NULL PRIMARY KEY,
    name       TEXT   NOT NULL,
    applied_at TEXT   NOT NULL,
    sha256     TEXT   NOT NULL
  ))sql";

std::vector<AppliedMigration> applied_migrations(EngineConnection& connection) {
  std::vector<AppliedMigration> applied;
  if (!has_books(connection)) return applied;
  auto& statement = connection.prepare(select_applied, row_kinds<AppliedMigration>(), TenantId{});
  statement.start();
  while (auto const* cells = statement.next()) take_row(*cells, applied.emplace_back());
  return applied;
}

bool is_applied(std::span<AppliedMigration const> applied, Migration const& step) {
  return std::ranges::find(applied, step.number, &AppliedMigration::number) != applied.end();
}

/// Throws when this program must not touch the database.
void check_applied(std::span<AppliedMigration const> applied, std::span<Migration const> steps) {
  for (auto const& old : applied) {
    auto const step = std::ranges::find(steps, old.number, &Migration::number);
    if (step == steps.end())
      throw DatabaseFailure{
          fmt::format("数据库的结构是第 {} 版，比本程序认识的第 {} 版新，请换用新版程序",
                      applied.back().number, steps.empty() ? 0 : steps.back().number)};
    if (step->sha256 != old.sha256)
      throw DatabaseFailure{fmt::format("结构升级 {:04}_{} 在执行之后被改动过，数据库与程序不相符",
                                        old.number, old.name)};
  }
}

void apply(EngineConnection& connection, Migration const& step, Clock const& clock) {
  connection.begin_write(TenantId{});
  try {
    // Another process may have been faster.
    if (is_applied(applied_migrations(connection), step)) return connection.roll_back();
    connection.run(create_books);
    connection.run(std::string{step.sql});
    IdMaker ids;
    Transaction transaction{connection, TenantId{}, clock, ids};
    transaction.execute(insert_applied, step.number, step.name, clock.now(), step.sha256);
    connection.commit();
  } catch (...) {
    connection.roll_back();
    throw;
  }
  spdlog::info("database schema: applied {:04}_{}", step.number, step.name);
}

}  // namespace

bool has_books(EngineConnection& connection) {
  auto& tables = connection.prepare(connection.select_tables(), {ColumnKind::text}, TenantId{});
  bool found = false;
  tables.start();
  while (auto const* cells = tables.next()) found = found || (*cells)[0].text == "schema_migration";
  return found;
}

int schema_version(Connection& connection) {
  auto const applied = applied_migrations(dynamic_cast<EngineConnection&>(connection));
  return applied.empty() ? 0 : applied.back().number;
}

void migrate(EngineConnection& connection, std::span<Migration const> steps, Clock const& clock,
             std::function<void()> const& before) {
  auto const applied = applied_migrations(connection);
  check_applied(applied, steps);
  bool const behind =
      std::ranges::any_of(steps, [&](auto const& step) { return !is_applied(applied, step); });
  if (behind && !applied.empty() && before) before();
  for (auto const& step : steps) {
    if (!is_applied(applied, step)) apply(connection, step, clock);
  }
  if (behind) connection.schema_changed();
}

}  // namespace hangji::database
