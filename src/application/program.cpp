#include "application/program.h"

#include "application/commands_store.h"
#include "application/rule_kinds.h"
#include "database/backup.h"
#include "kernel/access/access_store.h"
#include "kernel/access/users.h"
#include "kernel/api/idempotency_store.h"
#include "kernel/journal/journal_lists_store.h"
#include "kernel/rules/load.h"
#include "organisation/units/units_store.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace hangji::application {

namespace {
constexpr std::int64_t day_ms = 86'400'000;

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
  if (settings.upgrade == Upgrade::without_backup) return;
  auto const url = database_url(settings);
  auto const ending = database::sqlite_path(url).empty() ? ".dump" : ".db";
  auto const directory = settings.data / "backups";
  std::filesystem::create_directories(directory);
  auto const newest = database::migrations().back().number;
  auto const name = fmt::format("before-{:04}-{}", newest, to_text(clock.today()));
  auto to = directory / (name + ending);
  for (int again = 2; std::filesystem::exists(to); ++again)
    to = directory / fmt::format("{}-{}{}", name, again, ending);
  try {
    database::copy_database(url, to.string());
  } catch (database::DatabaseFailure const& failure) {
    throw Refused{fmt::format("升级前的备份没有做成，没有升级：{}\n另有备份时可加 --no-backup",
                              failure.what())};
  }
  spdlog::info("database schema: books copied to {} before the migration", to.string());
}

/// A folder that is made is its owner's alone: the key and the books lie there.
void make_private_folder(std::filesystem::path const& folder) {
  using std::filesystem::perms;
  if (std::filesystem::create_directories(folder))
    std::filesystem::permissions(folder, perms::owner_all);
}
}  // namespace

Program::Program(Settings settings, std::shared_ptr<Clock const> clock)
    : m_settings{std::move(settings)}, m_clock{clock ? clock : clock_of(m_settings)} {
  bool const is_the_machines = clock == nullptr && !m_settings.today;
  m_rulebooks = load_rulebooks(m_settings.rules);
  m_database = open_database();
  m_sessions = std::make_unique<access::Sessions>(
      [this](database::Transaction& transaction) {
        return access::sign_in_limits(*m_rulebooks->of(transaction), transaction.today());
      },
      organisation::registers_members,
      [this](TenantId tenant, std::string const& token_digest, Instant at) {
        m_database->submit_write(
            tenant,
            [token_digest, at](database::Transaction& transaction) {
              access::put_last_seen(transaction, token_digest, at);
              return true;
            },
            [](std::exception_ptr const&) {});  // noted again a minute later
      });
  m_passwords = std::make_unique<access::PasswordPool>();
  m_secrets = std::make_unique<secrets::Secrets>(open_secrets(key_file()));
  check_key();
  check_clock(is_the_machines);
  m_originals = std::make_unique<documents::Originals>(m_settings.data / "originals");
  m_passing = std::make_unique<documents::Originals>(m_settings.data / "passing");
  m_jobs = std::make_unique<jobs::Jobs>(*m_database, *m_clock, m_settings.node);
  m_chapters = all_chapters(*m_originals);
  m_services = std::make_unique<api::Services>(api::Services{.database = *m_database,
                                                             .clock = *m_clock,
                                                             .rulebooks = *m_rulebooks,
                                                             .sessions = *m_sessions,
                                                             .passwords = *m_passwords,
                                                             .secrets = *m_secrets,
                                                             .originals = *m_originals,
                                                             .passing = *m_passing,
                                                             .jobs = *m_jobs,
                                                             .is_within = organisation::is_within,
                                                             .chapters = &m_chapters});
  m_routes = std::make_shared<http::RouteTable>();
  m_setup_code = access::new_code();
  add_all_routes(*m_routes, *m_services,
                 {.key_file = std::filesystem::absolute(key_file()), .code = m_setup_code});
  add_all_jobs(*m_jobs, *m_services);
  add_chores();
}

std::unique_ptr<database::Database> Program::open_database() {
  auto const url = database_url(m_settings);
  auto const file = database::sqlite_path(url);
  bool const is_half_restored = !file.empty() && !std::filesystem::exists(file) &&
                                std::filesystem::exists(file + ".restoring");
  if (is_half_restored)
    throw Refused{fmt::format("{} 的恢复没有完成，请重新运行 hangji restore", file)};
  if (m_settings.opening == database::Opening::or_new) make_private_folder(m_settings.data);
  return database::Database::open(
      {.url = url, .node = m_settings.node, .opening = m_settings.opening}, *m_clock,
      [this] { back_up_before_migration(m_settings, *m_clock); });
}

/// The key file of these books; made on the very first start. Books without their key are not
/// opened: what was sealed with a lost key cannot be read, and a new key beside old books would
/// hide that.
secrets::Secrets Program::open_secrets(std::filesystem::path const& key_file) {
  if (!std::filesystem::exists(key_file)) {
    if (is_set_up() || m_settings.opening == database::Opening::existing)
      throw Refused{fmt::format("找不到密钥文件 {}：请从备份中放回后再启动", key_file.string())};
    secrets::Secrets::create_key_file(key_file);
  }
  return secrets::Secrets::from_key_file(key_file);
}

/// Books are opened with the key they were written with; books of before that was noted, with one
/// that opens what is sealed in them.
void Program::check_key() {
  if (!is_set_up()) return;
  auto const fingerprint = m_secrets->fingerprint();
  auto const noted = m_database->read(the_street, access::key_fingerprint);
  bool const fits = noted.empty() ? opens_what_is_sealed() : noted == fingerprint;
  if (!fits)
    throw Refused{fmt::format(
        "密钥文件 {} 不是这些账目的（账目的密钥校验码 {}，文件的 {}）：请放回原来的密钥",
        key_file().string(), noted.empty() ? "未记" : noted, fingerprint)};
  if (!noted.empty()) return;
  m_database->write(the_street, [&](database::Transaction& transaction) {
    access::put_key_fingerprint(transaction, fingerprint);
    return true;
  });
}

/// The first number that is sealed tells.
bool Program::opens_what_is_sealed() {
  auto const sealed = m_database->read(the_street, any_sealed_number);
  try {
    (void)m_secrets->open(sealed);
    return true;
  } catch (secrets::SecretsFailure const&) { return false; }
}

/// Ids go on from where the books end, whatever the clock says; a clock that stands far before them
/// would write entries in the wrong order.
void Program::check_clock(bool is_the_machines) {
  auto const last = m_database->read(the_street, [](database::Transaction& transaction) {
    return journal::entry(transaction, journal::head(transaction).seq);
  });
  if (!last) return;
  m_database->ids().start_after(last->id);
  auto const behind_ms = last->at.milliseconds - m_clock->now().milliseconds;
  if (!is_the_machines || behind_ms <= 0) return;
  auto const message = fmt::format("本机时间 {} 早于账目最后一条纪实 {}",
                                   to_local_text(m_clock->now()), to_local_text(last->at));
  if (behind_ms > day_ms) throw Refused{message + "：请先校准时间"};
  spdlog::warn("{}", message);
}

void Program::add_chores() {
  m_jobs->add_chore(api::forget_answers);
  m_jobs->add_chore([this](database::Transaction& transaction, Instant) {
    m_sessions->forget_ended(transaction);
  });
}

Program::~Program() { stop(); }

bool Program::is_set_up() {
  return m_database->read(the_street, [](database::Transaction& transaction) {
    return !access::tenant_name(transaction).empty();
  });
}

void Program::must_be_set_up() {
  if (!is_set_up()) throw Refused{"这里的账目还没有设立街道"};
}

void Program::stop() {
  m_jobs->stop();
  m_passwords->stop();
  m_database->stop();
}

}  // namespace hangji::application
