// Units 党组织: their kinds, posts and rows, and the rules on which may stand where. It knows no
// table's SQL and no member.
#pragma once

#include "foundation/result.h"
#include "kernel/journal/change.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace hangji::organisation {

/// 街道党工委, 社区党委 (it stands for the community), 党委 of an agency or enterprise, 党总支,
/// 党支部, 联合党支部, 流动党员党支部, 临时党支部, 党小组.
enum class UnitKind {
  street,
  community,
  committee,
  general_branch,
  branch,
  joint_branch,
  mobile_branch,
  temporary_branch,
  group
};
BOOST_DESCRIBE_ENUM(UnitKind, street, community, committee, general_branch, branch, joint_branch,
                    mobile_branch, temporary_branch, group)

/// The Chinese name of a kind: 党支部.
[[nodiscard]] std::string_view label(UnitKind kind);
/// A kind as rosters write it (党组织类别: 社区党委, 党总支部, 网格党支部, 流动党员支部 …), spaces
/// and widths mended; none when it names no kind.
[[nodiscard]] std::optional<UnitKind> parse_unit_kind(std::string_view text);
/// The kind that a full name tells: 中共…街道民生路社区委员会 is a community, 中共…街道工作委员会 a
/// street; none when it tells none.
[[nodiscard]] std::optional<UnitKind> kind_of_name(std::string_view full_name);
/// The kind as the `units` of a rule write it: each has its own code.
[[nodiscard]] std::string_view rule_code(UnitKind kind);
/// True for the four kinds of branch: every member belongs to one of them.
[[nodiscard]] bool holds_members(UnitKind kind);
/// True when a unit of kind `child` may stand directly under one of kind `parent`: a group under a
/// branch, everything else under something higher; a committee also under a committee.
[[nodiscard]] bool may_be_under(UnitKind child, UnitKind parent);

enum class Post {
  secretary,
  deputy_secretary,
  organisation,
  publicity,
  discipline,
  united_front,
  women,
  youth,
  committee_member
};
BOOST_DESCRIBE_ENUM(Post, secretary, deputy_secretary, organisation, publicity, discipline,
                    united_front, women, youth, committee_member)

/// 书记, 组织委员 …
[[nodiscard]] std::string_view label(Post post);
/// True when a unit has at most one holder of it at a time: secretary and the named members.
[[nodiscard]] bool has_one_holder(Post post);

enum class Adjustment { founded, renamed, converted, moved, merged, dissolved, term_set };
BOOST_DESCRIBE_ENUM(Adjustment, founded, renamed, converted, moved, merged, dissolved, term_set)

/// 成立, 更名, 改建 …
[[nodiscard]] std::string_view label(Adjustment adjustment);

struct UnitRow {
  UnitId id{};
  UnitKind kind{};
  std::string full_name{};
  std::string short_name{};
  std::string initials{};
  std::string external_code{};
  UnitId community_id{};
  std::string host_name{};
  std::string host_credit_code{};
  std::string contact{};
  /// Sealed.
  std::string contact_phone{};
  Date founded_on{};
  std::optional<Date> dissolved_on{};
  std::optional<Date> term_ends_on{};
  std::string approval{};
  /// JSON object.
  std::string notes{"{}"};

  [[nodiscard]] bool stands_on(Date day) const {
    return Period{founded_on, dissolved_on}.contains(day);
  }
};
BOOST_DESCRIBE_STRUCT(UnitRow, (),
                      (id, kind, full_name, short_name, initials, external_code, community_id,
                       host_name, host_credit_code, contact, contact_phone, founded_on,
                       dissolved_on, term_ends_on, approval, notes))

struct UnitParentRow {
  Id<struct UnitParentTag> id{};
  UnitId unit_id{};
  UnitId parent_id{};
  Date from_day{};
  std::optional<Date> until_day{};
};
BOOST_DESCRIBE_STRUCT(UnitParentRow, (), (id, unit_id, parent_id, from_day, until_day))

/// What happened to a unit on a day, with the kind and names it had before.
struct UnitAdjustmentRow {
  Id<struct UnitAdjustmentTag> id{};
  UnitId unit_id{};
  Adjustment adjustment{};
  Date day{};
  std::string reason{};
  std::string approval{};
  UnitKind former_kind{};
  std::string former_full_name{};
  std::string former_short_name{};
  UnitId successor_id{};
};
BOOST_DESCRIBE_STRUCT(UnitAdjustmentRow, (),
                      (id, unit_id, adjustment, day, reason, approval, former_kind,
                       former_full_name, former_short_name, successor_id))

struct UnitPostRow {
  Id<struct UnitPostTag> id{};
  UnitId unit_id{};
  Post post{};
  /// None: the holder is not on the register.
  MemberId member_id{};
  std::string name{};
  Date from_day{};
  std::optional<Date> until_day{};
};
BOOST_DESCRIBE_STRUCT(UnitPostRow, (), (id, unit_id, post, member_id, name, from_day, until_day))

/// What lists show: 中共重庆市渝中区解放碑街道民生路社区第二支部委员会 -> 民生路社区第二支部,
/// without what stands up to the street's name, 中共 and 委员会; the street itself keeps its name.
[[nodiscard]] std::string short_name_of(UnitKind kind, std::string_view full_name);

/// The path of a unit under one with the path `parent` (empty: a root). See unit_place.
[[nodiscard]] std::string path_of(std::string_view parent, UnitId unit);
/// Whether `ancestor` is one of the units on `path`.
[[nodiscard]] bool is_on_path(std::string_view path, UnitId ancestor);
/// The end, not included, of the range of paths at and below `path`.
[[nodiscard]] std::string path_end(std::string_view path);

}  // namespace hangji::organisation

template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::organisation::UnitRow> = "unit";
template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::organisation::UnitParentRow> = "unit_parent";
template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::organisation::UnitAdjustmentRow> = "unit_adjustment";
template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::organisation::UnitPostRow> = "unit_post";
