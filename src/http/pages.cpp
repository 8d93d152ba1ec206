#include "http/pages.h"

#include "http/compression.h"

#include <botan/hash.h>
#include <botan/hex.h>

#include <array>
#include <filesystem>
#include <fstream>

namespace hangji::http {

namespace {
constexpr std::array<std::pair<std::string_view, std::string_view>, 15> media_types{{
    {".html", "text/html; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".json", "application/json"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".txt", "text/plain; charset=utf-8"},
    {".webmanifest", "application/manifest+json"},
    {".map", "application/json"},
}};

std::string media_type_of(std::string const& extension) {
  for (auto const& [known, type] : media_types) {
    if (known == extension) return std::string{type};
  }
  return "application/octet-stream";
}

std::string bytes_of(std::filesystem::path const& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::string tag_of(std::string const& bytes) {
  auto const hash = Botan::HashFunction::create_or_throw("SHA-256");
  hash->update(bytes);
  auto const digest = hash->final();
  // Weak, for the plain and the compressed form share it.
  return "W/\"" + Botan::hex_encode(digest.data(), 8, false) + '"';
}

/// One of the tags of an If-None-Match field is ours; weak and strong ones compare alike.
bool is_same(std::string_view if_none_match, std::string_view tag) {
  tag.remove_prefix(2);  // W/
  return if_none_match == "*" || if_none_match.find(tag) != std::string_view::npos;
}
}  // namespace

Pages::Pages(std::string const& folder) {
  if (folder.empty() || !std::filesystem::is_directory(folder)) return;
  for (auto const& entry : std::filesystem::recursive_directory_iterator{folder}) {
    auto const extension = entry.path().extension().string();
    if (!entry.is_regular_file() || extension == ".gz") continue;
    auto const name = "/" + std::filesystem::relative(entry.path(), folder).generic_string();
    Page page{.content_type = media_type_of(extension), .plain = bytes_of(entry.path())};
    page.tag = tag_of(page.plain);
    page.is_lasting = name.starts_with("/assets/");
    auto const twin = entry.path().string() + ".gz";
    if (std::filesystem::exists(twin)) page.gzipped = bytes_of(twin);
    if (name == "/index.html") m_pages["/"] = page;
    if (name == "/m.html") m_pages["/m"] = page;
    m_pages[name] = std::move(page);
  }
}

std::optional<Response> Pages::answer(Request const& request) const {
  auto const found = m_pages.find(request.path);
  if (found == m_pages.end()) return std::nullopt;
  auto const& page = found->second;
  Response response{.content_type = page.content_type};
  response.headers = {
      {"ETag", page.tag},
      {"Cache-Control", page.is_lasting ? "public, max-age=31536000, immutable" : "no-cache"},
      {"Vary", "Accept-Encoding"}};
  bool const is_zipped = !page.gzipped.empty() && accepts_gzip(request.header("accept-encoding"));
  if (is_zipped) response.headers.emplace_back("Content-Encoding", "gzip");
  response.body = is_zipped ? page.gzipped : page.plain;
  if (is_same(request.header("if-none-match"), page.tag)) response.status = 304;
  return response;
}

std::vector<std::pair<std::string, std::string>> const& security_headers() {
  static std::vector<std::pair<std::string, std::string>> const headers{
      {"Content-Security-Policy",
       "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src "
       "'self' data:; "
       "connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"},
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
  };
  return headers;
}

}  // namespace hangji::http
