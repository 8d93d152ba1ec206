// The program is killed under load, again and again: what it acknowledged is there, nothing is
// there by halves, and what it did not acknowledge can be asked again and happens once.
#include "application/test_load.h"

#include <gmock/gmock.h>

namespace hangji::application {
namespace {

using ::testing::IsEmpty;

class Crash : public ::testing::TestWithParam<database::Engine> {
protected:
  void run(int rounds) {
    for (int round = 1; round <= rounds; ++round) {
      SCOPED_TRACE(fmt::format("round {}", round));
      ASSERT_TRUE(m_books.start()) << m_books.log();
      // Another place of the work each time; so many are in flight as there are clients.
      auto const until = 5 + round * 7 % 31;
      bool is_under_load = false;
      m_load.run([&] {
        is_under_load = m_load.await_acknowledged(until);
        m_books.kill();
      });
      ASSERT_THAT(m_load.refusals(), IsEmpty()) << m_load.refusals().front().body;
      ASSERT_TRUE(is_under_load);
      ASSERT_TRUE(m_books.start()) << m_books.log();
      m_load.expect_what_was_acknowledged();
      m_load.retry();
      m_load.expect_everything_once();
      ASSERT_THAT(m_books.faults(), IsEmpty());
      m_books.kill();
      if (HasFailure()) return;
    }
    EXPECT_GE(m_load.unheard_and_done() + m_load.unheard_and_not_done(), rounds)
        << "something is under way whenever the program dies";
    EXPECT_GT(m_load.unheard_and_not_done(), 0);
    EXPECT_EQ(m_books.verify_by_command(), 0) << m_books.log();
    RecordProperty("operations", static_cast<int>(m_load.operations()));
    RecordProperty("unheard_and_done", m_load.unheard_and_done());
    RecordProperty("unheard_and_not_done", m_load.unheard_and_not_done());
  }

private:
  ServedDatabase m_database{GetParam()};
  ServedBooks m_books{m_database.url(), WriteLoad::clients + 1};
  WriteLoad m_load{m_books, WithJobs::yes};
};
HANGJI_ON_BOTH_ENGINES(Crash);

TEST_P(Crash, whatever_was_acknowledged_outlives_a_kill_and_nothing_is_there_by_halves) {
  run(GetParam() == database::Engine::sqlite ? 50 : 25);
}

}  // namespace
}  // namespace hangji::application
