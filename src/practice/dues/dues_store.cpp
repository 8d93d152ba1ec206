#include "practice/dues/dues_store.h"

#include "kernel/facts/fact_kinds.h"
#include "organisation/units/units_store.h"

#include <unordered_map>

namespace hangji::practice {

using database::Query;
using database::Transaction;
using facts::FactRow;

namespace {
constexpr Query select_of_member{"dues.select_of_member", R"sql(
  SELECT id, member_id, from_month, until_month, population, base, relief, reduced_to, approval
    FROM dues_basis
   WHERE tenant_id = :tenant AND member_id = :member
   ORDER BY from_month)sql"};

constexpr Query select_of_unit{"dues.select_of_unit", R"sql(
  SELECT b.id, b.member_id, b.from_month, b.until_month, b.population, b.base, b.relief,
         b.reduced_to, b.approval
    FROM membership m
    JOIN dues_basis b ON b.tenant_id = :tenant AND b.member_id = m.member_id
   WHERE m.tenant_id = :tenant AND m.unit_id = :unit AND m.from_day <= :day
     AND (m.until_day IS NULL OR m.until_day > :day)
   ORDER BY b.member_id, b.from_month)sql"};

// The kind is written out: the index fact_of_dues, which answers this, holds no other. CROSS JOIN:
// the unit's memberships are to be the outer loop.
constexpr Query select_paid_of_unit{"dues.select_paid_of_unit", R"sql(
  SELECT f.member_id, f.topic, f.amount, f.unit_id, f.id
    FROM membership m
   CROSS JOIN fact f
   WHERE m.tenant_id = :tenant AND m.unit_id = :unit AND m.from_day <= :day
     AND (m.until_day IS NULL OR m.until_day > :day)
     AND f.tenant_id = m.tenant_id AND f.member_id = m.member_id
     AND f.kind = 'dues.paid' AND f.topic BETWEEN :from_month AND :until_month AND f.amount > 0
     AND NOT EXISTS (
           SELECT 1 FROM fact s WHERE s.tenant_id = :tenant AND s.supersedes = f.id))sql"};

// Few of a whole street: found by kind and month, and those of other units are passed over.
constexpr Query select_paid_elsewhere{"dues.select_paid_elsewhere", R"sql(
  SELECT f.member_id, f.topic, f.amount, f.unit_id, f.id
    FROM fact f
   WHERE f.tenant_id = :tenant AND f.kind = :kind AND f.topic BETWEEN :from_month AND :until_month
     AND f.member_id IS NOT NULL AND f.amount > 0
     AND NOT EXISTS (
           SELECT 1 FROM fact s WHERE s.tenant_id = :tenant AND s.supersedes = f.id))sql"};

constexpr Query select_about{"dues.select_about", R"sql(
  SELECT id, kind, topic, day, counted_month, unit_id, member_id, amount, source_id, channel,
         entered_by, entered_at, supersedes, note, journal_seq
    FROM fact f
   WHERE tenant_id = :tenant AND member_id = :member AND kind = :kind AND topic = :month
     AND NOT EXISTS (SELECT 1 FROM fact s WHERE s.tenant_id = :tenant AND s.supersedes = f.id)
   ORDER BY id)sql"};

constexpr Query select_report{"dues.select_report", R"sql(
  SELECT day, amount
    FROM fact f
   WHERE tenant_id = :tenant AND unit_id = :unit AND counted_month = :month AND kind = :kind
     AND NOT EXISTS (SELECT 1 FROM fact s WHERE s.tenant_id = :tenant AND s.supersedes = f.id)
   ORDER BY id
   LIMIT 1)sql"};

constexpr Query select_last_report{"dues.select_last_report", R"sql(
  SELECT topic
    FROM fact
   WHERE tenant_id = :tenant AND unit_id = :unit AND member_id IS NULL AND kind = :kind
   ORDER BY counted_month DESC
   LIMIT 1)sql"};

// The unit's facts of the months are few beside the tenant's: they are the inner loop.
constexpr Query select_unpaid_below{"dues.select_unpaid_below", R"sql(
  SELECT f.member_id, m.name, f.unit_id, u.short_name AS unit_name, f.topic, f.amount
    FROM unit_place l
   CROSS JOIN fact f
    JOIN member m ON m.tenant_id = :tenant AND m.id = f.member_id
    JOIN unit u ON u.tenant_id = :tenant AND u.id = f.unit_id
   WHERE l.tenant_id = :tenant AND l.path >= :from_path AND l.path < :until_path
     AND f.tenant_id = :tenant AND f.unit_id = l.unit_id AND f.counted_month >= :from_month
     AND f.kind = :unpaid AND f.topic BETWEEN :from_month AND :until_month
     AND NOT EXISTS (SELECT 1 FROM fact s WHERE s.tenant_id = :tenant AND s.supersedes = f.id)
     AND f.amount > (
           SELECT COALESCE(SUM(p.amount), 0)
             FROM fact p
            WHERE p.tenant_id = :tenant AND p.member_id = f.member_id AND p.kind = 'dues.paid'
              AND p.topic = f.topic AND p.amount > 0 AND p.id > f.id
              AND NOT EXISTS (
                    SELECT 1 FROM fact s WHERE s.tenant_id = :tenant AND s.supersedes = p.id))
   ORDER BY l.path, f.member_id, f.topic)sql"};

constexpr Query select_reported_below{"dues.select_reported_below", R"sql(
  SELECT l.unit_id, u.short_name AS unit_name,
         (SELECT MAX(f.topic)
            FROM fact f
           WHERE f.tenant_id = :tenant AND f.unit_id = l.unit_id AND f.member_id IS NULL
             AND f.kind = :reported) AS reported
    FROM unit_place l
    JOIN unit u ON u.tenant_id = :tenant AND u.id = l.unit_id
   WHERE l.tenant_id = :tenant AND l.path >= :from_path AND l.path < :until_path
     AND EXISTS (SELECT 1 FROM membership m
                  WHERE m.tenant_id = :tenant AND m.unit_id = l.unit_id AND m.from_day <= :day
                    AND (m.until_day IS NULL OR m.until_day > :day))
   ORDER BY l.path)sql"};

struct TopicRow {
  Month topic{};
};
BOOST_DESCRIBE_STRUCT(TopicRow, (), (topic))

struct PaidRow {
  MemberId member_id{};
  Month topic{};
  Fen amount{};
  UnitId unit_id{};
  FactId id{};
};
BOOST_DESCRIBE_STRUCT(PaidRow, (), (member_id, topic, amount, unit_id, id))
}  // namespace

std::vector<DuesBasisRow> bases_of_member(Transaction& transaction, MemberId member) {
  return transaction.all<DuesBasisRow>(select_of_member, member);
}

std::vector<MemberDues> dues_of_unit(Transaction& transaction, UnitId unit, Date day, Month from,
                                     Month until) {
  std::vector<MemberDues> all;
  std::unordered_map<MemberId, std::size_t> places;
  for (auto& member : organisation::members_of(transaction, unit, day)) {
    places.emplace(member.id, all.size());
    all.push_back({.member = std::move(member)});
  }
  transaction.each<DuesBasisRow>(
      select_of_unit,
      [&](DuesBasisRow const& row) {
        if (auto const found = places.find(row.member_id); found != places.end())
          all[found->second].bases.push_back(row);
      },
      unit, day);
  transaction.each<PaidRow>(
      select_paid_of_unit,
      [&](PaidRow const& row) {
        if (auto const found = places.find(row.member_id); found != places.end())
          all[found->second].paid.push_back({row.topic, row.amount, row.unit_id, row.id, false});
      },
      unit, day, from, until);
  transaction.each<PaidRow>(
      select_paid_elsewhere,
      [&](PaidRow const& row) {
        if (auto const found = places.find(row.member_id); found != places.end())
          all[found->second].paid.push_back({row.topic, row.amount, row.unit_id, row.id, true});
      },
      facts::kind::dues_paid_elsewhere, from, until);
  auto suspensions = organisation::suspensions_of_unit(transaction, unit, day);
  for (auto& one : all) {
    if (auto told = suspensions.extract(one.member.id)) one.suspensions = std::move(told.mapped());
    organisation::add_untold(one.suspensions, one.member.state);
  }
  return all;
}

std::vector<FactRow> standing_about(Transaction& transaction, MemberId member,
                                    std::string_view kind, Month month) {
  return transaction.all<FactRow>(select_about, member, kind, month);
}

std::optional<ReportRow> report_of(Transaction& transaction, UnitId unit, Month month) {
  return transaction.one<ReportRow>(select_report, unit, month, facts::kind::dues_reported);
}

std::vector<UnpaidRow> unpaid_below(Transaction& transaction, UnitId root, Month from,
                                    Month until) {
  auto const path = organisation::place_of(transaction, root);
  return transaction.all<UnpaidRow>(select_unpaid_below, path, organisation::path_end(path), from,
                                    facts::kind::dues_unpaid, until);
}

std::vector<ReportedUnitRow> reported_below(Transaction& transaction, UnitId root, Date day) {
  auto const path = organisation::place_of(transaction, root);
  return transaction.all<ReportedUnitRow>(select_reported_below, facts::kind::dues_reported, path,
                                          organisation::path_end(path), day);
}

std::optional<Month> last_reported_month(Transaction& transaction, UnitId unit) {
  auto const row = transaction.one<TopicRow>(select_last_report, unit, facts::kind::dues_reported);
  if (!row) return std::nullopt;
  return row->topic;
}

}  // namespace hangji::practice
