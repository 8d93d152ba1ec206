#include "database/backup.h"
#include "database/sqlite_connection.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <filesystem>
#include <thread>

namespace hangji::database {

namespace {

constexpr int log_pages_to_fold = 4'096;

/// Folds the write-ahead log back into the file beside the writer, which therefore never waits for
/// it.
class LogFolder {
public:
  explicit LogFolder(std::string const& path)
      : m_path{path}, m_thread{[this](std::stop_token stop) { serve(stop); }} {}

  void watch(int pages) {
    if (pages < log_pages_to_fold || m_wanted.exchange(true)) return;
    m_wanted.notify_one();
  }
  ~LogFolder() {
    m_thread.request_stop();
    m_wanted = true;
    m_wanted.notify_one();
  }

private:
  void serve(std::stop_token const& stop) {
    while (true) {
      m_wanted.wait(false);
      m_wanted = false;
      if (stop.stop_requested()) return;
      try {
        if (!m_connection)
          m_connection = std::make_unique<SqliteConnection>(m_path, SqliteUse::writing);
        m_connection->run("PRAGMA wal_checkpoint(PASSIVE)");
      } catch (DatabaseFailure const&) {
        // The disk is full or gone: the writer hears of it itself, and the log is folded later.
      }
    }
  }

  std::string m_path;
  std::unique_ptr<SqliteConnection> m_connection{};
  std::atomic<bool> m_wanted{false};
  std::jthread m_thread;
};

void back_up(std::string const& from, std::string const& to) {
  SqliteConnection connection{from, SqliteUse::reading};
  connection.run("PRAGMA query_only = OFF");
  write_whole(to, [&](std::string const& part) {
    std::string quoted;
    for (char const c : part) quoted += c == '\'' ? std::string{"''"} : std::string{c};
    connection.run(fmt::format("VACUUM INTO '{}'", quoted));
  });
}

std::shared_ptr<void> claim(std::string const& path) {
  auto const lock = path + ".serving";
  std::shared_ptr<int const> const file{
      new int{::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)}, [](int const* opened) {
        if (*opened >= 0) ::close(*opened);
        delete opened;
      }};
  if (*file < 0 || ::flock(*file, LOCK_EX | LOCK_NB) != 0)
    throw DatabaseFailure{fmt::format("{} 正由另一个进程提供服务", path)};
  return std::const_pointer_cast<int>(file);
}

}  // namespace

SomeEngine sqlite_engine(std::string const& path) {
  // Once, before anything else of the library: counting what is allocated takes a lock each time.
  [[maybe_unused]] static auto const configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  auto const folder = std::make_shared<LogFolder>(path);
  return {.name = Engine::sqlite,
          .open_writer =
              [path, folder] {
                auto connection = std::make_unique<SqliteConnection>(path, SqliteUse::writing);
                connection->watch_log([folder](int pages) { folder->watch(pages); });
                return connection;
              },
          .open_reader =
              [path] { return std::make_unique<SqliteConnection>(path, SqliteUse::reading); },
          .backup = [path](std::string const& to) { back_up(path, to); },
          .claim = [path](int) { return claim(path); },
          .companion = folder};
}

}  // namespace hangji::database
