// The journal as evidence: its entries, its chain and the proof that the books are what the journal
// says they are.
#pragma once

#include "database/database.h"
#include "kernel/journal/change.h"

#include <functional>
#include <span>

namespace hangji::journal {

struct EntryRow {
  std::int64_t seq{};
  std::int64_t id{};
  Instant at{};
  UserId actor_id{};
  std::string actor_name{};
  std::string operation{};
  UnitId unit_id{};
  std::string summary{};
  std::string images_digest{};
  std::string facts_digest{};
  std::string previous_hash{};
  std::string hash{};
};
BOOST_DESCRIBE_STRUCT(EntryRow, (),
                      (seq, id, at, actor_id, actor_name, operation, unit_id, summary,
                       images_digest, facts_digest, previous_hash, hash))

/// The chain's end: what a bulletin prints.
struct Head {
  std::int64_t seq{};
  std::int64_t id{};
  std::string hash{};
};
BOOST_DESCRIBE_STRUCT(Head, (), (seq, id, hash))

/// Seq 0 and an empty hash before the first entry.
[[nodiscard]] Head head(database::Transaction& transaction);
/// Newest first, `limit` at most, those before `before_seq` (0: from the end); of one unit, or none
/// for all.
[[nodiscard]] std::vector<EntryRow> entries(database::Transaction& transaction, UnitId unit,
                                            std::int64_t before_seq, int limit);
/// Who made the entry, by the name they had then; empty when there is no such entry.
[[nodiscard]] std::string actor_of(database::Transaction& transaction, std::int64_t seq);
/// SM3 of an entry: over all members but `hash`.
[[nodiscard]] std::string hash_of(EntryRow const& entry);

/// How a journaled table is read back: `each` visits (id, JSON) of every row in id order, `one`
/// gives the JSON of a row, none when there is no such row.
struct JournaledTable {
  std::string_view name;
  std::function<void(database::Transaction&,
                     std::function<void(std::int64_t, std::string const&)> const&)>
      each;
  std::function<std::optional<std::string>(database::Transaction&, std::int64_t)> one;
};

/// `SELECT columns FROM table WHERE tenant_id = :tenant ORDER BY id`
[[nodiscard]] std::string select_all_statement(std::string_view table,
                                               std::vector<std::string_view> const& columns);
/// `SELECT columns FROM table WHERE tenant_id = :tenant AND id = :id`
[[nodiscard]] std::string select_one_statement(std::string_view table,
                                               std::vector<std::string_view> const& columns);
/// Columns and table name from the description of the row.
template <DescribedStruct Row> [[nodiscard]] JournaledTable journaled_table() {
  JournaledTable table{.name = table_of<Row>, .each = {}, .one = {}};
  table.each = [](database::Transaction& transaction, auto const& visit) {
    static auto const sql = select_all_statement(table_of<Row>, database::row_names<Row>());
    transaction.each<Row>(database::Query{"journal.each_row", sql},
                          [&](Row const& row) { visit(row.id.value, to_json(row)); });
  };
  table.one = [](database::Transaction& transaction,
                 std::int64_t id) -> std::optional<std::string> {
    static auto const sql = select_one_statement(table_of<Row>, database::row_names<Row>());
    auto const row = transaction.one<Row>(database::Query{"journal.one_row", sql}, id);
    if (!row) return std::nullopt;
    return to_json(*row);
  };
  return table;
}

struct VerifyReport {
  std::int64_t entries{};
  std::int64_t rows{};
  std::int64_t facts{};
  /// Chinese sentences, the first fault first; empty: all is as it was written.
  std::vector<std::string> faults{};
  Head chain_head{};
};
BOOST_DESCRIBE_STRUCT(VerifyReport, (), (entries, rows, facts, faults, chain_head))

/// Told before each step (chain, images, facts, each table) with what it is; false stops the proof.
using VerifyStep =
    std::function<bool(std::int64_t done, std::int64_t total, std::string_view what)>;

/// What a chapter keeps beside the journal and proves itself: what it is called, and the faults,
/// Chinese sentences.
struct BooksCheck {
  std::string_view what;
  std::function<std::vector<std::string>(database::Transaction&)> faults;
};

/// Everything that is proved.
struct Books {
  std::span<JournaledTable const> tables{};
  std::vector<BooksCheck> checks{};
};

/// Proves the chain, the images, the facts, that each current row equals its last after-image, and
/// what the chapters check.
[[nodiscard]] VerifyReport verify_books(database::Transaction& transaction, Books const& books,
                                        VerifyStep const& step = {});

}  // namespace hangji::journal
