#include "kernel/secrets/sealed.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <thread>

namespace hangji::secrets {

class KeyFile : public ::testing::Test {
protected:
  KeyFile() {
    auto pattern = (std::filesystem::temp_directory_path() / "hangji-keys.XXXXXX").string();
    m_directory = ::mkdtemp(pattern.data());
  }
  ~KeyFile() override {
    std::error_code ignored;
    std::filesystem::remove_all(m_directory, ignored);
  }
  [[nodiscard]] std::filesystem::path path() const { return m_directory / "key"; }

private:
  std::filesystem::path m_directory{};
};

TEST_F(KeyFile, is_made_for_its_owner_alone_and_never_overwritten) {
  Secrets::create_key_file(path());
  struct stat status{};
  ASSERT_EQ(::stat(path().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  EXPECT_THROW(Secrets::create_key_file(path()), SecretsFailure);
}

TEST_F(KeyFile, opens_after_a_restart_what_was_sealed_before) {
  Secrets::create_key_file(path());
  auto const sealed = Secrets::from_key_file(path()).seal("11010519491231002X");
  auto const hash = Secrets::from_key_file(path()).lookup_hash("11010519491231002X");
  auto const again = Secrets::from_key_file(path());
  EXPECT_EQ(again.open(sealed), "11010519491231002X");
  EXPECT_EQ(again.lookup_hash("11010519491231002X"), hash);
  EXPECT_EQ(again.fingerprint(), Secrets::from_key_file(path()).fingerprint());
  EXPECT_NE(again.fingerprint(), Secrets::for_tests().fingerprint());
}

TEST_F(KeyFile, is_refused_when_others_may_read_it_or_it_is_no_key_file) {
  EXPECT_THROW((void)Secrets::from_key_file(path()), SecretsFailure);
  Secrets::create_key_file(path());
  ::chmod(path().c_str(), 0640);
  EXPECT_THROW((void)Secrets::from_key_file(path()), SecretsFailure);
  ::chmod(path().c_str(), 0600);
  std::ofstream{path()} << "hangji key file 1\n1234\n";
  EXPECT_THROW((void)Secrets::from_key_file(path()), SecretsFailure);
}

TEST(Secrets, a_seal_shows_nothing_is_another_each_time_and_opens) {
  auto const secrets = Secrets::for_tests();
  std::string_view const plain = "10000001234";
  auto const first = secrets.seal(plain);
  auto const second = secrets.seal(plain);
  EXPECT_NE(first, second);
  EXPECT_EQ(first.find(plain), std::string::npos);
  EXPECT_EQ(secrets.open(first), plain);
  EXPECT_EQ(secrets.open(second), plain);
  EXPECT_EQ(secrets.seal(""), "");
  EXPECT_EQ(secrets.open(""), "");
}

TEST(Secrets, a_seal_that_was_changed_or_made_with_another_key_does_not_open) {
  auto const secrets = Secrets::for_tests();
  auto sealed = secrets.seal("10000001234");
  sealed[20] = sealed[20] == 'A' ? 'B' : 'A';
  EXPECT_THROW((void)secrets.open(sealed), SecretsFailure);
  EXPECT_THROW((void)secrets.open("AAAA"), SecretsFailure);
  EXPECT_THROW((void)secrets.open("不是密文"), SecretsFailure);
  // And a failed opening spoils nothing.
  EXPECT_EQ(secrets.open(secrets.seal("再来")), "再来");
}

TEST(Secrets, a_hash_is_the_same_for_the_same_text_and_32_digits_long) {
  auto const secrets = Secrets::for_tests();
  auto const hash = secrets.lookup_hash("10000001234");
  EXPECT_EQ(hash.size(), 32U);
  EXPECT_EQ(hash, secrets.lookup_hash("10000001234"));
  EXPECT_NE(hash, secrets.lookup_hash("10000001235"));
  EXPECT_EQ(secrets.lookup_hash(""), "");
}

TEST_F(KeyFile, two_keys_used_in_turn_by_many_threads_do_not_mix) {
  Secrets::create_key_file(path());
  auto const mine = Secrets::from_key_file(path());
  auto const other = Secrets::for_tests();
  auto const work = [&] {
    for (int i = 0; i < 200; ++i) {
      auto const text = std::to_string(i);
      EXPECT_EQ(mine.open(mine.seal(text)), text);
      EXPECT_EQ(other.open(other.seal(text)), text);
      EXPECT_NE(mine.lookup_hash(text), other.lookup_hash(text));
    }
  };
  std::jthread const first{work};
  std::jthread const second{work};
}

}  // namespace hangji::secrets
