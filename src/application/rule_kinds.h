// The one list of rule kinds of the program. A new kind is one line in rule_kinds.cpp.
#pragma once

#include "kernel/rules/rule_kinds.h"

namespace hangji::application {

[[nodiscard]] rules::RuleKinds all_rule_kinds();

}  // namespace hangji::application
