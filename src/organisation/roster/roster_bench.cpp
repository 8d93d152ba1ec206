// A roster of 100,000 members: only reading the workbook, and importing it whole.
#include "database/database.h"
#include "documents/table_writer.h"
#include "foundation/identity_number.h"
#include "kernel/rules/rulebook.h"
#include "kernel/secrets/sealed.h"
#include "organisation/roster/roster_import.h"
#include "organisation/units/units_operations.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <unistd.h>
#include <cstdlib>

namespace {
namespace documents = hangji::documents;
namespace organisation = hangji::organisation;
using hangji::Date;
using organisation::RosterKind;

constexpr int members = 100'000;
constexpr int branches = 100;

std::string identity_number(int i) {
  auto const born = Date::from_ymd(1950, 1, 1)->plus_days(i % 15'000);
  auto text = fmt::format("999999{:04}{:02}{:02}{:03}", born.year(), born.month(), born.day(),
                          i / 15'000 * 2 + 1);
  return text + hangji::identity_check_character(text);
}

std::vector<documents::OutCell> row_of(int i) {
  auto const number = identity_number(i);
  auto const born = *hangji::parse_date(number.substr(6, 4) + "-" + number.substr(10, 2) + "-" +
                                        number.substr(12, 2));
  return {std::int64_t{i + 1},
          fmt::format("张{}", i % 977),
          number,
          std::string{"男"},
          std::string{"汉族"},
          born,
          std::string{"大学本科"},
          std::string{"正式党员"},
          fmt::format("第{}支部", i % branches),
          born.plus_months(30 * 12),
          born.plus_months(31 * 12),
          std::string{"公司职员"},
          fmt::format("1{:010}", i),
          std::string{"023-63830000"},
          fmt::format("某街某路{}号", i),
          std::string{"正常"},
          std::string{"否"},
          {},
          std::string{"否"},
          {},
          std::string{"在职党员"},
          hangji::Fen{350'000},
          std::string{"无"}};
}

std::string workbook() {
  documents::WorkbookWriter writer;
  documents::OutSheet sheet{"党员", "党员花名册", {}};
  for (auto const* heading : {"序号",
                              "姓名",
                              "公民身份号码",
                              "性别",
                              "民族",
                              "出生日期",
                              "学历",
                              "人员类别",
                              "所在党支部",
                              "加入党组织日期",
                              "转为正式党员日期",
                              "工作岗位",
                              "联系电话",
                              "固定电话",
                              "家庭住址",
                              "党籍状态",
                              "是否为失联党员",
                              "失去联系日期",
                              "是否为流动党员",
                              "外出流向",
                              "积分类别",
                              "党费基数",
                              "备注"}) {
    sheet.columns.push_back({heading, 12});
  }
  writer.add_sheet(sheet);
  for (int i = 0; i < members; ++i) writer.add_row(row_of(i));
  return writer.finish();
}

std::string const& roster() {
  static std::string const bytes = workbook();
  return bytes;
}

void read_a_roster(benchmark::State& state) {
  static_cast<void>(roster());
  for (auto _ : state) {
    auto const reader = documents::open_table(roster(), "党员.xlsx");
    std::int64_t rows = 0;
    for (documents::Row row; reader->next(row);) ++rows;
    benchmark::DoNotOptimize(rows);
  }
}
BENCHMARK(read_a_roster)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

class Quiet : public hangji::jobs::Progress {
public:
  void tell(std::int64_t, std::int64_t, std::string) override {}
  [[nodiscard]] bool is_cancelled() const override { return false; }
};

/// A street of branches in a database of its own.
class Street {
public:
  Street() {
    auto pattern = (std::filesystem::temp_directory_path() / "hangji-bench.XXXXXX").string();
    m_directory = ::mkdtemp(pattern.data());
    m_database = hangji::database::Database::open(
        {.url = "sqlite:" + (m_directory / "street").string()}, m_clock);
    auto const done = m_database->change(tenant, [&](hangji::database::Transaction& transaction) {
      hangji::journal::Change change{transaction, {}, "bench.street"};
      auto const day = *Date::from_ymd(2000, 1, 1);
      auto const street = organisation::found_unit(
          change, secrets,
          {.kind = organisation::UnitKind::street, .full_name = "街道", .founded_on = day});
      for (int i = 0; i < branches; ++i) {
        static_cast<void>(organisation::found_unit(
            change, secrets,
            {.full_name = fmt::format("第{}支部", i), .parent = *street, .founded_on = day}));
      }
      change.finish();
      return street;
    });
    hangji::verify(done.has_value(), "the street is founded");
  }
  ~Street() {
    m_database.reset();
    std::filesystem::remove_all(m_directory);
  }
  Street(Street const&) = delete;
  Street& operator=(Street const&) = delete;

  std::int64_t import() {
    organisation::RosterImport wanted;
    wanted.rosters[RosterKind::members] = [] { return documents::open_table(roster(), ""); };
    Quiet quiet;
    auto const outcome =
        organisation::import_rosters(*m_database, tenant, {}, {secrets, rulebook}, wanted, quiet);
    hangji::verify(outcome.has_value(), outcome ? "" : outcome.error().message);
    auto const& counts = outcome->rosters.front();
    hangji::verify(counts.added + counts.unchanged == members, "every row is good");
    return counts.added;
  }

private:
  static constexpr hangji::TenantId tenant{1};
  hangji::secrets::Secrets secrets{hangji::secrets::Secrets::for_tests()};
  hangji::rules::Rulebook rulebook{};
  hangji::ManualClock m_clock{*Date::from_ymd(2026, 11, 23)};
  std::filesystem::path m_directory{};
  std::unique_ptr<hangji::database::Database> m_database{};
};

void import_a_roster(benchmark::State& state) {
  static_cast<void>(roster());
  for (auto _ : state) {
    state.PauseTiming();
    auto street = std::make_unique<Street>();
    state.ResumeTiming();
    benchmark::DoNotOptimize(street->import());
    state.PauseTiming();
    street.reset();
    state.ResumeTiming();
  }
}
BENCHMARK(import_a_roster)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Iterations(2);

void import_a_roster_again(benchmark::State& state) {
  Street street;
  street.import();
  for (auto _ : state) benchmark::DoNotOptimize(street.import());
}
BENCHMARK(import_a_roster_again)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Iterations(1);
}  // namespace
