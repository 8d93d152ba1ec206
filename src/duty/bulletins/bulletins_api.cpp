#include "duty/bulletins/bulletins_api.h"

#include "duty/bulletins/bulletins_operations.h"
#include "kernel/api/chapters.h"
#include "kernel/api/gate.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/jobs/jobs.h"
#include "kernel/originals/originals_store.h"
#include "kernel/rules/rulebooks.h"

namespace hangji::duty {

using access::Permission;
using api::Reading;
using api::Writing;

namespace {
constexpr std::string_view job_kind = "bulletins.issue";

struct PeriodInput {
  UnitId unit{};
  std::string period{};
};
BOOST_DESCRIBE_STRUCT(PeriodInput, (), (unit, period))

struct OfUnit {
  UnitId unit{};
};
BOOST_DESCRIBE_STRUCT(OfUnit, (), (unit))

struct BulletinFile {
  originals::OriginalId id{};
  std::string name{};
  std::string media_type{};
  std::int64_t size{};
};
BOOST_DESCRIBE_STRUCT(BulletinFile, (), (id, name, media_type, size))

struct BulletinLine {
  FactId fact{};
  std::string period{};
  std::string title{};
  Date issued_on{};
  std::vector<BulletinFile> files{};
};
BOOST_DESCRIBE_STRUCT(BulletinLine, (), (fact, period, title, issued_on, files))

struct BulletinList {
  std::vector<BulletinLine> rows{};
};
BOOST_DESCRIBE_STRUCT(BulletinList, (), (rows))

struct Queued {
  JobId job{};
};
BOOST_DESCRIBE_STRUCT(Queued, (), (job))

Result<Bulletin> make(api::Services& services, database::Transaction& transaction,
                      rules::Rulebook const& rules, PeriodInput const& input) {
  auto const period = bulletin_period(input.period);
  if (!period) return std::unexpected{period.error()};
  auto const& chapters = *services.chapters;
  return make_bulletin(transaction,
                       {.duties = {rules, chapters.duties, input.unit, transaction.today()},
                        .period = *period,
                        .sections = chapters.sections});
}

Result<BulletinList> list_bulletins(Reading& reading, OfUnit const& query) {
  if (auto good = reading.require(Permission::see_obligations, query.unit); !good) {
    return std::unexpected{good.error()};
  }
  constexpr int months_shown = 36;
  auto const until = Month::of(reading.today()).plus(1);
  BulletinList list;
  for (auto const& fact :
       facts::standing_of_unit(reading.transaction, query.unit, until.plus(-months_shown), until,
                               facts::kind::bulletin_issued)) {
    BulletinLine line{fact.id, fact.topic, fact.note, fact.day, {}};
    for (auto const& file : originals::originals_of(reading.transaction, fact.source_id)) {
      line.files.push_back({file.id, file.name, file.media_type, file.size});
    }
    list.rows.insert(list.rows.begin(), std::move(line));
  }
  return list;
}

Result<Bulletin> preview(Reading& reading, PeriodInput const& query) {
  if (auto good = reading.require(Permission::see_obligations, query.unit); !good) {
    return std::unexpected{good.error()};
  }
  return make(reading.services, reading.transaction, reading.rulebook, query);
}

Result<api::File> preview_sheet(Reading& reading, PeriodInput const& query) {
  auto bulletin = preview(reading, query);
  if (!bulletin) return std::unexpected{std::move(bulletin.error())};
  return api::File{bulletin->title + "（未发出）.pdf", "application/pdf", print_bulletin(*bulletin),
                   true};
}

Result<Queued> issue(Writing& writing, PeriodInput const& input) {
  if (auto good = writing.require(Permission::issue_bulletins, input.unit); !good) {
    return std::unexpected{good.error()};
  }
  auto const period = bulletin_period(input.period);
  if (!period) return std::unexpected{period.error()};
  if (writing.today() < period->first_day()) {
    return refuse(BulletinRefusal::not_begun, periods::to_chinese(*period) + "还没有开始",
                  {.field = "period"});
  }
  if (auto good = check_not_issued(writing.transaction, input.unit, *period); !good) {
    return std::unexpected{std::move(good.error())};
  }
  auto& jobs = writing.services.jobs;
  auto const job = jobs.queue(writing.transaction, writing.session.user, job_kind, to_json(input));
  writing.change.about(input.unit, "编制" + periods::to_chinese(*period) + "通报");
  writing.after_commit([&jobs] { jobs.wake(); });
  return Queued{job};
}

std::optional<IssuedBulletin> issued_before(database::Transaction& transaction,
                                            Bulletin const& bulletin) {
  auto const period = bulletin_period(bulletin.period);
  auto const fact = bulletin_issued(transaction, bulletin.unit, *period);
  if (!fact) return std::nullopt;
  IssuedBulletin issued{.fact = fact->id};
  for (auto const& file : originals::originals_of(transaction, fact->source_id)) {
    (file.media_type == "application/pdf" ? issued.sheet : issued.workbook) = file.id;
  }
  return issued;
}

/// Killed anywhere before the write, it leaves files without a card and is run again from the
/// start.
Result<std::string> carry_out(api::Services& services, jobs::Order const& order,
                              jobs::Progress& progress) {
  auto const input = parse_json_as<PeriodInput>(order.parameters);
  if (!input) return std::unexpected{input.error()};
  constexpr int steps = 3;
  progress.tell(0, steps, "汇总各党组织的情况");
  auto bulletin = services.database.read(order.tenant, [&](database::Transaction& transaction) {
    return make(services, transaction, *services.rulebooks.of(transaction), *input);
  });
  if (!bulletin) return std::unexpected{std::move(bulletin.error())};
  progress.tell(1, steps, "排版");
  auto const files = store_bulletin(services.originals, *bulletin);
  if (progress.is_cancelled()) {
    return std::unexpected{Refusal{.code = "jobs.cancelled", .message = "已取消"}};
  }
  progress.tell(2, steps, "发出");
  auto issued = services.database.change(
      order.tenant, [&](database::Transaction& transaction) -> Result<IssuedBulletin> {
        // Taken up again after it was entered, it has nothing left to do.
        if (auto done = issued_before(transaction, *bulletin)) return *done;
        journal::Change change{transaction, order.actor, job_kind};
        auto result = issue_bulletin(change, *bulletin, files);
        if (result) change.finish();
        return result;
      });
  if (!issued) return std::unexpected{std::move(issued.error())};
  progress.tell(steps, steps, "");
  return to_json(*issued);
}
}  // namespace

Result<std::string> print_issued_bulletin(records::PrintOrder const& order) {
  for (auto const& file : originals::originals_of(order.transaction, order.fact.source_id)) {
    if (file.media_type == "application/pdf") return order.originals.read(file.sha256);
  }
  return records::print_plainly(order);
}

void add_bulletin_routes(http::RouteTable& table, api::Services& services) {
  api::Endpoints endpoints{table, services, "duty.bulletins"};
  constexpr auto see = Permission::see_obligations;
  endpoints.question("/api/bulletins", "已发出的通报", see, list_bulletins);
  endpoints.question("/api/bulletins/preview", "通报的内容（未发出）", see, preview);
  endpoints.question("/api/bulletins/preview.pdf", "通报的样张（未发出）", see, preview_sheet);
  endpoints.operation({.path = "/api/bulletins",
                       .operation = "bulletins.order",
                       .summary = "发出月度或季度通报（任务）",
                       .permission = Permission::issue_bulletins},
                      issue);
}

void add_bulletin_jobs(jobs::Jobs& jobs, api::Services& services) {
  jobs.add_kind(std::string{job_kind},
                [&services](jobs::Order const& order, jobs::Progress& progress) {
                  return carry_out(services, order, progress);
                });
}

}  // namespace hangji::duty
