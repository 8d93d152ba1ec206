#include "documents/qr_code.h"

#include "documents/originals.h"

#include <fmt/format.h>
#include <qrencode.h>

#include <limits>
#include <memory>

namespace hangji::documents {

namespace {
QRecLevel level_of(QrCorrection correction) {
  switch (correction) {
    case QrCorrection::low: return QR_ECLEVEL_L;
    case QrCorrection::medium: return QR_ECLEVEL_M;
    case QrCorrection::quartile: return QR_ECLEVEL_Q;
    case QrCorrection::high: return QR_ECLEVEL_H;
  }
  return QR_ECLEVEL_M;
}

std::string escaped(std::string_view text) {
  std::string result;
  for (auto const c : text) {
    switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      // Control characters are not allowed in XML, not even escaped.
      default: result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return result;
}
}  // namespace

QrCode qr_code(std::string_view content, QrCorrection correction) {
  if (content.empty()) throw DocumentFailure{"二维码没有内容"};
  if (content.size() > std::numeric_limits<std::int16_t>::max()) {
    throw DocumentFailure{"二维码的内容太长"};
  }
  std::unique_ptr<QRcode, decltype(&QRcode_free)> const encoded{
      QRcode_encodeData(static_cast<int>(content.size()),
                        reinterpret_cast<unsigned char const*>(content.data()), 0,
                        level_of(correction)),
      &QRcode_free};
  if (!encoded) throw DocumentFailure{"二维码的内容太长"};
  auto const count = static_cast<std::size_t>(encoded->width) * encoded->width;
  QrCode code{encoded->version, encoded->width, std::vector<bool>(count)};
  for (std::size_t i = 0; i < count; ++i) code.modules[i] = (encoded->data[i] & 1) != 0;
  return code;
}

std::vector<QrRun> qr_runs(QrCode const& code) {
  std::vector<QrRun> runs;
  for (int row = 0; row < code.size; ++row) {
    for (int column = 0; column < code.size; ++column) {
      if (!code.is_dark(column, row)) continue;
      if (column > 0 && code.is_dark(column - 1, row)) {
        ++runs.back().length;
      } else {
        runs.push_back({column, row, 1});
      }
    }
  }
  return runs;
}

std::string qr_svg(QrCode const& code, std::string_view title) {
  auto const side = code.size + 2 * qr_margin;
  std::string path;
  for (auto const& run : qr_runs(code)) {
    path += fmt::format("M{} {}h{}v1h-{}z", run.column + qr_margin, run.row + qr_margin, run.length,
                        run.length);
  }
  return fmt::format(
      R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" role="img")"
      R"( shape-rendering="crispEdges"><title>{1}</title>)"
      R"(<rect width="{0}" height="{0}" fill="#fff"/><path d="{2}" fill="#000"/></svg>)",
      side, escaped(title), path);
}

}  // namespace hangji::documents
