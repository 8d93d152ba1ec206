#include "kernel/access/session.h"

namespace hangji::access {

bool may_somewhere(Session const& session, Permission permission) {
  return std::any_of(session.grants.begin(), session.grants.end(), [&](Grant const& grant) {
    return right_of(grant.role, permission) != nullptr;
  });
}

bool may_at(database::Transaction& transaction, Session const& session, Permission permission,
            UnitId unit, IsWithin const& is_within) {
  for (auto const& grant : session.grants) {
    auto const* right = right_of(grant.role, permission);
    if (right == nullptr || right->reach == Reach::own_record) continue;
    if (grant.unit == unit || is_within(transaction, grant.unit, unit)) return true;
  }
  return false;
}

std::vector<ReachedUnit> reached_units(Session const& session, Permission permission) {
  std::vector<ReachedUnit> reached;
  for (auto const& grant : session.grants) {
    auto const* right = right_of(grant.role, permission);
    if (right != nullptr && right->reach != Reach::own_record)
      reached.push_back({grant.unit, right->reach});
  }
  return reached;
}

}  // namespace hangji::access
