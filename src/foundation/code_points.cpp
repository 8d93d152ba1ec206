#include "foundation/code_points.h"

namespace hangji {

namespace {
/// Length of the sequence that a lead byte announces; 0 when it is none.
std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

bool is_wrong_value(std::int32_t value, std::size_t length) {
  if (length == 3) return value < 0x800 || (value >= 0xD800 && value <= 0xDFFF);
  return length == 4 && (value < 0x10000 || value > 0x10FFFF);
}
}  // namespace

std::int32_t take_code_point(std::string_view text, std::size_t& at) {
  auto const start = at++;
  auto const lead = static_cast<unsigned char>(text[start]);
  auto const length = sequence_length(lead);
  if (length == 1) return lead;
  if (length == 0 || text.size() - start < length) return -1;
  std::int32_t value = lead & (0x7F >> length);
  for (std::size_t i = start + 1; i < start + length; ++i) {
    auto const byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0) != 0x80) return -1;
    value = (value << 6) | (byte & 0x3F);
  }
  if (is_wrong_value(value, length)) return -1;
  at = start + length;
  return value;
}

void append_code_point(std::string& out, std::int32_t code_point) {
  auto const tail = [&](int shift) {
    out += static_cast<char>(0x80 | ((code_point >> shift) & 0x3F));
  };
  if (code_point < 0x80) {
    out += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    out += static_cast<char>(0xC0 | (code_point >> 6));
    tail(0);
  } else if (code_point < 0x10000) {
    out += static_cast<char>(0xE0 | (code_point >> 12));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | (code_point >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

bool is_han(std::int32_t code_point) {
  return (code_point >= 0x4E00 && code_point <= 0x9FFF) ||
         (code_point >= 0x3400 && code_point <= 0x4DBF) || code_point == 0x3007 ||
         (code_point >= 0xF900 && code_point <= 0xFAFF) ||
         (code_point >= 0x20000 && code_point <= 0x323AF);
}

}  // namespace hangji
