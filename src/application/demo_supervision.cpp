// What the street and its communities do in the simulated year: themes, inspections, bulletins, and
// looking through the archive.
#include "application/demo_stage.h"
#include "duty/bulletins/bulletins_operations.h"
#include "duty/inspection/inspection_operations.h"
#include "practice/activities/activities_operations.h"
#include "premises/archive/archive_operations.h"

#include <array>

namespace hangji::application {

using database::Transaction;
using periods::CalendarPeriod;
using periods::Every;

namespace {
constexpr std::array street_themes{"学党章、守初心", "两会精神进支部", "学雷锋、献爱心",
                                   "双报到、进社区", "致敬劳动者",     "红色足迹学习",
                                   "七一、党旗飘扬", "清凉一夏送关爱", "助学圆梦",
                                   "我和我的祖国",   "理论学习月",     "回顾与展望"};

organisation::DutyQuestion question(Stage& stage, UnitId root) {
  return {stage.rules(), stage.program().services().chapters->duties, root, stage.today()};
}

void give_theme(Stage& stage, Month month) {
  stage.at(month.first_day(), [&stage, month](Transaction& transaction) {
    stage.operate(transaction, stage.cast().office, "activities.give_theme", [&](auto& change) {
      return practice::give_theme(change, stage.rules(), stage.cast().street, "activity.theme_day",
                                  month,
                                  street_themes[static_cast<std::size_t>(month.month() - 1)]);
    });
  });
}

void inspect(Stage& stage, Month month, Date day) {
  stage.at(day, [&stage, month](Transaction& transaction) {
    stage.operate(transaction, stage.cast().office, "inspection.issue", [&](auto& change) {
      return duty::issue_inspection(change, question(stage, stage.cast().street), month);
    });
  });
}

void issue_bulletin(Stage& stage, CalendarPeriod period, Date day) {
  stage.at(day, [&stage, period](Transaction& transaction) {
    auto const& services = stage.program().services();
    auto const bulletin =
        duty::make_bulletin(transaction, {.duties = question(stage, stage.cast().street),
                                          .period = period,
                                          .sections = services.chapters->sections});
    if (!bulletin) throw Refused{"演示数据（通报）：" + bulletin.error().message};
    auto const files = duty::store_bulletin(services.originals, *bulletin);
    stage.operate(transaction, stage.cast().office, "bulletins.issue",
                  [&](auto& change) { return duty::issue_bulletin(change, *bulletin, files); });
  });
}

void sort_archive(Stage& stage, DemoCommunity const& community, CalendarPeriod period, Date day) {
  stage.at(day, [&stage, &community, period](Transaction& transaction) {
    stage.operate(transaction, community.worker, "archive.sort", [&](auto& change) {
      return premises::sort_archive(change, question(stage, community.id), period);
    });
  });
}

void sort_archives(Stage& stage, Month month) {
  for (std::size_t i = 0; i < stage.cast().communities.size(); ++i) {
    auto const& community = stage.cast().communities[i];
    auto dice = stage.dice({51, static_cast<std::int64_t>(i), month.index});
    if (community.kind != organisation::UnitKind::community) continue;
    // One community's worker often forgets.
    bool const is_forgetful = i == 7;
    if (is_forgetful && dice.chance(400)) continue;
    auto const days = is_forgetful ? dice.between(9, 18) : dice.between(4, 9);
    auto const day = month.last_day().plus_days(days);
    sort_archive(stage, community, CalendarPeriod::containing(Every::month, month), day);
    bool const is_half_year_end = month.month() % 6 == 0;
    if (!is_half_year_end) continue;
    sort_archive(stage, community, CalendarPeriod::containing(Every::half_year, month),
                 day.plus_days(dice.between(2, 12)));
  }
}
}  // namespace

void plan_supervision(Stage& stage, Month month) {
  auto dice = stage.dice({52, month.index});
  give_theme(stage, month);
  inspect(stage, month, month.last_day().plus_days(dice.between(6, 12)));
  issue_bulletin(stage, CalendarPeriod::containing(Every::month, month),
                 month.last_day().plus_days(dice.between(12, 16)));
  bool const is_quarter_end = month.month() % 3 == 0;
  if (is_quarter_end) {
    issue_bulletin(stage, CalendarPeriod::containing(Every::quarter, month),
                   month.last_day().plus_days(dice.between(17, 21)));
  }
  sort_archives(stage, month);
}

}  // namespace hangji::application
