#include "application/commands_store.h"

#include "kernel/facts/fact_kinds.h"

namespace hangji::application {

using database::Query;
using database::Transaction;

namespace {
constexpr Query select_facts_of_month{"commands.select_facts_of_month", R"sql(
  SELECT id, kind, topic, day, counted_month, unit_id, member_id, amount, source_id, channel,
         entered_by, entered_at, supersedes, note, journal_seq
    FROM fact
   WHERE tenant_id = :tenant AND counted_month = :month
   ORDER BY id)sql"};

constexpr Query select_closed_months{"commands.select_closed_months", R"sql(
  SELECT DISTINCT counted_month
    FROM fact
   WHERE tenant_id = :tenant AND member_id IS NULL AND kind = :kind
   ORDER BY counted_month)sql"};

constexpr Query select_places{"commands.select_places", R"sql(
  SELECT unit_id, path FROM unit_place WHERE tenant_id = :tenant ORDER BY unit_id)sql"};

constexpr Query select_sealed{"commands.select_sealed", R"sql(
  SELECT identity_sealed
    FROM member
   WHERE tenant_id = :tenant AND identity_sealed <> ''
   LIMIT 1)sql"};

struct SealedRow {
  std::string identity_sealed{};
};
BOOST_DESCRIBE_STRUCT(SealedRow, (), (identity_sealed))

struct MonthRow {
  Month counted_month{};
};
BOOST_DESCRIBE_STRUCT(MonthRow, (), (counted_month))
}  // namespace

void each_fact_of_month(Transaction& transaction, Month month,
                        std::function<void(facts::FactRow const&)> const& visit) {
  transaction.each<facts::FactRow>(select_facts_of_month, visit, month);
}

std::vector<Month> closed_months(Transaction& transaction) {
  std::vector<Month> months;
  transaction.each<MonthRow>(
      select_closed_months, [&](MonthRow const& row) { months.push_back(row.counted_month); },
      facts::kind::points_register_closed);
  return months;
}

std::string any_sealed_number(Transaction& transaction) {
  return transaction.one<SealedRow>(select_sealed).value_or(SealedRow{}).identity_sealed;
}

void each_place(Transaction& transaction, std::function<void(PlaceRow const&)> const& visit) {
  transaction.each<PlaceRow>(select_places, visit);
}

}  // namespace hangji::application
