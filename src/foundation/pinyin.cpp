// The initials people search by. ICU knows one reading for a character; surnames that read
// otherwise are listed here.
#include "foundation/code_points.h"
#include "foundation/result.h"
#include "foundation/text.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>
#include <mutex>

namespace hangji {

namespace {
struct Surname {
  std::string_view characters;
  std::string_view initials;
};

/// Surnames of two characters first: 尉迟 is not 尉 followed by 迟.
constexpr std::array surnames = std::to_array<Surname>({
    {"尉迟", "yc"}, {"万俟", "mq"}, {"单于", "cy"}, {"澹台", "tt"}, {"长孙", "zs"}, {"乐正", "yz"},
    {"单", "s"},    {"曾", "z"},    {"解", "x"},    {"仇", "q"},    {"区", "o"},    {"查", "z"},
    {"盖", "g"},    {"朴", "p"},    {"任", "r"},    {"尉", "w"},    {"宓", "m"},    {"缪", "m"},
    {"乐", "y"},    {"黑", "h"},    {"折", "s"},    {"种", "c"},    {"冼", "x"},    {"洗", "x"},
    {"燕", "y"},    {"卜", "b"},    {"翟", "z"},    {"祭", "z"},    {"繁", "p"},    {"隗", "w"},
    {"郇", "x"},    {"覃", "q"},    {"佴", "n"},    {"秘", "b"},    {"阚", "k"},    {"粘", "n"},
    {"句", "g"},    {"能", "n"},    {"乜", "n"},    {"么", "y"},    {"幺", "y"},    {"员", "y"},
    {"沈", "s"},    {"柏", "b"},    {"藏", "z"},    {"莘", "s"},    {"召", "s"},    {"长", "z"},
    {"都", "d"},    {"车", "c"},    {"石", "s"},    {"贾", "j"},    {"盛", "s"},    {"适", "k"},
});

/// First letters of readings, kept for each code point once asked for. Reading it takes no lock.
class InitialTable {
public:
  char initial(std::int32_t code_point) {
    auto& kept = m_initials[static_cast<std::size_t>(code_point)];
    auto const known = kept.load(std::memory_order_relaxed);
    if (known != unknown) return known;
    auto const found = look_up(code_point);
    kept.store(found, std::memory_order_relaxed);
    return found;
  }

private:
  static constexpr char unknown = '\0';
  static constexpr char has_none = ' ';

  char look_up(std::int32_t code_point) {
    std::lock_guard const lock{m_mutex};
    if (!m_transliterator) m_transliterator = make_transliterator();
    icu::UnicodeString reading{static_cast<UChar32>(code_point)};
    m_transliterator->transliterate(reading);
    auto const first = reading.charAt(0);
    return first >= u'a' && first <= u'z' ? static_cast<char>(first) : has_none;
  }

  static std::unique_ptr<icu::Transliterator> make_transliterator() {
    auto status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made{
        icu::Transliterator::createInstance("Han-Latin; Latin-ASCII", UTRANS_FORWARD, status)};
    verify(U_SUCCESS(status) && made, "ICU knows Han-Latin");
    return made;
  }

  static constexpr std::size_t code_points_with_han = 0x323B0;
  std::array<std::atomic<char>, code_points_with_han> m_initials{};
  std::mutex m_mutex;
  std::unique_ptr<icu::Transliterator> m_transliterator;
};

Surname const* surname_of(std::string_view name) {
  auto const found = std::find_if(surnames.begin(), surnames.end(), [&](auto const& surname) {
    return name.starts_with(surname.characters);
  });
  return found == surnames.end() ? nullptr : found;
}

void append_initial(std::string& out, std::int32_t c) {
  static InitialTable table;
  if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
    out += static_cast<char>(c);
  } else if (c >= 'A' && c <= 'Z') {
    out += static_cast<char>(c - 'A' + 'a');
  } else if (is_han(c)) {
    auto const letter = table.initial(c);
    if (letter != ' ') out += letter;
  }
}
}  // namespace

std::string pinyin_initials(std::string_view name) {
  std::string initials;
  std::size_t at = 0;
  if (auto const* surname = surname_of(name)) {
    initials = surname->initials;
    at = surname->characters.size();
  }
  while (at < name.size()) append_initial(initials, take_code_point(name, at));
  return initials;
}

}  // namespace hangji
