#include "database/sqlite_connection.h"

#include <fmt/format.h>

#include <fcntl.h>
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

void flush_to_disk(std::string const& path) {
  auto const file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  auto const flushed = file >= 0 && ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  if (!flushed) throw DatabaseFailure{fmt::format("备份没有写到磁盘上：{}", path)};
}

void back_up(std::string const& from, std::string const& to) {
  if (std::filesystem::exists(to)) throw DatabaseFailure{fmt::format("备份文件已经存在：{}", to)};
  SqliteConnection connection{from, SqliteUse::reading};
  connection.run("PRAGMA query_only = OFF");
  std::string quoted;
  for (char const c : to) quoted += c == '\'' ? std::string{"''"} : std::string{c};
  connection.run(fmt::format("VACUUM INTO '{}'", quoted));
  flush_to_disk(to);
  auto const directory = std::filesystem::path{to}.parent_path();
  flush_to_disk(directory.empty() ? "." : directory.string());
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
          .companion = folder};
}

}  // namespace hangji::database
