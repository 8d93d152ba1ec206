#include "documents/workbook_reader.h"

#include "documents/sheet_sink.h"
#include "documents/workbook_scan.h"

namespace hangji::documents {

namespace {
class WorkbookReader final : public TableReader {
public:
  template <class From>
  explicit WorkbookReader(From&& from)
      : m_package{std::forward<From>(from)},
        m_map{read_map(m_package, m_limits)},
        m_formats{read_formats(m_package, m_map.styles, m_limits)} {
    if (!m_map.shared_strings.empty()) m_strings.load(m_package, m_map.shared_strings, m_limits);
    for (auto const& part : m_map.sheets) m_sheets.push_back(part.sheet);
    open_sheet(0);
  }

  std::vector<Sheet> const& sheets() const override { return m_sheets; }

  void open_sheet(std::size_t index) override {
    if (index >= m_sheets.size()) throw DocumentError{"工作簿里没有这张工作表"};
    auto const& part = m_map.sheets[index].part;
    m_parser.reset();
    m_sink = std::make_unique<SheetSink>(m_tables);
    m_stream.emplace(m_package.open(part, m_limits.part_bytes));
    m_parser = std::make_unique<XmlParser>(part, *m_sink);
    m_is_at_end = false;
    m_open = index;
    m_merged.reset();
  }

  bool next(Row& row) override {
    while (!m_sink->take(row)) {
      if (m_is_at_end) return false;
      m_is_at_end = !m_parser->feed(*m_stream);
    }
    return true;
  }

  std::vector<MergedRange> const& merged_ranges() override {
    if (m_is_at_end) return m_sink->merged();
    if (!m_merged) m_merged = scan_merged_ranges(m_package, m_map.sheets[m_open].part, m_limits);
    return *m_merged;
  }
  std::vector<int> const& hidden_columns() const override { return m_sink->hidden_columns(); }
  std::int64_t rows_told(std::size_t index) override {
    return scan_last_row(m_package, m_map.sheets.at(index).part, m_limits);
  }
  DateSystem dates() const override { return m_map.dates; }

private:
  WorkbookLimits m_limits{};
  Package m_package;
  WorkbookMap m_map;
  SharedStrings m_strings{};
  std::vector<NumberFormat> m_formats;
  CellTables m_tables{m_strings, m_formats, m_map.dates, m_limits};
  std::vector<Sheet> m_sheets{};
  std::optional<PartStream> m_stream{};
  std::unique_ptr<SheetSink> m_sink{};
  std::unique_ptr<XmlParser> m_parser{};
  bool m_is_at_end{false};
  std::size_t m_open{0};
  /// Read ahead of the rows.
  std::optional<std::vector<MergedRange>> m_merged{};
};
}  // namespace

std::unique_ptr<TableReader> open_workbook(std::filesystem::path const& path) {
  return std::make_unique<WorkbookReader>(path);
}

std::unique_ptr<TableReader> open_workbook(std::string bytes) {
  return std::make_unique<WorkbookReader>(std::move(bytes));
}

}  // namespace hangji::documents
