// Whose right to vote and to be elected is stopped: within 留党察看, and while in custody or under
// arrest. Pure.
#pragma once

#include "foundation/date.h"
#include "foundation/id.h"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <span>
#include <string>

namespace hangji::practice {

/// A standing `member.disciplined` or `member.detained` of one member.
struct RightsFact {
  MemberId member_id{};
  std::string kind{};
  std::string topic{};
  Date day{};
  /// Months of 留党察看.
  std::int64_t amount{};
};
BOOST_DESCRIBE_STRUCT(RightsFact, (), (member_id, kind, topic, day, amount))

/// False within the months of a 留党察看, counted from the day it was decided, and from a custody
/// or arrest to the day it ended. `facts`: those up to `day`, by day. Source:
/// discipline.probation_in_party.most_months
[[nodiscard]] bool has_rights_on(std::span<RightsFact const> facts, Date day);

}  // namespace hangji::practice
