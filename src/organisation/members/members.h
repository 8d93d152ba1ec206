// Members 党员: their states and rows, how rosters word them, and the rules that need no table. It
// knows no SQL and no key: sealed values pass through it closed.
#pragma once

#include "foundation/identity_number.h"
#include "foundation/result.h"
#include "kernel/journal/change.h"
#include "organisation/organisation_rules.h"

#include <optional>
#include <string>
#include <string_view>

namespace hangji::organisation {

/// 正式党员, 预备党员.
enum class Standing { formal, probationary };
BOOST_DESCRIBE_ENUM(Standing, formal, probationary)

/// 在册 (the organisational relation is here), 流动 (it is elsewhere, the member takes part here).
enum class Registration { registered, floating };
BOOST_DESCRIBE_ENUM(Registration, registered, floating)

/// 正常, 停止党籍, 已转出, 出党 (劝退、除名、自行脱党), 开除党籍, 死亡. The first two belong to a
/// unit.
enum class MemberState { active, suspended, transferred_out, removed, expelled, deceased };
BOOST_DESCRIBE_ENUM(MemberState, active, suspended, transferred_out, removed, expelled, deceased)

/// How a membership began: with a roster taken over, by admission, by transfer, because the unit
/// was merged, by restoring membership.
enum class MembershipReason { roster, admitted, transferred, unit_merged, restored };
BOOST_DESCRIBE_ENUM(MembershipReason, roster, admitted, transferred, unit_merged, restored)

/// `lost` has the day contact was lost, `probation_extended` the day probation now ends.
enum class MemberEvent {
  admitted,
  suspended,
  restored,
  lost,
  found,
  corrected,
  left,
  category_changed,
  probation_extended,
  probation_cancelled
};
BOOST_DESCRIBE_ENUM(MemberEvent, admitted, suspended, restored, lost, found, corrected, left,
                    category_changed, probation_extended, probation_cancelled)

[[nodiscard]] std::string_view label(MemberCategory category);
[[nodiscard]] std::string_view label(Standing standing);
[[nodiscard]] std::string_view label(Registration registration);
[[nodiscard]] std::string_view label(MemberState state);
[[nodiscard]] std::string_view label(MembershipReason reason);
[[nodiscard]] std::string_view label(MemberEvent event);
[[nodiscard]] std::string_view label(Sex sex);

/// As rosters write them, widths and spaces mended; none when the text names none.
/// 积分类别: 在职党员, 无职党员, 非公党员, 流动党员, 老弱病残党员.
[[nodiscard]] std::optional<MemberCategory> parse_member_category(std::string_view text);
/// 人员类别: 正式党员, 预备党员.
[[nodiscard]] std::optional<Standing> parse_standing(std::string_view text);
/// 党籍状态: 正常, 停止党籍, 死亡, 出党, 开除 …
[[nodiscard]] std::optional<MemberState> parse_member_state(std::string_view text);
/// 男, 女.
[[nodiscard]] std::optional<Sex> parse_sex(std::string_view text);

/// True for the states in which a member belongs to a unit.
[[nodiscard]] bool belongs(MemberState state);

struct MemberRow {
  MemberId id{};
  std::string name{};
  std::string initials{};
  Sex sex{};
  std::string ethnicity{};
  Date born_on{};
  std::string education{};
  MemberCategory category{};
  Registration registration{};
  MemberState state{};
  Date state_since{};
  Date joined_on{};
  std::optional<Date> full_member_on{};
  std::string occupation{};
  std::string identity_sealed{};
  std::optional<std::string> identity_hash{};
  std::string identity_tail{};
  std::string phone_sealed{};
  std::optional<std::string> phone_hash{};
  std::string phone_tail{};
  std::string fixed_phone_sealed{};
  std::string address_sealed{};
  std::optional<Date> lost_since{};
  std::string floating_destination{};
  /// JSON object.
  std::string notes{"{}"};
};
BOOST_DESCRIBE_STRUCT(MemberRow, (),
                      (id, name, initials, sex, ethnicity, born_on, education, category,
                       registration, state, state_since, joined_on, full_member_on, occupation,
                       identity_sealed, identity_hash, identity_tail, phone_sealed, phone_hash,
                       phone_tail, fixed_phone_sealed, address_sealed, lost_since,
                       floating_destination, notes))

/// Formal from the day of 转正 on.
[[nodiscard]] Standing standing_on(std::optional<Date> full_member_on, Date day);

struct MembershipRow {
  Id<struct MembershipTag> id{};
  MemberId member_id{};
  UnitId unit_id{};
  Date from_day{};
  std::optional<Date> until_day{};
  MembershipReason reason{};
};
BOOST_DESCRIBE_STRUCT(MembershipRow, (), (id, member_id, unit_id, from_day, until_day, reason))

/// A category held until a day, before the one in MemberRow.
struct FormerCategoryRow {
  Id<struct FormerCategoryTag> id{};
  MemberId member_id{};
  MemberCategory category{};
  Date until_day{};
};
BOOST_DESCRIBE_STRUCT(FormerCategoryRow, (), (id, member_id, category, until_day))

struct MemberEventRow {
  Id<struct MemberEventTag> id{};
  MemberId member_id{};
  MemberEvent event{};
  Date day{};
  std::string reason{};
};
BOOST_DESCRIBE_STRUCT(MemberEventRow, (), (id, member_id, event, day, reason))

struct GroupMemberRow {
  Id<struct GroupMemberTag> id{};
  UnitId group_id{};
  MemberId member_id{};
  Date from_day{};
  std::optional<Date> until_day{};
};
BOOST_DESCRIBE_STRUCT(GroupMemberRow, (), (id, group_id, member_id, from_day, until_day))

}  // namespace hangji::organisation

template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::organisation::MemberRow> = "member";
template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::organisation::MembershipRow> = "membership";
template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::organisation::FormerCategoryRow> = "former_category";
template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::organisation::MemberEventRow> = "member_event";
template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::organisation::GroupMemberRow> = "group_member";
