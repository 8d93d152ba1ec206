// The limit of durable writes: the rows that the program wrote, read out of its database
// (HANGJI_BENCH_AFTER) and written once more into the copy made before them (HANGJI_BENCH_BEFORE)
// by SQLite's bare interface, 64 operations a commit.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

namespace hangji::database {
namespace {

constexpr std::size_t group = 64;

class Bare {
public:
  explicit Bare(std::string const& path) {
    if (sqlite3_open(path.c_str(), &m_connection) != SQLITE_OK) fail();
    for (auto const* pragma : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
                               "PRAGMA mmap_size = 1073741824", "PRAGMA foreign_keys = ON"})
      run(pragma);
  }
  ~Bare() { sqlite3_close(m_connection); }
  Bare(Bare const&) = delete;
  Bare& operator=(Bare const&) = delete;
  void run(std::string const& sql) {
    if (sqlite3_exec(m_connection, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
  }
  [[nodiscard]] sqlite3_stmt* prepare(std::string const& sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(m_connection, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) fail();
    return statement;
  }
  [[noreturn]] void fail() { throw std::runtime_error{sqlite3_errmsg(m_connection)}; }

private:
  sqlite3* m_connection{nullptr};
};

/// Rows as SQLite keeps them, to be written again one by one.
class Rows {
public:
  /// `condition` says which rows of the table are the new ones.
  Rows(Bare& from, std::string const& table, std::string const& condition) {
    auto* const columns = from.prepare(fmt::format("PRAGMA table_info({})", table));
    while (sqlite3_step(columns) == SQLITE_ROW) {
      m_names += m_names.empty() ? "" : ", ";
      m_names += reinterpret_cast<char const*>(sqlite3_column_text(columns, 1));
      ++m_width;
    }
    sqlite3_finalize(columns);
    auto* const select =
        from.prepare(fmt::format("SELECT {} FROM {} WHERE {}", m_names, table, condition));
    while (sqlite3_step(select) == SQLITE_ROW)
      for (int i = 0; i < m_width; ++i)
        m_values.push_back(sqlite3_value_dup(sqlite3_column_value(select, i)));
    sqlite3_finalize(select);
    std::string marks = "?";
    for (int i = 1; i < m_width; ++i) marks += ", ?";
    m_sql = fmt::format("INSERT INTO {} ({}) VALUES ({})", table, m_names, marks);
  }
  ~Rows() {
    sqlite3_finalize(m_insert);
    for (auto* value : m_values) sqlite3_value_free(value);
  }
  Rows(Rows const&) = delete;
  Rows& operator=(Rows const&) = delete;
  [[nodiscard]] std::size_t count() const {
    return m_values.size() / static_cast<std::size_t>(m_width);
  }
  void prepare(Bare& into) { m_insert = into.prepare(m_sql); }
  void write(std::size_t row) {
    for (int i = 0; i < m_width; ++i)
      sqlite3_bind_value(
          m_insert, i + 1,
          m_values[row * static_cast<std::size_t>(m_width) + static_cast<std::size_t>(i)]);
    if (sqlite3_step(m_insert) != SQLITE_DONE) throw std::runtime_error{"a row was not written"};
    sqlite3_reset(m_insert);
  }

private:
  std::string m_names{};
  int m_width{0};
  std::vector<sqlite3_value*> m_values{};
  std::string m_sql{};
  sqlite3_stmt* m_insert{nullptr};
};

constexpr auto head = "UPDATE journal_head SET seq = seq + 1, id = id + 1, hash = hash || ''";

void same_rows_bare(benchmark::State& state) {
  auto const* before = std::getenv("HANGJI_BENCH_BEFORE");
  auto const* after = std::getenv("HANGJI_BENCH_AFTER");
  if (before == nullptr || after == nullptr) return state.SkipWithError("no books are given");
  Bare from{after};
  from.run(fmt::format("ATTACH '{}' AS before", before));
  std::string const newer = "> (SELECT MAX(seq) FROM before.journal)";
  Rows facts{from, "fact", "journal_seq " + newer + " ORDER BY journal_seq"};
  Rows entries{from, "journal", "seq " + newer + " ORDER BY seq"};
  Rows answers{from, "idempotency", "idempotency_key LIKE 'bench-%' ORDER BY at"};
  from.run("DETACH before");
  auto const operations = entries.count();
  if (operations == 0 || facts.count() != operations || answers.count() != operations)
    return state.SkipWithError("an operation is a fact, an entry and an answer");
  Bare into{before};
  for (auto* rows : {&facts, &entries, &answers}) rows->prepare(into);
  auto* const move_head = into.prepare(head);
  for (auto _ : state) {
    for (std::size_t first = 0; first < operations; first += group) {
      into.run("BEGIN IMMEDIATE");
      for (auto i = first; i < std::min(first + group, operations); ++i) {
        for (auto* rows : {&facts, &entries, &answers}) rows->write(i);
        sqlite3_step(move_head);
        sqlite3_reset(move_head);
      }
      into.run("COMMIT");
    }
  }
  sqlite3_finalize(move_head);
  state.SetItemsProcessed(static_cast<std::int64_t>(operations));
}
BENCHMARK(same_rows_bare)->Iterations(1)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace hangji::database
