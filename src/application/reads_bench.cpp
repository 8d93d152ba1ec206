// Reads of the running program over loopback, against the same server's own empty JSON answer under
// the same load, asked as a browser asks: with gzip.
#include "application/bench_program.h"
#include "application/commands.h"

#include <benchmark/benchmark.h>

namespace hangji::application {
namespace {

constexpr int connections = 32;

void ask(benchmark::State& state, std::string const& path, std::string_view login) {
  auto& bench = BenchProgram::get();
  std::string cookie;
  if (!login.empty()) cookie = fmt::format("-H 'Cookie: {}'", bench.sign_in(login).cookie);
  auto const where = fmt::format("-c{} -H 'Accept-Encoding: gzip' {} 'http://127.0.0.1:{}{}'",
                                 connections, cookie, bench.port(), path);
  for (auto _ : state) {
    auto const report = load(where);
    note(state, report);
  }
}

std::string root_path(std::string_view rest) {
  auto const root = BenchProgram::get().program().database().read(
      the_street, [](database::Transaction& transaction) { return street_of(transaction); });
  return fmt::format("/api/units/{}/{}", root.value, rest);
}

void empty_answer(benchmark::State& state) {
  ask(state, std::string{BenchProgram::empty_route}, "");
}
void member_page(benchmark::State& state) { ask(state, root_path("members?limit=20"), "jiedao"); }
void workbench_of_secretary(benchmark::State& state) { ask(state, "/api/workbench", "shuji"); }
void workbench_of_street(benchmark::State& state) { ask(state, "/api/workbench", "jiedao"); }
void units_of_street(benchmark::State& state) { ask(state, "/api/units", "jiedao"); }
void tree_of_street(benchmark::State& state) { ask(state, root_path("tree"), "jiedao"); }

BENCHMARK(empty_answer)->Iterations(1)->UseManualTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(member_page)->Iterations(1)->UseManualTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(workbench_of_secretary)->Iterations(1)->UseManualTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(workbench_of_street)->Iterations(1)->UseManualTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(units_of_street)->Iterations(1)->UseManualTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(tree_of_street)->Iterations(1)->UseManualTime()->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace hangji::application
