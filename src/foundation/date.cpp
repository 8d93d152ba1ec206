#include "foundation/date.h"

#include <algorithm>
#include <array>

namespace hangji {

namespace {
constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t shanghai_offset_ms = 8 * 3'600'000;
constexpr int last_year = 9999;

struct YearMonthDay {
  int year;
  int month;
  int day;
};

constexpr std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

constexpr bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

constexpr int days_in_month(int year, int month) {
  constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

// Both conversions count in eras of 400 years that begin on 1 March, so that the leap day is the
// last of its year (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
constexpr std::int32_t days_from_civil(int year, int month, int day) {
  int const shifted_year = month <= 2 ? year - 1 : year;
  int const era = (shifted_year >= 0 ? shifted_year : shifted_year - 399) / 400;
  int const year_of_era = shifted_year - era * 400;
  int const day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  int const day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

constexpr YearMonthDay civil_from_days(std::int32_t days) {
  std::int32_t const shifted = days + 719'468;
  std::int32_t const era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
  int const day_of_era = shifted - era * 146'097;
  int const year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  int const day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int const shifted_month = (5 * day_of_year + 2) / 153;
  int const month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month,
          day_of_year - (153 * shifted_month + 2) / 5 + 1};
}

// ---- printing ----

void append_number(std::string& out, std::int64_t value, int width) {
  char digits[20];
  for (int i = width; i-- > 0; value /= 10) digits[i] = static_cast<char>('0' + value % 10);
  out.append(digits, static_cast<std::size_t>(width));
}

/// Four digits. Years that four digits cannot hold come only from adding to the last ones.
void append_year(std::string& out, int year) {
  if (year >= 0 && year <= last_year) return append_number(out, year, 4);
  out += std::to_string(year);
}

void append_date(std::string& out, YearMonthDay const& date) {
  append_year(out, date.year);
  out += '-';
  append_number(out, date.month, 2);
  out += '-';
  append_number(out, date.day, 2);
}

void append_time(std::string& out, std::int64_t seconds_of_day) {
  append_number(out, seconds_of_day / 3'600, 2);
  out += ':';
  append_number(out, seconds_of_day / 60 % 60, 2);
  out += ':';
  append_number(out, seconds_of_day % 60, 2);
}

// ---- reading ----

/// The number that exactly the `width` digits at `at` make; -1 when one is no digit.
int number_at(std::string_view text, std::size_t at, std::size_t width) {
  int value = 0;
  for (std::size_t i = at; i < at + width; ++i) {
    auto const digit = static_cast<unsigned>(text[i] - '0');
    if (digit > 9) return -1;
    value = value * 10 + static_cast<int>(digit);
  }
  return value;
}

}  // namespace

std::optional<Date> Date::from_ymd(int year, int month, int day) {
  if (year < 1 || year > last_year || month < 1 || month > 12) return std::nullopt;
  if (day < 1 || day > days_in_month(year, month)) return std::nullopt;
  return Date{days_from_civil(year, month, day)};
}

int Date::year() const { return civil_from_days(days).year; }
int Date::month() const { return civil_from_days(days).month; }
int Date::day() const { return civil_from_days(days).day; }

int Date::weekday() const {
  constexpr int first_was_thursday = 3;
  return static_cast<int>((days % 7 + 7 + first_was_thursday) % 7) + 1;
}

Date Date::plus_months(int n) const {
  auto const date = civil_from_days(days);
  auto const index = date.year * 12 + date.month - 1 + n;
  auto const year = static_cast<int>(floor_divide(index, 12));
  int const month = index - year * 12 + 1;
  return {days_from_civil(year, month, std::min(date.day, days_in_month(year, month)))};
}

Month Month::of(Date day) {
  auto const date = civil_from_days(day.days);
  return {date.year * 12 + date.month - 1};
}

std::optional<Month> Month::from_ym(int year, int month) {
  if (year < 1 || year > last_year || month < 1 || month > 12) return std::nullopt;
  return Month{year * 12 + month - 1};
}

Date Month::first_day() const { return {days_from_civil(year(), month(), 1)}; }

Date Month::last_day() const {
  return {days_from_civil(year(), month(), days_in_month(year(), month()))};
}

bool Period::overlaps(Period const& other) const {
  bool const this_begins_in_time = !other.until || from < *other.until;
  bool const other_begins_in_time = !until || other.from < *until;
  bool const is_empty = until && *until <= from;
  bool const other_is_empty = other.until && *other.until <= other.from;
  return this_begins_in_time && other_begins_in_time && !is_empty && !other_is_empty;
}

Period period_of(Month month) { return {month.first_day(), month.plus(1).first_day()}; }

Date Instant::day() const {
  return {static_cast<std::int32_t>(floor_divide(milliseconds + shanghai_offset_ms, day_ms))};
}

int whole_years(Date from, Date day) {
  auto const start = civil_from_days(from.days);
  auto const end = civil_from_days(day.days);
  bool const before_birthday =
      end.month < start.month || (end.month == start.month && end.day < start.day);
  return end.year - start.year - (before_birthday ? 1 : 0);
}

std::string to_text(Date day) {
  std::string text;
  append_date(text, civil_from_days(day.days));
  return text;
}

std::string to_text(Month month) {
  std::string text;
  append_year(text, month.year());
  text += '-';
  append_number(text, month.month(), 2);
  return text;
}

std::string to_text(Instant at) {
  auto const day = floor_divide(at.milliseconds, day_ms);
  auto const millisecond_of_day = at.milliseconds - day * day_ms;
  std::string text;
  text.reserve(24);
  append_date(text, civil_from_days(static_cast<std::int32_t>(day)));
  text += 'T';
  append_time(text, millisecond_of_day / 1'000);
  text += '.';
  append_number(text, millisecond_of_day % 1'000, 3);
  text += 'Z';
  return text;
}

std::string to_chinese(Date day) {
  auto const date = civil_from_days(day.days);
  return std::to_string(date.year) + "年" + std::to_string(date.month) + "月" +
         std::to_string(date.day) + "日";
}

std::string to_chinese(Month month) {
  return std::to_string(month.year()) + "年" + std::to_string(month.month()) + "月";
}

std::string to_local_text(Instant at) {
  auto const local = at.milliseconds + shanghai_offset_ms;
  auto const day = floor_divide(local, day_ms);
  std::string text;
  text.reserve(19);
  append_date(text, civil_from_days(static_cast<std::int32_t>(day)));
  text += ' ';
  append_time(text, (local - day * day_ms) / 1'000);
  return text;
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  return Date::from_ymd(number_at(text, 0, 4), number_at(text, 5, 2), number_at(text, 8, 2));
}

std::optional<Month> parse_month(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  return Month::from_ym(number_at(text, 0, 4), number_at(text, 5, 2));
}

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() != 24 || text[10] != 'T' || text[13] != ':' || text[16] != ':') {
    return std::nullopt;
  }
  if (text[19] != '.' || text[23] != 'Z') return std::nullopt;
  auto const day = parse_date(text.substr(0, 10));
  int const hour = number_at(text, 11, 2);
  int const minute = number_at(text, 14, 2);
  int const second = number_at(text, 17, 2);
  int const millisecond = number_at(text, 20, 3);
  if (!day || hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
  if (second < 0 || second > 59 || millisecond < 0) return std::nullopt;
  auto const seconds = hour * 3'600 + minute * 60 + second;
  return Instant{day->days * day_ms + seconds * std::int64_t{1'000} + millisecond};
}

}  // namespace hangji
