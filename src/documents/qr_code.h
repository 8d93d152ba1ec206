// QR codes: the modules of a text, and their picture as SVG for a page. The typesetter draws the
// same modules on paper. It knows no address and no activity.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hangji::documents {

/// How much of the code may be dirty: about 7, 15, 25, 30 percent.
enum class QrCorrection { low, medium, quartile, high };

/// A square of modules without its margin.
struct QrCode {
  /// 1 to 40.
  int version{0};
  /// Modules on a side: 17 + 4 x version.
  int size{0};
  /// Row by row from the top left; true is dark.
  std::vector<bool> modules{};

  [[nodiscard]] bool is_dark(int column, int row) const {
    return modules[static_cast<std::size_t>(row) * static_cast<std::size_t>(size) +
                   static_cast<std::size_t>(column)];
  }
};

/// Dark modules side by side in one row.
struct QrRun {
  int column{0};
  int row{0};
  int length{0};
};

/// Light modules that must surround a code on each side.
inline constexpr int qr_margin = 4;

/// The smallest code that holds the bytes. Throws DocumentFailure when they are none or too many
/// (about 2300 at `medium`).
[[nodiscard]] QrCode qr_code(std::string_view content,
                             QrCorrection correction = QrCorrection::medium);
/// The dark modules in as few rectangles as one row each allows, from the top left.
[[nodiscard]] std::vector<QrRun> qr_runs(QrCode const& code);
/// A whole SVG element with its margin, without a size of its own: the page decides. `title` is
/// read to those who cannot see it.
[[nodiscard]] std::string qr_svg(QrCode const& code, std::string_view title);

}  // namespace hangji::documents
