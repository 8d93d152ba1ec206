#include "premises/archive/archive_api.h"

#include "kernel/api/chapters.h"
#include "kernel/api/gate.h"
#include "organisation/units/units_store.h"
#include "premises/archive/archive_sheets.h"
#include "premises/archive/archive_views.h"

#include <fmt/format.h>

namespace hangji::premises {

using access::Permission;
using api::Reading;
using api::Writing;

namespace {
struct YearQuery {
  UnitId unit{};
  /// Absent: this year.
  std::optional<int> year{};
};
BOOST_DESCRIBE_STRUCT(YearQuery, (), (unit, year))

struct ItemQuery {
  UnitId unit{};
  std::optional<int> year{};
  /// Absent: all volumes.
  std::optional<std::string> volume{};
  std::optional<std::string> after{};
  std::optional<int> limit{};
};
BOOST_DESCRIBE_STRUCT(ItemQuery, (), (unit, year, volume, after, limit))

struct SheetQuery {
  UnitId unit{};
  int year{};
  std::string volume{};
  /// Absent: as long as the volume says.
  std::optional<rules::Retention> retention{};
};
BOOST_DESCRIBE_STRUCT(SheetQuery, (), (unit, year, volume, retention))

struct PeriodQuery {
  UnitId unit{};
  std::string period{};
};
BOOST_DESCRIBE_STRUCT(PeriodQuery, (), (unit, period))

struct FactQuery {
  FactId fact{};
};
BOOST_DESCRIBE_STRUCT(FactQuery, (), (fact))

struct FileInput {
  UnitId unit{};
  int year{};
};
BOOST_DESCRIBE_STRUCT(FileInput, (), (unit, year))

struct FondsInput {
  UnitId unit{};
  std::string code{};
};
BOOST_DESCRIBE_STRUCT(FondsInput, (), (unit, code))

struct DocumentInput {
  UnitId unit{};
  NewDocument document{};
};
BOOST_DESCRIBE_STRUCT(DocumentInput, (), (unit, document))

struct WithdrawInput {
  FactId fact{};
  std::string reason{};
};
BOOST_DESCRIBE_STRUCT(WithdrawInput, (), (fact, reason))

struct FactAnswer {
  FactId fact{};
  std::int64_t items{};
};
BOOST_DESCRIBE_STRUCT(FactAnswer, (), (fact, items))

DutyQuestion question_of(Reading& reading, UnitId root) {
  return {reading.rulebook, reading.services.chapters->duties, root, reading.today()};
}

int year_or_this(Reading& reading, std::optional<int> year) {
  constexpr int first = 1949;
  return std::clamp(year.value_or(reading.today().year()), first, reading.today().year());
}

Result<VolumeList> list_volumes(Reading& reading, YearQuery const& query) {
  if (auto good = reading.require(Permission::see_archive, query.unit); !good) {
    return std::unexpected{good.error()};
  }
  return volumes_of(reading.transaction, question_of(reading, query.unit),
                    year_or_this(reading, query.year));
}

Result<ItemPage> list_items(Reading& reading, ItemQuery const& query) {
  if (auto good = reading.require(Permission::see_archive, query.unit); !good) {
    return std::unexpected{good.error()};
  }
  constexpr int usual = 100;
  constexpr int most = 1000;
  auto items = read_items(reading.transaction, reading.rulebook, query.unit,
                          year_or_this(reading, query.year), reading.today());
  auto const limit = static_cast<std::size_t>(std::clamp(query.limit.value_or(usual), 1, most));
  return page_of(std::move(items), query.volume.value_or(""), query.after.value_or(""), limit);
}

Result<GapList> list_gaps(Reading& reading, PeriodQuery const& query) {
  if (auto good = reading.require(Permission::see_archive, query.unit); !good) {
    return std::unexpected{good.error()};
  }
  auto const period = sorting_period(query.period);
  if (!period) return std::unexpected{period.error()};
  return gap_list(reading.transaction, question_of(reading, query.unit), *period);
}

/// An item by its fact, with its title.
struct Opened {
  facts::FactRow fact{};
  std::string title{};
};

/// The fact with an item's right asked at its unit. What does not exist and what is not one's own
/// are answered alike.
Result<Opened> opened(Reading& reading, FactId id) {
  auto fact = facts::fact(reading.transaction, id);
  auto const unit = fact ? fact->unit_id : UnitId{};
  if (auto good = reading.require(Permission::see_archive, unit); !good) {
    return std::unexpected{good.error()};
  }
  Shelves const shelves{reading.rulebook, reading.today()};
  auto const place = fact ? shelves.place_of(fact->kind, fact->topic) : std::nullopt;
  if (!place) return refuse(ArchiveRefusal::not_found, "没有这件归档文件", {.status = 404});
  auto const member =
      fact->member_id.is_none()
          ? std::string{}
          : reading.services.chapters->people(reading.transaction, fact->member_id).name;
  auto title = title_of({.topic = fact->topic, .note = fact->note, .member_name = member}, *place);
  return Opened{std::move(*fact), std::move(title)};
}

api::File pdf(std::string name, std::string bytes) {
  return {.name = std::move(name) + ".pdf",
          .content_type = "application/pdf",
          .bytes = std::move(bytes),
          .inline_view = true};
}

Result<api::File> print_record(Reading& reading, FactQuery const& query) {
  auto const item = opened(reading, query.fact);
  if (!item) return std::unexpected{item.error()};
  auto bytes = reading.services.chapters->printers.print(
      {reading.transaction, reading.rulebook, reading.services.originals, item->fact, item->title,
       &reading.services.chapters->duties});
  if (!bytes) return std::unexpected{std::move(bytes.error())};
  return pdf(fmt::format("{} {}", to_text(item->fact.day), item->title), std::move(*bytes));
}

Result<VolumeSheet> sheet_of(Reading& reading, SheetQuery const& query) {
  if (auto good = reading.require(Permission::see_archive, query.unit); !good) {
    return std::unexpected{good.error()};
  }
  return read_sheet(reading.transaction, question_of(reading, query.unit),
                    {query.year, query.volume, query.retention});
}

Result<api::File> printed(Reading& reading, SheetQuery const& query, std::string_view name,
                          std::string (*print)(VolumeSheet const&)) {
  auto sheet = sheet_of(reading, query);
  if (!sheet) return std::unexpected{std::move(sheet.error())};
  return pdf(fmt::format("{} {}{}", sheet->year, sheet->volume_title, name), print(*sheet));
}

Result<api::File> catalogue(Reading& reading, SheetQuery const& query) {
  return printed(reading, query, "归档文件目录", print_catalogue);
}

Result<api::File> cover(Reading& reading, SheetQuery const& query) {
  return printed(reading, query, "封面", print_cover);
}

Result<api::File> spine(Reading& reading, SheetQuery const& query) {
  return printed(reading, query, "盒脊", print_spine);
}

Result<FactAnswer> sort_period(Writing& writing, PeriodQuery const& input) {
  if (auto good = writing.require(Permission::keep_archive, input.unit); !good) {
    return std::unexpected{good.error()};
  }
  auto const period = sorting_period(input.period);
  if (!period) return std::unexpected{period.error()};
  auto fact = sort_archive(writing.change, question_of(writing, input.unit), *period);
  if (!fact) return std::unexpected{std::move(fact.error())};
  return FactAnswer{*fact, facts::fact(writing.transaction, *fact)->amount};
}

Result<FactAnswer> file(Writing& writing, FileInput const& input) {
  if (auto good = writing.require(Permission::keep_archive, input.unit); !good) {
    return std::unexpected{good.error()};
  }
  auto filed = file_year(writing.change, question_of(writing, input.unit), input.year);
  if (!filed) return std::unexpected{std::move(filed.error())};
  return FactAnswer{filed->fact, filed->items};
}

Result<api::Nothing> settle(Writing& writing, FondsInput const& input) {
  if (auto good = writing.require(Permission::keep_archive, input.unit); !good) {
    return std::unexpected{good.error()};
  }
  auto settled = settle_fonds(writing.change, question_of(writing, input.unit), input.code);
  if (!settled) return std::unexpected{std::move(settled.error())};
  return api::Nothing{};
}

Result<RegisteredDocument> register_one(Writing& writing, DocumentInput const& input) {
  if (auto good = writing.require(Permission::keep_archive, input.unit); !good) {
    return std::unexpected{good.error()};
  }
  return register_document(writing.change, input.unit, input.document);
}

Result<api::Nothing> withdraw(Writing& writing, WithdrawInput const& input) {
  auto const fact = facts::fact(writing.transaction, input.fact);
  auto const unit = fact ? fact->unit_id : UnitId{};
  if (auto good = writing.require(Permission::keep_archive, unit); !good) {
    return std::unexpected{good.error()};
  }
  auto withdrawn = withdraw_document(writing.change, input.fact, input.reason);
  if (!withdrawn) return std::unexpected{std::move(withdrawn.error())};
  return api::Nothing{};
}
}  // namespace

void add_archive_routes(http::RouteTable& table, api::Services& services) {
  api::Endpoints endpoints{table, services, "premises.archive"};
  constexpr auto see = Permission::see_archive;
  constexpr auto keep = Permission::keep_archive;
  endpoints.question("/api/archive/volumes", "七个资料卷：件数和缺项", see, list_volumes);
  endpoints.question("/api/archive/items", "一年的归档文件", see, list_items);
  endpoints.question("/api/archive/gaps", "一个周期的缺项", see, list_gaps);
  endpoints.question("/api/archive/items/{fact}/record.pdf", "一件的排版记录", see, print_record);
  endpoints.question("/api/archive/catalogue.pdf", "一卷的归档文件目录", see, catalogue);
  endpoints.question("/api/archive/cover.pdf", "一卷的封面", see, cover);
  endpoints.question("/api/archive/spine.pdf", "一卷的盒脊", see, spine);
  endpoints.operation({.path = "/api/archive/sortings",
                       .operation = "archive.sort",
                       .summary = "看过一个周期的缺项（月整理、半年汇总）",
                       .permission = keep},
                      sort_period);
  endpoints.operation({.path = "/api/archive/filings",
                       .operation = "archive.file",
                       .summary = "年度归档：编件号和档号",
                       .permission = keep},
                      file);
  endpoints.operation({.path = "/api/archive/fonds",
                       .operation = "archive.settle_fonds",
                       .summary = "设定全宗号",
                       .permission = keep},
                      settle);
  endpoints.operation({.path = "/api/archive/documents",
                       .operation = "archive.register_document",
                       .summary = "登记来文或发文；原件另附",
                       .permission = keep},
                      register_one);
  endpoints.operation({.path = "/api/archive/documents/{fact}/withdraw",
                       .operation = "archive.withdraw_document",
                       .summary = "撤销误登的文件",
                       .permission = keep},
                      withdraw);
}

}  // namespace hangji::premises
