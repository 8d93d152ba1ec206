// What a cell's number format says about its number: is it a day, a time, padded digits. Numbers in
// their literal form stay text: an identity number must not pass through a double.
#pragma once

#include "foundation/date.h"

#include <optional>
#include <string>
#include <string_view>

namespace hangji::documents {

enum class Shown { number, date, time, percent };

struct NumberFormat {
  Shown shown{Shown::number};
  /// Digits that a format of zeros alone (000000) pads to; 0: it does not.
  int padding{0};
};

/// Of a format without a code of its own: 14-22, 27-36, 45-47 and 50-58 are days and times.
[[nodiscard]] NumberFormat built_in_format(int id);
/// Of a code as written in styles: yyyy"年"m"月", [$-804]e/m/d, 0.00E+00, 000000.
[[nodiscard]] NumberFormat format_of_code(std::string_view code);

/// The day systems of Excel: in `year_1900` the day 60 is 1900-02-29, which never was.
enum class DateSystem { year_1900, year_1904 };

struct SerialDay {
  Date day{};
  int seconds{0};
};
/// None when the number is no day between 1900 and 9999.
[[nodiscard]] std::optional<SerialDay> day_of_serial(double serial, DateSystem system);
/// 08:30:00
[[nodiscard]] std::string clock_text(int seconds);

/// As the format "General" shows a stored number: 0.1 for 0.10000000000000001, digits for an
/// exponent.
[[nodiscard]] std::string general_text(std::string_view literal);
/// Digits before the point, the exponent spent: 18 for 5.00101E+17; 0 when it is no number.
[[nodiscard]] int whole_digits(std::string_view literal);

}  // namespace hangji::documents
