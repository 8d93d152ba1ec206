#include "documents/print_rows.h"

#include <algorithm>
#include <cmath>

namespace hangji::documents::typeset {

namespace {
/// Lines of a row's cells, from `first` on, at most `count` of each.
struct Slice {
  std::size_t first{0};
  std::size_t count{0};
};

std::size_t lines_in(Cell const& cell, Slice const& slice) {
  auto const lines = cell.text->lines.size();
  return lines <= slice.first ? 0 : std::min(lines - slice.first, slice.count);
}

double text_height(Row const& row, Slice const& slice) {
  double highest = 0;
  for (auto const& cell : row) {
    highest =
        std::max(highest, static_cast<double>(lines_in(cell, slice)) * cell.text->style.pitch_pt);
  }
  return highest;
}

std::size_t most_lines(Row const& row) {
  std::size_t most = 0;
  for (auto const& cell : row) most = std::max(most, cell.text->lines.size());
  return most;
}

double highest_pitch(Row const& row) {
  double highest = 1;
  for (auto const& cell : row) highest = std::max(highest, cell.text->style.pitch_pt);
  return highest;
}

/// A cell that is not broken stands in the middle of its row's height.
void put_cell(Pages& pages, Cell const& cell, double left, double text_space, Slice const& slice) {
  auto const count = lines_in(cell, slice);
  auto const pitch = cell.text->style.pitch_pt;
  auto y = pages.y() + cell_above;
  if (count == cell.text->lines.size()) y += (text_space - static_cast<double>(count) * pitch) / 2;
  for (auto line = slice.first; line < slice.first + count; ++line, y += pitch) {
    auto const x = aligned(cell.align, left + cell_side, cell.width - 2 * cell_side,
                           cell.text->lines[line].width);
    pages.put_line(cell.text, line, x, y);
  }
}

void put_slice(Pages& pages, Row const& row, Slice const& slice) {
  auto const text_space = text_height(row, slice);
  auto const top = pages.y();
  auto const bottom = top + text_space + 2 * cell_above;
  auto x = pages.shape().left;
  pages.put_rule({x, top, x, bottom});
  for (auto const& cell : row) {
    put_cell(pages, cell, x, text_space, slice);
    x += cell.width;
    pages.put_rule({x, top, x, bottom});
  }
  pages.put_rule({pages.shape().left, top, x, top});
  pages.put_rule({pages.shape().left, bottom, x, bottom});
  pages.move_down(bottom - top);
}

void begin_page(Pages& pages, Row const* head) {
  pages.begin_page();
  if (head != nullptr) put_slice(pages, *head, {0, most_lines(*head)});
}

/// A row that no page can hold.
void put_broken(Pages& pages, Row const& row, Row const* head) {
  auto const pitch = highest_pitch(row);
  auto const all = most_lines(row);
  constexpr std::size_t worth_beginning = 3;
  for (std::size_t first = 0; first < all;) {
    auto const room = std::floor((pages.space() - 2 * cell_above) / pitch);
    auto count = room < 1 ? 0 : static_cast<std::size_t>(room);
    auto const is_fresh = pages.space() >= pages.shape().height - (head ? height_of(*head) : 0) - 1;
    if (count < worth_beginning && count < all - first && !is_fresh) {
      begin_page(pages, head);
      continue;
    }
    // A head that leaves no room must not keep the row from going on.
    count = std::max<std::size_t>(count, 1);
    put_slice(pages, row, {first, count});
    first += count;
    if (first < all) begin_page(pages, head);
  }
}

double line_pitch(double size_pt) { return size_pt * 1.5; }
}  // namespace

double height_of(Row const& row) { return text_height(row, {0, most_lines(row)}) + 2 * cell_above; }

void put_row(Pages& pages, Row const& row, Row const* head) {
  auto const height = height_of(row);
  constexpr double hair = 0.01;
  if (height > pages.space() + hair) {
    auto const fresh = pages.shape().height - (head != nullptr ? height_of(*head) : 0);
    if (height > fresh) return put_broken(pages, row, head);
    begin_page(pages, head);
  }
  put_slice(pages, row, {0, most_lines(row)});
}

namespace {
/// As wide as the widest label, from 4 to 7 characters: a longer label takes two lines.
double label_width(TextSetter& setter, PrintCard const& card, TextStyle const& style) {
  auto widest = 4 * style.size_pt;
  for (auto const& entry : card.pairs) {
    widest = std::max(widest, setter.set(entry.label, style)->width());
  }
  return std::min(widest, 7 * style.size_pt) + 2 * cell_side + 1;
}

/// Entries row by row; the last of each row is widened until the row is full.
std::vector<std::vector<PrintPair>> card_rows(PrintCard const& card) {
  auto const columns = std::max(card.columns, 1);
  std::vector<std::vector<PrintPair>> rows;
  int used = columns;
  for (auto entry : card.pairs) {
    entry.span = std::clamp(entry.span, 1, columns);
    if (used + entry.span > columns) {
      if (!rows.empty()) rows.back().back().span += columns - used;
      rows.emplace_back();
      used = 0;
    }
    used += entry.span;
    rows.back().push_back(std::move(entry));
  }
  if (!rows.empty()) rows.back().back().span += columns - used;
  return rows;
}
}  // namespace

void put_card(Pages& pages, TextSetter& setter, PrintCard const& card, double size_pt) {
  TextStyle const label_style{
      .face = Face::hei, .size_pt = size_pt, .pitch_pt = line_pitch(size_pt)};
  TextStyle const value_style{
      .face = Face::song, .size_pt = size_pt, .pitch_pt = line_pitch(size_pt)};
  auto const label = label_width(setter, card, label_style);
  auto const pair = pages.shape().width / std::max(card.columns, 1);
  for (auto const& entries : card_rows(card)) {
    Row row;
    for (auto const& entry : entries) {
      auto const value = entry.span * pair - label;
      row.push_back({setter.set(entry.label, label_style, {.width = label - 2 * cell_side}), label,
                     PrintAlign::centre});
      row.push_back({setter.set(entry.value, value_style, {.width = value - 2 * cell_side}), value,
                     PrintAlign::left});
    }
    put_row(pages, row, nullptr);
  }
}

namespace {
class TableSetter {
public:
  TableSetter(TextSetter& setter, PrintTable const& table, double width)
      : m_setter{setter}, m_table{table} {
    int sum = 0;
    for (auto const& column : table.columns) sum += std::max(column.weight, 1);
    for (auto const& column : table.columns)
      m_widths.push_back(width * std::max(column.weight, 1) / sum);
  }
  [[nodiscard]] Row head() const {
    Row row;
    for (std::size_t i = 0; i < m_widths.size(); ++i) {
      row.push_back({m_setter.set(m_table.columns[i].title, style(Face::hei),
                                  {.width = m_widths[i] - 2 * cell_side}),
                     m_widths[i], PrintAlign::centre});
    }
    return row;
  }
  [[nodiscard]] Row row(std::vector<std::string> const& texts, Face face) const {
    Row row;
    for (std::size_t i = 0; i < m_widths.size(); ++i) {
      auto const& text = i < texts.size() ? texts[i] : m_nothing;
      row.push_back({set(text, m_table.columns[i].fit, face, m_widths[i] - 2 * cell_side),
                     m_widths[i], m_table.columns[i].align});
    }
    return row;
  }
  [[nodiscard]] Row wide(std::string const& text, double width) const {
    return {{m_setter.set(text, style(Face::song), {.width = width - 2 * cell_side}), width,
             PrintAlign::centre}};
  }

private:
  [[nodiscard]] TextStyle style(Face face) const {
    return {.face = face, .size_pt = m_table.text_pt, .pitch_pt = line_pitch(m_table.text_pt)};
  }
  [[nodiscard]] SetTextPtr set(std::string const& text, CellFit fit, Face face,
                               double width) const {
    if (fit == CellFit::shrink) return m_setter.set_shrunk(text, style(face), width);
    return m_setter.set(text, style(face), {.width = width});
  }
  TextSetter& m_setter;
  PrintTable const& m_table;
  std::vector<double> m_widths{};
  std::string m_nothing{};
};
}  // namespace

void put_table(Pages& pages, TextSetter& setter, PrintTable const& table) {
  if (table.columns.empty()) return;
  TableSetter const cells{setter, table, pages.shape().width};
  auto const head = cells.head();
  auto const first = table.rows.empty() ? cells.wide(table.when_empty, pages.shape().width)
                                        : cells.row(table.rows.front(), Face::song);
  // The head never stands alone at the foot of a page.
  auto const both = height_of(head) + height_of(first);
  pages.ensure(both <= pages.shape().height ? both : pages.shape().height / 2);
  put_row(pages, head, nullptr);
  put_row(pages, first, &head);
  for (std::size_t i = 1; i < table.rows.size(); ++i) {
    put_row(pages, cells.row(table.rows[i], Face::song), &head);
  }
  if (!table.total.empty()) put_row(pages, cells.row(table.total, Face::hei), &head);
}

}  // namespace hangji::documents::typeset
