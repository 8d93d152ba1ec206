#include "foundation/amount.h"

#include <gtest/gtest.h>

#include <limits>

namespace hangji {

namespace {
struct Reading {
  char const* text;
  std::optional<std::int64_t> value;
};

TEST(Amount, yuan_are_read_as_people_write_them) {
  for (auto const& [text, fen] : {
           Reading{"0", 0},
           {"3000", 300'000},
           {"3,000", 300'000},
           {"3,000.5", 300'050},
           {"1,234,567.89", 123'456'789},
           {"￥12.30", 1'230},
           {"¥12.3", 1'230},
           {"12.30元", 1'230},
           {"-5", -500},
           {"0.01", 1},
           {"007", 700},
           {"3.500", 350},
       }) {
    auto const amount = parse_yuan(text);
    ASSERT_TRUE(amount) << text;
    EXPECT_EQ(amount->value, fen) << text;
  }
}

TEST(Amount, what_is_no_amount_of_whole_fen_is_refused) {
  for (char const* text : {"",        "-",
                           "￥",      "元",
                           "0.005",   "12.345",
                           "12.",     ".5",
                           "1.2.3",   "3,00",
                           "30,00.0", ",300",
                           "300,",    "3000,000",
                           "1,,000",  "12a",
                           "1e3",     "0x10",
                           "--5",     " 5",
                           "１２",    "92233720368547758.08"}) {
    EXPECT_FALSE(parse_yuan(text)) << text;
  }
}

TEST(Amount, fen_are_printed_with_two_decimals_always) {
  for (auto const& [text, fen] : {Reading{"0.00", 0},
                                  {"0.05", 5},
                                  {"1234.50", 123'450},
                                  {"-0.50", -50},
                                  {"-12.00", -1'200}}) {
    EXPECT_EQ(to_text(Fen{*fen}), text);
  }
}

TEST(Amount, the_lowest_integer_has_a_text_too) {
  EXPECT_EQ(to_text(Fen{std::numeric_limits<std::int64_t>::min()}), "-92233720368547758.08");
}

TEST(Amount, points_are_printed_with_as_few_decimals_as_needed_and_read_back) {
  for (auto const& [text, hundredths] : {Reading{"0", 0},
                                         {"3", 300},
                                         {"2.5", 250},
                                         {"-0.25", -25},
                                         {"10.05", 1'005},
                                         {"-1", -100}}) {
    EXPECT_EQ(to_text(Points{*hundredths}), text);
    auto const points = parse_points(text);
    ASSERT_TRUE(points) << text;
    EXPECT_EQ(points->value, hundredths);
  }
}

TEST(Amount, points_finer_than_a_hundredth_are_refused) {
  for (char const* text : {"", "0.125", "1,000", "￥3", "x", "2.5分"}) {
    EXPECT_FALSE(parse_points(text)) << text;
  }
}

TEST(Amount, amounts_add_and_subtract) {
  Fen sum{250};
  sum += Fen{50};
  EXPECT_EQ(sum + Fen{1} - Fen{301}, Fen{0});
  Points points{100};
  points += -Points{150};
  EXPECT_EQ(points, Points{-50});
  EXPECT_LT(Fen{1}, Fen{2});
}
}  // namespace

}  // namespace hangji
