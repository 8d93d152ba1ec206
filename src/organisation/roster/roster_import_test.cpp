// The importer as a whole, on both engines: rosters as CSV text, landed, looked up, sent again.
#include "documents/table_writer.h"
#include "kernel/facts/fact_kinds.h"
#include "organisation/enterprises/enterprises_store.h"
#include "organisation/roster/test_importing.h"

#include <gmock/gmock.h>

namespace hangji::organisation {
namespace {
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Importing : public ImportingTexts {};
HANGJI_ON_BOTH_ENGINES(Importing);

TEST_P(Importing, a_roster_of_members_lands_and_a_second_time_changes_nothing) {
  auto const branch = world().branch(world().community("民生路社区"), "第一支部");
  auto const outcome = import_members("花名册\n" + good_row());
  ASSERT_EQ(outcome.rosters.size(), 1U);
  EXPECT_TRUE(outcome.has_landed);
  EXPECT_EQ(outcome.rosters[0].added, 1);
  EXPECT_THAT(outcome.rosters[0].unknown_columns, ElementsAre("血型"));
  auto const members = people(branch);
  ASSERT_EQ(members.size(), 1U);
  EXPECT_EQ(members[0].name, "张三");
  EXPECT_EQ(members[0].category, MemberCategory::in_post);
  EXPECT_EQ(members[0].full_member_on, testing::day("2006-07-01"));
  ASSERT_EQ(m_bases.size(), 1U);
  EXPECT_EQ(m_bases[0].member, members[0].id);
  EXPECT_EQ(m_bases[0].base, Fen{350'050});
  auto const row =
      world().read([&](Transaction& transaction) { return member(transaction, members[0].id); });
  EXPECT_EQ(row->notes, R"({"血型":"A"})");
  EXPECT_EQ(row->ethnicity, "汉族");
  EXPECT_EQ(world().secrets().open(row->phone_sealed), "10000000001");

  auto const length = world().journal_length();
  auto const again = import_members(good_row());
  EXPECT_FALSE(again.has_landed);
  EXPECT_EQ(again.rosters[0].unchanged, 1);
  EXPECT_EQ(world().journal_length(), length);
}

TEST_P(Importing, a_preview_keeps_nothing) {
  auto const branch = world().branch(world().community("民生路社区"), "第一支部");
  auto const length = world().journal_length();
  auto const outcome = import_members(good_row(), ImportMode::preview);
  EXPECT_EQ(outcome.rosters[0].added, 1);
  EXPECT_FALSE(outcome.has_landed);
  EXPECT_THAT(people(branch), IsEmpty());
  EXPECT_EQ(world().journal_length(), length);
}

TEST_P(Importing, what_changed_is_changed_and_empty_cells_change_nothing) {
  auto const community = world().community("民生路社区");
  auto const branch = world().branch(community, "第一支部");
  auto const other = world().branch(community, "第二支部");
  import_members(good_row());
  clock().set(testing::day("2026-12-01"));
  auto const outcome = import_members("张三," + zhang() +
                                      ",,,,,第二支部,2005-07-01,2006-07-01,医生,,,,是,2026-05-01,"
                                      "无职党员,,\n");
  EXPECT_THAT(outcome.findings,
              Not(Contains(::testing::Field(&RowFinding::severity, Severity::fault))));
  EXPECT_EQ(outcome.rosters[0].changed, 1);
  EXPECT_THAT(people(branch), IsEmpty());
  auto const members = people(other);
  ASSERT_EQ(members.size(), 1U);
  EXPECT_EQ(members[0].category, MemberCategory::no_post);
  EXPECT_EQ(members[0].lost_since, testing::day("2026-05-01"));
  auto const row =
      world().read([&](Transaction& transaction) { return member(transaction, members[0].id); });
  EXPECT_EQ(row->occupation, "医生");
  EXPECT_EQ(world().secrets().open(row->phone_sealed), "10000000001");
}

TEST_P(Importing, who_floats_by_a_later_roster_was_registered_before_it) {
  auto const branch = world().branch(world().community("民生路社区"), "第一支部");
  auto const roster = [&](std::string_view floats) {
    return import({{RosterKind::members,
                    "姓名,公民身份号码,所在党支部,加入党组织日期,转为正式党员日期,是否为流动党员\n"
                    "张三," +
                        zhang() + ",第一支部,2005-07-01,2006-07-01," + std::string{floats} + "\n"}})
        .rosters[0];
  };
  auto const on = [&](std::string_view day) {
    return world().read([&](Transaction& transaction) {
      return members_of(transaction, branch, testing::day(day)).at(0).registration;
    });
  };
  EXPECT_EQ(roster("否").added, 1);
  clock().set(testing::day("2026-12-01"));
  EXPECT_EQ(roster("是").changed, 1);
  EXPECT_EQ(on("2026-11-30"), Registration::registered);
  EXPECT_EQ(on("2026-12-01"), Registration::floating);
}

TEST_P(Importing, every_fault_of_a_row_is_told) {
  world().branch(world().community("民生路社区"), "第一支部");
  auto const said = said_of(
      "李四,999999199001010000,女,,1991-01-01,正式党员,第九支部,2001-01-01,"
      "2000-01-01,,123,,坏,也许,昨天,,很多,\n");
  EXPECT_THAT(said, Contains(HasSubstr("“公民身份号码”校验位不对")));
  EXPECT_THAT(said, Contains(HasSubstr("“加入党组织日期”时不满 18 周岁")));
  EXPECT_THAT(said, Contains(HasSubstr("“转为正式党员日期”早于加入党组织日期")));
  EXPECT_THAT(said, Contains(HasSubstr("“所在党支部”“第九支部”不在册")));
  EXPECT_THAT(said, Contains(HasSubstr("“联系电话”“123”不是电话号码")));
  EXPECT_THAT(said, Contains(HasSubstr("“党籍状态”“坏”不能识别")));
  EXPECT_THAT(said, Contains(HasSubstr("“是否为失联党员”“也许”不能识别")));
  EXPECT_THAT(said, Contains(HasSubstr("“失去联系日期”“昨天”不是日期")));
  EXPECT_THAT(said, Contains(HasSubstr("“党费基数”“很多”不是金额")));
}

TEST_P(Importing, sex_and_birth_must_agree_with_the_identity_number) {
  world().branch(world().community("民生路社区"), "第一支部");
  auto const said = said_of("张三," + zhang() +
                            ",女,,1981-05-06,正式党员,第一支部,2005-07-01,2006-07-01,,,,,,,,,\n");
  EXPECT_THAT(said, Contains(HasSubstr("“性别”与公民身份号码不符")));
  EXPECT_THAT(said, Contains(HasSubstr("“出生日期”与公民身份号码（1980-05-06）不符")));
  EXPECT_THAT(said, Contains(HasSubstr("虚构")));
}

TEST_P(Importing, a_number_that_lost_its_digits_is_explained) {
  world().branch(world().community("民生路社区"), "第一支部");
  EXPECT_THAT(said_of("张三,9.99999E+17,男,,1980-05-06,正式党员,第一支部,2005-07-01,2006-07-01,"
                      ",,,,,,,,\n"),
              Contains(HasSubstr("末几位已被表格软件改成 0")));
}

TEST_P(Importing, the_same_member_twice_is_refused_once) {
  auto const branch = world().branch(world().community("民生路社区"), "第一支部");
  auto const outcome = import_members(good_row() + good_row());
  EXPECT_EQ(outcome.rosters[0].added, 1);
  EXPECT_EQ(outcome.rosters[0].refused, 1);
  EXPECT_THAT(people(branch), ::testing::SizeIs(1));
  EXPECT_THAT(outcome.report, Not(IsEmpty()));
}

TEST_P(Importing, refused_rows_come_back_ready_to_be_mended) {
  world().branch(world().community("民生路社区"), "第一支部");
  auto const outcome = import_members(good_row("没有的支部"));
  EXPECT_EQ(outcome.rosters[0].refused, 1);
  auto const reader = documents::open_table(outcome.report, "退回.xlsx");
  std::vector<documents::Row> rows;
  for (documents::Row row; reader->next(row);) rows.push_back(row);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[1].cells[0].text, "姓名");
  EXPECT_EQ(rows[1].cells[18].text, "退回原因");
  EXPECT_EQ(rows[2].cells[1].text, zhang());
  EXPECT_THAT(rows[2].cells[18].text, HasSubstr("没有的支部"));
  // Mended and sent again as it is, with the column of reasons still there.
  documents::CsvWriter mended;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    std::vector<documents::OutCell> cells;
    for (auto const& cell : rows[i].cells) {
      cells.emplace_back(cell.text == "没有的支部" ? std::string{"第一支部"} : cell.text);
    }
    mended.add_row(cells);
  }
  auto const again = import({{RosterKind::members, mended.finish()}});
  EXPECT_EQ(again.rosters[0].added, 1);
  EXPECT_THAT(again.rosters[0].unknown_columns, ElementsAre("血型"));
}

TEST_P(Importing, all_or_nothing_lands_nothing_when_one_row_is_refused) {
  auto const branch = world().branch(world().community("民生路社区"), "第一支部");
  auto const outcome =
      import_members(good_row() + "王五,,,,,,,,,,,,,,,,,\n", ImportMode::land, BadRows::refuse_all);
  EXPECT_FALSE(outcome.has_landed);
  EXPECT_EQ(outcome.rosters[0].refused, 1);
  EXPECT_THAT(people(branch), IsEmpty());
}

TEST_P(Importing, units_land_from_above_in_any_order_with_their_secretaries) {
  auto const street = world().read([](Transaction& transaction) { return roots(transaction)[0]; });
  std::string const community = "中共重庆市渝中区解放碑街道大同社区委员会";
  std::string const branch = "中共重庆市渝中区解放碑街道大同社区第一支部委员会";
  std::map<RosterKind, std::string> const rosters{
      {RosterKind::units, unit_heads + branch + ",党支部," + community +
                              ",2010年3月,大同社区,张三,,10000000002,2027-01-01\n" + community +
                              ",社区党委," + street.full_name + ",2005-01-01,大同社区,,,,\n"},
      {RosterKind::members, member_heads + good_row(branch)}};
  auto const outcome = import(rosters);
  EXPECT_EQ(outcome.rosters[0].added, 2);
  EXPECT_EQ(outcome.rosters[1].added, 1);
  auto const found = world().read(
      [&](Transaction& transaction) { return unit_with_full_name(transaction, branch); });
  ASSERT_TRUE(found);
  auto const above = world().read(
      [&](Transaction& transaction) { return unit_with_full_name(transaction, community); });
  EXPECT_EQ(found->community_id, above->id);
  auto const secretary = world().read([&](Transaction& transaction) {
    return secretary_of(transaction, found->id, clock().today());
  });
  ASSERT_TRUE(secretary);
  EXPECT_EQ(secretary->name, "张三");
  EXPECT_EQ(secretary->member_id, people(found->id)[0].id);

  auto const length = world().journal_length();
  auto const again = import(rosters);
  EXPECT_EQ(again.rosters[0].unchanged, 2);
  EXPECT_EQ(world().journal_length(), length);
}

TEST_P(Importing, cycles_and_unknown_parents_are_refused) {
  world();
  auto const outcome = import(
      {{RosterKind::units, std::string{unit_heads} + "甲党委,党委,乙党委,2010-01-01,,,,,\n"
                                                     "乙党委,党委,甲党委,2010-01-01,,,,,\n"
                                                     "丙支部,党支部,丁党委,2010-01-01,,,,,\n"}});
  EXPECT_EQ(outcome.rosters[0].refused, 3);
  std::vector<std::string> said;
  for (auto const& finding : outcome.findings) said.push_back(sentence_of(finding));
  EXPECT_THAT(said, Contains(HasSubstr("成环")));
  EXPECT_THAT(said, Contains(HasSubstr("“丁党委”不在册")));
}

TEST_P(Importing, enterprises_land_with_doubtful_codes_and_change_their_state) {
  auto const community = world().community("民生路社区");
  std::string const heads =
      "企业名称,统一社会信用代码,成立日期,登记状态,从业人数,党员人数,"
      "联系电话,所属社区,楼宇\n";
  std::string const code = "91500103MA5U00000X";
  auto const first =
      import({{RosterKind::enterprises, heads + "甲公司," + code +
                                            ",2015-01-01,存续,50人,3,63830000,民生路,"
                                            "A座\n"}});
  EXPECT_EQ(first.rosters[0].added, 1);
  auto const second =
      import({{RosterKind::enterprises, heads + "甲公司," + code + ",2015-01-01,注销,,,,,\n"}});
  EXPECT_EQ(second.rosters[0].changed, 1);
  auto const row = world().read(
      [&](Transaction& transaction) { return enterprise_by_credit_code(transaction, code); });
  ASSERT_TRUE(row);
  EXPECT_EQ(row->state, EnterpriseState::cancelled);
  EXPECT_EQ(row->employees, 50);
  EXPECT_EQ(row->community_id, community);
  auto const third =
      import({{RosterKind::enterprises,
               heads + "甲公司," + code + ",2015-01-01,注销,50,3,,民生路社区,A座\n"}});
  EXPECT_EQ(third.rosters[0].unchanged, 1);
}

TEST_P(Importing, a_wrong_check_digit_of_a_credit_code_is_a_warning) {
  world();
  std::string wrong = "91500103MA5U0000";
  wrong += credit_check_character(wrong + "0") == '1' ? "02" : "01";
  auto const outcome = import(
      {{RosterKind::enterprises, "企业名称,统一社会信用代码,登记状态\n甲," + wrong + ",存续\n"}});
  EXPECT_EQ(outcome.rosters[0].added, 1);
  EXPECT_EQ(outcome.rosters[0].warnings, 1);
}

TEST_P(Importing, refusals_of_a_whole_import) {
  EXPECT_EQ(try_import({}).error().code, "rosters.no_files");
  EXPECT_EQ(try_import({{RosterKind::members, "<html>"}}).error().code, "rosters.unreadable");
  EXPECT_EQ(try_import({{RosterKind::members, "a,b,c\n1,2,3\n"}}).error().code,
            "rosters.headings_missing");
}

TEST_P(Importing, a_cancelled_import_leaves_nothing) {
  auto const branch = world().branch(world().community("民生路社区"), "第一支部");
  m_progress.cancelled = true;
  auto const outcome = try_import({{RosterKind::members, member_heads + good_row()}});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, "rosters.cancelled");
  EXPECT_THAT(people(branch), IsEmpty());
}

TEST_P(Importing, a_unit_of_a_dissolved_community_can_still_be_changed) {
  auto const old = world().community("民生路社区");
  auto const branch = world().branch(old, "第一支部");
  auto const other = world().community("大同路社区");
  auto const moved = world().change("units.adjust", [&](Change& change) {
    return adjust_unit(change,
                       {.unit = branch, .day = clock().today(), .parent = other, .reason = "调整"});
  });
  ASSERT_TRUE(moved);
  auto const of = [&](UnitId id) {
    return world().read([&](Transaction& transaction) { return unit(transaction, id); });
  };
  EXPECT_EQ(of(branch)->community_id, other);
  auto const kept = world().change("units.describe", [&](Change& change) {
    return describe_unit(change, world().secrets(), {.unit = branch, .community = old});
  });
  ASSERT_TRUE(kept);
  auto const ended = world().change("units.dissolve", [&](Change& change) {
    return dissolve_unit(change, {.unit = old, .day = clock().today(), .reason = "撤并"});
  });
  ASSERT_TRUE(ended) << ended.error().message;
  EXPECT_EQ(of(branch)->community_id, other);
  auto const outcome = import(
      {{RosterKind::units, "党组织全称,上级党组织,成立日期,联系人\n" + of(branch)->full_name + "," +
                               of(other)->full_name + ",2000-01-01,李四\n"}});
  EXPECT_EQ(outcome.rosters[0].changed, 1);
  EXPECT_EQ(of(branch)->contact, "李四");
}

TEST_P(Importing, a_code_given_to_a_known_enterprise_is_known_to_the_next_row) {
  world();
  std::string const heads = "企业名称,统一社会信用代码,登记状态\n";
  std::string const code = "91500103MA5U00000X";
  import({{RosterKind::enterprises, heads + "无码公司,,存续\n"}});
  auto const outcome =
      import({{RosterKind::enterprises,
               heads + "无码公司," + code + ",存续\n有码公司," + code + ",存续\n"}});
  EXPECT_EQ(outcome.rosters[0].changed, 1);
  EXPECT_EQ(outcome.rosters[0].refused, 1);
  EXPECT_THAT(outcome.findings.back().message, HasSubstr("与第 2 行是同一家企业"));
}

TEST_P(Importing, a_number_given_to_a_known_member_is_known_to_the_next_row) {
  world().branch(world().community("民生路社区"), "第一支部");
  std::string const heads = "姓名,公民身份号码,性别,出生日期,所在党支部,入党日期,转正日期\n";
  std::string const rest = ",男,1980-05-06,第一支部,2005-07-01,2006-07-01\n";
  import({{RosterKind::members, heads + "张三," + rest}});
  auto const outcome = import(
      {{RosterKind::members, heads + "张三," + zhang() + rest + "张三之," + zhang() + rest}});
  EXPECT_EQ(outcome.rosters[0].changed, 1);
  EXPECT_EQ(outcome.rosters[0].refused, 1);
}

TEST_P(Importing, lines_of_the_form_are_left_out_and_told_and_no_full_row_is) {
  auto const branch = world().branch(world().community("民生路社区"), "第一支部");
  std::string const heads = "审核状态,姓名,公民身份号码,所在党支部,入党日期,转正日期\n";
  auto const outcome = import(
      {{RosterKind::members, heads + "审核通过,张三," + zhang() +
                                 ",第一支部,2005-07-01,2006-07-01\n"
                                 ",合 计,1,,,\n,共 1 人,,,,\n数据截止2024年12月,,,,,\n　,,,,,\n"}});
  EXPECT_EQ(outcome.rosters[0].added, 1);
  EXPECT_EQ(outcome.rosters[0].rows, 1);
  EXPECT_EQ(outcome.rosters[0].dropped, 3);
  EXPECT_THAT(outcome.rosters[0].dropped_lines[0], HasSubstr("第 3 行：合 计 1"));
  EXPECT_THAT(people(branch), ::testing::SizeIs(1));
  auto const firms =
      import({{RosterKind::enterprises,
               "企业名称,统一社会信用代码,从业人数\n共享公司,,5\n合 计,,5\n共1家,,\n"}});
  EXPECT_EQ(firms.rosters[0].added, 1);
  EXPECT_EQ(firms.rosters[0].dropped, 2);
}

TEST_P(Importing, who_joined_long_ago_is_not_taken_for_a_probationer) {
  world().branch(world().community("民生路社区"), "第一支部");
  std::string const heads = "姓名,公民身份号码,所在党支部,入党日期\n";
  auto const outcome =
      import({{RosterKind::members, heads + "张三," + zhang() + ",第一支部,1999-07-01\n"}});
  EXPECT_EQ(outcome.rosters[0].refused, 1);
  EXPECT_THAT(sentence_of(outcome.findings.back()), HasSubstr("请补填转正日期"));
  auto const recent =
      import({{RosterKind::members, heads + "张三," + zhang() + ",第一支部,2026-07-01\n"}});
  EXPECT_EQ(recent.rosters[0].added, 1);
}

TEST_P(Importing, a_row_lands_whole_or_not_at_all) {
  auto const community = world().community("民生路社区");
  auto const first = world().branch(community, "第一支部");
  world().branch(community, "第二支部");
  std::string const heads = "姓名,公民身份号码,所在党支部,入党日期,转正日期,积分类别\n";
  auto const row = [&](std::string const& unit, std::string const& category) {
    return heads + "张三," + zhang() + "," + unit + ",2005-07-01,2006-07-01," + category + "\n";
  };
  import({{RosterKind::members, row("第一支部", "在职党员")}});
  EXPECT_EQ(import({{RosterKind::members, row("第一支部", "无职党员")}}).rosters[0].changed, 1);
  auto const length = world().journal_length();
  auto const outcome = import({{RosterKind::members, row("第二支部", "非公党员")}});
  EXPECT_EQ(outcome.rosters[0].refused, 1);
  EXPECT_FALSE(outcome.has_landed);
  EXPECT_THAT(people(first), ::testing::SizeIs(1));
  EXPECT_EQ(world().journal_length(), length);
}

TEST_P(Importing, a_month_neither_takes_a_day_away_nor_makes_anybody_too_young) {
  auto const branch = world().branch(world().community("民生路社区"), "第一支部");
  std::string const heads = "姓名,公民身份号码,所在党支部,入党日期,转正日期\n";
  auto const row = [&](std::string const& joined, std::string const& full) {
    return heads + "张三," + zhang() + ",第一支部," + joined + "," + full + "\n";
  };
  import({{RosterKind::members, row("1998年5月", "1999年5月")}});
  ASSERT_EQ(people(branch).size(), 1U);
  // Eighteen on 1998-05-06: the first day that can be meant.
  EXPECT_EQ(people(branch)[0].joined_on, testing::day("1998-05-06"));
  import({{RosterKind::members, row("2005-07-23", "2006-07-23")}});
  auto const again = import({{RosterKind::members, row("2005年7月", "2006年7月")}});
  EXPECT_EQ(again.rosters[0].unchanged, 1);
  EXPECT_EQ(people(branch)[0].joined_on, testing::day("2005-07-23"));
}

TEST_P(Importing, a_roster_without_kinds_changes_none_and_the_national_one_keeps_communities) {
  auto const street = world().read([](Transaction& transaction) { return roots(transaction)[0]; });
  std::string const community = "中共重庆市渝中区解放碑街道大同社区委员会";
  std::string const branch = "中共重庆市渝中区解放碑街道大同社区第一支部委员会";
  auto const first =
      import({{RosterKind::units, unit_heads + community + ",党委," + street.full_name +
                                      ",2005-01-01,,,,,\n" + branch + ",联合党支部," + community +
                                      ",2010-01-01,大同社区,王五,,,\n"}});
  EXPECT_EQ(first.rosters[0].added, 2);
  auto const named = [&](std::string const& name) {
    return world().read(
        [&](Transaction& transaction) { return *unit_with_full_name(transaction, name); });
  };
  EXPECT_EQ(named(community).kind, UnitKind::community);
  auto const length = world().journal_length();
  auto const again = import({{RosterKind::units, "党组织全称,上级党组织,成立日期,书记\n" + branch +
                                                     "," + community + ",2010-01-01,王五\n"}});
  EXPECT_EQ(again.rosters[0].unchanged, 1);
  EXPECT_EQ(named(branch).kind, UnitKind::joint_branch);
  EXPECT_EQ(world().journal_length(), length);
}

TEST_P(Importing, a_community_stays_its_own_whatever_community_its_row_names) {
  auto const street = world().read([](Transaction& transaction) { return roots(transaction)[0]; });
  auto const other = world().community("民生路社区");
  std::string const community = "中共重庆市渝中区解放碑街道大同社区委员会";
  auto const roster = [&](std::string const& kind, std::string const& named) {
    return import({{RosterKind::units, unit_heads + community + "," + kind + "," +
                                           street.full_name + ",2005-01-01," + named + ",,,,\n"}});
  };
  auto const of_itself = [&] {
    auto const row = world().read(
        [&](Transaction& transaction) { return *unit_with_full_name(transaction, community); });
    return row.community_id == row.id && row.kind == UnitKind::community;
  };
  EXPECT_EQ(roster("党委", "民生路社区").rosters[0].added, 1);
  EXPECT_TRUE(of_itself());
  auto const again = roster("", "民生路社区");
  EXPECT_EQ(again.rosters[0].unchanged, 1);
  ASSERT_EQ(again.findings.size(), 1U);
  EXPECT_THAT(again.findings[0].message, HasSubstr("是别的社区"));
  EXPECT_TRUE(of_itself());
  EXPECT_EQ(roster("党委", "大同").rosters[0].unchanged, 1);
  EXPECT_EQ(world().read([&](Transaction& read) { return unit(read, other)->community_id; }),
            other);
}

TEST_P(Importing, the_roster_tells_when_the_street_was_founded) {
  auto const street = world().read([](Transaction& transaction) { return roots(transaction)[0]; });
  import({{RosterKind::units, unit_heads + street.full_name + ",街道党工委,,1998-01-01,,,,,\n"}});
  auto const founded =
      world().read([](Transaction& transaction) { return roots(transaction)[0].founded_on; });
  EXPECT_EQ(founded, testing::day("1998-01-01"));
}

TEST_P(Importing, a_secretary_known_by_name_becomes_the_member_of_a_later_roster) {
  auto const branch = world().branch(world().community("民生路社区"), "第一支部");
  world().change("units.set_post", [&](Change& change) {
    return set_post(change, {.unit = branch, .name = "张三", .from = testing::day("2026-01-01")});
  });
  import_members(good_row());
  auto const secretary = world().read(
      [&](Transaction& transaction) { return secretary_of(transaction, branch, clock().today()); });
  EXPECT_EQ(secretary->member_id, people(branch)[0].id);
  EXPECT_EQ(secretary->from_day, testing::day("2026-01-01"));
  EXPECT_FALSE(import_members(good_row()).has_landed);
}

TEST_P(Importing, whoever_comes_after_a_month_was_closed_was_not_there_in_it) {
  auto const branch = world().branch(world().community("民生路社区"), "第一支部");
  auto const month = Month::of(clock().today()).plus(-2);
  auto const closed = world().change("facts.close", [&](Change& change) {
    change.about(branch, "关账");
    return facts::append(change, {.kind = std::string{facts::kind::points_register_closed},
                                  .topic = to_text(month),
                                  .day = clock().today(),
                                  .unit = branch,
                                  .source = SourceId{branch.value},
                                  .book = month});
  });
  ASSERT_TRUE(closed) << closed.error().message;
  import_members(good_row());
  auto const history = world().read([&](Transaction& transaction) {
    return memberships_of(transaction, members_of(transaction, branch, clock().today())[0].id);
  });
  EXPECT_EQ(history[0].from_day, clock().today());
}

TEST_P(Importing, numbers_of_people_in_unknown_columns_are_masked_and_notes_add_up) {
  auto const branch = world().branch(world().community("民生路社区"), "第一支部");
  std::string const heads = "姓名,公民身份号码,所在党支部,入党日期,转正日期,";
  std::string const row = "\n张三," + zhang() + ",第一支部,2005-07-01,2006-07-01,";
  import({{RosterKind::members, heads + "配偶身份证号,血型" + row + zhang() + ",A\n"}});
  import({{RosterKind::members, heads + "特长" + row + "书法\n"}});
  auto const notes = world().read([&](Transaction& transaction) {
    return member(transaction, members_of(transaction, branch, clock().today())[0].id)->notes;
  });
  EXPECT_THAT(notes, Not(HasSubstr(zhang())));
  EXPECT_THAT(notes, HasSubstr(R"("配偶身份证号":"999***********)"));
  EXPECT_THAT(notes, HasSubstr(R"("血型":"A")"));
  EXPECT_THAT(notes, HasSubstr(R"("特长":"书法")"));
}

TEST_P(Importing, warnings_are_grouped_and_never_hide_a_fault) {
  world();
  std::string rows = "企业名称,统一社会信用代码,登记状态\n";
  for (int i = 0; i < 1200; ++i) rows += "公司" + std::to_string(i) + ",,存续\n";
  auto const outcome = import({{RosterKind::enterprises, rows + "坏公司,123,存续\n"}});
  EXPECT_EQ(outcome.rosters[0].warnings, 1200);
  ASSERT_EQ(outcome.findings.size(), 2U);
  EXPECT_EQ(outcome.findings[0].rows, 1200);
  EXPECT_EQ(outcome.findings[1].severity, Severity::fault);
}

TEST_P(Importing, headings_are_found_in_brackets_behind_slashes_and_in_two_rows) {
  auto const branch = world().branch(world().community("民生路社区"), "第一支部");
  auto const firms = import({{RosterKind::enterprises,
                              "注册号,统一社会信用代码/注册号,企业（机构）名称,法定代表人/负责人\n"
                              "500103000012345,91500103MA5U00000X,甲公司,张三\n"}});
  EXPECT_EQ(firms.rosters[0].added, 1);
  import({{RosterKind::members,
           "姓名,性别,民族,入党情况,,所在党支部,身份证号\n"
           ",,,入党日期,转正日期,,\n张三,男,汉,2005-07-01,2006-07-01,第一支部," +
               zhang() + "\n"}});
  EXPECT_THAT(people(branch), ::testing::SizeIs(1));
  auto const refused =
      try_import({{RosterKind::members, "姓名,性别,民族,籍贯\n张三,男,汉,重庆\n"}});
  EXPECT_EQ(refused.error().code, "rosters.headings_missing");
  EXPECT_THAT(refused.error().message, HasSubstr("缺少“所在党支部”、“加入党组织日期”列"));
  EXPECT_THAT(refused.error().message, HasSubstr("籍贯"));
}

TEST_P(Importing, states_of_enterprises_that_say_nothing_certain_are_told) {
  auto const heads = std::string{"企业名称,登记状态,成立日期\n"};
  world();
  auto const outcome =
      import({{RosterKind::enterprises, heads + "甲,在册,2015-01-01\n乙,非正常户,2015-01-01\n"
                                                "丙,拟注销,2015-01-01\n丁,注销,2015-01-01\n"}});
  EXPECT_EQ(outcome.rosters[0].added, 4);
  auto const count =
      std::count_if(outcome.findings.begin(), outcome.findings.end(),
                    [](RowFinding const& each) { return each.column == "登记状态"; });
  EXPECT_EQ(count, 2);
}

}  // namespace
}  // namespace hangji::organisation
