#include "database/batch_writer.h"
#include "database/test_databases.h"

#include <gmock/gmock.h>

#include <sys/resource.h>
#include <csignal>
#include <latch>

namespace hangji::database {

namespace {

struct Entry {
  std::int64_t id{0};
  std::string text{};
};
BOOST_DESCRIBE_STRUCT(Entry, (), (id, text))

constexpr TableName entry{"entry"};
constexpr Query select_entries{
    "test.select", "SELECT id, '' AS text FROM entry WHERE tenant_id = :tenant ORDER BY id"};

/// While it lives no file of the process can grow beyond `bytes`: a full disk.
class FileSizeLimit {
public:
  explicit FileSizeLimit(std::uintmax_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &m_before);
    rlimit const limit{bytes, m_before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
  rlimit m_before{};
};

class SqliteEngine : public testing::Test {
protected:
  SqliteEngine() {
    m_database.connect()->run(
        "CREATE TABLE entry (tenant_id BIGINT NOT NULL, id BIGINT NOT NULL, text TEXT NOT NULL, "
        "PRIMARY KEY (tenant_id, id))");
  }
  [[nodiscard]] std::string path() const { return m_database.url().substr(7); }
  [[nodiscard]] std::string url() const { return m_database.url(); }
  static Write insert(std::int64_t id, std::size_t size) {
    return [=](Transaction& t) {
      t.insert(entry, Entry{id, std::string(size, 'x')});
      return true;
    };
  }
  [[nodiscard]] std::vector<std::int64_t> ids() const {
    SystemClock const clock;
    auto const database = Database::open({.url = url()}, clock);
    std::vector<std::int64_t> found;
    for (auto const& row :
         database->read(TenantId{1}, [](Transaction& t) { return t.all<Entry>(select_entries); }))
      found.push_back(row.id);
    return found;
  }

private:
  TestDatabase m_database{Engine::sqlite};
};

}  // namespace

TEST_F(SqliteEngine, a_write_that_fills_the_disk_fails_and_the_others_of_its_batch_are_kept) {
  auto engine = sqlite_engine(path());
  engine.open_writer = [open = engine.open_writer] {
    auto connection = open();
    connection->run("PRAGMA max_page_count = 150");
    return connection;
  };
  SystemClock const clock;
  IdMaker ids_made;
  std::vector<bool> failed;
  std::latch gate{1};
  {
    BatchWriter writer{engine, 128, clock, ids_made, [](TenantId) {}};
    writer.submit({TenantId{1},
                   [&](Transaction&) {
                     gate.wait();
                     return false;
                   },
                   [](auto const&) {}});
    for (std::int64_t id = 1; id <= 5; ++id) {
      std::size_t const size = id == 3 ? 4'000'000 : 10;
      writer.submit({TenantId{1}, insert(id, size),
                     [&](auto const& failure) { failed.push_back(failure != nullptr); }});
    }
    gate.count_down();
  }
  EXPECT_THAT(failed, testing::ElementsAre(false, false, true, false, false));
  EXPECT_THAT(ids(), testing::ElementsAre(1, 2, 4, 5));
}

TEST_F(SqliteEngine,
       when_the_commit_fails_everyone_hears_it_nothing_is_stored_and_later_writes_work) {
  SystemClock const clock;
  auto const database = Database::open({.url = url()}, clock);
  database->write(TenantId{1}, insert(1, 10));
  std::vector<std::exception_ptr> failures;
  std::latch gate{1};
  std::latch done{3};
  {
    FileSizeLimit const full{std::filesystem::file_size(path() + "-wal") + 4'096};
    database->submit_write(
        TenantId{1},
        [&](Transaction&) {
          gate.wait();
          return false;
        },
        [](auto const&) {});
    for (std::int64_t id = 2; id <= 4; ++id)
      database->submit_write(TenantId{1}, insert(id, 20'000),
                             [&](std::exception_ptr const& failure) {
                               failures.push_back(failure);
                               done.count_down();
                             });
    gate.count_down();
    done.wait();
  }
  for (auto const& failure : failures) {
    ASSERT_NE(failure, nullptr);
    EXPECT_THROW(std::rethrow_exception(failure), DatabaseFailure);
  }
  EXPECT_TRUE(database->write(TenantId{1}, insert(5, 20'000)));
  EXPECT_THAT(ids(), testing::ElementsAre(1, 5));
}

TEST_F(SqliteEngine, the_log_beside_the_file_stays_bounded_under_writing) {
  SystemClock const clock;
  auto const database = Database::open({.url = url()}, clock);
  for (std::int64_t id = 1; id <= 200; ++id) database->write(TenantId{1}, insert(id, 1'000'000));
  EXPECT_LT(std::filesystem::file_size(path() + "-wal"), 100U * 1024 * 1024);
  EXPECT_GT(std::filesystem::file_size(path()), 50U * 1024 * 1024);
}

TEST_F(SqliteEngine, foreign_keys_are_enforced_and_every_commit_is_flushed) {
  auto const connection = sqlite_engine(path()).open_writer();
  struct Setting {
    char const* text;
    std::int64_t value;
  };
  for (auto const& [text, value] :
       {Setting{"PRAGMA foreign_keys", 1}, Setting{"PRAGMA synchronous", 2}}) {
    auto& statement = connection->prepare({"test.pragma", text}, {ColumnKind::integer}, TenantId{});
    statement.start();
    EXPECT_EQ((*statement.next())[0].integer, value) << text;
    statement.stop();
  }
}

TEST_F(SqliteEngine, a_row_is_sought_by_an_index_narrower_than_its_tenant) {
  auto const connection = sqlite_engine(path()).open_writer();
  connection->run("CREATE INDEX entry_by_text ON entry (tenant_id, text)");
  connection->schema_changed();
  // The order tempts SQLite to read the whole tenant by the primary key.
  auto& statement = connection->prepare(
      {"test.plan",
       "EXPLAIN QUERY PLAN SELECT id FROM entry WHERE tenant_id = 1 AND text = 'x' ORDER BY id"},
      {ColumnKind::integer, ColumnKind::integer, ColumnKind::integer, ColumnKind::text},
      TenantId{});
  statement.start();
  EXPECT_THAT(std::string{(*statement.next())[3].text}, testing::HasSubstr("entry_by_text"));
  statement.stop();
}

TEST_F(SqliteEngine, a_file_that_is_no_database_is_a_failure) {
  SystemClock const clock;
  EXPECT_THROW(Database::open({.url = "sqlite:/proc/self/status"}, clock), DatabaseFailure);
}

}  // namespace hangji::database
