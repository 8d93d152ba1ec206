// Clients that write as fast as they are answered, and the proof that every write happened once and
// whole, whatever became of the program meanwhile. For tests only.
#pragma once

#include "application/test_books.h"
#include "application/test_load_store.h"

#include <atomic>
#include <map>
#include <mutex>
#include <thread>

namespace hangji::application {

/// What a client asked for; its mark is found in the rows it writes.
struct Attempt {
  std::string mark{};
  std::string path{};
  std::string body{};
  /// Rows or facts that carry the mark once it is done.
  int rows{1};
  bool is_acknowledged{false};
  std::string answer{};
};

/// What the books hold: mark -> rows that carry it.
struct Found {
  std::map<std::string, int> marks{};
  CountRow counts{};
};

class WriteLoad {
public:
  static constexpr int clients = 8;
  explicit WriteLoad(ServedBooks const& books) : m_books{books} {}

  /// Writes with all clients while `lifetime()` runs; then those whose connection is alive stop.
  template <class Lifetime> void run(Lifetime&& lifetime) {
    ++m_run;
    m_first = m_attempts.size();
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
  [[nodiscard]] std::size_t operations() const { return m_attempts.size(); }
  /// Of all runs: not acknowledged, and found done or not done.
  [[nodiscard]] int unheard_and_done() const { return m_done; }
  [[nodiscard]] int unheard_and_not_done() const { return m_not_done; }
  /// What was answered instead of 200.
  [[nodiscard]] std::vector<http::ClientResponse> const& refusals() const { return m_refusals; }

  /// All or nothing of each of the last run, and all of what was acknowledged.
  void expect_what_was_acknowledged() {
    auto const all = found();
    for (auto i = m_first; i < m_attempts.size(); ++i) {
      auto const& attempt = m_attempts[i];
      auto const there = all.marks.find(attempt.mark);
      auto const rows = there == all.marks.end() ? 0 : there->second;
      if (attempt.is_acknowledged) {
        EXPECT_EQ(rows, attempt.rows) << "acknowledged: " << attempt.mark;
      } else {
        EXPECT_TRUE(rows == 0 || rows == attempt.rows) << attempt.mark << " has " << rows;
        ++(rows == 0 ? m_not_done : m_done);
      }
    }
    EXPECT_EQ(all.counts.entries, all.counts.answers);
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
      auto const answer =
          connection.send("POST", attempt.path, attempt.body, m_books.headers(attempt.mark));
      EXPECT_EQ(answer.status, 200) << answer.body;
      attempt.is_acknowledged = true;
    }
    if (acknowledged == nullptr) return;
    auto const again = connection.send("POST", acknowledged->path, acknowledged->body,
                                       m_books.headers(acknowledged->mark));
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(again.body, acknowledged->answer);
  }
  void expect_everything_once() const {
    auto const all = found();
    EXPECT_EQ(all.marks.size(), m_attempts.size());
    for (auto const& attempt : m_attempts) {
      auto const there = all.marks.find(attempt.mark);
      if (there == all.marks.end() || there->second != attempt.rows)
        ADD_FAILURE() << attempt.mark << " is not there exactly once";
    }
    EXPECT_EQ(all.counts.entries, static_cast<std::int64_t>(m_attempts.size()));
    EXPECT_EQ(all.counts.answers, all.counts.entries);
  }

private:
  void write(int client, std::vector<Attempt>& made, std::atomic<bool> const& is_over) {
    auto connection = m_books.client();
    for (int number = 0; !is_over; ++number) {
      auto& attempt = made.emplace_back(next(client, number));
      try {
        auto answer =
            connection.send("POST", attempt.path, attempt.body, m_books.headers(attempt.mark));
        attempt.is_acknowledged = answer.status == 200;
        attempt.answer = answer.body;
        if (attempt.is_acknowledged) continue;
        std::lock_guard const lock{m_mutex};
        m_refusals.push_back(std::move(answer));
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
      } catch (http::ClientFailure const&) { return; }
    }
  }
  /// A row, a row with its steps, or two facts of one operation.
  [[nodiscard]] Attempt next(int client, int number) const {
    auto const mark = fmt::format("{}.{}.{}", m_run, client, number);
    auto const& branch = m_books.branches()[static_cast<std::size_t>(client)];
    auto const today = SystemClock{}.today();
    if (number % 3 == 0) {
      return {.mark = mark,
              .path = "/api/themes",
              .body = fmt::format(
                  R"({{"street":"{}","kind":"activity.theme_day","month":"{}","title":"{}"}})",
                  m_books.street().value, to_text(Month::of(today)), mark)};
    }
    if (number % 3 == 1) {
      return {.mark = mark,
              .path = "/api/activities",
              .body = fmt::format(
                  R"({{"kind":"activity.theme_day","unit":"{}","day":"{}","title":"{}",)"
                  R"("place":"活动室","also_kinds":[],"named":[]}})",
                  branch.id.value, to_text(today), mark)};
    }
    std::string payments;
    for (auto const member : branch.members) {
      payments += fmt::format(
          R"({}{{"member":"{}","month":"{}","amount":100,"voluntary":true,"reason":"{}"}})",
          payments.empty() ? "" : ",", member.value, to_text(Month::of(today)), mark);
    }
    return {.mark = mark,
            .path = "/api/dues/payments",
            .body = fmt::format(R"({{"unit":"{}","payments":[{}]}})", branch.id.value, payments),
            .rows = static_cast<int>(branch.members.size())};
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
  std::mutex m_mutex{};
  std::vector<Attempt> m_attempts{};
  std::vector<http::ClientResponse> m_refusals{};
  /// Where the last run's begin.
  std::size_t m_first{0};
  int m_run{0};
  int m_done{0};
  int m_not_done{0};
};

}  // namespace hangji::application
