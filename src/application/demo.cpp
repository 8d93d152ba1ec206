#include "application/demo.h"

#include "application/demo_simulation.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <fstream>

namespace hangji::application {

namespace {
struct DemoAccount {
  std::string_view login;
  std::string_view what;
};
constexpr std::array accounts{DemoAccount{"shuji", "支部书记"},
                              DemoAccount{"weiyuan", "支部委员（组织委员，积分第二确认人）"},
                              DemoAccount{"dangyuan", "党员"},
                              DemoAccount{"shequ", "社区党务工作者（其他社区为 shequ2 等）"},
                              DemoAccount{"jiedao", "街道党建办"},
                              DemoAccount{"xitong", "系统管理员"},
                              DemoAccount{"anquan", "安全管理员"},
                              DemoAccount{"shenji", "审计员"}};

/// There while the street is being built, so that half of one is never served.
constexpr std::string_view unfinished_name = "demo-unfinished";

void print(std::string const& line) {
  fmt::print("{}\n", line);
  std::fflush(stdout);
}

struct Found {
  bool is_set_up{};
  Date today{};
};
Found look(Settings const& settings) {
  Program program{settings};
  return {program.is_set_up(), program.clock().today()};
}

void build(Settings const& settings, Date today) {
  auto const unfinished = settings.data / unfinished_name;
  std::ofstream{unfinished}.flush();
  print("首次启动，正在建立演示街道（虚构的党组织、党员和企业）……");
  auto const begun = std::chrono::steady_clock::now();
  simulate(settings, {.today = today}, print);
  auto const took =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - begun);
  std::filesystem::remove(unfinished);
  print(fmt::format("演示街道已建立，用时 {} 秒", took.count()));
}

/// What a build that was cut off left: the marker stands only in a directory whose books were
/// empty.
void forget_unfinished(Settings const& settings) {
  if (!settings.database.empty()) {
    throw Refused{"演示数据上次没有建完，请清空该数据库和数据目录后再启动"};
  }
  print("上次没有建完，重新建立");
  for (auto const* name : {"hangji.db", "hangji.db-wal", "hangji.db-shm", "hangji.key", "originals",
                           "passing", "workbooks", unfinished_name.data()}) {
    std::filesystem::remove_all(settings.data / name);
  }
}

int run_demo(CommonOptions const& options, bool serves) {
  auto const settings = settings_of_new(options);
  if (std::filesystem::exists(settings.data / unfinished_name)) forget_unfinished(settings);
  auto const found = look(settings);
  if (!found.is_set_up) build(settings, found.today);
  if (!serves) return 0;
  block_ending_signals();
  Program program{settings};
  return serve(program, [&](std::uint16_t port) {
    fmt::print("夯基演示街道: http://{}:{}  手机页面: http://{}:{}/m\n", program.settings().address,
               port, program.settings().address, port);
    fmt::print("演示账号（口令都是 {}）:\n", demo_password);
    for (auto const& account : accounts) fmt::print("  {:<10}{}\n", account.login, account.what);
    std::fflush(stdout);
  });
}
}  // namespace

Command demo_command() {
  auto const builds_only = std::make_shared<bool>(false);
  return {.name = "demo",
          .summary = "演示街道：虚构的党组织和党员",
          .add_options =
              [builds_only](Options& options) {
                options.flag("--build-only", *builds_only, "只建立，不提供服务");
              },
          .run = [builds_only](
                     CommonOptions const& options) { return run_demo(options, !*builds_only); }};
}

Command demo_workbooks_command() {
  auto const out = std::make_shared<std::string>();
  return {
      .name = "demo-workbooks",
      .summary = "写出演示街道的三个名册（党组织、党员、非公组织）",
      .add_options =
          [out](Options& options) { options.text("--out", *out, "输出目录", {.required = true}); },
      .run =
          [out](CommonOptions const& options) {
            auto const settings = settings_of(options);
            auto const today = settings.today.value_or(SystemClock{}.today());
            auto const year = demo_first_month(today).year();
            write_workbook_files(write_workbooks(invent_street({}, year)), *out);
            print(fmt::format("已写出到 {}", *out));
            return 0;
          }};
}

}  // namespace hangji::application
