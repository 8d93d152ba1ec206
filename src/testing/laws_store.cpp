#include "testing/laws_store.h"

#include "kernel/requests/requests_invariants.h"
#include "organisation/organisation_invariants.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace hangji::testing {

namespace {
struct BrokenLaw {
  std::string law{};
  std::int64_t id{};
};
BOOST_DESCRIBE_STRUCT(BrokenLaw, (), (law, id))

constexpr database::Query select_broken_laws_of_facts{"test.broken_laws_of_facts", R"sql(
  SELECT '事实被取代了两次' AS law, supersedes AS id FROM fact
   WHERE tenant_id = :tenant AND supersedes IS NOT NULL GROUP BY supersedes HAVING COUNT(*) > 1
  UNION ALL
  SELECT '事实取代了别人的、别处的或更晚的', later.id
    FROM fact later LEFT JOIN fact before
      ON before.tenant_id = later.tenant_id AND before.id = later.supersedes
   WHERE later.tenant_id = :tenant AND later.supersedes IS NOT NULL
     AND (before.id IS NULL OR before.unit_id <> later.unit_id OR before.id >= later.id
          OR COALESCE(before.member_id, 0) <> COALESCE(later.member_id, 0))
  UNION ALL
  SELECT '已关闭的登记里又记了事实', entered.id
    FROM fact entered JOIN fact closing
      ON closing.tenant_id = entered.tenant_id AND closing.unit_id = entered.unit_id
     AND closing.kind = 'points.register_closed' AND closing.topic = entered.counted_month
     AND closing.journal_seq < entered.journal_seq
   WHERE entered.tenant_id = :tenant AND entered.member_id IS NOT NULL
  UNION ALL
  SELECT '事实计入了发生之前的月份', id FROM fact
   WHERE tenant_id = :tenant AND member_id IS NOT NULL AND counted_month < SUBSTR(day, 1, 7)
  UNION ALL
  SELECT '事实没有纪实', id FROM fact
   WHERE tenant_id = :tenant
     AND journal_seq NOT IN (SELECT seq FROM journal WHERE tenant_id = :tenant))sql"};

constexpr database::Query select_broken_laws_of_practice{"test.broken_laws_of_practice", R"sql(
  SELECT '报告、关闭或公开了两次：' || kind || ' ' || topic AS law, unit_id AS id FROM fact
   WHERE tenant_id = :tenant AND supersedes IS NULL
     AND kind IN ('dues.reported', 'points.register_closed', 'points.published')
   GROUP BY unit_id, kind, topic HAVING COUNT(*) > 1
  UNION ALL
  SELECT '积分登记没有逐月关闭', unit_id FROM fact
   WHERE tenant_id = :tenant AND kind = 'points.register_closed'
   GROUP BY unit_id
  HAVING COUNT(*) <> 1
       + CAST(SUBSTR(MAX(topic), 1, 4) AS BIGINT) * 12 + CAST(SUBSTR(MAX(topic), 6, 2) AS BIGINT)
       - CAST(SUBSTR(MIN(topic), 1, 4) AS BIGINT) * 12 - CAST(SUBSTR(MIN(topic), 6, 2) AS BIGINT)
  UNION ALL
  SELECT '登记关闭之前公开了积分', published.id
    FROM fact published
   WHERE published.tenant_id = :tenant AND published.kind = 'points.published'
     AND (SELECT COUNT(*) FROM fact closing
           WHERE closing.tenant_id = :tenant AND closing.unit_id = published.unit_id
             AND closing.kind = 'points.register_closed' AND closing.id < published.id
             AND SUBSTR(closing.topic, 1, 4) = SUBSTR(published.topic, 1, 4)
             AND (CAST(SUBSTR(closing.topic, 6, 2) AS BIGINT) + 2) / 3
               = CAST(SUBSTR(published.topic, 7, 1) AS BIGINT)) <> 3
  UNION ALL
  SELECT '核定的党费基数有误', id FROM dues_basis
   WHERE tenant_id = :tenant
     AND (base < 0 OR COALESCE(until_month, '9999-12') <= from_month
          OR (relief = 'reduced') <> (reduced_to IS NOT NULL)
          OR (relief <> 'none' AND approval = ''))
  UNION ALL
  SELECT '党费基数不相衔接', one.id
    FROM dues_basis one JOIN dues_basis other
      ON other.tenant_id = one.tenant_id AND other.member_id = one.member_id
     AND other.from_month > one.from_month
   WHERE one.tenant_id = :tenant AND COALESCE(one.until_month, '9999-12') > other.from_month
  UNION ALL
  SELECT '提议的处理与事实不符', proposal.id
    FROM points_proposal proposal
   WHERE proposal.tenant_id = :tenant
     AND (SELECT COUNT(*) FROM fact
           WHERE fact.tenant_id = :tenant AND fact.source_id = proposal.id
             AND fact.kind = 'points.confirmed')
      <> (CASE WHEN proposal.state = 'confirmed' THEN 1 ELSE 0 END))sql"};

/// Standing facts only: what no later fact supersedes.
constexpr database::Query select_broken_laws_of_records{"test.broken_laws_of_records", R"sql(
  SELECT '活动的状态与事实不符' AS law, activity.id AS id
    FROM activity
   WHERE activity.tenant_id = :tenant
     AND (SELECT COUNT(*) FROM fact held
           WHERE held.tenant_id = :tenant AND held.source_id = activity.id
             AND held.kind = 'activity.held' AND held.topic = activity.kind
             AND NOT EXISTS (SELECT 1 FROM fact later
                              WHERE later.tenant_id = :tenant AND later.supersedes = held.id))
      <> (CASE WHEN activity.state = 'finished' THEN 1 ELSE 0 END)
  UNION ALL
  SELECT '同一人在一次活动中登记了两次', marked.source_id
    FROM fact marked
   WHERE marked.tenant_id = :tenant AND marked.source_id IS NOT NULL
     AND marked.kind IN ('activity.attended', 'activity.on_leave', 'activity.absent')
     AND NOT EXISTS (SELECT 1 FROM fact later
                      WHERE later.tenant_id = :tenant AND later.supersedes = marked.id)
   GROUP BY marked.source_id, marked.member_id, marked.topic HAVING COUNT(*) > 1
  UNION ALL
  SELECT '归档的卷内编号不唯一', MIN(id) FROM archive_item
   WHERE tenant_id = :tenant GROUP BY keeper_id, year, volume, retention, number
  HAVING COUNT(*) > 1
  UNION ALL
  SELECT '同一事实归档了两次', MIN(id) FROM archive_item
   WHERE tenant_id = :tenant GROUP BY fact_id HAVING COUNT(*) > 1
  UNION ALL
  SELECT '归档的事实不存在', id FROM archive_item
   WHERE tenant_id = :tenant
     AND fact_id NOT IN (SELECT id FROM fact WHERE tenant_id = :tenant))sql"};
}  // namespace

std::vector<std::string> law_faults(database::Transaction& transaction) {
  auto all = organisation::faults(transaction);
  std::ranges::move(requests::request_faults(transaction), std::back_inserter(all));
  for (auto const& query : {select_broken_laws_of_facts, select_broken_laws_of_practice,
                            select_broken_laws_of_records}) {
    transaction.each<BrokenLaw>(query, [&](BrokenLaw const& broken) {
      all.push_back(fmt::format("{}（{}）", broken.law, broken.id));
    });
  }
  return all;
}

}  // namespace hangji::testing
