// Compression of answers on their way out. It knows bytes and the Accept-Encoding field only.
#pragma once

#include <string>
#include <string_view>

namespace hangji::http {

/// Whether an Accept-Encoding field takes gzip: named (or `*`) without a weight of nought.
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);

/// The bytes as a gzip file, at the fastest level: half the size of JSON or less for a few
/// milliseconds a megabyte.
[[nodiscard]] std::string gzipped(std::string_view bytes);

}  // namespace hangji::http
