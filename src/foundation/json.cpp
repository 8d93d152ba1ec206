#include "foundation/json.h"

#include "foundation/text.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace hangji {

namespace {
constexpr char hex_digits[] = "0123456789abcdef";

void write_escape(std::string& out, char character) {
  switch (character) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  auto const code = static_cast<unsigned char>(character);
  out += "\\u00";
  out += hex_digits[code >> 4];
  out += hex_digits[code & 15];
}

bool must_escape(char character) {
  return static_cast<unsigned char>(character) < 0x20 || character == '"' || character == '\\';
}

std::size_t count_members(boost::json::value const& value) {
  std::size_t count = 0;
  if (auto const* array = value.if_array()) {
    for (auto const& item : *array) count += count_members(item);
  } else if (auto const* object = value.if_object()) {
    for (auto const& [key, item] : *object) count += 1 + count_members(item);
  }
  return count;
}

/// Colons outside strings: in a valid document, one for each member written.
std::size_t count_written_members(std::string_view text) {
  std::size_t count = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (in_string && text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      in_string = !in_string;
    } else if (text[i] == ':' && !in_string) {
      ++count;
    }
  }
  return count;
}
}  // namespace

void write_json_name(std::string& out, char separator, std::string_view name) {
  out += separator;
  out += '"';
  out += name;
  out += "\":";
}

void write_json_string(std::string& out, std::string_view text) {
  out += '"';
  auto from = text.begin();
  while (from != text.end()) {
    auto const special = std::find_if(from, text.end(), must_escape);
    out.append(from, special);
    if (special == text.end()) break;
    write_escape(out, *special);
    from = special + 1;
  }
  out += '"';
}

void write_json_value(std::string& out, boost::json::value const& value) {
  out += boost::json::serialize(value);
}

std::size_t JsonReader::enter(std::string_view step) {
  auto const length = m_path.size();
  if (!m_path.empty() && !step.starts_with('[')) m_path += '.';
  m_path += step;
  return length;
}

bool JsonReader::refuse_missing(std::string_view name) {
  auto const length = enter(name);
  fail(JsonRefusal::missing_member, "必须填写");
  m_path.resize(length);
  return false;
}

bool JsonReader::refuse_choice(std::string_view text, std::vector<std::string_view> const& known) {
  std::string names;
  for (auto const name : known) {
    if (!names.empty()) names += "、";
    names += name;
  }
  return fail(JsonRefusal::out_of_range,
              "“" + std::string{text} + "”不在可选值之内（" + names + "）");
}

bool JsonReader::fail(JsonRefusal reason, std::string message) {
  auto const where = m_path.empty() ? std::string{"请求内容"} : "字段 " + m_path;
  m_fault = refuse(reason, where + "：" + message, {.field = m_path, .status = 400}).error();
  return false;
}

bool JsonReader::wrong_type(std::string_view wanted) {
  return fail(JsonRefusal::wrong_type, "应为" + std::string{wanted});
}

bool JsonReader::read_integer(boost::json::value const& from, std::int64_t& into,
                              std::int64_t least, std::int64_t most) {
  if (from.is_int64()) {
    into = from.get_int64();
  } else if (from.is_uint64()) {
    return fail(JsonRefusal::out_of_range, "数值过大");
  } else if (m_form != JsonForm::text || !from.is_string() ||
             !parse_integer({from.get_string().data(), from.get_string().size()}, into)) {
    return wrong_type("整数");
  }
  if (into < least || into > most) return fail(JsonRefusal::out_of_range, "数值超出范围");
  return true;
}

bool JsonReader::read_string(boost::json::value const& from, std::string& into) {
  if (!from.is_string()) return wrong_type("文字");
  auto const& text = from.get_string();
  into.assign(text.data(), text.size());
  if (into.find('\0') != std::string::npos) return fail(JsonRefusal::malformed, "不得含有空字符");
  return true;
}

bool JsonReader::read_bool(boost::json::value const& from, bool& into) {
  if (from.is_bool()) {
    into = from.get_bool();
    return true;
  }
  bool const is_word = m_form == JsonForm::text && from.is_string() &&
                       (from.get_string() == "true" || from.get_string() == "false");
  if (!is_word) return wrong_type("是或否（true/false）");
  into = from.get_string() == "true";
  return true;
}

bool JsonReader::refuse_unknown(boost::json::object const& from,
                                std::vector<std::string_view> const& known) {
  for (auto const& [key, value] : from) {
    if (std::find(known.begin(), known.end(), std::string_view{key.data(), key.size()}) !=
        known.end())
      continue;
    auto const length = m_path.size();
    if (!m_path.empty()) m_path += '.';
    m_path.append(key.data(), key.size());
    fail(JsonRefusal::unknown_member, "没有这一项");
    m_path.resize(length);
    return false;
  }
  return true;
}

Result<boost::json::value> parse_json(std::string_view text) {
  boost::json::error_code fault;
  boost::json::parse_options options;
  options.max_depth = 32;
  auto value =
      boost::json::parse(boost::json::string_view{text.data(), text.size()}, fault, {}, options);
  if (fault)
    return refuse(JsonRefusal::malformed, "内容不是有效的 JSON:" + fault.message(),
                  {.status = 400});
  // Boost keeps the last of two members of one name, and the sender would never know.
  if (count_written_members(text) != count_members(value)) {
    return refuse(JsonRefusal::malformed, "同一项写了两次", {.status = 400});
  }
  return value;
}

std::string merged_objects(std::string const& object, std::string const& over) {
  if (object == over || over == "{}") return object;
  if (object == "{}") return over;
  auto const old = parse_json(object);
  auto const given = parse_json(over);
  if (!old || !old->is_object() || !given || !given->is_object()) return over;
  auto merged = old->get_object();
  for (auto const& [key, value] : given->get_object()) merged[key] = value;
  return merged == old->get_object() ? object : boost::json::serialize(merged);
}

}  // namespace hangji
