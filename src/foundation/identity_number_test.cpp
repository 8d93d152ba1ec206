#include "foundation/identity_number.h"

#include <gtest/gtest.h>

namespace hangji {

namespace {
TEST(IdentityNumber, the_vector_of_the_standard_passes) {
  // GB 11643-1999: the weighted sum of 11010519491231002 is 167, 167 mod 11 = 2, hence X.
  EXPECT_EQ(identity_check_character("11010519491231002"), 'X');
  auto const number = IdentityNumber::parse("11010519491231002X");
  ASSERT_TRUE(number);
  EXPECT_EQ(number->text(), "11010519491231002X");
  EXPECT_EQ(to_text(number->birth_date()), "1949-12-31");
  EXPECT_EQ(number->sex(), Sex::female);
  EXPECT_FALSE(number->is_invented());
}

TEST(IdentityNumber, the_sex_is_the_parity_of_the_sequence) {
  // 9 × 43 + 79 + 2 = 468, mod 11 = 6 -> 6; with sequence 002 the sum is 470, mod 11 = 8 -> 4.
  auto const man = IdentityNumber::parse("999999199001010016");
  auto const woman = IdentityNumber::parse("999999199001010024");
  ASSERT_TRUE(man && woman);
  EXPECT_EQ(man->sex(), Sex::male);
  EXPECT_EQ(woman->sex(), Sex::female);
  EXPECT_TRUE(man->is_invented());
}

TEST(IdentityNumber, widths_spaces_and_a_small_x_are_mended) {
  for (char const* text : {"11010519491231002x", " 110105 19491231 002X　",
                           "１１０１０５１９４９１２３１００２Ｘ", "11010519491231002ｘ"}) {
    auto const number = IdentityNumber::parse(text);
    ASSERT_TRUE(number) << text;
    EXPECT_EQ(number->text(), "11010519491231002X");
  }
}

TEST(IdentityNumber, each_fault_is_named) {
  using enum IdentityNumberFault;
  struct Case {
    char const* text;
    IdentityNumberFault fault;
  };
  for (auto const& [text, fault] : {
           Case{"", wrong_length},
           {"110105491231002", wrong_length},
           {"11010519491231002XX", wrong_length},
           {"1101051949123100AX", wrong_character},
           {"X1010519491231002X", wrong_character},
           {"11010519491231002Y", wrong_character},
           {"一1010519491231002X", wrong_character},
           {"11010519491331002X", wrong_birth_date},
           {"11010519490229002X", wrong_birth_date},
           {"11010517991231002X", wrong_birth_date},
           {"110105194912310021", wrong_check_digit},
           {"110105194912310030", wrong_check_digit},
           {"11010519491231003X", wrong_check_digit},
       }) {
    auto const number = IdentityNumber::parse(text);
    ASSERT_FALSE(number) << text;
    EXPECT_EQ(number.error(), fault) << text;
  }
}

TEST(CreditCode, the_vector_of_the_standard_passes) {
  // GB 32100-2015: the weighted sum is 1640, 31 − 1640 mod 31 = 31 − 28 = 3.
  EXPECT_EQ(credit_check_character("91350100M000100Y4"), '3');
  for (char const* text :
       {"91350100M000100Y43", "91350100m000100y43", "９１３５０１００M000100Y4 3"}) {
    auto const code = CreditCode::parse(text);
    ASSERT_TRUE(code) << text;
    EXPECT_EQ(code->text, "91350100M000100Y43");
    EXPECT_FALSE(code->check_digit_is_wrong);
  }
}

TEST(CreditCode, a_remainder_of_31_is_written_0) {
  EXPECT_EQ(credit_check_character("00000000000000000"), '0');
}

TEST(CreditCode, a_wrong_check_digit_is_kept_for_a_person_to_look_at) {
  auto const code = CreditCode::parse("91350100M000100Y44");
  ASSERT_TRUE(code);
  EXPECT_EQ(code->text, "91350100M000100Y44");
  EXPECT_TRUE(code->check_digit_is_wrong);
}

TEST(CreditCode, each_fault_is_named) {
  EXPECT_EQ(CreditCode::parse("91350100M000100Y4").error(), CreditCodeFault::wrong_length);
  EXPECT_EQ(CreditCode::parse("").error(), CreditCodeFault::wrong_length);
  for (char const* text : {"91350100M000100Y4Z", "I1350100M000100Y43", "O1350100M000100Y43",
                           "S1350100M000100Y43", "V1350100M000100Y43", "9135-100M000100Y43"}) {
    auto const code = CreditCode::parse(text);
    ASSERT_FALSE(code) << text;
    EXPECT_EQ(code.error(), CreditCodeFault::wrong_character) << text;
  }
}

TEST(Phone, mobile_and_fixed_numbers_get_one_form) {
  struct Case {
    char const* written;
    char const* normal;
  };
  for (auto const& [written, normal] : {
           Case{"13812345678", "13812345678"},
           {"10000123456", "10000123456"},  // an invented person's
           {"138-1234-5678", "13812345678"},
           {"138 1234 5678", "13812345678"},
           {"+8613812345678", "13812345678"},
           {"+86-138-1234-5678", "13812345678"},
           {"008613812345678", "13812345678"},
           {"１３８１２３４５６７８", "13812345678"},
           {"023-63831234", "023-63831234"},
           {"02363831234", "023-63831234"},
           {"（023）63831234", "023-63831234"},
           {"023—6383—1234", "023-63831234"},
           {"010-12345678", ""},
           {"0553-7654321", "0553-7654321"},
           {"05537654321", "0553-7654321"},
           {"+86-23-63831234", "023-63831234"},
           {"023-63831234-801", "023-63831234-801"},
           {"023-63831234转801", "023-63831234-801"},
           {"63831234", "63831234"},
           {"63831234-801", "63831234-801"},
       }) {
    EXPECT_EQ(normal_phone(written), normal) << written;
  }
}

TEST(Phone, what_is_neither_is_empty) {
  for (char const* text : {"", "-", "无", "138", "1381234567", "138123456789", "23812345678",
                           "13812345678、13912345678", "023-1383123", "023-638312345-", "02", "0",
                           "023-63831234-8012345", "+", "13812345x78"}) {
    EXPECT_EQ(normal_phone(text), "") << text;
  }
}
}  // namespace

}  // namespace hangji
