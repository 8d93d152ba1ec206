#include "organisation/units/units_api.h"

#include "foundation/text.h"
#include "kernel/api/remembered.h"
#include "kernel/secrets/sealed.h"
#include "organisation/units/unit_checks.h"
#include "organisation/units/units_store.h"

#include <fmt/format.h>

namespace hangji::organisation {

using access::Permission;
using api::Reading;
using api::Writing;

namespace {
constexpr int most_found = 30;

/// A unit in the tree.
struct UnitView {
  UnitId id{};
  std::optional<UnitId> parent{};
  UnitKind kind{};
  std::string kind_name{};
  std::string name{};
  std::string full_name{};
  std::optional<Date> term_ends_on{};
  std::int64_t members{};
  bool has_children{false};
};
BOOST_DESCRIBE_STRUCT(UnitView, (),
                      (id, parent, kind, kind_name, name, full_name, term_ends_on, members,
                       has_children))

struct UnitViews {
  std::vector<UnitView> rows{};
};
BOOST_DESCRIBE_STRUCT(UnitViews, (), (rows))

struct OnDay {
  std::optional<Date> day{};
};
BOOST_DESCRIBE_STRUCT(OnDay, (), (day))

struct UnitOnDay {
  UnitId id{};
  std::optional<Date> day{};
};
BOOST_DESCRIBE_STRUCT(UnitOnDay, (), (id, day))

struct UnitSearchQuery {
  std::string text{};
};
BOOST_DESCRIBE_STRUCT(UnitSearchQuery, (), (text))

struct NamedUnit {
  UnitId id{};
  std::string name{};
};
BOOST_DESCRIBE_STRUCT(NamedUnit, (), (id, name))

struct PostView {
  Post post{};
  std::string post_name{};
  std::optional<MemberId> member{};
  std::string name{};
  Date from{};
  std::optional<Date> until{};
};
BOOST_DESCRIBE_STRUCT(PostView, (), (post, post_name, member, name, from, until))

struct UnitDetail {
  UnitId id{};
  UnitKind kind{};
  std::string kind_name{};
  std::string name{};
  std::string full_name{};
  std::string external_code{};
  std::optional<NamedUnit> community{};
  std::string host_name{};
  std::string host_credit_code{};
  std::string contact{};
  /// 138****5678
  std::string contact_phone{};
  Date founded_on{};
  std::optional<Date> dissolved_on{};
  std::optional<Date> term_ends_on{};
  std::string approval{};
  /// JSON object: columns of the roster that the program does not know.
  std::string notes{};
  /// From the root down to the unit.
  std::vector<NamedUnit> line{};
  std::vector<PostView> posts{};
};
BOOST_DESCRIBE_STRUCT(UnitDetail, (),
                      (id, kind, kind_name, name, full_name, external_code, community, host_name,
                       host_credit_code, contact, contact_phone, founded_on, dissolved_on,
                       term_ends_on, approval, notes, line, posts))

struct AdjustmentView {
  Adjustment adjustment{};
  std::string adjustment_name{};
  Date day{};
  std::string reason{};
  std::string approval{};
  std::string former_full_name{};
  std::string former_kind_name{};
  std::optional<NamedUnit> successor{};
};
BOOST_DESCRIBE_STRUCT(AdjustmentView, (),
                      (adjustment, adjustment_name, day, reason, approval, former_full_name,
                       former_kind_name, successor))

struct ParentView {
  NamedUnit parent{};
  Date from{};
  std::optional<Date> until{};
};
BOOST_DESCRIBE_STRUCT(ParentView, (), (parent, from, until))

struct UnitHistory {
  std::vector<AdjustmentView> adjustments{};
  std::vector<ParentView> parents{};
  std::vector<PostView> posts{};
};
BOOST_DESCRIBE_STRUCT(UnitHistory, (), (adjustments, parents, posts))

UnitView view_of(UnitNode const& node) {
  UnitView view{.id = node.id,
                .kind = node.kind,
                .kind_name = std::string{label(node.kind)},
                .name = node.short_name,
                .full_name = node.full_name,
                .term_ends_on = node.term_ends_on,
                .members = node.members,
                .has_children = node.units_below > 0};
  if (!node.parent_id.is_none()) view.parent = node.parent_id;
  return view;
}

UnitView view_of(UnitRow const& row) {
  return {.id = row.id,
          .kind = row.kind,
          .kind_name = std::string{label(row.kind)},
          .name = row.short_name,
          .full_name = row.full_name,
          .term_ends_on = row.term_ends_on};
}

NamedUnit named(Transaction& transaction, UnitId id) {
  auto const row = unit(transaction, id);
  return {id, row ? row->short_name : std::string{}};
}

PostView view_of(UnitPostRow const& row) {
  PostView view{.post = row.post,
                .post_name = std::string{label(row.post)},
                .name = row.name,
                .from = row.from_day,
                .until = row.until_day};
  if (!row.member_id.is_none()) view.member = row.member_id;
  return view;
}

std::vector<PostView> views_of(std::vector<UnitPostRow> const& rows) {
  std::vector<PostView> views;
  for (auto const& row : rows) views.push_back(view_of(row));
  return views;
}

UnitViews tops(Transaction& transaction, std::vector<access::ReachedUnit> const& reached,
               Date day) {
  UnitViews views;
  for (auto const& [id, reach] : reached) {
    auto const root = unit_on(transaction, id, day);
    if (!root) continue;
    auto const below = children(transaction, id, day);
    views.rows.push_back(view_of(*root));
    views.rows.back().has_children = !below.empty();
    if (reach != access::Reach::subtree) continue;
    for (auto const& node : below) views.rows.push_back(view_of(node));
  }
  return views;
}

/// The units one was given a role at, each followed by what stands directly under it.
Result<api::Written<UnitViews>> list_units(Reading& reading, OnDay const& query) {
  auto const reached = reading.reached(Permission::see_units);
  if (!reached) return std::unexpected{reached.error()};
  auto const day = query.day.value_or(reading.today());
  return api::remembered(reading, [&] { return tops(reading.transaction, *reached, day); });
}

Result<UnitViews> list_children(Reading& reading, UnitOnDay const& query) {
  if (auto good = reading.require(Permission::see_units, query.id); !good) {
    return std::unexpected{good.error()};
  }
  UnitViews views;
  auto const day = query.day.value_or(reading.today());
  for (auto const& node : children(reading.transaction, query.id, day)) {
    views.rows.push_back(view_of(node));
  }
  return views;
}

UnitViews counted_tree(Transaction& transaction, UnitId top, Date day) {
  UnitViews views;
  std::unordered_map<UnitId, std::size_t> places;
  for (auto const& node : tree(transaction, top, day, Counting::members)) {
    if (auto const above = places.find(node.parent_id); above != places.end()) {
      views.rows[above->second].has_children = true;
    }
    places.emplace(node.id, views.rows.size());
    views.rows.push_back(view_of(node));
  }
  return views;
}

/// The whole tree below a unit, each unit after its parent.
Result<api::Written<UnitViews>> show_tree(Reading& reading, UnitOnDay const& query) {
  if (auto good = reading.require(Permission::see_units, query.id); !good) {
    return std::unexpected{good.error()};
  }
  auto const day = query.day.value_or(reading.today());
  return api::remembered(reading, [&] { return counted_tree(reading.transaction, query.id, day); });
}

Result<UnitViews> find_units(Reading& reading, UnitSearchQuery const& query) {
  auto const reached = reading.reached(Permission::see_units);
  if (!reached) return std::unexpected{reached.error()};
  UnitViews views;
  for (auto const& [id, reach] : *reached) {
    for (auto const& row : search_units(reading.transaction, id, query.text, most_found)) {
      if (reach == access::Reach::subtree || row.id == id) views.rows.push_back(view_of(row));
    }
  }
  return views;
}

Result<UnitDetail> show_unit(Reading& reading, UnitOnDay const& query) {
  if (auto good = reading.require(Permission::see_units, query.id); !good) {
    return std::unexpected{good.error()};
  }
  auto& transaction = reading.transaction;
  auto const day = query.day.value_or(reading.today());
  auto row = query.day ? unit_on(transaction, query.id, day) : unit(transaction, query.id);
  if (!row) return no_such_unit();
  UnitDetail detail{.id = row->id,
                    .kind = row->kind,
                    .kind_name = std::string{label(row->kind)},
                    .name = std::move(row->short_name),
                    .full_name = std::move(row->full_name),
                    .external_code = std::move(row->external_code),
                    .host_name = std::move(row->host_name),
                    .host_credit_code = std::move(row->host_credit_code),
                    .contact = std::move(row->contact),
                    .contact_phone = mask_phone(reading.services.secrets.open(row->contact_phone)),
                    .founded_on = row->founded_on,
                    .dissolved_on = row->dissolved_on,
                    .term_ends_on = row->term_ends_on,
                    .approval = std::move(row->approval),
                    .notes = std::move(row->notes)};
  if (!row->community_id.is_none()) detail.community = named(transaction, row->community_id);
  for (auto const id : line_of(transaction, row->id)) detail.line.push_back(named(transaction, id));
  detail.posts = views_of(posts_of(transaction, row->id, day));
  return detail;
}

Result<UnitHistory> show_history(Reading& reading, UnitOnDay const& query) {
  if (auto good = reading.require(Permission::see_units, query.id); !good) {
    return std::unexpected{good.error()};
  }
  auto& transaction = reading.transaction;
  UnitHistory history;
  for (auto const& row : adjustments_of(transaction, query.id)) {
    AdjustmentView view{.adjustment = row.adjustment,
                        .adjustment_name = std::string{label(row.adjustment)},
                        .day = row.day,
                        .reason = row.reason,
                        .approval = row.approval,
                        .former_full_name = row.former_full_name,
                        .former_kind_name = std::string{label(row.former_kind)}};
    if (!row.successor_id.is_none()) view.successor = named(transaction, row.successor_id);
    history.adjustments.push_back(std::move(view));
  }
  for (auto const& row : parents_of(transaction, query.id)) {
    history.parents.push_back({named(transaction, row.parent_id), row.from_day, row.until_day});
  }
  history.posts = views_of(all_posts_of(transaction, query.id));
  return history;
}
}  // namespace

void add_unit_writes(api::Endpoints& endpoints);

void add_unit_routes(http::RouteTable& table, api::Services& services) {
  api::Endpoints endpoints{table, services, "organisation.units"};
  endpoints.question("/api/units", "所辖党组织及其直接下级", Permission::see_units, list_units);
  endpoints.question("/api/units/search", "按名称或拼音首字母查找党组织", Permission::see_units,
                     find_units);
  endpoints.question("/api/units/{id}", "党组织资料", Permission::see_units, show_unit);
  endpoints.question("/api/units/{id}/children", "直接下级", Permission::see_units, list_children);
  endpoints.question("/api/units/{id}/tree", "组织树", Permission::see_units, show_tree);
  endpoints.question("/api/units/{id}/history", "沿革、隶属与任职", Permission::see_units,
                     show_history);
  add_unit_writes(endpoints);
}

}  // namespace hangji::organisation
