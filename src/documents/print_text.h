// Text set into lines: shaped once, kept as glyphs, drawn later as often as wanted. Part of the
// typesetter; it knows no page and no block.
#pragma once

#include "documents/print_fonts.h"

#include <cairo.h>
#include <pango/pango.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace hangji::documents::typeset {

enum class Weight { regular, bold };
enum class Justify { off, on };

struct TextStyle {
  Face face{Face::song};
  double size_pt{12};
  /// From one baseline to the next.
  double pitch_pt{20};
  Weight weight{Weight::regular};
};

struct LineShape {
  /// Points; below 0: lines end only where the text says so.
  double width{-1};
  double first_indent{0};
  Justify justify{Justify::off};
};

struct FreeGlyphs {
  void operator()(PangoGlyphItem* item) const { pango_glyph_item_free(item); }
};
struct GlyphRun {
  std::unique_ptr<PangoGlyphItem, FreeGlyphs> glyphs{};
  /// From the line's left edge, points.
  double x{0};
};
struct SetLine {
  std::vector<GlyphRun> runs{};
  /// Of the glyphs, the indent included, points.
  double width{0};
};
/// A text's lines; at least one, which may be empty.
struct SetText {
  std::string text{};
  TextStyle style{};
  std::vector<SetLine> lines{};

  [[nodiscard]] double height() const { return static_cast<double>(lines.size()) * style.pitch_pt; }
  /// Of the widest line.
  [[nodiscard]] double width() const;
};
using SetTextPtr = std::shared_ptr<SetText const>;

/// Sets texts with the fonts of one document. For one thread.
class TextSetter {
public:
  explicit TextSetter(Fonts const& fonts);

  [[nodiscard]] SetTextPtr set(std::string_view text, TextStyle const& style,
                               LineShape const& shape = {});
  /// One line, whatever the text holds, made smaller until it is at most `width` wide.
  [[nodiscard]] SetTextPtr set_shrunk(std::string_view text, TextStyle style, double width);

private:
  struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
  };
  PangoFontDescription const* description_of(TextStyle const& style);
  struct FreeDescription {
    void operator()(PangoFontDescription* d) const { pango_font_description_free(d); }
  };

  std::array<FaceFamilies, 5> m_families{};
  std::unique_ptr<PangoContext, Unref> m_context{};
  std::unique_ptr<PangoLayout, Unref> m_layout{};
  std::unique_ptr<PangoFontDescription, FreeDescription> m_description{};
};

/// Bytes that are no UTF-8, and NUL, become U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view text);
/// Draws a line with its baseline at `y`, its left edge at `x`.
void draw_line(cairo_t* cairo, SetText const& text, std::size_t line, double x, double y);
/// From the top of a line's strip to its baseline: the square of the character stands in the
/// middle.
[[nodiscard]] double baseline_of(TextStyle const& style);

}  // namespace hangji::documents::typeset
