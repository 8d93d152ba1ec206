#include "organisation/members/members_operations.h"

#include "database/test_databases.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/journal/journal.h"
#include "organisation/members/members_store.h"
#include "organisation/members/membership_decisions.h"
#include "organisation/units/units_store.h"
#include "testing/world.h"

namespace hangji::organisation {

using hangji::testing::day;
using hangji::testing::World;

class Members : public database::OnBothEngines {
protected:
  World world{database(), clock()};
  UnitId community{world.community("民生路社区")};
  UnitId first{world.branch(community, "第一支部")};
  UnitId second{world.branch(community, "第二支部")};
  MemberId zhang{world.member(first, "张三")};

  template <class Work> auto doing(Work&& work) { return world.change("members.test", work); }
  template <class Work> std::string refusal(Work&& work) {
    auto const before = world.journal_length();
    auto const answer = world.change("members.test", work);
    EXPECT_EQ(world.journal_length(), before + (answer ? 1 : 0));
    return answer ? "" : answer.error().code;
  }
  Result<Done> transfer(UnitId to, std::string_view on, std::string reason = "工作调动") {
    return doing([&](Change& change) {
      return transfer_member(change, {zhang, to, day(on), std::move(reason)});
    });
  }
  Result<Done> end(MemberState state, std::string_view on) {
    return doing(
        [&](Change& change) { return end_membership(change, {zhang, state, day(on), "离开"}); });
  }
  MemberRow row(MemberId id) {
    return *world.read([&](Transaction& transaction) { return member(transaction, id); });
  }
};
HANGJI_ON_BOTH_ENGINES(Members);

TEST_P(Members, an_admitted_member_belongs_to_the_branch_with_a_fact) {
  auto const li = world.member(first, "李四", [](MemberDraft& draft) {
    draft.from = day("2026-02-03");
    draft.reason = MembershipReason::admitted;
  });
  world.read([&](Transaction& transaction) {
    EXPECT_EQ(membership_on(transaction, li, day("2026-02-03"))->unit_id, first);
    EXPECT_FALSE(membership_on(transaction, li, day("2026-02-02")));
    auto const facts = facts::of_source(transaction, SourceId{li.value});
    EXPECT_EQ(facts.size(), 1U);
    EXPECT_EQ(facts.at(0).kind, facts::kind::member_joined_unit);
    EXPECT_EQ(facts.at(0).topic, "admitted");
    EXPECT_EQ(facts.at(0).day, day("2026-02-03"));
    // Taken over with a roster: nothing happened, no fact.
    EXPECT_TRUE(facts::of_source(transaction, SourceId{zhang.value}).empty());
    return true;
  });
}

TEST_P(Members, registering_is_refused_in_order_and_not_journaled) {
  auto const ended = world.branch(community, "旧支部");
  ASSERT_TRUE(doing([&](Change& change) {
    return dissolve_unit(change, {ended, day("2020-01-01"), "撤销", ""});
  }));
  struct Case {
    std::function<void(MemberDraft&)> spoil;
    std::string_view code;
  };
  Case const cases[] = {
      {[](MemberDraft& d) { d.details.name = ""; }, "members.name_missing"},
      {[](MemberDraft& d) { d.state = MemberState::deceased; }, "members.not_active"},
      {[&](MemberDraft& d) { d.from = clock().today().plus_days(1); }, "members.in_the_future"},
      {[](MemberDraft& d) { d.unit = UnitId{9}; }, "members.unit_unknown"},
      {[&](MemberDraft& d) { d.unit = ended; }, "members.unit_unknown"},
      {[](MemberDraft& d) { d.from = day("1999-12-31"); }, "members.unit_unknown"},
      {[&](MemberDraft& d) { d.unit = community; }, "members.unit_unfit"},
      {[&](MemberDraft& d) {
         d.details.identity_number = world.secrets().open(row(zhang).identity_sealed);
         d.details.sex.reset();
       },
       "members.already_registered"},
  };
  for (auto const& [spoil, code] : cases) {
    auto draft = world.member_draft(first, "李四");
    spoil(draft);
    EXPECT_EQ(refusal([&](Change& change) { return register_member(change, world.desk(), draft); }),
              code);
  }
}

TEST_P(Members, a_transfer_keeps_the_member_in_exactly_one_unit_on_every_day) {
  ASSERT_TRUE(transfer(second, "2026-07-15"));
  world.read([&](Transaction& transaction) {
    EXPECT_EQ(membership_on(transaction, zhang, day("2026-07-14"))->unit_id, first);
    EXPECT_EQ(membership_on(transaction, zhang, day("2026-07-15"))->unit_id, second);
    EXPECT_TRUE(members_of(transaction, first, day("2026-07-15")).empty());
    EXPECT_EQ(members_of(transaction, first, day("2026-07-14")).size(), 1U);
    EXPECT_EQ(unit_of(transaction, zhang), second);
    auto const facts = facts::of_source(transaction, SourceId{zhang.value});
    EXPECT_EQ(facts.size(), 2U);
    EXPECT_EQ(facts.at(0).kind, facts::kind::member_left_unit);
    EXPECT_EQ(facts.at(0).unit_id, first);
    EXPECT_EQ(facts.at(1).kind, facts::kind::member_joined_unit);
    EXPECT_EQ(facts.at(1).unit_id, second);
    return true;
  });
}

TEST_P(Members, transfers_are_refused_in_order_and_not_journaled) {
  auto const gone = world.member(first, "李四");
  ASSERT_TRUE(doing([&](Change& change) {
    return end_membership(change, {gone, MemberState::transferred_out, day("2026-01-01"), "转出"});
  }));
  auto const today = clock().today();
  struct Case {
    MemberTransfer wanted;
    std::string_view code;
  };
  Case const cases[] = {
      {{MemberId{9}, second, today, ""}, "members.not_found"},
      {{gone, second, today, ""}, "members.not_active"},
      {{zhang, second, today.plus_days(1), ""}, "members.in_the_future"},
      {{zhang, UnitId{9}, today, ""}, "members.unit_unknown"},
      {{zhang, community, today, ""}, "members.unit_unfit"},
      {{zhang, first, today, ""}, "members.same_unit"},
      {{zhang, second, day("2010-01-01"), ""}, "members.before_last_change"},
  };
  for (auto const& [wanted, code] : cases) {
    EXPECT_EQ(refusal([&](Change& change) { return transfer_member(change, wanted); }), code);
  }
}

TEST_P(Members, a_category_holds_from_its_day_on_and_the_old_one_before) {
  auto const change_to = [&](MemberCategory category, std::string_view from) {
    return refusal([&](Change& change) {
      return change_category(change, zhang, category, day(from), "退休");
    });
  };
  EXPECT_EQ(change_to(MemberCategory::in_post, "2026-07-01"), "members.same_category");
  EXPECT_EQ(change_to(MemberCategory::no_post, "2026-11-24"), "members.in_the_future");
  EXPECT_EQ(change_to(MemberCategory::no_post, "2026-07-01"), "");
  EXPECT_EQ(change_to(MemberCategory::in_post, "2026-07-01"), "members.before_last_change");
  EXPECT_EQ(change_to(MemberCategory::old_weak_ill_disabled, "2026-09-01"), "");
  world.read([&](Transaction& transaction) {
    auto const on = [&](std::string_view text) {
      return members_of(transaction, first, day(text)).at(0).category;
    };
    EXPECT_EQ(on("2026-06-30"), MemberCategory::in_post);
    EXPECT_EQ(on("2026-07-01"), MemberCategory::no_post);
    EXPECT_EQ(on("2026-08-31"), MemberCategory::no_post);
    EXPECT_EQ(on("2026-09-01"), MemberCategory::old_weak_ill_disabled);
    auto const stored = member(transaction, zhang);
    EXPECT_EQ(category_on(transaction, *stored, day("2026-08-31")), MemberCategory::no_post);
    return true;
  });
}

TEST_P(Members, leaving_ends_membership_posts_and_groups_on_one_day) {
  auto const group = world.unit(UnitKind::group, first, "一小组");
  world.post(first, Post::secretary, zhang);
  EXPECT_EQ(refusal([&](Change& change) {
              return assign_to_group(change, zhang, second, day("2026-01-01"));
            }),
            "members.group_unfit");
  ASSERT_TRUE(doing(
      [&](Change& change) { return assign_to_group(change, zhang, group, day("2026-01-01")); }));
  world.read([&](Transaction& transaction) {
    EXPECT_EQ(members_of(transaction, group, day("2026-01-01")).size(), 1U);
    return true;
  });
  ASSERT_TRUE(end(MemberState::deceased, "2026-08-01"));
  world.read([&](Transaction& transaction) {
    EXPECT_FALSE(membership_now(transaction, zhang));
    EXPECT_EQ(unit_of(transaction, zhang), first);
    EXPECT_FALSE(secretary_of(transaction, first, day("2026-08-01")));
    EXPECT_TRUE(secretary_of(transaction, first, day("2026-07-31")));
    EXPECT_TRUE(members_of(transaction, group, day("2026-08-01")).empty());
    EXPECT_EQ(member(transaction, zhang)->state, MemberState::deceased);
    return true;
  });
  EXPECT_EQ(transfer(second, "2026-09-01").error().code, "members.not_active");
}

TEST_P(Members, leaving_is_refused_in_order_and_not_journaled) {
  auto const leave = [&](MemberId id, MemberState state, Date on, std::string reason) {
    return refusal([&](Change& change) { return end_membership(change, {id, state, on, reason}); });
  };
  auto const today = clock().today();
  EXPECT_EQ(leave(MemberId{9}, MemberState::deceased, today, "死亡"), "members.not_found");
  EXPECT_EQ(leave(zhang, MemberState::suspended, today, "停"), "members.not_leaving");
  EXPECT_EQ(leave(zhang, MemberState::deceased, today.plus_days(1), "死亡"),
            "members.in_the_future");
  EXPECT_EQ(leave(zhang, MemberState::deceased, day("2010-01-01"), "死亡"),
            "members.before_last_change");
  EXPECT_EQ(leave(zhang, MemberState::deceased, today, ""), "members.reason_missing");
  EXPECT_EQ(leave(zhang, MemberState::deceased, today, "死亡"), "");
  EXPECT_EQ(leave(zhang, MemberState::deceased, today, "死亡"), "members.not_active");
}

TEST_P(Members, who_came_back_has_a_gap_and_is_active_again) {
  auto const back = [&] {
    return doing([&](Change& change) {
      return readmit_member(change, {}, {.to = {zhang, second, day("2026-09-01"), "转回"}});
    });
  };
  EXPECT_EQ(back().error().code, "members.same_state");
  ASSERT_TRUE(end(MemberState::transferred_out, "2026-03-01"));
  ASSERT_TRUE(back());
  world.read([&](Transaction& transaction) {
    EXPECT_FALSE(membership_on(transaction, zhang, day("2026-08-31")));
    EXPECT_EQ(membership_on(transaction, zhang, day("2026-09-01"))->unit_id, second);
    EXPECT_EQ(member(transaction, zhang)->state, MemberState::active);
    return true;
  });
}

// Working rules on members' education, article 24: lost contact, suspension, restoration.
TEST_P(Members, lost_contact_and_suspension_are_noted_with_their_days) {
  auto const lost = [&](Date since, std::string reason) {
    return refusal([&](Change& change) { return mark_lost_contact(change, zhang, since, reason); });
  };
  EXPECT_EQ(lost(clock().today().plus_days(1), "多方查找"), "members.in_the_future");
  EXPECT_EQ(lost(day("2005-06-30"), "多方查找"), "members.dates_out_of_order");
  EXPECT_EQ(lost(day("2026-01-01"), ""), "members.reason_missing");
  EXPECT_EQ(lost(day("2026-01-01"), "多方查找"), "");
  EXPECT_EQ(row(zhang).lost_since, day("2026-01-01"));
  auto const suspend = [&](MemberState state) {
    return refusal([&](Change& change) {
      return set_suspended(change, zhang, state, day("2026-07-02"), "失联六个月");
    });
  };
  EXPECT_EQ(suspend(MemberState::active), "members.same_state");
  EXPECT_EQ(suspend(MemberState::suspended), "");
  EXPECT_EQ(row(zhang).state, MemberState::suspended);
  EXPECT_EQ(suspend(MemberState::active), "");
  auto const found = [&] {
    return refusal(
        [&](Change& change) { return mark_found(change, zhang, day("2026-10-01"), "本人来电"); });
  };
  EXPECT_EQ(found(), "");
  EXPECT_EQ(found(), "members.same_state");
  EXPECT_FALSE(row(zhang).lost_since);
}

TEST_P(Members, a_correction_needs_a_reason_and_keeps_what_it_does_not_name) {
  MemberDetails details;
  details.occupation = "教师";
  auto const correct = [&](MemberId id, std::string reason) {
    return refusal(
        [&](Change& change) { return correct_member(change, world.desk(), id, details, reason); });
  };
  auto const before = row(zhang);
  EXPECT_EQ(correct(MemberId{9}, "更正"), "members.not_found");
  EXPECT_EQ(correct(zhang, ""), "members.reason_missing");
  EXPECT_EQ(correct(zhang, "本人申请"), "");
  auto const after = row(zhang);
  EXPECT_EQ(after.occupation, "教师");
  EXPECT_EQ(after.identity_sealed, before.identity_sealed);
  EXPECT_EQ(after.phone_tail, before.phone_tail);
  auto const li = world.member(first, "李四");
  details.identity_number = world.secrets().open(row(li).identity_sealed);
  details.sex = row(li).sex;
  EXPECT_EQ(correct(zhang, "本人申请"), "members.already_registered");
}

TEST_P(Members, opening_sealed_values_is_journaled_and_the_books_hold_no_number_in_the_clear) {
  auto const opened =
      doing([&](Change& change) { return unmask_member(change, world.secrets(), zhang); });
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->phone, "10000000000");
  world.read([&](Transaction& transaction) {
    auto const entry = journal::entries(transaction, {}, 0, 1).at(0);
    EXPECT_NE(entry.summary.find("张三"), std::string::npos);
    EXPECT_EQ(entry.summary.find(opened->phone), std::string::npos);
    auto const stored = to_json(*member(transaction, zhang));
    EXPECT_EQ(stored.find(opened->identity_number), std::string::npos);
    EXPECT_EQ(stored.find(opened->phone), std::string::npos);
    std::array const tables{journal::journaled_table<MemberRow>()};
    EXPECT_EQ(journal::verify_books(transaction, {tables}).rows, 1);
    return true;
  });
}

}  // namespace hangji::organisation
