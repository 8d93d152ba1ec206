// The keys by which rosters find what is in the books: read once for an import.
#pragma once

#include "organisation/enterprises/enterprises.h"
#include "organisation/members/members.h"

#include <functional>
#include <unordered_map>

namespace hangji::organisation {

struct MemberKey {
  MemberId id{};
  std::string name{};
  Date born_on{};
  std::optional<std::string> identity_hash{};
  /// Where the member belongs; none: has left.
  UnitId unit_id{};
};
BOOST_DESCRIBE_STRUCT(MemberKey, (), (id, name, born_on, identity_hash, unit_id))
/// Every member ever, by id.
void each_member_key(database::Transaction& transaction,
                     std::function<void(MemberKey const&)> const& visit);

/// The month after the last closed one, of each unit that has closed any.
[[nodiscard]] std::unordered_map<UnitId, Month> first_open_months(
    database::Transaction& transaction);

struct EnterpriseKey {
  EnterpriseId id{};
  std::string name{};
  std::optional<std::string> credit_code{};
};
BOOST_DESCRIBE_STRUCT(EnterpriseKey, (), (id, name, credit_code))
/// Every enterprise, by id.
void each_enterprise_key(database::Transaction& transaction,
                         std::function<void(EnterpriseKey const&)> const& visit);

}  // namespace hangji::organisation
