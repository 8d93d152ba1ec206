#include "documents/workbook_scan.h"

#include "documents/sheet_sink.h"

#include <algorithm>

namespace hangji::documents {

namespace {
constexpr std::size_t piece_size = 1 << 16;

/// What stands before the rows.
class HeadSink final : public XmlSink {
public:
  void start(std::string_view name, char const** attributes) override {
    if (name == "sheetData") is_read = true;
    if (name != "dimension") return;
    if (auto const range = parse_range(attribute(attributes, "ref"))) last_row = range->last_row;
  }
  std::int64_t last_row{0};
  bool is_read{false};
};

class MergedSink final : public XmlSink {
public:
  explicit MergedSink(WorkbookLimits const& limits) : m_most{limits.rows} {}
  void start(std::string_view name, char const** attributes) override {
    if (name != "mergeCell") return;
    auto const range = parse_range(attribute(attributes, "ref"));
    if (!range) return;
    if (static_cast<std::int64_t>(ranges.size()) >= m_most) fail_too_large();
    ranges.push_back(*range);
  }
  std::vector<MergedRange> ranges{};

private:
  std::int64_t m_most;
};

/// How often a row begins in the text: <row …>, <x:row …>, <row>, <row/>.
std::int64_t count_rows(PartStream stream) {
  std::int64_t rows = 0;
  std::string text;
  std::string piece(piece_size, '\0');
  constexpr std::string_view word{"row"};
  for (auto size = stream.read(piece); size > 0; size = stream.read(piece)) {
    text.append(piece, 0, size);
    auto at = text.find(word, 1);
    for (; at != std::string::npos && at + word.size() < text.size();
         at = text.find(word, at + 1)) {
      char const before = text[at - 1];
      char const behind = text[at + word.size()];
      bool const begins = before == '<' || before == ':';
      rows += begins && (behind == ' ' || behind == '>' || behind == '/') ? 1 : 0;
    }
    // What may go on in the next piece.
    text.erase(0, text.size() - std::min(text.size(), word.size() + 1));
  }
  return rows;
}
}  // namespace

std::int64_t scan_last_row(Package const& package, std::string const& part,
                           WorkbookLimits const& limits) {
  HeadSink head;
  auto stream = package.open(part, limits.part_bytes);
  XmlParser parser{part, head};
  while (!head.is_read && parser.feed(stream)) {}
  auto const told =
      head.last_row > 1 ? head.last_row : count_rows(package.open(part, limits.part_bytes));
  return std::clamp<std::int64_t>(told, 0, limits.rows);
}

std::vector<MergedRange> scan_merged_ranges(Package const& package, std::string const& part,
                                            WorkbookLimits const& limits) {
  MergedSink sink{limits};
  auto stream = package.open(part, limits.part_bytes);
  XmlParser parser{part, sink};
  while (parser.feed(stream)) {}
  return std::move(sink.ranges);
}

}  // namespace hangji::documents
