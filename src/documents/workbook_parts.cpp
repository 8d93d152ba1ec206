#include "documents/workbook_parts.h"

#include "foundation/code_points.h"
#include "foundation/text.h"

#include <algorithm>
#include <charconv>

namespace hangji::documents {

namespace {
constexpr std::size_t piece_size = 1 << 16;
constexpr int deepest_element = 256;
constexpr std::int64_t longest_token = 1 << 20;

std::string part_key(std::string_view name) {
  std::string key;
  for (char const c : name) {
    if (c >= 'A' && c <= 'Z')
      key += static_cast<char>(c - 'A' + 'a');
    else
      key += c == '\\' ? '/' : c;
  }
  auto const first = key.find_first_not_of('/');
  return first == std::string::npos ? std::string{} : key.substr(first);
}
}  // namespace

void fail_damaged(std::string_view part) {
  throw DocumentError{"工作簿已损坏或不完整（" + std::string{part} +
                      "），请在 Excel 或 WPS 中打开后另存为 .xlsx 再试"};
}

void fail_too_large() { throw DocumentError{"工作簿展开后过大，请拆分后再导入"}; }

PartStream::PartStream(zip_file_t* file, std::int64_t most) : m_file{file}, m_left{most} {}

std::size_t PartStream::read(std::span<char> into) {
  auto const got = zip_fread(m_file.get(), into.data(), into.size());
  if (got < 0) fail_damaged("压缩内容");
  m_left -= got;
  if (m_left < 0) fail_too_large();
  return static_cast<std::size_t>(got);
}

Package::Package(std::filesystem::path const& path) {
  int code = 0;
  m_archive.reset(zip_open(path.c_str(), ZIP_RDONLY, &code));
  if (!m_archive) fail_damaged("压缩包");
  read_names();
}

Package::Package(std::string bytes) : m_bytes{std::move(bytes)} {
  zip_error_t error;
  zip_error_init(&error);
  auto* source = zip_source_buffer_create(m_bytes.data(), m_bytes.size(), 0, &error);
  if (source != nullptr) m_archive.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
  if (!m_archive && source != nullptr) zip_source_free(source);
  zip_error_fini(&error);
  if (!m_archive) fail_damaged("压缩包");
  read_names();
}

void Package::read_names() {
  auto const count = zip_get_num_entries(m_archive.get(), 0);
  if (count > WorkbookLimits{}.entries) fail_too_large();
  for (zip_int64_t i = 0; i < count; ++i) {
    auto const index = static_cast<zip_uint64_t>(i);
    auto const* name = zip_get_name(m_archive.get(), index, ZIP_FL_ENC_GUESS);
    if (name != nullptr) m_parts.emplace(part_key(name), index);
  }
}

bool Package::has(std::string_view part) const { return m_parts.contains(part_key(part)); }

PartStream Package::open(std::string_view part, std::int64_t most) const {
  auto const found = m_parts.find(part_key(part));
  if (found == m_parts.end()) fail_damaged("缺少 " + std::string{part});
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat_index(m_archive.get(), found->second, 0, &stat) != 0) fail_damaged(part);
  bool const is_encrypted =
      (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE;
  if (is_encrypted) throw DocumentError{"工作簿已加密，请取消密码后另存为 .xlsx 再试"};
  auto* file = zip_fopen_index(m_archive.get(), found->second, 0);
  if (file == nullptr) fail_damaged(part);
  return {file, most};
}

std::string_view attribute(char const** attributes, std::string_view name) {
  for (; *attributes != nullptr; attributes += 2) {
    if (local_name(attributes[0]) == name) return attributes[1];
  }
  return {};
}

/// Nothing may fly through the C library.
template <class Use> void XmlParser::guarded(Use use) {
  if (m_failure) return;
  try {
    use();
  } catch (...) {
    m_failure = std::current_exception();
    XML_StopParser(m_parser.get(), XML_FALSE);
  }
}

XmlParser::XmlParser(std::string part, XmlSink& sink)
    : m_part{std::move(part)}, m_sink{sink}, m_parser{XML_ParserCreate(nullptr)} {
  if (!m_parser) throw std::bad_alloc{};
  auto* const parser = m_parser.get();
  XML_SetUserData(parser, this);
  XML_SetElementHandler(
      parser,
      [](void* data, char const* name, char const** attributes) {
        auto& self = *static_cast<XmlParser*>(data);
        self.guarded([&] {
          if (++self.m_depth > deepest_element) fail_damaged(self.m_part);
          self.m_sink.start(local_name(name), attributes);
        });
      },
      [](void* data, char const* name) {
        auto& self = *static_cast<XmlParser*>(data);
        self.guarded([&] {
          --self.m_depth;
          self.m_sink.end(local_name(name));
        });
      });
  XML_SetCharacterDataHandler(parser, [](void* data, char const* text, int size) {
    auto& self = *static_cast<XmlParser*>(data);
    self.guarded([&] { self.m_sink.text({text, static_cast<std::size_t>(size)}); });
  });
  XML_SetStartDoctypeDeclHandler(parser, [](void* data, char const*, char const*, char const*,
                                            int) {
    static_cast<XmlParser*>(data)->guarded([] {
      throw DocumentError{"工作簿内含有不允许的声明（DOCTYPE），请在 Excel 或 WPS 中另存后再试"};
    });
  });
}

bool XmlParser::feed(PartStream& stream) {
  auto* buffer = static_cast<char*>(XML_GetBuffer(m_parser.get(), piece_size));
  if (buffer == nullptr) throw std::bad_alloc{};
  auto const size = stream.read({buffer, piece_size});
  auto const status = XML_ParseBuffer(m_parser.get(), static_cast<int>(size), size == 0);
  if (m_failure) std::rethrow_exception(m_failure);
  if (status != XML_STATUS_OK) fail_damaged(m_part);
  m_fed += static_cast<std::int64_t>(size);
  if (m_fed - XML_GetCurrentByteIndex(m_parser.get()) > longest_token) fail_too_large();
  return size != 0;
}

namespace {
/// Of an escape _xHHHH_ at the beginning of `text`; none when it is no escape.
std::optional<std::int32_t> escape_at(std::string_view text) {
  constexpr std::size_t size = 7;
  if (text.size() < size || !text.starts_with("_x") || text[size - 1] != '_') return {};
  std::int32_t code_point = 0;
  auto const [stop, fault] = std::from_chars(text.data() + 2, text.data() + 6, code_point, 16);
  if (fault != std::errc{} || stop != text.data() + 6) return {};
  return code_point;
}

bool is_kept(std::int32_t code_point) {
  bool const is_surrogate = code_point >= 0xD800 && code_point < 0xE000;
  return code_point >= 0x20 ? !is_surrogate : code_point == '\t' || code_point == '\n';
}
}  // namespace

void decode_escapes(std::string& text) {
  auto at = text.find("_x");
  if (at == std::string::npos) return;
  std::string decoded{text, 0, at};
  while (at < text.size()) {
    auto const code_point = escape_at(std::string_view{text}.substr(at));
    if (!code_point) {
      decoded += text[at++];
    } else {
      if (is_kept(*code_point)) append_code_point(decoded, *code_point);
      at += 7;
    }
  }
  text = std::move(decoded);
}

namespace {
/// Text of <si>: its own and that of its runs, without what phonetic runs (<rPh>) say.
class StringsSink final : public XmlSink {
public:
  StringsSink(std::string& all, std::vector<std::uint32_t>& ends, WorkbookLimits const& limits)
      : m_all{all}, m_ends{ends}, m_limits{limits} {}

  void start(std::string_view name, char const**) override {
    if (name == "si")
      m_item.clear();
    else if (name == "rPh")
      ++m_phonetic;
    else if (name == "t")
      m_in_text = true;
  }
  void end(std::string_view name) override {
    if (name == "si")
      keep();
    else if (name == "rPh")
      --m_phonetic;
    else if (name == "t")
      m_in_text = false;
  }
  void text(std::string_view piece) override {
    if (m_in_text && m_phonetic == 0) m_item += piece;
    if (m_item.size() > m_limits.cell_bytes) fail_too_large();
  }

private:
  void keep() {
    decode_escapes(m_item);
    m_all += m_item;
    if (m_all.size() > m_limits.shared_text_bytes) fail_too_large();
    m_ends.push_back(static_cast<std::uint32_t>(m_all.size()));
    if (m_ends.size() > m_limits.shared_strings) fail_too_large();
  }

  std::string& m_all;
  std::vector<std::uint32_t>& m_ends;
  WorkbookLimits const& m_limits;
  std::string m_item{};
  int m_phonetic{0};
  bool m_in_text{false};
};
}  // namespace

void SharedStrings::load(Package const& package, std::string_view part,
                         WorkbookLimits const& limits) {
  StringsSink sink{m_text, m_ends, limits};
  auto stream = package.open(part, limits.part_bytes);
  XmlParser parser{std::string{part}, sink};
  while (parser.feed(stream)) {}
}

std::string_view SharedStrings::at(std::size_t index) const {
  if (index >= m_ends.size()) fail_damaged("共享字符串");
  auto const begin = index == 0 ? 0 : m_ends[index - 1];
  return std::string_view{m_text}.substr(begin, m_ends[index] - begin);
}

}  // namespace hangji::documents
