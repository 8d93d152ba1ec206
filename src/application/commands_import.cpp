// hangji import: the street's rosters from workbooks or CSV files.
#include "application/commands.h"
#include "application/dues_bases.h"
#include "documents/table_reader.h"
#include "organisation/roster/roster_import.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

namespace hangji::application {

namespace {
using organisation::BadRows;
using organisation::ImportMode;
using organisation::ImportOutcome;
using organisation::RosterKind;

constexpr std::size_t findings_printed = 20;
constexpr std::size_t changes_printed = 20;

struct ImportOptions {
  std::map<RosterKind, std::string> files{};
  std::string report{};
  bool dry_run{false};
  bool all_or_nothing{false};
};

/// Told on one line while somebody looks on.
class TerminalProgress final : public jobs::Progress {
public:
  void tell(std::int64_t done, std::int64_t total, std::string message) override {
    if (::isatty(STDERR_FILENO) == 0) return;
    fmt::print(stderr, "\r{} {}/{}，{}%\033[K", message, done, total,
               total > 0 ? done * 100 / total : 0);
  }
  [[nodiscard]] bool is_cancelled() const override { return false; }
  ~TerminalProgress() override {
    if (::isatty(STDERR_FILENO) != 0) fmt::print(stderr, "\r\033[K");
  }
};

organisation::RosterImport wanted_of(ImportOptions const& options) {
  organisation::RosterImport wanted;
  wanted.mode = options.dry_run ? ImportMode::preview : ImportMode::land;
  wanted.bad_rows = options.all_or_nothing ? BadRows::refuse_all : BadRows::leave_out;
  for (auto const& [kind, file] : options.files) {
    if (file.empty()) continue;
    if (!std::filesystem::exists(file)) throw Refused{fmt::format("没有文件 {}", file)};
    wanted.rosters[kind] = [path = std::filesystem::path{file}] {
      return documents::open_table(path);
    };
  }
  return wanted;
}

Result<ImportOutcome> carry_out(Program& program, ImportOptions const& options) {
  auto const rulebook = program.database().read(the_street, [&](database::Transaction& read) {
    return program.services().rulebooks.of(read);
  });
  TerminalProgress progress;
  return organisation::import_rosters(
      program.database(), the_street, {UserId{}, "命令行导入"},
      {.secrets = program.services().secrets,
       .rulebook = *rulebook,
       .set_dues_bases =
           [&](journal::Change& change, std::vector<organisation::DuesBase> const& bases) {
             return set_dues_bases(change, *rulebook, bases);
           }},
      wanted_of(options), progress);
}

/// How many rows were refused.
std::int64_t print_outcome(ImportOutcome const& outcome) {
  std::int64_t refused = 0;
  for (auto const& counts : outcome.rosters) {
    fmt::print("{}：{} 行，新增 {}，变更 {}，不变 {}，退回 {}，提醒 {}\n", label(counts.roster),
               counts.rows, counts.added, counts.changed, counts.unchanged, counts.refused,
               counts.warnings);
    for (auto const& column : counts.unknown_columns)
      fmt::print("  不认识的列“{}”，内容记入备注\n", column);
    for (auto const& sheet : counts.skipped_sheets) fmt::print("  未读的工作表“{}”\n", sheet);
    for (auto const& line : counts.dropped_lines) fmt::print("  未读入 {}\n", line);
    for (auto const& sentence : counts.hidden) fmt::print("  {}\n", sentence);
    refused += counts.refused;
  }
  auto findings = outcome.findings;
  std::ranges::stable_sort(findings, {}, &organisation::RowFinding::severity);
  for (std::size_t i = 0; i < std::min(findings.size(), findings_printed); ++i) {
    auto const& finding = findings[i];
    fmt::print("  {} {} 第 {} 行：{}{}\n", label(finding.roster), finding.sheet, finding.row,
               sentence_of(finding),
               finding.rows > 1 ? fmt::format("（共 {} 行）", finding.rows) : std::string{});
  }
  if (findings.size() > findings_printed)
    fmt::print("  另有 {} 处；退回的行和原因用 --report 写出\n",
               findings.size() - findings_printed);
  return refused;
}

/// What a preview would change, field by field; which rows are new stands in the report.
void print_changes(ImportOutcome const& outcome) {
  std::size_t lines = 0;
  for (auto const& row : outcome.rows) {
    for (auto const& change : row.changes) {
      if (lines++ >= changes_printed) continue;
      fmt::print("  变更 {} {} 第 {} 行 {}：“{}”{} → {}\n", label(row.roster), row.sheet, row.row,
                 row.name, change.field, change.before.empty() ? "（空）" : change.before,
                 change.after.empty() ? "（空）" : change.after);
    }
  }
  if (lines > changes_printed) fmt::print("  另有 {} 处变更\n", lines - changes_printed);
  if (!outcome.rows.empty()) fmt::print("  每一行新增、变更、不变还是退回，用 --report 写出\n");
}

std::string_view ending_of(ImportOutcome const& outcome, ImportOptions const& options,
                           std::int64_t refused) {
  if (options.dry_run) return "预览：没有写入任何内容";
  if (refused != 0 && options.all_or_nothing) return "有退回的行，按 --all-or-nothing 全部没有写入";
  if (outcome.has_landed) return "已写入";
  return refused == 0 ? "与现有内容相同，没有写入" : "没有可以写入的新内容";
}

int run_import(CommonOptions const& common, ImportOptions const& options) {
  Program program{settings_of(common)};
  if (!program.is_set_up()) throw Refused{"街道还没有设立，请先启动程序并设立街道"};
  auto const outcome = carry_out(program, options);
  if (!outcome) throw Refused{outcome.error().message};
  auto const refused = print_outcome(*outcome);
  print_changes(*outcome);
  // What an earlier run wrote there is not of this one.
  if (!options.report.empty()) std::filesystem::remove(options.report);
  if (!options.report.empty() && !outcome->report.empty()) {
    write_file(options.report, outcome->report);
    fmt::print("{}已写入 {}\n", options.dry_run ? "逐行结果和退回的行" : "退回的行",
               options.report);
  }
  fmt::print("{}\n", ending_of(*outcome, options, refused));
  return refused == 0 ? 0 : exit_refused;
}
}  // namespace

Command import_command() {
  auto const options = std::make_shared<ImportOptions>();
  return {.name = "import",
          .summary = "导入党组织、党员、企业名册",
          .add_options =
              [options](Options& typed) {
                auto& files = options->files;
                typed.text("--units", files[RosterKind::units], "党组织名册（xlsx 或 csv）");
                typed.text("--members", files[RosterKind::members], "党员名册");
                typed.text("--enterprises", files[RosterKind::enterprises], "企业名册");
                typed.text("--report", options->report,
                           "退回的行写入这个工作簿，连同 --dry-run 的逐行结果");
                typed.flag("--dry-run", options->dry_run, "只检查，逐行列出结果，不写入");
                typed.flag("--all-or-nothing", options->all_or_nothing, "有一行退回就全部不写入");
              },
          .run = [options](CommonOptions const& common) { return run_import(common, *options); }};
}

}  // namespace hangji::application
