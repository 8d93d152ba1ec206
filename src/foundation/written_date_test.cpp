#include "foundation/written_date.h"

#include <gtest/gtest.h>

#include <string>

namespace hangji {

namespace {
std::string written(std::string_view text) {
  auto const found = read_written_date(text);
  if (!found) return found.error() == WrittenDateFault::two_digit_year ? "two digits" : "none";
  return found->is_month ? to_text(Month::of(found->day)) : to_text(found->day);
}

TEST(WrittenDate, each_form_of_a_day_is_read) {
  for (char const* text : {"2001-07-01",
                           "2001-7-1",
                           "2001/7/1",
                           "2001/07/01",
                           "2001.7.1",
                           "2001.07.01",
                           "20010701",
                           "2001年7月1日",
                           "2001年07月01日",
                           " 2001 年 7 月 1 日 ",
                           "２００１－７－１",
                           "２００１．７．１",
                           "2001-07-01 00:00:00",
                           "2001/7/1 0:00",
                           "2001-07-01T00:00:00",
                           "2001年7月1号",
                           "2001.7.1.",
                           "2001年7月1日。",
                           "2001—7—1",
                           "20010701.0"}) {
    EXPECT_EQ(written(text), "2001-07-01") << text;
  }
  EXPECT_EQ(written("20000229"), "2000-02-29");
}

TEST(WrittenDate, a_month_is_told_from_its_first_day) {
  for (char const* text : {"2001.7", "2001.07", "2001-07", "2001/7", "2001年7月", "200107"}) {
    EXPECT_EQ(written(text), "2001-07") << text;
  }
  EXPECT_EQ(written("2001.10"), "2001-10");
}

TEST(WrittenDate, a_year_of_two_digits_is_named_as_such) {
  for (char const* text : {"05.7.1", "05年7月1日", "98-05-06", "01-07-01"}) {
    EXPECT_EQ(written(text), "two digits") << text;
  }
}

TEST(WrittenDate, anything_else_is_none) {
  for (char const* text : {"",          "2001",       "2001年",      "7/1/2001",      "2001-7.1",
                           "2001/7-1",  "2001-7-",    "2001-7-1-",   "2001--1",       "2001.",
                           "2001年7",   "2001年7月1", "2001年7月日", "2001年13月1日", "2001-02-29",
                           "20010229",  "200113",     "200100",      "2001070",       "2001-007-1",
                           "20010701x", "至今",       "37073",       "12:30"}) {
    EXPECT_EQ(written(text), "none") << text;
  }
}
}  // namespace

}  // namespace hangji
