#include "organisation/units/units_store.h"

#include "foundation/text.h"

#include <algorithm>
#include <unordered_map>

namespace hangji::organisation {

using database::Query;

namespace {
constexpr Query select_unit{"units.select_unit", R"sql(
  SELECT id, kind, full_name, short_name, initials, external_code, community_id, host_name,
         host_credit_code, contact, contact_phone, founded_on, dissolved_on, term_ends_on,
         approval, notes
    FROM unit
   WHERE tenant_id = :tenant AND id = :id)sql"};

constexpr Query select_all_units{"units.select_all_units", R"sql(
  SELECT id, kind, full_name, short_name, initials, external_code, community_id, host_name,
         host_credit_code, contact, contact_phone, founded_on, dissolved_on, term_ends_on,
         approval, notes
    FROM unit
   WHERE tenant_id = :tenant
   ORDER BY id)sql"};

constexpr Query select_units_between{"units.select_units_between", R"sql(
  SELECT id, kind, full_name, short_name, initials, external_code, community_id, host_name,
         host_credit_code, contact, contact_phone, founded_on, dissolved_on, term_ends_on,
         approval, notes
    FROM unit
   WHERE tenant_id = :tenant AND founded_on < :until
     AND (dissolved_on IS NULL OR dissolved_on > :from)
   ORDER BY id)sql"};

constexpr Query select_named_unit{"units.select_named_unit", R"sql(
  SELECT id, kind, full_name, short_name, initials, external_code, community_id, host_name,
         host_credit_code, contact, contact_phone, founded_on, dissolved_on, term_ends_on,
         approval, notes
    FROM unit
   WHERE tenant_id = :tenant AND full_name = :name AND dissolved_on IS NULL
   UNION
  SELECT id, kind, full_name, short_name, initials, external_code, community_id, host_name,
         host_credit_code, contact, contact_phone, founded_on, dissolved_on, term_ends_on,
         approval, notes
    FROM unit
   WHERE tenant_id = :tenant AND initials = :initials AND short_name = :name
     AND dissolved_on IS NULL
   LIMIT 2)sql"};

constexpr Query select_with_full_name{"units.select_with_full_name", R"sql(
  SELECT id, kind, full_name, short_name, initials, external_code, community_id, host_name,
         host_credit_code, contact, contact_phone, founded_on, dissolved_on, term_ends_on,
         approval, notes
    FROM unit
   WHERE tenant_id = :tenant AND full_name = :name AND dissolved_on IS NULL
   ORDER BY id
   LIMIT 1)sql"};

constexpr Query select_units_of_host{"units.select_units_of_host", R"sql(
  SELECT id, kind, full_name, short_name, initials, external_code, community_id, host_name,
         host_credit_code, contact, contact_phone, founded_on, dissolved_on, term_ends_on,
         approval, notes
    FROM unit
   WHERE tenant_id = :tenant AND host_credit_code = :code AND host_credit_code <> ''
     AND dissolved_on IS NULL
   ORDER BY id)sql"};

constexpr Query select_units_of_community{"units.select_units_of_community", R"sql(
  SELECT id, kind, full_name, short_name, initials, external_code, community_id, host_name,
         host_credit_code, contact, contact_phone, founded_on, dissolved_on, term_ends_on,
         approval, notes
    FROM unit
   WHERE tenant_id = :tenant AND community_id = :community AND dissolved_on IS NULL
   ORDER BY id)sql"};

constexpr Query select_by_initials{"units.search_by_initials", R"sql(
  SELECT u.id, u.kind, u.full_name, u.short_name, u.initials, u.external_code, u.community_id,
         u.host_name, u.host_credit_code, u.contact, u.contact_phone, u.founded_on,
         u.dissolved_on, u.term_ends_on, u.approval, u.notes
    FROM unit u
    JOIN unit_place p ON p.tenant_id = u.tenant_id AND p.unit_id = u.id
   WHERE u.tenant_id = :tenant AND u.initials >= :first AND u.initials <= :last
     AND u.dissolved_on IS NULL AND p.path >= :from AND p.path < :until
   ORDER BY u.initials, u.id
   LIMIT :most)sql"};

constexpr Query select_by_words{"units.search_by_words", R"sql(
  SELECT u.id, u.kind, u.full_name, u.short_name, u.initials, u.external_code, u.community_id,
         u.host_name, u.host_credit_code, u.contact, u.contact_phone, u.founded_on,
         u.dissolved_on, u.term_ends_on, u.approval, u.notes
    FROM unit u
    JOIN unit_place p ON p.tenant_id = u.tenant_id AND p.unit_id = u.id
   WHERE u.tenant_id = :tenant AND (u.short_name LIKE :words OR u.full_name LIKE :words)
     AND u.dissolved_on IS NULL AND p.path >= :from AND p.path < :until
   ORDER BY u.initials, u.id
   LIMIT :most)sql"};

constexpr Query select_children{"units.select_children", R"sql(
  SELECT u.id, p.parent_id, u.kind, u.full_name, u.short_name, u.founded_on, u.dissolved_on,
         u.term_ends_on,
         (SELECT COUNT(*) FROM membership m
           WHERE m.tenant_id = u.tenant_id AND m.unit_id = u.id AND m.from_day <= :day
             AND (m.until_day IS NULL OR m.until_day > :day)) AS members,
         (SELECT COUNT(*) FROM unit_parent c
            JOIN unit cu ON cu.tenant_id = c.tenant_id AND cu.id = c.unit_id
           WHERE c.tenant_id = u.tenant_id AND c.parent_id = u.id AND c.from_day <= :day
             AND (c.until_day IS NULL OR c.until_day > :day)
             AND (cu.dissolved_on IS NULL OR cu.dissolved_on > :day)) AS units_below
    FROM unit_parent p
    JOIN unit u ON u.tenant_id = p.tenant_id AND u.id = p.unit_id
   WHERE p.tenant_id = :tenant AND p.parent_id = :parent AND p.from_day <= :day
     AND (p.until_day IS NULL OR p.until_day > :day)
     AND (u.dissolved_on IS NULL OR u.dissolved_on > :day)
   ORDER BY u.id)sql"};

constexpr Query select_tree{"units.select_tree", R"sql(
  WITH RECURSIVE below (id, parent_id) AS (
    SELECT CAST(:root AS BIGINT), CAST(NULL AS BIGINT)
     UNION ALL
    SELECT p.unit_id, p.parent_id
      FROM below
      JOIN unit_parent p ON p.tenant_id = :tenant AND p.parent_id = below.id
     WHERE p.from_day <= :day AND (p.until_day IS NULL OR p.until_day > :day))
  SELECT u.id, below.parent_id, u.kind, u.full_name, u.short_name, u.founded_on, u.dissolved_on,
         u.term_ends_on, 0 AS members, 0 AS units_below
    FROM below
    JOIN unit u ON u.tenant_id = :tenant AND u.id = below.id
   WHERE u.founded_on <= :day AND (u.dissolved_on IS NULL OR u.dissolved_on > :day)
   ORDER BY u.id)sql"};

constexpr Query select_counted_tree{"units.select_counted_tree", R"sql(
  WITH RECURSIVE below (id, parent_id) AS (
    SELECT CAST(:root AS BIGINT), CAST(NULL AS BIGINT)
     UNION ALL
    SELECT p.unit_id, p.parent_id
      FROM below
      JOIN unit_parent p ON p.tenant_id = :tenant AND p.parent_id = below.id
     WHERE p.from_day <= :day AND (p.until_day IS NULL OR p.until_day > :day))
  SELECT u.id, below.parent_id, u.kind, u.full_name, u.short_name, u.founded_on, u.dissolved_on,
         u.term_ends_on,
         (SELECT COUNT(*) FROM membership m
           WHERE m.tenant_id = :tenant AND m.unit_id = u.id AND m.from_day <= :day
             AND (m.until_day IS NULL OR m.until_day > :day)) AS members,
         0 AS units_below
    FROM below
    JOIN unit u ON u.tenant_id = :tenant AND u.id = below.id
   WHERE u.founded_on <= :day AND (u.dissolved_on IS NULL OR u.dissolved_on > :day)
   ORDER BY u.id)sql"};

constexpr Query select_contents{"units.select_contents", R"sql(
  SELECT (SELECT COUNT(*) FROM unit_parent p
            JOIN unit u ON u.tenant_id = p.tenant_id AND u.id = p.unit_id
           WHERE p.tenant_id = :tenant AND p.parent_id = :unit AND p.until_day IS NULL
             AND u.dissolved_on IS NULL) AS units,
         (SELECT COUNT(*) FROM membership m
           WHERE m.tenant_id = :tenant AND m.unit_id = :unit AND m.until_day IS NULL)
           AS members,
         (SELECT MAX(m.until_day) FROM membership m
           WHERE m.tenant_id = :tenant AND m.unit_id = :unit) AS last_member_left,
         (SELECT MAX(p.until_day) FROM unit_parent p
           WHERE p.tenant_id = :tenant AND p.parent_id = :unit) AS last_unit_left,
         (SELECT MAX(u.dissolved_on) FROM unit_parent p
            JOIN unit u ON u.tenant_id = p.tenant_id AND u.id = p.unit_id
           WHERE p.tenant_id = :tenant AND p.parent_id = :unit AND p.until_day IS NULL)
           AS last_unit_dissolved)sql"};

std::vector<UnitNode> in_tree_order(std::vector<UnitNode> nodes, UnitId root) {
  std::unordered_map<UnitId, std::vector<UnitNode>> below;
  for (auto& node : nodes) {
    auto const parent = node.parent_id;
    below[parent].push_back(std::move(node));
  }
  std::vector<UnitNode> ordered;
  auto const add = [&](auto const& self, UnitId parent) -> void {
    for (auto& node : below[parent]) {
      auto const id = node.id;
      ordered.push_back(std::move(node));
      self(self, id);
    }
  };
  // An absent root leaves its subtree unreached: what did not stand has nothing below it.
  if (!below[UnitId{}].empty() && below[UnitId{}].front().id == root) add(add, UnitId{});
  return ordered;
}

/// The first adjustment of each unit after `day` tells what the unit was on it.
void restore_former(Transaction& transaction, std::vector<UnitNode>& nodes, Date day) {
  if (day >= transaction.today()) return;
  std::unordered_map<UnitId, UnitAdjustmentRow> former;
  auto const later =
      adjustments_between(transaction, day.plus_days(1), transaction.today().plus_days(1));
  for (auto const& row : later) former.try_emplace(row.unit_id, row);
  for (auto& node : nodes) {
    auto const found = former.find(node.id);
    if (found == former.end()) continue;
    node.kind = found->second.former_kind;
    node.full_name = found->second.former_full_name;
    node.short_name = found->second.former_short_name;
  }
}

/// For LIKE, without its wild cards.
std::string containing(std::string_view text) {
  std::string words{"%"};
  std::ranges::copy_if(text, std::back_inserter(words),
                       [](char c) { return c != '%' && c != '_'; });
  return words + '%';
}

bool is_latin(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}
}  // namespace

std::optional<UnitRow> unit(Transaction& transaction, UnitId id) {
  return transaction.one<UnitRow>(select_unit, id);
}

std::optional<UnitRow> unit_on(Transaction& transaction, UnitId id, Date day) {
  auto row = unit(transaction, id);
  if (!row || !row->stands_on(day)) return std::nullopt;
  for (auto const& adjustment : adjustments_of(transaction, id)) {
    if (adjustment.day <= day) continue;
    row->kind = adjustment.former_kind;
    row->full_name = adjustment.former_full_name;
    row->short_name = adjustment.former_short_name;
    break;
  }
  return row;
}

std::vector<UnitNode> children(Transaction& transaction, UnitId parent, Date day) {
  auto nodes = transaction.all<UnitNode>(select_children, day, parent);
  restore_former(transaction, nodes, day);
  return nodes;
}

std::vector<UnitNode> tree(Transaction& transaction, UnitId root, Date day, Counting counting) {
  auto const& query = counting == Counting::members ? select_counted_tree : select_tree;
  auto nodes = in_tree_order(transaction.all<UnitNode>(query, root, day), root);
  restore_former(transaction, nodes, day);
  return nodes;
}

std::vector<UnitId> subtree(Transaction& transaction, UnitId root, Date day) {
  std::vector<UnitId> ids;
  for (auto const& node : in_tree_order(transaction.all<UnitNode>(select_tree, root, day), root)) {
    ids.push_back(node.id);
  }
  return ids;
}

std::vector<UnitRow> units_between(Transaction& transaction, Date from, Date until) {
  return transaction.all<UnitRow>(select_units_between, until, from);
}

std::vector<UnitRow> search_units(Transaction& transaction, UnitId within, std::string_view text,
                                  int limit) {
  auto const path = place_of(transaction, within);
  auto const wanted = without_spaces(to_half_width(text));
  if (path.empty() || wanted.empty()) return {};
  if (is_latin(wanted)) {
    auto const first = pinyin_initials(wanted);
    if (first.empty()) return {};
    return transaction.all<UnitRow>(select_by_initials, first, first + std::string(16, 'z'), path,
                                    path_end(path), limit);
  }
  return transaction.all<UnitRow>(select_by_words, containing(wanted), path, path_end(path), limit);
}

std::optional<UnitRow> unit_named(Transaction& transaction, std::string_view name) {
  auto found = transaction.all<UnitRow>(select_named_unit, name, pinyin_initials(name));
  if (found.size() != 1) return std::nullopt;
  return std::move(found.front());
}

std::optional<UnitRow> unit_with_full_name(Transaction& transaction, std::string_view full_name) {
  return transaction.one<UnitRow>(select_with_full_name, full_name);
}

std::vector<UnitRow> units_of_community(Transaction& transaction, UnitId community) {
  return transaction.all<UnitRow>(select_units_of_community, community);
}

std::vector<UnitRow> units_of_host(Transaction& transaction, std::string_view credit_code) {
  return transaction.all<UnitRow>(select_units_of_host, credit_code);
}

void each_unit(Transaction& transaction, std::function<void(UnitRow const&)> const& visit) {
  transaction.each<UnitRow>(select_all_units, visit);
}

UnitContents contents_of(Transaction& transaction, UnitId unit) {
  return transaction.one<UnitContents>(select_contents, unit).value_or(UnitContents{});
}

}  // namespace hangji::organisation
