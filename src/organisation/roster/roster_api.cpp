#include "organisation/roster/roster_api.h"

#include "documents/originals.h"
#include "kernel/access/sessions.h"
#include "kernel/api/gate.h"
#include "kernel/journal/look_ups.h"
#include "kernel/rules/rulebooks.h"
#include "kernel/secrets/sealed.h"
#include "organisation/units/units_store.h"

#include <fmt/format.h>
#include <boost/describe/enum_from_string.hpp>

namespace hangji::organisation {

using access::Permission;
using api::Reading;
using api::Writing;
using database::Transaction;

namespace {
constexpr std::string_view job_kind = "import";
/// As long as jobs keep their results.
constexpr std::chrono::hours kept{7 * 24};
/// Of each fate, in all rosters together: what a page can hold. The workbook has all.
constexpr std::int64_t most_rows_shown = 5000;
/// Three workbooks of 100,000 rows each.
constexpr std::size_t largest_request = 200U << 20U;
constexpr auto workbook_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

struct ImportInput {
  /// Everything is checked and counted, nothing is kept.
  std::optional<bool> dry_run{};
  /// One refused row keeps all out.
  std::optional<bool> all_or_nothing{};
};
BOOST_DESCRIBE_STRUCT(ImportInput, (), (dry_run, all_or_nothing))

struct StoredRoster {
  RosterKind roster{};
  std::string name{};
  /// Of the sealed bytes.
  std::string sha256{};
};
BOOST_DESCRIBE_STRUCT(StoredRoster, (), (roster, name, sha256))

struct ImportOrder {
  ImportMode mode{};
  BadRows bad_rows{};
  std::vector<StoredRoster> files{};
};
BOOST_DESCRIBE_STRUCT(ImportOrder, (), (mode, bad_rows, files))

/// The job's result.
struct ImportResult {
  ImportMode mode{};
  bool has_landed{};
  std::vector<RosterCounts> rosters{};
  std::vector<RowFinding> findings{};
  std::int64_t dues_bases{};
  /// Digest of the sealed report; empty: there is nothing to report.
  std::string report{};
  /// Digest of the sealed ImportRows; empty: this was no preview.
  std::string rows{};
};
BOOST_DESCRIBE_STRUCT(ImportResult, (),
                      (mode, has_landed, rosters, findings, dues_bases, report, rows))

/// What a preview says of each row: the first of each fate.
struct ImportRows {
  std::vector<RowOutcome> rows{};
};
BOOST_DESCRIBE_STRUCT(ImportRows, (), (rows))

struct QueuedImport {
  JobId job{};
};
BOOST_DESCRIBE_STRUCT(QueuedImport, (), (job))

struct ByJob {
  JobId job{};
};
BOOST_DESCRIBE_STRUCT(ByJob, (), (job))

/// Rosters are the whole street's: the right is asked at its root.
Result<Done> require_at_root(Reading& reading) {
  auto const standing = roots(reading.transaction);
  return reading.require(Permission::import_rosters,
                         standing.empty() ? UnitId{} : standing.front().id);
}

std::optional<RosterKind> roster_of(std::string_view field) {
  auto kind = RosterKind::units;
  if (!boost::describe::enum_from_string(std::string{field}.c_str(), kind)) return std::nullopt;
  return kind;
}

/// On a reader: the disk never waits on the writer.
Result<http::Response> receive(Reading& reading, ImportOrder& order) {
  if (auto good = require_at_root(reading); !good) return std::unexpected{good.error()};
  auto value = api::input_of(reading.request);
  if (!value) return std::unexpected{std::move(value.error())};
  auto const input = from_json<ImportInput>(*value, JsonForm::text);
  if (!input) return std::unexpected{input.error()};
  order.mode = input->dry_run.value_or(false) ? ImportMode::preview : ImportMode::land;
  order.bad_rows = input->all_or_nothing.value_or(false) ? BadRows::refuse_all : BadRows::leave_out;
  auto const& services = reading.services;
  for (auto const& upload : reading.request.uploads) {
    auto const roster = roster_of(upload.field);
    if (!roster || upload.bytes.empty()) continue;
    auto const stored = services.passing.store(services.secrets.seal(upload.bytes));
    order.files.push_back({*roster, upload.name, stored.sha256});
  }
  if (!order.files.empty()) return http::Response{};
  return refuse(RosterRefusal::no_files, "没有选择名册文件", {.status = 400});
}

Result<QueuedImport> queue_import(Writing& writing, ImportOrder const& order) {
  if (auto good = require_at_root(writing); !good) return std::unexpected{good.error()};
  auto& jobs = writing.services.jobs;
  auto const job = jobs.queue(writing.transaction, writing.session.user, job_kind, to_json(order));
  writing.change.about(roots(writing.transaction).front().id,
                       order.mode == ImportMode::preview ? "预览名册导入" : "提交名册导入");
  writing.after_commit([&jobs] { jobs.wake(); });
  return QueuedImport{job};
}

void upload(api::Services& services, std::shared_ptr<http::Request const> request,
            http::Answer answer) {
  auto order = std::make_shared<ImportOrder>();
  auto then = [&services, request, answer = std::move(answer), order](http::Response response) {
    if (response.status != 200) return answer(std::move(response));
    api::answer_operation(
        services, Permission::import_rosters, "rosters.order",
        [order](Writing& writing) { return api::to_answer(queue_import(writing, *order)); },
        request, answer);
  };
  api::answer_question(
      services, Permission::import_rosters,
      [order](Reading& reading) { return receive(reading, *order); }, request, std::move(then));
}

/// Of one's own import; none: it has not ended well, or is somebody else's.
std::optional<ImportResult> own_result(Reading& reading, JobId job) {
  auto const row = reading.services.jobs.job(reading.transaction, job);
  bool const is_own = row && row->kind == job_kind && row->created_by == reading.session.user;
  if (!is_own) return {};
  auto result = parse_json_as<ImportResult>(row->result);
  return result ? std::optional{std::move(*result)} : std::nullopt;
}

/// What lies there sealed under the digest.
Result<std::string> passing_file(Reading& reading, std::string const& digest) {
  auto const& services = reading.services;
  if (digest.empty()) {
    return refuse(RosterRefusal::report_missing, "这次导入没有退回的行，也不是预览",
                  {.status = 404});
  }
  if (!services.passing.exists(digest)) {
    return refuse(RosterRefusal::report_missing, "这次导入的结果只保存七天，请重新预览",
                  {.status = 404});
  }
  return services.secrets.open(services.passing.read(digest));
}

/// The refused rows show numbers in full: that they were fetched is entered before they are given.
Result<api::File> report_of(Reading& reading, ByJob const& query) {
  if (auto good = require_at_root(reading); !good) return std::unexpected{good.error()};
  auto const result = own_result(reading, query.job).value_or(ImportResult{});
  auto bytes = passing_file(reading, result.report);
  if (!bytes) return std::unexpected{std::move(bytes.error())};
  bool const is_preview = result.mode == ImportMode::preview;
  return api::File{is_preview ? "导入预览.xlsx" : "退回的行.xlsx", workbook_type,
                   std::move(*bytes)};
}

Result<ImportRows> list_rows(Reading& reading, ByJob const& query) {
  if (auto good = require_at_root(reading); !good) return std::unexpected{good.error()};
  auto const text =
      passing_file(reading, own_result(reading, query.job).value_or(ImportResult{}).rows);
  if (!text) return std::unexpected{text.error()};
  return parse_json_as<ImportRows>(*text);
}

void enter_download(api::Services& services, http::Request const& request, JobId job,
                    database::Finished finished) {
  std::string const token{request.cookie(access::cookie_name)};
  services.database.submit_write(
      services.sessions.tenant_of(token),
      [&services, token, job](Transaction& transaction) {
        auto const session = services.sessions.of(transaction, token);
        if (!session) throw std::runtime_error{"the session ended while the report was read"};
        journal::Change change{transaction, (*session)->actor(), "rosters.fetch_report"};
        change.about(roots(transaction).front().id,
                     fmt::format("查阅导入 {} 退回的行（含完整号码）", job.value));
        journal::note_look_up(change, "rosters.fetch_report", MemberId{});
        change.finish();
        return true;
      },
      std::move(finished));
}

void download_report(api::Services& services, std::shared_ptr<http::Request const> const& request,
                     http::Answer const& answer) {
  auto const input = api::read_input<ByJob>(*request);
  auto const job = input ? input->job : JobId{};
  auto then = [&services, request, job, answer](http::Response response) {
    if (response.status != 200) return answer(std::move(response));
    auto const kept = std::make_shared<http::Response>(std::move(response));
    enter_download(services, *request, job, [kept, answer](std::exception_ptr const& failure) {
      if (!failure) return answer(std::move(*kept));
      answer({.status = 500,
              .body = R"({"code":"failure","message":"没有能记下这次查阅，请稍后重试"})"});
    });
  };
  api::answer_question(
      services, Permission::import_rosters,
      [request](Reading& reading) -> Result<http::Response> {
        auto const query = api::read_input<ByJob>(*request);
        if (!query) return std::unexpected{query.error()};
        return api::to_answer(report_of(reading, *query));
      },
      request, std::move(then));
}

http::Route report_route(api::Services& services) {
  http::Route route;
  route.path = "/api/imports/{job}/report";
  route.summary = "一次导入退回的行和预览的逐行结果（记入纪实）";
  route.tag = "organisation.roster";
  route.takes = &object_schema<ByJob>;
  route.gives_type = "application/octet-stream";
  route.handle = [&services](auto request, auto answer) {
    download_report(services, request, answer);
  };
  return route;
}

RosterImport wanted_of(api::Services& services, ImportOrder const& order) {
  RosterImport wanted{.mode = order.mode, .bad_rows = order.bad_rows};
  for (auto const& file : order.files) {
    wanted.rosters[file.roster] = [&services, file] {
      return documents::open_table(services.secrets.open(services.passing.read(file.sha256)),
                                   file.name);
    };
  }
  return wanted;
}

std::vector<RowOutcome> shown_rows(std::vector<RowOutcome> rows) {
  std::map<RowFate, std::int64_t> of_fate;
  std::erase_if(rows, [&](RowOutcome const& row) { return ++of_fate[row.fate] > most_rows_shown; });
  return rows;
}

Result<std::string> carry_out(api::Services& services, SetDuesBases const& set_dues_bases,
                              jobs::Order const& order, jobs::Progress& progress) {
  auto const asked = parse_json_as<ImportOrder>(order.parameters);
  if (!asked) return std::unexpected{asked.error()};
  auto const rulebook = services.database.read(
      order.tenant, [&](Transaction& transaction) { return services.rulebooks.of(transaction); });
  auto outcome = import_rosters(services.database, order.tenant, order.actor,
                                {services.secrets, *rulebook, set_dues_bases},
                                wanted_of(services, *asked), progress);
  if (!outcome) return std::unexpected{std::move(outcome.error())};
  ImportResult result{.mode = outcome->mode,
                      .has_landed = outcome->has_landed,
                      .rosters = std::move(outcome->rosters),
                      .findings = std::move(outcome->findings),
                      .dues_bases = static_cast<std::int64_t>(outcome->dues_bases.size())};
  auto const keep = [&](std::string const& bytes) {
    return services.passing.store(services.secrets.seal(bytes)).sha256;
  };
  if (!outcome->report.empty()) result.report = keep(outcome->report);
  if (result.mode == ImportMode::preview) {
    result.rows = keep(to_json(ImportRows{shown_rows(std::move(outcome->rows))}));
  }
  return to_json(result);
}

void forget_uploads(api::Services& services, jobs::Order const& order) {
  auto const asked = parse_json_as<ImportOrder>(order.parameters);
  if (!asked) return;
  for (auto const& file : asked->files) services.passing.remove(file.sha256);
}

http::Route upload_route(api::Services& services) {
  http::Route route;
  route.method = http::Method::post;
  route.path = "/api/imports";
  route.summary = "导入名册（任务；multipart:units、members、enterprises 三个文件，可缺）";
  route.tag = "organisation.roster";
  route.body = http::BodyForm::upload;
  route.body_limit = largest_request;
  api::guard_write(route, services, Permission::import_rosters);
  route.takes = &object_schema<ImportInput>;
  route.gives = &schema_of<QueuedImport>;
  route.handle = [&services](auto request, auto answer) {
    upload(services, std::move(request), std::move(answer));
  };
  return route;
}
}  // namespace

void add_roster_routes(http::RouteTable& table, api::Services& services) {
  table.add(upload_route(services));
  table.add(report_route(services));
  api::Endpoints endpoints{table, services, "organisation.roster"};
  endpoints.question("/api/imports/{job}/rows", "预览的逐行结果（每类最多五千行）",
                     Permission::import_rosters, list_rows);
}

void add_import_jobs(jobs::Jobs& jobs, api::Services& services, SetDuesBases set_dues_bases) {
  jobs.add_kind(
      std::string{job_kind},
      [&services, set_dues_bases = std::move(set_dues_bases)](jobs::Order const& order,
                                                              jobs::Progress& progress) {
        return carry_out(services, set_dues_bases, order, progress);
      },
      [&services](jobs::Order const& order) { forget_uploads(services, order); });
  jobs.add_chore([&services](Transaction&, Instant) { services.passing.forget(kept); });
}

}  // namespace hangji::organisation
