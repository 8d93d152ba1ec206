// Pages being filled from the top: what stands where, kept until the number of pages is known, then
// drawn. Part of the typesetter; it knows no block.
#pragma once

#include "documents/print.h"
#include "documents/print_text.h"

#include <memory>
#include <variant>
#include <vector>

namespace hangji::documents::typeset {

/// 1 mm in points.
inline constexpr double mm = 72 / 25.4;

/// Points from the top left corner of the sheet.
struct PageShape {
  double page_width{0};
  double page_height{0};
  double left{0};
  double top{0};
  double width{0};
  double height{0};
};
/// The text block of GB/T 9704-2012: 156 x 225 mm, 37 mm from the top, 28 mm from the left; turned
/// with the sheet, so that the binding edge is the upper one of a landscape page.
[[nodiscard]] PageShape shape_of(PrintPaper paper);

struct TextMark {
  SetTextPtr text{};
  std::size_t line{0};
  double x{0};
  double baseline{0};
};
struct RuleMark {
  double x1{0};
  double y1{0};
  double x2{0};
  double y2{0};
};
struct QrMark {
  std::shared_ptr<QrCode const> code{};
  double x{0};
  double y{0};
  double side{0};
};

struct Page {
  std::vector<TextMark> texts{};
  std::vector<RuleMark> rules{};
  std::vector<QrMark> codes{};
};

class Pages {
public:
  explicit Pages(PageShape const& shape);

  [[nodiscard]] PageShape const& shape() const { return m_shape; }
  [[nodiscard]] std::size_t count() const { return m_pages.size(); }
  /// Where the next thing goes, from the sheet's top.
  [[nodiscard]] double y() const { return m_y; }
  /// What is left of the text block, points.
  [[nodiscard]] double space() const { return m_shape.top + m_shape.height - m_y; }
  [[nodiscard]] bool is_at_top() const { return m_y <= m_shape.top; }

  void begin_page();
  /// Begins a page when less than `height` is left, unless nothing stands on this one.
  void ensure(double height);
  void move_down(double height) { m_y += height; }
  /// Room above a block; none at the top of a page.
  void leave_gap(double height);

  /// Puts a line so that its strip's top is at `y`; `x` is its left edge.
  void put_line(SetTextPtr const& text, std::size_t line, double x, double y);
  void put_rule(RuleMark const& rule) { m_pages.back().rules.push_back(rule); }
  void put_code(QrMark const& mark) { m_pages.back().codes.push_back(mark); }

  /// Draws all of them. Throws DocumentFailure.
  [[nodiscard]] std::string draw(PrintDocument const& document, TextSetter& setter) const;

private:
  PageShape m_shape;
  std::vector<Page> m_pages{};
  double m_y{0};
};

/// The left edge of a line in a box.
[[nodiscard]] double aligned(PrintAlign align, double left, double width, double line_width);

}  // namespace hangji::documents::typeset
