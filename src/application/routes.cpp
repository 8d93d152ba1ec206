// Every route of the program, one line a feature.
#include "application/dues_bases.h"
#include "application/export_api.h"
#include "application/program.h"
#include "application/setup.h"
#include "duty/bulletins/bulletins_api.h"
#include "duty/inspection/inspection_api.h"
#include "duty/workbench/workbench_api.h"
#include "kernel/access/sign_in_api.h"
#include "kernel/access/users_api.h"
#include "kernel/jobs/jobs_api.h"
#include "kernel/journal/journal_api.h"
#include "kernel/originals/originals_api.h"
#include "kernel/requests/requests_api.h"
#include "kernel/rules/rules_api.h"
#include "organisation/deadlines/deadlines_api.h"
#include "organisation/enterprises/enterprises_api.h"
#include "organisation/members/members_api.h"
#include "organisation/roster/roster_api.h"
#include "organisation/units/units_api.h"
#include "practice/activities/activities_api.h"
#include "practice/dues/dues_api.h"
#include "practice/member_facts/member_facts_api.h"
#include "practice/points/points_api.h"
#include "practice/votes/votes_api.h"
#include "premises/archive/archive_api.h"

namespace hangji::application {

void add_all_routes(http::RouteTable& table, api::Services& services, SetupTerms setup) {
  add_setup_route(table, services, std::move(setup));
  add_export_routes(table, services);
  access::add_sign_in_routes(table, services);
  access::add_totp_routes(table, services);
  access::add_user_routes(table, services);
  jobs::add_job_routes(table, services);
  journal::add_journal_routes(table, services);
  originals::add_original_routes(table, services);
  requests::add_request_routes(table, services);
  rules::add_rule_routes(table, services);
  organisation::add_unit_routes(table, services);
  organisation::add_member_routes(table, services);
  organisation::add_enterprise_routes(table, services);
  organisation::add_deadline_routes(table, services);
  organisation::add_roster_routes(table, services);
  practice::add_activity_routes(table, services);
  practice::add_dues_routes(table, services);
  practice::add_member_fact_routes(table, services);
  practice::add_points_routes(table, services);
  practice::add_vote_routes(table, services);
  premises::add_archive_routes(table, services);
  duty::add_inspection_routes(table, services);
  duty::add_bulletin_routes(table, services);
  duty::add_workbench_routes(table, services);
}

void add_all_jobs(jobs::Jobs& jobs, api::Services& services) {
  journal::add_journal_jobs(jobs, services);
  organisation::add_import_jobs(
      jobs, services,
      [&services](journal::Change& change, std::vector<organisation::DuesBase> const& bases) {
        return set_dues_bases(change, *services.rulebooks.of(change.transaction()), bases);
      });
  duty::add_bulletin_jobs(jobs, services);
}

}  // namespace hangji::application
