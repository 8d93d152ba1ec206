#include "application/commands.h"

#include "application/demo.h"
#include "database/backup.h"

#include "foundation/text.h"
#include "http/route.h"
#include "kernel/journal/journal.h"

#include <fmt/format.h>

#include <unistd.h>

namespace hangji::application {

namespace {
constexpr std::string_view program_version = "0.1.0";

/// Where rules and pages lie: beside the program when installed, in the source tree when built
/// there.
std::filesystem::path beside_program(std::string_view installed, std::string_view in_tree) {
  auto const program = std::filesystem::read_symlink("/proc/self/exe");
  auto shared = program.parent_path().parent_path() / "share/hangji" / installed;
  if (std::filesystem::exists(shared)) return shared;
  return program.parent_path().parent_path() / in_tree;
}

int run_serve(CommonOptions const& options) {
  block_ending_signals();
  Program program{settings_of_new(options)};
  return serve(program, [&](std::uint16_t port) {
    fmt::print("夯基已启动: http://{}:{}\n", program.settings().address, port);
    if (!program.is_set_up())
      fmt::print(
          "首次使用：请在浏览器打开上面的地址，按提示设立街道和三名管理员；"
          "不在本机上设立时须填设立码 {}\n",
          program.setup_code());
    std::fflush(stdout);
  });
}

int run_migrate(CommonOptions const& options) {
  Program const program{settings_of_new(options)};
  fmt::print("数据库已是最新结构（第 {} 号）\n", database::migrations().back().number);
  return 0;
}

int run_openapi(CommonOptions const& options) {
  // The routes do not depend on the books: an empty database in memory serves.
  auto settings = settings_of_new(options);
  auto const scratch =
      std::filesystem::temp_directory_path() / fmt::format("hangji-openapi-{}", ::getpid());
  settings.data = scratch;
  settings.database.clear();
  {
    Program const program{settings};
    fmt::print("{}", http::openapi_document(*program.routes(), program_version));
  }
  std::filesystem::remove_all(scratch);
  return 0;
}

struct BackupOptions {
  std::string to{};
  std::string originals{};
};

/// Originals are only ever added: those that are there already stay. How many were copied.
std::int64_t copy_originals(std::filesystem::path const& from, std::filesystem::path const& to) {
  namespace fs = std::filesystem;
  std::int64_t copied = 0;
  fs::create_directories(to);
  if (!fs::exists(from)) return copied;
  for (auto const& entry : fs::recursive_directory_iterator{from}) {
    auto const target = to / fs::relative(entry.path(), from);
    if (entry.is_directory()) fs::create_directories(target);
    if (!entry.is_regular_file() || fs::exists(target)) continue;
    auto part = target;
    part += ".part";
    fs::copy_file(entry.path(), part, fs::copy_options::overwrite_existing);
    database::flush_to_disk(part.string());
    fs::rename(part, target);
    ++copied;
  }
  return copied;
}

int run_backup(CommonOptions const& common, BackupOptions const& options) {
  Program program{settings_of(common)};
  program.must_be_set_up();
  program.database().backup_to(options.to);
  fmt::print("已备份到 {}\n", options.to);
  if (options.originals.empty()) return 0;
  auto const copied = copy_originals(program.settings().data / "originals", options.originals);
  fmt::print("原件新复制 {} 个到 {}\n", copied, options.originals);
  return 0;
}

Command backup_command() {
  auto const options = std::make_shared<BackupOptions>();
  return {.name = "backup",
          .summary = "在运行中做一致的备份",
          .add_options =
              [options](Options& typed) {
                typed.text("--to", options->to, "备份文件", {.required = true});
                typed.text("--with-originals", options->originals, "连同原件，复制到这个目录");
              },
          .run = [options](CommonOptions const& common) { return run_backup(common, *options); }};
}
}  // namespace

void add_common_options(Options& options, CommonOptions& common) {
  options.text("--database", common.database,
               "sqlite:PATH 或 postgresql://…（默认：数据目录中的 hangji.db）");
  options.text("--data", common.data, "数据目录：密钥、原件、内置数据库", {.shows_default = true});
  options.text("--rules", common.rules, "规则目录");
  options.text("--pages", common.pages, "页面目录");
  options.text("--listen", common.listen, "地址：端口", {.shows_default = true});
  options.text("--public-url", common.public_url,
               "对外的网址；https:// 开头时 Cookie 只走加密连接，并要求浏览器只用加密连接");
  options.text("--today", common.today, "把这一天当作今天（YYYY-MM-DD）");
  options.number("--node", common.node, "多进程时的节点号（0 至 63）", 0, 63);
  options.flag("--no-backup", common.no_backup, "升级数据库结构前不做备份（已另有备份时）");
}

Settings settings_of(CommonOptions const& options) {
  Settings settings;
  settings.database = options.database;
  settings.data = options.data;
  settings.rules = options.rules.empty() ? beside_program("rules", "rules")
                                         : std::filesystem::path{options.rules};
  settings.pages = options.pages.empty() ? beside_program("web", "web/dist")
                                         : std::filesystem::path{options.pages};
  settings.node = options.node;
  settings.public_url = options.public_url;
  settings.opening = database::Opening::existing;
  if (options.no_backup) settings.upgrade = Upgrade::without_backup;
  auto const colon = options.listen.rfind(':');
  std::int64_t port = 0;
  if (colon == std::string::npos || !parse_integer(options.listen.substr(colon + 1), port) ||
      port < 0 || port > 65535) {
    throw Refused{
        fmt::format("--listen 应写作 地址：端口，如 127.0.0.1:8080，而不是“{}”", options.listen)};
  }
  settings.address = options.listen.substr(0, colon);
  settings.port = static_cast<std::uint16_t>(port);
  if (!options.today.empty()) {
    settings.today = parse_date(options.today);
    if (!settings.today)
      throw Refused{fmt::format("--today 应写作 2026-07-01，而不是“{}”", options.today)};
  }
  return settings;
}

Settings settings_of_new(CommonOptions const& options) {
  auto settings = settings_of(options);
  settings.opening = database::Opening::or_new;
  return settings;
}

std::vector<Command> all_commands() {
  return {
      {.name = "serve", .summary = "提供服务", .run = run_serve},
      demo_command(),
      demo_workbooks_command(),
      {.name = "migrate", .summary = "把数据库升到最新结构", .run = run_migrate},
      verify_command(),
      backup_command(),
      restore_command(),
      rebuild_command(),
      import_command(),
      figures_command(),
      export_command(),
      close_command(),
      user_command(),
      regulations_command(),
      {.name = "openapi", .summary = "输出接口文档（OpenAPI 3.1）", .run = run_openapi},
  };
}

}  // namespace hangji::application
