#include "kernel/originals/originals.h"

#include "foundation/text.h"
#include "kernel/facts/facts.h"
#include "kernel/originals/originals_store.h"

#include <fmt/format.h>

#include <array>

namespace hangji::originals {

using database::Transaction;

namespace {
using std::literals::operator""sv;

/// How a file of a kind begins; `inside`: what a packed file holds near its beginning.
struct Beginning {
  std::size_t at;
  std::string_view bytes;
  std::string_view inside;
  std::string_view media_type;
};

constexpr auto word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
constexpr auto excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

constexpr std::array beginnings{
    Beginning{0, "%PDF-", "", "application/pdf"},
    Beginning{0, "\xFF\xD8\xFF", "", "image/jpeg"},
    Beginning{0, "\x89PNG\r\n\x1A\n", "", "image/png"},
    Beginning{8, "WEBP", "", "image/webp"},
    Beginning{4, "ftypheic", "", "image/heic"},
    Beginning{4, "ftypmif1", "", "image/heic"},
    Beginning{0, "PK\x03\x04"sv, "OFD.xml", "application/ofd"},
    Beginning{0, "PK\x03\x04"sv, "word/", word},
    Beginning{0, "PK\x03\x04"sv, "xl/", excel},
    Beginning{0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "W\0o\0r\0d\0"sv, "application/msword"},
    Beginning{0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "W\0o\0r\0k\0b\0o\0o\0k\0"sv,
              "application/vnd.ms-excel"},
};

bool begins_as(std::string_view bytes, Beginning const& beginning) {
  if (bytes.size() < beginning.at + beginning.bytes.size()) return false;
  if (bytes.substr(beginning.at, beginning.bytes.size()) != beginning.bytes) return false;
  return beginning.inside.empty() || bytes.find(beginning.inside) != std::string_view::npos;
}

/// UTF-8 without control characters, and no page that a browser would run.
bool is_plain_text(std::string_view bytes) {
  bool const has_controls = std::ranges::any_of(bytes, [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t';
  });
  return !has_controls && is_valid_utf8(bytes) && bytes.find('<') == std::string_view::npos;
}
}  // namespace

std::optional<std::string> media_type_of(std::string_view bytes) {
  for (auto const& beginning : beginnings) {
    if (begins_as(bytes, beginning)) return std::string{beginning.media_type};
  }
  if (!bytes.empty() && is_plain_text(bytes)) return "text/plain; charset=utf-8";
  return std::nullopt;
}

std::string file_name_of(std::string_view sent) {
  constexpr std::size_t longest = 120;
  if (auto const slash = sent.find_last_of("/\\"); slash != std::string_view::npos) {
    sent.remove_prefix(slash + 1);
  }
  std::string name;
  for (auto const c : is_valid_utf8(sent) ? trim(sent) : std::string{}) {
    if (static_cast<unsigned char>(c) >= 0x20) name += c;
  }
  while (count_characters(name) > longest) {
    // A character ends where no continuation byte follows.
    do name.pop_back();
    while (!is_valid_utf8(name));
  }
  return name.empty() ? "附件" : name;
}

Result<std::string> check_file(std::string_view bytes) {
  if (bytes.empty()) {
    return refuse(OriginalRefusal::file_missing, "没有收到文件，或文件是空的",
                  {.field = "file", .status = 400});
  }
  if (bytes.size() > largest_original) {
    return refuse(OriginalRefusal::too_large, "文件不能超过 20 MB",
                  {.field = "file", .status = 413});
  }
  auto media_type = media_type_of(bytes);
  if (!media_type) {
    return refuse(OriginalRefusal::media_unknown,
                  "不收这种文件：请用 PDF、OFD、图片、Word、Excel 或纯文本",
                  {.field = "file", .status = 415});
  }
  return std::move(*media_type);
}

OriginalId attach_original(journal::Change& change, NewOriginal const& original) {
  for (auto const& kept : originals_of(change.transaction(), original.source)) {
    if (kept.sha256 == original.stored.sha256) return kept.id;
  }
  OriginalRow const row{.id = change.new_id<OriginalId>(),
                        .source_id = original.source,
                        .name = file_name_of(original.name),
                        .media_type = original.media_type,
                        .size = original.stored.size,
                        .sha256 = original.stored.sha256,
                        .sm3 = original.stored.sm3,
                        .added_by = change.actor().id,
                        .added_at = change.now()};
  change.insert(row);
  return row.id;
}

std::optional<UnitId> owner_of(Transaction& transaction, SourceId source,
                               std::vector<OwnerSource> const& sources) {
  auto const facts = facts::of_source(transaction, source);
  if (!facts.empty()) return facts.front().unit_id;
  // A record that is nothing but one fact.
  if (auto const fact = facts::fact(transaction, FactId{source.value})) return fact->unit_id;
  for (auto const& ask : sources) {
    if (auto const unit = ask(transaction, source)) return unit;
  }
  return std::nullopt;
}

std::vector<std::string> original_faults(database::Transaction& transaction,
                                         documents::Originals const& files) {
  using documents::OriginalState;
  std::vector<std::string> faults;
  each_original(transaction, [&](OriginalRow const& row) {
    auto const state = files.verify(row.sha256);
    if (state == OriginalState::intact) return;
    faults.push_back(
        fmt::format("原件 {}“{}”{}", row.id.value, row.name,
                    state == OriginalState::missing ? "不在原件目录中" : "的内容已被改动"));
  });
  return faults;
}

}  // namespace hangji::originals
