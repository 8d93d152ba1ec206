#include "organisation/members/suspensions.h"

#include <algorithm>

namespace hangji::organisation {

void add_untold(Suspensions& suspensions, MemberState state) {
  bool const is_untold =
      state == MemberState::suspended && (suspensions.empty() || suspensions.back().until);
  if (is_untold) suspensions.push_back({.from = Date{}});
}

bool is_suspended_on(std::span<Suspension const> suspensions, Date day) {
  return std::ranges::any_of(suspensions, [&](Suspension const& one) {
    return one.from <= day && (!one.until || *one.until > day);
  });
}

bool is_suspended_throughout(std::span<Suspension const> suspensions, Month month) {
  return std::ranges::any_of(suspensions, [&](Suspension const& one) {
    return one.from <= month.first_day() && (!one.until || *one.until > month.last_day());
  });
}

}  // namespace hangji::organisation
