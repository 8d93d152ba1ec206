// A street's month: 176 units, fifteen duties each, a year of facts.
#include "kernel/facts/fact_kinds.h"
#include "kernel/obligations/obligations.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

namespace {
namespace obligations = hangji::obligations;
using hangji::Date;
using hangji::Month;
using obligations::DutyFact;

struct Street {
  static constexpr int units_count = 176;
  static constexpr int kinds_count = 15;

  std::vector<hangji::rules::Rule> rules{};
  std::vector<obligations::DutyInForce> duties{};
  std::vector<obligations::DutyUnit> units{};
  std::vector<DutyFact> facts{};

  Street() : rules(kinds_count) {
    auto const first = *Date::from_ymd(2026, 1, 1);
    for (int kind = 0; kind < kinds_count; ++kind) {
      auto& rule = rules[static_cast<std::size_t>(kind)];
      rule.id = fmt::format("activity.kind_{}", kind);
      duties.push_back({&rule,
                        {.cadence = {.grace_days = 5},
                         .fact = std::string{hangji::facts::kind::activity_finished},
                         .topic = rule.id,
                         .units = {"branch"}}});
    }
    for (int unit = 1; unit <= units_count; ++unit) {
      units.push_back({.id = {unit}, .kind = "branch", .founded_on = first});
      for (int month = 0; month < 12; ++month) {
        for (auto const& rule : rules) {
          facts.push_back({{static_cast<std::int64_t>(facts.size()) + 1},
                           {unit},
                           std::string{hangji::facts::kind::activity_finished},
                           rule.id,
                           first.plus_months(month).plus_days(unit % 28)});
        }
      }
    }
  }
};

void judge_a_streets_month(benchmark::State& state) {
  Street const street;
  auto const month = *Month::from_ym(2026, 7);
  for (auto _ : state) {
    benchmark::DoNotOptimize(obligations::judge(street.duties, street.units, {street.facts}, month,
                                                *Date::from_ymd(2026, 7, 20)));
  }
}
BENCHMARK(judge_a_streets_month)->Unit(benchmark::kMillisecond);

void judge_a_branch_today(benchmark::State& state) {
  Street const street;
  std::span const facts{street.facts.data(), Street::kinds_count * 12};
  for (auto _ : state) {
    benchmark::DoNotOptimize(obligations::judge_open(street.duties, {street.units.data(), 1},
                                                     {facts}, *Date::from_ymd(2026, 7, 20), 31));
  }
}
BENCHMARK(judge_a_branch_today)->Unit(benchmark::kMicrosecond);
}  // namespace
