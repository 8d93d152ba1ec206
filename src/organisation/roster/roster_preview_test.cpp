// What a preview says of each row, and how far an import says it is.
#include "documents/workbook_fixture.h"
#include "organisation/roster/test_importing.h"

#include <gmock/gmock.h>

namespace hangji::organisation {
namespace {
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

constexpr auto heads =
    "姓名,公民身份号码,所在党支部,加入党组织日期,转为正式党员日期,工作岗位,联系电话,家庭住址,"
    "积分类别,血型\n";

class Previewing : public ImportingTexts {
protected:
  static std::string number(int person) {
    return testing::invented_identity_number(testing::day("1980-05-06"), Sex::male, person);
  }
  static std::string row(int person, std::string const& rest) {
    return "党员" + std::to_string(person) + "," + number(person) + "," + rest + "\n";
  }
  ImportOutcome preview(RosterKind kind, std::string const& text) {
    return import({{kind, text}}, ImportMode::preview);
  }
  /// “工作岗位”教师→医生
  static std::vector<std::string> told(RowOutcome const& outcome) {
    std::vector<std::string> all;
    for (auto const& change : outcome.changes) {
      all.push_back("“" + change.field + "”" + change.before + "→" + change.after);
    }
    return all;
  }
};
HANGJI_ON_BOTH_ENGINES(Previewing);

TEST_P(Previewing, each_row_is_told_with_what_it_changes_and_numbers_are_masked) {
  auto const community = world().community("民生路社区");
  world().branch(community, "第一支部");
  world().branch(community, "第二支部");
  std::string const one = "第一支部,2005-07-01,2006-07-01,教师,10000000001,某路 1 号,在职党员,A";
  import({{RosterKind::members, heads + row(1, one) + row(2, one)}});
  clock().set(testing::day("2026-12-01"));
  auto const outcome = preview(
      RosterKind::members,
      heads + row(1, "第二支部,2005-07-01,2006-07-01,医生,10000000002,某路 2 号,无职党员,B") +
          row(2, one) + row(3, one) + row(4, "第九支部,2005-07-01,2006-07-01,,,,,"));
  ASSERT_EQ(outcome.rows.size(), 4U);
  EXPECT_EQ(outcome.rows[0].fate, RowFate::changed);
  EXPECT_EQ(outcome.rows[0].name, "党员1");
  EXPECT_EQ(outcome.rows[0].row, 2);
  EXPECT_THAT(told(outcome.rows[0]),
              UnorderedElementsAre("“工作岗位”教师→医生", "“联系电话”100****0001→100****0002",
                                   "“家庭住址”已登记，内容不在此显示→已登记，内容不在此显示",
                                   "“积分类别”在职党员→无职党员", "“备注·血型”A→B",
                                   "“所在党支部”第一支部→第二支部"));
  EXPECT_EQ(outcome.rows[1].fate, RowFate::unchanged);
  EXPECT_EQ(outcome.rows[2].fate, RowFate::added);
  EXPECT_THAT(outcome.rows[2].changes, IsEmpty());
  EXPECT_EQ(outcome.rows[3].fate, RowFate::refused);
  EXPECT_THAT(outcome.rows[3].reason, HasSubstr("“第九支部”不在册"));
  for (auto const& each : outcome.rows) {
    auto const text = to_json(each);
    for (int i = 1; i <= 4; ++i) EXPECT_THAT(text, Not(HasSubstr(number(i))));
    EXPECT_THAT(text, Not(HasSubstr("1000000000")));
    EXPECT_THAT(text, Not(HasSubstr("某路")));
  }
}

TEST_P(Previewing, an_identity_number_that_is_given_is_masked) {
  world().branch(world().community("民生路社区"), "第一支部");
  std::string const plain = "姓名,公民身份号码,性别,出生日期,所在党支部,入党日期,转正日期\n";
  std::string const rest = ",男,1980-05-06,第一支部,2005-07-01,2006-07-01\n";
  import({{RosterKind::members, plain + "张三," + rest}});
  auto const outcome = preview(RosterKind::members, plain + "张三," + number(1) + rest);
  ASSERT_EQ(outcome.rows.size(), 1U);
  EXPECT_THAT(told(outcome.rows[0]),
              ElementsAre("“公民身份号码”→999999********" + number(1).substr(14)));
}

TEST_P(Previewing, a_number_that_strayed_into_a_name_or_a_heading_is_masked) {
  world().branch(world().community("民生路社区"), "第一支部");
  std::string const firms = "企业名称,登记状态,从业人数,联系" + number(1) + "\n";
  auto const outcome =
      preview(RosterKind::enterprises, firms + "甲公司" + number(2) + ",存续,5,A\n");
  ASSERT_EQ(outcome.rows.size(), 1U);
  EXPECT_THAT(outcome.rows[0].name, Not(HasSubstr(number(2))));
  import({{RosterKind::enterprises, firms + "甲公司,存续,5,A\n"}});
  auto const changed = preview(RosterKind::enterprises, firms + "甲公司,存续,5,B\n");
  EXPECT_THAT(to_json(changed.rows[0]), Not(HasSubstr(number(1))));
  EXPECT_THAT(to_json(changed.rosters[0]), Not(HasSubstr(number(1))));
}

TEST_P(Previewing, units_are_told_with_parent_and_secretary) {
  auto const first = world().community("民生路社区");
  auto const second = world().community("大同路社区");
  auto const branch = world().branch(first, "第一支部");
  auto const named = [&](UnitId id) {
    return world().read([&](Transaction& transaction) { return *unit(transaction, id); });
  };
  auto const text = "党组织全称,上级党组织,成立日期,书记,联系人\n" + named(branch).full_name + "," +
                    named(second).full_name + ",2000-01-01,张三,李四\n";
  auto const outcome = preview(RosterKind::units, text);
  ASSERT_EQ(outcome.rows.size(), 1U);
  EXPECT_EQ(outcome.rows[0].fate, RowFate::changed);
  EXPECT_THAT(told(outcome.rows[0]),
              UnorderedElementsAre(
                  "“上级党组织”" + named(first).short_name + "→" + named(second).short_name,
                  "“所在社区”" + named(first).short_name + "→" + named(second).short_name,
                  "“联系人”→李四", "“书记”→张三"));
  // Only the post: what is otherwise unchanged is told as changed.
  import({{RosterKind::units, text}});
  clock().set(testing::day("2026-12-01"));
  auto const again =
      preview(RosterKind::units, "党组织全称,上级党组织,成立日期,书记\n" + named(branch).full_name +
                                     "," + named(second).full_name + ",2000-01-01,王五\n");
  EXPECT_EQ(again.rosters[0].changed, 1);
  EXPECT_EQ(again.rows[0].fate, RowFate::changed);
  EXPECT_THAT(told(again.rows[0]), ElementsAre("“书记”张三→王五"));
}

TEST_P(Previewing, enterprises_are_told_with_state_and_community) {
  world().community("民生路社区");
  std::string const firms = "企业名称,统一社会信用代码,登记状态,从业人数,所属社区\n";
  std::string const code = "91500103MA5U00000X";
  import({{RosterKind::enterprises, firms + "甲公司," + code + ",存续,50,\n"}});
  auto const outcome =
      preview(RosterKind::enterprises, firms + "甲公司," + code + ",注销,60,民生路\n");
  ASSERT_EQ(outcome.rows.size(), 1U);
  EXPECT_THAT(told(outcome.rows[0]),
              ElementsAre("“登记状态”在营→注销", "“从业人数”50→60", "“所属社区”→民生路社区"));
}

TEST_P(Previewing, the_workbook_tells_every_row_and_an_import_lists_none) {
  world().branch(world().community("民生路社区"), "第一支部");
  std::string const one = "第一支部,2005-07-01,2006-07-01,教师,,,,";
  import({{RosterKind::members, heads + row(1, one)}});
  auto const text = heads + row(1, "第一支部,2005-07-01,2006-07-01,医生,,,,") + row(2, one) +
                    row(3, "第九支部,2005-07-01,2006-07-01,,,,,");
  auto const outcome = preview(RosterKind::members, text);
  auto const book = documents::open_table(outcome.report, "预览.xlsx");
  ASSERT_EQ(book->sheets().size(), 2U);
  EXPECT_EQ(book->sheets()[1].name, "逐行结果");
  book->open_sheet(1);
  auto const rows = documents::all_rows(*book);
  ASSERT_EQ(rows.size(), 5U);
  EXPECT_THAT(documents::texts(rows[1]), ElementsAre("结果", "名册", "工作表", "行号", "姓名/名称",
                                                     "字段", "原值", "新值（退回的为原因）"));
  EXPECT_THAT(documents::texts(rows[2]),
              ElementsAre("变更", "党员", "", "2", "党员1", "工作岗位", "教师", "医生"));
  EXPECT_THAT(documents::texts(rows[3]), ElementsAre("新增", "党员", "", "3", "党员2"));
  EXPECT_EQ(rows[4].cells[0].text, "退回");
  EXPECT_THAT(rows[4].cells[7].text, HasSubstr("不在册"));
  EXPECT_THAT(import({{RosterKind::members, text}}).rows, IsEmpty());
}

TEST_P(Previewing, progress_is_told_of_all_rosters_together_and_ends_at_the_total) {
  auto const community = world().community("民生路社区");
  auto const full_name = world().read(
      [&](Transaction& transaction) { return unit(transaction, community)->full_name; });
  std::string members = heads;
  for (int i = 0; i < 1500; ++i) {
    members += "甲," + std::to_string(i) + ",第一支部,2005-07-01,2006-07-01,,,,,\n";
  }
  m_progress.told.clear();
  import({{RosterKind::units,
           "党组织全称,上级党组织,成立日期\n第一支部," + full_name + ",2010-01-01\n\n"},
          {RosterKind::members, members}},
         ImportMode::preview);
  // Both files' rows are known before the first is landed; empty lines are told apart at the end.
  EXPECT_THAT(m_progress.told,
              ElementsAre(std::pair{1L, 1502L}, std::pair{1001L, 1501L}, std::pair{1501L, 1501L}));
}

}  // namespace
}  // namespace hangji::organisation
