#include "premises/archive/archive_sections.h"

#include "premises/archive/archive_views.h"

namespace hangji::premises {

using records::CellForm;
using records::Section;

void add_archive_sections(records::SectionOrder const& order, std::vector<Section>& into) {
  DutyQuestion const question{order.rules, order.duties, order.unit, order.transaction.today()};
  auto const gaps = gap_list(order.transaction, question, order.period);
  Section section{.title = "档案缺项", .columns = {{"资料卷"}, {"缺项", CellForm::number}}};
  for (auto const& volume : gaps.volumes) {
    section.rows.push_back({volume.title, std::to_string(volume.gaps)});
  }
  into.push_back(std::move(section));
}

}  // namespace hangji::premises
