#include "practice/points/points_store.h"

#include "kernel/facts/fact_kinds.h"
#include "organisation/members/suspensions.h"
#include "organisation/units/units_store.h"

#include <unordered_map>

namespace hangji::practice {

using database::Query;
using database::Transaction;
using facts::FactRow;

namespace {
constexpr database::TableName tally_table{"points_tally"};

constexpr Query select_proposal{"points.select_proposal", R"sql(
  SELECT id, member_id, unit_id, item, day, amount, reason, evidence, proposed_by, state,
         decided_by, decided_at, answer
    FROM points_proposal
   WHERE tenant_id = :tenant AND id = :id)sql"};

constexpr Query select_of_unit{"points.select_of_unit", R"sql(
  SELECT id, member_id, unit_id, item, day, amount, reason, evidence, proposed_by, state,
         decided_by, decided_at, answer
    FROM points_proposal
   WHERE tenant_id = :tenant AND unit_id = :unit
   ORDER BY CASE state WHEN 'pending' THEN 0 ELSE 1 END, id DESC
   LIMIT :most)sql"};

constexpr Query count_pending{"points.count_pending", R"sql(
  SELECT COUNT(*) AS count
    FROM points_proposal
   WHERE tenant_id = :tenant AND unit_id = :unit AND state = 'pending' AND day <= :until)sql"};

constexpr Query select_waiting{"points.select_waiting", R"sql(
  SELECT p.unit_id, u.short_name AS unit_name, COUNT(*) AS count, MIN(p.day) AS since
    FROM unit_place l
    JOIN points_proposal p ON p.tenant_id = :tenant AND p.unit_id = l.unit_id
    JOIN unit u ON u.tenant_id = :tenant AND u.id = l.unit_id
   WHERE l.tenant_id = :tenant AND l.path >= :from AND l.path < :until AND p.state = 'pending'
     AND COALESCE(p.proposed_by, 0) <> :user AND p.member_id <> :member
   GROUP BY p.unit_id, u.short_name
   ORDER BY since, p.unit_id
   LIMIT :most)sql"};

constexpr Query select_facts_of_unit{"points.select_facts_of_unit", R"sql(
  SELECT f.id, f.kind, f.topic, f.day, f.counted_month, f.unit_id, f.member_id, f.amount,
         f.source_id, f.channel, f.entered_by, f.entered_at, f.supersedes, f.note, f.journal_seq
    FROM membership m
    JOIN fact f ON f.tenant_id = :tenant AND f.member_id = m.member_id
   WHERE m.tenant_id = :tenant AND m.unit_id = :unit AND m.from_day <= :day
     AND (m.until_day IS NULL OR m.until_day > :day)
     AND f.counted_month BETWEEN :from_month AND :until_month
   ORDER BY f.member_id, f.id)sql"};

constexpr Query select_facts_of_member{"points.select_facts_of_member", R"sql(
  SELECT id, kind, topic, day, counted_month, unit_id, member_id, amount, source_id, channel,
         entered_by, entered_at, supersedes, note, journal_seq
    FROM fact
   WHERE tenant_id = :tenant AND member_id = :member
     AND counted_month BETWEEN :from_month AND :until_month
   ORDER BY id)sql"};

constexpr Query select_categories_of_unit{"points.select_categories_of_unit", R"sql(
  SELECT c.id, c.member_id, c.category, c.until_day
    FROM membership m
    JOIN former_category c ON c.tenant_id = :tenant AND c.member_id = m.member_id
   WHERE m.tenant_id = :tenant AND m.unit_id = :unit AND m.from_day <= :day
     AND (m.until_day IS NULL OR m.until_day > :day)
   ORDER BY c.member_id, c.until_day)sql"};

constexpr Query select_last_closing{"points.select_last_closing", R"sql(
  SELECT topic
    FROM fact
   WHERE tenant_id = :tenant AND unit_id = :unit AND member_id IS NULL AND kind = :kind
   ORDER BY counted_month DESC
   LIMIT 1)sql"};

constexpr Query select_publication{"points.select_publication", R"sql(
  SELECT id, kind, topic, day, counted_month, unit_id, member_id, amount, source_id, channel,
         entered_by, entered_at, supersedes, note, journal_seq
    FROM fact f
   WHERE tenant_id = :tenant AND unit_id = :unit AND kind = :kind AND topic = :quarter
     AND NOT EXISTS (SELECT 1 FROM fact s WHERE s.tenant_id = :tenant AND s.supersedes = f.id)
   ORDER BY id)sql"};

constexpr Query select_tallies{"points.select_tallies", R"sql(
  SELECT t.member_id, m.name, m.initials, t.month, t.category, t.base, t.daily, t.review,
         t.correction, t.total, t.red_line, m.full_member_on
    FROM points_tally t
    JOIN member m ON m.tenant_id = :tenant AND m.id = t.member_id
   WHERE t.tenant_id = :tenant AND t.unit_id = :unit
     AND t.month BETWEEN :from_month AND :until_month
   ORDER BY m.initials, t.member_id, t.month)sql"};

constexpr Query delete_of_unit{"points.delete_of_unit", R"sql(
  DELETE FROM points_tally
   WHERE tenant_id = :tenant AND unit_id = :unit AND month = :month)sql"};

constexpr Query select_line{"points.select_line", R"sql(
  SELECT t.member_id, m.name, m.initials, t.month, t.category, t.base, t.daily, t.review,
         t.correction, t.total, t.red_line, m.full_member_on
    FROM points_tally t
    JOIN member m ON m.tenant_id = :tenant AND m.id = t.member_id
   WHERE t.tenant_id = :tenant AND t.member_id = :member AND t.month = :month)sql"};

constexpr Query select_rows{"points.select_rows", R"sql(
  SELECT member_id, month, unit_id, category, base, daily, review, correction, total, red_line
    FROM points_tally
   WHERE tenant_id = :tenant AND unit_id = :unit AND month = :month
   ORDER BY member_id)sql"};

constexpr Query select_all_rows{"points.select_all_rows", R"sql(
  SELECT member_id, month, unit_id, category, base, daily, review, correction, total, red_line
    FROM points_tally
   WHERE tenant_id = :tenant
   ORDER BY month, unit_id, member_id)sql"};

constexpr Query select_elsewhere{"points.select_elsewhere", R"sql(
  SELECT DISTINCT t.member_id
    FROM membership m
    JOIN points_tally t ON t.tenant_id = :tenant AND t.member_id = m.member_id
   WHERE m.tenant_id = :tenant AND m.unit_id = :unit AND t.month = :month AND t.unit_id <> :unit
   ORDER BY t.member_id)sql"};

constexpr Query select_closings{"points.select_closings", R"sql(
  SELECT id, kind, topic, day, counted_month, unit_id, member_id, amount, source_id, channel,
         entered_by, entered_at, supersedes, note, journal_seq
    FROM fact
   WHERE tenant_id = :tenant AND member_id IS NULL
     AND counted_month BETWEEN :from_month AND :until_month AND kind = :kind
   ORDER BY counted_month, unit_id)sql"};

struct CountRow {
  std::int64_t count{};
};
BOOST_DESCRIBE_STRUCT(CountRow, (), (count))

struct MemberIdRow {
  MemberId member_id{};
};
BOOST_DESCRIBE_STRUCT(MemberIdRow, (), (member_id))

struct ClosedMonthRow {
  Month topic{};
};
BOOST_DESCRIBE_STRUCT(ClosedMonthRow, (), (topic))
}  // namespace

std::optional<ProposalRow> proposal(Transaction& transaction, ProposalId id) {
  return transaction.one<ProposalRow>(select_proposal, id);
}

std::vector<ProposalRow> proposals_of(Transaction& transaction, UnitId unit, int limit) {
  return transaction.all<ProposalRow>(select_of_unit, unit, limit);
}

std::int64_t pending_proposals(Transaction& transaction, UnitId unit, Date until) {
  auto const row = transaction.one<CountRow>(count_pending, unit, until);
  return row ? row->count : 0;
}

std::vector<UnitProposals> waiting_proposals(Transaction& transaction, UnitId root,
                                             Asking const& asking, int limit) {
  auto const path = organisation::place_of(transaction, root);
  // None is no number in the books.
  return transaction.all<UnitProposals>(select_waiting, path, organisation::path_end(path),
                                        asking.user.value, asking.member.value, limit);
}

std::vector<MemberFacts> facts_of_members(Transaction& transaction, UnitId unit, Date day,
                                          Month from, Month until) {
  std::vector<MemberFacts> all;
  std::unordered_map<MemberId, std::size_t> places;
  auto suspensions = organisation::suspensions_of_unit(transaction, unit, day);
  for (auto& member : organisation::members_of(transaction, unit, day)) {
    auto& stopped = suspensions[member.id];
    organisation::add_untold(stopped, member.state);
    if (organisation::is_suspended_throughout(stopped, until)) continue;
    places.emplace(member.id, all.size());
    auto const category = member.category;
    all.push_back({std::move(member), {.now = category, .former = {}}, {}});
  }
  transaction.each<organisation::FormerCategoryRow>(
      select_categories_of_unit,
      [&](organisation::FormerCategoryRow const& row) {
        if (auto const found = places.find(row.member_id); found != places.end())
          all[found->second].category.former.emplace_back(row.until_day, row.category);
      },
      unit, day);
  transaction.each<FactRow>(
      select_facts_of_unit,
      [&](FactRow const& row) {
        if (auto const found = places.find(row.member_id); found != places.end())
          all[found->second].facts.push_back(row);
      },
      unit, day, from, until);
  return all;
}

std::vector<FactRow> facts_of_member(Transaction& transaction, MemberId member, Month from,
                                     Month until) {
  return transaction.all<FactRow>(select_facts_of_member, member, from, until);
}

std::optional<FactRow> closing_of(Transaction& transaction, UnitId unit, Month month) {
  auto rows =
      facts::standing_of_unit(transaction, unit, month, month, facts::kind::points_register_closed);
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

std::optional<Month> last_closed_month(Transaction& transaction, UnitId unit) {
  auto const row = transaction.one<ClosedMonthRow>(select_last_closing, unit,
                                                   facts::kind::points_register_closed);
  if (!row) return std::nullopt;
  return row->topic;
}

std::optional<FactRow> publication_of(Transaction& transaction, UnitId unit,
                                      std::string_view quarter) {
  return transaction.one<FactRow>(select_publication, unit, facts::kind::points_published, quarter);
}

std::vector<TallyLine> tallies_of(Transaction& transaction, UnitId unit, Month from, Month until) {
  return transaction.all<TallyLine>(select_tallies, unit, from, until);
}

void replace_tallies(Transaction& transaction, UnitId unit, Month month,
                     std::span<TallyRow const> rows) {
  transaction.execute(delete_of_unit, unit, month);
  transaction.insert_all(tally_table, rows);
}

std::vector<TallyRow> tally_rows(Transaction& transaction, UnitId unit, Month month) {
  return transaction.all<TallyRow>(select_rows, unit, month);
}

std::optional<TallyLine> tally_of_member(Transaction& transaction, MemberId member, Month month) {
  return transaction.one<TallyLine>(select_line, member, month);
}

std::vector<MemberId> registered_elsewhere(Transaction& transaction, UnitId unit, Month month) {
  std::vector<MemberId> members;
  transaction.each<MemberIdRow>(
      select_elsewhere, [&](MemberIdRow const& row) { members.push_back(row.member_id); }, unit,
      month);
  return members;
}

void each_register(Transaction& transaction,
                   std::function<void(std::span<TallyRow const>)> const& visit) {
  std::vector<TallyRow> rows;
  transaction.each<TallyRow>(select_all_rows, [&](TallyRow const& row) {
    bool const is_next =
        !rows.empty() && (rows.front().month != row.month || rows.front().unit_id != row.unit_id);
    if (is_next) {
      visit(rows);
      rows.clear();
    }
    rows.push_back(row);
  });
  if (!rows.empty()) visit(rows);
}

std::vector<FactRow> closings(Transaction& transaction, Month from, Month until) {
  return transaction.all<FactRow>(select_closings, from, until,
                                  facts::kind::points_register_closed);
}

}  // namespace hangji::practice
