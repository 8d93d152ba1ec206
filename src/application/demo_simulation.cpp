#include "application/demo_simulation.h"

#include "application/demo_stage.h"
#include "application/dues_bases.h"
#include "documents/table_reader.h"
#include "kernel/access/access_store.h"
#include "kernel/requests/requests_operations.h"
#include "kernel/rules/rulebooks.h"
#include "organisation/members/members_store.h"
#include "organisation/roster/roster_import.h"
#include "practice/activities/activities_operations.h"
#include "practice/points/points_operations.h"

#include <fstream>

namespace hangji::application {

using database::Transaction;
using organisation::RosterKind;

namespace {
using Tell = std::function<void(std::string const&)>;

class ImportProgress final : public jobs::Progress {
public:
  explicit ImportProgress(Tell const& tell) : m_tell{tell} {}
  void tell(std::int64_t, std::int64_t, std::string message) override { m_tell("  " + message); }
  [[nodiscard]] bool is_cancelled() const override { return false; }

private:
  Tell const& m_tell;
};

void import_workbooks(Stage& stage, StreetWorkbooks const& books, Tell const& tell) {
  organisation::RosterImport wanted;
  auto const add = [&wanted](RosterKind kind, std::string const& bytes) {
    wanted.rosters[kind] = [&bytes] { return documents::open_table(bytes, "名册.xlsx"); };
  };
  add(RosterKind::units, books.units);
  add(RosterKind::members, books.members);
  add(RosterKind::enterprises, books.enterprises);
  organisation::ImportDesk const desk{
      stage.secrets(), stage.rules(),
      [&stage](journal::Change& change, std::vector<organisation::DuesBase> const& bases) {
        return set_dues_bases(change, stage.rules(), bases);
      }};
  ImportProgress progress{tell};
  auto const outcome = organisation::import_rosters(
      stage.program().database(), the_street, {UserId{}, "街道党建办"}, desk, wanted, progress);
  if (!outcome) throw Refused{"演示名册没有导入：" + outcome.error().message};
  for (auto const& counts : outcome->rosters) {
    tell(fmt::format("  {}：{} 行，新增 {}，退回 {}", organisation::label(counts.roster),
                     counts.rows, counts.added, counts.refused));
  }
  for (auto const& finding : outcome->findings) {
    if (finding.severity == organisation::Severity::fault)
      throw Refused{"演示名册有误：" + organisation::sentence_of(finding)};
  }
}

void plan_month(Stage& stage, Month month) {
  plan_supervision(stage, month);
  plan_changes(stage, month);
  for (auto const& branch : stage.cast().branches) {
    if (branch.last_month && month > *branch.last_month) continue;
    plan_meetings(stage, branch, month);
    plan_dues(stage, branch, month);
    plan_points(stage, branch, month);
    plan_requests(stage, branch, month);
    plan_confirmations(stage, branch, month);
  }
}

/// What waits today in the branch that people sign in to.
void leave_something_to_do(Stage& stage, Transaction& transaction) {
  auto const& branch = stage.cast().branches.front();
  auto const today = stage.today();
  auto const lesson =
      stage.operate(transaction, branch.keeper, "activities.plan", [&](auto& change) {
        return practice::plan_activity(change, stage.rules(),
                                       {.kind = "activity.lesson",
                                        .unit = branch.id,
                                        .day = today.plus_days(4),
                                        .minutes = 90,
                                        .place = "社区党员活动室",
                                        .title = "专题党课：身边的先锋"});
      });
  stage.operate(transaction, branch.keeper, "activities.mobilise", [&](auto& change) {
    return practice::mobilise_activity(change, stage.secrets(), lesson);
  });
  // Its day is over and nobody has entered who came.
  stage.operate(transaction, branch.keeper, "activities.plan", [&](auto& change) {
    return practice::plan_activity(change, stage.rules(),
                                   {.kind = "activity.branch_committee",
                                    .unit = branch.id,
                                    .day = today.plus_days(-2),
                                    .minutes = 60,
                                    .place = "支部会议室",
                                    .title = "研究困难党员走访和志愿服务安排"});
  });
  auto const members = members_in_touch(transaction, branch.id, today);
  for (std::size_t i = 2; i < 4 && i < members.size(); ++i) {
    stage.operate(transaction, branch.keeper, "points.propose", [&](auto& change) {
      return practice::propose_points(change, stage.rules(),
                                      {.member = members[i].id,
                                       .item = "points.daily.suggestion",
                                       .day = today,
                                       .reason = "提出楼栋充电桩改造建议，已采纳"});
    });
  }
  stage.operate(transaction, branch.keeper, "requests.make", [&](auto& change) {
    return requests::make_request(change, stage.rules(),
                                  {.form = requests::RequestForm::correction,
                                   .member = members.back().id,
                                   .unit = branch.id,
                                   .about = requests::RequestAbout::own_record,
                                   .text = "家庭住址已搬迁，申请更正。",
                                   .channel = facts::Channel::paper});
  });
}

void write_file(std::filesystem::path const& path, std::string_view bytes) {
  std::ofstream file{path, std::ios::binary};
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file.flush()) throw Refused{fmt::format("不能写入 {}", path.string())};
}

/// The street is founded by its roster, as one that is taken over.
void name_street(Program& program) {
  program.database().write(the_street, [](Transaction& transaction) {
    access::insert_tenant(transaction, "重庆市渝中区解放碑街道（演示）");
    return true;
  });
}
}  // namespace

Month demo_first_month(Date today) { return *Month::from_ym(Month::of(today).plus(-2).year(), 1); }

void write_workbook_files(StreetWorkbooks const& books, std::filesystem::path const& folder) {
  std::filesystem::create_directories(folder);
  write_file(folder / "党组织.xlsx", books.units);
  write_file(folder / "党员花名册.xlsx", books.members);
  write_file(folder / "非公组织名录.xlsx", books.enterprises);
}

void simulate(Settings const& settings, DemoPlan const& plan, Tell const& tell) {
  auto const first = plan.first.value_or(demo_first_month(plan.today));
  tell("编制名册");
  auto const street = invent_street(plan.sizes, first.year());
  auto const books = write_workbooks(street);
  write_workbook_files(books, settings.data / "workbooks");

  auto const clock = std::make_shared<ManualClock>(first.first_day());
  Program program{settings, clock};
  name_street(program);
  Stage stage{program, *clock, street.seed};
  tell("导入名册");
  import_workbooks(stage, books, tell);
  tell("设立账号、支委会和党小组，核对企业覆盖");
  settle(stage);
  plan_adjustments(stage, first);
  for (auto const& branch : stage.cast().branches) plan_elections(stage, branch, plan.today);
  for (auto month = first; month <= Month::of(plan.today).plus(1); month = month.plus(1)) {
    plan_month(stage, month);
    auto const until = std::min(month.last_day(), plan.today);
    stage.play_until(until);
    if (month <= Month::of(plan.today)) tell(fmt::format("模拟至 {}", to_chinese(until)));
  }
  stage.now([&stage](Transaction& transaction) { leave_something_to_do(stage, transaction); });
}

}  // namespace hangji::application
