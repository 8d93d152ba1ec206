// A month of everybody's points and dues against one bare pass over the same rows, at 2,660 members
// and at HANGJI_BENCH_MEMBERS (200,000 unless told), ten facts each: a new SQLite file, or the
// database that HANGJI_BENCH_DATABASE names. Dues are reckoned branch by branch, as a branch's
// sheet of the month shows them.
#include "kernel/facts/fact_kinds.h"
#include "kernel/facts/facts_store.h"
#include "organisation/members/members.h"
#include "organisation/units/units.h"
#include "practice/dues/dues_test_rules.h"
#include "practice/dues/dues_views.h"
#include "practice/points/points_pass_store.h"
#include "practice/points/points_test_rules.h"

#include "database/database.h"

#include <benchmark/benchmark.h>

#include <unistd.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace hangji::practice {
namespace {

using database::Database;
using database::Transaction;
using facts::FactRow;

constexpr TenantId tenant{1};
constexpr int facts_of_each = 10;
constexpr std::int64_t members_of_a_branch = 20;
constexpr std::int64_t batch = 20'000;

Month const july = *Month::from_ym(2026, 7);

FactRow a_fact(std::int64_t member, int number) {
  std::string_view const topics[] = {"activity.theme_day", "activity.study",
                                     "activity.volunteering"};
  bool const is_absence = number % 5 == 4;
  bool const is_payment = number % 5 == 3;
  FactRow row;
  row.id = FactId{member * facts_of_each + number + 1};
  row.kind = is_absence ? facts::kind::activity_absent
                        : (is_payment ? facts::kind::dues_paid : facts::kind::activity_attended);
  row.topic = is_payment ? "2026-07" : topics[number % 3];
  row.day = july.first_day().plus_days(number * 2);
  row.counted_month = july;
  row.unit_id = UnitId{member / members_of_a_branch + 1};
  row.member_id = MemberId{member};
  row.amount = 120;
  return row;
}

void add_members(Transaction& transaction, std::int64_t first, std::int64_t last) {
  std::vector<organisation::UnitRow> units;
  std::vector<organisation::MemberRow> members;
  std::vector<organisation::MembershipRow> memberships;
  std::vector<DuesBasisRow> bases;
  std::vector<FactRow> rows;
  for (auto i = first; i < last; ++i) {
    if (i % members_of_a_branch == 0) {
      units.push_back({.id = UnitId{i / members_of_a_branch + 1},
                       .kind = organisation::UnitKind::branch,
                       .founded_on = Date{}});
    }
    members.push_back({.id = MemberId{i + 1}, .name = "党员"});
    memberships.push_back({.id = {i + 1},
                           .member_id = MemberId{i + 1},
                           .unit_id = UnitId{i / members_of_a_branch + 1},
                           .from_day = Date{}});
    bases.push_back({.id = DuesBasisId{i + 1},
                     .member_id = MemberId{i + 1},
                     .from_month = july.plus(-20),
                     .base = Fen{200'000 + i % 900'000}});
    for (int number = 0; number < facts_of_each; ++number) rows.push_back(a_fact(i + 1, number));
  }
  transaction.insert_all<organisation::UnitRow>({"unit"}, units);
  transaction.insert_all<organisation::MemberRow>({"member"}, members);
  transaction.insert_all<organisation::MembershipRow>({"membership"}, memberships);
  transaction.insert_all<DuesBasisRow>({"dues_basis"}, bases);
  facts::insert_all(transaction, rows);
}

/// A database with so many members, filled once.
class Street {
public:
  explicit Street(std::int64_t members) {
    m_directory = std::filesystem::temp_directory_path() /
                  fmt::format("hangji-points-bench-{}-{}", ::getpid(), members);
    std::filesystem::create_directories(m_directory);
    auto const* url = std::getenv("HANGJI_BENCH_DATABASE");
    database::Options options;
    options.url = url != nullptr ? url : "sqlite:" + (m_directory / "data").string();
    m_database = Database::open(options, m_clock);
    for (std::int64_t first = 0; first < members; first += batch) {
      auto const last = std::min(first + batch, members);
      auto const done = m_database->change(tenant, [&](Transaction& transaction) {
        add_members(transaction, first, last);
        return Result<Done>{};
      });
      verify(done.has_value(), "the bench fills its database");
    }
  }
  ~Street() {
    m_database.reset();
    std::error_code ignored;
    std::filesystem::remove_all(m_directory, ignored);
  }
  [[nodiscard]] Database& database() { return *m_database; }

private:
  SystemClock m_clock{};
  std::filesystem::path m_directory{};
  std::unique_ptr<Database> m_database{};
};

std::int64_t wanted_members() {
  auto const* wanted = std::getenv("HANGJI_BENCH_MEMBERS");
  return wanted != nullptr ? std::atoll(wanted) : 200'000;
}

Street& street_of(std::int64_t members) {
  static std::map<std::int64_t, Street> streets;
  return streets.try_emplace(members, members).first->second;
}

/// The highest resident memory from here to `note_memory`, pages of the mapped file included.
void forget_memory() { std::ofstream{"/proc/self/clear_refs"} << 5; }

void note_memory(benchmark::State& state, std::int64_t members) {
  std::ifstream file{"/proc/self/status"};
  std::int64_t peak_kib = 0;
  for (std::string word; file >> word;) {
    if (word == "VmHWM:") file >> peak_kib;
  }
  state.counters["members"] = static_cast<double>(members);
  state.counters["peak_MiB"] = static_cast<double>(peak_kib) / 1024;
}

void pass_over_a_months_facts(benchmark::State& state) {
  auto const members = state.range(0) == 0 ? wanted_members() : state.range(0);
  auto& street = street_of(members);
  forget_memory();
  for (auto _ : state) {
    std::int64_t sum = 0;
    street.database().read(tenant, [&](Transaction& transaction) {
      each_fact_of_month(transaction, july, [&](MonthFact const& fact) { sum += fact.amount; });
      return scored_members(transaction, july).size();
    });
    benchmark::DoNotOptimize(sum);
  }
  note_memory(state, members);
}
BENCHMARK(pass_over_a_months_facts)->Arg(2'660)->Arg(0)->Unit(benchmark::kMillisecond);

void score_a_month(benchmark::State& state) {
  auto const members = state.range(0) == 0 ? wanted_members() : state.range(0);
  auto& street = street_of(members);
  forget_memory();
  auto const rules = shipped_points_rules();
  for (auto _ : state) {
    std::int64_t sum = 0;
    street.database().read(tenant, [&](Transaction& transaction) {
      each_month_score(transaction, rules, july, [&](ScoredMember const&, MonthScore const& score) {
        sum += score.total.value;
      });
      return 0;
    });
    verify(sum > 0, "everyone has points");
  }
  note_memory(state, members);
}
BENCHMARK(score_a_month)->Arg(2'660)->Arg(0)->Unit(benchmark::kMillisecond);

void dues_of_a_month(benchmark::State& state) {
  auto const members = state.range(0) == 0 ? wanted_members() : state.range(0);
  auto& street = street_of(members);
  forget_memory();
  auto const& rules = shipped();
  for (auto _ : state) {
    Fen owed{};
    street.database().read(tenant, [&](Transaction& transaction) {
      for (std::int64_t unit = 1; unit <= (members - 1) / members_of_a_branch + 1; ++unit)
        owed += sheet_of(transaction, rules, UnitId{unit}, july).owed;
      return 0;
    });
    verify(owed > Fen{}, "everyone owes");
  }
  note_memory(state, members);
}
BENCHMARK(dues_of_a_month)->Arg(2'660)->Arg(0)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace hangji::practice
