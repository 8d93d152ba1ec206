// hangji restore: the books of a backup in the place of those there are.
#include "application/commands.h"
#include "database/backup.h"
#include "database/postgresql_restore.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

namespace hangji::application {

namespace {
namespace fs = std::filesystem;

struct RestoreOptions {
  std::string from{};
  bool force{false};
};

/// A database with what SQLite keeps beside it.
std::vector<fs::path> files_of(fs::path const& database) {
  std::vector<fs::path> files;
  for (auto const* suffix : {"", "-wal", "-shm"}) {
    auto file = database;
    file += suffix;
    if (fs::exists(file)) files.push_back(file);
  }
  return files;
}

bool is_sqlite(fs::path const& file) {
  constexpr std::string_view mark = "SQLite format 3";
  std::string head(mark.size(), '\0');
  std::ifstream{file, std::ios::binary}.read(head.data(),
                                             static_cast<std::streamsize>(head.size()));
  return head == mark;
}

/// Faults of the books; opening them has shown that the key is theirs.
std::vector<std::string> faults_of(Program& program) {
  return program.database().read(the_street, [&](database::Transaction& transaction) {
    return journal::verify_books(transaction, program.services().chapters->books).faults;
  });
}

std::string stamp_of(Clock const& clock) {
  auto stamp = to_local_text(clock.now());
  std::ranges::replace(stamp, ' ', '-');
  std::erase(stamp, ':');
  return stamp;
}

/// Tells whether the books of the backup agree with their journal.
bool are_proved(std::vector<std::string> const& faults) {
  for (auto const& fault : faults) fmt::print("不符：{}\n", fault);
  if (!faults.empty()) fmt::print("备份核验未通过，没有恢复\n");
  return faults.empty();
}

/// A name nothing has yet: two restores may come within a second.
fs::path name_of_replaced(fs::path const& folder, Clock const& clock, std::string_view ending) {
  auto const stamp = stamp_of(clock);
  auto name = folder / fmt::format("replaced-{}{}", stamp, ending);
  for (int i = 2; fs::exists(name); ++i)
    name = folder / fmt::format("replaced-{}-{}{}", stamp, i, ending);
  return name;
}

/// Where the old books stay. They keep their place too until the rename that puts the others there,
/// so that there is no moment without books.
fs::path keep_aside(fs::path const& database, Clock const& clock) {
  auto const aside = name_of_replaced(database.parent_path(), clock, "");
  fs::create_directories(aside);
  for (auto const& file : files_of(database)) fs::create_hard_link(file, aside / file.filename());
  database::flush_to_disk(aside.string());
  return aside;
}

/// The log beside the old books would be taken for the new ones'.
void put_in_place(fs::path const& copy, fs::path const& database) {
  for (auto const& file : files_of(database)) {
    if (file != database) fs::remove(file);
  }
  fs::rename(copy, database);
  database::flush_to_disk(database.parent_path().empty() ? "." : database.parent_path().string());
}

/// The books of the backup are proved before anything of the old ones is touched.
std::vector<std::string> prove_copy(CommonOptions const& common, fs::path const& copy) {
  auto settings = settings_of(common);
  settings.database = "sqlite:" + copy.string();
  Program program{settings};
  program.must_be_set_up();
  return faults_of(program);
}

fs::path books_of(Settings const& settings) {
  if (settings.database.empty()) return settings.data / "hangji.db";
  return database::sqlite_path(settings.database);
}

void must_exist(fs::path const& backup) {
  if (!fs::exists(backup)) throw Refused{fmt::format("没有备份文件 {}", backup.string())};
}

void must_be_forced(Settings const& settings, RestoreOptions const& options) {
  if (options.force) return;
  auto const& place = settings.database.empty() ? settings.data.string() : settings.database;
  throw Refused{fmt::format("{} 已有账目；要换成备份请加 --force，原有账目会移到一旁", place)};
}

/// A file being restored; gone when it was not put in place.
class Copy {
public:
  Copy(fs::path const& from, fs::path const& books) : m_path{books} {
    m_path += ".restoring";
    clear();
    fs::copy_file(from, m_path);
    fs::permissions(m_path, fs::perms::owner_read | fs::perms::owner_write);
    database::flush_to_disk(m_path.string());
  }
  ~Copy() {
    std::error_code ignored;
    for (auto const& file : files_of(m_path)) fs::remove(file, ignored);
  }
  Copy(Copy const&) = delete;
  Copy& operator=(Copy const&) = delete;
  [[nodiscard]] fs::path const& path() const { return m_path; }

private:
  void clear() {
    for (auto const& file : files_of(m_path)) fs::remove(file);
  }
  fs::path m_path;
};

/// The old books are kept as a backup of their own beside the data.
void back_up_replaced(Settings const& settings) {
  auto const folder = settings.data / "backups";
  fs::create_directories(folder);
  auto const file = name_of_replaced(folder, SystemClock{}, ".dump");
  database::copy_database(settings.database, file.string());
  fmt::print("原有账目另存为 {}\n", file.string());
}

int restore_postgresql(Settings const& settings, RestoreOptions const& options) {
  if (!database::is_postgresql_backup(options.from))
    throw Refused{fmt::format("{} 不是夯基在 PostgreSQL 上做的备份", options.from)};
  bool const has_books = database::has_tables(settings.database);
  if (has_books) must_be_forced(settings, options);
  if (database::is_in_use(settings.database))
    throw Refused{"这个 PostgreSQL 数据库正在使用中，请先停下程序，断开其他连接"};
  if (has_books) back_up_replaced(settings);
  database::Replacement replacement{settings.database, options.from};
  Program program{settings};
  program.must_be_set_up();
  if (!are_proved(faults_of(program))) return exit_refused;
  replacement.keep();
  return 0;
}

int restore_sqlite(CommonOptions const& common, Settings const& settings,
                   RestoreOptions const& options) {
  auto const books = books_of(settings);
  if (!is_sqlite(options.from)) throw Refused{fmt::format("{} 不是夯基的备份", options.from)};
  bool const has_books = !files_of(books).empty();
  if (has_books) must_be_forced(settings, options);
  if (database::is_served_elsewhere(books.string()))
    throw Refused{fmt::format("{} 正在使用中，请先停下程序", books.string())};
  fs::create_directories(settings.data);
  Copy const copy{options.from, books};
  if (!are_proved(prove_copy(common, copy.path()))) return exit_refused;
  if (has_books) fmt::print("原有账目移到 {}\n", keep_aside(books, SystemClock{}).string());
  put_in_place(copy.path(), books);
  return 0;
}

int run_restore(CommonOptions const& common, RestoreOptions const& options) {
  auto const settings = settings_of(common);
  must_exist(options.from);
  auto const code = books_of(settings).empty() ? restore_postgresql(settings, options)
                                               : restore_sqlite(common, settings, options);
  if (code == 0) fmt::print("已从 {} 恢复，核验通过：账目与纪实一致\n", options.from);
  return code;
}
}  // namespace

Command restore_command() {
  auto const options = std::make_shared<RestoreOptions>();
  return {.name = "restore",
          .summary = "从备份恢复（先停下程序；密钥和原件须已在数据目录中）",
          .add_options =
              [options](Options& typed) {
                typed.text("--from", options->from, "备份文件", {.required = true});
                typed.flag("--force", options->force, "已有账目时移到一旁");
              },
          .run = [options](CommonOptions const& common) { return run_restore(common, *options); }};
}

}  // namespace hangji::application
