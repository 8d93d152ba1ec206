#include "http/compression.h"

#include "foundation/text.h"

#include <zlib.h>

#include <algorithm>
#include <stdexcept>

namespace hangji::http {

namespace {
constexpr int gzip_window_bits = 15 + 16;  // 16 asks zlib for the gzip wrapper
constexpr int default_memory_level = 8;
/// Answers shorter than this gain nothing by compression.
constexpr std::size_t compressed_least = 4096;

/// `;q=0`, `; q=0.000`: refused by its weight.
bool is_refused(std::string_view parameters) {
  auto const weight = parameters.find("q=");
  if (weight == std::string_view::npos) return false;
  auto const value = trim(parameters.substr(weight + 2));
  return !value.empty() && value.find_first_not_of("0.") == std::string_view::npos;
}

/// Every answer that went through here and is long enough says what it depends on.
bool is_done(Response const& response) {
  return std::ranges::any_of(response.headers, [](auto const& field) {
    return field.first == "Vary" || field.first == "Content-Encoding";
  });
}
}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  bool any = false;
  for (auto const item : split(accept_encoding, ',')) {
    auto const name = trim(item.substr(0, item.find(';')));
    if (name == "gzip") return !is_refused(item);
    if (name == "*") any = !is_refused(item);
  }
  return any;
}

std::string gzipped(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, gzip_window_bits, default_memory_level,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error{"zlib cannot start"};
  }
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  auto const result = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (result != Z_STREAM_END) throw std::runtime_error{"zlib did not finish"};
  return out;
}

void compress(Response& response, std::string_view accept_encoding) {
  if (response.body.size() < compressed_least || is_done(response) ||
      !response.content_type.starts_with("application/json")) {
    return;
  }
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (!accepts_gzip(accept_encoding)) return;
  response.body = gzipped(response.body);
  response.headers.emplace_back("Content-Encoding", "gzip");
}

}  // namespace hangji::http
