#include "documents/print_pages.h"

#include "documents/originals.h"

#include <cairo-pdf.h>
#include <fmt/format.h>

#include <algorithm>

namespace hangji::documents::typeset {

namespace {
constexpr double thin_pt = 0.5;
constexpr TextStyle small{.face = Face::song, .size_pt = 9, .pitch_pt = 12};
constexpr TextStyle page_number{.face = Face::song, .size_pt = 10.5, .pitch_pt = 14};

cairo_status_t append(void* target, unsigned char const* bytes, unsigned int count) {
  try {
    static_cast<std::string*>(target)->append(reinterpret_cast<char const*>(bytes), count);
  } catch (std::bad_alloc const&) { return CAIRO_STATUS_NO_MEMORY; }
  return CAIRO_STATUS_SUCCESS;
}

/// Before 1.17 cairo wrote a date without the D: that PDF asks for. Put in without moving a byte:
/// the minutes of the zone, which are optional, make room.
void mend_date(std::string& pdf, std::string day) {
  std::erase(day, '-');
  auto const written = "/CreationDate (" + day + "000000+08'00)";
  auto const wanted = "/CreationDate (D:" + day + "000000+08')";
  if (auto const at = pdf.rfind(written); at != pdf.npos) {
    pdf.replace(at, written.size(), wanted);
  }
}

void draw_page(cairo_t* cairo, Page const& page) {
  for (auto const& text : page.texts) {
    draw_line(cairo, *text.text, text.line, text.x, text.baseline);
  }
  for (auto const& rule : page.rules) {
    cairo_move_to(cairo, rule.x1, rule.y1);
    cairo_line_to(cairo, rule.x2, rule.y2);
  }
  cairo_stroke(cairo);
  for (auto const& mark : page.codes) {
    auto const module = mark.side / mark.code->size;
    for (auto const& run : qr_runs(*mark.code)) {
      // A hair higher than the row, so that no viewer shows a seam between rows.
      cairo_rectangle(cairo, mark.x + run.column * module, mark.y + run.row * module,
                      run.length * module, module * 1.02);
    }
  }
  cairo_fill(cairo);
}

/// The running header above the text block and the footer 7 mm below it.
class Surround {
public:
  Surround(PrintDocument const& document, TextSetter& setter, PageShape const& shape)
      : m_setter{setter}, m_shape{shape} {
    if (!document.running_header.empty()) {
      m_header = setter.set_shrunk(document.running_header, small, shape.width);
    }
    if (!document.footer.empty()) {
      m_footer = setter.set_shrunk(document.footer, small, shape.width - number_width);
    }
  }
  void draw(cairo_t* cairo, std::size_t number, std::size_t count) const {
    auto const right = m_shape.left + m_shape.width;
    if (m_header) {
      auto const rule_y = m_shape.top - 5 * mm;
      draw_line(cairo, *m_header, 0, m_shape.left, rule_y - 4);
      cairo_move_to(cairo, m_shape.left, rule_y);
      cairo_line_to(cairo, right, rule_y);
      cairo_stroke(cairo);
    }
    auto const baseline = m_shape.top + m_shape.height + 7 * mm + page_number.size_pt;
    if (m_footer) draw_line(cairo, *m_footer, 0, m_shape.left, baseline);
    auto const set = m_setter.set(fmt::format("— 第 {} 页 共 {} 页 —", number, count), page_number);
    auto const align = m_footer ? PrintAlign::right : PrintAlign::centre;
    draw_line(cairo, *set, 0, aligned(align, m_shape.left, m_shape.width, set->width()), baseline);
  }

private:
  static constexpr double number_width = 46 * mm;
  TextSetter& m_setter;
  PageShape const& m_shape;
  SetTextPtr m_header{};
  SetTextPtr m_footer{};
};
}  // namespace

PageShape shape_of(PrintPaper paper) {
  switch (paper) {
    case PrintPaper::a4_portrait: return {210 * mm, 297 * mm, 28 * mm, 37 * mm, 156 * mm, 225 * mm};
    case PrintPaper::a4_landscape:
      return {297 * mm, 210 * mm, 37 * mm, 28 * mm, 225 * mm, 156 * mm};
  }
  return {};
}

Pages::Pages(PageShape const& shape) : m_shape{shape} { begin_page(); }

void Pages::begin_page() {
  m_pages.emplace_back();
  m_y = m_shape.top;
}

void Pages::ensure(double height) {
  // Sums of heights that fill the page exactly may be a hair above it.
  constexpr double hair = 0.01;
  if (height > space() + hair && !is_at_top()) begin_page();
}

void Pages::leave_gap(double height) {
  if (!is_at_top()) m_y += std::min(height, std::max(space(), 0.0));
}

void Pages::put_line(SetTextPtr const& text, std::size_t line, double x, double y) {
  if (text->lines[line].runs.empty()) return;
  m_pages.back().texts.push_back({text, line, x, y + baseline_of(text->style)});
}

std::string Pages::draw(PrintDocument const& document, TextSetter& setter) const {
  auto const day = to_text(document.created);
  auto const midnight = day + "T00:00:00+08:00";
  std::string bytes;
  std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> const surface{
      cairo_pdf_surface_create_for_stream(&append, &bytes, m_shape.page_width, m_shape.page_height),
      &cairo_surface_destroy};
  auto const title = valid_utf8(document.title);
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, midnight.c_str());
  std::unique_ptr<cairo_t, decltype(&cairo_destroy)> const cairo{cairo_create(surface.get()),
                                                                 &cairo_destroy};
  cairo_set_line_width(cairo.get(), thin_pt);
  cairo_set_line_cap(cairo.get(), CAIRO_LINE_CAP_SQUARE);
  Surround const surround{document, setter, m_shape};
  for (std::size_t i = 0; i < m_pages.size(); ++i) {
    draw_page(cairo.get(), m_pages[i]);
    surround.draw(cairo.get(), i + 1, m_pages.size());
    cairo_show_page(cairo.get());
  }
  cairo_surface_finish(surface.get());
  if (auto const status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS) {
    throw DocumentFailure{std::string{"排版失败："} + cairo_status_to_string(status)};
  }
  mend_date(bytes, day);
  return bytes;
}

double aligned(PrintAlign align, double left, double width, double line_width) {
  switch (align) {
    case PrintAlign::left: return left;
    case PrintAlign::centre: return left + (width - line_width) / 2;
    case PrintAlign::right: return left + width - line_width;
  }
  return left;
}

}  // namespace hangji::documents::typeset
