// Text of unknown encoding to UTF-8: UTF-8 with or without mark, UTF-16 with its mark, and GB18030
// (which is also GBK and GB2312) for everything else.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hangji::documents {

/// Without its mark; none when it is text in none of them.
[[nodiscard]] std::optional<std::string> to_utf8(std::string bytes);

}  // namespace hangji::documents
