// The archive through the door: gaps that close when the work is done, sorting, filing with numbers
// at the year's end, covers and spines, and nothing of another branch.
#include "application/test_street.h"

namespace hangji::application {
namespace {

using access::Role;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class ArchiveApi : public StreetOnBothEngines {
protected:
  static constexpr auto volume = "archive.volume.theme_day";
  Person::Answer gaps() {
    return secretary->read("/api/archive/gaps?" + of(branch, "&period=2026-10"));
  }
  Person::Answer file(Person& who, UnitId unit, int year) {
    return who.post("/api/archive/filings",
                    fmt::format(R"({{"unit":"{}","year":{}}})", unit.value, year));
  }
  Person::Answer sort(std::string_view period) {
    return secretary->post("/api/archive/sortings",
                           fmt::format(R"({{"unit":"{}","period":"{}"}})", branch.value, period));
  }
  Person::Answer items(Person& who, UnitId unit) {
    return who.read("/api/archive/items?" + of(unit, fmt::format("&year=2026&volume={}", volume)));
  }
};
HANGJI_ON_BOTH_ENGINES(ArchiveApi);

TEST_P(ArchiveApi, a_gap_is_closed_by_the_work_that_was_missing) {
  auto const before = gaps();
  ASSERT_EQ(before.status, 200) << before.text;
  EXPECT_THAT(before.text, HasSubstr("主题党日"));
  expect_nothing_of_others(before);
  hold_theme_day("2026-10-20");
  EXPECT_THAT(gaps().text, Not(HasSubstr("activity.theme_day")));
  auto const kept = items(*secretary, branch);
  ASSERT_EQ(kept.body.at("total"), 1) << kept.text;
  EXPECT_THAT(kept.text, HasSubstr("学习会"));
}

TEST_P(ArchiveApi, a_period_is_sorted_once_when_it_is_over) {
  hold_theme_day("2026-10-20");
  EXPECT_EQ(sort("2026-11").code(), "archive.not_over");
  EXPECT_EQ(sort("2026-Q3").code(), "archive.period_unknown");
  expect_done(sort("2026-10"));
  EXPECT_EQ(sort("2026-10").code(), "archive.already_sorted");
}

TEST_P(ArchiveApi, the_community_files_the_year_when_it_is_over_and_numbers_each_item_once) {
  hold_theme_day("2026-10-20");
  hold_theme_day("2026-11-20");
  EXPECT_EQ(file(*secretary, branch, 2026).code(), "archive.unit_keeps_none");
  EXPECT_EQ(file(*worker, community, 2026).code(), "archive.not_over");
  clock().set(testing::day("2027-01-10"));
  auto again = person("january", Role::community_worker, community);
  EXPECT_EQ(file(again, community, 2026).code(), "archive.fonds_missing");
  expect_done(again.post("/api/archive/fonds",
                         fmt::format(R"({{"unit":"{}","code":"J101"}})", community.value)));
  auto const filed = file(again, community, 2026);
  ASSERT_EQ(filed.status, 200) << filed.text;
  EXPECT_EQ(filed.body.at("items"), 2);
  EXPECT_EQ(file(again, community, 2026).code(), "archive.nothing_to_file");
  auto const kept = items(again, community);
  ASSERT_EQ(kept.body.at("total"), 2) << kept.text;
  EXPECT_EQ(kept.body.at("rows").at(0).at("number"), 1);
  EXPECT_EQ(kept.body.at("rows").at(1).at("number"), 2);
  expect_nothing_of_others(kept);
}

TEST_P(ArchiveApi, covers_spines_and_catalogues_are_printed) {
  hold_theme_day("2026-10-20");
  for (auto const* sheet : {"cover", "spine", "catalogue"}) {
    auto const path = fmt::format("/api/archive/{}.pdf?{}&year=2026&volume=", sheet, of(community));
    EXPECT_THAT(worker->read(path + volume).text, StartsWith("%PDF-")) << sheet;
    EXPECT_EQ(worker->read(path + "archive.volume.none").code(), "archive.volume_unknown");
  }
}

TEST_P(ArchiveApi, another_branchs_archive_is_closed) {
  auto stranger = person("other", Role::branch_secretary, other_branch);
  hold_theme_day("2026-10-20");
  auto const fact =
      std::string{items(*secretary, branch).body.at("rows").at(0).at("fact").as_string()};
  EXPECT_EQ(stranger.read("/api/archive/items/" + fact + "/record.pdf").code(),
            "access.not_allowed");
  for (auto const* path :
       {"/api/archive/gaps?period=2026-10&", "/api/archive/items?year=2026&",
        "/api/archive/volumes?year=2026&", "/api/archive/cover.pdf?year=2026&volume=a&",
        "/api/archive/spine.pdf?year=2026&volume=a&"}) {
    auto const answer = stranger.read(path + of(branch));
    EXPECT_EQ(answer.code(), "access.not_allowed") << path;
    EXPECT_THAT(answer.text, Not(HasSubstr("学习会")));
  }
  EXPECT_EQ(file(stranger, community, 2025).code(), "access.not_allowed");
  EXPECT_EQ(file(*worker, other_community, 2025).code(), "access.not_allowed");
}

}  // namespace
}  // namespace hangji::application
