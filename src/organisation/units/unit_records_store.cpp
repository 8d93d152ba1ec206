// The SQL of what is dated about a unit: parents, places, adjustments, posts.
#include "organisation/units/units_store.h"

#include <charconv>
#include <map>
#include <unordered_map>

namespace hangji::organisation {

using database::Query;

namespace {
constexpr Query select_place{"units.select_place", R"sql(
  SELECT unit_id, path
    FROM unit_place
   WHERE tenant_id = :tenant AND unit_id = :unit)sql"};

constexpr Query select_next_place{"units.select_next_place", R"sql(
  SELECT unit_id, path
    FROM unit_place
   WHERE tenant_id = :tenant AND path >= :from
   ORDER BY path
   LIMIT 1)sql"};

constexpr Query update_places{"units.update_places", R"sql(
  UPDATE unit_place
     SET path = :path || SUBSTR(path, CAST(:behind AS INTEGER))
   WHERE tenant_id = :tenant AND path >= :from AND path < :until)sql"};

constexpr Query select_places{"units.select_places", R"sql(
  SELECT unit_id, path
    FROM unit_place
   WHERE tenant_id = :tenant)sql"};

constexpr Query delete_places{"units.delete_places", R"sql(
  DELETE FROM unit_place WHERE tenant_id = :tenant)sql"};

constexpr Query select_standing_parents{"units.select_standing_parents", R"sql(
  SELECT u.id AS unit_id, p.parent_id
    FROM unit u
    LEFT JOIN unit_parent p ON p.tenant_id = u.tenant_id AND p.unit_id = u.id
                           AND p.until_day IS NULL
   WHERE u.tenant_id = :tenant
   ORDER BY u.id)sql"};

constexpr Query select_parent{"units.select_parent", R"sql(
  SELECT id, unit_id, parent_id, from_day, until_day
    FROM unit_parent
   WHERE tenant_id = :tenant AND unit_id = :unit AND until_day IS NULL)sql"};

constexpr Query select_parents{"units.select_parents", R"sql(
  SELECT id, unit_id, parent_id, from_day, until_day
    FROM unit_parent
   WHERE tenant_id = :tenant AND unit_id = :unit
   ORDER BY from_day)sql"};

constexpr Query select_all_parents{"units.select_all_parents", R"sql(
  SELECT id, unit_id, parent_id, from_day, until_day
    FROM unit_parent
   WHERE tenant_id = :tenant
   ORDER BY unit_id, from_day)sql"};

constexpr Query select_every_post{"units.select_every_post", R"sql(
  SELECT id, unit_id, post, member_id, name, from_day, until_day
    FROM unit_post
   WHERE tenant_id = :tenant
   ORDER BY unit_id, post, from_day, id)sql"};

constexpr Query select_adjustments{"units.select_adjustments", R"sql(
  SELECT id, unit_id, adjustment, day, reason, approval, former_kind, former_full_name,
         former_short_name, successor_id
    FROM unit_adjustment
   WHERE tenant_id = :tenant AND unit_id = :unit
   ORDER BY day, id)sql"};

constexpr Query select_adjustments_between{"units.select_adjustments_between", R"sql(
  SELECT id, unit_id, adjustment, day, reason, approval, former_kind, former_full_name,
         former_short_name, successor_id
    FROM unit_adjustment
   WHERE tenant_id = :tenant AND day >= :from AND day < :until
   ORDER BY day, id)sql"};

constexpr Query select_posts{"units.select_posts", R"sql(
  SELECT id, unit_id, post, member_id, name, from_day, until_day
    FROM unit_post
   WHERE tenant_id = :tenant AND unit_id = :unit AND from_day <= :day
     AND (until_day IS NULL OR until_day > :day)
   ORDER BY id)sql"};

constexpr Query select_all_posts{"units.select_all_posts", R"sql(
  SELECT id, unit_id, post, member_id, name, from_day, until_day
    FROM unit_post
   WHERE tenant_id = :tenant AND unit_id = :unit
   ORDER BY post, from_day, id)sql"};

constexpr Query select_posts_held{"units.select_posts_held", R"sql(
  SELECT id, unit_id, post, member_id, name, from_day, until_day
    FROM unit_post
   WHERE tenant_id = :tenant AND member_id = :member AND from_day <= :day
     AND (until_day IS NULL OR until_day > :day)
   ORDER BY id)sql"};

constexpr Query select_secretary{"units.select_secretary", R"sql(
  SELECT id, unit_id, post, member_id, name, from_day, until_day
    FROM unit_post
   WHERE tenant_id = :tenant AND unit_id = :unit AND post = 'secretary' AND from_day <= :day
     AND (until_day IS NULL OR until_day > :day)
   ORDER BY from_day DESC
   LIMIT 1)sql"};

constexpr Query select_units_with_committee{"units.select_units_with_committee", R"sql(
  SELECT DISTINCT unit_id
    FROM unit_post
   WHERE tenant_id = :tenant AND post <> 'secretary' AND post <> 'deputy_secretary'
     AND from_day <= :day AND (until_day IS NULL OR until_day > :day)
   ORDER BY unit_id)sql"};

struct PlaceRow {
  UnitId unit_id{};
  std::string path{};
};
BOOST_DESCRIBE_STRUCT(PlaceRow, (), (unit_id, path))

struct UnitIdRow {
  UnitId unit_id{};
};
BOOST_DESCRIBE_STRUCT(UnitIdRow, (), (unit_id))

struct StandingRow {
  UnitId unit_id{};
  UnitId parent_id{};
};
BOOST_DESCRIBE_STRUCT(StandingRow, (), (unit_id, parent_id))

constexpr database::TableName place_table{"unit_place"};
constexpr std::size_t step_size = 16;

/// What the parents say; of parents that go round in a circle, a path that is nobody's.
std::vector<PlaceRow> places_by_parents(Transaction& transaction) {
  std::unordered_map<UnitId, UnitId> parents;
  std::vector<PlaceRow> rows;
  transaction.each<StandingRow>(select_standing_parents, [&](StandingRow const& row) {
    parents[row.unit_id] = row.parent_id;
    rows.push_back({row.unit_id, {}});
  });
  for (auto& row : rows) {
    auto at = row.unit_id;
    for (std::size_t steps = 0; !at.is_none() && steps <= rows.size(); ++steps, at = parents[at])
      row.path = path_of("", at) + row.path;
  }
  return rows;
}
}  // namespace

bool is_within(Transaction& transaction, UnitId ancestor, UnitId unit) {
  return ancestor == unit || is_on_path(place_of(transaction, unit), ancestor);
}

bool registers_members(Transaction& transaction, UnitId id) {
  auto const row = unit(transaction, id);
  return row && holds_members(row->kind);
}

std::vector<UnitId> line_of(Transaction& transaction, UnitId unit) {
  auto const path = place_of(transaction, unit);
  std::vector<UnitId> line;
  for (std::size_t at = 0; at + step_size <= path.size(); at += step_size) {
    std::from_chars(path.data() + at, path.data() + at + step_size, line.emplace_back().value, 16);
  }
  return line;
}

std::vector<UnitRow> roots(Transaction& transaction) {
  std::vector<UnitRow> found;
  std::string from;
  while (auto const place = transaction.one<PlaceRow>(select_next_place, from)) {
    auto row = unit(transaction, place->unit_id);
    if (row && !row->dissolved_on) found.push_back(std::move(*row));
    from = path_end(place->path);
  }
  return found;
}

std::string place_of(Transaction& transaction, UnitId unit) {
  return transaction.one<PlaceRow>(select_place, unit).value_or(PlaceRow{}).path;
}

void add_place(Transaction& transaction, UnitId unit, UnitId parent) {
  auto const above = parent.is_none() ? std::string{} : place_of(transaction, parent);
  transaction.insert(place_table, PlaceRow{unit, path_of(above, unit)});
}

void move_place(Transaction& transaction, UnitId unit, UnitId parent) {
  auto const was = place_of(transaction, unit);
  auto const above = place_of(transaction, parent);
  transaction.execute(update_places, path_of(above, unit), was.size() + 1, was, path_end(was));
}

std::vector<UnitId> units_out_of_place(Transaction& transaction) {
  std::map<UnitId, std::string> kept;
  transaction.each<PlaceRow>(select_places,
                             [&](PlaceRow const& row) { kept[row.unit_id] = row.path; });
  std::vector<UnitId> found;
  for (auto const& row : places_by_parents(transaction)) {
    auto const place = kept.extract(row.unit_id);
    if (place.empty() || place.mapped() != row.path) found.push_back(row.unit_id);
  }
  for (auto const& [unit, path] : kept) found.push_back(unit);
  return found;
}

void rebuild_places(Transaction& transaction) {
  auto const rows = places_by_parents(transaction);
  transaction.execute(delete_places);
  transaction.insert_all(place_table, std::span<PlaceRow const>{rows});
}

std::optional<UnitParentRow> parent_of(Transaction& transaction, UnitId unit) {
  return transaction.one<UnitParentRow>(select_parent, unit);
}

std::vector<UnitParentRow> parents_of(Transaction& transaction, UnitId unit) {
  return transaction.all<UnitParentRow>(select_parents, unit);
}

void each_parent(Transaction& transaction, std::function<void(UnitParentRow const&)> const& visit) {
  transaction.each<UnitParentRow>(select_all_parents, visit);
}

void each_post(Transaction& transaction, std::function<void(UnitPostRow const&)> const& visit) {
  transaction.each<UnitPostRow>(select_every_post, visit);
}

std::vector<UnitAdjustmentRow> adjustments_of(Transaction& transaction, UnitId unit) {
  return transaction.all<UnitAdjustmentRow>(select_adjustments, unit);
}

std::vector<UnitAdjustmentRow> adjustments_between(Transaction& transaction, Date from,
                                                   Date until) {
  return transaction.all<UnitAdjustmentRow>(select_adjustments_between, from, until);
}

std::vector<UnitPostRow> posts_of(Transaction& transaction, UnitId unit, Date day) {
  auto rows = transaction.all<UnitPostRow>(select_posts, unit, day);
  std::ranges::stable_sort(rows, {}, &UnitPostRow::post);
  return rows;
}

std::vector<UnitPostRow> all_posts_of(Transaction& transaction, UnitId unit) {
  auto rows = transaction.all<UnitPostRow>(select_all_posts, unit);
  std::ranges::stable_sort(rows, {}, &UnitPostRow::post);
  return rows;
}

std::vector<UnitPostRow> posts_held_by(Transaction& transaction, MemberId member, Date day) {
  return transaction.all<UnitPostRow>(select_posts_held, member, day);
}

std::optional<UnitPostRow> secretary_of(Transaction& transaction, UnitId unit, Date day) {
  return transaction.one<UnitPostRow>(select_secretary, unit, day);
}

std::vector<UnitId> units_with_committee(Transaction& transaction, Date day) {
  std::vector<UnitId> ids;
  transaction.each<UnitIdRow>(
      select_units_with_committee, [&](UnitIdRow const& row) { ids.push_back(row.unit_id); }, day);
  return ids;
}

}  // namespace hangji::organisation
