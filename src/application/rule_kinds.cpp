#include "application/rule_kinds.h"

#include "kernel/access/access_rules.h"
#include "kernel/obligations/duty_rules.h"
#include "kernel/requests/request_rules.h"
#include "kernel/rules/values.h"
#include "organisation/organisation_rules.h"
#include "practice/activities/activity_kind.h"
#include "practice/dues/dues_rules.h"
#include "practice/points/points_rules.h"
#include "practice/votes/vote_rules.h"
#include "premises/archive/archive_rules.h"

namespace hangji::application {

rules::RuleKinds all_rule_kinds() {
  rules::RuleKinds kinds;
  kinds.add<rules::Threshold>();
  kinds.add<rules::ShareLimit>();
  kinds.add<access::SignInLimits>();
  kinds.add<access::PasswordDemands>();
  kinds.add<obligations::Duty>();
  kinds.add<requests::RequestDeadline>();
  kinds.add<organisation::Term>();
  kinds.add<organisation::ProbationExtension>();
  kinds.add<organisation::CommitteeSeats>();
  kinds.add<practice::ActivityKind>();
  kinds.add<practice::VoteRule>();
  kinds.add<practice::DuesRate>();
  kinds.add<practice::DuesArrears>();
  kinds.add<practice::DuesBackPayment>();
  kinds.add<practice::DuesStart>();
  kinds.add<practice::DuesLargePayment>();
  kinds.add<practice::DuesRelief>();
  kinds.add<practice::PointsStandard>();
  kinds.add<practice::PointsItem>();
  kinds.add<practice::PointsRedLine>();
  kinds.add<practice::PointsRegister>();
  kinds.add<premises::ArchiveVolume>();
  kinds.add<premises::ArchiveNumber>();
  return kinds;
}

}  // namespace hangji::application
