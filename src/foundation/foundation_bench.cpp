// What is called once for each of millions of rows.
#include "foundation/code_points.h"
#include "foundation/text.h"
#include "foundation/written_date.h"

#include <benchmark/benchmark.h>

namespace hangji {

namespace {
void parse_dates(benchmark::State& state) {
  std::string const text = "2026-07-01";
  for (auto _ : state) benchmark::DoNotOptimize(parse_date(text));
}
BENCHMARK(parse_dates);

void parse_written_dates(benchmark::State& state) {
  std::string const text = "2001年7月1日";
  for (auto _ : state) benchmark::DoNotOptimize(read_written_date(text));
}
BENCHMARK(parse_written_dates);

void print_dates(benchmark::State& state) {
  Date day{20'000};
  for (auto _ : state) {
    benchmark::DoNotOptimize(to_text(day));
    day = day.plus_days(day.days < 30'000 ? 1 : -10'000);
  }
}
BENCHMARK(print_dates);

/// Names of three characters out of the 6,000 first of the block, so that the table fills on the
/// way.
void read_initials_of_100_000_names(benchmark::State& state) {
  std::vector<std::string> names;
  for (int i = 0; i < 100'000; ++i) {
    std::string name;
    for (int const c : {i % 6'000, i * 7 % 6'000, i * 13 % 6'000}) {
      append_code_point(name, 0x4E00 + c);
    }
    names.push_back(name);
  }
  for (auto _ : state) {
    for (auto const& name : names) benchmark::DoNotOptimize(pinyin_initials(name));
  }
}
BENCHMARK(read_initials_of_100_000_names)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(read_initials_of_100_000_names)->Unit(benchmark::kMillisecond);
}  // namespace

}  // namespace hangji
