// Originals of records: photos, scans, files from above. The file lies under its digest
// (documents/originals.h); this is its card and who may hang it on what. One copy of a file is kept
// for a record, whoever adds it again.
#pragma once

#include "documents/originals.h"
#include "foundation/result.h"
#include "kernel/journal/change.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace hangji::originals {

enum class OriginalRefusal { file_missing, too_large, media_unknown };
BOOST_DESCRIBE_ENUM(OriginalRefusal, file_missing, too_large, media_unknown)

using OriginalId = Id<struct OriginalTag>;

struct OriginalRow {
  OriginalId id{};
  SourceId source_id{};
  std::string name{};
  std::string media_type{};
  std::int64_t size{};
  std::string sha256{};
  std::string sm3{};
  UserId added_by{};
  Instant added_at{};
};
BOOST_DESCRIBE_STRUCT(OriginalRow, (),
                      (id, source_id, name, media_type, size, sha256, sm3, added_by, added_at))

/// 20 MiB.
inline constexpr std::size_t largest_original = 20U << 20U;

/// The media type by what the bytes are, not by the name: PDF, OFD, JPEG, PNG, WebP, HEIC, Word,
/// Excel, plain UTF-8 text; none for everything else (programs, pages, archives).
[[nodiscard]] std::optional<std::string> media_type_of(std::string_view bytes);
/// The last step of a path without control characters, at most 120 characters; 附件 when nothing is
/// left.
[[nodiscard]] std::string file_name_of(std::string_view sent);
/// Refuses no file, one above the limit, and one of a media type that is not kept; else its type.
[[nodiscard]] Result<std::string> check_file(std::string_view bytes);

/// A stored file to be hung on a record.
struct NewOriginal {
  SourceId source{};
  std::string name{};
  std::string media_type{};
  documents::StoredOriginal stored{};
};
/// Hangs the file on the record; the card that is there when the record has this very file. The
/// caller knows that the record exists and whose it is.
[[nodiscard]] OriginalId attach_original(journal::Change& change, NewOriginal const& original);

/// Chinese sentences, one for each card whose file is gone or is no longer what was added.
[[nodiscard]] std::vector<std::string> original_faults(database::Transaction& transaction,
                                                       documents::Originals const& files);

/// Whose record it is; none when the source does not know the record. Chapters whose records can
/// have files before the first fact add one.
using OwnerSource = std::function<std::optional<UnitId>(database::Transaction&, SourceId)>;
/// By the record's facts, then by the chapters; none: there is no such record.
[[nodiscard]] std::optional<UnitId> owner_of(database::Transaction& transaction, SourceId source,
                                             std::vector<OwnerSource> const& sources);

}  // namespace hangji::originals

template <> inline constexpr std::string_view
    hangji::refusal_prefix<hangji::originals::OriginalRefusal> = "originals";
template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::originals::OriginalRow> = "original";
