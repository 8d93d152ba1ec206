// The world says no while the program serves: the disk is full, PostgreSQL is gone. Every write is
// answered, nothing is there by halves, and the service goes on without a restart when the world
// is well again.
#include "application/test_load.h"
#include "database/engine.h"

#include <sys/resource.h>

#include <gmock/gmock.h>

namespace hangji::application {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// While it lives no file of the process can grow: every write of it fails.
class FullDisk {
public:
  explicit FullDisk(pid_t process) : m_process{process} { limit(0); }
  ~FullDisk() { limit(RLIM_INFINITY); }
  FullDisk(FullDisk const&) = delete;
  FullDisk& operator=(FullDisk const&) = delete;

private:
  void limit(rlim_t bytes) const {
    rlimit const wanted{bytes, RLIM_INFINITY};
    verify(::prlimit(m_process, RLIMIT_FSIZE, &wanted, nullptr) == 0, "the limit was set");
  }
  pid_t m_process;
};

/// While it lives nobody is connected to the database, and nobody can connect.
class CutOff {
public:
  explicit CutOff(std::string const& url) {
    auto const begin = url.find('/', url.find("//") + 2) + 1;
    m_name = url.substr(begin, url.find('?') - begin);
    m_cluster->run(shut(m_name));
    m_cluster->run(throw_out(m_name));
  }
  ~CutOff() { m_cluster->run(open_again(m_name)); }
  CutOff(CutOff const&) = delete;
  CutOff& operator=(CutOff const&) = delete;

private:
  std::unique_ptr<database::EngineConnection> m_cluster{
      database::postgresql_engine(database::PostgresqlTestDatabases::cluster()).open_writer()};
  std::string m_name{};
};

/// A PostgreSQL server of the test's own, which may be killed.
class PrivateServer {
public:
  PrivateServer() : m_url{run("start")} {}
  ~PrivateServer() { run("stop " + folder()); }
  PrivateServer(PrivateServer const&) = delete;
  PrivateServer& operator=(PrivateServer const&) = delete;
  [[nodiscard]] std::string const& url() const { return m_url; }
  void crash() const { run("crash " + folder()); }
  void restart() const { run("restart " + folder()); }

private:
  [[nodiscard]] std::string folder() const { return m_url.substr(m_url.rfind("host=") + 5); }
  static std::string run(std::string const& words) {
    auto const tool =
        std::filesystem::path{__FILE__}.parent_path() / "../../tools/postgresql-for-tests";
    auto* const pipe = ::popen((tool.string() + " " + words).c_str(), "r");
    std::string told;
    for (int c = 0; (c = std::fgetc(pipe)) != EOF && c != '\n';) told += static_cast<char>(c);
    verify(::pclose(pipe) == 0, "the server of the test does as told");
    return told;
  }
  std::string m_url;
};

/// The database server's processes that serve these books.
std::vector<pid_t> backends_of(ServedBooks const& books) {
  return books.read([](database::Transaction& transaction) {
    std::vector<pid_t> processes;
    transaction.each<BackendRow>(select_backends, [&](BackendRow const& row) {
      processes.push_back(static_cast<pid_t>(row.pid));
    });
    return processes;
  });
}

/// While it lives the server neither answers nor breaks off: its processes stand still.
class StandStill {
public:
  explicit StandStill(ServedBooks const& books) : m_processes{backends_of(books)} { tell(SIGSTOP); }
  ~StandStill() { tell(SIGCONT); }
  StandStill(StandStill const&) = delete;
  StandStill& operator=(StandStill const&) = delete;

private:
  void tell(int signal) const {
    for (auto const process : m_processes) ::kill(process, signal);
  }
  std::vector<pid_t> m_processes;
};

class Outage : public ::testing::TestWithParam<database::Engine> {
protected:
  void SetUp() override {
    std::signal(SIGXFSZ, SIG_IGN);  // the child takes it over: a write fails, as on a full disk
    ASSERT_TRUE(m_books.start()) << m_books.log();
  }
  http::ClientResponse ask_for_dues() {
    auto const path = fmt::format("/api/dues?unit={}&month={}", m_books.branches()[0].id.value,
                                  to_text(Month::of(SystemClock{}.today())));
    return m_books.client().get(path, m_books.headers(""));
  }
  void expect_dues_are_shown() {
    auto const dues = ask_for_dues();
    EXPECT_EQ(dues.status, 200);
    EXPECT_THAT(dues.body, HasSubstr("党员0"));
  }
  http::ClientResponse post(std::string_view path, std::string const& body, std::string_view key) {
    return m_books.client().send("POST", path, body, m_books.headers(key));
  }
  /// Every write that was not done was told so in Chinese; all are done once when asked again.
  void expect_all_is_well() {
    EXPECT_THAT(m_load.refusals(), Not(IsEmpty()));
    EXPECT_THAT(m_load.refusals(),
                Each(AllOf(Field(&http::ClientResponse::status, 500),
                           Field(&http::ClientResponse::body, HasSubstr("请稍后原样重试")))));
    expect_all_is_there();
  }
  void expect_all_is_there() {
    m_load.expect_what_was_acknowledged();
    m_load.retry();
    m_load.expect_everything_once();
    EXPECT_THAT(m_books.faults(), IsEmpty());
    RecordProperty("operations", static_cast<int>(m_load.operations()));
    RecordProperty("refusals", static_cast<int>(m_load.refusals().size()));
  }
  ServedDatabase m_database{GetParam()};
  ServedBooks m_books{m_database.url(), WriteLoad::clients + 1};
  WriteLoad m_load{m_books, WithJobs::no};
};

class SqliteOutage : public Outage {};
INSTANTIATE_TEST_SUITE_P(Engines, SqliteOutage, ::testing::Values(database::Engine::sqlite),
                         database::engine_test_name);

TEST_P(SqliteOutage, on_a_full_disk_writes_fail_whole_reads_go_on_and_space_mends_it) {
  for (int round = 1; round <= 3; ++round) {
    SCOPED_TRACE(fmt::format("round {}", round));
    m_load.run([&] {
      EXPECT_TRUE(m_load.await_acknowledged(40));
      {
        FullDisk const full{m_books.child().process()};
        EXPECT_TRUE(m_load.await_refused(40));
        expect_dues_are_shown();
      }
      EXPECT_TRUE(m_load.await_acknowledged(40));
    });
    expect_all_is_well();
  }
  m_books.kill();
  EXPECT_EQ(m_books.verify_by_command(), 0) << m_books.log();
}

TEST_P(SqliteOutage, an_original_that_does_not_fit_leaves_nothing_behind) {
  auto const made =
      post("/api/activities",
           fmt::format(R"({{"kind":"activity.theme_day","unit":"{}","day":"{}",)"
                       R"("title":"学习","place":"","also_kinds":[],"named":[]}})",
                       m_books.branches()[0].id.value, to_text(SystemClock{}.today())),
           "activity");
  ASSERT_EQ(made.status, 200) << made.body;
  http::Client::Headers const source{
      {"source", std::string{boost::json::parse(made.body).at("id").as_string()}}};
  std::vector<http::Upload> const file{
      {"file", "记录.pdf", "%PDF-1.7\n" + std::string(50'000, ' ')}};
  auto const upload = [&] {
    auto headers = m_books.headers("upload");
    headers.erase(headers.begin());  // the form has a type of its own
    return m_books.client().upload("/api/originals", file, source, headers);
  };
  {
    FullDisk const full{m_books.child().process()};
    auto const refused = upload();
    EXPECT_EQ(refused.status, 500);
    EXPECT_THAT(refused.body, HasSubstr("请稍后原样重试"));
  }
  EXPECT_EQ(m_books.originals(), 0);
  auto const kept = upload();
  EXPECT_EQ(kept.status, 200) << kept.body;
  EXPECT_EQ(m_books.originals(), 1);
  EXPECT_THAT(m_books.faults(), IsEmpty());
}

class PostgresqlOutage : public Outage {};
INSTANTIATE_TEST_SUITE_P(Engines, PostgresqlOutage,
                         ::testing::ValuesIn(database::postgresql_to_test()),
                         database::engine_test_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(PostgresqlOutage);

TEST_P(PostgresqlOutage, while_the_database_is_cut_off_everything_fails_whole_and_works_after) {
  for (int round = 1; round <= 3; ++round) {
    SCOPED_TRACE(fmt::format("round {}", round));
    m_load.run([&] {
      EXPECT_TRUE(m_load.await_acknowledged(40));
      {
        CutOff const cut{m_database.url()};
        EXPECT_TRUE(m_load.await_refused(40));
        auto const dues = ask_for_dues();
        EXPECT_EQ(dues.status, 500);
        EXPECT_THAT(dues.body, HasSubstr("请稍后原样重试"));
      }
      EXPECT_TRUE(m_load.await_acknowledged(40));
    });
    expect_all_is_well();
    expect_dues_are_shown();
  }
}

/// The server dies with everything under way, imports too, and recovers from its log.
class PostgresqlCrash : public ::testing::TestWithParam<database::Engine> {};
INSTANTIATE_TEST_SUITE_P(Engines, PostgresqlCrash,
                         ::testing::ValuesIn(database::postgresql_to_test()),
                         database::engine_test_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(PostgresqlCrash);

TEST_P(PostgresqlCrash, what_was_acknowledged_outlives_the_server_and_jobs_end_without_a_restart) {
  PrivateServer const server;
  ServedBooks books{server.url(), WriteLoad::clients + 1};
  WriteLoad load{books, WithJobs::yes};
  ASSERT_TRUE(books.start()) << books.log();
  for (int round = 1; round <= 3; ++round) {
    SCOPED_TRACE(fmt::format("round {}", round));
    load.run([&] {
      EXPECT_TRUE(load.await_acknowledged(30 + round * 7));
      server.crash();
      EXPECT_TRUE(load.await_refused(WriteLoad::clients));
      server.restart();
      EXPECT_TRUE(load.await_acknowledged(40));
    });
    EXPECT_THAT(load.refusals(), Each(Field(&http::ClientResponse::status, 500)));
    load.expect_what_was_acknowledged();
    load.retry();
    load.expect_everything_once();
    EXPECT_THAT(books.faults(), IsEmpty());
  }
  books.kill();
  EXPECT_EQ(books.verify_by_command(), 0) << books.log();
}

TEST_P(PostgresqlOutage, while_the_server_stands_still_everybody_waits_and_nothing_is_refused) {
  using std::chrono::milliseconds;
  m_load.run([&] {
    EXPECT_TRUE(m_load.await_acknowledged(40));
    {
      StandStill const still{m_books};
      // What was under way when it stopped may still be told.
      (void)m_load.await_acknowledged(WriteLoad::clients, milliseconds{300});
      EXPECT_FALSE(m_load.await_acknowledged(1, milliseconds{500}));
    }
    EXPECT_TRUE(m_load.await_acknowledged(40));
  });
  EXPECT_THAT(m_load.refusals(), IsEmpty());
  expect_all_is_there();
}

}  // namespace
}  // namespace hangji::application
