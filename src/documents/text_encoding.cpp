#include "documents/text_encoding.h"

#include "foundation/text.h"

#include <iconv.h>

#include <array>
#include <cerrno>
#include <memory>

namespace hangji::documents {

namespace {
struct CloseConversion {
  void operator()(void* conversion) const { ::iconv_close(conversion); }
};

std::optional<std::string> convert(char const* encoding, std::string_view bytes) {
  std::unique_ptr<void, CloseConversion> const conversion{::iconv_open("UTF-8", encoding)};
  if (conversion.get() == reinterpret_cast<void*>(-1)) return {};
  std::string converted;
  converted.reserve(bytes.size() * 3 / 2);
  std::array<char, 1 << 16> buffer{};
  auto* in = const_cast<char*>(bytes.data());
  auto in_left = bytes.size();
  while (in_left > 0) {
    auto* out = buffer.data();
    auto out_left = buffer.size();
    auto const result = ::iconv(conversion.get(), &in, &in_left, &out, &out_left);
    converted.append(buffer.data(), buffer.size() - out_left);
    if (result == static_cast<std::size_t>(-1) && errno != E2BIG) return {};
  }
  if (!is_valid_utf8(converted)) return {};
  return converted;
}
}  // namespace

std::optional<std::string> to_utf8(std::string bytes) {
  std::string_view const all{bytes};
  if (all.starts_with("\xFF\xFE")) return convert("UTF-16LE", all.substr(2));
  if (all.starts_with("\xFE\xFF")) return convert("UTF-16BE", all.substr(2));
  if (all.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
  if (is_valid_utf8(bytes)) return bytes;
  return convert("GB18030", bytes);
}

}  // namespace hangji::documents
