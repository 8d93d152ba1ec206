// Papers to be printed and kept: a chapter fills a document of blocks, the typesetter makes a PDF
// of it on A4 with the margins of official papers (GB/T 9704-2012). It knows no record's meaning.
#pragma once

#include "documents/print_fonts.h"
#include "documents/qr_code.h"
#include "foundation/date.h"

#include <string>
#include <variant>
#include <vector>

namespace hangji::documents {

enum class PrintPaper { a4_portrait, a4_landscape };
/// `official`: 三号, 22 lines of 28 characters; `record`: 小四, for cards, minutes, registers.
enum class TextSize { official, record };
enum class PrintAlign { left, centre, right };

/// Centred, large. Only for a second piece in one document: the document's own title needs none.
struct PrintTitle {
  std::string title{};
  std::string subtitle{};
};

/// Level 1 (一、) to 4 (（1）), each with its face. Never alone at the foot of a page.
struct PrintHeading {
  std::string text{};
  int level{1};
};

enum class ParagraphKind {
  /// Justified, its first line two characters in. Each line of the text is such a paragraph.
  body,
  /// As body without the indent: the one addressed, a list.
  plain,
  centred
};
struct PrintParagraph {
  std::string text{};
  ParagraphKind kind{ParagraphKind::body};
};

/// Small text: sources, notes on a table, the journal's head.
struct PrintNote {
  std::string text{};
};

/// A label and its value on a record card; `span` counts pairs and widens the value.
struct PrintPair {
  std::string label{};
  std::string value{};
  int span{1};
};
/// A bordered grid of `columns` pairs a row. A row that would not be full widens its last value; a
/// value longer than a page goes on to the next.
struct PrintCard {
  std::vector<PrintPair> pairs{};
  int columns{2};
};

enum class CellFit {
  /// Long texts take several lines.
  wrap,
  /// One line always, smaller when needed: numbers, days, identity numbers.
  shrink
};
struct PrintColumn {
  std::string title{};
  /// Share of the width, as a weight.
  int weight{1};
  PrintAlign align{PrintAlign::left};
  CellFit fit{CellFit::wrap};
};
/// Thin lines; the headings are repeated on every page; a row is as high as its highest cell and is
/// broken only when it is higher than a page. Rows shorter than the columns end in empty cells.
struct PrintTable {
  std::vector<PrintColumn> columns{};
  std::vector<std::vector<std::string>> rows{};
  /// A last row in 黑体; empty: none.
  std::vector<std::string> total{};
  /// Set in one wide cell when there are no rows.
  std::string when_empty{"（无）"};
  /// 10.5 is 五号, 9 is 小五.
  double text_pt{10.5};
};

/// Right-aligned lines, two characters from the edge: who signs, the day.
struct PrintSignature {
  std::vector<std::string> lines{};
};

/// Labels with a rule to sign on, three a row; a value is set on its rule.
struct PrintSigner {
  std::string label{};
  std::string value{};
};
struct PrintSigning {
  std::vector<PrintSigner> entries{};
};

struct PrintPageBreak {};

/// A code with its caption below.
struct PrintQr {
  QrCode code{};
  std::string caption{};
  double side_mm{30};
  PrintAlign align{PrintAlign::centre};
};

using PrintBlock = std::variant<PrintTitle, PrintHeading, PrintParagraph, PrintNote, PrintCard,
                                PrintTable, PrintSignature, PrintSigning, PrintPageBreak, PrintQr>;

struct PrintDocument {
  PrintPaper paper{PrintPaper::a4_portrait};
  /// Set first, and the title of the file.
  std::string title{};
  std::string subtitle{};
  std::vector<PrintBlock> blocks{};
  /// Left of the page number on every page; made smaller when too long.
  std::string footer{};
  /// The date in the file, so that the same document gives the same bytes.
  Date created{};
  Fonts fonts{};
  TextSize text_size{TextSize::record};
  /// Above the text of every page; empty: none.
  std::string running_header{};
};

/// The bytes of a PDF with every font embedded. The same document and installed fonts give the same
/// bytes. May be called from any thread. Bytes that are no UTF-8 are shown as U+FFFD. Throws
/// DocumentFailure when cairo cannot.
[[nodiscard]] std::string print_pdf(PrintDocument const& document);

}  // namespace hangji::documents
