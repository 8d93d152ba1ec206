#include "http/parse.h"

#include "foundation/text.h"

#include <botan/hash.h>
#include <botan/hex.h>

namespace hangji::http {

namespace {
constexpr std::size_t boundary_most = 70;  // RFC 2046
constexpr std::size_t parts_most = 100;

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

char lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::unexpected<Refusal> malformed(std::string message) {
  return refuse(HttpRefusal::malformed, std::move(message), {.status = 400});
}

std::unexpected<Refusal> bad_multipart(std::string message) {
  return refuse(HttpRefusal::multipart_malformed, "上传的内容不完整：" + message, {.status = 400});
}

/// `name="value"` inside a header; a quote inside is written `\"` by programs and `%22` by
/// browsers.
std::optional<std::string> attribute(std::string_view header, std::string_view name) {
  std::string const key = std::string{name} + "=\"";
  auto from = header.find(key);
  while (from != std::string_view::npos && from > 0 && header[from - 1] != ' ' &&
         header[from - 1] != ';') {
    from = header.find(key, from + 1);
  }
  if (from == std::string_view::npos) return std::nullopt;
  std::string value;
  for (auto i = from + key.size(); i < header.size(); ++i) {
    if (header[i] == '"') return value;
    if (header[i] == '\\' && i + 1 < header.size() && header[i + 1] == '"') ++i;
    bool const is_escaped_quote = header.substr(i, 3) == "%22";
    value += is_escaped_quote ? '"' : header[i];
    if (is_escaped_quote) i += 2;
  }
  return std::nullopt;
}

std::string_view header_line(std::string_view headers, std::string_view lower_case_name) {
  for (auto const line : split(headers, '\n')) {
    if (line.size() <= lower_case_name.size() || line[lower_case_name.size()] != ':') continue;
    bool is_same = true;
    for (std::size_t i = 0; i < lower_case_name.size(); ++i) {
      is_same = is_same && lower_case(line[i]) == lower_case_name[i];
    }
    if (is_same) return line.substr(lower_case_name.size() + 1);
  }
  return {};
}

std::string sha256(std::string_view bytes) {
  auto const hash = Botan::HashFunction::create_or_throw("SHA-256");
  hash->update(reinterpret_cast<std::uint8_t const*>(bytes.data()), bytes.size());
  auto const digest = hash->final();
  return Botan::hex_encode(digest.data(), digest.size(), false);
}

Result<Done> take_part(std::string_view part, Request& into) {
  auto const blank = part.find("\r\n\r\n");
  if (blank == std::string_view::npos) return bad_multipart("一段缺少头部");
  auto const disposition = header_line(part.substr(0, blank), "content-disposition");
  auto const name = attribute(disposition, "name");
  if (!name || name->empty()) return bad_multipart("一段没有名称");
  auto const content = part.substr(blank + 4);
  if (auto const file = attribute(disposition, "filename")) {
    if (!is_valid_utf8(*file)) return bad_multipart("文件名不是 UTF-8");
    into.uploads.push_back({*name, *file, std::string{content}, sha256(content)});
    return Done{};
  }
  if (!is_valid_utf8(content)) return bad_multipart("字段不是 UTF-8 文字");
  into.parameters.emplace_back(*name, content);
  return Done{};
}
}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      decoded += ' ';
    } else if (text[i] != '%') {
      decoded += text[i];
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      auto const high = hex_value(text[i + 1]);
      auto const low = hex_value(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  if (!is_valid_utf8(decoded)) return std::nullopt;
  return decoded;
}

Result<Target> parse_target(std::string_view target) {
  if (!target.starts_with('/')) return malformed("地址应以 / 开头");
  Target parsed;
  auto const mark = target.find('?');
  parsed.path = target.substr(0, mark);
  if (!percent_decoded(parsed.path, false)) return malformed("地址的编码有误");
  if (mark == std::string_view::npos) return parsed;
  for (auto const pair : split(target.substr(mark + 1), '&')) {
    if (pair.empty()) continue;
    auto const equals = pair.find('=');
    auto const name = percent_decoded(pair.substr(0, equals), true);
    auto const value = equals == std::string_view::npos
                           ? std::optional<std::string>{""}
                           : percent_decoded(pair.substr(equals + 1), true);
    if (!name || !value) return malformed("地址中的参数编码有误");
    parsed.query.emplace_back(*name, *value);
  }
  return parsed;
}

std::string media_type(std::string_view content_type) {
  std::string type{trim(content_type.substr(0, content_type.find(';')))};
  for (auto& c : type) c = lower_case(c);
  return type;
}

Result<Done> parse_multipart(std::string_view content_type, std::string_view body, Request& into) {
  auto const from = content_type.find("boundary=");
  if (from == std::string_view::npos) return bad_multipart("没有分隔符");
  auto boundary = content_type.substr(from + 9);
  boundary = boundary.substr(0, boundary.find(';'));
  if (boundary.size() >= 2 && boundary.front() == '"' && boundary.back() == '"') {
    boundary = boundary.substr(1, boundary.size() - 2);
  }
  if (boundary.empty() || boundary.size() > boundary_most) return bad_multipart("分隔符长度不对");
  std::string const first = "--" + std::string{boundary};
  std::string const next = "\r\n" + first;
  if (!body.starts_with(first)) return bad_multipart("开头不是分隔符");
  auto at = first.size();
  for (std::size_t parts = 0;; ++parts) {
    auto const rest = body.substr(at);
    if (rest.starts_with("--")) return Done{};
    if (!rest.starts_with("\r\n")) return bad_multipart("分隔符之后不是换行");
    auto const end = rest.find(next, 2);
    if (end == std::string_view::npos) return bad_multipart("没有结尾");
    if (parts == parts_most) return bad_multipart("段数太多");
    if (auto good = take_part(rest.substr(2, end - 2), into); !good) return good;
    at += end + next.size();
  }
}

std::optional<Method> parse_method(std::string_view word) {
  if (word == "GET" || word == "HEAD") return Method::get;
  if (word == "POST") return Method::post;
  if (word == "PUT") return Method::put;
  if (word == "DELETE") return Method::remove;
  return std::nullopt;
}

}  // namespace hangji::http
