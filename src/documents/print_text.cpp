#include "documents/print_text.h"

#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>

namespace hangji::documents::typeset {

namespace {
/// One font map a thread: loading the Chinese fonts takes a third of a second. At 72 dots an inch a
/// point is a point.
PangoFontMap* font_map() {
  struct Unref {
    void operator()(PangoFontMap* map) const { g_object_unref(map); }
  };
  thread_local std::unique_ptr<PangoFontMap, Unref> const map{[] {
    auto* const made = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(made), 72);
    return made;
  }()};
  return map.get();
}

double points(int units) { return static_cast<double>(units) / PANGO_SCALE; }

/// The runs are copied: the layout is used again for the next text.
SetLine line_of(PangoLayoutIter* iter) {
  SetLine line;
  PangoRectangle extents;
  pango_layout_iter_get_line_extents(iter, nullptr, &extents);
  line.width = points(extents.x + extents.width);
  auto x = extents.x;
  auto const* const set = pango_layout_iter_get_line_readonly(iter);
  for (auto const* at = set->runs; at != nullptr; at = at->next) {
    auto* const run = static_cast<PangoGlyphItem*>(at->data);
    line.runs.push_back(
        {std::unique_ptr<PangoGlyphItem, FreeGlyphs>{pango_glyph_item_copy(run)}, points(x)});
    x += pango_glyph_string_get_width(run->glyphs);
  }
  return line;
}
}  // namespace

std::string valid_utf8(std::string_view text) {
  std::unique_ptr<char, decltype(&g_free)> const valid{
      g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())), &g_free};
  return valid.get();
}

double SetText::width() const {
  double widest = 0;
  for (auto const& line : lines) widest = std::max(widest, line.width);
  return widest;
}

TextSetter::TextSetter(Fonts const& fonts) {
  for (auto const face : {Face::song, Face::hei, Face::kai, Face::fangsong, Face::title}) {
    m_families.at(static_cast<std::size_t>(face)) = families_of(fonts, face);
  }
  m_context.reset(pango_font_map_create_context(font_map()));
  pango_context_set_language(m_context.get(), pango_language_from_string("zh-CN"));
  // Widths that do not depend on the dots of a screen.
  pango_context_set_round_glyph_positions(m_context.get(), FALSE);
  std::unique_ptr<cairo_font_options_t, decltype(&cairo_font_options_destroy)> const options{
      cairo_font_options_create(), &cairo_font_options_destroy};
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(m_context.get(), options.get());
  m_layout.reset(pango_layout_new(m_context.get()));
  pango_layout_set_wrap(m_layout.get(), PANGO_WRAP_WORD_CHAR);
  m_description.reset(pango_font_description_new());
}

PangoFontDescription const* TextSetter::description_of(TextStyle const& style) {
  auto const& face = m_families.at(static_cast<std::size_t>(style.face));
  auto const is_bold = style.weight == Weight::bold && face.has_bold;
  auto* const description = m_description.get();
  pango_font_description_set_family_static(description, face.families.c_str());
  pango_font_description_set_weight(description, is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size(description, style.size_pt * PANGO_SCALE);
  return description;
}

SetTextPtr TextSetter::set(std::string_view text, TextStyle const& style, LineShape const& shape) {
  auto result = std::make_shared<SetText>();
  result->text = valid_utf8(text);
  result->style = style;
  auto* const layout = m_layout.get();
  auto const width = shape.width < 0 ? -1 : static_cast<int>(std::floor(shape.width * PANGO_SCALE));
  pango_layout_set_font_description(layout, description_of(style));
  pango_layout_set_width(layout, width);
  pango_layout_set_indent(layout, static_cast<int>(shape.first_indent * PANGO_SCALE));
  pango_layout_set_justify(layout, shape.justify == Justify::on ? TRUE : FALSE);
  pango_layout_set_text(layout, result->text.data(), static_cast<int>(result->text.size()));
  std::unique_ptr<PangoLayoutIter, decltype(&pango_layout_iter_free)> const iter{
      pango_layout_get_iter(layout), &pango_layout_iter_free};
  do result->lines.push_back(line_of(iter.get()));
  while (pango_layout_iter_next_line(iter.get()) != FALSE);
  return result;
}

SetTextPtr TextSetter::set_shrunk(std::string_view text, TextStyle style, double width) {
  std::string one_line{text};
  std::ranges::replace_if(one_line, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  auto result = set(one_line, style);
  // Widths grow with the size but for rounding: the second turn is for that.
  for (int turn = 0; turn < 3 && result->width() > width && width > 0; ++turn) {
    style.size_pt *= width / result->width() * 0.999;
    result = set(one_line, style);
  }
  return result;
}

void draw_line(cairo_t* cairo, SetText const& text, std::size_t line, double x, double y) {
  for (auto const& run : text.lines[line].runs) {
    cairo_move_to(cairo, x + run.x, y);
    pango_cairo_show_glyph_item(cairo, text.text.c_str(), run.glyphs.get());
  }
}

double baseline_of(TextStyle const& style) {
  // The square reaches 0.88 above the baseline in nearly every Chinese font.
  return (style.pitch_pt - style.size_pt) / 2 + 0.88 * style.size_pt;
}

}  // namespace hangji::documents::typeset
