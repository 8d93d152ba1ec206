#include "organisation/enterprises/enterprises.h"

#include "database/test_databases.h"
#include "organisation/enterprises/enterprises_operations.h"
#include "organisation/enterprises/enterprises_store.h"
#include "testing/world.h"

namespace hangji::organisation {

using hangji::testing::day;
using hangji::testing::World;

TEST(EnterpriseStates, are_read_as_lists_write_them) {
  struct Case {
    std::string_view text;
    EnterpriseState state;
  };
  using enum EnterpriseState;
  constexpr Case cases[] = {
      {"存续(在营、开业、在册)", operating},
      {"开业", operating},
      {"在业", operating},
      {"正常", operating},
      {"注销", cancelled},
      {"吊销,未注销", cancelled},
      {"歇业", suspended},
      {"停业", closed},
      {"关", closed},
      {"停", suspended},
      {"并", merged},
      {"转", transformed},
      {"迁出", transformed},
      {"被并购", merged},
      {"清算", closed},
      {"改制", transformed},
  };
  for (auto const& [text, state] : cases) EXPECT_EQ(parse_enterprise_state(text), state) << text;
  EXPECT_FALSE(parse_enterprise_state(""));
  EXPECT_FALSE(parse_enterprise_state("未知"));
}

// Working regulations of branches, articles 4 and 5: three formal members found a branch, fewer a
// joint one; where there is none, a liaison is sent.
TEST(EnterpriseCoverage, is_asked_by_the_number_of_formal_members) {
  struct Case {
    EnterpriseState state;
    std::int64_t party_members;
    std::int64_t formal_members;
    Coverage asked;
  };
  using enum EnterpriseState;
  constexpr Case cases[] = {
      {operating, 3, 3, Coverage::own_branch},
      {operating, 7, 7, Coverage::own_branch},
      {operating, 3, 2, Coverage::joint_branch},
      {operating, 1, 0, Coverage::joint_branch},
      {operating, 0, 0, Coverage::liaison},
      {EnterpriseState::suspended, 3, 3, Coverage::own_branch},
      {closed, 3, 3, Coverage::none},
      {merged, 3, 3, Coverage::none},
      {transformed, 3, 3, Coverage::none},
      {cancelled, 0, 0, Coverage::none},
  };
  for (auto const& one : cases) {
    EnterpriseRow row;
    row.state = one.state;
    row.party_members = one.party_members;
    row.formal_members = one.formal_members;
    EXPECT_EQ(coverage_asked(row, 3), one.asked) << one.formal_members << label(one.state);
  }
}

TEST(EnterpriseCoverage, is_there_with_a_unit_or_where_none_is_a_member_with_a_liaison) {
  EnterpriseRow row;
  EXPECT_FALSE(is_covered(row, Coverage::own_branch));
  EXPECT_FALSE(is_covered(row, Coverage::liaison));
  EXPECT_TRUE(is_covered(row, Coverage::none));
  row.liaison = "王指导";
  EXPECT_TRUE(is_covered(row, Coverage::liaison));
  EXPECT_FALSE(is_covered(row, Coverage::joint_branch));
  row.unit_id = UnitId{5};
  EXPECT_TRUE(is_covered(row, Coverage::joint_branch));
}

class Enterprises : public database::OnBothEngines {
protected:
  World world{database(), clock()};
  UnitId community{world.community("民生路社区")};
  UnitId branch{world.branch(community, "第一支部")};

  static EnterpriseDetails details(std::string name) {
    EnterpriseDetails wanted;
    wanted.name = std::move(name);
    return wanted;
  }
  template <class Work> std::string refusal(Work&& work) {
    auto const before = world.journal_length();
    auto const answer = world.change("enterprises.test", work);
    EXPECT_EQ(world.journal_length(), before + (answer ? 1 : 0));
    return answer ? "" : answer.error().code;
  }
  std::string registering(EnterpriseDetails const& wanted) {
    return refusal(
        [&](Change& change) { return register_enterprise(change, world.secrets(), wanted); });
  }
  std::vector<std::string> page(EnterpriseFilter const& filter) {
    return world.read([&](Transaction& transaction) {
      std::vector<std::string> names;
      for (auto const& line : enterprise_page(transaction, filter, {}, 50).rows) {
        names.push_back(line.name);
      }
      return names;
    });
  }
};
HANGJI_ON_BOTH_ENGINES(Enterprises);

using Names = std::vector<std::string>;

TEST_P(Enterprises, a_wrong_check_digit_is_noted_and_not_refused) {
  auto good = details("甲公司");
  good.credit_code = "91350100M000100Y43";
  auto doubtful = details("乙公司");
  doubtful.credit_code = "91350100M000100Y4A";
  EXPECT_EQ(registering(good), "");
  EXPECT_EQ(registering(doubtful), "");
  world.read([&](Transaction& transaction) {
    EXPECT_FALSE(
        enterprise_by_credit_code(transaction, "91350100M000100Y43")->credit_code_doubtful);
    EXPECT_TRUE(enterprise_by_credit_code(transaction, "91350100M000100Y4A")->credit_code_doubtful);
    return true;
  });
}

TEST_P(Enterprises, registering_is_refused_in_order_and_not_journaled) {
  auto first = details("甲公司");
  first.credit_code = "91350100M000100Y43";
  ASSERT_EQ(registering(first), "");
  struct Case {
    std::function<void(EnterpriseDetails&)> spoil;
    std::string_view code;
  };
  Case const cases[] = {
      {[](EnterpriseDetails& d) { d.name = " "; }, "enterprises.name_missing"},
      {[](EnterpriseDetails& d) { d.credit_code = "123"; }, "enterprises.credit_code_wrong"},
      {[](EnterpriseDetails& d) { d.phone = "无"; }, "enterprises.phone_wrong"},
      {[](EnterpriseDetails& d) { d.employees = -1; }, "enterprises.number_wrong"},
      {[](EnterpriseDetails& d) {
         d.party_members = 2;
         d.formal_members = 3;
       },
       "enterprises.number_wrong"},
      {[](EnterpriseDetails& d) { d.credit_code = "91350100M000100Y43"; },
       "enterprises.already_registered"},
      {[&](EnterpriseDetails& d) { d.community = branch; }, "enterprises.community_unknown"},
      {[](EnterpriseDetails& d) { d.unit = UnitId{9}; }, "enterprises.unit_unknown"},
      {[&](EnterpriseDetails& d) { d.established_on = clock().today().plus_days(1); },
       "enterprises.in_the_future"},
  };
  for (auto const& [spoil, code] : cases) {
    auto wanted = details("乙公司");
    spoil(wanted);
    EXPECT_EQ(registering(wanted), code);
  }
}

TEST_P(Enterprises, closing_stopping_merging_and_turning_are_kept_with_their_days) {
  auto const id = world.enterprise(community, "甲公司", 3);
  auto const other = world.enterprise(community, "乙公司");
  auto const change_to = [&](EnterpriseStateChange const& wanted) {
    return refusal([&](Change& change) { return change_enterprise_state(change, wanted); });
  };
  using enum EnterpriseState;
  auto const today = clock().today();
  EXPECT_EQ(change_to({EnterpriseId{9}, closed, today, "停业", {}}), "enterprises.not_found");
  EXPECT_EQ(change_to({id, operating, today, "开业", {}}), "enterprises.same_state");
  EXPECT_EQ(change_to({id, closed, today.plus_days(1), "停业", {}}), "enterprises.in_the_future");
  EXPECT_EQ(change_to({id, merged, today, "并", EnterpriseId{9}}), "enterprises.successor_unknown");
  EXPECT_EQ(change_to({id, merged, today, "", other}), "enterprises.reason_missing");
  EXPECT_EQ(change_to({id, EnterpriseState::suspended, day("2026-05-01"), "歇业", {}}), "");
  EXPECT_EQ(change_to({id, merged, day("2026-04-30"), "并入", other}),
            "enterprises.before_last_change");
  EXPECT_EQ(change_to({id, merged, day("2026-08-01"), "并入", other}), "");
  auto const counted = [&](std::string_view on) {
    return world.read([&](Transaction& transaction) {
      std::map<std::string, std::int64_t> counts;
      for (auto const& one : enterprise_counts(transaction, community, day(on))) {
        counts[std::string{label(one.state)}] = one.enterprises;
      }
      return counts;
    });
  };
  using Counts = std::map<std::string, std::int64_t>;
  EXPECT_EQ(counted("2026-04-30"), (Counts{{"在营", 2}}));
  EXPECT_EQ(counted("2026-05-01"), (Counts{{"停业", 1}, {"在营", 1}}));
  EXPECT_EQ(counted("2026-08-01"), (Counts{{"合并", 1}, {"在营", 1}}));
}

TEST_P(Enterprises, are_paged_by_initials_within_filters) {
  auto const elsewhere = world.community("自力巷社区");
  world.enterprise(community, "丙公司");
  world.enterprise(community, "甲公司");
  world.enterprise(elsewhere, "乙公司");
  auto covered = details("丁公司");
  covered.community = community;
  covered.unit = branch;
  covered.building = "国贸大厦";
  ASSERT_EQ(registering(covered), "");
  EXPECT_EQ(page({}), (Names{"丙公司", "丁公司", "甲公司", "乙公司"}));
  EXPECT_EQ(page({.community = elsewhere}), Names{"乙公司"});
  EXPECT_EQ(page({.coverage = CoverageFilter::covered}), Names{"丁公司"});
  EXPECT_EQ(page({.community = community, .coverage = CoverageFilter::uncovered}),
            (Names{"丙公司", "甲公司"}));
  EXPECT_EQ(page({.building = "国贸大厦"}), Names{"丁公司"});
  EXPECT_EQ(page({.text = "yg"}), Names{"乙公司"});
  EXPECT_EQ(page({.text = "丙"}), Names{"丙公司"});
  EXPECT_EQ(page({.state = EnterpriseState::closed}), Names{});
  world.read([&](Transaction& transaction) {
    auto const first = enterprise_page(transaction, {}, {}, 3);
    EXPECT_EQ(first.rows.size(), 3U);
    auto const next = enterprise_page(transaction, {}, first.next_key, 3);
    EXPECT_EQ(next.rows.size(), 1U);
    EXPECT_EQ(next.rows.at(0).name, "乙公司");
    EXPECT_TRUE(next.next_key.empty());
    EXPECT_TRUE(enterprise_page(transaction, {}, "~", 3).rows.empty());
    return true;
  });
}

TEST_P(Enterprises, a_correction_keeps_what_it_does_not_name) {
  auto const id = world.enterprise(community, "甲公司", 3);
  EnterpriseDetails wanted;
  wanted.phone = "023-63831234";
  auto const correct = [&](EnterpriseId which) {
    return refusal(
        [&](Change& change) { return correct_enterprise(change, world.secrets(), which, wanted); });
  };
  EXPECT_EQ(correct(EnterpriseId{9}), "enterprises.not_found");
  EXPECT_EQ(correct(id), "");
  auto const row =
      *world.read([&](Transaction& transaction) { return enterprise(transaction, id); });
  EXPECT_EQ(row.name, "甲公司");
  EXPECT_EQ(row.formal_members, 3);
  EXPECT_EQ(row.community_id, community);
  EXPECT_EQ(world.secrets().open(row.phone), "023-63831234");
}

TEST_P(Enterprises, are_not_counted_before_they_were_established) {
  auto wanted = details("甲公司");
  wanted.established_on = day("2026-03-10");
  ASSERT_EQ(
      refusal([&](Change& change) { return register_enterprise(change, world.secrets(), wanted); }),
      "");
  auto const on = [&](std::string_view text) {
    return world.read([&](Transaction& transaction) {
      return enterprise_counts(transaction, {}, day(text)).size();
    });
  };
  EXPECT_EQ(on("2026-03-09"), 0U);
  EXPECT_EQ(on("2026-03-10"), 1U);
}

TEST_P(Enterprises, who_opens_the_telephone_number_is_journaled) {
  auto wanted = details("甲公司");
  wanted.phone = "023-63831234";
  auto const id = world.change("enterprises.register", [&](Change& change) {
    return register_enterprise(change, world.secrets(), wanted);
  });
  auto const open = [&](EnterpriseId which) {
    return world.change("enterprises.unmask", [&](Change& change) {
      return unmask_enterprise(change, world.secrets(), which);
    });
  };
  EXPECT_EQ(open(EnterpriseId{9}).error().code, "enterprises.not_found");
  auto const before = world.journal_length();
  EXPECT_EQ(open(*id), "023-63831234");
  EXPECT_EQ(world.journal_length(), before + 1);
}

}  // namespace hangji::organisation
