#include "organisation/enterprises/enterprises_store.h"

#include "foundation/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::organisation {

using database::Query;

namespace {
constexpr Query select_enterprise{"enterprises.select_enterprise", R"sql(
  SELECT id, name, initials, credit_code, credit_code_doubtful, legal_person, established_on,
         state, state_since, industry, employees, party_members, formal_members, address, phone,
         community_id, building, unit_id, liaison, notes
    FROM enterprise
   WHERE tenant_id = :tenant AND id = :id)sql"};

constexpr Query select_by_credit_code{"enterprises.select_by_credit_code", R"sql(
  SELECT id, name, initials, credit_code, credit_code_doubtful, legal_person, established_on,
         state, state_since, industry, employees, party_members, formal_members, address, phone,
         community_id, building, unit_id, liaison, notes
    FROM enterprise
   WHERE tenant_id = :tenant AND credit_code = :code)sql"};

constexpr Query select_named{"enterprises.select_named", R"sql(
  SELECT id, name, initials, credit_code, credit_code_doubtful, legal_person, established_on,
         state, state_since, industry, employees, party_members, formal_members, address, phone,
         community_id, building, unit_id, liaison, notes
    FROM enterprise
   WHERE tenant_id = :tenant AND name = :name
   ORDER BY id)sql"};

constexpr Query select_of_unit{"enterprises.select_of_unit", R"sql(
  SELECT id, name, initials, credit_code, credit_code_doubtful, legal_person, established_on,
         state, state_since, industry, employees, party_members, formal_members, address, phone,
         community_id, building, unit_id, liaison, notes
    FROM enterprise
   WHERE tenant_id = :tenant AND unit_id = :unit
   ORDER BY id)sql"};

constexpr Query select_all_enterprises{"enterprises.select_all_enterprises", R"sql(
  SELECT id, name, initials, credit_code, credit_code_doubtful, legal_person, established_on,
         state, state_since, industry, employees, party_members, formal_members, address, phone,
         community_id, building, unit_id, liaison, notes
    FROM enterprise
   WHERE tenant_id = :tenant
   ORDER BY id)sql"};

constexpr Query select_page{"enterprises.select_page", R"sql(
  SELECT id, name, initials, credit_code, credit_code_doubtful, state, industry, employees,
         party_members, formal_members, address, community_id, building, unit_id, liaison
    FROM enterprise
   WHERE tenant_id = :tenant AND initials >= :first AND initials <= :last
     AND (initials > :initials OR (initials = :initials AND id > :id))
     AND (:state = '' OR state = :state)
     AND (:building = '' OR building = :building)
     AND (:words = '' OR name LIKE :words)
     AND (:coverage = '' OR :coverage = CASE WHEN unit_id IS NULL AND liaison = '' THEN 'uncovered'
                                             ELSE 'covered' END)
   ORDER BY initials, id
   LIMIT :most)sql"};

constexpr Query select_community_page{"enterprises.select_community_page", R"sql(
  SELECT id, name, initials, credit_code, credit_code_doubtful, state, industry, employees,
         party_members, formal_members, address, community_id, building, unit_id, liaison
    FROM enterprise
   WHERE tenant_id = :tenant AND initials >= :first AND initials <= :last
     AND (initials > :initials OR (initials = :initials AND id > :id))
     AND (:state = '' OR state = :state)
     AND (:building = '' OR building = :building)
     AND (:words = '' OR name LIKE :words)
     AND (:coverage = '' OR :coverage = CASE WHEN unit_id IS NULL AND liaison = '' THEN 'uncovered'
                                             ELSE 'covered' END)
     AND community_id = :community
   ORDER BY initials, id
   LIMIT :most)sql"};

constexpr Query select_events{"enterprises.select_events", R"sql(
  SELECT id, enterprise_id, former_state, state, day, reason, successor_id
    FROM enterprise_event
   WHERE tenant_id = :tenant AND enterprise_id = :enterprise
   ORDER BY day, id)sql"};

constexpr Query select_every_event{"enterprises.select_every_event", R"sql(
  SELECT id, enterprise_id, former_state, state, day, reason, successor_id
    FROM enterprise_event
   WHERE tenant_id = :tenant
   ORDER BY enterprise_id, day, id)sql"};

constexpr Query count_enterprises{"enterprises.count_enterprises", R"sql(
  SELECT COALESCE((SELECT v.former_state FROM enterprise_event v
                    WHERE v.tenant_id = e.tenant_id AND v.enterprise_id = e.id AND v.day > :day
                    ORDER BY v.day, v.id LIMIT 1), e.state) AS state,
         COUNT(*) AS enterprises,
         COUNT(CASE WHEN e.unit_id IS NOT NULL OR e.liaison <> '' THEN 1 END) AS covered
    FROM enterprise e
   WHERE e.tenant_id = :tenant AND (CAST(:community AS BIGINT) IS NULL
                                    OR e.community_id = CAST(:community AS BIGINT))
     AND (e.established_on IS NULL OR e.established_on <= :day)
   GROUP BY 1
   ORDER BY 1)sql"};

struct Key {
  std::string initials{};
  std::int64_t id{};
};

std::optional<Key> parse_key(std::string_view text) {
  if (text.empty()) return Key{};
  auto const parts = split(text, '~');
  Key key;
  if (parts.size() != 2 || !parse_integer(parts[1], key.id)) return std::nullopt;
  key.initials = parts[0];
  return key;
}

/// What the text searches: a range of initials, or words within the name.
struct Wanted {
  std::string first{};
  std::string words{};
};

Wanted wanted_of(std::string_view text) {
  auto const plain = without_spaces(to_half_width(text));
  if (plain.empty()) return {};
  if (std::ranges::all_of(plain, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    return {pinyin_initials(plain), {}};
  }
  std::string words{"%"};
  std::ranges::copy_if(plain, std::back_inserter(words),
                       [](char c) { return c != '%' && c != '_'; });
  return {{}, words + '%'};
}

template <class Enum> std::string code_of(std::optional<Enum> value) {
  return value ? boost::describe::enum_to_string(*value, "") : "";
}
}  // namespace

EnterprisePage enterprise_page(Transaction& transaction, EnterpriseFilter const& filter,
                               std::string_view after, int limit) {
  auto const key = parse_key(after);
  if (!key) return {};
  auto const wanted = wanted_of(filter.text);
  auto const last = wanted.first + std::string(64, 'z');
  auto const state = code_of(filter.state);
  auto const coverage = code_of(filter.coverage);
  EnterprisePage page;
  if (filter.community.is_none()) {
    page.rows =
        transaction.all<EnterpriseLine>(select_page, wanted.first, last, key->initials, key->id,
                                        state, filter.building, wanted.words, coverage, limit + 1);
  } else {
    page.rows = transaction.all<EnterpriseLine>(
        select_community_page, wanted.first, last, key->initials, key->id, state, filter.building,
        wanted.words, coverage, filter.community, limit + 1);
  }
  if (std::ssize(page.rows) <= limit) return page;
  page.rows.resize(static_cast<std::size_t>(limit));
  page.next_key = fmt::format("{}~{}", page.rows.back().initials, page.rows.back().id.value);
  return page;
}

std::optional<EnterpriseRow> enterprise(Transaction& transaction, EnterpriseId id) {
  return transaction.one<EnterpriseRow>(select_enterprise, id);
}

std::optional<EnterpriseRow> enterprise_by_credit_code(Transaction& transaction,
                                                       std::string_view code) {
  if (code.empty()) return std::nullopt;
  return transaction.one<EnterpriseRow>(select_by_credit_code, code);
}

std::vector<EnterpriseRow> enterprises_named(Transaction& transaction, std::string_view name) {
  return transaction.all<EnterpriseRow>(select_named, name);
}

std::vector<EnterpriseRow> enterprises_of(Transaction& transaction, UnitId unit) {
  return transaction.all<EnterpriseRow>(select_of_unit, unit);
}

std::vector<EnterpriseEventRow> enterprise_events_of(Transaction& transaction,
                                                     EnterpriseId enterprise) {
  return transaction.all<EnterpriseEventRow>(select_events, enterprise);
}

void each_enterprise(Transaction& transaction,
                     std::function<void(EnterpriseRow const&)> const& visit) {
  transaction.each<EnterpriseRow>(select_all_enterprises, visit);
}

void each_enterprise_event(Transaction& transaction,
                           std::function<void(EnterpriseEventRow const&)> const& visit) {
  transaction.each<EnterpriseEventRow>(select_every_event, visit);
}

std::vector<EnterpriseCount> enterprise_counts(Transaction& transaction, UnitId community,
                                               Date day) {
  return transaction.all<EnterpriseCount>(count_enterprises, day, community);
}

}  // namespace hangji::organisation
