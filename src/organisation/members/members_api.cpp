#include "organisation/members/members_api.h"

#include "foundation/text.h"
#include "kernel/api/remembered.h"
#include "kernel/secrets/sealed.h"
#include "organisation/members/member_checks.h"
#include "organisation/members/members_store.h"
#include "organisation/members/registrations.h"
#include "organisation/units/units_store.h"

namespace hangji::organisation {

using access::Permission;
using api::Reading;
using api::Writing;

namespace {
constexpr int page_size = 20;
constexpr int page_size_most = 200;

/// One line of a list: of numbers only their ends.
struct MemberView {
  MemberId id{};
  UnitId unit{};
  std::string unit_name{};
  std::string name{};
  Sex sex{};
  Date born_on{};
  MemberCategory category{};
  Standing standing{};
  Registration registration{};
  MemberState state{};
  std::string identity_tail{};
  std::string phone_tail{};
  std::optional<Date> lost_since{};
};
BOOST_DESCRIBE_STRUCT(MemberView, (),
                      (id, unit, unit_name, name, sex, born_on, category, standing, registration,
                       state, identity_tail, phone_tail, lost_since))

struct MemberViews {
  std::vector<MemberView> rows{};
  /// What to give as `after` for the next page; none: this is the last.
  std::optional<std::string> next_key{};
};
BOOST_DESCRIBE_STRUCT(MemberViews, (), (rows, next_key))

struct PageQuery {
  UnitId id{};
  std::optional<MemberCategory> category{};
  std::optional<Standing> standing{};
  std::optional<Registration> registration{};
  std::optional<MemberState> state{};
  std::optional<ContactFilter> contact{};
  /// Name, initials, or the last four of a number; the filters then do not apply.
  std::optional<std::string> text{};
  std::optional<std::string> after{};
  std::optional<int> limit{};
};
BOOST_DESCRIBE_STRUCT(PageQuery, (),
                      (id, category, standing, registration, state, contact, text, after, limit))

struct SearchQuery {
  std::string text{};
};
BOOST_DESCRIBE_STRUCT(SearchQuery, (), (text))

struct MemberById {
  MemberId id{};
};
BOOST_DESCRIBE_STRUCT(MemberById, (), (id))

struct UnitById {
  UnitId id{};
};
BOOST_DESCRIBE_STRUCT(UnitById, (), (id))

struct MemberDetailView {
  MemberId id{};
  UnitId unit{};
  std::string unit_name{};
  std::string name{};
  Sex sex{};
  std::string ethnicity{};
  Date born_on{};
  std::string education{};
  MemberCategory category{};
  Standing standing{};
  Registration registration{};
  MemberState state{};
  Date state_since{};
  Date joined_on{};
  std::optional<Date> full_member_on{};
  std::string occupation{};
  /// 440106********1234
  std::string identity_number{};
  /// 138****5678
  std::string phone{};
  bool has_fixed_phone{false};
  bool has_address{false};
  std::optional<Date> lost_since{};
  std::string floating_destination{};
  /// JSON object: columns of the roster that the program does not know.
  std::string notes{};
};
BOOST_DESCRIBE_STRUCT(MemberDetailView, (),
                      (id, unit, unit_name, name, sex, ethnicity, born_on, education, category,
                       standing, registration, state, state_since, joined_on, full_member_on,
                       occupation, identity_number, phone, has_fixed_phone, has_address, lost_since,
                       floating_destination, notes))

struct MembershipView {
  UnitId unit{};
  std::string unit_name{};
  Date from{};
  std::optional<Date> until{};
  std::string reason{};
};
BOOST_DESCRIBE_STRUCT(MembershipView, (), (unit, unit_name, from, until, reason))

/// A category and the day until which it held; the present one has none.
struct CategoryView {
  MemberCategory category{};
  std::optional<Date> until{};
};
BOOST_DESCRIBE_STRUCT(CategoryView, (), (category, until))

/// The same of a registration.
struct RegistrationView {
  Registration registration{};
  std::optional<Date> until{};
};
BOOST_DESCRIBE_STRUCT(RegistrationView, (), (registration, until))

struct MemberEventView {
  std::string event{};
  Date day{};
  std::string reason{};
};
BOOST_DESCRIBE_STRUCT(MemberEventView, (), (event, day, reason))

struct MemberHistory {
  std::vector<MembershipView> memberships{};
  std::vector<CategoryView> categories{};
  std::vector<RegistrationView> registrations{};
  std::vector<MemberEventView> events{};
};
BOOST_DESCRIBE_STRUCT(MemberHistory, (), (memberships, categories, registrations, events))

struct Counts {
  std::vector<MemberCount> rows{};
};
BOOST_DESCRIBE_STRUCT(Counts, (), (rows))

MemberViews views_of(MemberPage page, Date today) {
  MemberViews views;
  views.rows.reserve(page.rows.size());
  for (auto& line : page.rows) {
    views.rows.push_back(
        {line.id, line.unit_id, std::move(line.unit_name), std::move(line.name), line.sex,
         line.born_on, line.category, standing_on(line.full_member_on, today), line.registration,
         line.state, std::move(line.identity_tail), std::move(line.phone_tail), line.lost_since});
  }
  if (!page.next_key.empty()) views.next_key = std::move(page.next_key);
  return views;
}

MemberViews page_of(Reading& reading, PageQuery const& query) {
  auto const limit = std::clamp(query.limit.value_or(page_size), 1, page_size_most);
  auto const after = query.after.value_or("");
  if (query.text && !query.text->empty()) {
    return views_of(search_members(reading.transaction, query.id, *query.text, after, limit),
                    reading.today());
  }
  MemberFilter const filter{query.category, query.standing, query.registration, query.state,
                            query.contact};
  return views_of(member_page(reading.transaction, query.id, filter, after, limit),
                  reading.today());
}

Result<api::Written<MemberViews>> list_members(Reading& reading, PageQuery const& query) {
  if (auto good = reading.require(Permission::see_members, query.id); !good) {
    return std::unexpected{good.error()};
  }
  return api::remembered(reading, [&] { return page_of(reading, query); });
}

Result<MemberViews> find_members(Reading& reading, SearchQuery const& query) {
  auto const reached = reading.reached(Permission::see_members);
  if (!reached) return std::unexpected{reached.error()};
  MemberViews views;
  for (auto const& [id, reach] : *reached) {
    auto found = views_of(search_members(reading.transaction, id, query.text, {}, page_size),
                          reading.today());
    for (auto& row : found.rows) {
      if (reach == access::Reach::subtree || row.unit == id) views.rows.push_back(std::move(row));
    }
  }
  return views;
}

Result<Counts> count(Reading& reading, UnitById const& query) {
  if (auto good = reading.require(Permission::see_members, query.id); !good) {
    return std::unexpected{good.error()};
  }
  return Counts{member_counts(reading.transaction, query.id)};
}

MemberDetailView detail_of(Reading& reading, MemberRow row) {
  auto const& secrets = reading.services.secrets;
  auto const where = unit_of(reading.transaction, row.id);
  auto const home = unit(reading.transaction, where);
  return {.id = row.id,
          .unit = where,
          .unit_name = home ? home->short_name : std::string{},
          .name = std::move(row.name),
          .sex = row.sex,
          .ethnicity = std::move(row.ethnicity),
          .born_on = row.born_on,
          .education = std::move(row.education),
          .category = row.category,
          .standing = standing_on(row.full_member_on, reading.today()),
          .registration = row.registration,
          .state = row.state,
          .state_since = row.state_since,
          .joined_on = row.joined_on,
          .full_member_on = row.full_member_on,
          .occupation = std::move(row.occupation),
          .identity_number = mask_identity_number(secrets.open(row.identity_sealed)),
          .phone = mask_phone(secrets.open(row.phone_sealed)),
          .has_fixed_phone = !row.fixed_phone_sealed.empty(),
          .has_address = !row.address_sealed.empty(),
          .lost_since = row.lost_since,
          .floating_destination = std::move(row.floating_destination),
          .notes = std::move(row.notes)};
}

Result<MemberRow> visible_member(Reading& reading, MemberId id) {
  auto const where = unit_of(reading.transaction, id);
  if (auto good = reading.require_or_own(Permission::see_members, where, id); !good) {
    return std::unexpected{std::move(good.error())};
  }
  auto row = member(reading.transaction, id);
  if (!row) return no_such_member();
  return std::move(*row);
}

Result<MemberDetailView> show_member(Reading& reading, MemberById const& query) {
  auto row = visible_member(reading, query.id);
  if (!row) return std::unexpected{std::move(row.error())};
  return detail_of(reading, std::move(*row));
}

MemberHistory history_of(Transaction& transaction, MemberRow const& row) {
  MemberHistory history;
  for (auto const& one : memberships_of(transaction, row.id)) {
    auto const where = unit(transaction, one.unit_id);
    history.memberships.push_back({one.unit_id, where ? where->short_name : std::string{},
                                   one.from_day, one.until_day, std::string{label(one.reason)}});
  }
  for (auto const& one : former_categories_of(transaction, row.id)) {
    history.categories.push_back({one.category, one.until_day});
  }
  history.categories.push_back({row.category, std::nullopt});
  for (auto const& one : former_registrations_of(transaction, row.id))
    history.registrations.push_back({one.registration, one.until_day});
  history.registrations.push_back({row.registration, std::nullopt});
  for (auto const& one : events_of(transaction, row.id)) {
    history.events.push_back({std::string{label(one.event)}, one.day, one.reason});
  }
  return history;
}

Result<MemberHistory> show_history(Reading& reading, MemberById const& query) {
  auto const row = visible_member(reading, query.id);
  if (!row) return std::unexpected{row.error()};
  return history_of(reading.transaction, *row);
}

/// The signed-in member's own record.
Result<MemberDetailView> show_own_record(Reading& reading, api::Nothing const&) {
  return show_member(reading, {reading.session.member});
}
Result<MemberHistory> show_own_history(Reading& reading, api::Nothing const&) {
  return show_history(reading, {reading.session.member});
}
}  // namespace

void add_member_writes(api::Endpoints& endpoints);

void add_member_routes(http::RouteTable& table, api::Services& services) {
  api::Endpoints endpoints{table, services, "organisation.members"};
  constexpr auto right = Permission::see_members;
  endpoints.question("/api/units/{id}/members", "党员名单", right, list_members);
  endpoints.question("/api/units/{id}/member-counts", "党员人数", right, count);
  endpoints.question("/api/members", "按姓名、拼音首字母或号码末四位查找党员", right, find_members);
  endpoints.question("/api/members/{id}", "党员资料", right, show_member);
  endpoints.question("/api/members/{id}/history", "党员的隶属、类别、在册或流动与变动", right,
                     show_history);
  endpoints.question("/api/own-record", "本人资料", Permission::see_own_record, show_own_record);
  endpoints.question("/api/own-record/history", "本人的隶属、类别、在册或流动与变动",
                     Permission::see_own_record, show_own_history);
  add_member_writes(endpoints);
}

}  // namespace hangji::organisation
