#include "kernel/jobs/jobs.h"

#include "database/test_databases.h"
#include "kernel/jobs/jobs_store.h"

#include <gtest/gtest.h>

#include <semaphore>

namespace hangji::jobs {

namespace {

/// A work that tells its progress, then waits until it is let go or told to stop.
class Gate {
public:
  Work work() {
    return [this](Order const& order, Progress& progress) -> Result<std::string> {
      progress.tell(1, 4, "第 1 步");
      m_begun.release();
      while (!m_open && !progress.is_cancelled()) std::this_thread::yield();
      if (progress.is_cancelled()) return std::unexpected{Refusal{.code = "x", .message = "停"}};
      return order.parameters;
    };
  }
  void wait_until_begun() { m_begun.acquire(); }
  void open() { m_open = true; }

private:
  std::atomic<bool> m_open{false};
  std::counting_semaphore<> m_begun{0};
};

/// A database whose connection can be lost, as Jobs sees it.
class Breaking final : public database::Database {
public:
  explicit Breaking(Database& whole) : m_whole{whole} {}
  /// Nothing is written from now on until `mend`.
  void cut() { m_is_cut = true; }
  void mend() { m_is_cut = false; }
  /// The next write is kept, but its answer is lost.
  void lose_next_answer() { m_loses_answer = true; }
  void await_refused(int writes) const {
    while (m_refused < writes) std::this_thread::yield();
  }

  [[nodiscard]] database::Engine engine() const override { return m_whole.engine(); }
  [[nodiscard]] IdMaker& ids() override { return m_whole.ids(); }
  void submit_write(TenantId tenant, database::Write work, database::Finished finished) override {
    if (m_is_cut) {
      ++m_refused;
      return finished(lost());
    }
    if (m_loses_answer.exchange(false))
      finished = [finished](std::exception_ptr const&) { finished(lost()); };
    m_whole.submit_write(tenant, std::move(work), std::move(finished));
  }
  void submit_read(TenantId tenant, database::Read work, database::Finished finished) override {
    m_whole.submit_read(tenant, std::move(work), std::move(finished));
  }
  void read_here(TenantId tenant, database::Read const& work) override {
    m_whole.read_here(tenant, work);
  }
  [[nodiscard]] std::uint64_t version(TenantId tenant) const override {
    return m_whole.version(tenant);
  }
  [[nodiscard]] std::shared_ptr<void> claim() override { return m_whole.claim(); }
  void backup_to(std::string const& path) override { m_whole.backup_to(path); }
  void stop() override { m_whole.stop(); }

private:
  static std::exception_ptr lost() {
    return std::make_exception_ptr(database::ConnectionFailure{"连接中断"});
  }
  Database& m_whole;
  std::atomic<bool> m_is_cut{false};
  std::atomic<bool> m_loses_answer{false};
  std::atomic<int> m_refused{0};
};

class JobsOnBothEngines : public database::OnBothEngines {
protected:
  JobId queue(Jobs& jobs, std::string_view kind, std::string parameters) {
    JobId id;
    database().write(tenant(), [&](database::Transaction& transaction) {
      id = jobs.queue(transaction, UserId{7}, kind, std::move(parameters));
      return true;
    });
    jobs.wake();
    return id;
  }
  JobRow row(Jobs& jobs, JobId id) {
    return *database().read(
        tenant(), [&](database::Transaction& transaction) { return jobs.job(transaction, id); });
  }
  JobRow ended(Jobs& jobs, JobId id) {
    for (;;) {
      auto found = row(jobs, id);
      if (found.finished_at) return found;
      std::this_thread::yield();
    }
  }
  Result<Done> cancel(Jobs& jobs, JobId id) {
    return database().change(
        tenant(), [&](database::Transaction& transaction) { return jobs.cancel(transaction, id); });
  }
};

}  // namespace

TEST_P(JobsOnBothEngines, a_job_runs_once_its_operation_is_durable_and_keeps_its_result) {
  Jobs jobs{database(), clock()};
  jobs.add_kind("echo", [](Order const& order, Progress&) { return order.parameters; });
  jobs.start(tenant());
  auto const done = ended(jobs, queue(jobs, "echo", R"({"a":1})"));
  EXPECT_EQ(done.state, JobState::done);
  EXPECT_EQ(done.result, R"({"a":1})");
  EXPECT_EQ(done.created_by, UserId{7});
}

TEST_P(JobsOnBothEngines, a_refusal_or_a_failure_ends_the_job_with_its_message) {
  Jobs jobs{database(), clock()};
  jobs.add_kind("refuse", [](Order const&, Progress&) -> Result<std::string> {
    return std::unexpected{Refusal{.code = "x", .message = "第 3 行不对"}};
  });
  jobs.add_kind("throw", [](Order const&, Progress&) -> Result<std::string> {
    throw std::runtime_error{"磁盘已满"};
  });
  jobs.start(tenant());
  auto const refused = ended(jobs, queue(jobs, "refuse", "{}"));
  EXPECT_EQ(refused.state, JobState::failed);
  EXPECT_EQ(refused.message, "第 3 行不对");
  auto const thrown = ended(jobs, queue(jobs, "throw", "{}"));
  EXPECT_EQ(thrown.state, JobState::failed);
  EXPECT_NE(thrown.message.find("磁盘已满"), std::string::npos);
}

TEST_P(JobsOnBothEngines, a_kind_is_told_when_its_job_has_ended_well_or_not) {
  std::vector<std::string> told;
  Jobs jobs{database(), clock()};
  auto const note = [&](Order const& order) { told.push_back(order.parameters); };
  jobs.add_kind("echo", [](Order const& order, Progress&) { return order.parameters; }, note);
  jobs.add_kind(
      "refuse",
      [](Order const&, Progress&) -> Result<std::string> {
        return std::unexpected{Refusal{.code = "x", .message = "第 3 行不对"}};
      },
      note);
  jobs.start(tenant());
  ended(jobs, queue(jobs, "echo", R"({"a":1})"));
  ended(jobs, queue(jobs, "refuse", R"({"a":2})"));
  jobs.stop();
  EXPECT_EQ(told, (std::vector<std::string>{R"({"a":1})", R"({"a":2})"}));
}

TEST_P(JobsOnBothEngines, a_running_job_shows_its_progress_and_can_be_cancelled) {
  Gate gate;
  Jobs jobs{database(), clock()};
  jobs.add_kind("slow", gate.work());
  jobs.start(tenant());
  auto const id = queue(jobs, "slow", "{}");
  gate.wait_until_begun();
  auto const running = row(jobs, id);
  EXPECT_EQ(running.state, JobState::running);
  EXPECT_EQ(running.done, 1);
  EXPECT_EQ(running.total, 4);
  EXPECT_EQ(running.message, "第 1 步");
  EXPECT_TRUE(cancel(jobs, id));
  EXPECT_EQ(ended(jobs, id).state, JobState::cancelled);
}

TEST_P(JobsOnBothEngines, a_queued_job_is_cancelled_before_it_begins) {
  Gate gate;
  Jobs jobs{database(), clock()};
  jobs.add_kind("slow", gate.work());
  jobs.start(tenant());
  auto const first = queue(jobs, "slow", "{}");
  gate.wait_until_begun();
  auto const second = queue(jobs, "slow", "{}");
  EXPECT_TRUE(cancel(jobs, second));
  EXPECT_EQ(row(jobs, second).state, JobState::cancelled);
  gate.open();
  EXPECT_EQ(ended(jobs, first).state, JobState::done);
}

TEST_P(JobsOnBothEngines, cancelling_what_is_unknown_or_ended_is_refused) {
  Jobs jobs{database(), clock()};
  jobs.add_kind("echo", [](Order const& order, Progress&) { return order.parameters; });
  jobs.start(tenant());
  EXPECT_EQ(cancel(jobs, JobId{5}).error().code, "jobs.not_found");
  auto const id = queue(jobs, "echo", "{}");
  ended(jobs, id);
  EXPECT_EQ(cancel(jobs, id).error().code, "jobs.not_running");
}

TEST_P(JobsOnBothEngines, a_job_cut_off_by_a_stop_is_taken_up_again_at_the_next_start) {
  JobId id;
  {
    Gate gate;
    Jobs jobs{database(), clock()};
    jobs.add_kind("slow", gate.work());
    jobs.start(tenant());
    id = queue(jobs, "slow", R"("kept")");
    gate.wait_until_begun();
    jobs.stop();
  }
  Gate gate;
  gate.open();
  Jobs jobs{database(), clock()};
  jobs.add_kind("slow", gate.work());
  jobs.start(tenant());
  EXPECT_EQ(ended(jobs, id).result, R"("kept")");
}

TEST_P(JobsOnBothEngines, a_second_node_leaves_the_first_ones_job_alone) {
  Gate gate;
  Jobs first{database(), clock(), 1};
  first.add_kind("slow", gate.work());
  first.start(tenant());
  auto const id = queue(first, "slow", "{}");
  gate.wait_until_begun();
  Jobs second{database(), clock(), 2};
  second.start(tenant());
  EXPECT_EQ(row(first, id).state, JobState::running);
  gate.open();
  EXPECT_EQ(ended(first, id).state, JobState::done);
}

TEST_P(JobsOnBothEngines, a_job_that_brought_the_program_down_twice_is_not_begun_again) {
  int runs = 0;
  Jobs jobs{database(), clock()};
  jobs.add_kind("heavy", [&](Order const&, Progress&) {
    ++runs;
    return std::string{"{}"};
  });
  for (auto const attempts : {1, 2}) {
    JobId const id{attempts};
    database().write(tenant(), [&](database::Transaction& transaction) {
      insert_job(transaction,
                 {.id = id, .kind = "heavy", .state = JobState::running, .attempts = attempts});
      return true;
    });
  }
  jobs.start(tenant());
  EXPECT_EQ(ended(jobs, JobId{1}).state, JobState::done);
  EXPECT_EQ(ended(jobs, JobId{2}).state, JobState::failed);
  EXPECT_EQ(runs, 1);
}

TEST_P(JobsOnBothEngines, the_end_of_a_job_is_written_when_the_database_is_back) {
  Breaking breaking{database()};
  int runs = 0;
  Jobs jobs{breaking, clock()};
  jobs.add_kind("work", [&](Order const&, Progress&) {
    ++runs;
    breaking.cut();
    return std::string{R"("kept")"};
  });
  jobs.start(tenant());
  auto const id = queue(jobs, "work", "{}");
  breaking.await_refused(2);
  EXPECT_EQ(row(jobs, id).state, JobState::running);
  breaking.mend();
  auto const done = ended(jobs, id);
  EXPECT_EQ(done.state, JobState::done);
  EXPECT_EQ(done.result, R"("kept")");
  EXPECT_EQ(runs, 1);
}

TEST_P(JobsOnBothEngines, a_job_whose_database_goes_away_under_it_is_run_again_but_not_for_ever) {
  Breaking breaking{database()};
  std::atomic<int> outages{0};
  Jobs jobs{breaking, clock()};
  jobs.add_kind("work", [&](Order const&, Progress&) {
    if (outages == 0) return std::string{"{}"};
    --outages;
    breaking.cut();
    throw database::ConnectionFailure{"连接中断"};
  });
  jobs.start(tenant());
  outages = 1;
  auto const once = queue(jobs, "work", "{}");
  breaking.await_refused(1);
  breaking.mend();
  auto const done = ended(jobs, once);
  EXPECT_EQ(done.state, JobState::done);
  EXPECT_EQ(done.attempts, 2);
  outages = 2;
  auto const twice = queue(jobs, "work", "{}");
  for (auto const refused : {2, 3}) {
    breaking.await_refused(refused);
    breaking.mend();
  }
  auto const failed = ended(jobs, twice);
  EXPECT_EQ(failed.state, JobState::failed);
  EXPECT_NE(failed.message.find("不能确定是否已经写入"), std::string::npos) << failed.message;
}

TEST_P(JobsOnBothEngines, a_job_taken_by_a_write_whose_answer_was_lost_is_run_all_the_same) {
  Breaking breaking{database()};
  Jobs jobs{breaking, clock()};
  jobs.add_kind("echo", [](Order const& order, Progress&) { return order.parameters; });
  jobs.start(tenant());
  ended(jobs, queue(jobs, "echo", "{}"));
  breaking.lose_next_answer();
  auto const id = queue(jobs, "echo", R"("late")");
  jobs.wake();
  auto const done = ended(jobs, id);
  EXPECT_EQ(done.result, R"("late")");
  EXPECT_EQ(done.attempts, 1);
}

TEST_P(JobsOnBothEngines, a_stop_does_not_wait_for_a_database_that_is_away) {
  Breaking breaking{database()};
  JobId id;
  {
    Jobs jobs{breaking, clock()};
    jobs.add_kind("work", [&](Order const&, Progress&) {
      breaking.cut();
      return std::string{"{}"};
    });
    jobs.start(tenant());
    id = queue(jobs, "work", "{}");
    breaking.await_refused(1);
  }
  Jobs jobs{database(), clock()};
  jobs.add_kind("work", [](Order const&, Progress&) { return std::string{R"("again")"}; });
  jobs.start(tenant());
  EXPECT_EQ(ended(jobs, id).result, R"("again")");
}

TEST_P(JobsOnBothEngines, a_job_of_an_unknown_kind_ends_as_failed) {
  database().write(tenant(), [&](database::Transaction& transaction) {
    insert_job(transaction, {.id = JobId{1}, .kind = "of_another_version"});
    return true;
  });
  Jobs jobs{database(), clock()};
  jobs.start(tenant());
  auto const job = ended(jobs, JobId{1});
  EXPECT_EQ(job.state, JobState::failed);
  EXPECT_NE(job.message.find("of_another_version"), std::string::npos);
}

TEST_P(JobsOnBothEngines, jobs_that_ended_a_week_ago_are_forgotten) {
  auto const ended_at = [&](int id, std::int64_t ago_ms) {
    database().write(tenant(), [&](database::Transaction& transaction) {
      insert_job(transaction, {.id = JobId{id},
                               .kind = "echo",
                               .state = JobState::done,
                               .finished_at = Instant{clock().now().milliseconds - ago_ms}});
      return true;
    });
  };
  constexpr std::int64_t week_ms = 7LL * 24 * 3600 * 1000;
  ended_at(1, week_ms + 1);
  ended_at(2, week_ms);
  Jobs jobs{database(), clock()};
  jobs.add_kind("echo", [](Order const& order, Progress&) { return order.parameters; });
  jobs.start(tenant());
  ended(jobs, queue(jobs, "echo", "{}"));
  auto const is_there = [&](int id) {
    return database().read(tenant(), [&](database::Transaction& transaction) {
      return jobs.job(transaction, JobId{id}).has_value();
    });
  };
  EXPECT_FALSE(is_there(1));
  EXPECT_TRUE(is_there(2));
}

HANGJI_ON_BOTH_ENGINES(JobsOnBothEngines);

}  // namespace hangji::jobs
