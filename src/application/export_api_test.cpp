// The tables as the pages give them out: one's own reach, in words, numbers masked.
#include "application/test_program.h"
#include "documents/table_reader.h"
#include "testing/world.h"

#include <gmock/gmock.h>

namespace hangji::application {
namespace {

using access::Role;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::World;

/// Today is 23 November 2026.
class ExportApi : public ProgramOnBothEngines {
protected:
  void SetUp() override {
    ProgramOnBothEngines::SetUp();
    World world{program().database(), clock()};
    community = world.community("甲社区");
    branch = world.branch(community, "甲社区第一支部");
    world.enterprise(community, "甲社区企业");
    auto const far = world.community("乙社区");
    world.enterprise(far, "乙社区企业");
    auto office = person("office", Role::street_office, world.street());
    enroll(office, branch, "张三", 1);
    enroll(office, world.branch(far, "乙社区第一支部"), "李四", 2);
  }
  /// Through the door: the numbers are sealed with the program's own key.
  static void enroll(Person& office, UnitId unit, std::string_view name, int number) {
    auto const answer = office.post(
        "/api/members", fmt::format(R"({{"unit":"{}","from":"2020-01-01","details":{{"name":"{}",)"
                                    R"("identity_number":"{}","joined_on":"2005-07-01",)"
                                    R"("full_member_on":"2006-07-01"}}}})",
                                    unit.value, name,
                                    testing::invented_identity_number(testing::day("1980-05-01"),
                                                                      Sex::male, number)));
    ASSERT_EQ(answer.status, 200) << answer.text;
  }
  static std::string address(std::string_view table, UnitId unit) {
    return fmt::format("/api/exports/{}?unit={}", table, unit.value);
  }
  /// Every cell of the workbook, a row a line.
  static std::string cells_of(std::string const& bytes) {
    auto const reader = documents::open_table(bytes, "导出.xlsx");
    std::string text;
    documents::Row row;
    while (reader->next(row)) {
      for (auto const& cell : row.cells) text += cell.text + "|";
      text += "\n";
    }
    return text;
  }
  UnitId community{};
  UnitId branch{};
};
HANGJI_ON_BOTH_ENGINES(ExportApi);

TEST_P(ExportApi, a_community_is_given_its_own_members_in_words_and_masked) {
  auto worker = person("worker", Role::community_worker, community);
  auto const answer = worker.read(address("members", community));
  ASSERT_EQ(answer.status, 200) << answer.text;
  auto const cells = cells_of(answer.text);
  EXPECT_THAT(cells, HasSubstr("党员类别|"));
  EXPECT_THAT(cells, HasSubstr("|张三|"));
  EXPECT_THAT(cells, HasSubstr("|正式党员|"));
  EXPECT_THAT(cells, HasSubstr("*")) << "numbers are masked";
  EXPECT_THAT(cells, Not(HasSubstr("李四")));
  auto const enterprises = cells_of(worker.read(address("enterprises", community)).text);
  EXPECT_THAT(enterprises, HasSubstr("甲社区企业"));
  EXPECT_THAT(enterprises, Not(HasSubstr("乙社区企业")));
}

TEST_P(ExportApi, who_may_not_export_is_given_nothing) {
  auto secretary = person("secretary", Role::branch_secretary, branch);
  EXPECT_EQ(secretary.read(address("members", branch)).code(), "access.not_allowed");
  auto worker = person("worker", Role::community_worker, community);
  EXPECT_EQ(worker.read(address("members", UnitId{77})).code(), "access.not_allowed");
  EXPECT_EQ(worker.read(address("nothing", community)).status, 400);
}

TEST_P(ExportApi, every_table_is_there) {
  auto worker = person("worker", Role::community_worker, community);
  for (auto const* table :
       {"units", "members", "enterprises", "facts", "points", "dues", "obligations", "archive"}) {
    EXPECT_EQ(worker.read(address(table, community)).status, 200) << table;
  }
}

}  // namespace
}  // namespace hangji::application
