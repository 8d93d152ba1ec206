#include "kernel/rules/overlay.h"

#include "foundation/text.h"
#include "kernel/rules/bounds.h"
#include "kernel/rules/lengths.h"

#include <algorithm>
#include <unordered_map>

namespace hangji::rules {

namespace {

using Versions = std::unordered_map<std::string_view, std::vector<Rule const*>>;

class Overlay {
public:
  Overlay(std::vector<Rule> const& shipped, std::span<RuleOverride const> rows,
          RuleKinds const& kinds)
      : m_rows{rows}, m_kinds{kinds} {
    for (auto const& rule : shipped) m_shipped[rule.id].push_back(&rule);
    for (auto const& rule : shipped) m_known.add(rule.id, rule.kind);
    for (auto const& row : rows) m_known.add(row.rule_id, row.kind);
  }

  [[nodiscard]] Result<Rule> read(RuleOverride const& row) const {
    auto const* kind = m_kinds.find(row.kind);
    if (kind == nullptr) {
      return refuse(RuleRefusal::unknown_kind, "没有“" + row.kind + "”这一类规则", {"kind"});
    }
    auto const versions = shipped_versions(row.rule_id);
    if (!versions.empty() && versions.front()->kind != row.kind) {
      return refuse(RuleRefusal::unknown_kind, "类别与所替换的规则不同", {"kind", row.rule_id});
    }
    if (trim(row.document).empty() || trim(row.article).empty()) {
      auto const* field = trim(row.document).empty() ? "document" : "article";
      return refuse(RuleRefusal::no_source, "请写明文件名称和条款，没有出处的规则不能使用",
                    {field});
    }
    if (auto good = check_period(row); !good) return std::unexpected{std::move(good.error())};
    auto rule = read_parameters(row, *kind, versions);
    if (!rule || rule->is_switched_off()) return rule;
    if (!fits_unit(*rule, versions)) {
      return refuse(RuleRefusal::wrong_parameter, "单位须与所替换的规则一致", {"parameters.unit"});
    }
    for (auto const* law : versions) {
      if (!law->in_force.overlaps(rule->in_force)) continue;
      if (auto good = check_bounds(*law, *rule, *kind); !good)
        return std::unexpected{std::move(good.error())};
    }
    return rule;
  }

private:
  [[nodiscard]] std::vector<Rule const*> shipped_versions(std::string_view id) const {
    auto const found = m_shipped.find(id);
    return found == m_shipped.end() ? std::vector<Rule const*>{} : found->second;
  }

  [[nodiscard]] Result<Done> check_period(RuleOverride const& row) const {
    if (row.until && *row.until <= row.from) {
      return refuse(RuleRefusal::wrong_period, "终止日应晚于起始日", {"until"});
    }
    Period const period{row.from, row.until};
    bool const overlaps = std::ranges::any_of(m_rows, [&](RuleOverride const& other) {
      return other.id != row.id && other.rule_id == row.rule_id &&
             period.overlaps({other.from, other.until});
    });
    if (overlaps) {
      return refuse(RuleRefusal::wrong_period, "与本街道已有的同一规则施行日期重叠",
                    {"from", row.rule_id});
    }
    return Done{};
  }

  [[nodiscard]] Result<Rule> read_parameters(RuleOverride const& row, RuleKind const& kind,
                                             std::vector<Rule const*> const& versions) const {
    auto value = parse_json(row.parameters);
    if (!value) {
      return refuse(RuleRefusal::wrong_parameter, value.error().message, {"parameters"});
    }
    auto rule = rule_of(row, versions);
    rule.parameters = std::move(*value);
    if (rule.parameters.is_null()) return switched_off(std::move(rule), versions);
    auto parsed = kind.parse(boost::json::object{{"parameters", rule.parameters}});
    if (!parsed) {
      return refuse(RuleRefusal::wrong_parameter, parsed.error().message, {parsed.error().field});
    }
    if (kind.check != nullptr) {
      if (auto good = kind.check(parsed->get(), m_known); !good) {
        return std::unexpected{std::move(good.error())};
      }
    }
    rule.parsed = std::move(*parsed);
    return rule;
  }

  /// A length of time stays one, in whatever unit; a number of persons stays that.
  [[nodiscard]] static bool fits_unit(Rule const& rule, std::vector<Rule const*> const& versions) {
    if (rule.kind != Threshold::rule_kind || versions.empty()) return true;
    auto const unit = static_cast<Threshold const*>(rule.parsed.get())->unit;
    auto const shipped = static_cast<Threshold const*>(versions.back()->parsed.get())->unit;
    return unit == shipped || (is_length_of_time(unit) && is_length_of_time(shipped));
  }

  [[nodiscard]] static Result<Rule> switched_off(Rule rule,
                                                 std::vector<Rule const*> const& versions) {
    if (versions.empty()) {
      return refuse(RuleRefusal::unknown_rule, "没有这一规则，无从停用", {"rule_id"});
    }
    bool const is_binding = std::ranges::any_of(versions, [&](Rule const* version) {
      return version->severity == Severity::binding && version->in_force.overlaps(rule.in_force);
    });
    if (is_binding) {
      return refuse(RuleRefusal::binding, "这是必须执行的规则，可以修订参数，不能停用",
                    {"parameters", rule.id});
    }
    return rule;
  }

  // A street's change keeps the weight of what it changes.
  [[nodiscard]] static Rule rule_of(RuleOverride const& row,
                                    std::vector<Rule const*> const& versions) {
    Rule rule;
    rule.id = row.rule_id;
    rule.kind = row.kind;
    rule.title = row.title.empty() && !versions.empty() ? versions.back()->title : row.title;
    rule.in_force = {row.from, row.until};
    rule.source = {row.document, row.article};
    rule.certainty = Certainty::proposal;
    rule.severity = versions.empty() ? Severity::binding : versions.back()->severity;
    rule.note = row.note;
    rule.applied = versions.empty() || versions.back()->applied;
    rule.origin = Origin::street;
    return rule;
  }

  std::span<RuleOverride const> m_rows;
  RuleKinds const& m_kinds;
  Versions m_shipped{};
  KnownRules m_known{};
};

}  // namespace

std::expected<Rulebook, std::vector<OverrideFault>> overlay(std::vector<Rule> const& shipped,
                                                            std::span<RuleOverride const> rows,
                                                            RuleKinds const& kinds) {
  Overlay const street{shipped, rows, kinds};
  std::vector<Rule> laid_over;
  std::vector<OverrideFault> faults;
  for (auto const& row : rows) {
    auto rule = street.read(row);
    if (rule) {
      laid_over.push_back(std::move(*rule));
    } else {
      faults.push_back({row.id, std::move(rule.error())});
    }
  }
  if (!faults.empty()) return std::unexpected{std::move(faults)};
  return Rulebook{shipped, std::move(laid_over)};
}

}  // namespace hangji::rules
