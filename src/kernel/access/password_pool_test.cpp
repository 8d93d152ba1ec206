#include "kernel/access/password_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace hangji::access {
namespace {

TEST(PasswordPool, no_more_is_done_at_once_than_there_are_threads_and_no_more_waits_than_may) {
  PasswordPool pool{1, 2};
  std::promise<void> begun;
  std::promise<void> let_go;
  std::atomic<int> done{0};
  EXPECT_TRUE(pool.submit([&] {
    begun.set_value();
    let_go.get_future().wait();
    ++done;
  }));
  begun.get_future().wait();
  EXPECT_TRUE(pool.submit([&] { ++done; }));
  EXPECT_TRUE(pool.submit([&] { ++done; }));
  EXPECT_FALSE(pool.submit([&] { ++done; })) << "two wait already";
  EXPECT_EQ(done, 0);
  let_go.set_value();
  pool.stop();
  EXPECT_EQ(done, 3) << "what was accepted is done";
  EXPECT_FALSE(pool.submit([&] { ++done; })) << "after the stop";
}

}  // namespace
}  // namespace hangji::access
