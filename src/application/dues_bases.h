// The dues bases of a roster of members, set by the operation of the dues pages.
#pragma once

#include "organisation/roster/roster_members.h"

namespace hangji::rules {
class Rulebook;
}  // namespace hangji::rules

namespace hangji::application {

/// Sets the bases from the present month on, or from the first one that the branch has not
/// reported. The population follows from what the roster says of the member: pensions for those of
/// the age without a post, wages for everybody else. A base of nothing, one that stands already, or
/// one that a later one has overtaken, is left. Says whether anything changed; refuses
/// what `practice::set_basis` refuses.
[[nodiscard]] Result<bool> set_dues_bases(journal::Change& change, rules::Rulebook const& rules,
                                          std::vector<organisation::DuesBase> const& bases);

}  // namespace hangji::application
