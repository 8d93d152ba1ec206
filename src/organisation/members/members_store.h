// The SQL of members: who they are, where they belong, today and on any day. Lists carry the last
// four characters of numbers, never the numbers.
#pragma once

#include "organisation/members/members.h"

#include <functional>
#include <vector>

namespace hangji::organisation {

using database::Transaction;

/// What activities, dues and points need of a member on a day.
struct MemberBrief {
  MemberId id{};
  UnitId unit_id{};
  std::string name{};
  std::string initials{};
  Sex sex{};
  Date born_on{};
  /// On the day asked for.
  MemberCategory category{};
  Registration registration{};
  MemberState state{};
  Date joined_on{};
  std::optional<Date> full_member_on{};
  std::optional<Date> lost_since{};
};
BOOST_DESCRIBE_STRUCT(MemberBrief, (),
                      (id, unit_id, name, initials, sex, born_on, category, registration, state,
                       joined_on, full_member_on, lost_since))

/// One line of a list.
struct MemberLine {
  MemberId id{};
  UnitId unit_id{};
  std::string unit_name{};
  std::string name{};
  Sex sex{};
  Date born_on{};
  MemberCategory category{};
  Registration registration{};
  MemberState state{};
  Date joined_on{};
  std::optional<Date> full_member_on{};
  std::string identity_tail{};
  std::string phone_tail{};
  std::optional<Date> lost_since{};
  /// For the key of the next page.
  std::string path{};
  std::string initials{};
};
BOOST_DESCRIBE_STRUCT(MemberLine, (),
                      (id, unit_id, unit_name, name, sex, born_on, category, registration, state,
                       joined_on, full_member_on, identity_tail, phone_tail, lost_since, path,
                       initials))

enum class ContactFilter { lost, in_contact };
BOOST_DESCRIBE_ENUM(ContactFilter, lost, in_contact)

struct MemberFilter {
  std::optional<MemberCategory> category{};
  std::optional<Standing> standing{};
  std::optional<Registration> registration{};
  std::optional<MemberState> state{};
  std::optional<ContactFilter> contact{};
};

struct MemberPage {
  std::vector<MemberLine> rows{};
  /// What to give as `after` for the next page; empty: this is the last one.
  std::string next_key{};
};

/// Members that belong to `root` or below it now: by branch in the order of the tree, within a
/// branch by initials. `after`: a page's `next_key`, empty for the first; a malformed one gives an
/// empty page. One range of unit_place and the look-ups of one page, whatever the size of the
/// whole.
[[nodiscard]] MemberPage member_page(Transaction& transaction, UnitId root,
                                     MemberFilter const& filter, std::string_view after, int limit);
/// Those of them whose name begins with `text` (Chinese), whose initials begin with it (Latin), or
/// whose identity or phone number ends in it (four digits, or three and X), by initials.
[[nodiscard]] MemberPage search_members(Transaction& transaction, UnitId root,
                                        std::string_view text, std::string_view after, int limit);

[[nodiscard]] std::optional<MemberRow> member(Transaction& transaction, MemberId id);
/// By Secrets::lookup_hash of the identity number (X in upper case).
[[nodiscard]] std::optional<MemberRow> member_by_identity(Transaction& transaction,
                                                          std::string_view identity_hash);
/// Where the member belonged on `day`; none before admission and after leaving.
[[nodiscard]] std::optional<MembershipRow> membership_on(Transaction& transaction, MemberId member,
                                                         Date day);
/// None: the member has left.
[[nodiscard]] std::optional<MembershipRow> membership_now(Transaction& transaction,
                                                          MemberId member);
/// Where the member belongs, or belonged last; none when it is unknown. Rights on a record are
/// asked there.
[[nodiscard]] UnitId unit_of(Transaction& transaction, MemberId member);
/// Oldest first.
[[nodiscard]] std::vector<MembershipRow> memberships_of(Transaction& transaction, MemberId member);
[[nodiscard]] std::vector<FormerCategoryRow> former_categories_of(Transaction& transaction,
                                                                  MemberId member);
[[nodiscard]] std::vector<MemberEventRow> events_of(Transaction& transaction, MemberId member);
[[nodiscard]] MemberCategory category_on(Transaction& transaction, MemberRow const& row, Date day);

/// Who belonged to the unit itself on `day` (a party group: who was in it), by initials and id,
/// with the category of that day.
[[nodiscard]] std::vector<MemberBrief> members_of(Transaction& transaction, UnitId unit, Date day);
/// Who belonged to any unit on `day`, by unit and id, with state and contact of that day: for work
/// over the whole tenant.
void each_member(Transaction& transaction, Date day,
                 std::function<void(MemberBrief const&)> const& visit);
/// Every member ever, by id, sealed: for the importer and for exports.
void each_member_row(Transaction& transaction, std::function<void(MemberRow const&)> const& visit);
/// Present memberships, by member.
void each_membership_now(Transaction& transaction,
                         std::function<void(MembershipRow const&)> const& visit);
/// Every membership ever, by member and day: for invariants and exports.
void each_membership(Transaction& transaction,
                     std::function<void(MembershipRow const&)> const& visit);
/// Memberships of the unit that are not ended.
[[nodiscard]] std::vector<MembershipRow> memberships_in(Transaction& transaction, UnitId unit);

struct MemberCount {
  MemberCategory category{};
  Registration registration{};
  Standing standing{};
  MemberState state{};
  std::int64_t members{};
  /// Among them: out of contact.
  std::int64_t lost{};
};
BOOST_DESCRIBE_STRUCT(MemberCount, (), (category, registration, standing, state, members, lost))
/// Who belongs to `root` or below now, counted; standing as of today, category as of now.
[[nodiscard]] std::vector<MemberCount> member_counts(Transaction& transaction, UnitId root);
/// The same for the whole tenant as of a day.
[[nodiscard]] std::vector<MemberCount> member_counts_on(Transaction& transaction, Date day);
/// Formal members that belonged to the unit itself on `day`.
[[nodiscard]] std::int64_t formal_members_of(Transaction& transaction, UnitId unit, Date day);
/// The party groups the member was or is in, oldest first.
[[nodiscard]] std::vector<GroupMemberRow> groups_of(Transaction& transaction, MemberId member);

}  // namespace hangji::organisation
