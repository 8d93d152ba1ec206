#include "application/program.h"
#include "duty/bulletins/bulletins_api.h"
#include "duty/inspection/inspection_record.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/requests/requests_api.h"
#include "organisation/deadlines/deadlines_api.h"
#include "organisation/members/members_store.h"
#include "organisation/units/units_store.h"
#include "practice/activities/activity_record.h"
#include "practice/activities/activity_tasks.h"
#include "practice/dues/dues_record.h"
#include "practice/dues/dues_tasks.h"
#include "practice/points/points_record.h"
#include "practice/points/points_tasks.h"
#include "practice/votes/votes_api.h"
#include "practice/votes/votes_record.h"
#include "premises/archive/archive_sections.h"
#include "premises/archive/archive_sheets.h"

namespace hangji::application {

namespace {
api::Person person_of(database::Transaction& transaction, MemberId member) {
  api::Person person;
  auto const row = organisation::member(transaction, member);
  if (!row) return person;
  person.name = row->name;
  person.unit = organisation::unit_of(transaction, member);
  if (auto const unit = organisation::unit(transaction, person.unit)) {
    person.unit_name = unit->short_name;
    person.street = organisation::line_of(transaction, person.unit).front();
  }
  return person;
}

std::string unit_name_of(database::Transaction& transaction, UnitId id) {
  auto const unit = organisation::unit(transaction, id);
  return unit ? unit->short_name : std::string{};
}
}  // namespace

api::Chapters all_chapters(documents::Originals const& originals) {
  api::Chapters chapters;
  chapters.duties.add(practice::add_activity_duties);
  chapters.tasks.emplace_back(practice::add_activity_tasks);
  chapters.tasks.emplace_back(organisation::add_deadline_tasks);
  chapters.tasks.emplace_back(practice::add_proposal_tasks);
  chapters.tasks.emplace_back(practice::add_publication_tasks);
  chapters.tasks.emplace_back(practice::add_arrears_tasks);
  chapters.tasks.emplace_back(requests::add_request_tasks);
  chapters.owners.emplace_back(practice::activity_owner);
  chapters.owners.emplace_back(practice::vote_owner);
  chapters.people = person_of;
  chapters.unit_names = unit_name_of;
  chapters.holds_members = organisation::registers_members;
  chapters.books = street_books(&originals);
  chapters.sections.emplace_back(premises::add_archive_sections);
  chapters.printers.add(std::string{facts::kind::activity_finished}, practice::print_activity);
  chapters.printers.add(std::string{facts::kind::dues_reported}, practice::print_dues_report);
  chapters.printers.add(std::string{facts::kind::points_register_closed}, practice::print_register);
  chapters.printers.add(std::string{facts::kind::points_published}, practice::print_publication);
  chapters.printers.add(std::string{facts::kind::vote_held}, practice::print_vote);
  chapters.printers.add(std::string{facts::kind::document_received}, premises::print_document);
  chapters.printers.add(std::string{facts::kind::document_issued}, premises::print_document);
  chapters.printers.add(std::string{facts::kind::inspection_issued}, duty::print_inspection);
  chapters.printers.add(std::string{facts::kind::bulletin_issued}, duty::print_issued_bulletin);
  return chapters;
}

}  // namespace hangji::application
