// Limits and costs of the database layer: durable writes against SQLite's own group commit of the
// same row, point reads and streaming against its bare interface. HANGJI_BENCH_DATABASE names
// another database than a new SQLite file.
#include "database/engine.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <unistd.h>
#include <filesystem>
#include <latch>
#include <thread>

namespace hangji::database {

namespace {

constexpr std::int64_t rows_read = 1'000'000;
constexpr TenantId tenant{1};

struct Row {
  std::int64_t id{0};
  std::int64_t unit{0};
  std::string day{};
  std::string kind{};
  std::int64_t amount{0};
  std::optional<std::int64_t> member{};
  std::string note{};
  std::string at{};
  std::int64_t state{0};
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, unit, day, kind, amount, member, note, at, state))

struct Eight {
  std::int64_t unit{0};
  std::string day{};
  std::string kind{};
  std::int64_t amount{0};
  std::optional<std::int64_t> member{};
  std::string note{};
  std::string at{};
  std::int64_t state{0};
};
BOOST_DESCRIBE_STRUCT(Eight, (), (unit, day, kind, amount, member, note, at, state))

constexpr TableName bench{"bench"};
constexpr auto create = R"sql(
  CREATE TABLE bench (
    tenant_id BIGINT NOT NULL, id BIGINT NOT NULL, unit BIGINT NOT NULL, day TEXT NOT NULL,
      kind TEXT NOT NULL,
    amount BIGINT NOT NULL, member BIGINT, note TEXT NOT NULL, at TEXT NOT NULL,
      state BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)))sql";
constexpr auto bare_insert =
    "INSERT INTO bench VALUES (1, ?1, 7, '2026-11-23', 'activity.attended', 97, NULL, "
    "'一个中文的备注', '2026-11-23T05:14:03.120Z', 1)";
constexpr auto bare_select =
    "SELECT unit, day, kind, amount, member, note, at, state FROM bench WHERE tenant_id = 1";
constexpr Query select_one{"bench.one", R"sql(
  SELECT unit, day, kind, amount, member, note, at, state FROM bench WHERE tenant_id = :tenant
    AND id = :id)sql"};
constexpr Query select_all{"bench.all", R"sql(
  SELECT unit, day, kind, amount, member, note, at, state FROM bench
    WHERE tenant_id = :tenant)sql"};

Row row(std::int64_t id) {
  return {id,
          7,
          "2026-11-23",
          "activity.attended",
          97,
          std::nullopt,
          "一个中文的备注",
          "2026-11-23T05:14:03.120Z",
          1};
}

/// One database for all measurements, filled with `rows_read` rows of tenant 1.
class World {
public:
  World() {
    auto const* url = std::getenv("HANGJI_BENCH_DATABASE");
    m_path = std::filesystem::temp_directory_path() / fmt::format("hangji-bench-{}", ::getpid());
    m_url = url != nullptr ? url : "sqlite:" + m_path.string();
    auto const engine = url != nullptr ? postgresql_engine(m_url) : sqlite_engine(m_path);
    engine.open_writer()->run(create);
    m_database = Database::open({.url = m_url}, m_clock);
    std::vector<Row> rows;
    for (std::int64_t id = 1; id <= rows_read; ++id) rows.push_back(row(id));
    auto const begin = std::chrono::steady_clock::now();
    m_database->write(tenant, [&](Transaction& t) {
      t.insert_all<Row>(bench, rows);
      return true;
    });
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - begin;
    fmt::print("bulk insert: {:.0f} rows of 10 columns a second\n",
               static_cast<double>(rows_read) / took.count());
  }
  ~World() {
    m_database.reset();
    for (auto const* part : {"", "-wal", "-shm"}) std::filesystem::remove(m_path.string() + part);
  }
  static World& get() {
    static World world;
    return world;
  }
  [[nodiscard]] Database& database() { return *m_database; }
  [[nodiscard]] std::string path() const { return m_path; }
  [[nodiscard]] bool is_sqlite() const { return m_url.starts_with("sqlite:"); }
  [[nodiscard]] std::int64_t new_id() { return ++m_last; }

private:
  SystemClock m_clock{};
  std::filesystem::path m_path{};
  std::string m_url{};
  std::unique_ptr<Database> m_database{};
  std::atomic<std::int64_t> m_last{rows_read};
};

sqlite3* open_bare(std::string const& path) {
  sqlite3* connection = nullptr;
  sqlite3_open(path.c_str(), &connection);
  for (auto const* pragma :
       {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA mmap_size = 1073741824"})
    sqlite3_exec(connection, pragma, nullptr, nullptr, nullptr);
  return connection;
}

constexpr std::int64_t writes_of_a_client = 100;

bool insert_row(Transaction& t) {
  t.insert(bench, row(World::get().new_id()));
  return true;
}

/// Clients that wait in a thread of their own.
void durable_writes(benchmark::State& state) {
  auto& database = World::get().database();
  for (auto _ : state) {
    std::vector<std::jthread> threads;
    for (std::int64_t client = 0; client < state.range(0); ++client)
      threads.emplace_back([&] {
        for (std::int64_t i = 0; i < writes_of_a_client; ++i) database.write(tenant, insert_row);
      });
  }
  state.SetItemsProcessed(state.iterations() * state.range(0) * writes_of_a_client);
}
BENCHMARK(durable_writes)
    ->Arg(1)
    ->Arg(16)
    ->Arg(64)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MinTime(2);

/// Clients that send the next write when they hear of the last, as connections of a server do.
void durable_writes_by_callback(benchmark::State& state) {
  auto& database = World::get().database();
  for (auto _ : state) {
    std::latch done{static_cast<std::ptrdiff_t>(state.range(0))};
    std::function<void(std::int64_t)> send = [&](std::int64_t left) {
      if (left == 0) return done.count_down();
      database.submit_write(tenant, insert_row,
                            [&send, left](std::exception_ptr const&) { send(left - 1); });
    };
    for (std::int64_t client = 0; client < state.range(0); ++client) send(writes_of_a_client);
    done.wait();
  }
  state.SetItemsProcessed(state.iterations() * state.range(0) * writes_of_a_client);
}
BENCHMARK(durable_writes_by_callback)
    ->Arg(1)
    ->Arg(16)
    ->Arg(64)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MinTime(2);

void durable_writes_bare(benchmark::State& state) {
  auto const path = World::get().path() + "-bare";
  auto* const connection = open_bare(path);
  sqlite3_exec(connection, create, nullptr, nullptr, nullptr);
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(connection, bare_insert, -1, &insert, nullptr);
  for (auto _ : state) {
    sqlite3_exec(connection, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
    for (std::int64_t i = 0; i < state.range(0); ++i) {
      sqlite3_bind_int64(insert, 1, World::get().new_id());
      sqlite3_step(insert);
      sqlite3_reset(insert);
    }
    sqlite3_exec(connection, "COMMIT", nullptr, nullptr, nullptr);
  }
  sqlite3_finalize(insert);
  sqlite3_close(connection);
  for (auto const* part : {"", "-wal", "-shm"}) std::filesystem::remove(path + part);
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(durable_writes_bare)
    ->Arg(1)
    ->Arg(16)
    ->Arg(64)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MinTime(2);

void point_reads(benchmark::State& state) {
  World::get().database().read_here(tenant, [&](Transaction& t) {
    std::int64_t i = 0;
    for (auto _ : state)
      benchmark::DoNotOptimize(t.one<Eight>(select_one, ++i * 7'919 % rows_read + 1));
  });
}
BENCHMARK(point_reads);

void point_reads_with_a_snapshot_each(benchmark::State& state) {
  std::int64_t i = 0;
  for (auto _ : state)
    benchmark::DoNotOptimize(World::get().database().read(tenant, [&](Transaction& t) {
      return t.one<Eight>(select_one, ++i * 7'919 % rows_read + 1);
    }));
}
BENCHMARK(point_reads_with_a_snapshot_each);

/// The same columns into the same struct, by the bare interface.
void take_bare(sqlite3_stmt* select, Eight& eight) {
  auto const text = [&](int i, std::string& into) {
    auto const* begin = reinterpret_cast<char const*>(sqlite3_column_text(select, i));
    into.assign(begin, static_cast<std::size_t>(sqlite3_column_bytes(select, i)));
  };
  eight.unit = sqlite3_column_int64(select, 0);
  text(1, eight.day);
  text(2, eight.kind);
  eight.amount = sqlite3_column_int64(select, 3);
  eight.member.reset();
  if (sqlite3_column_type(select, 4) != SQLITE_NULL) eight.member = sqlite3_column_int64(select, 4);
  text(5, eight.note);
  text(6, eight.at);
  eight.state = sqlite3_column_int64(select, 7);
}

void bare_reads(benchmark::State& state, std::string const& sql, bool point) {
  if (!World::get().is_sqlite()) return state.SkipWithError("SQLite only");
  auto* const connection = open_bare(World::get().path());
  sqlite3_stmt* select = nullptr;
  sqlite3_prepare_v2(connection, sql.c_str(), -1, &select, nullptr);
  sqlite3_exec(connection, "BEGIN", nullptr, nullptr, nullptr);
  Eight eight;
  std::int64_t i = 0;
  for (auto _ : state) {
    if (point) sqlite3_bind_int64(select, 1, ++i * 7'919 % rows_read + 1);
    std::int64_t rows = 0;
    while (sqlite3_step(select) == SQLITE_ROW && (!point || rows == 0)) {
      take_bare(select, eight);
      benchmark::DoNotOptimize(eight);
      if (++rows == rows_read) break;
    }
    sqlite3_reset(select);
  }
  sqlite3_finalize(select);
  sqlite3_close(connection);
}
void point_reads_bare(benchmark::State& state) {
  bare_reads(state, fmt::format("{} AND id = ?1", bare_select), true);
}
BENCHMARK(point_reads_bare);

void streaming_a_million_rows(benchmark::State& state) {
  for (auto _ : state)
    World::get().database().read_here(tenant, [&](Transaction& t) {
      std::int64_t sum = 0;
      t.each<Eight>(select_all, [&](Eight const& eight) { sum += eight.amount; });
      benchmark::DoNotOptimize(sum);
    });
}
BENCHMARK(streaming_a_million_rows)->Unit(benchmark::kMillisecond);

void streaming_a_million_rows_bare(benchmark::State& state) {
  bare_reads(state, bare_select, false);
}
BENCHMARK(streaming_a_million_rows_bare)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace hangji::database
