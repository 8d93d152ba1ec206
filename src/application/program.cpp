#include "application/program.h"

#include "application/rule_kinds.h"
#include "database/backup.h"
#include "kernel/access/access_store.h"
#include "kernel/rules/load.h"
#include "organisation/units/units_store.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace hangji::application {

namespace {
std::unique_ptr<rules::Rulebooks> load_rulebooks(std::filesystem::path const& directory) {
  auto kinds = all_rule_kinds();
  auto loaded = rules::load_rules(directory, kinds);
  if (loaded) return std::make_unique<rules::Rulebooks>(std::move(*loaded), std::move(kinds));
  std::string message = "规则文件有误，程序没有启动：";
  for (auto const& fault : loaded.error()) message += "\n  " + rules::to_text(fault);
  throw Refused{message};
}

std::shared_ptr<Clock const> clock_of(Settings const& settings) {
  if (settings.today) return std::make_shared<FixedDayClock>(*settings.today);
  return std::make_shared<SystemClock>();
}

std::string database_url(Settings const& settings) {
  return settings.database.empty() ? "sqlite:" + (settings.data / "hangji.db").string()
                                   : settings.database;
}

/// Books are never brought to another structure without a copy of them as they were.
void back_up_before_migration(Settings const& settings, Clock const& clock) {
  auto const newest = database::migrations().back().number;
  auto const file = database::sqlite_path(database_url(settings));
  if (file.empty()) {
    spdlog::warn("PostgreSQL 数据库将升级到第 {} 号结构：请确认已有自己的备份", newest);
    return;
  }
  auto const directory = settings.data / "backups";
  std::filesystem::create_directories(directory);
  auto const name = fmt::format("before-{:04}-{}", newest, to_text(clock.today()));
  auto to = directory / (name + ".db");
  for (int again = 2; std::filesystem::exists(to); ++again)
    to = directory / fmt::format("{}-{}.db", name, again);
  database::copy_sqlite(file, to.string());
  spdlog::info("database schema: books copied to {} before the migration", to.string());
}
}  // namespace

Program::Program(Settings settings, std::shared_ptr<Clock const> clock)
    : m_settings{std::move(settings)}, m_clock{clock ? std::move(clock) : clock_of(m_settings)} {
  std::filesystem::create_directories(m_settings.data);
  m_rulebooks = load_rulebooks(m_settings.rules);
  m_database =
      database::Database::open({.url = database_url(m_settings), .node = m_settings.node}, *m_clock,
                               [this] { back_up_before_migration(m_settings, *m_clock); });
  m_sessions = std::make_unique<access::Sessions>([this](database::Transaction& transaction) {
    return access::sign_in_limits(*m_rulebooks->of(transaction), transaction.today());
  });
  m_secrets = std::make_unique<secrets::Secrets>(open_secrets(key_file()));
  m_originals = std::make_unique<documents::Originals>(m_settings.data / "originals");
  m_jobs = std::make_unique<jobs::Jobs>(*m_database, *m_clock);
  m_chapters = all_chapters(*m_originals);
  m_services = std::make_unique<api::Services>(api::Services{.database = *m_database,
                                                             .clock = *m_clock,
                                                             .rulebooks = *m_rulebooks,
                                                             .sessions = *m_sessions,
                                                             .secrets = *m_secrets,
                                                             .originals = *m_originals,
                                                             .jobs = *m_jobs,
                                                             .is_within = organisation::is_within,
                                                             .chapters = &m_chapters});
  m_routes = std::make_shared<http::RouteTable>();
  add_all_routes(*m_routes, *m_services, std::filesystem::absolute(key_file()));
  add_all_jobs(*m_jobs, *m_services);
}

/// The key file of these books; made on the very first start. Books without their key are not
/// opened: what was sealed with a lost key cannot be read, and a new key beside old books would
/// hide that.
secrets::Secrets Program::open_secrets(std::filesystem::path const& key_file) {
  if (!std::filesystem::exists(key_file)) {
    if (is_set_up())
      throw Refused{fmt::format("找不到密钥文件 {}：请从备份中放回后再启动", key_file.string())};
    secrets::Secrets::create_key_file(key_file);
  }
  return secrets::Secrets::from_key_file(key_file);
}

Program::~Program() { stop(); }

bool Program::is_set_up() {
  return m_database->read(the_street, [](database::Transaction& transaction) {
    return !access::tenant_name(transaction).empty();
  });
}

void Program::stop() {
  m_jobs->stop();
  m_database->stop();
}

}  // namespace hangji::application
