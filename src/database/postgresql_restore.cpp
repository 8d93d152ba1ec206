#include "database/postgresql_restore.h"

#include "database/engine.h"
#include "database/postgresql_programs.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <fstream>
#include <thread>

namespace hangji::database {

namespace {
constexpr Query count_tables{"restore.count_tables", R"sql(
  SELECT COUNT(*) FROM pg_tables WHERE schemaname IN ('public', 'hangji_replaced'))sql"};

constexpr Query count_aside{"restore.count_aside", R"sql(
  SELECT COUNT(*) FROM pg_namespace WHERE nspname = 'hangji_replaced')sql"};

constexpr Query count_others{"restore.count_others", R"sql(
  SELECT COUNT(*) FROM pg_stat_activity
   WHERE datname = current_database() AND backend_type = 'client backend'
     AND pid <> pg_backend_pid())sql"};

constexpr auto put_aside =
    "BEGIN; ALTER SCHEMA public RENAME TO hangji_replaced; CREATE SCHEMA public; COMMIT";
constexpr auto take_back =
    "BEGIN; DROP SCHEMA public CASCADE; ALTER SCHEMA hangji_replaced RENAME TO public; COMMIT";
constexpr auto drop_aside = "DROP SCHEMA hangji_replaced CASCADE";

std::int64_t count(std::string const& url, Query const& query) {
  auto const connection = engine_of(url).open_reader();
  auto& statement = connection->prepare(query, {ColumnKind::integer}, TenantId{});
  statement.start();
  auto const* cells = statement.next();
  return cells == nullptr ? 0 : cells->front().integer;
}

void run(std::string const& url, std::string const& sql) { engine_of(url).open_writer()->run(sql); }
}  // namespace

bool is_postgresql_backup(std::string const& file) {
  constexpr std::string_view mark = "PGDMP";
  std::string head(mark.size(), '\0');
  std::ifstream{file, std::ios::binary}.read(head.data(),
                                             static_cast<std::streamsize>(head.size()));
  return head == mark;
}

bool has_tables(std::string const& url) { return count(url, count_tables) > 0; }

/// Who has hung up is listed a moment longer.
bool is_in_use(std::string const& url) {
  for (int attempt = 0; attempt < 20; ++attempt) {
    if (count(url, count_others) == 0) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
  }
  return true;
}

Replacement::Replacement(std::string url, std::string const& backup) : m_url{std::move(url)} {
  if (count(m_url, count_aside) > 0) run(m_url, take_back);
  run(m_url, put_aside);
  auto const failure =
      run_postgresql_program(m_url, {"pg_restore", "--single-transaction", "--exit-on-error",
                                     "--no-owner", "--no-privileges", "--schema=public", backup});
  if (!failure) return;
  put_back();
  throw DatabaseFailure{fmt::format("pg_restore 没有恢复成功，原有的数据没有变动：{}", *failure)};
}

Replacement::~Replacement() {
  if (m_is_kept) return;
  try {
    put_back();
  } catch (std::exception const& exception) {
    spdlog::error("原有的数据还在模式 hangji_replaced 中，请重新运行 hangji restore：{}",
                  exception.what());
  }
}

void Replacement::keep() {
  m_is_kept = true;
  run(m_url, drop_aside);
}

void Replacement::put_back() { run(m_url, take_back); }

}  // namespace hangji::database
