// hangji rebuild, close: the books as a whole.
#include "application/commands.h"
#include "application/commands_store.h"
#include "kernel/journal/digest.h"
#include "organisation/unit_duties/unit_duties.h"
#include "organisation/units/units_store.h"
#include "practice/dues/dues_operations.h"
#include "practice/points/points_operations.h"

#include <fmt/format.h>

namespace hangji::application {

namespace {
std::string places_digest(database::Transaction& transaction) {
  journal::ListDigest digest;
  each_place(transaction, [&](PlaceRow const& row) { digest.add(to_json(row)); });
  return digest.finish();
}

void add(practice::RebuiltRegisters& sum, practice::RebuiltRegisters const& month) {
  sum.same += month.same;
  sum.outdated += month.outdated;
  sum.restored += month.restored;
  sum.lost += month.lost;
}

int run_rebuild(CommonOptions const& common) {
  Program program{settings_of(common)};
  practice::RebuiltRegisters registers;
  bool are_places_same = false;
  program.database().write(the_street, [&](database::Transaction& transaction) {
    auto const rules = program.services().rulebooks.of(transaction);
    auto const before = places_digest(transaction);
    organisation::rebuild_places(transaction);
    are_places_same = places_digest(transaction) == before;
    registers = {};
    for (auto const month : closed_months(transaction))
      add(registers, practice::rebuild_points(transaction, *rules, month));
    return true;
  });
  fmt::print("党组织位置：{}\n", are_places_same ? "与原来相同" : "与原来不同，已改正");
  fmt::print("关闭的积分登记：重算相同 {} 本，已恢复 {} 本，损坏而不能重算 {} 本\n", registers.same,
             registers.restored, registers.lost);
  if (registers.outdated > 0) {
    fmt::print("另有 {} 本在关闭后补登过迁入或类别，登记保持关闭时的样子\n", registers.outdated);
  }
  if (registers.lost > 0) fmt::print("请用 hangji restore 从备份恢复\n");
  return registers.lost == 0 ? 0 : exit_refused;
}

struct CloseOptions {
  std::string month{};
  std::string unit{};
};

/// What was done, what had been done, what was refused.
struct CloseTally {
  std::int64_t done{0};
  std::int64_t before{0};
  std::int64_t refused{0};

  void note(std::string const& unit, std::string_view what, Result<Done> const& result) {
    if (result) {
      ++done;
    } else if (result.error().code.contains(".already_")) {
      ++before;
    } else {
      ++refused;
      fmt::print("{} {}：{}\n", unit, what, result.error().message);
    }
  }
};

template <class Work> Result<Done> operate(Program& program, std::string_view operation,
                                           Work work) {
  return program.database().change(
      the_street, [&](database::Transaction& transaction) -> Result<Done> {
        journal::Change change{transaction, {UserId{}, "命令行"}, operation};
        auto const result = work(change);
        if (!result) return std::unexpected{result.error()};
        change.finish();
        return Done{};
      });
}

std::vector<organisation::UnitNode> branches_of(Program& program, std::string const& typed,
                                                Month month) {
  return program.database().read(the_street, [&](database::Transaction& read) {
    auto const day = organisation::day_of(month, read.today());
    auto nodes = organisation::tree(read, unit_of(read, typed), day);
    std::erase_if(nodes, [](auto const& node) { return !organisation::holds_members(node.kind); });
    return nodes;
  });
}

/// Dues first: who did not pay is a fact of the month whose register is closed after it.
int run_close(CommonOptions const& common, CloseOptions const& options) {
  Program program{settings_of(common)};
  auto const month = month_of(options.month, {});
  auto const rules = program.database().read(the_street, [&](database::Transaction& read) {
    return program.services().rulebooks.of(read);
  });
  CloseTally dues;
  CloseTally registers;
  for (auto const& unit : branches_of(program, options.unit, month)) {
    dues.note(unit.short_name, "党费月报", operate(program, "dues.report_month", [&](auto& change) {
                return practice::report_month(change, *rules, unit.id, month);
              }));
    registers.note(unit.short_name, "积分登记",
                   operate(program, "points.close_register", [&](auto& change) {
                     return practice::close_register(change, *rules, unit.id, month);
                   }));
  }
  fmt::print("{} 党费月报：新办 {}，原已办 {}，未办 {}\n", to_text(month), dues.done, dues.before,
             dues.refused);
  fmt::print("{} 积分登记：新办 {}，原已办 {}，未办 {}\n", to_text(month), registers.done,
             registers.before, registers.refused);
  return dues.refused + registers.refused == 0 ? 0 : exit_refused;
}
}  // namespace

Command rebuild_command() {
  return {.name = "rebuild", .summary = "重算由事实得出的表", .run = run_rebuild};
}

Command close_command() {
  auto const options = std::make_shared<CloseOptions>();
  return {.name = "close",
          .summary = "办结一个月：各支部党费月报和积分登记",
          .add_options =
              [options](Options& typed) {
                typed.text("--month", options->month, "哪个月（YYYY-MM）", {.required = true});
                typed.text("--unit", options->unit,
                           "党组织及其以下：编号、全称或简称；不写则为全街道");
              },
          .run = [options](CommonOptions const& common) { return run_close(common, *options); }};
}

}  // namespace hangji::application
