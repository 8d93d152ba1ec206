// Workbooks built part by part for tests, ugly where a test wants them so. Nothing of the program
// includes it.
#pragma once

#include "documents/table_reader.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zip.h>

#include <map>
#include <string>
#include <vector>

namespace hangji::documents {

enum class Packing { deflate, store };

/// An archive of the parts, as bytes.
inline std::string pack(std::map<std::string, std::string> const& parts,
                        Packing packing = Packing::deflate) {
  zip_error_t error;
  zip_error_init(&error);
  auto* source = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(source);
  auto* archive = zip_open_from_source(source, ZIP_TRUNCATE, &error);
  for (auto const& [name, text] : parts) {
    auto* part = zip_source_buffer(archive, text.data(), text.size(), 0);
    auto const index = zip_file_add(archive, name.c_str(), part, ZIP_FL_ENC_UTF_8);
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(index),
                             packing == Packing::store ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0);
  }
  EXPECT_EQ(zip_close(archive), 0);
  zip_source_open(source);
  zip_source_seek(source, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(source)), '\0');
  zip_source_seek(source, 0, SEEK_SET);
  zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  zip_source_free(source);
  return bytes;
}

/// A workbook of one sheet; a test replaces the parts it is about.
class WorkbookFixture {
public:
  WorkbookFixture() {
    parts["_rels/.rels"] = relations("rId1", "officeDocument", "xl/workbook.xml");
    parts["xl/workbook.xml"] = workbook("", R"(<sheet name="名册" sheetId="1" r:id="rId1"/>)");
    relate("rId1", "worksheet", "worksheets/sheet1.xml");
    sheet("");
  }

  /// The rows of the first sheet, and what stands behind them.
  WorkbookFixture& sheet(std::string const& rows, std::string const& behind = "") {
    parts["xl/worksheets/sheet1.xml"] =
        fmt::format("{}<worksheet xmlns=\"{}\"><sheetData>{}</sheetData>{}</worksheet>", head, main,
                    rows, behind);
    return *this;
  }
  WorkbookFixture& strings(std::string const& items) {
    relate("rId2", "sharedStrings", "sharedStrings.xml");
    parts["xl/sharedStrings.xml"] = fmt::format("{}<sst xmlns=\"{}\">{}</sst>", head, main, items);
    return *this;
  }
  /// Styles whose cell formats have these format ids; `codes` are <numFmt/> elements.
  WorkbookFixture& formats(std::vector<int> const& ids, std::string const& codes = "") {
    relate("rId3", "styles", "styles.xml");
    std::string cells;
    for (int const id : ids) cells += fmt::format("<xf numFmtId=\"{}\"/>", id);
    parts["xl/styles.xml"] = fmt::format(
        "{}<styleSheet xmlns=\"{}\"><numFmts>{}</numFmts><cellStyleXfs><xf numFmtId=\"14\"/>"
        "</cellStyleXfs><cellXfs>{}</cellXfs></styleSheet>",
        head, main, codes, cells);
    return *this;
  }
  WorkbookFixture& relate(std::string const& id, std::string const& type,
                          std::string const& target) {
    m_relations[id] = fmt::format(R"(<Relationship Id="{}" Type="{}/{}" Target="{}"/>)", id,
                                  relationships, type, target);
    return *this;
  }
  [[nodiscard]] static std::string workbook(std::string const& properties,
                                            std::string const& sheets) {
    return fmt::format("{}<workbook xmlns=\"{}\" xmlns:r=\"{}\">{}<sheets>{}</sheets></workbook>",
                       head, main, relationships, properties, sheets);
  }
  [[nodiscard]] std::string bytes(Packing packing = Packing::deflate) const {
    auto all = parts;
    std::string list;
    for (auto const& [id, relation] : m_relations) list += relation;
    all.emplace("xl/_rels/workbook.xml.rels",
                fmt::format("{}<Relationships>{}</Relationships>", head, list));
    return pack(all, packing);
  }

  static constexpr auto head = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
  static constexpr auto main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  static constexpr auto relationships =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  std::map<std::string, std::string> parts{};

private:
  [[nodiscard]] static std::string relations(std::string const& id, std::string const& type,
                                             std::string const& target) {
    return fmt::format(
        R"({}<Relationships><Relationship Id="{}" Type="{}/{}" Target="{}"/></Relationships>)",
        head, id, relationships, type, target);
  }
  std::map<std::string, std::string> m_relations{};
};

/// Every stored row of the open sheet.
inline std::vector<Row> all_rows(TableReader& reader) {
  std::vector<Row> rows;
  for (Row row; reader.next(row);) rows.push_back(row);
  return rows;
}

inline std::vector<Row> rows_of(std::string bytes) {
  return all_rows(*open_table(std::move(bytes), "名册.xlsx"));
}

inline std::vector<std::string> texts(Row const& row) {
  std::vector<std::string> all;
  all.reserve(row.cells.size());
  for (auto const& cell : row.cells) all.push_back(cell.text);
  return all;
}

/// What reading the whole document says no with; empty when it says nothing.
inline std::string error_of(std::string bytes) {
  try {
    static_cast<void>(rows_of(std::move(bytes)));
  } catch (DocumentError const& error) { return error.what(); }
  return "";
}

}  // namespace hangji::documents
