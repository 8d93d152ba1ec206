#include "documents/qr_code.h"

#include "documents/originals.h"

#include <expat.h>
#include <gtest/gtest.h>

#include <memory>

namespace hangji::documents {

namespace {
bool is_well_formed(std::string const& xml) {
  std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> const parser{
      XML_ParserCreate("UTF-8"), &XML_ParserFree};
  return XML_Parse(parser.get(), xml.data(), static_cast<int>(xml.size()), 1) == XML_STATUS_OK;
}

/// The 7 x 7 eye whose top left module is given: dark ring, light ring, dark 3 x 3.
bool has_eye(QrCode const& code, int left, int top) {
  for (int y = 0; y < 7; ++y) {
    for (int x = 0; x < 7; ++x) {
      auto const ring = std::min(std::min(x, 6 - x), std::min(y, 6 - y));
      if (code.is_dark(left + x, top + y) != (ring != 1)) return false;
    }
  }
  return true;
}
}  // namespace

// ISO/IEC 18004, table 7: bytes that fit at each version and correction.
TEST(QrCode, the_smallest_version_that_holds_the_bytes_is_taken) {
  struct Case {
    std::size_t bytes;
    QrCorrection correction;
    int version;
  };
  for (auto const& [bytes, correction, version] :
       {Case{17, QrCorrection::low, 1}, Case{18, QrCorrection::low, 2},
        Case{14, QrCorrection::medium, 1}, Case{15, QrCorrection::medium, 2},
        Case{11, QrCorrection::quartile, 1}, Case{12, QrCorrection::quartile, 2},
        Case{7, QrCorrection::high, 1}, Case{8, QrCorrection::high, 2},
        Case{2331, QrCorrection::medium, 40}}) {
    auto const code = qr_code(std::string(bytes, 'a'), correction);
    EXPECT_EQ(code.version, version) << bytes;
    EXPECT_EQ(code.size, 17 + 4 * version) << bytes;
    EXPECT_EQ(code.modules.size(), static_cast<std::size_t>(code.size) * code.size);
  }
}

TEST(QrCode, a_code_has_its_three_eyes_and_none_at_the_bottom_right) {
  auto const code = qr_code("https://hangji.example/签到/1234567890");
  EXPECT_TRUE(has_eye(code, 0, 0));
  EXPECT_TRUE(has_eye(code, code.size - 7, 0));
  EXPECT_TRUE(has_eye(code, 0, code.size - 7));
  EXPECT_FALSE(has_eye(code, code.size - 7, code.size - 7));
}

TEST(QrCode, nothing_and_too_much_are_failures) {
  EXPECT_THROW(static_cast<void>(qr_code("")), DocumentFailure);
  EXPECT_THROW(static_cast<void>(qr_code(std::string(2332, 'a'))), DocumentFailure);
  EXPECT_THROW(static_cast<void>(qr_code(std::string(100'000, 'a'))), DocumentFailure);
}

TEST(QrCode, runs_cover_every_dark_module_once) {
  auto const code = qr_code("支部主题党日");
  std::vector<bool> covered(code.modules.size());
  for (auto const& run : qr_runs(code)) {
    for (int i = 0; i < run.length; ++i) {
      auto const at = static_cast<std::size_t>(run.row * code.size + run.column + i);
      EXPECT_FALSE(covered[at]);
      covered[at] = true;
    }
  }
  EXPECT_EQ(covered, code.modules);
}

TEST(QrCode, the_picture_is_well_formed_and_has_its_margin) {
  auto const code = qr_code("12345");
  auto const svg = qr_svg(code, "签到 <\"甲\" & '乙'>\n");
  EXPECT_TRUE(is_well_formed(svg)) << svg;
  // Version 1: 21 modules and 4 on each side.
  EXPECT_NE(svg.find(R"(viewBox="0 0 29 29")"), std::string::npos);
  // The upper edge of the first eye.
  EXPECT_NE(svg.find("M4 4h7v1h-7z"), std::string::npos);
  EXPECT_EQ(svg.find("script"), std::string::npos);
}

}  // namespace hangji::documents
