#include "organisation/members/members_store.h"

#include "organisation/units/units_store.h"

namespace hangji::organisation {

using database::Query;

namespace {
constexpr Query select_member{"members.select_member", R"sql(
  SELECT id, name, initials, sex, ethnicity, born_on, education, category, registration, state,
         state_since, joined_on, full_member_on, occupation, identity_sealed, identity_hash,
         identity_tail, phone_sealed, phone_hash, phone_tail, fixed_phone_sealed, address_sealed,
         lost_since, floating_destination, notes
    FROM member
   WHERE tenant_id = :tenant AND id = :id)sql"};

constexpr Query select_member_by_identity{"members.select_member_by_identity", R"sql(
  SELECT id, name, initials, sex, ethnicity, born_on, education, category, registration, state,
         state_since, joined_on, full_member_on, occupation, identity_sealed, identity_hash,
         identity_tail, phone_sealed, phone_hash, phone_tail, fixed_phone_sealed, address_sealed,
         lost_since, floating_destination, notes
    FROM member
   WHERE tenant_id = :tenant AND identity_hash = :hash)sql"};

constexpr Query select_all_members{"members.select_all_members", R"sql(
  SELECT id, name, initials, sex, ethnicity, born_on, education, category, registration, state,
         state_since, joined_on, full_member_on, occupation, identity_sealed, identity_hash,
         identity_tail, phone_sealed, phone_hash, phone_tail, fixed_phone_sealed, address_sealed,
         lost_since, floating_destination, notes
    FROM member
   WHERE tenant_id = :tenant
   ORDER BY id)sql"};

constexpr Query select_membership_on{"members.select_membership_on", R"sql(
  SELECT id, member_id, unit_id, from_day, until_day, reason
    FROM membership
   WHERE tenant_id = :tenant AND member_id = :member AND from_day <= :day
     AND (until_day IS NULL OR until_day > :day))sql"};

constexpr Query select_memberships{"members.select_memberships", R"sql(
  SELECT id, member_id, unit_id, from_day, until_day, reason
    FROM membership
   WHERE tenant_id = :tenant AND member_id = :member
   ORDER BY from_day)sql"};

constexpr Query select_last_membership{"members.select_last_membership", R"sql(
  SELECT id, member_id, unit_id, from_day, until_day, reason
    FROM membership
   WHERE tenant_id = :tenant AND member_id = :member
   ORDER BY from_day DESC
   LIMIT 1)sql"};

constexpr Query select_memberships_in{"members.select_memberships_in", R"sql(
  SELECT id, member_id, unit_id, from_day, until_day, reason
    FROM membership
   WHERE tenant_id = :tenant AND unit_id = :unit AND until_day IS NULL
   ORDER BY member_id)sql"};

constexpr Query select_present_memberships{"members.select_present_memberships", R"sql(
  SELECT id, member_id, unit_id, from_day, until_day, reason
    FROM membership
   WHERE tenant_id = :tenant AND until_day IS NULL
   ORDER BY member_id)sql"};

constexpr Query select_every_membership{"members.select_every_membership", R"sql(
  SELECT id, member_id, unit_id, from_day, until_day, reason
    FROM membership
   WHERE tenant_id = :tenant
   ORDER BY member_id, from_day)sql"};

constexpr Query select_former_categories{"members.select_former_categories", R"sql(
  SELECT id, member_id, category, until_day
    FROM former_category
   WHERE tenant_id = :tenant AND member_id = :member
   ORDER BY until_day)sql"};

constexpr Query select_events{"members.select_events", R"sql(
  SELECT id, member_id, event, day, reason
    FROM member_event
   WHERE tenant_id = :tenant AND member_id = :member
   ORDER BY day, id)sql"};

constexpr Query select_groups{"members.select_groups", R"sql(
  SELECT id, group_id, member_id, from_day, until_day
    FROM group_member
   WHERE tenant_id = :tenant AND member_id = :member
   ORDER BY from_day, id)sql"};

constexpr Query select_members_of{"members.select_members_of", R"sql(
  SELECT m.id, s.unit_id, m.name, m.initials, m.sex, m.born_on,
         COALESCE((SELECT f.category FROM former_category f
                    WHERE f.tenant_id = m.tenant_id AND f.member_id = m.id AND f.until_day > :day
                    ORDER BY f.until_day LIMIT 1), m.category) AS category,
         COALESCE((SELECT r.registration FROM former_registration r
                    WHERE r.tenant_id = m.tenant_id AND r.member_id = m.id AND r.until_day > :day
                    ORDER BY r.until_day LIMIT 1), m.registration) AS registration,
         m.state, m.joined_on, m.full_member_on, m.lost_since
    FROM membership s
    JOIN member m ON m.tenant_id = s.tenant_id AND m.id = s.member_id
   WHERE s.tenant_id = :tenant AND s.unit_id = :unit AND s.from_day <= :day
     AND (s.until_day IS NULL OR s.until_day > :day)
   ORDER BY m.initials, m.id)sql"};

constexpr Query select_members_of_group{"members.select_members_of_group", R"sql(
  SELECT m.id, g.group_id AS unit_id, m.name, m.initials, m.sex, m.born_on,
         COALESCE((SELECT f.category FROM former_category f
                    WHERE f.tenant_id = m.tenant_id AND f.member_id = m.id AND f.until_day > :day
                    ORDER BY f.until_day LIMIT 1), m.category) AS category,
         COALESCE((SELECT r.registration FROM former_registration r
                    WHERE r.tenant_id = m.tenant_id AND r.member_id = m.id AND r.until_day > :day
                    ORDER BY r.until_day LIMIT 1), m.registration) AS registration,
         m.state, m.joined_on, m.full_member_on, m.lost_since
    FROM group_member g
    JOIN member m ON m.tenant_id = g.tenant_id AND m.id = g.member_id
   WHERE g.tenant_id = :tenant AND g.group_id = :unit AND g.from_day <= :day
     AND (g.until_day IS NULL OR g.until_day > :day)
   ORDER BY m.initials, m.id)sql"};

// CROSS JOIN: the memberships, in the order of their index, are to be the outer loop. The history
// of registrations ends today at the latest: a day not gone by is not looked up there.
constexpr Query select_each_member{"members.select_each_member", R"sql(
  SELECT m.id, s.unit_id, m.name, m.initials, m.sex, m.born_on,
         COALESCE((SELECT f.category FROM former_category f
                    WHERE f.tenant_id = m.tenant_id AND f.member_id = m.id AND f.until_day > :day
                    ORDER BY f.until_day LIMIT 1), m.category) AS category,
         CASE WHEN :day >= :today THEN m.registration
              ELSE COALESCE((SELECT r.registration FROM former_registration r
                              WHERE r.tenant_id = m.tenant_id AND r.member_id = m.id
                                AND r.until_day > :day
                              ORDER BY r.until_day LIMIT 1), m.registration)
         END AS registration,
         CASE WHEN m.state IN ('active', 'suspended') AND m.state_since <= :day THEN m.state
              ELSE COALESCE((SELECT CASE WHEN e.event = 'suspended' THEN e.event ELSE 'active' END
                               FROM member_event e
                              WHERE e.tenant_id = m.tenant_id AND e.member_id = m.id
                                AND e.event IN ('suspended', 'restored') AND e.day <= :day
                              ORDER BY e.day DESC, e.id DESC LIMIT 1), 'active')
         END AS state,
         m.joined_on, m.full_member_on,
         CASE WHEN m.lost_since <= :day THEN m.lost_since
              ELSE (SELECT CASE WHEN e.event = 'lost' THEN e.day END
                      FROM member_event e
                     WHERE e.tenant_id = m.tenant_id AND e.member_id = m.id
                       AND e.event IN ('lost', 'found') AND e.day <= :day
                     ORDER BY e.day DESC, e.id DESC LIMIT 1)
         END AS lost_since
    FROM membership s
   CROSS JOIN member m
   WHERE s.tenant_id = :tenant AND s.from_day <= :day
     AND (s.until_day IS NULL OR s.until_day > :day)
     AND m.tenant_id = s.tenant_id AND m.id = s.member_id
   ORDER BY s.unit_id, s.member_id)sql"};

constexpr Query select_formal_members{"members.select_formal_members", R"sql(
  SELECT COUNT(*) AS count
    FROM membership s
    JOIN member m ON m.tenant_id = s.tenant_id AND m.id = s.member_id
   WHERE s.tenant_id = :tenant AND s.unit_id = :unit AND s.from_day <= :day
     AND (s.until_day IS NULL OR s.until_day > :day) AND m.full_member_on <= :day)sql"};

struct CountRow {
  std::int64_t count{};
};
BOOST_DESCRIBE_STRUCT(CountRow, (), (count))
}  // namespace

std::optional<MemberRow> member(Transaction& transaction, MemberId id) {
  return transaction.one<MemberRow>(select_member, id);
}

std::optional<MemberRow> member_by_identity(Transaction& transaction,
                                            std::string_view identity_hash) {
  if (identity_hash.empty()) return std::nullopt;
  return transaction.one<MemberRow>(select_member_by_identity, identity_hash);
}

std::optional<MembershipRow> membership_on(Transaction& transaction, MemberId member, Date day) {
  return transaction.one<MembershipRow>(select_membership_on, member, day);
}

std::optional<MembershipRow> membership_now(Transaction& transaction, MemberId member) {
  auto row = transaction.one<MembershipRow>(select_last_membership, member);
  return row && !row->until_day ? row : std::nullopt;
}

UnitId unit_of(Transaction& transaction, MemberId member) {
  auto const row = transaction.one<MembershipRow>(select_last_membership, member);
  return row ? row->unit_id : UnitId{};
}

std::vector<MembershipRow> memberships_of(Transaction& transaction, MemberId member) {
  return transaction.all<MembershipRow>(select_memberships, member);
}

std::vector<MembershipRow> memberships_in(Transaction& transaction, UnitId unit) {
  return transaction.all<MembershipRow>(select_memberships_in, unit);
}

std::vector<FormerCategoryRow> former_categories_of(Transaction& transaction, MemberId member) {
  return transaction.all<FormerCategoryRow>(select_former_categories, member);
}

std::vector<MemberEventRow> events_of(Transaction& transaction, MemberId member) {
  return transaction.all<MemberEventRow>(select_events, member);
}

std::vector<GroupMemberRow> groups_of(Transaction& transaction, MemberId member) {
  return transaction.all<GroupMemberRow>(select_groups, member);
}

MemberCategory category_on(Transaction& transaction, MemberRow const& row, Date day) {
  for (auto const& former : former_categories_of(transaction, row.id)) {
    if (day < former.until_day) return former.category;
  }
  return row.category;
}

std::vector<MemberBrief> members_of(Transaction& transaction, UnitId unit, Date day) {
  auto found = transaction.all<MemberBrief>(select_members_of, day, unit);
  if (!found.empty()) return found;
  return transaction.all<MemberBrief>(select_members_of_group, day, unit);
}

void each_member(Transaction& transaction, Date day,
                 std::function<void(MemberBrief const&)> const& visit) {
  transaction.each<MemberBrief>(select_each_member, visit, day, transaction.today());
}

void each_member_row(Transaction& transaction, std::function<void(MemberRow const&)> const& visit) {
  transaction.each<MemberRow>(select_all_members, visit);
}

void each_membership_now(Transaction& transaction,
                         std::function<void(MembershipRow const&)> const& visit) {
  transaction.each<MembershipRow>(select_present_memberships, visit);
}

void each_membership(Transaction& transaction,
                     std::function<void(MembershipRow const&)> const& visit) {
  transaction.each<MembershipRow>(select_every_membership, visit);
}

std::int64_t formal_members_of(Transaction& transaction, UnitId unit, Date day) {
  return transaction.one<CountRow>(select_formal_members, unit, day).value_or(CountRow{}).count;
}

}  // namespace hangji::organisation
