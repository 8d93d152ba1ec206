// A year of a small street from January to December, on both engines: the books verify, the months
// are closed, and what is derived comes out the same when it is reckoned again from the facts.
#include "application/commands_store.h"
#include "application/demo_simulation.h"
#include "database/test_databases.h"
#include "organisation/organisation_invariants.h"
#include "organisation/unit_duties/unit_duties.h"
#include "organisation/units/units_store.h"
#include "practice/points/points_operations.h"
#include "practice/points/points_store.h"

#include <gtest/gtest.h>

namespace hangji::application {
namespace {

using database::Transaction;

class Year : public ::testing::TestWithParam<database::Engine> {
protected:
  void SetUp() override {
    auto pattern = (std::filesystem::temp_directory_path() / "hangji-year.XXXXXX").string();
    m_data = ::mkdtemp(pattern.data());
    Settings const settings{.database = m_database.url(),
                            .data = m_data,
                            .rules = std::filesystem::path{__FILE__}.parent_path() / "../../rules",
                            .today = parse_date("2027-01-20")};
    simulate(settings, {.sizes = {1, 3, 30, 6, 10}, .today = *settings.today, .first = january},
             [](std::string const&) {});
    m_program = std::make_unique<Program>(settings);
  }
  void TearDown() override {
    m_program.reset();
    std::filesystem::remove_all(m_data);
  }
  template <class Work> auto read(Work const& work) {
    return m_program->database().read(the_street, work);
  }
  std::vector<std::string> faults() {
    return read([](Transaction& transaction) {
      auto found = journal::verify_books(transaction, street_books()).faults;
      for (auto& fault : organisation::faults(transaction)) found.push_back(std::move(fault));
      return found;
    });
  }
  /// Everything that is derived and kept, line by line.
  std::vector<std::string> derived() {
    return read([](Transaction& transaction) {
      std::vector<std::string> lines;
      practice::each_register(transaction, [&](std::span<practice::TallyRow const> rows) {
        for (auto const& row : rows) lines.push_back(to_json(row));
      });
      each_place(transaction, [&](auto const& row) { lines.push_back(to_json(row)); });
      return lines;
    });
  }
  void rebuild() {
    m_program->database().write(the_street, [&](Transaction& transaction) {
      auto const rules = m_program->services().rulebooks.of(transaction);
      organisation::rebuild_places(transaction);
      for (auto const month : closed_months(transaction))
        EXPECT_EQ(practice::rebuild_points(transaction, *rules, month).outdated, 0);
      return true;
    });
  }
  /// Branches that stood the whole year and did not close the register of the month.
  std::vector<std::string> unclosed(Month month) {
    return read([&](Transaction& transaction) {
      std::vector<std::string> open;
      auto const root = organisation::roots(transaction).front().id;
      for (auto const& unit : organisation::tree(transaction, root, transaction.today())) {
        bool const closed = !organisation::holds_members(unit.kind) ||
                            facts::is_closed(transaction, unit.id, month);
        if (!closed) open.push_back(fmt::format("{} {}", unit.short_name, to_text(month)));
      }
      return open;
    });
  }

  Month january{*Month::from_ym(2026, 1)};

private:
  database::TestDatabase m_database{GetParam()};
  std::filesystem::path m_data{};
  std::unique_ptr<Program> m_program{};
};
HANGJI_ON_BOTH_ENGINES(Year);

TEST_P(Year, verifies_is_closed_month_by_month_and_is_reckoned_again_to_the_same) {
  EXPECT_EQ(faults(), std::vector<std::string>{});
  for (int i = 0; i < 12; ++i) EXPECT_EQ(unclosed(january.plus(i)), std::vector<std::string>{});
  auto const before = derived();
  EXPECT_GT(before.size(), 12U * 25U) << "a line a member a month";
  rebuild();
  EXPECT_EQ(derived(), before);
  EXPECT_EQ(faults(), std::vector<std::string>{});
}

}  // namespace
}  // namespace hangji::application
