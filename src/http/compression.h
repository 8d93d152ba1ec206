// Compression of answers on their way out.
#pragma once

#include "http/route.h"

#include <string>
#include <string_view>

namespace hangji::http {

/// Whether an Accept-Encoding field takes gzip: named (or `*`) without a weight of nought.
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);

/// The bytes as a gzip file, at the fastest level: half the size of JSON or less for a few
/// milliseconds a megabyte.
[[nodiscard]] std::string gzipped(std::string_view bytes);

/// Compresses JSON that is worth it, for those who take gzip; an answer that is compressed already
/// stays as it is.
void compress(Response& response, std::string_view accept_encoding);

}  // namespace hangji::http
