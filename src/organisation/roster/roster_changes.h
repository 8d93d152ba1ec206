// What an import changes in a row of the register, field by field, as the preview tells it: numbers
// masked, what is sealed and not shown elsewhere not shown here either.
#pragma once

#include "organisation/enterprises/enterprises.h"
#include "organisation/members/members.h"
#include "organisation/units/units.h"

#include <boost/describe/class.hpp>

#include <functional>

namespace hangji::secrets {
class Secrets;
}  // namespace hangji::secrets

namespace hangji::organisation {

struct FieldChange {
  std::string field{};
  std::string before{};
  std::string after{};
};
BOOST_DESCRIBE_STRUCT(FieldChange, (), (field, before, after))

/// The short name of a unit; empty for none.
using NameOfUnit = std::function<std::string(UnitId)>;

/// In the order of the columns, without the unit.
[[nodiscard]] std::vector<FieldChange> changes_of(secrets::Secrets const& secrets,
                                                  MemberRow const& was, MemberRow const& is);
/// Without the unit above and the secretary.
[[nodiscard]] std::vector<FieldChange> changes_of(secrets::Secrets const& secrets,
                                                  NameOfUnit const& name_of, UnitRow const& was,
                                                  UnitRow const& is);
[[nodiscard]] std::vector<FieldChange> changes_of(secrets::Secrets const& secrets,
                                                  NameOfUnit const& name_of,
                                                  EnterpriseRow const& was,
                                                  EnterpriseRow const& is);

}  // namespace hangji::organisation
