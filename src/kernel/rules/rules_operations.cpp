#include "kernel/rules/rules_operations.h"

#include "foundation/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::rules {

using journal::Change;

namespace {
constexpr std::size_t id_length_most = 100;

bool is_good_id(std::string_view id) {
  return !id.empty() && id.size() <= id_length_most && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
}

Rule const* shipped_rule(Rulebooks const& rulebooks, std::string_view id) {
  auto const found = std::ranges::find(rulebooks.shipped(), id, &Rule::id);
  return found == rulebooks.shipped().end() ? nullptr : &*found;
}

/// As the loader would take the street's rows with this one among them.
Result<Done> check_laid_over(Change& change, Rulebooks const& rulebooks, OverrideRow const& row) {
  std::vector<RuleOverride> rows{to_override(row)};
  for (auto const& other : override_rows(change.transaction())) {
    if (other.state == OverrideState::in_force && other.id != row.id)
      rows.push_back(to_override(other));
  }
  auto const laid = overlay(rulebooks.shipped(), rows, rulebooks.kinds());
  if (laid) return Done{};
  for (auto const& fault : laid.error()) {
    if (fault.id == row.id.value) return std::unexpected{fault.refusal};
  }
  return Done{};
}

Result<OverrideRow> standing(Change& change, std::string_view rule_id, OverrideId id) {
  for (auto& row : override_rows(change.transaction())) {
    if (row.id != id || row.rule_id != rule_id) continue;
    if (row.state == OverrideState::in_force) return std::move(row);
    return refuse(OverrideRefusal::withdrawn_already, "这一自定规则已经撤回", {.status = 409});
  }
  return refuse(OverrideRefusal::not_found, "没有这一自定规则", {.status = 404});
}

Result<Done> check_form(Change& change, Rule const* shipped, NewOverride const& wanted) {
  if (!is_good_id(wanted.rule_id)) {
    return refuse(OverrideRefusal::wrong_id, "规则编号只能用小写字母、数字、点和下划线",
                  {.field = "id"});
  }
  if (shipped == nullptr && trim(wanted.title).empty()) {
    return refuse(OverrideRefusal::title_missing, "请填写规则名称", {.field = "title"});
  }
  if (trim(wanted.reason).empty()) {
    return refuse(OverrideRefusal::reason_missing, "请写明为何另作规定", {.field = "reason"});
  }
  if (wanted.from < change.today()) {
    return refuse(OverrideRefusal::in_the_past,
                  "自定规则不能改变已经过去的日子，请从今天或以后起施行", {.field = "from"});
  }
  return Done{};
}
}  // namespace

Result<OverrideId> add_override(Change& change, Rulebooks const& rulebooks,
                                NewOverride const& wanted) {
  auto const* shipped = shipped_rule(rulebooks, wanted.rule_id);
  if (auto good = check_form(change, shipped, wanted); !good) return std::unexpected{good.error()};
  bool const keeps_kind = wanted.kind.empty() && shipped != nullptr;
  bool const keeps_title = trim(wanted.title).empty() && shipped != nullptr;
  OverrideRow const row{.id = change.new_id<OverrideId>(),
                        .rule_id = wanted.rule_id,
                        .kind = keeps_kind ? shipped->kind : wanted.kind,
                        .title = keeps_title ? shipped->title : trim(wanted.title),
                        .from_day = wanted.from,
                        .until_day = wanted.until,
                        .document = trim(wanted.document),
                        .article = trim(wanted.article),
                        .note = trim(wanted.reason),
                        .parameters = to_json(wanted.parameters)};
  if (auto good = check_laid_over(change, rulebooks, row); !good)
    return std::unexpected{good.error()};
  change.insert(row);
  change.about({}, fmt::format("自定规则“{}”（{}），自 {} 起施行，依据《{}》{}", row.title,
                               row.rule_id, to_chinese(row.from_day), row.document, row.article));
  return row.id;
}

Result<Done> withdraw_override(Change& change, std::string_view rule_id, OverrideId id) {
  auto const row = standing(change, rule_id, id);
  if (!row) return std::unexpected{row.error()};
  if (row->from_day <= change.today()) {
    return refuse(OverrideRefusal::began_already, "已经施行的自定规则不能撤回，可以规定它的终止日",
                  {.status = 409});
  }
  auto withdrawn = *row;
  withdrawn.state = OverrideState::withdrawn;
  change.update(*row, withdrawn);
  change.about({}, fmt::format("撤回尚未施行的自定规则“{}”（{}，原定自 {} 起）", row->title,
                               row->rule_id, to_chinese(row->from_day)));
  return Done{};
}

Result<Done> end_override(Change& change, Rulebooks const& rulebooks, std::string_view rule_id,
                          OverrideId id, Date until) {
  auto const row = standing(change, rule_id, id);
  if (!row) return std::unexpected{row.error()};
  if (until <= change.today()) {
    return refuse(OverrideRefusal::in_the_past, "终止日应在今天之后", {.field = "until"});
  }
  auto ended = *row;
  ended.until_day = until;
  if (auto good = check_laid_over(change, rulebooks, ended); !good) return good;
  change.update(*row, ended);
  change.about({}, fmt::format("自定规则“{}”（{}）施行到 {} 前一日为止", row->title, row->rule_id,
                               to_chinese(until)));
  return Done{};
}

}  // namespace hangji::rules
