// The parts of an .xlsx workbook that are read before its rows: the package, the list of sheets,
// the shared strings, the formats. Internal to workbook_reader.
#pragma once

#include "documents/number_formats.h"
#include "documents/table_reader.h"

#include <expat.h>
#include <zip.h>

#include <exception>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hangji::documents {

/// What a workbook may hold at most: an archive of a few kilobytes can unfold to terabytes.
struct WorkbookLimits {
  std::int64_t part_bytes{std::int64_t{2} << 30U};
  /// Parts kept whole: list of sheets, formats.
  std::int64_t small_part_bytes{std::int64_t{16} << 20U};
  std::size_t shared_text_bytes{std::size_t{96} << 20U};
  std::size_t shared_strings{8'000'000};
  std::size_t cell_bytes{std::size_t{1} << 20U};
  std::int64_t rows{1'048'576};
  int columns{512};
  int entries{10'000};
};

/// One part of the package, unpacked piece by piece.
class PartStream {
public:
  PartStream(zip_file_t* file, std::int64_t most);
  /// Bytes written to `into`; 0 at the end. Throws DocumentError when the part is damaged or larger
  /// than allowed.
  [[nodiscard]] std::size_t read(std::span<char> into);

private:
  struct Close {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
  };
  std::unique_ptr<zip_file_t, Close> m_file;
  std::int64_t m_left;
};

/// The archive. Names of parts are taken as Excel takes them: without regard to case, with either
/// slash.
class Package {
public:
  explicit Package(std::filesystem::path const& path);
  explicit Package(std::string bytes);

  [[nodiscard]] bool has(std::string_view part) const;
  [[nodiscard]] PartStream open(std::string_view part, std::int64_t most) const;

private:
  void read_names();
  struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
  };
  std::string m_bytes{};
  std::unique_ptr<zip_t, Discard> m_archive{};
  std::unordered_map<std::string, zip_uint64_t> m_parts{};
};

/// Name of an element or attribute without its prefix.
[[nodiscard]] inline std::string_view local_name(char const* name) {
  std::string_view const all{name};
  auto const colon = all.find(':');
  return colon == std::string_view::npos ? all : all.substr(colon + 1);
}
/// Value of the attribute with this local name; empty when there is none.
[[nodiscard]] std::string_view attribute(char const** attributes, std::string_view name);

/// Receives what an XmlParser reads. What it throws ends the parsing and comes out of `feed`.
class XmlSink {
public:
  XmlSink() = default;
  XmlSink(XmlSink const&) = delete;
  XmlSink& operator=(XmlSink const&) = delete;
  virtual ~XmlSink() = default;
  /// `name` without its prefix.
  virtual void start(std::string_view name, char const** attributes) = 0;
  virtual void end(std::string_view /*name*/) {}
  virtual void text(std::string_view /*piece*/) {}
};

/// Reads XML by pieces. A DOCTYPE is refused, and so is what the parser would have to keep whole:
/// deep nesting, tags and comments of megabytes.
class XmlParser {
public:
  XmlParser(std::string part, XmlSink& sink);
  /// Reads the next piece of the stream; false when that was the last.
  bool feed(PartStream& stream);

private:
  template <class Use> void guarded(Use use);
  struct Free {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
  };
  std::string m_part;
  XmlSink& m_sink;
  std::exception_ptr m_failure{};
  int m_depth{0};
  std::int64_t m_fed{0};
  std::unique_ptr<std::remove_pointer_t<XML_Parser>, Free> m_parser;
};

/// All shared strings in one piece of memory.
class SharedStrings {
public:
  void load(Package const& package, std::string_view part, WorkbookLimits const& limits);
  /// Throws DocumentError when there is no such string.
  [[nodiscard]] std::string_view at(std::size_t index) const;

private:
  std::string m_text{};
  std::vector<std::uint32_t> m_ends{};
};

struct SheetPart {
  Sheet sheet{};
  std::string part{};
};

/// What the package says about itself.
struct WorkbookMap {
  std::vector<SheetPart> sheets{};
  DateSystem dates{DateSystem::year_1900};
  /// Empty: the workbook has none.
  std::string shared_strings{};
  std::string styles{};
};
[[nodiscard]] WorkbookMap read_map(Package const& package, WorkbookLimits const& limits);
/// By cell style (the attribute `s`).
[[nodiscard]] std::vector<NumberFormat> read_formats(Package const& package, std::string_view part,
                                                     WorkbookLimits const& limits);

/// 0 when it is none.
[[nodiscard]] int to_number(std::string_view text);
/// 1 or true, as attributes say it.
[[nodiscard]] bool is_true(std::string_view text);

[[noreturn]] void fail_damaged(std::string_view part);
[[noreturn]] void fail_too_large();
/// Replaces _xHHHH_ by its character; carriage returns and other control characters are dropped.
void decode_escapes(std::string& text);

}  // namespace hangji::documents
