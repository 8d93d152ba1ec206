#include "database/database.h"

#include "database/backup.h"
#include "database/batch_writer.h"
#include "database/reader_pool.h"

#include <fmt/format.h>

#include <filesystem>
#include <unordered_map>

namespace hangji::database {

namespace {

class ServedDatabase final : public Database {
public:
  ServedDatabase(SomeEngine engine, Options const& options, Clock const& clock)
      : m_engine{std::move(engine)},
        m_node{options.node},
        m_ids{options.node},
        m_readers{m_engine, static_cast<std::size_t>(std::max(options.readers, 1)), clock, m_ids} {
    auto const batch = static_cast<std::size_t>(std::max(options.batch, 1));
    for (std::size_t i = 0; i < m_engine.writers; ++i)
      m_writers.push_back(std::make_unique<BatchWriter>(
          m_engine, batch, clock, m_ids, [this](TenantId tenant) { count_commit(tenant); }));
  }
  ~ServedDatabase() override { stop(); }
  ServedDatabase(ServedDatabase const&) = delete;
  ServedDatabase& operator=(ServedDatabase const&) = delete;

  [[nodiscard]] Engine engine() const override { return m_engine.name; }
  [[nodiscard]] IdMaker& ids() override { return m_ids; }

  void submit_write(TenantId tenant, Write work, Finished finished) override {
    auto& writer = m_writers[std::hash<TenantId>{}(tenant) % m_writers.size()];
    writer->submit({tenant, std::move(work), std::move(finished)});
  }
  void submit_read(TenantId tenant, Read work, Finished finished) override {
    m_readers.submit(tenant, std::move(work), std::move(finished));
  }
  void read_here(TenantId tenant, Read const& work) override { m_readers.run(tenant, work); }
  [[nodiscard]] std::uint64_t version(TenantId tenant) const override {
    std::lock_guard const lock{m_mutex};
    auto const found = m_versions.find(tenant);
    return found == m_versions.end() ? 0 : found->second;
  }
  [[nodiscard]] std::shared_ptr<void> claim() override { return m_engine.claim(m_node); }
  void backup_to(std::string const& path) override { m_engine.backup(path); }
  void stop() override {
    for (auto& writer : m_writers) writer->stop();
    m_readers.stop();
  }

private:
  void count_commit(TenantId tenant) {
    std::lock_guard const lock{m_mutex};
    ++m_versions[tenant];
  }

  SomeEngine m_engine;
  int m_node;
  IdMaker m_ids;
  mutable std::mutex m_mutex{};
  std::unordered_map<TenantId, std::uint64_t> m_versions{};
  ReaderPool m_readers;
  std::vector<std::unique_ptr<BatchWriter>> m_writers{};
};

}  // namespace

SomeEngine engine_of(std::string const& url) {
  constexpr std::string_view sqlite = "sqlite:";
  if (url.starts_with(sqlite)) return sqlite_engine(url.substr(sqlite.size()));
  if (url.starts_with("postgresql://") || url.starts_with("postgres://"))
    return postgresql_engine(url);
  throw DatabaseFailure{
      fmt::format("数据库地址应为 sqlite:文件路径 或 postgresql://…，现在是：{}", url)};
}

std::unique_ptr<Database> Database::open(Options const& options, Clock const& clock,
                                         std::function<void()> before_migration) {
  auto const file = sqlite_path(options.url);
  auto const no_books =
      DatabaseFailure{fmt::format("{} 中没有账目：请核对 --data 和 --database",
                                  file.empty() ? std::string{"这个 PostgreSQL 数据库"} : file)};
  bool const must_exist = options.opening == Opening::existing;
  // To open a SQLite file is to make it.
  if (must_exist && !file.empty() && !std::filesystem::exists(file)) throw no_books;
  auto engine = engine_of(options.url);
  auto const writer = engine.open_writer();
  if (must_exist && !has_books(*writer)) throw no_books;
  migrate(*writer, migrations(), clock, before_migration);
  return std::make_unique<ServedDatabase>(std::move(engine), options, clock);
}

bool Database::write(TenantId tenant, Write const& work) {
  // Shared: the caller may be gone while the writer is still leaving `set_value`.
  auto const committed = std::make_shared<std::promise<void>>();
  bool kept = false;
  submit_write(
      tenant, [&](Transaction& transaction) { return kept = work(transaction); },
      [committed](std::exception_ptr const& failure) {
        if (failure)
          committed->set_exception(failure);
        else
          committed->set_value();
      });
  committed->get_future().get();
  return kept;
}

}  // namespace hangji::database
