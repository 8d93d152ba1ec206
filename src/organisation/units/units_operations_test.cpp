#include "organisation/units/units_operations.h"

#include "database/test_databases.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/rules/test_rules.h"
#include "kernel/rules/values.h"
#include "organisation/members/members_store.h"
#include "organisation/units/units_store.h"
#include "testing/world.h"

namespace hangji::organisation {

using hangji::testing::day;
using hangji::testing::World;

namespace {
rules::Rulebook shipped() {
  rules::RuleKinds kinds;
  kinds.add<rules::Threshold>();
  kinds.add<rules::ShareLimit>();
  kinds.add<Term>();
  kinds.add<CommitteeSeats>();
  return rules::shipped_rules({"organisation.yaml"}, kinds);
}
}  // namespace

class Units : public database::OnBothEngines {
protected:
  World world{database(), clock()};
  UnitId community{world.community("中共重庆市渝中区解放碑街道民生路社区委员会")};
  UnitId branch{world.branch(community, "第一支部")};

  Result<UnitId> found(UnitDraft const& draft) {
    return world.change("units.found",
                        [&](Change& change) { return found_unit(change, world.secrets(), draft); });
  }
  Result<Done> adjust(UnitAdjusting const& wanted) {
    return world.change("units.adjust",
                        [&](Change& change) { return adjust_unit(change, wanted); });
  }
  Result<Done> dissolve(UnitDissolving const& wanted) {
    return world.change("units.dissolve",
                        [&](Change& change) { return dissolve_unit(change, wanted); });
  }
  Result<Done> merge(UnitMerging const& wanted) {
    return world.change("units.merge", [&](Change& change) { return merge_unit(change, wanted); });
  }
  Result<Done> give_post(PostSetting const& wanted) {
    return world.change("units.set_post", [&](Change& change) { return set_post(change, wanted); });
  }
  std::optional<UnitRow> row(UnitId id) {
    return world.read([&](Transaction& transaction) { return unit(transaction, id); });
  }
  std::vector<std::string> names_of_tree(std::string_view on) {
    return world.read([&](Transaction& transaction) {
      std::vector<std::string> names;
      for (auto const& node : tree(transaction, world.street(), day(on))) {
        names.push_back(node.short_name);
      }
      return names;
    });
  }
};
HANGJI_ON_BOTH_ENGINES(Units);

using Names = std::vector<std::string>;

TEST_P(Units, a_street_set_up_today_is_founded_earlier_and_never_later) {
  auto const earlier = [&](UnitId id, std::string_view on) {
    return world.change("units.found_earlier",
                        [&](Change& change) { return found_earlier(change, id, day(on)); });
  };
  ASSERT_TRUE(earlier(world.street(), "1998-01-01"));
  EXPECT_EQ(row(world.street())->founded_on, day("1998-01-01"));
  EXPECT_EQ(names_of_tree("1998-01-01").size(), 1U);
  EXPECT_EQ(earlier(UnitId{1}, "1990-01-01").error().code, "units.not_found");
  EXPECT_EQ(earlier(community, "1990-01-01").error().code, "units.kind_unfit");
  EXPECT_EQ(earlier(world.street(), "1998-01-01").error().code, "units.before_founding");
}

TEST_P(Units, a_founded_unit_stands_under_its_parent_in_its_community_with_a_fact) {
  auto const id = found({.kind = UnitKind::joint_branch,
                         .full_name = " 中共重庆市渝中区解放碑街道民生路社区国贸联合支部委员会 ",
                         .parent = community,
                         .contact_phone = "10000000001",
                         .founded_on = day("2026-03-01"),
                         .reason = "两家企业联合组建"});
  ASSERT_TRUE(id) << id.error().message;
  auto const stored = row(*id);
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->short_name, "民生路社区国贸联合支部");
  EXPECT_EQ(stored->initials, "mslsqgmlhzb");
  EXPECT_EQ(stored->community_id, community);
  EXPECT_EQ(stored->contact_phone.find("10000000001"), std::string::npos);
  EXPECT_EQ(world.secrets().open(stored->contact_phone), "10000000001");
  world.read([&](Transaction& transaction) {
    EXPECT_TRUE(is_within(transaction, world.street(), *id));
    EXPECT_TRUE(is_within(transaction, community, *id));
    EXPECT_FALSE(is_within(transaction, branch, *id));
    EXPECT_EQ(line_of(transaction, *id), (std::vector{world.street(), community, *id}));
    auto const facts = facts::of_source(transaction, SourceId{id->value});
    EXPECT_EQ(facts.size(), 1U);
    EXPECT_EQ(facts.at(0).kind, facts::kind::unit_founded);
    EXPECT_EQ(facts.at(0).day, day("2026-03-01"));
    return true;
  });
}

TEST_P(Units, founding_is_refused_in_order_and_not_journaled) {
  auto const ended = world.branch(community, "旧支部");
  ASSERT_TRUE(dissolve({ended, day("2020-01-01"), "合并", ""}));
  auto const before = world.journal_length();
  struct Case {
    UnitDraft draft;
    std::string_view code;
  };
  auto const today = clock().today();
  auto const group = UnitKind::group;
  Case const cases[] = {
      {{.full_name = "  ", .founded_on = today}, "units.name_missing"},
      {{.full_name = "第一支部", .founded_on = today}, "units.name_taken"},
      {{.full_name = "甲", .founded_on = today}, "units.parent_missing"},
      {{.full_name = "甲", .parent = UnitId{9}, .founded_on = today}, "units.parent_unknown"},
      {{.full_name = "甲", .parent = ended, .founded_on = today}, "units.parent_unknown"},
      {{.full_name = "甲", .parent = branch, .founded_on = today}, "units.parent_unfit"},
      {{.kind = group, .full_name = "甲", .parent = community, .founded_on = today},
       "units.parent_unfit"},
      {{.full_name = "甲", .parent = community, .community = branch, .founded_on = today},
       "units.community_unknown"},
      {{.full_name = "甲", .parent = community, .founded_on = today.plus_days(1)},
       "units.in_the_future"},
  };
  for (auto const& [draft, code] : cases) {
    auto const answer = found(draft);
    ASSERT_FALSE(answer) << code;
    EXPECT_EQ(answer.error().code, code);
  }
  EXPECT_EQ(world.journal_length(), before);
}

TEST_P(Units, a_dissolved_unit_s_name_is_free_again) {
  auto const old = world.branch(community, "第二支部");
  ASSERT_TRUE(dissolve({old, day("2026-01-01"), "撤销", "渝中委〔2026〕2号"}));
  EXPECT_TRUE(found({.full_name = "第二支部", .parent = community, .founded_on = clock().today()}));
}

TEST_P(Units, a_new_name_holds_from_its_day_on_and_the_old_one_before) {
  ASSERT_TRUE(adjust(
      {.unit = branch, .day = day("2026-05-01"), .full_name = "红岩支部", .reason = "调整名称"}));
  world.read([&](Transaction& transaction) {
    EXPECT_EQ(unit_on(transaction, branch, day("2026-04-30"))->short_name, "第一支部");
    EXPECT_EQ(unit_on(transaction, branch, day("2026-05-01"))->short_name, "红岩支部");
    EXPECT_FALSE(unit_on(transaction, branch, day("1999-12-31")));
    EXPECT_EQ(unit(transaction, branch)->initials, "hyzb");
    return true;
  });
  EXPECT_EQ(names_of_tree("2026-04-30").back(), "第一支部");
  EXPECT_EQ(names_of_tree("2026-05-01").back(), "红岩支部");
}

TEST_P(Units, a_moved_unit_takes_all_below_it_and_the_tree_of_before_stays) {
  auto const other = world.community("自力巷社区");
  auto const general = world.unit(UnitKind::general_branch, community, "国贸总支");
  auto const below = world.branch(general, "国贸一支部");
  auto const group = world.unit(UnitKind::group, below, "一小组");
  ASSERT_TRUE(
      adjust({.unit = general, .day = day("2026-06-01"), .parent = other, .reason = "区划"}));
  world.read([&](Transaction& transaction) {
    EXPECT_TRUE(is_within(transaction, other, group));
    EXPECT_FALSE(is_within(transaction, community, group));
    EXPECT_EQ(line_of(transaction, group),
              (std::vector{world.street(), other, general, below, group}));
    return true;
  });
  EXPECT_EQ(names_of_tree("2026-05-31"), (Names{"重庆市渝中区解放碑街道", "民生路社区", "第一支部",
                                                "国贸总支", "国贸一支部", "一小组", "自力巷社区"}));
  EXPECT_EQ(names_of_tree("2026-06-01"), (Names{"重庆市渝中区解放碑街道", "民生路社区", "第一支部",
                                                "自力巷社区", "国贸总支", "国贸一支部", "一小组"}));
}

TEST_P(Units, places_made_anew_are_the_places_kept) {
  auto const other = world.community("自力巷社区");
  ASSERT_TRUE(
      adjust({.unit = branch, .day = day("2026-06-01"), .parent = other, .reason = "区划"}));
  auto const place = [&] {
    return world.read([&](Transaction& transaction) { return place_of(transaction, branch); });
  };
  auto const kept = place();
  ASSERT_FALSE(kept.empty());
  database().write(tenant(), [](Transaction& transaction) {
    rebuild_places(transaction);
    return true;
  });
  EXPECT_EQ(place(), kept);
}

TEST_P(Units, adjusting_is_refused_in_order_and_not_journaled) {
  auto const ended = world.branch(community, "旧支部");
  ASSERT_TRUE(dissolve({ended, day("2020-01-01"), "合并", ""}));
  auto const general = world.unit(UnitKind::general_branch, community, "国贸总支");
  auto const below = world.branch(general, "国贸一支部");
  world.member(branch, "张三");
  ASSERT_TRUE(
      adjust({.unit = branch, .day = day("2026-05-01"), .full_name = "红岩支部", .reason = "改"}));
  auto const before = world.journal_length();
  auto const today = clock().today();
  struct Case {
    UnitAdjusting wanted;
    std::string_view code;
  };
  Case const cases[] = {
      {{.unit = UnitId{9}, .day = today, .reason = "改"}, "units.not_found"},
      {{.unit = ended, .day = today, .reason = "改"}, "units.dissolved"},
      {{.unit = branch, .day = today.plus_days(1), .reason = "改"}, "units.in_the_future"},
      {{.unit = branch, .day = day("1999-12-31"), .reason = "改"}, "units.before_founding"},
      {{.unit = branch, .day = day("2026-04-30"), .reason = "改"}, "units.before_last_change"},
      {{.unit = branch, .day = today}, "units.reason_missing"},
      {{.unit = branch, .day = today, .full_name = "", .reason = "改"}, "units.name_missing"},
      {{.unit = branch, .day = today, .full_name = "国贸总支", .reason = "改"}, "units.name_taken"},
      {{.unit = branch, .day = today, .kind = UnitKind::general_branch, .reason = "改"},
       "units.kind_unfit"},
      {{.unit = general, .day = today, .kind = UnitKind::branch, .reason = "改"},
       "units.kind_unfit"},
      {{.unit = branch, .day = today, .parent = UnitId{9}, .reason = "改"}, "units.parent_unknown"},
      {{.unit = general, .day = today, .parent = below, .reason = "改"}, "units.parent_unfit"},
      {{.unit = branch, .day = today, .reason = "改"}, "units.nothing_changed"},
  };
  for (auto const& [wanted, code] : cases) {
    auto const answer = adjust(wanted);
    ASSERT_FALSE(answer) << code;
    EXPECT_EQ(answer.error().code, code);
  }
  EXPECT_EQ(world.journal_length(), before);
}

TEST_P(Units, a_committee_does_not_come_under_a_committee_of_its_own) {
  auto const upper = world.unit(UnitKind::committee, community, "集团党委");
  auto const lower = world.unit(UnitKind::committee, upper, "公司党委");
  auto const answer =
      adjust({.unit = upper, .day = clock().today(), .parent = lower, .reason = "改"});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, "units.cycle");
}

TEST_P(Units, dissolving_waits_until_members_and_units_are_gone) {
  auto const group = world.unit(UnitKind::group, branch, "一小组");
  auto const zhang = world.member(branch, "张三");
  auto const other = world.branch(community, "第二支部");
  UnitDissolving const wanted{branch, day("2026-07-01"), "党员太少", "渝中委〔2026〕3号"};
  EXPECT_EQ(dissolve(wanted).error().code, "units.has_members");
  ASSERT_TRUE(world.change("members.transfer", [&](Change& change) {
    return transfer_member(change, {zhang, other, day("2026-08-01"), "转接"});
  }));
  EXPECT_EQ(dissolve(wanted).error().code, "units.has_units");
  ASSERT_TRUE(dissolve({group, day("2026-07-01"), "支部撤销", ""}));
  EXPECT_EQ(dissolve(wanted).error().code, "units.before_last_change");
  ASSERT_TRUE(dissolve({branch, day("2026-08-01"), "党员太少", "渝中委〔2026〕3号"}));
  EXPECT_EQ(row(branch)->dissolved_on, day("2026-08-01"));
  EXPECT_EQ(names_of_tree("2026-07-31").size(), 4U);
  EXPECT_EQ(names_of_tree("2026-08-01").size(), 3U);
  world.read([&](Transaction& transaction) {
    // Who may see the street may see what was dissolved in it.
    EXPECT_TRUE(is_within(transaction, community, branch));
    return true;
  });
}

TEST_P(Units, a_merged_unit_s_members_belong_to_the_successor_from_that_day_on) {
  auto const other = world.branch(community, "第二支部");
  auto const zhang = world.member(branch, "张三");
  world.member(branch, "李四");
  EXPECT_EQ(merge({branch, community, day("2026-07-01"), "合并", ""}).error().code,
            "units.successor_unfit");
  EXPECT_EQ(merge({branch, branch, day("2026-07-01"), "合并", ""}).error().code,
            "units.successor_unfit");
  ASSERT_TRUE(merge({branch, other, day("2026-07-01"), "合并", "渝中委〔2026〕4号"}));
  world.read([&](Transaction& transaction) {
    EXPECT_EQ(membership_on(transaction, zhang, day("2026-06-30"))->unit_id, branch);
    EXPECT_EQ(membership_on(transaction, zhang, day("2026-07-01"))->unit_id, other);
    EXPECT_EQ(members_of(transaction, other, day("2026-07-01")).size(), 2U);
    EXPECT_EQ(adjustments_of(transaction, branch).back().successor_id, other);
    return true;
  });
}

TEST_P(Units, a_post_of_one_holder_passes_on_and_history_keeps_both) {
  auto const zhang = world.member(branch, "张三");
  auto const li = world.member(branch, "李四");
  ASSERT_TRUE(give_post({branch, Post::secretary, zhang, "", day("2020-01-01")}));
  ASSERT_TRUE(give_post({branch, Post::secretary, li, "", day("2026-03-01")}));
  ASSERT_TRUE(give_post({branch, Post::deputy_secretary, {}, "王五", day("2026-03-01")}));
  world.read([&](Transaction& transaction) {
    EXPECT_EQ(secretary_of(transaction, branch, day("2026-02-28"))->name, "张三");
    EXPECT_EQ(secretary_of(transaction, branch, day("2026-03-01"))->name, "李四");
    EXPECT_FALSE(secretary_of(transaction, branch, day("2019-12-31")));
    auto const now = posts_of(transaction, branch, day("2026-11-23"));
    EXPECT_EQ(now.size(), 2U);
    EXPECT_EQ(now.at(1).name, "王五");
    EXPECT_TRUE(units_with_committee(transaction, day("2026-11-23")).empty());
    return true;
  });
  ASSERT_TRUE(give_post({branch, Post::discipline, zhang, "", day("2026-03-01")}));
  EXPECT_EQ(world.read([](Transaction& transaction) {
    return units_with_committee(transaction, day("2026-11-23"));
  }),
            std::vector{branch});
}

TEST_P(Units, posts_are_refused_in_order_and_not_journaled) {
  auto const zhang = world.member(branch, "张三");
  ASSERT_TRUE(give_post({branch, Post::secretary, zhang, "", day("2026-03-01")}));
  auto const before = world.journal_length();
  auto const today = clock().today();
  struct Case {
    PostSetting wanted;
    std::string_view code;
  };
  Case const cases[] = {
      {{UnitId{9}, Post::secretary, zhang, "", today}, "units.not_found"},
      {{branch, Post::secretary, zhang, "", today.plus_days(1)}, "units.in_the_future"},
      {{branch, Post::secretary, zhang, "", day("1999-01-01")}, "units.before_founding"},
      {{branch, Post::secretary, {}, "", today}, "units.holder_missing"},
      {{branch, Post::secretary, MemberId{9}, "", today}, "units.holder_unknown"},
      {{branch, Post::secretary, {}, "王五", day("2026-03-01")}, "units.post_taken"},
  };
  for (auto const& [wanted, code] : cases) {
    auto const answer = give_post(wanted);
    ASSERT_FALSE(answer) << code;
    EXPECT_EQ(answer.error().code, code);
  }
  auto const ended = world.change("units.end_post", [&](Change& change) {
    return end_post(change, branch, Post::publicity, zhang, today);
  });
  EXPECT_EQ(ended.error().code, "units.post_not_held");
  EXPECT_EQ(world.journal_length(), before);
}

TEST_P(Units, a_term_is_set) {
  auto const set = [&](std::string_view ends_on) {
    return world.change("units.set_term", [&](Change& change) {
      return set_term(change, branch, day(ends_on), "换届");
    });
  };
  EXPECT_EQ(set("1999-12-31").error().code, "units.term_too_early");
  ASSERT_TRUE(set("2027-03-31"));
  auto const now = world.read([&](Transaction& transaction) { return unit(transaction, branch); });
  EXPECT_EQ(now->term_ends_on, day("2027-03-31"));
}

// 任期意见 (2018): 基层党委、社区 5 年, 支部 3 年; 延期或者提前须经批准, 一般不超过一年.
TEST_P(Units, a_term_runs_from_the_election_as_long_as_the_rule_of_the_kind_says) {
  auto const rules = shipped();
  auto const held = [&](UnitId id, std::string_view on, std::optional<Date> ends_on = {},
                        std::string approval = {}) -> std::string {
    auto const done = world.change("units.set_term", [&](Change& change) {
      return elect(change, rules, {id, day(on), ends_on, "换届选举", approval});
    });
    return done ? to_text(*row(id)->term_ends_on) : done.error().code;
  };
  EXPECT_EQ(held(branch, "2018-07-11"), "units.term_unknown") << "the day before the rule";
  EXPECT_EQ(held(branch, "2018-07-12"), "2021-07-11");
  EXPECT_EQ(held(branch, "2021-07-10"), "2024-07-09");
  EXPECT_EQ(held(community, "2021-07-10"), "2026-07-09");
  EXPECT_EQ(held(branch, "2024-07-09", day("2028-07-08")), "units.approval_missing");
  EXPECT_EQ(held(branch, "2024-07-09", day("2028-07-09"), "甲〔2024〕1号"), "units.term_too_far");
  EXPECT_EQ(held(branch, "2024-07-09", day("2026-07-07"), "甲〔2024〕1号"), "units.term_too_far");
  EXPECT_EQ(held(branch, "2024-07-09", day("2028-07-08"), "甲〔2024〕1号"), "2028-07-08");
}

// 选举条例: 预备党员没有被选举权; 支部条例 第二十三条: 书记一般应有一年以上党龄.
TEST_P(Units, posts_are_for_full_members_and_a_young_secretary_is_told) {
  auto const rules = shipped();
  auto const li = world.member(branch, "李四", [](MemberDraft& draft) {
    draft.details.joined_on = day("2024-06-01");
    draft.details.full_member_on = day("2025-06-01");
  });
  auto const secretary = [&](std::string_view from) {
    return PostSetting{
        .unit = branch, .post = Post::secretary, .member = li, .name = {}, .from = day(from)};
  };
  EXPECT_EQ(give_post(secretary("2025-05-31")).error().code, "units.holder_unfit");
  EXPECT_TRUE(give_post(secretary("2025-06-01")));
  auto const warning = [&](std::string_view from) {
    return world.read([&](Transaction& transaction) {
      return standing_warning(transaction, rules, secretary(from));
    });
  };
  EXPECT_NE(warning("2026-05-31"), "");
  EXPECT_EQ(warning("2026-06-01"), "");
  ASSERT_TRUE(world.change("members.suspend", [&](Change& change) {
    return set_suspended(change, li, MemberState::suspended, day("2026-07-01"), "失联");
  }));
  EXPECT_EQ(give_post(secretary("2026-08-01")).error().code, "units.holder_unfit");
}

TEST_P(Units, who_opens_the_telephone_number_of_the_contact_is_journaled) {
  auto const described = world.change("units.describe", [&](Change& change) {
    return describe_unit(change, world.secrets(), {.unit = branch, .contact_phone = "10000000001"});
  });
  ASSERT_TRUE(described);
  auto const open = [&](UnitId id) {
    return world.change("units.unmask",
                        [&](Change& change) { return unmask_unit(change, world.secrets(), id); });
  };
  EXPECT_EQ(open(UnitId{9}).error().code, "units.not_found");
  auto const before = world.journal_length();
  EXPECT_EQ(open(branch), "10000000001");
  EXPECT_EQ(world.journal_length(), before + 1);
}

TEST_P(Units, are_found_by_initials_and_by_parts_of_the_name_within_what_one_may_see) {
  auto const other = world.community("自力巷社区");
  auto const mine = world.branch(other, "自力巷第一支部");
  auto const names = [&](UnitId within, std::string_view text) {
    return world.read([&](Transaction& transaction) {
      Names found;
      for (auto const& one : search_units(transaction, within, text, 10)) {
        found.push_back(one.short_name);
      }
      return found;
    });
  };
  EXPECT_EQ(names(world.street(), "支部"), (Names{"第一支部", "自力巷第一支部"}));
  EXPECT_EQ(names(other, "支部"), (Names{"自力巷第一支部"}));
  EXPECT_EQ(names(world.street(), "ZLX"), (Names{"自力巷第一支部", "自力巷社区"}));
  EXPECT_EQ(names(other, "dy"), Names{});
  EXPECT_EQ(names(other, "%"), Names{});
  EXPECT_EQ(names(mine, ""), Names{});
}

TEST_P(Units, children_come_with_what_they_hold) {
  world.member(branch, "张三");
  world.unit(UnitKind::group, branch, "一小组");
  auto const nodes = world.read(
      [&](Transaction& transaction) { return children(transaction, community, clock().today()); });
  ASSERT_EQ(nodes.size(), 1U);
  EXPECT_EQ(nodes.at(0).members, 1);
  EXPECT_EQ(nodes.at(0).units_below, 1);
  EXPECT_EQ(nodes.at(0).parent_id, community);
}

}  // namespace hangji::organisation
