#include "documents/digest.h"

#include <gtest/gtest.h>

namespace hangji::documents {

// GB/T 32905-2016, appendix A, examples 1 and 2.
TEST(Digest, sm3_gives_the_examples_of_the_national_standard) {
  EXPECT_EQ(sm3_of("abc"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  EXPECT_EQ(sm3_of("abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd"),
            "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

// FIPS 180-4 examples.
TEST(Digest, sha256_gives_the_examples_of_its_standard) {
  EXPECT_EQ(sha256_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Digest, bytes_in_pieces_have_the_digests_of_the_whole) {
  using std::literals::operator""s;
  auto const whole = "杭集街道\0党工委"s;
  Digester digester;
  for (auto const c : whole) digester.add({&c, 1});
  EXPECT_EQ(digester.finish(), (Digests{sm3_of(whole), sha256_of(whole)}));
}

TEST(Digest, a_finished_digester_begins_anew) {
  Digester digester;
  digester.add("first");
  static_cast<void>(digester.finish());
  digester.add("abc");
  EXPECT_EQ(digester.finish(), (Digests{sm3_of("abc"), sha256_of("abc")}));
}

TEST(Digest, only_64_lower_case_hex_digits_are_a_digest) {
  auto const good = sha256_of("abc");
  EXPECT_TRUE(is_digest(good));
  EXPECT_FALSE(is_digest(""));
  EXPECT_FALSE(is_digest(good.substr(1)));
  EXPECT_FALSE(is_digest(good + "0"));
  EXPECT_FALSE(is_digest("B" + good.substr(1)));
  EXPECT_FALSE(is_digest("/" + good.substr(1)));
  EXPECT_FALSE(is_digest(std::string(1, '\0') + good.substr(1)));
}

}  // namespace hangji::documents
