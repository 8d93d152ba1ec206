// The SQL of units: what they are, where they stand, who holds which post, today and on any day.
#pragma once

#include "organisation/units/units.h"

#include <functional>
#include <vector>

namespace hangji::organisation {

using database::Transaction;

/// A unit in the tree as it stood on a day.
struct UnitNode {
  UnitId id{};
  /// None at the root that was asked for.
  UnitId parent_id{};
  UnitKind kind{};
  std::string full_name{};
  std::string short_name{};
  Date founded_on{};
  std::optional<Date> dissolved_on{};
  std::optional<Date> term_ends_on{};
  /// Members that belonged to the unit itself; 0 when they were not asked for.
  std::int64_t members{};
  /// Units directly under it; filled by `children` alone.
  std::int64_t units_below{};
};
BOOST_DESCRIBE_STRUCT(UnitNode, (),
                      (id, parent_id, kind, full_name, short_name, founded_on, dissolved_on,
                       term_ends_on, members, units_below))

enum class Counting { off, members };

/// As it is now.
[[nodiscard]] std::optional<UnitRow> unit(Transaction& transaction, UnitId id);
/// With the kind and names it had on `day`; none when it did not stand then.
[[nodiscard]] std::optional<UnitRow> unit_on(Transaction& transaction, UnitId id, Date day);
/// Units that stand on no parent and are not dissolved: the street. By id.
[[nodiscard]] std::vector<UnitRow> roots(Transaction& transaction);
/// Directly under `parent` on `day`, with members and units below counted, by id.
[[nodiscard]] std::vector<UnitNode> children(Transaction& transaction, UnitId parent, Date day);
/// `root` and all below it on `day`, each after its parent and siblings by id. Empty when `root`
/// did not stand then.
[[nodiscard]] std::vector<UnitNode> tree(Transaction& transaction, UnitId root, Date day,
                                         Counting counting = Counting::off);
/// The ids of `tree`.
[[nodiscard]] std::vector<UnitId> subtree(Transaction& transaction, UnitId root, Date day);
/// True when `unit` is `ancestor` or stands below it now (a dissolved unit: stood last). One
/// look-up by primary key.
[[nodiscard]] bool is_within(Transaction& transaction, UnitId ancestor, UnitId unit);
/// True when members are registered at the unit itself.
[[nodiscard]] bool registers_members(Transaction& transaction, UnitId id);
/// From the root down to the unit itself, as it stands now.
[[nodiscard]] std::vector<UnitId> line_of(Transaction& transaction, UnitId unit);
/// Every unit that stood within [from, until) at some time, by id, with its present name: for
/// obligations and exports.
[[nodiscard]] std::vector<UnitRow> units_between(Transaction& transaction, Date from, Date until);
/// Units that have a committee on `day` (posts besides secretary and deputy are held), by id.
[[nodiscard]] std::vector<UnitId> units_with_committee(Transaction& transaction, Date day);

/// Units that stand now whose short name has these initials at its front, or whose short or full
/// name contains the text when it is not Latin; within `within`; at most `limit`, by initials.
[[nodiscard]] std::vector<UnitRow> search_units(Transaction& transaction, UnitId within,
                                                std::string_view text, int limit);
/// The standing unit with exactly this full or short name; none when there is none or several.
[[nodiscard]] std::optional<UnitRow> unit_named(Transaction& transaction, std::string_view name);
/// The standing unit with exactly this full name; none when there is none.
[[nodiscard]] std::optional<UnitRow> unit_with_full_name(Transaction& transaction,
                                                         std::string_view full_name);
/// Founded in an enterprise with this credit code and standing, by id.
[[nodiscard]] std::vector<UnitRow> units_of_host(Transaction& transaction,
                                                 std::string_view credit_code);
/// Standing units that belong to a community, itself among them, by id.
[[nodiscard]] std::vector<UnitRow> units_of_community(Transaction& transaction, UnitId community);
/// Every unit, dissolved ones among them, by id: for exports and the importer.
void each_unit(Transaction& transaction, std::function<void(UnitRow const&)> const& visit);

/// Where it stands now (a dissolved unit: stood last); none at a root.
[[nodiscard]] std::optional<UnitParentRow> parent_of(Transaction& transaction, UnitId unit);
/// All its parents, oldest first.
[[nodiscard]] std::vector<UnitParentRow> parents_of(Transaction& transaction, UnitId unit);
/// What happened to it, oldest first.
[[nodiscard]] std::vector<UnitAdjustmentRow> adjustments_of(Transaction& transaction, UnitId unit);
/// What happened to any unit on the days [from, until), by day.
[[nodiscard]] std::vector<UnitAdjustmentRow> adjustments_between(Transaction& transaction,
                                                                 Date from, Date until);

/// Held on `day`, by post.
[[nodiscard]] std::vector<UnitPostRow> posts_of(Transaction& transaction, UnitId unit, Date day);
/// Every post ever held in the unit, by post and day.
[[nodiscard]] std::vector<UnitPostRow> all_posts_of(Transaction& transaction, UnitId unit);
/// Posts a member holds on `day`.
[[nodiscard]] std::vector<UnitPostRow> posts_held_by(Transaction& transaction, MemberId member,
                                                     Date day);
[[nodiscard]] std::optional<UnitPostRow> secretary_of(Transaction& transaction, UnitId unit,
                                                      Date day);

/// What is in a unit now, and the last day on which something left it.
struct UnitContents {
  /// Standing units directly under it.
  std::int64_t units{};
  /// Members that belong to it.
  std::int64_t members{};
  std::optional<Date> last_member_left{};
  std::optional<Date> last_unit_left{};
  std::optional<Date> last_unit_dissolved{};
};
BOOST_DESCRIBE_STRUCT(UnitContents, (),
                      (units, members, last_member_left, last_unit_left, last_unit_dissolved))
[[nodiscard]] UnitContents contents_of(Transaction& transaction, UnitId unit);

/// Every parent of every unit, by unit and day: for invariants.
void each_parent(Transaction& transaction, std::function<void(UnitParentRow const&)> const& visit);
/// Every post ever held, by unit and day.
void each_post(Transaction& transaction, std::function<void(UnitPostRow const&)> const& visit);

/// The unit's path (unit_place); empty for an unknown unit.
[[nodiscard]] std::string place_of(Transaction& transaction, UnitId unit);
/// Puts a new unit in its place under `parent` (none: a root).
void add_place(Transaction& transaction, UnitId unit, UnitId parent);
/// Moves the unit and all below it under `parent`.
void move_place(Transaction& transaction, UnitId unit, UnitId parent);
/// Units whose place is not what the parents say, or that have a place and are none.
[[nodiscard]] std::vector<UnitId> units_out_of_place(Transaction& transaction);
/// Derives all places from unit_parent anew; for `rebuild`.
void rebuild_places(Transaction& transaction);

}  // namespace hangji::organisation
