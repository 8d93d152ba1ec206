// Originals up and down. A file is stored on a reader, durable under its digest, before the writer
// writes its card: the disk never waits on the writer, and a file without a card is only space.
#include "kernel/originals/originals_api.h"

#include "kernel/api/chapters.h"
#include "kernel/api/gate.h"
#include "kernel/originals/originals_store.h"

#include <fmt/format.h>

namespace hangji::originals {

using access::Permission;
using api::Reading;
using api::Writing;

namespace {
struct OfSource {
  SourceId source{};
};
BOOST_DESCRIBE_STRUCT(OfSource, (), (source))

struct ById {
  OriginalId id{};
};
BOOST_DESCRIBE_STRUCT(ById, (), (id))

struct OriginalView {
  OriginalId id{};
  std::string name{};
  std::string media_type{};
  std::int64_t size{};
  std::string sha256{};
  std::string sm3{};
  Instant added_at{};
};
BOOST_DESCRIBE_STRUCT(OriginalView, (), (id, name, media_type, size, sha256, sm3, added_at))

struct OriginalList {
  std::vector<OriginalView> rows{};
};
BOOST_DESCRIBE_STRUCT(OriginalList, (), (rows))

OriginalView view_of(OriginalRow const& row) {
  return {row.id, row.name, row.media_type, row.size, row.sha256, row.sm3, row.added_at};
}

/// The record's unit, when the person has the right there. A record that does not exist is of no
/// unit, where nobody has a right: it is answered as what is not one's own.
Result<UnitId> opened(Reading& reading, Permission permission, SourceId source) {
  auto const owner = owner_of(reading.transaction, source, reading.services.chapters->owners);
  auto const unit = owner.value_or(UnitId{});
  if (auto good = reading.require(permission, unit); !good) return std::unexpected{good.error()};
  return unit;
}

Result<OriginalList> list_originals(Reading& reading, OfSource const& query) {
  auto unit = opened(reading, Permission::see_archive, query.source);
  if (!unit) return std::unexpected{std::move(unit.error())};
  OriginalList list;
  for (auto const& row : originals_of(reading.transaction, query.source)) {
    list.rows.push_back(view_of(row));
  }
  return list;
}

Result<api::File> download(Reading& reading, ById const& query) {
  auto const row = original(reading.transaction, query.id);
  auto unit = opened(reading, Permission::see_archive, row ? row->source_id : SourceId{});
  if (!unit) return std::unexpected{std::move(unit.error())};
  return api::File{row->name, row->media_type, reading.services.originals.read(row->sha256)};
}

/// What the first half found and stored.
struct Received {
  std::string name{};
  std::string media_type{};
  documents::StoredOriginal stored{};
};

Result<http::Response> receive(Reading& reading, Received& received) {
  auto input = api::read_input<OfSource>(reading.request);
  if (!input) return std::unexpected{std::move(input.error())};
  auto unit = opened(reading, Permission::keep_archive, input->source);
  if (!unit) return std::unexpected{std::move(unit.error())};
  auto const& uploads = reading.request.uploads;
  auto const bytes = uploads.empty() ? std::string_view{} : std::string_view{uploads[0].bytes};
  auto media_type = check_file(bytes);
  if (!media_type) return std::unexpected{std::move(media_type.error())};
  received = {uploads[0].name, std::move(*media_type), reading.services.originals.store(bytes)};
  return http::Response{};
}

Result<http::Response> enter(Writing& writing, Received const& received) {
  auto input = api::read_input<OfSource>(writing.request);
  if (!input) return std::unexpected{std::move(input.error())};
  auto unit = opened(writing, Permission::keep_archive, input->source);
  if (!unit) return std::unexpected{std::move(unit.error())};
  auto const id = attach_original(writing.change, {.source = input->source,
                                                   .name = received.name,
                                                   .media_type = received.media_type,
                                                   .stored = received.stored});
  writing.change.about(*unit, fmt::format("附原件“{}”", file_name_of(received.name)));
  auto const row = original(writing.transaction, id);
  return api::to_answer(Result<OriginalView>{view_of(*row)});
}

void upload(api::Services& services, std::shared_ptr<http::Request const> request,
            http::Answer answer) {
  auto received = std::make_shared<Received>();
  auto then = [&services, request, answer = std::move(answer), received](http::Response response) {
    if (response.status != 200) return answer(std::move(response));
    api::answer_operation(
        services, Permission::keep_archive, "originals.attach",
        [received](Writing& writing) { return enter(writing, *received); }, request, answer);
  };
  api::answer_question(
      services, Permission::keep_archive,
      [received](Reading& reading) { return receive(reading, *received); }, request,
      std::move(then));
}

http::Route upload_route(api::Services& services) {
  http::Route route;
  route.method = http::Method::post;
  route.path = "/api/originals";
  route.summary = "给一份记录附原件（multipart:source 和一个文件）";
  route.tag = "kernel.originals";
  route.body = http::BodyForm::upload;
  route.body_limit = largest_original + (1U << 20U);
  api::guard_write(route, services, Permission::keep_archive);
  route.takes = &object_schema<OfSource>;
  route.gives = &schema_of<OriginalView>;
  route.handle = [&services](auto request, auto answer) {
    upload(services, std::move(request), std::move(answer));
  };
  return route;
}
}  // namespace

void add_original_routes(http::RouteTable& table, api::Services& services) {
  api::Endpoints endpoints{table, services, "kernel.originals"};
  endpoints.question("/api/originals", "一份记录的原件", Permission::see_archive, list_originals);
  endpoints.question("/api/originals/{id}", "取一份原件", Permission::see_archive, download);
  table.add(upload_route(services));
}

}  // namespace hangji::originals
