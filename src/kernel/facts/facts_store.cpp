#include "kernel/facts/facts_store.h"

#include "kernel/facts/fact_kinds.h"

namespace hangji::facts {

using database::Query;
using database::Transaction;

namespace {
constexpr database::TableName table{"fact"};

constexpr Query select_fact{"facts.select_fact", R"sql(
  SELECT id, kind, topic, day, counted_month, unit_id, member_id, amount, source_id, channel,
         entered_by, entered_at, supersedes, note, journal_seq
    FROM fact
   WHERE tenant_id = :tenant AND id = :id)sql"};

constexpr Query select_superseding{"facts.select_superseding", R"sql(
  SELECT id FROM fact WHERE tenant_id = :tenant AND supersedes = :id)sql"};

constexpr Query select_closing{"facts.select_closing", R"sql(
  SELECT id FROM fact
   WHERE tenant_id = :tenant AND unit_id = :unit AND counted_month = :month AND kind = :kind)sql"};

constexpr Query select_of_source{"facts.select_of_source", R"sql(
  SELECT id, kind, topic, day, counted_month, unit_id, member_id, amount, source_id, channel,
         entered_by, entered_at, supersedes, note, journal_seq
    FROM fact
   WHERE tenant_id = :tenant AND source_id = :source
   ORDER BY id)sql"};

constexpr Query select_standing_of_source{"facts.select_standing_of_source", R"sql(
  SELECT id, kind, topic, day, counted_month, unit_id, member_id, amount, source_id, channel,
         entered_by, entered_at, supersedes, note, journal_seq
    FROM fact f
   WHERE tenant_id = :tenant AND source_id = :source
     AND NOT EXISTS (SELECT 1 FROM fact s WHERE s.tenant_id = :tenant AND s.supersedes = f.id)
   ORDER BY id)sql"};

constexpr Query select_standing_of_source_and_member{"facts.select_standing_of_source_and_member",
                                                     R"sql(
  SELECT id, kind, topic, day, counted_month, unit_id, member_id, amount, source_id, channel,
         entered_by, entered_at, supersedes, note, journal_seq
    FROM fact f
   WHERE tenant_id = :tenant AND source_id = :source AND member_id = :member
     AND NOT EXISTS (SELECT 1 FROM fact s WHERE s.tenant_id = :tenant AND s.supersedes = f.id)
   ORDER BY id)sql"};

constexpr Query select_standing_of_member{"facts.select_standing_of_member", R"sql(
  SELECT id, kind, topic, day, counted_month, unit_id, member_id, amount, source_id, channel,
         entered_by, entered_at, supersedes, note, journal_seq
    FROM fact f
   WHERE tenant_id = :tenant AND member_id = :member AND counted_month BETWEEN :from_month
     AND :until_month
     AND NOT EXISTS (SELECT 1 FROM fact s WHERE s.tenant_id = :tenant AND s.supersedes = f.id)
   ORDER BY id)sql"};

constexpr Query select_standing_of_unit{"facts.select_standing_of_unit", R"sql(
  SELECT id, kind, topic, day, counted_month, unit_id, member_id, amount, source_id, channel,
         entered_by, entered_at, supersedes, note, journal_seq
    FROM fact f
   WHERE tenant_id = :tenant AND unit_id = :unit AND counted_month BETWEEN :from_month
     AND :until_month
     AND NOT EXISTS (SELECT 1 FROM fact s WHERE s.tenant_id = :tenant AND s.supersedes = f.id)
   ORDER BY id)sql"};

constexpr Query select_standing_of_unit_and_kind{"facts.select_standing_of_unit_and_kind", R"sql(
  SELECT id, kind, topic, day, counted_month, unit_id, member_id, amount, source_id, channel,
         entered_by, entered_at, supersedes, note, journal_seq
    FROM fact f
   WHERE tenant_id = :tenant AND unit_id = :unit AND counted_month BETWEEN :from_month
     AND :until_month
     AND kind = :kind
     AND NOT EXISTS (SELECT 1 FROM fact s WHERE s.tenant_id = :tenant AND s.supersedes = f.id)
   ORDER BY id)sql"};

constexpr Query select_standing_of_units{"facts.select_standing_of_units", R"sql(
  SELECT id, kind, topic, day, counted_month, unit_id, member_id, amount, source_id, channel,
         entered_by, entered_at, supersedes, note, journal_seq
    FROM fact f
   WHERE tenant_id = :tenant AND member_id IS NULL AND counted_month BETWEEN :from_month
     AND :until_month
     AND NOT EXISTS (SELECT 1 FROM fact s WHERE s.tenant_id = :tenant AND s.supersedes = f.id)
   ORDER BY unit_id, id)sql"};

constexpr Query select_by_journal{"facts.select_by_journal", R"sql(
  SELECT id, kind, topic, day, counted_month, unit_id, member_id, amount, source_id, channel,
         entered_by, entered_at, supersedes, note, journal_seq
    FROM fact
   WHERE tenant_id = :tenant
   ORDER BY journal_seq, id)sql"};

struct IdRow {
  FactId id{};
};
BOOST_DESCRIBE_STRUCT(IdRow, (), (id))
}  // namespace

void insert(Transaction& transaction, FactRow const& row) { transaction.insert(table, row); }

void insert_all(Transaction& transaction, std::span<FactRow const> rows) {
  transaction.insert_all(table, rows);
}

bool is_superseded(Transaction& transaction, FactId id) {
  return transaction.one<IdRow>(select_superseding, id).has_value();
}

bool is_closed(Transaction& transaction, UnitId unit, Month month) {
  return transaction.one<IdRow>(select_closing, unit, month, kind::points_register_closed)
      .has_value();
}

std::optional<FactRow> fact(Transaction& transaction, FactId id) {
  return transaction.one<FactRow>(select_fact, id);
}

std::vector<FactRow> of_source(Transaction& transaction, SourceId source) {
  return transaction.all<FactRow>(select_of_source, source);
}

std::vector<FactRow> standing_of_source(Transaction& transaction, SourceId source) {
  return transaction.all<FactRow>(select_standing_of_source, source);
}

std::vector<FactRow> standing_of_source(Transaction& transaction, SourceId source,
                                        MemberId member) {
  return transaction.all<FactRow>(select_standing_of_source_and_member, source, member);
}

std::vector<FactRow> standing_of_member(Transaction& transaction, MemberId member, Month from,
                                        Month until) {
  return transaction.all<FactRow>(select_standing_of_member, member, from, until);
}

std::vector<FactRow> standing_of_unit(Transaction& transaction, UnitId unit, Month from,
                                      Month until, std::string_view kind) {
  if (kind.empty()) return transaction.all<FactRow>(select_standing_of_unit, unit, from, until);
  return transaction.all<FactRow>(select_standing_of_unit_and_kind, unit, from, until, kind);
}

std::vector<FactRow> standing_of_units(Transaction& transaction, Month from, Month until) {
  return transaction.all<FactRow>(select_standing_of_units, from, until);
}

void each_by_journal(Transaction& transaction, std::function<void(FactRow const&)> const& visit) {
  transaction.each<FactRow>(select_by_journal, visit);
}

}  // namespace hangji::facts
