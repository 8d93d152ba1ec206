#include "application/export_sink.h"

namespace hangji::application {

namespace {
using documents::OutCell;

class CsvSink final : public ExportSink {
public:
  void begin(std::string const&, std::vector<std::string> const& columns) override {
    m_csv.add_row({columns.begin(), columns.end()});
  }
  void add(std::vector<OutCell> const& cells, std::string const&) override { m_csv.add_row(cells); }
  std::string finish() override { return m_csv.finish(); }

private:
  documents::CsvWriter m_csv{documents::ByteOrderMark::on};
};

class WorkbookSink final : public ExportSink {
public:
  void begin(std::string const& table, std::vector<std::string> const& columns) override {
    documents::OutSheet sheet{.name = table};
    for (auto const& column : columns) sheet.columns.push_back({.heading = column, .width = 16});
    m_book.add_sheet(sheet);
  }
  void add(std::vector<OutCell> const& cells, std::string const&) override {
    m_book.add_row(cells);
  }
  std::string finish() override { return m_book.finish(); }

private:
  documents::WorkbookWriter m_book{};
};

/// An array, a row a line.
class JsonSink final : public ExportSink {
public:
  void begin(std::string const&, std::vector<std::string> const&) override { m_text = "["; }
  void add(std::vector<OutCell> const&, std::string const& json) override {
    m_text += m_text.size() == 1 ? "\n" : ",\n";
    m_text += json;
  }
  std::string finish() override { return std::move(m_text) + "\n]\n"; }
  [[nodiscard]] bool wants_json() const override { return true; }

private:
  std::string m_text{};
};
}  // namespace

std::unique_ptr<ExportSink> export_sink(ExportFormat format) {
  switch (format) {
    case ExportFormat::csv: return std::make_unique<CsvSink>();
    case ExportFormat::xlsx: return std::make_unique<WorkbookSink>();
    case ExportFormat::json: return std::make_unique<JsonSink>();
  }
  return nullptr;
}

}  // namespace hangji::application
