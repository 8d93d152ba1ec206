// The demo street: its figures, that it comes out the same each time, and a small one played for
// two months on books that verify.
#include "application/demo_simulation.h"
#include "documents/table_reader.h"
#include "kernel/access/access_store.h"
#include "organisation/enterprises/enterprises_store.h"
#include "organisation/members/members_store.h"
#include "organisation/units/units_store.h"
#include "practice/activities/activities_store.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace hangji::application {
namespace {

using database::Transaction;

std::string written(Street const& street) {
  std::string text;
  for (auto const& unit : street.units) {
    text += fmt::format("{}|{}|{}|{}\n", unit.full_name, unit.host_credit_code, unit.secretary,
                        unit.members);
  }
  for (auto const& member : street.members) {
    text += fmt::format("{}|{}|{}|{}\n", member.name, member.identity_number, member.unit,
                        to_text(member.joined_on));
  }
  for (auto const& enterprise : street.enterprises)
    text += fmt::format("{}|{}|{}\n", enterprise.name, enterprise.credit_code, enterprise.address);
  return text;
}

TEST(DemoStreet, it_has_the_figures_of_the_article) {
  auto const street = invent_street({}, 2026);
  std::map<StreetUnitSort, int> units;
  for (auto const& unit : street.units) ++units[unit.sort];
  EXPECT_EQ(units[StreetUnitSort::street], 1);
  EXPECT_EQ(units[StreetUnitSort::community], 10);
  EXPECT_EQ(street.units.size(), 1 + 10 + 176);
  EXPECT_EQ(street.members.size(), 1995 + 665);
  EXPECT_EQ(std::ranges::count(street.members, true, &StreetMember::is_floating), 665);
  EXPECT_EQ(street.enterprises.size(), 9844);
  std::set<StreetCategory> categories;
  for (auto const& member : street.members) categories.insert(member.category);
  EXPECT_EQ(categories.size(), 5);
  std::set<std::string> states;
  for (auto const& enterprise : street.enterprises) states.insert(enterprise.state);
  for (auto const* gone : {"关", "停", "并", "转"}) EXPECT_TRUE(states.contains(gone)) << gone;
}

TEST(DemoStreet, nobody_in_it_lives_and_no_number_comes_twice) {
  auto const street = invent_street({}, 2026);
  std::set<std::string> numbers;
  for (auto const& member : street.members) {
    auto const number = IdentityNumber::parse(member.identity_number);
    ASSERT_TRUE(number.has_value()) << member.identity_number;
    EXPECT_TRUE(number->is_invented());
    EXPECT_EQ(number->birth_date(), member.born_on);
    EXPECT_EQ(number->sex(), member.sex);
    EXPECT_TRUE(member.phone.starts_with("10000"));
    numbers.insert(member.identity_number);
  }
  EXPECT_EQ(numbers.size(), street.members.size());
  std::set<std::string> codes;
  std::size_t with_code = 0;
  for (auto const& enterprise : street.enterprises) {
    if (enterprise.credit_code.empty()) continue;
    auto const code = CreditCode::parse(enterprise.credit_code);
    ASSERT_TRUE(code.has_value()) << enterprise.credit_code;
    EXPECT_FALSE(code->check_digit_is_wrong) << enterprise.credit_code;
    codes.insert(code->text);
    ++with_code;
  }
  EXPECT_EQ(codes.size(), with_code);
  std::set<std::string> names;
  for (auto const& unit : street.units) names.insert(unit.full_name);
  EXPECT_EQ(names.size(), street.units.size());
}

TEST(DemoStreet, the_same_seed_gives_the_same_rows) {
  StreetSizes const small{2, 12, 90, 30, 40};
  EXPECT_EQ(written(invent_street(small, 2026, 7)), written(invent_street(small, 2026, 7)));
  EXPECT_NE(written(invent_street(small, 2026, 7)), written(invent_street(small, 2026, 8)));
}

TEST(DemoStreet, a_workbook_has_a_title_above_its_headings_and_dates_written_in_several_ways) {
  auto const books = write_workbooks(invent_street({2, 12, 90, 30, 40}, 2026));
  auto const reader = documents::open_table(books.members, "党员.xlsx");
  documents::Row row;
  ASSERT_TRUE(reader->next(row));
  EXPECT_EQ(row.cells[0].text, "解放碑街道党员花名册（截至2025年12月31日，内部资料）");
  ASSERT_TRUE(reader->next(row));
  EXPECT_EQ(row.cells[1].text, "公民身份号码");
  std::set<documents::CellKind> kinds;
  while (reader->next(row)) kinds.insert(row.cells[4].kind);
  EXPECT_TRUE(kinds.contains(documents::CellKind::date));
  EXPECT_TRUE(kinds.contains(documents::CellKind::text));
}

/// A street played into a folder of its own.
class PlayedStreet {
public:
  PlayedStreet() {
    auto pattern = (std::filesystem::temp_directory_path() / "hangji-demo.XXXXXX").string();
    m_settings.data = ::mkdtemp(pattern.data());
    m_settings.rules = std::filesystem::path{__FILE__}.parent_path() / "../../rules";
    m_settings.today = today;
    simulate(m_settings, {.sizes = {2, 12, 120, 40, 60}, .today = today},
             [](std::string const&) {});
    m_program = std::make_unique<Program>(m_settings);
  }
  ~PlayedStreet() {
    m_program.reset();
    std::filesystem::remove_all(m_settings.data);
  }
  PlayedStreet(PlayedStreet const&) = delete;
  PlayedStreet& operator=(PlayedStreet const&) = delete;

  template <class Work> auto read(Work const& work) {
    return m_program->database().read(the_street, work);
  }
  /// Every entry but for what is sealed or salted anew each time: values under the key, passwords.
  std::string told() {
    return read([](Transaction& transaction) {
      std::string text;
      auto const last = journal::head(transaction).seq;
      for (auto before = last + 1; before > 1;) {
        for (auto const& entry : journal::entries(transaction, {}, before, 500)) {
          text +=
              fmt::format("{} {} {} {} {} {} {}\n", entry.seq, entry.id, to_text(entry.at),
                          entry.operation, entry.unit_id.value, entry.summary, entry.facts_digest);
          before = entry.seq;
        }
      }
      return text;
    });
  }

  static constexpr Date today{20517};  // 2026-03-05

private:
  Settings m_settings{};
  std::unique_ptr<Program> m_program{};
};

TEST(DemoSimulation, two_months_verify_and_come_out_the_same) {
  ASSERT_EQ(to_text(PlayedStreet::today), "2026-03-05");
  PlayedStreet one;
  auto const report = one.read(
      [](Transaction& transaction) { return journal::verify_books(transaction, street_books()); });
  EXPECT_EQ(report.faults, std::vector<std::string>{});
  EXPECT_GT(report.entries, 300);
  PlayedStreet other;
  EXPECT_EQ(one.told(), other.told());
}

TEST(DemoSimulation, what_was_imported_is_what_was_invented) {
  PlayedStreet played;
  played.read([](Transaction& transaction) {
    auto const root = organisation::roots(transaction).front().id;
    std::map<organisation::Registration, std::int64_t> members;
    for (auto const& count : organisation::member_counts(transaction, root))
      members[count.registration] += count.members;
    EXPECT_EQ(members[organisation::Registration::registered], 120);
    EXPECT_EQ(members[organisation::Registration::floating], 40);
    std::int64_t enterprises = 0;
    for (auto const& count : organisation::enterprise_counts(transaction, {}, transaction.today()))
      enterprises += count.enterprises;
    EXPECT_EQ(enterprises, 60);
    EXPECT_TRUE(access::user_by_login(transaction, "weiyuan").has_value());
    return true;
  });
}

}  // namespace
}  // namespace hangji::application
