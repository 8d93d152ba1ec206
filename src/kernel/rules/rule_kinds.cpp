#include "kernel/rules/rule_kinds.h"

#include "foundation/result.h"
#include "kernel/rules/values.h"

namespace hangji::rules {

std::unexpected<Refusal> refuse_parameter(std::string_view field, std::string message) {
  auto path = "parameters" + (field.empty() ? std::string{} : "." + std::string{field});
  auto sentence = "字段 " + path + "：" + message;
  return refuse(RuleRefusal::wrong_parameter, std::move(sentence), {.field = std::move(path)});
}

Result<Done> check_rule(ShareLimit const& limit, KnownRules const&) {
  if (is_proper(limit.share)) return Done{};
  return refuse_parameter("share", "应为大于零、不超过全部的比例");
}

void RuleKinds::add(RuleKind kind) {
  bool const is_new = m_kinds.emplace(kind.name, kind).second;
  verify(is_new, "a rule kind is registered once");
}

RuleKind const* RuleKinds::find(std::string_view name) const {
  auto const found = m_kinds.find(name);
  return found == m_kinds.end() ? nullptr : &found->second;
}

}  // namespace hangji::rules
