// One write operation in progress: the transaction, who acts, and the evidence that grows as rows
// are written.
//
// Stores write rows of the books only through a Change, so no row can be written past the journal.
// When the operation succeeds the gate (kernel/api) calls `finish`, which appends one journal entry
// chained to the one before. It knows no table: a row type names its table by `Journaled`.
#pragma once

#include "database/transaction.h"
#include "kernel/journal/digest.h"

#include <span>
#include <string>
#include <string_view>

namespace hangji::journal {

/// The table of a row type, given beside the type: `template <> inline constexpr std::string_view
/// journal::table_of<UnitRow> = "unit";`. The row has a member `id` and no `tenant_id`.
template <class Row> inline constexpr std::string_view table_of{};

/// Who acts. `id` none: the program itself.
struct Actor {
  UserId id{};
  std::string name{};
};

struct ImageRow {
  std::int64_t journal_seq{};
  std::int64_t ordinal{};
  std::string table_name{};
  std::int64_t row_id{};
  std::optional<std::string> before_image{};
  std::string after_digest{};
};
BOOST_DESCRIBE_STRUCT(ImageRow, (),
                      (journal_seq, ordinal, table_name, row_id, before_image, after_digest))

class Change {
public:
  /// `operation` is `feature.verb`. Reads the chain's end.
  Change(database::Transaction& transaction, Actor actor, std::string_view operation);

  [[nodiscard]] database::Transaction& transaction() { return m_transaction; }
  [[nodiscard]] Actor const& actor() const { return m_actor; }
  [[nodiscard]] std::int64_t seq() const { return m_seq; }
  [[nodiscard]] Instant now() const { return m_transaction.now(); }
  [[nodiscard]] Date today() const { return m_transaction.today(); }
  template <class SomeId> [[nodiscard]] SomeId new_id() { return m_transaction.new_id<SomeId>(); }

  /// What the journal's reader is told: the unit concerned and one Chinese sentence. Required
  /// before `finish`.
  void about(UnitId unit, std::string summary);

  template <DescribedStruct Row> void insert(Row const& row) {
    note_image(table_of<Row>, id_of(row), std::nullopt, to_json(row));
    m_transaction.insert(table<Row>(), row);
  }
  template <DescribedStruct Row> void insert_all(std::span<Row const> rows) {
    for (auto const& row : rows) note_image(table_of<Row>, id_of(row), std::nullopt, to_json(row));
    m_transaction.insert_all(table<Row>(), rows);
  }
  /// Writes `after` over the row with the same id. Nothing happens when they are equal.
  template <DescribedStruct Row> void update(Row const& before, Row const& after) {
    verify(id_of(before) == id_of(after), "a row keeps its id");
    auto was = to_json(before);
    auto is = to_json(after);
    if (was == is) return;
    note_image(table_of<Row>, id_of(after), std::move(was), is);
    verify(m_transaction.update(table<Row>(), after) == 1, "the row to update exists");
  }

  /// For the fact ledger alone: a fact's JSON becomes part of the entry's evidence.
  void note_fact(std::string_view json) { m_facts.add(json); }

  /// Steps that stand or fall together: when `work()` is refused, nothing of it stays, neither rows
  /// nor evidence, and the operation may go on.
  template <class Work> auto attempt(Work&& work);

  /// Appends the entry. Images go to the database in one bulk.
  void finish();

private:
  template <class Row> static constexpr database::TableName table() {
    static_assert(!table_of<Row>.empty(), "name the row's table by journal::table_of");
    return {table_of<Row>};
  }
  template <class Row> static std::int64_t id_of(Row const& row) { return row.id.value; }
  void begin_attempt();
  void end_attempt(bool is_kept);
  void note_image(std::string_view table, std::int64_t id, std::optional<std::string> before,
                  std::string_view after);

  database::Transaction& m_transaction;
  Actor m_actor;
  std::string m_operation;
  std::int64_t m_seq{0};
  std::string m_previous_hash{};
  UnitId m_unit{};
  std::string m_summary{};
  std::vector<ImageRow> m_images{};
  ListDigest m_facts{};
};

template <class Work> auto Change::attempt(Work&& work) {
  ListDigest const facts{m_facts};
  auto const images = m_images.size();
  begin_attempt();
  auto result = work();
  end_attempt(result.has_value());
  if (!result) {
    m_images.resize(images);
    m_facts = ListDigest{facts};
  }
  return result;
}

}  // namespace hangji::journal
