#include "documents/print.h"

#include "documents/print_pages.h"
#include "documents/print_rows.h"

#include <algorithm>

namespace hangji::documents {

namespace typeset {

namespace {
/// Sizes in points; 28 characters of 三号 make a line of 156 mm, 22 lines a page of 225 mm.
struct Sizes {
  double body;
  double pitch;
  double title;
  double card;
};

Sizes sizes_of(TextSize size) {
  switch (size) {
    case TextSize::official: return {15.75, 28.9, 22, 14};
    case TextSize::record: return {12, 21, 18, 12};
  }
  return {};
}

/// How many of a paragraph's lines go onto the page where `fitting` fit: never its first or its
/// last line alone on a page.
std::size_t lines_here(std::size_t left, std::size_t fitting, bool is_begin) {
  if (left <= fitting) return left;
  auto here = left - fitting == 1 ? fitting - std::min<std::size_t>(fitting, 1) : fitting;
  if (is_begin && here < 2) here = 0;
  return here;
}

/// One turn for each block; the order of the blocks is the order on paper.
class BlockSetter {
public:
  BlockSetter(Pages& pages, TextSetter& setter, PrintDocument const& document)
      : m_pages{pages},
        m_setter{setter},
        m_sizes{sizes_of(document.text_size)},
        m_body_face{document.text_size == TextSize::official ? Face::fangsong : Face::song} {}

  void operator()(PrintTitle const& block) const {
    if (block.title.empty()) return;
    TextStyle const title{.face = Face::title,
                          .size_pt = m_sizes.title,
                          .pitch_pt = m_sizes.title * 1.5,
                          .weight = Weight::bold};
    TextStyle const subtitle{.face = Face::kai, .size_pt = m_sizes.body, .pitch_pt = m_sizes.pitch};
    m_pages.leave_gap(m_sizes.pitch);
    put_lines(set_evenly(block.title, title), PrintAlign::centre);
    if (!block.subtitle.empty()) put_lines(set(block.subtitle, subtitle), PrintAlign::centre);
    m_pages.move_down(m_sizes.pitch / 2);
  }

  void operator()(PrintHeading const& block) const {
    TextStyle style{.face = m_body_face, .size_pt = m_sizes.body, .pitch_pt = m_sizes.pitch};
    if (block.level <= 1) style.face = Face::hei;
    if (block.level == 2) style.face = Face::kai;
    if (block.level == 3) style.weight = Weight::bold;
    auto const text =
        m_setter.set(block.text, style, {.width = width(), .first_indent = 2 * m_sizes.body});
    m_pages.leave_gap(block.level <= 1 ? m_sizes.pitch / 4 : 0);
    // With two lines of what follows.
    m_pages.ensure(text->height() + 2 * m_sizes.pitch);
    put_lines(text, PrintAlign::left);
  }

  void operator()(PrintParagraph const& block) const {
    TextStyle const style{.face = m_body_face, .size_pt = m_sizes.body, .pitch_pt = m_sizes.pitch};
    auto const two = 2 * m_sizes.body;
    switch (block.kind) {
      case ParagraphKind::body:
        return put_lines(
            m_setter.set(block.text, style,
                         {.width = width(), .first_indent = two, .justify = Justify::on}),
            PrintAlign::left);
      case ParagraphKind::plain:
        return put_lines(
            m_setter.set(block.text, style, {.width = width(), .justify = Justify::on}),
            PrintAlign::left);
      case ParagraphKind::centred: return put_lines(set(block.text, style), PrintAlign::centre);
    }
  }

  void operator()(PrintSignature const& block) const {
    TextStyle const style{.face = m_body_face, .size_pt = m_sizes.body, .pitch_pt = m_sizes.pitch};
    auto const two = 2 * m_sizes.body;
    m_pages.leave_gap(m_sizes.pitch);
    // Who signs and the day stay on one page.
    m_pages.ensure(static_cast<double>(block.lines.size()) * m_sizes.pitch);
    for (auto const& line : block.lines) {
      put_lines(m_setter.set(line, style, {.width = width() - two}), PrintAlign::right, two);
    }
  }

  void operator()(PrintNote const& block) const {
    TextStyle const style{.face = Face::song, .size_pt = 9, .pitch_pt = 14};
    m_pages.leave_gap(3);
    put_lines(set(block.text, style), PrintAlign::left);
  }

  void operator()(PrintCard const& block) const {
    m_pages.leave_gap(m_sizes.pitch / 4);
    put_card(m_pages, m_setter, block, std::min(m_sizes.card, 12.0));
    m_pages.leave_gap(m_sizes.pitch / 4);
  }

  void operator()(PrintTable const& block) const {
    m_pages.leave_gap(m_sizes.pitch / 4);
    put_table(m_pages, m_setter, block);
    m_pages.leave_gap(m_sizes.pitch / 4);
  }

  void operator()(PrintSigning const& block) const {
    constexpr std::size_t in_a_row = 3;
    auto const& entries = block.entries;
    auto const slot = width() / static_cast<double>(std::min(entries.size(), in_a_row));
    for (std::size_t i = 0; i < entries.size(); i += in_a_row) {
      m_pages.leave_gap(m_sizes.pitch / 2);
      m_pages.ensure(m_sizes.pitch);
      for (auto j = i; j < std::min(i + in_a_row, entries.size()); ++j) {
        put_signature(entries[j], left() + static_cast<double>(j - i) * slot, slot);
      }
      m_pages.move_down(m_sizes.pitch);
    }
  }

  void operator()(PrintPageBreak const&) const {
    if (!m_pages.is_at_top()) m_pages.begin_page();
  }

  void operator()(PrintQr const& block) const {
    auto const module = block.side_mm * mm / (block.code.size + 2 * qr_margin);
    auto const side = module * block.code.size;
    auto const margin = module * qr_margin;
    TextStyle const style{.face = Face::song, .size_pt = 9, .pitch_pt = 14};
    auto const caption = set(block.caption, style);
    m_pages.ensure(side + 2 * margin + caption->height());
    auto const x = aligned(block.align, left(), width(), side);
    m_pages.put_code({std::make_shared<QrCode>(block.code), x, m_pages.y() + margin, side});
    m_pages.move_down(side + 2 * margin);
    if (!block.caption.empty()) put_lines(caption, block.align);
  }

private:
  [[nodiscard]] double left() const { return m_pages.shape().left; }
  [[nodiscard]] double width() const { return m_pages.shape().width; }
  [[nodiscard]] SetTextPtr set(std::string_view text, TextStyle const& style) const {
    return m_setter.set(text, style, {.width = width()});
  }

  /// Lines of about the same width: no two characters left over on the last.
  [[nodiscard]] SetTextPtr set_evenly(std::string_view text, TextStyle const& style) const {
    auto greedy = set(text, style);
    auto const count = static_cast<double>(greedy->lines.size());
    auto const narrow = m_setter.set(text, style)->width() / count + style.size_pt;
    if (greedy->lines.size() == 1 || narrow >= width()) return greedy;
    auto even = m_setter.set(text, style, {.width = narrow});
    return even->lines.size() == greedy->lines.size() ? even : greedy;
  }

  void put_lines(SetTextPtr const& text, PrintAlign align, double right_indent = 0) const {
    auto const pitch = text->style.pitch_pt;
    auto const all = text->lines.size();
    for (std::size_t line = 0; line < all;) {
      constexpr double hair = 0.01;
      auto const room = std::max((m_pages.space() + hair) / pitch, 0.0);
      auto here = lines_here(all - line, static_cast<std::size_t>(room), line == 0);
      if (here == 0 && !m_pages.is_at_top()) {
        m_pages.begin_page();
        continue;
      }
      for (here = std::max<std::size_t>(here, 1); here > 0; --here, ++line) {
        auto const x = aligned(align, left(), width() - right_indent, text->lines[line].width);
        m_pages.put_line(text, line, x, m_pages.y());
        m_pages.move_down(pitch);
      }
    }
  }

  void put_signature(PrintSigner const& entry, double x, double slot) const {
    TextStyle const style{.face = m_body_face, .size_pt = m_sizes.body, .pitch_pt = m_sizes.pitch};
    auto const label = m_setter.set(entry.label, style);
    auto const rule = x + label->width() + 2;
    auto const end = x + slot - m_sizes.body;
    m_pages.put_line(label, 0, x, m_pages.y());
    m_pages.put_line(m_setter.set_shrunk(entry.value, style, end - rule), 0, rule, m_pages.y());
    auto const y = m_pages.y() + baseline_of(style) + 3;
    m_pages.put_rule({rule, y, end, y});
  }

  Pages& m_pages;
  TextSetter& m_setter;
  Sizes m_sizes;
  Face m_body_face;
};
}  // namespace
}  // namespace typeset

std::string print_pdf(PrintDocument const& document) {
  typeset::TextSetter setter{document.fonts};
  typeset::Pages pages{typeset::shape_of(document.paper)};
  typeset::BlockSetter const place{pages, setter, document};
  place(PrintTitle{document.title, document.subtitle});
  for (auto const& block : document.blocks) std::visit(place, block);
  return pages.draw(document, setter);
}

}  // namespace hangji::documents
