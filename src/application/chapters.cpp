#include "application/chapters.h"

#include "duty/bulletins/bulletins_api.h"
#include "kernel/facts/fact_kinds.h"
#include "practice/activities/activity_record.h"
#include "practice/activities/activity_tasks.h"
#include "practice/dues/dues_record.h"
#include "premises/archive/archive_sections.h"

namespace hangji::application {

api::Chapters all_chapters() {
  api::Chapters chapters;
  chapters.duties.add(practice::add_activity_duties);
  chapters.tasks.emplace_back(practice::add_activity_tasks);
  chapters.owners.emplace_back(practice::activity_owner);
  chapters.sections.emplace_back(premises::add_archive_sections);
  chapters.printers.add(std::string{facts::kind::activity_finished}, practice::print_activity);
  chapters.printers.add(std::string{facts::kind::dues_reported}, practice::print_dues_report);
  chapters.printers.add(std::string{facts::kind::bulletin_issued}, duty::print_issued_bulletin);
  return chapters;
}

}  // namespace hangji::application
