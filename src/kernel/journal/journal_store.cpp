#include "kernel/journal/journal_store.h"

#include <fmt/format.h>

namespace hangji::journal {

using database::Query;
using database::Transaction;

namespace {
constexpr Query savepoint_attempt{"journal.savepoint_attempt", "SAVEPOINT attempt"};
constexpr Query undo_attempt{"journal.undo_attempt", "ROLLBACK TO SAVEPOINT attempt"};
constexpr Query release_attempt{"journal.release_attempt", "RELEASE SAVEPOINT attempt"};

constexpr Query select_head{"journal.select_head", R"sql(
  SELECT seq, id, hash FROM journal_head WHERE tenant_id = :tenant)sql"};

constexpr Query upsert_head{"journal.upsert_head", R"sql(
  INSERT INTO journal_head (tenant_id, seq, id, hash) VALUES (:tenant, :seq, :id, :hash)
  ON CONFLICT (tenant_id) DO UPDATE
  SET seq = excluded.seq, id = excluded.id, hash = excluded.hash)sql"};

constexpr Query select_entries{"journal.select_entries", R"sql(
  SELECT seq, id, at, actor_id, actor_name, operation, unit_id, summary,
         images_digest, facts_digest, previous_hash, hash
    FROM journal
   WHERE tenant_id = :tenant AND seq < :before_seq
   ORDER BY seq DESC
   LIMIT :most)sql"};

constexpr Query select_entries_of_unit{"journal.select_entries_of_unit", R"sql(
  SELECT seq, id, at, actor_id, actor_name, operation, unit_id, summary,
         images_digest, facts_digest, previous_hash, hash
    FROM journal
   WHERE tenant_id = :tenant AND unit_id = :unit AND seq < :before_seq
   ORDER BY seq DESC
   LIMIT :most)sql"};

constexpr Query select_actor{"journal.select_actor", R"sql(
  SELECT actor_name FROM journal WHERE tenant_id = :tenant AND seq = :seq)sql"};

constexpr Query select_all_entries{"journal.select_all_entries", R"sql(
  SELECT seq, id, at, actor_id, actor_name, operation, unit_id, summary,
         images_digest, facts_digest, previous_hash, hash
    FROM journal
   WHERE tenant_id = :tenant
   ORDER BY seq)sql"};

constexpr Query select_all_images{"journal.select_all_images", R"sql(
  SELECT journal_seq, ordinal, table_name, row_id, before_image, after_digest
    FROM journal_image
   WHERE tenant_id = :tenant
   ORDER BY journal_seq, ordinal)sql"};

constexpr Query select_images_of_table{"journal.select_images_of_table", R"sql(
  SELECT journal_seq, ordinal, table_name, row_id, before_image, after_digest
    FROM journal_image
   WHERE tenant_id = :tenant AND table_name = :name
   ORDER BY row_id, journal_seq, ordinal)sql"};

constexpr Query select_tables{"journal.select_tables", R"sql(
  SELECT DISTINCT table_name FROM journal_image WHERE tenant_id = :tenant)sql"};

struct ActorRow {
  std::string actor_name{};
};
BOOST_DESCRIBE_STRUCT(ActorRow, (), (actor_name))
}  // namespace

Head head(Transaction& transaction) { return transaction.one<Head>(select_head).value_or(Head{}); }

std::vector<EntryRow> entries(Transaction& transaction, UnitId unit, std::int64_t before_seq,
                              int limit) {
  auto const before = before_seq == 0 ? std::numeric_limits<std::int64_t>::max() : before_seq;
  if (unit.is_none()) return transaction.all<EntryRow>(select_entries, before, limit);
  return transaction.all<EntryRow>(select_entries_of_unit, unit, before, limit);
}

std::string actor_of(Transaction& transaction, std::int64_t seq) {
  return transaction.one<ActorRow>(select_actor, seq).value_or(ActorRow{}).actor_name;
}

std::string hash_of(EntryRow const& entry) {
  auto unsealed = entry;
  unsealed.hash.clear();
  return sm3(to_json(unsealed));
}

std::string digest_of(std::span<ImageRow const> images) {
  ListDigest digest;
  for (auto const& image : images) digest.add(to_json(image));
  return digest.finish();
}

void begin_attempt(Transaction& transaction) { transaction.execute(savepoint_attempt); }

void end_attempt(Transaction& transaction, bool is_kept) {
  if (!is_kept) transaction.execute(undo_attempt);
  transaction.execute(release_attempt);
}

void append(Transaction& transaction, EntryRow const& entry, std::span<ImageRow const> images) {
  if (images.size() == 1) {
    transaction.insert({"journal_image"}, images.front());
  } else if (!images.empty()) {
    transaction.insert_all({"journal_image"}, images);
  }
  transaction.insert({"journal"}, entry);
  transaction.execute(upsert_head, entry.seq, entry.id, entry.hash);
}

void each_entry(Transaction& transaction, std::function<void(EntryRow const&)> const& visit) {
  transaction.each<EntryRow>(select_all_entries, visit);
}

void each_image(Transaction& transaction, std::function<void(ImageRow const&)> const& visit) {
  transaction.each<ImageRow>(select_all_images, visit);
}

void each_image_of(Transaction& transaction, std::string_view table,
                   std::function<void(ImageRow const&)> const& visit) {
  transaction.each<ImageRow>(select_images_of_table, visit, table);
}

std::vector<TableNameRow> tables_with_images(Transaction& transaction) {
  return transaction.all<TableNameRow>(select_tables);
}

std::string select_all_statement(std::string_view table,
                                 std::vector<std::string_view> const& columns) {
  return fmt::format("SELECT {} FROM {} WHERE tenant_id = :tenant ORDER BY id",
                     fmt::join(columns, ", "), table);
}

std::string select_one_statement(std::string_view table,
                                 std::vector<std::string_view> const& columns) {
  return fmt::format("SELECT {} FROM {} WHERE tenant_id = :tenant AND id = :id",
                     fmt::join(columns, ", "), table);
}

}  // namespace hangji::journal
