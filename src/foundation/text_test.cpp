#include "foundation/text.h"

#include "foundation/code_points.h"

#include <gtest/gtest.h>

#include <limits>
#include <thread>

namespace hangji {

namespace {
struct Case {
  std::string_view from;
  std::string_view to;
};

TEST(Text, long_numbers_are_masked_wherever_they_stand) {
  EXPECT_EQ(mask_long_numbers("配偶 999999198005060011，电话138 0000 0000。"),
            "配偶 999***********0011，电话138 **** 0000。");
  EXPECT_EQ(mask_long_numbers("１３８００００００００"), "138****0000");
  EXPECT_EQ(mask_long_numbers("2005-07-01，63831234，（无）"), "2005-07-01，63831234，（无）");
}

TEST(Text, well_formed_utf8_is_told_from_the_rest) {
  for (std::string_view const good : {"", "abc", "张三", "𠮷野", "é", "\U0010FFFF"}) {
    EXPECT_TRUE(is_valid_utf8(good)) << good;
  }
  using std::string_view_literals::operator""sv;
  for (auto const bad :
       {"a\0b"sv, "\x80"sv, "\xC0\xAF"sv, "\xC1\xBF"sv, "\xE5\xBC"sv, "\xE0\x80\xAF"sv,
        "\xED\xA0\x80"sv, "\xF0\x80\x80\xAF"sv, "\xF4\x90\x80\x80"sv, "\xF5\x80\x80\x80"sv,
        "\xFF"sv, "\xD5\xC5\xC8\xFD"sv /* 张三 in GBK */}) {
    EXPECT_FALSE(is_valid_utf8(bad)) << bad;
  }
}

TEST(Text, every_code_point_survives_taking_and_appending) {
  for (std::int32_t c = 1; c <= 0x10FFFF; ++c) {
    if (c == 0xD800) c = 0xE000;
    std::string text;
    append_code_point(text, c);
    std::size_t at = 0;
    ASSERT_EQ(take_code_point(text, at), c);
    ASSERT_EQ(at, text.size());
  }
}

TEST(Text, characters_are_counted_not_bytes) {
  EXPECT_EQ(count_characters(""), 0u);
  EXPECT_EQ(count_characters("张三a"), 3u);
  EXPECT_EQ(count_characters("𠮷"), 1u);
}

TEST(Text, full_width_ascii_becomes_half_width_and_nothing_else_changes) {
  for (auto const& [from, to] : {Case{"０９ＡＺａｚ：！～", "09AZaz:!~"},
                                 {"　", " "},
                                 {"张三，男。", "张三,男。"},
                                 {"￥·、", "￥·、"},
                                 {"plain", "plain"},
                                 {"１\xFF２",
                                  "1\xFF"
                                  "2"}}) {
    EXPECT_EQ(to_half_width(from), to);
  }
}

TEST(Text, white_space_of_every_kind_is_trimmed_at_both_ends_only) {
  for (auto const& [from, to] : {Case{" \t\r\n张 三\u3000\u00A0\u200B\uFEFF", "张 三"},
                                 {"\uFEFF姓名", "姓名"},
                                 {"", ""},
                                 {" \u3000 ", ""},
                                 {"a", "a"}}) {
    EXPECT_EQ(trim(from), to);
  }
}

TEST(Text, numbers_and_headers_lose_all_white_space) {
  EXPECT_EQ(without_spaces(" 1101 05\u3000姓\u00A0名\u200B "), "110105姓名");
  EXPECT_EQ(without_spaces(""), "");
}

TEST(Text, names_get_one_form) {
  for (auto const& [from, to] : {
           Case{" 张 三 ", "张三"},
           {"张\u3000三", "张三"},
           {"John  Smith", "John Smith"},
           {"Ｊｏｈｎ　Ｓｍｉｔｈ", "John Smith"},
           {"张三 Tom", "张三 Tom"},
           {"买买提•艾力", "买买提·艾力"},
           {"买买提・艾力", "买买提·艾力"},
           {"买买提･艾力", "买买提·艾力"},
           {"买买提‧艾力", "买买提·艾力"},
           {"买买提 · 艾力", "买买提·艾力"},
           {"买买提.艾力", "买买提·艾力"},
           {"买买提．艾力", "买买提·艾力"},
           {"J. Smith", "J. Smith"},
           {"", ""},
       }) {
    EXPECT_EQ(normal_name(from), to);
  }
}

TEST(Text, a_malformed_name_is_only_trimmed) { EXPECT_EQ(normal_name(" \xD5\xC5 "), "\xD5\xC5"); }

TEST(Text, initials_are_those_of_the_pinyin_syllables) {
  for (auto const& [name, initials] : {
           Case{"张三丰", "zsf"},
           {"欧阳娜娜", "oynn"},
           {"买买提·艾力", "mmtal"},
           {"Tom李2", "toml2"},
           {"王小二（退）", "wxet"},
           {"王𠮷", "w"},  // nobody knows its reading
           {"", ""},
       }) {
    EXPECT_EQ(pinyin_initials(name), initials) << name;
  }
}

TEST(Text, surnames_take_the_reading_they_have_as_surnames) {
  for (auto const& [name, initials] : {
           Case{"单芳", "sf"}, {"曾国", "zg"},       {"解明", "xm"},    {"仇英", "qy"},
           {"区明", "om"},     {"查良镛", "zly"},    {"盖叫天", "gjt"}, {"朴明", "pm"},
           {"任重", "rz"},     {"尉明", "wm"},       {"尉迟恭", "ycg"}, {"宓明", "mm"},
           {"缪明", "mm"},     {"乐明", "ym"},       {"黑明", "hm"},    {"折明", "sm"},
           {"种明", "cm"},     {"冼星海", "xxh"},    {"燕青", "yq"},    {"翟明", "zm"},
           {"覃明", "qm"},     {"万俟明", "mqm"},    {"单于明", "cym"}, {"澹台明", "ttm"},
           {"阚明", "km"},     {"长孙无忌", "zswj"},
       }) {
    EXPECT_EQ(pinyin_initials(name), initials) << name;
  }
}

TEST(Text, a_surname_character_inside_a_name_is_read_as_usual) {
  EXPECT_EQ(pinyin_initials("李单"), "ld");
  EXPECT_EQ(pinyin_initials("王曾"), "wc");
}

TEST(Text, threads_read_initials_at_the_same_time) {
  std::string one, other;
  std::thread thread{[&] {
    for (int i = 0; i < 1'000; ++i) one = pinyin_initials("赵钱孙周吴郑王");
  }};
  for (int i = 0; i < 1'000; ++i) other = pinyin_initials("王郑吴周孙钱赵");
  thread.join();
  EXPECT_EQ(one, "zqszwzw");
  EXPECT_EQ(other, "wzwzsqz");
}

TEST(Text, parts_are_split_and_empty_ones_kept) {
  using Parts = std::vector<std::string_view>;
  EXPECT_EQ(split("a,b,,c", ','), (Parts{"a", "b", "", "c"}));
  EXPECT_EQ(split("", ','), Parts{""});
  EXPECT_EQ(split(",", ','), (Parts{"", ""}));
}

TEST(Text, masks_leave_what_a_reader_needs_and_no_more) {
  EXPECT_EQ(mask_identity_number("440106199001011234"), "440106********1234");
  EXPECT_EQ(mask_phone("13812345678"), "138****5678");
  EXPECT_EQ(mask_phone("1234567"), "*******");
  EXPECT_EQ(mask_identity_number("1234567890"), "**********");
  EXPECT_EQ(mask_phone(""), "");
}

TEST(Text, integers_are_strictly_digits_without_overflow) {
  std::int64_t value = 0;
  EXPECT_TRUE(parse_integer("-9223372036854775808", value));
  EXPECT_EQ(value, std::numeric_limits<std::int64_t>::min());
  EXPECT_TRUE(parse_integer("007", value));
  EXPECT_EQ(value, 7);
  for (char const* text : {"", "-", "+1", " 1", "1 ", "1.0", "0x1", "9223372036854775808", "１"}) {
    EXPECT_FALSE(parse_integer(text, value)) << text;
  }
}
}  // namespace

}  // namespace hangji
