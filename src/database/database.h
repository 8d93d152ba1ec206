// The database as the rest of the program sees it: reads on parallel snapshots, writes that are
// durable before anyone hears of them. SQLite: one writer thread, each operation a savepoint, one
// commit per batch (group commit), readers in parallel on WAL. PostgreSQL: a pool; a tenant's
// writes go through one batching writer of this process in serialisable transactions that are run
// again on a conflict. It knows no table.
#pragma once

#include "database/transaction.h"

#include <exception>
#include <future>
#include <memory>
#include <string>

namespace hangji::database {

enum class Engine { sqlite, postgresql };

/// Whether books that are not there are begun.
enum class Opening { existing, or_new };

struct Options {
  /// `sqlite:PATH` or `postgresql://…`
  std::string url{};
  int readers{4};
  int node{0};
  /// Writes batched into one commit at most.
  int batch{128};
  Opening opening{Opening::or_new};
};

/// The world said no: disk full, connection lost, locked file. Nothing of the operation is stored
/// unless a ConnectionFailure says otherwise.
class DatabaseFailure : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// The connection is gone. Of a commit that was under way nobody knows whether it is kept.
class ConnectionFailure final : public DatabaseFailure {
public:
  using DatabaseFailure::DatabaseFailure;
};

/// What a write does; true keeps it, false rolls it back. It may run more than once (PostgreSQL
/// conflicts), so it must have no effect but on the transaction and on values it resets itself.
using Write = std::function<bool(Transaction&)>;
using Read = std::function<void(Transaction&)>;
/// Called exactly once, after the commit is durable or the work failed (then `failure` is set).
using Finished = std::function<void(std::exception_ptr failure)>;

class Database {
public:
  virtual ~Database() = default;

  /// Opens and, when the schema is behind, migrates (after `before_migration`, e.g. a backup).
  /// Throws DatabaseFailure, also for books that should exist and do not.
  static std::unique_ptr<Database> open(Options const& options, Clock const& clock,
                                        std::function<void()> before_migration = {});

  [[nodiscard]] virtual Engine engine() const = 0;
  /// The maker of the ids that transactions give out.
  [[nodiscard]] virtual IdMaker& ids() = 0;
  /// Queues; `finished` is called on a database thread.
  virtual void submit_write(TenantId tenant, Write work, Finished finished) = 0;
  virtual void submit_read(TenantId tenant, Read work, Finished finished) = 0;
  /// Runs in the calling thread on a reader of its own: long reads (exports, verify, closes).
  virtual void read_here(TenantId tenant, Read const& work) = 0;
  /// Grows with each commit of this process: a cheap key for values derived from the whole.
  [[nodiscard]] virtual std::uint64_t version(TenantId tenant) const = 0;
  /// Serving belongs to one process (SQLite), or to one a node (PostgreSQL), for as long as the
  /// result lives. Throws DatabaseFailure when another has it.
  [[nodiscard]] virtual std::shared_ptr<void> claim() = 0;
  /// A consistent copy while serving: a SQLite file, or a pg_dump archive. Throws DatabaseFailure.
  virtual void backup_to(std::string const& path) = 0;
  /// Finishes accepted work, then refuses more.
  virtual void stop() = 0;

  /// Waits for the commit; rethrows the failure; the value of `work` (bool: kept).
  bool write(TenantId tenant, Write const& work);
  /// Returns what `work` returns.
  template <class Work> auto read(TenantId tenant, Work&& work) {
    using Value = std::invoke_result_t<Work, Transaction&>;
    std::optional<Value> value;
    read_here(tenant, [&](Transaction& transaction) { value.emplace(work(transaction)); });
    return std::move(*value);
  }
  /// For operations: commits when `work` returned a value, rolls back on a refusal.
  template <class Work> auto change(TenantId tenant, Work&& work) {
    std::optional<std::invoke_result_t<Work, Transaction&>> result;
    write(tenant, [&](Transaction& transaction) {
      result.emplace(work(transaction));
      return result->has_value();
    });
    return std::move(*result);
  }
};

/// One numbered step of the schema; the text runs on both engines. Frozen once released.
struct Migration {
  int number;
  std::string_view name;
  std::string_view sql;
  /// Digest of the text: an applied migration whose text changed is refused.
  std::string_view sha256;
};
/// All migrations of `migrations/`, built into the program.
[[nodiscard]] std::span<Migration const> migrations();

/// Number of the newest migration applied, 0 on an empty database.
[[nodiscard]] int schema_version(Connection& connection);

}  // namespace hangji::database
