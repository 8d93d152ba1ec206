#include "foundation/json.h"

#include "foundation/text.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>

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

/// Whether there is a value; it is taken over.
template <class T> bool keep(std::optional<T> const& value, T& into) {
  if (value) into = *value;
  return value.has_value();
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

void write_json_members(std::string& out, std::span<MemberToWrite const> members) {
  char separator = '{';
  for (auto const& member : members) {
    out += separator;
    out += '"';
    out += member.name;  // an identifier: it needs no escapes
    out += "\":";
    member.write(out, member.value);
    separator = ',';
  }
  out += separator == '{' ? "{}" : "}";
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

bool JsonReader::read_id(boost::json::value const& from, std::int64_t& into) {
  std::string text;
  if (!read_string(from, text)) return false;
  auto const end = text.data() + text.size();
  auto const [stop, fault] = std::from_chars(text.data(), end, into);
  return (fault == std::errc{} && stop == end && into >= 0) || wrong_type("编号");
}

bool JsonReader::read_time(boost::json::value const& from, Date& into) {
  std::string text;
  return read_string(from, text) &&
         (keep(parse_date(text), into) || wrong_type("日期，写作 2026-07-01"));
}

bool JsonReader::read_time(boost::json::value const& from, Month& into) {
  std::string text;
  return read_string(from, text) &&
         (keep(parse_month(text), into) || wrong_type("月份，写作 2026-07"));
}

bool JsonReader::read_time(boost::json::value const& from, Instant& into) {
  std::string text;
  return read_string(from, text) &&
         (keep(parse_instant(text), into) || wrong_type("时刻，写作 2026-07-01T08:00:00.000Z"));
}

bool JsonReader::read_choice(boost::json::value const& from, std::size_t& into,
                             std::span<std::string_view const> names) {
  std::string text;
  if (!read_string(from, text)) return false;
  auto const found = std::ranges::find(names, text);
  into = static_cast<std::size_t>(found - names.begin());
  if (found != names.end()) return true;
  std::string known;
  for (auto const name : names) {
    if (!known.empty()) known += "、";
    known += name;
  }
  return fail(JsonRefusal::out_of_range, "“" + text + "”不在可选值之内（" + known + "）");
}

bool JsonReader::read_at(std::string_view step, boost::json::value const& from, void* into,
                         Read read) {
  auto const length = enter(step);
  bool const good = read(*this, from, into);
  m_path.resize(length);
  return good;
}

bool JsonReader::read_members(boost::json::value const& from, std::span<Member const> members) {
  if (!from.is_object()) return wrong_type("对象");
  auto const refuse_member = [this](std::string_view name, JsonRefusal reason,
                                    char const* message) {
    auto const length = enter(name);
    fail(reason, message);
    m_path.resize(length);
    return false;
  };
  auto const& object = from.get_object();
  std::size_t known = 0;
  for (auto const& member : members) {
    if (auto const* found = object.if_contains(member.name)) {
      ++known;
      if (!read_at(member.name, *found, member.into, member.read)) return false;
    } else if (!member.may_be_absent) {
      return refuse_member(member.name, JsonRefusal::missing_member, "必须填写");
    }
  }
  if (known == object.size()) return true;
  auto const stranger = std::ranges::find_if(object, [&](auto const& one) {
    return std::ranges::find(members, std::string_view{one.key()}, &Member::name) == members.end();
  });
  return refuse_member(stranger->key(), JsonRefusal::unknown_member, "没有这一项");
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
