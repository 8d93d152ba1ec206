#include "documents/originals_media.h"

#include <zip.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>

namespace hangji::documents {

namespace {
using std::literals::operator""sv;

/// How a file of a kind begins, from byte `at` on.
struct Beginning {
  std::size_t at;
  std::string_view bytes;
  MediaType type;
};

constexpr std::array beginnings{
    Beginning{0, "%PDF-", MediaType::pdf},
    Beginning{0, "\xFF\xD8\xFF", MediaType::jpeg},
    Beginning{0, "\x89PNG\r\n\x1A\n", MediaType::png},
    Beginning{8, "WEBP", MediaType::webp},
    Beginning{4, "ftypheic", MediaType::heic},
    Beginning{4, "ftypheix", MediaType::heic},
    Beginning{4, "ftypmif1", MediaType::heic},
    Beginning{0, "MZ", MediaType::unsafe},
    Beginning{0,
              "\x7F"
              "ELF",
              MediaType::unsafe},
    Beginning{0, "#!", MediaType::unsafe},
    // Mach-O and Java classes.
    Beginning{0, "\xFE\xED\xFA", MediaType::unsafe},
    Beginning{0, "\xCF\xFA\xED\xFE", MediaType::unsafe},
    Beginning{0, "\xCE\xFA\xED\xFE", MediaType::unsafe},
    Beginning{0, "\xCA\xFE\xBA\xBE", MediaType::unsafe},
    // Windows shortcuts.
    Beginning{0, "L\0\0\0\x01\x14\x02\0"sv, MediaType::unsafe},
};

constexpr auto packed = "PK\x03\x04"sv;
constexpr auto compound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv;

bool has_at(std::string_view bytes, std::size_t at, std::string_view wanted) {
  return bytes.size() >= at && bytes.substr(at).starts_with(wanted);
}

/// Any mark that makes a browser run a text as a page, wherever a browser would look for it.
bool is_page(std::string_view bytes) {
  constexpr std::size_t looked_at = 4096;
  constexpr std::array marks{"<!doctype"sv, "<html"sv,   "<head"sv,   "<body"sv,      "<script"sv,
                             "<svg"sv,      "<iframe"sv, "<object"sv, "<embed"sv,     "<?php"sv,
                             "<?xml"sv,     "<math"sv,   "<style"sv,  "javascript:"sv};
  std::string begin{bytes.substr(0, looked_at)};
  // A page in UTF-16 has a NUL beside each letter.
  std::erase(begin, '\0');
  std::ranges::transform(begin, begin.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return std::ranges::any_of(
      marks, [&](std::string_view mark) { return begin.find(mark) != std::string::npos; });
}

/// By the names inside a zip file.
MediaType packed_type(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  auto* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) return MediaType::unknown;
  auto* const opened = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (opened == nullptr) {
    zip_source_free(source);
    return MediaType::unknown;
  }
  std::unique_ptr<zip_t, decltype(&zip_discard)> const archive{opened, &zip_discard};
  auto const has = [&](char const* name, zip_flags_t flags = 0) {
    return zip_name_locate(archive.get(), name, flags) >= 0;
  };
  if (has("vbaProject.bin", ZIP_FL_NODIR | ZIP_FL_NOCASE)) return MediaType::unsafe;
  if (has("OFD.xml")) return MediaType::ofd;
  if (!has("[Content_Types].xml")) return MediaType::unknown;
  if (has("word/document.xml")) return MediaType::docx;
  if (has("xl/workbook.xml")) return MediaType::xlsx;
  return MediaType::unknown;
}

/// By the names, in UTF-16, of the streams in an old Office file.
MediaType compound_type(std::string_view bytes) {
  auto const has = [&](std::string_view name) { return bytes.find(name) != bytes.npos; };
  if (has("_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0"sv)) return MediaType::unsafe;
  if (has("W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"sv)) return MediaType::doc;
  if (has("W\0o\0r\0k\0b\0o\0o\0k\0"sv)) return MediaType::xls;
  return MediaType::unknown;
}

/// The bytes of the UTF-8 character at `at`, 0 when there is none. Long forms are as good as none.
std::size_t character_length(std::string_view bytes, std::size_t at) {
  auto const lead = static_cast<unsigned char>(bytes[at]);
  if (lead < 0x80) return lead >= 0x20 || lead == '\n' || lead == '\r' || lead == '\t' ? 1 : 0;
  std::size_t const length = lead >= 0xC2 && lead < 0xE0   ? 2
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xF0 && lead < 0xF5 ? 4
                                                           : 0;
  if (length == 0 || bytes.size() - at < length) return 0;
  auto const rest = bytes.substr(at + 1, length - 1);
  auto const continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
  return std::ranges::all_of(rest, continues) ? length : 0;
}

bool is_text(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    auto const length = character_length(bytes, at);
    if (length == 0) return false;
    at += length;
  }
  return !bytes.empty();
}
}  // namespace

MediaType sniff(std::string_view bytes) {
  for (auto const& [at, begin, type] : beginnings) {
    if (has_at(bytes, at, begin)) return type;
  }
  if (bytes.starts_with(packed)) return packed_type(bytes);
  if (bytes.starts_with(compound)) return compound_type(bytes);
  if (is_page(bytes)) return MediaType::unsafe;
  return is_text(bytes) ? MediaType::text : MediaType::unknown;
}

std::string_view media_type_name(MediaType type) {
  switch (type) {
    case MediaType::pdf: return "application/pdf";
    case MediaType::ofd: return "application/ofd";
    case MediaType::jpeg: return "image/jpeg";
    case MediaType::png: return "image/png";
    case MediaType::webp: return "image/webp";
    case MediaType::heic: return "image/heic";
    case MediaType::docx:
      return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    case MediaType::xlsx:
      return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    case MediaType::doc: return "application/msword";
    case MediaType::xls: return "application/vnd.ms-excel";
    case MediaType::text: return "text/plain; charset=utf-8";
    case MediaType::unknown:
    case MediaType::unsafe: break;
  }
  return "application/octet-stream";
}

}  // namespace hangji::documents
