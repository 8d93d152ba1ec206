// The running program put together: books, rules, sessions, secrets, originals, jobs, and every
// route over them.
#pragma once

#include "application/setup.h"
#include "database/database.h"
#include "documents/originals.h"
#include "http/route.h"
#include "kernel/access/password_pool.h"
#include "kernel/access/sessions.h"
#include "kernel/api/chapters.h"
#include "kernel/api/gate.h"
#include "kernel/jobs/jobs.h"
#include "kernel/journal/journal.h"
#include "kernel/rules/rulebooks.h"
#include "kernel/secrets/sealed.h"

#include <filesystem>
#include <memory>
#include <string>

namespace hangji::application {

/// Whether books are copied before their structure is changed.
enum class Upgrade { after_backup, without_backup };

struct Settings {
  /// `sqlite:PATH` or `postgresql://…`; empty: `sqlite:DATA/hangji.db`.
  std::string database{};
  /// Folder of the key file, the originals and the embedded database.
  std::filesystem::path data{"data"};
  /// Folders of the shipped rules and of the built pages.
  std::filesystem::path rules{};
  std::filesystem::path pages{};
  std::string address{"127.0.0.1"};
  std::uint16_t port{8080};
  /// How browsers reach the program; `https://…`: through a proxy that ends TLS.
  std::string public_url{};
  int threads{2};
  int node{0};
  /// `--today`: the civil day the program believes in; none: the machine's.
  std::optional<Date> today{};
  database::Opening opening{database::Opening::or_new};
  Upgrade upgrade{Upgrade::after_backup};
};

/// A message for the person at the terminal; exit code 1.
class Refused : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// Opens everything; throws Refused or DatabaseFailure with a Chinese message.
class Program {
public:
  /// `clock` none: the machine's, or the day of the settings.
  explicit Program(Settings settings, std::shared_ptr<Clock const> clock = nullptr);
  ~Program();

  [[nodiscard]] api::Services& services() { return *m_services; }
  [[nodiscard]] database::Database& database() { return *m_database; }
  [[nodiscard]] std::shared_ptr<http::RouteTable const> routes() const { return m_routes; }
  [[nodiscard]] Settings const& settings() const { return m_settings; }
  [[nodiscard]] std::filesystem::path key_file() const { return m_settings.data / "hangji.key"; }
  /// Shows at the set-up from elsewhere that one stands at the terminal.
  [[nodiscard]] std::string const& setup_code() const { return m_setup_code; }
  [[nodiscard]] Clock const& clock() const { return *m_clock; }
  /// True when a street was set up.
  [[nodiscard]] bool is_set_up();
  /// Throws Refused before the set-up.
  void must_be_set_up();
  /// Finishes accepted writes.
  void stop();

private:
  [[nodiscard]] std::unique_ptr<database::Database> open_database();
  [[nodiscard]] secrets::Secrets open_secrets(std::filesystem::path const& key_file);
  void check_key();
  [[nodiscard]] bool opens_what_is_sealed();
  void check_clock(bool is_the_machines);
  void add_chores();

  Settings m_settings;
  std::shared_ptr<Clock const> m_clock;
  std::unique_ptr<database::Database> m_database;
  std::unique_ptr<rules::Rulebooks> m_rulebooks;
  std::unique_ptr<access::Sessions> m_sessions;
  std::unique_ptr<access::PasswordPool> m_passwords;
  std::unique_ptr<secrets::Secrets> m_secrets;
  std::unique_ptr<documents::Originals> m_originals;
  std::unique_ptr<documents::Originals> m_passing;
  std::unique_ptr<jobs::Jobs> m_jobs;
  api::Chapters m_chapters;
  std::unique_ptr<api::Services> m_services;
  std::shared_ptr<http::RouteTable> m_routes;
  std::string m_setup_code;
};

/// The one tenant of an installation for one street.
inline constexpr TenantId the_street{1};

/// Every route of the program, a line a feature.
void add_all_routes(http::RouteTable& table, api::Services& services, SetupTerms setup);
/// What the chapters hand in: duties, tasks, printers, owners of records.
[[nodiscard]] api::Chapters all_chapters(documents::Originals const& originals);
/// Every journaled table and what else is kept: what `verify` proves.
/// Without the originals their files are not looked at.
[[nodiscard]] journal::Books street_books(documents::Originals const* originals = nullptr);
/// Every kind of long work.
void add_all_jobs(jobs::Jobs& jobs, api::Services& services);

}  // namespace hangji::application
