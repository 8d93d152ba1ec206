// What a file is, told by its bytes and never by its name: originals that can be kept, and what
// must be refused because opening it could run something. It knows no upload and no page.
#pragma once

#include <string_view>

namespace hangji::documents {

enum class MediaType {
  pdf,
  ofd,
  jpeg,
  png,
  webp,
  heic,
  docx,
  xlsx,
  doc,
  xls,
  /// UTF-8 without control characters.
  text,
  /// None of these.
  unknown,
  /// A program, a script, a web page, an SVG picture, a document with macros.
  unsafe
};

/// The kind of a whole file. Packed documents are told by the names inside them.
[[nodiscard]] MediaType sniff(std::string_view bytes);
/// application/pdf and so on; application/octet-stream for `unknown` and `unsafe`.
[[nodiscard]] std::string_view media_type_name(MediaType type);

}  // namespace hangji::documents
