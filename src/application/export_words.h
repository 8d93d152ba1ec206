// Words of exported codes that their own chapters show only as part of a sentence.
#pragma once

#include "kernel/rules/values.h"
#include "practice/dues/dues.h"

namespace hangji::application {

[[nodiscard]] std::string_view label(rules::Retention retention);
[[nodiscard]] std::string_view label(practice::DuesState state);
[[nodiscard]] std::string_view label(practice::DuesReliefKind relief);

}  // namespace hangji::application
