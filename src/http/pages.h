// The built pages: small static files, read once and kept in memory with their compressed twins.
#pragma once

#include "http/route.h"

#include <memory>
#include <string>
#include <unordered_map>

namespace hangji::http {

class Pages {
public:
  /// Reads the folder. `index.html` answers `/`, `m.html` answers `/m`. A missing folder has no
  /// pages.
  explicit Pages(std::string const& folder);
  /// None: there is no such page. An answer 304 still has the body, for its size is told.
  [[nodiscard]] std::optional<Response> answer(Request const& request) const;

private:
  struct Page {
    std::string content_type{};
    std::string plain{};
    std::string gzipped{};
    std::string tag{};
    bool is_lasting{false};
  };
  std::unordered_map<std::string, Page> m_pages{};
};

/// What every answer carries: content policy, no sniffing, no framing.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> const& security_headers();

}  // namespace hangji::http
