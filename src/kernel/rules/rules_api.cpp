#include "kernel/rules/rules_api.h"

#include "kernel/api/gate.h"
#include "kernel/rules/bounds.h"
#include "kernel/rules/rule_tables.h"
#include "kernel/rules/rule_words.h"
#include "kernel/rules/rules_operations.h"

#include <algorithm>

namespace hangji::rules {

using access::Permission;
using api::Reading;
using api::Writing;

namespace {
struct RulesQuery {
  /// Absent: today.
  std::optional<Date> as_of{};
  std::optional<std::string> chapter{};
  std::optional<std::string> kind{};
};
BOOST_DESCRIBE_STRUCT(RulesQuery, (), (as_of, chapter, kind))

struct RuleById {
  std::string id{};
};
BOOST_DESCRIBE_STRUCT(RuleById, (), (id))

struct RuleLine {
  std::string id{};
  /// Stem of the file it is shipped in; empty: the street's own.
  std::string chapter{};
  std::string kind{};
  std::string kind_title{};
  std::string title{};
  Date from{};
  std::optional<Date> until{};
  std::string document{};
  std::string article{};
  Certainty certainty{};
  Severity severity{};
  Origin origin{};
  bool switched_off{false};
  /// The street has a version of its own, whether in force on this day or not.
  bool has_own{false};
  std::string mark{};
  std::string note{};
  /// False: 尚未使用.
  bool applied{true};
  /// 国家规定，街道不得放宽.
  std::vector<BoundView> bounds{};
  boost::json::value parameters{};
  std::vector<ReadableLine> readable{};
};
BOOST_DESCRIBE_STRUCT(RuleLine, (),
                      (id, chapter, kind, kind_title, title, from, until, document, article,
                       certainty, severity, origin, switched_off, has_own, mark, note, applied,
                       bounds, parameters, readable))

struct RuleChapter {
  std::string chapter{};
  std::string title{};
  std::vector<RuleLine> rules{};
};
BOOST_DESCRIBE_STRUCT(RuleChapter, (), (chapter, title, rules))

struct RuleList {
  Date as_of{};
  bool may_edit{false};
  std::vector<RuleChapter> chapters{};
};
BOOST_DESCRIBE_STRUCT(RuleList, (), (as_of, may_edit, chapters))

struct RuleVersion {
  /// None: shipped.
  OverrideId override_id{};
  Origin origin{};
  std::string title{};
  Date from{};
  std::optional<Date> until{};
  std::string document{};
  std::string article{};
  Certainty certainty{};
  Severity severity{};
  std::string mark{};
  /// Of the street's own: why.
  std::string note{};
  bool in_force_today{false};
  bool switched_off{false};
  OverrideState state{};
  /// Not in force yet, so it can still be taken back.
  bool may_withdraw{false};
  /// In force by its row, but this program does not take it any more.
  bool left_out{false};
  /// 国家规定，街道不得放宽.
  std::vector<BoundView> bounds{};
  boost::json::value parameters{};
  std::vector<ReadableLine> readable{};
};
BOOST_DESCRIBE_STRUCT(RuleVersion, (),
                      (override_id, origin, title, from, until, document, article, certainty,
                       severity, mark, note, in_force_today, switched_off, state, may_withdraw,
                       left_out, bounds, parameters, readable))

struct RuleHistory {
  std::string id{};
  std::string chapter{};
  std::string chapter_title{};
  std::string kind{};
  std::string kind_title{};
  std::string title{};
  bool may_edit{false};
  /// False: 尚未使用.
  bool applied{true};
  /// What a new version of the street's own is bound to.
  std::vector<BoundView> bounds{};
  /// How its lists and groups are filled in.
  std::vector<ParameterTable> tables{};
  /// By first day, shipped before the street's own.
  std::vector<RuleVersion> versions{};
};
BOOST_DESCRIBE_STRUCT(RuleHistory, (),
                      (id, chapter, chapter_title, kind, kind_title, title, may_edit, applied,
                       bounds, tables, versions))

struct OverrideInput {
  std::string id{};
  /// Only for a rule that is not shipped.
  std::optional<std::string> kind{};
  std::optional<std::string> title{};
  Date from{};
  std::optional<Date> until{};
  std::string document{};
  std::string article{};
  std::string reason{};
  boost::json::value parameters{};
};
BOOST_DESCRIBE_STRUCT(OverrideInput, (),
                      (id, kind, title, from, until, document, article, reason, parameters))

struct OverrideAdded {
  OverrideId id{};
};
BOOST_DESCRIBE_STRUCT(OverrideAdded, (), (id))

struct OverrideById {
  std::string id{};
  OverrideId override_id{};
};
BOOST_DESCRIBE_STRUCT(OverrideById, (), (id, override_id))

struct EndInput {
  std::string id{};
  OverrideId override_id{};
  Date until{};
};
BOOST_DESCRIBE_STRUCT(EndInput, (), (id, override_id, until))

Permission right_to_edit(Rulebooks const& rulebooks, std::string_view kind) {
  auto const* found = rulebooks.kinds().find(kind);
  return found != nullptr && found->guards_access ? Permission::edit_security_rules
                                                  : Permission::edit_rules;
}

/// Rules are the whole street's: the right is held at the street or not at all. `new_kind` is that
/// of a rule which is not there yet.
Result<Done> require_edit(Writing& writing, std::string_view id, std::string_view new_kind = {}) {
  auto const versions = writing.rulebook.versions(id);
  auto const kind = versions.empty() ? new_kind : std::string_view{versions.front()->kind};
  auto const reached = writing.reached(right_to_edit(writing.services.rulebooks, kind));
  if (!reached) return std::unexpected{reached.error()};
  return Done{};
}

bool may_edit(Reading const& reading, std::string_view kind = {}) {
  return access::may_somewhere(reading.session, right_to_edit(reading.services.rulebooks, kind));
}

TitleOf titles_of(Reading const& reading) {
  return [&rulebook = reading.rulebook, day = reading.today()](std::string_view id) {
    auto const* rule = rulebook.rule(id, day);
    return rule == nullptr ? std::string{} : rule->title;
  };
}

/// In force on the day, or switched off by the street on it; null when there is none.
Rule const* on_day(std::vector<Rule const*> const& versions, Date day) {
  Rule const* found = nullptr;
  for (auto const* version : versions) {
    if (!version->in_force.contains(day)) continue;
    if (found == nullptr || version->origin == Origin::street) found = version;
  }
  return found;
}

/// What the law binds a version of the street's own to that begins now.
std::vector<BoundView> bounds_on(std::vector<Rule const*> const& versions, Date day) {
  Rule const* law = nullptr;
  for (auto const* version : versions) {
    if (version->origin == Origin::street) continue;
    if (law == nullptr || version->in_force.from <= day) law = version;
  }
  return law == nullptr ? std::vector<BoundView>{} : bounds_of(*law);
}

std::string chapter_among(std::vector<Rule const*> const& versions) {
  for (auto const* version : versions) {
    if (!version->file.empty()) return chapter_of(version->file);
  }
  return {};
}

RuleLine line_of(Reading const& reading, std::vector<Rule const*> const& versions,
                 Rule const& rule) {
  bool const has_own = std::ranges::any_of(
      versions, [](Rule const* version) { return version->origin == Origin::street; });
  return {.id = rule.id,
          .chapter = chapter_among(versions),
          .kind = rule.kind,
          .kind_title = title_of_kind(rule.kind),
          .title = rule.title,
          .from = rule.in_force.from,
          .until = rule.in_force.until,
          .document = rule.source.document,
          .article = rule.source.article,
          .certainty = rule.certainty,
          .severity = rule.severity,
          .origin = rule.origin,
          .switched_off = rule.is_switched_off(),
          .has_own = has_own,
          .mark = certainty_mark(rule.certainty),
          .note = rule.note,
          .applied = rule.applied,
          .bounds = bounds_on(versions, reading.today()),
          .parameters = rule.parameters,
          .readable = readable(rule.kind, rule.parameters, titles_of(reading))};
}

RuleChapter& chapter_in(RuleList& list, std::string const& chapter) {
  auto const found = std::ranges::find(list.chapters, chapter, &RuleChapter::chapter);
  if (found != list.chapters.end()) return *found;
  return list.chapters.emplace_back(RuleChapter{chapter, title_of_chapter(chapter), {}});
}

Result<RuleList> list_rules(Reading& reading, RulesQuery const& query) {
  // Rules are open to whoever has the right anywhere, a member for the own record among them.
  reading.allow_everyone();
  RuleList list{query.as_of.value_or(reading.today()), may_edit(reading), {}};
  for (auto const id : reading.rulebook.ids()) {
    auto const versions = reading.rulebook.versions(id);
    auto const* rule = on_day(versions, list.as_of);
    if (rule == nullptr || (query.kind && *query.kind != rule->kind)) continue;
    auto line = line_of(reading, versions, *rule);
    if (query.chapter && *query.chapter != line.chapter) continue;
    chapter_in(list, line.chapter).rules.push_back(std::move(line));
  }
  return list;
}

/// The parameters as they are written, with the defaults of what is left out within their lists and
/// groups.
boost::json::value filled(Reading const& reading, Rule const& rule) {
  auto const* kind = reading.services.rulebooks.kinds().find(rule.kind);
  if (kind == nullptr || rule.is_switched_off()) return rule.parameters;
  auto const whole = kind->write(rule.parsed.get()).as_object();
  auto parameters = rule.parameters.as_object();
  for (auto& [key, value] : parameters) value = whole.at(key);
  return parameters;
}

RuleVersion shipped_version(Reading const& reading, Rule const& rule) {
  return {.origin = rule.origin,
          .title = rule.title,
          .from = rule.in_force.from,
          .until = rule.in_force.until,
          .document = rule.source.document,
          .article = rule.source.article,
          .certainty = rule.certainty,
          .severity = rule.severity,
          .mark = certainty_mark(rule.certainty),
          .note = rule.note,
          .in_force_today = on_day(reading.rulebook.versions(rule.id), reading.today()) == &rule,
          .bounds = bounds_of(rule),
          .parameters = filled(reading, rule),
          .readable = readable(rule.kind, rule.parameters, titles_of(reading))};
}

RuleVersion own_version(Reading const& reading, OverrideRow const& row,
                        std::vector<Rule const*> const& versions) {
  auto const laid = std::ranges::find_if(versions, [&](Rule const* version) {
    return version->origin == Origin::street && version->in_force.from == row.from_day;
  });
  bool const stands = row.state == OverrideState::in_force;
  bool const is_laid = stands && laid != versions.end();
  auto const as_written = parse_json(row.parameters).value_or(boost::json::value{});
  RuleVersion version{
      .override_id = row.id,
      .origin = Origin::street,
      .title = row.title,
      .from = row.from_day,
      .until = row.until_day,
      .document = row.document,
      .article = row.article,
      .severity = is_laid ? (*laid)->severity : Severity::binding,
      .note = row.note,
      .in_force_today = is_laid && on_day(versions, reading.today()) == *laid,
      .switched_off = row.parameters == "null",
      .state = row.state,
      .may_withdraw = stands && row.from_day > reading.today() && may_edit(reading, row.kind),
      .left_out = stands && !is_laid};
  version.parameters = is_laid ? filled(reading, **laid) : as_written;
  version.readable = readable(row.kind, as_written, titles_of(reading));
  return version;
}

Result<RuleHistory> show_rule(Reading& reading, RuleById const& query) {
  reading.allow_everyone();
  auto const versions = reading.rulebook.versions(query.id);
  RuleHistory history{.id = query.id};
  for (auto const* rule : versions) {
    history.kind = rule->kind;
    history.title = rule->title;
    history.applied = rule->applied;
    if (rule->origin == Origin::shipped)
      history.versions.push_back(shipped_version(reading, *rule));
  }
  for (auto const& row : override_rows(reading.transaction)) {
    if (row.rule_id != query.id) continue;
    if (history.kind.empty()) history.kind = row.kind;
    if (history.title.empty()) history.title = row.title;
    history.versions.push_back(own_version(reading, row, versions));
  }
  if (history.versions.empty())
    return refuse(RuleRefusal::unknown_rule, "没有这一规则", {.status = 404});
  std::ranges::stable_sort(history.versions, {}, &RuleVersion::from);
  history.bounds = bounds_on(versions, reading.today());
  history.may_edit = may_edit(reading, history.kind);
  if (auto const* kind = reading.services.rulebooks.kinds().find(history.kind))
    history.tables = tables_of(*kind);
  history.chapter = chapter_among(versions);
  history.chapter_title = title_of_chapter(history.chapter);
  history.kind_title = title_of_kind(history.kind);
  return history;
}

/// The next request is to see the rules as they are now.
void forget_rules(Writing& writing) {
  writing.after_commit([&rulebooks = writing.services.rulebooks, tenant = writing.session.tenant] {
    rulebooks.forget(tenant);
  });
}

Result<OverrideAdded> add(Writing& writing, OverrideInput const& input) {
  if (auto good = require_edit(writing, input.id, input.kind.value_or("")); !good)
    return std::unexpected{good.error()};
  forget_rules(writing);
  auto const id = add_override(writing.change, writing.services.rulebooks,
                               {.rule_id = input.id,
                                .kind = input.kind.value_or(""),
                                .title = input.title.value_or(""),
                                .from = input.from,
                                .until = input.until,
                                .document = input.document,
                                .article = input.article,
                                .reason = input.reason,
                                .parameters = input.parameters});
  if (!id) return std::unexpected{id.error()};
  return OverrideAdded{*id};
}

Result<Done> withdraw(Writing& writing, OverrideById const& input) {
  if (auto good = require_edit(writing, input.id); !good) return good;
  forget_rules(writing);
  return withdraw_override(writing.change, input.id, input.override_id);
}

Result<Done> end(Writing& writing, EndInput const& input) {
  if (auto good = require_edit(writing, input.id); !good) return good;
  forget_rules(writing);
  return end_override(writing.change, writing.services.rulebooks, input.id, input.override_id,
                      input.until);
}
}  // namespace

void add_rule_routes(http::RouteTable& table, api::Services& services) {
  api::Endpoints endpoints{table, services, "kernel.rules"};
  endpoints.question("/api/rules", "某日施行的规则", Permission::see_rules, list_rules);
  endpoints.question("/api/rules/{id}", "一条规则的各个版本", Permission::see_rules, show_rule);
  endpoints.operation({.path = "/api/rules/{id}/overrides",
                       .operation = "rules.add_override",
                       .summary = "本街道另作规定",
                       .permission = Permission::see_rules},
                      add);
  endpoints.operation({.path = "/api/rules/{id}/overrides/{override_id}/withdraw",
                       .operation = "rules.withdraw_override",
                       .summary = "撤回尚未施行的自定规则",
                       .permission = Permission::see_rules},
                      withdraw);
  endpoints.operation({.path = "/api/rules/{id}/overrides/{override_id}/end",
                       .operation = "rules.end_override",
                       .summary = "规定自定规则的终止日",
                       .permission = Permission::see_rules},
                      end);
}

}  // namespace hangji::rules
