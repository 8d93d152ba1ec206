#include "foundation/id.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <unordered_set>
#include <vector>

namespace hangji {

namespace {
constexpr std::int64_t epoch = 1'577'836'800'000;  // 2020-01-01T00:00:00Z
constexpr int per_millisecond = 65'536;

std::vector<std::int64_t> take(IdMaker& maker, std::int64_t milliseconds, int count) {
  std::vector<std::int64_t> ids;
  for (int i = 0; i < count; ++i) ids.push_back(maker.next(milliseconds));
  return ids;
}

TEST(IdMaker, an_id_holds_milliseconds_node_and_sequence) {
  IdMaker maker{5};
  auto const second = take(maker, epoch + 3, 2).back();
  EXPECT_EQ(second, (std::int64_t{3} << 22) | (std::int64_t{5} << 16) | 1);
}

TEST(IdMaker, ids_rise_within_a_millisecond_and_beyond_its_sequence) {
  IdMaker maker{63};
  auto ids = take(maker, epoch + 1'000, per_millisecond + 10);
  ids.push_back(maker.next(epoch + 1'000));
  ids.push_back(maker.next(epoch + 1'001));
  ids.push_back(maker.next(epoch + 5'000));
  EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end(), std::greater_equal<>{}), ids.end());
  EXPECT_EQ(ids[per_millisecond] >> 22, 1'001) << "runs ahead of the clock";
}

TEST(IdMaker, ids_rise_when_the_clock_is_set_back) {
  IdMaker maker;
  auto const before = maker.next(epoch + 1'000);
  EXPECT_GT(maker.next(epoch + 10), before);
}

TEST(IdMaker, no_id_is_given_out_twice_after_a_restart) {
  IdMaker first{7};
  auto const highest = take(first, epoch + 1'000, per_millisecond * 2 + 3).back();
  IdMaker second{7};
  second.start_after(highest);
  EXPECT_GT(second.next(epoch + 1'000), highest);
  second.start_after(0);
  EXPECT_GT(second.next(epoch + 1'000), highest) << "a lower bound takes nothing back";
}

TEST(IdMaker, threads_never_share_an_id) {
  IdMaker maker;
  std::vector<std::int64_t> one, other;
  std::thread thread{[&] { one = take(maker, epoch, 10'000); }};
  other = take(maker, epoch, 10'000);
  thread.join();
  std::unordered_set<std::int64_t> all{one.begin(), one.end()};
  all.insert(other.begin(), other.end());
  EXPECT_EQ(all.size(), 20'000u);
}

TEST(IdMakerDeathTest, a_node_beyond_63_is_a_bug) { EXPECT_DEATH(IdMaker{64}, "node number"); }

TEST(Id, zero_means_none_and_is_never_given_out) {
  EXPECT_TRUE(MemberId{}.is_none());
  IdMaker maker;
  EXPECT_NE(maker.next(epoch), 0);
  EXPECT_EQ(std::hash<MemberId>{}(MemberId{7}), std::hash<std::int64_t>{}(7));
}
}  // namespace

}  // namespace hangji
