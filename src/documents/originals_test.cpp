#include "documents/originals.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

namespace hangji::documents {

namespace fs = std::filesystem;

namespace {
/// A directory of its own for each test, gone with it.
class OriginalsKept : public testing::Test {
protected:
  OriginalsKept() {
    std::string name = (fs::temp_directory_path() / "originals-XXXXXX").string();
    m_root = ::mkdtemp(name.data());
  }
  ~OriginalsKept() override { fs::remove_all(m_root); }

  [[nodiscard]] fs::path root() const { return m_root; }
  [[nodiscard]] fs::path file_of(std::string const& sha256) const {
    return m_root / sha256.substr(0, 2) / sha256.substr(2, 2) / sha256;
  }
  [[nodiscard]] std::size_t files() const {
    std::size_t count = 0;
    for (auto const& entry : fs::recursive_directory_iterator{m_root}) {
      if (entry.is_regular_file()) ++count;
    }
    return count;
  }
  void alter(std::string const& sha256) const {
    fs::permissions(file_of(sha256), fs::perms::owner_write, fs::perm_options::add);
    std::ofstream{file_of(sha256), std::ios::app} << "x";
  }

private:
  fs::path m_root{};
};
}  // namespace

TEST_F(OriginalsKept, what_was_stored_is_read_back_under_the_digest_of_its_bytes) {
  Originals const originals{root()};
  auto const stored = originals.store("abc");
  EXPECT_EQ(stored.sha256, sha256_of("abc"));
  EXPECT_EQ(stored.sm3, sm3_of("abc"));
  EXPECT_EQ(stored.size, 3);
  EXPECT_EQ(originals.read(stored.sha256), "abc");
  EXPECT_TRUE(originals.exists(stored.sha256));
  EXPECT_TRUE(fs::exists(file_of(stored.sha256)));
}

TEST_F(OriginalsKept, the_same_content_twice_is_one_file_that_is_not_written_again) {
  Originals const originals{root()};
  auto const first = originals.store("党员大会记录");
  auto const time = fs::last_write_time(file_of(first.sha256));
  EXPECT_EQ(originals.store("党员大会记录"), first);
  EXPECT_EQ(fs::last_write_time(file_of(first.sha256)), time);
  EXPECT_EQ(files(), 1U);
}

TEST_F(OriginalsKept, a_stream_is_stored_as_its_bytes_are) {
  Originals const originals{root()};
  std::string whole;
  for (int i = 0; whole.size() < 1'000'000; ++i) whole += std::to_string(i);
  std::istringstream stream{whole};
  auto const stored = originals.store(stream);
  EXPECT_EQ(stored, originals.store(whole));
  EXPECT_EQ(originals.read(stored.sha256), whole);
  std::istringstream empty;
  EXPECT_EQ(originals.store(empty).sha256, sha256_of(""));
}

TEST_F(OriginalsKept, a_stream_that_breaks_off_is_not_kept) {
  Originals const originals{root()};
  std::istringstream broken{"half"};
  broken.setstate(std::ios::failbit);
  EXPECT_THROW(static_cast<void>(originals.store(broken)), DocumentFailure);
  EXPECT_EQ(files(), 0U);
}

TEST_F(OriginalsKept, an_altered_file_is_found_and_neither_overwritten_nor_taken_for_the_same) {
  Originals const originals{root()};
  auto const stored = originals.store("收据");
  EXPECT_EQ(originals.verify(stored.sha256), OriginalState::intact);
  alter(stored.sha256);
  EXPECT_EQ(originals.verify(stored.sha256), OriginalState::altered);
  EXPECT_FALSE(originals.is_intact(stored.sha256));
  EXPECT_THROW(static_cast<void>(originals.store("收据")), DocumentFailure);
  EXPECT_EQ(originals.read(stored.sha256), "收据x");
  EXPECT_EQ(files(), 1U);
}

TEST_F(OriginalsKept, a_file_that_is_not_there_is_missing) {
  Originals const originals{root()};
  auto const absent = sha256_of("never stored");
  EXPECT_FALSE(originals.exists(absent));
  EXPECT_EQ(originals.verify(absent), OriginalState::missing);
  EXPECT_THROW(static_cast<void>(originals.read(absent)), DocumentFailure);
}

TEST_F(OriginalsKept, names_that_are_no_digest_are_refused) {
  Originals const originals{root()};
  auto const digest = originals.store("abc").sha256;
  for (auto const& trick :
       {std::string{}, std::string{"../../../etc/passwd"}, "/" + digest.substr(1),
        "../" + digest.substr(3), digest + "/", digest + ".", digest.substr(0, 63) + "G",
        digest.substr(0, 63) + std::string(1, '\0')}) {
    EXPECT_THROW(static_cast<void>(originals.read(trick)), DocumentFailure) << trick;
    EXPECT_THROW(static_cast<void>(originals.exists(trick)), DocumentFailure) << trick;
    EXPECT_THROW(static_cast<void>(originals.verify(trick)), DocumentFailure) << trick;
  }
}

TEST_F(OriginalsKept, a_failure_leaves_no_file) {
  Originals const originals{root()};
  auto const digest = sha256_of("abc");
  // Where its directory should be, there is a file.
  std::ofstream{root() / digest.substr(0, 2)} << "in the way";
  EXPECT_THROW(static_cast<void>(originals.store("abc")), DocumentFailure);
  EXPECT_EQ(files(), 1U);
  EXPECT_TRUE(fs::is_empty(root() / "incoming"));
}

/// While it lives no file of this process grows beyond it.
class SmallDisk {
public:
  explicit SmallDisk(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &m_before);
    rlimit const small{bytes, m_before.rlim_max};
    EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  }
  ~SmallDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
  SmallDisk(SmallDisk const&) = delete;
  SmallDisk& operator=(SmallDisk const&) = delete;

private:
  rlimit m_before{};
};

TEST_F(OriginalsKept, a_full_disk_is_a_failure_in_chinese_and_leaves_no_file) {
  Originals const originals{root()};
  {
    SmallDisk const small{64U << 10U};
    try {
      static_cast<void>(originals.store(std::string(1U << 20U, 'x')));
      ADD_FAILURE() << "stored more than the disk holds";
    } catch (DocumentFailure const& failure) {
      EXPECT_NE(std::string{failure.what()}.find("磁盘已满"), std::string::npos) << failure.what();
    }
  }
  EXPECT_TRUE(fs::is_empty(root() / "incoming"));
  EXPECT_EQ(files(), 0U);
  // There is room again at once.
  EXPECT_EQ(originals.store("abc").size, 3);
}

TEST_F(OriginalsKept, a_place_that_cannot_be_made_is_a_failure) {
  std::ofstream{root() / "file"} << "no directory";
  EXPECT_THROW(Originals{root() / "file" / "originals"}, DocumentFailure);
}

TEST_F(OriginalsKept, what_a_crash_left_half_written_is_cleared_at_the_next_start) {
  static_cast<void>(Originals{root()});
  std::ofstream{root() / "incoming" / "99999-1"} << "half";
  Originals const originals{root()};
  EXPECT_EQ(files(), 0U);
}

TEST_F(OriginalsKept, many_threads_may_store_the_same_and_other_content) {
  Originals const originals{root()};
  constexpr int threads = 4;
  constexpr int contents = 10;
  {
    std::vector<std::jthread> writers;
    for (int thread = 0; thread < threads; ++thread) {
      writers.emplace_back([&originals] {
        for (int i = 0; i < contents; ++i) {
          static_cast<void>(originals.store("content " + std::to_string(i)));
        }
      });
    }
  }
  EXPECT_EQ(files(), static_cast<std::size_t>(contents));
  for (int i = 0; i < contents; ++i) {
    EXPECT_TRUE(originals.is_intact(sha256_of("content " + std::to_string(i))));
  }
}

}  // namespace hangji::documents
