// What the two engines must offer to the threads that serve a database (served_database.h), and
// their failures. Internal to `database/`.
#pragma once

#include "database/database.h"

namespace hangji::database {

/// The work met other work; run again it may well succeed.
class ConflictFailure final : public DatabaseFailure {
public:
  using DatabaseFailure::DatabaseFailure;
};

/// An open connection with its transactions. Used by one thread at a time.
class EngineConnection : public Connection {
public:
  /// Begins a transaction that writes for this tenant; waits for other writers.
  virtual void begin_write(TenantId tenant) = 0;
  /// Begins a transaction that reads one snapshot.
  virtual void begin_read() = 0;
  virtual void commit() = 0;
  /// Ends the transaction without keeping anything; never throws, a connection that cannot do it is
  /// not usable.
  virtual void roll_back() noexcept = 0;
  /// Statements without arguments and rows, separated by `;`.
  virtual void run(std::string const& sql) = 0;
  /// Rows changed through it so far, undone ones too.
  [[nodiscard]] virtual std::int64_t changes() const = 0;
  /// False when an error took the whole transaction with it.
  [[nodiscard]] virtual bool in_transaction() const = 0;
  /// False when a new one must be opened.
  [[nodiscard]] virtual bool is_usable() const = 0;
  /// The names of all tables.
  [[nodiscard]] virtual Query select_tables() const = 0;
  /// Called after the schema changed.
  virtual void schema_changed() {}
  /// Called by a writer between its commits.
  virtual void tidy() {}
};

struct SomeEngine {
  Engine name{};
  std::function<std::unique_ptr<EngineConnection>()> open_writer{};
  std::function<std::unique_ptr<EngineConnection>()> open_reader{};
  /// Threads that write; a tenant's work always goes to the same one.
  std::size_t writers{1};
  /// A transaction never spans two tenants.
  bool one_tenant_a_commit{false};
  std::function<void(std::string const& path)> backup{};
  /// See `Database::claim`.
  std::function<std::shared_ptr<void>(int node)> claim{};
  /// Work of the engine's own beside the connections; ends when it is destroyed.
  std::shared_ptr<void> companion{};
};

[[nodiscard]] SomeEngine sqlite_engine(std::string const& path);
[[nodiscard]] SomeEngine postgresql_engine(std::string const& url);
/// A backup as a file that is there as a whole or not at all, readable by its owner alone: `write`
/// fills the empty file it is given. Throws DatabaseFailure, also when `to` exists.
void write_whole(std::string const& to, std::function<void(std::string const& part)> const& write);
/// By the beginning of the URL. Throws DatabaseFailure for one of no known engine.
[[nodiscard]] SomeEngine engine_of(std::string const& url);

/// Brings the schema up to the program's. `before` is called if the database is not empty and
/// behind. Throws DatabaseFailure, also for a database of a newer program and for a migration that
/// was changed after it was applied.
void migrate(EngineConnection& connection, std::span<Migration const> steps, Clock const& clock,
             std::function<void()> const& before);
/// False when no program has kept books in the database.
[[nodiscard]] bool has_books(EngineConnection& connection);

}  // namespace hangji::database
