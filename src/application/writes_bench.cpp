// Durable writes of the running program over loopback: 64 clients, each marking one person's
// attendance again and again, no pair of person and activity twice. When HANGJI_BENCH_BEFORE names
// a file, the books as they were before the first mark are copied there: bench_database writes the
// same rows into that copy by the bare interface.
#include "application/bench_program.h"
#include "application/commands.h"
#include "kernel/rules/rulebooks.h"
#include "organisation/members/members_store.h"
#include "organisation/units/units_store.h"
#include "practice/activities/activities_operations.h"

#include <benchmark/benchmark.h>

#include <fstream>

namespace hangji::application {
namespace {

constexpr int clients = 64;
constexpr int activities_of_a_branch = 40;

struct Target {
  ActivityId activity{};
  MemberId member{};
};

/// Neighbours in the list are of different branches, as clients at different places are.
std::vector<Target> plan(Program& program) {
  std::vector<std::vector<Target>> rounds;
  auto const rules = program.database().read(the_street, [&](database::Transaction& transaction) {
    return program.services().rulebooks.of(transaction);
  });
  program.database().write(the_street, [&](database::Transaction& transaction) {
    rounds.clear();
    auto const today = transaction.today();
    for (auto const& unit : organisation::tree(transaction, street_of(transaction), today)) {
      if (unit.kind != organisation::UnitKind::branch) continue;
      auto const members = organisation::members_of(transaction, unit.id, today);
      for (int number = 0; number < activities_of_a_branch; ++number) {
        journal::Change change{transaction, {}, "bench.plan"};
        auto const id = practice::plan_activity(
            change, *rules,
            {.kind = "activity.theme_day", .unit = unit.id, .day = today, .title = "测量"});
        verify(id.has_value(), "a branch holds theme days");
        change.finish();
        rounds.resize(std::max(rounds.size(), members.size()));
        for (std::size_t i = 0; i < members.size(); ++i) rounds[i].push_back({*id, members[i].id});
      }
    }
    return true;
  });
  std::vector<Target> all;
  for (auto const& round : rounds) all.insert(all.end(), round.begin(), round.end());
  return all;
}

constexpr std::string_view script = R"lua(
local targets = {}
for activity, member in io.open(FILE):read("*a"):gmatch("(%d+) (%d+)") do
  targets[#targets + 1] = {activity, member}
end
local number = 0
request = function()
  number = number + 1
  local target = targets[number]
  wrk.headers["Idempotency-Key"] = "bench-" .. number
  return wrk.format("POST", "/api/activities/" .. target[1] .. "/attendance", nil,
      '{"marks":[{"member":"' .. target[2] .. '","presence":"present"}]}')
end
)lua";

/// The script for wrk, with its list of targets beside it.
std::filesystem::path write_script(BenchPerson const& person, std::vector<Target> const& targets) {
  auto const base = std::filesystem::temp_directory_path() / fmt::format("hangji-{}", ::getpid());
  auto const list = base.string() + ".txt";
  std::ofstream file{list};
  for (auto const& target : targets)
    file << target.activity.value << ' ' << target.member.value << '\n';
  auto const path = base.string() + ".lua";
  std::ofstream{path} << fmt::format(
      "FILE = '{}'\nwrk.headers['Cookie'] = '{}'\nwrk.headers['X-CSRF-Token'] = '{}'\n"
      "wrk.headers['Content-Type'] = 'application/json'\n{}",
      list, person.cookie, person.csrf, script);
  return path;
}

void attendance_of_one_person(benchmark::State& state) {
  auto& bench = BenchProgram::get();
  auto const person = bench.sign_in("jiedao");
  auto const path = write_script(person, plan(bench.program()));
  if (auto const* copy = std::getenv("HANGJI_BENCH_BEFORE"); copy != nullptr)
    bench.program().database().backup_to(copy);
  for (auto _ : state) {
    auto const report =
        load(fmt::format("-c{} -s {} 'http://127.0.0.1:{}'", clients, path.string(), bench.port()));
    note(state, report);
  }
  std::filesystem::remove(path);
  std::filesystem::remove(std::filesystem::path{path}.replace_extension(".txt"));
}
BENCHMARK(attendance_of_one_person)->Iterations(1)->UseManualTime()->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace hangji::application
