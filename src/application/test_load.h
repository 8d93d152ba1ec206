// Clients that write as fast as they are answered, and the proof that every write happened once and
// whole, whatever became of the program meanwhile. For tests only.
#pragma once

#include "application/test_load_store.h"
#include "application/test_writes.h"

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace hangji::application {

/// What the books hold: mark -> rows that carry it.
struct Found {
  std::map<std::string, int> marks{};
  CountRow counts{};
};

class WriteLoad {
public:
  static constexpr int clients = 8;
  /// See WriteRound for what the books must hold.
  WriteLoad(ServedBooks const& books, WithJobs jobs)
      : m_books{books}, m_round{books, jobs}, m_desks(clients) {
    m_entries_before = found().counts.entries;
  }

  /// Writes with all clients while `lifetime()` runs; then those whose connection is alive stop.
  template <class Lifetime> void run(Lifetime&& lifetime) {
    ++m_run;
    m_first = m_attempts.size();
    m_refusals.clear();
    m_acknowledged = 0;
    std::vector<std::vector<Attempt>> made(clients);
    std::atomic<bool> is_over{false};
    std::vector<std::thread> threads;
    threads.reserve(clients);
    for (int client = 0; client < clients; ++client)
      threads.emplace_back([&, client] { write(client, made[client], is_over); });
    lifetime();
    is_over = true;
    for (auto& thread : threads) thread.join();
    for (auto& some : made) std::ranges::move(some, std::back_inserter(m_attempts));
  }
  /// Inside `run`: until so many more writes are acknowledged, or refused. False when they are not
  /// within the time.
  [[nodiscard]] bool await_acknowledged(int more,
                                        std::chrono::milliseconds limit = std::chrono::minutes{1}) {
    std::unique_lock lock{m_mutex};
    auto const wanted = m_acknowledged + more;
    return m_answered.wait_for(lock, limit, [&] { return m_acknowledged >= wanted; });
  }
  [[nodiscard]] bool await_refused(int more) {
    std::unique_lock lock{m_mutex};
    auto const wanted = std::ssize(m_refusals) + more;
    return m_answered.wait_for(lock, std::chrono::minutes{1},
                               [&] { return std::ssize(m_refusals) >= wanted; });
  }
  [[nodiscard]] std::size_t operations() const { return m_attempts.size(); }
  /// Of the last run.
  [[nodiscard]] int acknowledged() const { return m_acknowledged; }
  /// Of all runs: not acknowledged, and found done or not done.
  [[nodiscard]] int unheard_and_done() const { return m_done; }
  [[nodiscard]] int unheard_and_not_done() const { return m_not_done; }
  /// What was answered instead of 200 in the last run.
  [[nodiscard]] std::vector<http::ClientResponse> const& refusals() const { return m_refusals; }

  /// All or nothing of each of the last run, and all of what was acknowledged.
  void expect_what_was_acknowledged() {
    auto const all = found();
    for (auto i = m_first; i < m_attempts.size(); ++i) {
      auto const& attempt = m_attempts[i];
      auto const there = all.marks.find(attempt.mark);
      auto const rows = there == all.marks.end() ? 0 : there->second;
      if (attempt.is_acknowledged && !attempt.is_job) {
        EXPECT_EQ(rows, attempt.rows) << "acknowledged: " << attempt.mark;
      } else {
        EXPECT_TRUE(rows == 0 || rows == attempt.rows) << attempt.mark << " has " << rows;
        if (!attempt.is_acknowledged) ++(rows == 0 ? m_not_done : m_done);
      }
    }
    EXPECT_EQ(all.counts.entries - m_entries_before, all.counts.answers);
  }
  /// Every unacknowledged one, and the last that was acknowledged.
  void retry() {
    auto connection = m_books.client();
    Attempt const* acknowledged = nullptr;
    for (auto i = m_first; i < m_attempts.size(); ++i) {
      auto& attempt = m_attempts[i];
      if (attempt.is_acknowledged) {
        acknowledged = &attempt;
        continue;
      }
      auto const answer = attempt.send(connection, m_books.headers(attempt.mark));
      EXPECT_EQ(answer.status, 200) << attempt.mark << " " << attempt.path << answer.body;
      attempt.is_acknowledged = true;
    }
    if (acknowledged == nullptr) return;
    auto const again = acknowledged->send(connection, m_books.headers(acknowledged->mark));
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(again.body, acknowledged->answer);
  }
  /// Jobs that a killed program left are taken up again: they are waited for.
  void expect_everything_once() const {
    auto all = found();
    while (all.counts.jobs_open > 0) all = found();
    EXPECT_EQ(all.marks.size(), m_attempts.size());
    for (auto const& attempt : m_attempts) {
      auto const there = all.marks.find(attempt.mark);
      if (there == all.marks.end() || there->second != attempt.rows)
        ADD_FAILURE() << attempt.mark << " is not there exactly once";
    }
    EXPECT_EQ(all.counts.entries - m_entries_before, std::ssize(m_attempts));
    EXPECT_EQ(all.counts.answers, std::ssize(m_attempts));
  }

private:
  void write(int client, std::vector<Attempt>& made, std::atomic<bool> const& is_over) {
    auto connection = m_books.client();
    auto& desk = m_desks[static_cast<std::size_t>(client)];
    desk.begin(m_run);
    while (!is_over) {
      auto& attempt = made.emplace_back(m_round.next(client, desk));
      try {
        auto answer = attempt.send(connection, m_books.headers(attempt.mark));
        attempt.is_acknowledged = answer.status == 200;
        attempt.answer = answer.body;
        desk.heard(attempt);
        bool const is_refused = !attempt.is_acknowledged;
        note(attempt, std::move(answer));
        // Not at once: all that is refused must be asked again in the end.
        if (is_refused) (void)await_acknowledged(1, std::chrono::milliseconds{100});
      } catch (http::ClientFailure const&) { return; }
    }
  }
  void note(Attempt const& attempt, http::ClientResponse answer) {
    std::lock_guard const lock{m_mutex};
    if (attempt.is_acknowledged)
      ++m_acknowledged;
    else
      m_refusals.push_back(std::move(answer));
    m_answered.notify_all();
  }

  [[nodiscard]] Found found() const {
    return m_books.read([](database::Transaction& transaction) {
      Found all;
      transaction.each<MarkRow>(select_marks, [&](MarkRow const& row) { ++all.marks[row.mark]; });
      all.counts = *transaction.one<CountRow>(count_operations);
      return all;
    });
  }
  ServedBooks const& m_books;
  WriteRound m_round;
  std::vector<Desk> m_desks;
  std::mutex m_mutex{};
  std::condition_variable m_answered{};
  std::vector<Attempt> m_attempts{};
  std::vector<http::ClientResponse> m_refusals{};
  std::int64_t m_entries_before{0};
  /// Where the last run's begin.
  std::size_t m_first{0};
  int m_run{0};
  int m_acknowledged{0};
  int m_done{0};
  int m_not_done{0};
};

}  // namespace hangji::application
