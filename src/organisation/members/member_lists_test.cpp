#include "database/test_databases.h"
#include "organisation/members/members_store.h"
#include "organisation/members/registrations.h"
#include "organisation/units/units_store.h"
#include "testing/world.h"

namespace hangji::organisation {

using hangji::testing::day;
using hangji::testing::World;

class MemberLists : public database::OnBothEngines {
protected:
  World world{database(), clock()};
  UnitId community{world.community("民生路社区")};
  UnitId first{world.branch(community, "第一支部")};
  UnitId second{world.branch(community, "第二支部")};
  UnitId elsewhere{world.branch(world.community("自力巷社区"), "第三支部")};

  using Names = std::vector<std::string>;
  static Names names_of(MemberPage const& page) {
    Names names;
    for (auto const& line : page.rows) names.push_back(line.name);
    return names;
  }
  Names page(UnitId root, MemberFilter const& filter = {}) {
    return world.read([&](Transaction& transaction) {
      return names_of(member_page(transaction, root, filter, {}, 50));
    });
  }
  Names search(UnitId root, std::string_view text) {
    return world.read([&](Transaction& transaction) {
      return names_of(search_members(transaction, root, text, {}, 50));
    });
  }
};
HANGJI_ON_BOTH_ENGINES(MemberLists);

TEST_P(MemberLists, go_by_branch_and_then_by_initials_and_stay_within_the_root) {
  world.member(second, "安七");
  world.member(first, "张三");
  world.member(first, "李四");
  world.member(elsewhere, "白八");
  EXPECT_EQ(page(first), (Names{"李四", "张三"}));
  EXPECT_EQ(page(community), (Names{"李四", "张三", "安七"}));
  EXPECT_EQ(page(world.street()), (Names{"李四", "张三", "安七", "白八"}));
  EXPECT_EQ(page(UnitId{9}), Names{});
}

TEST_P(MemberLists, go_on_behind_the_last_line_also_among_people_of_one_name) {
  for (int i = 0; i < 5; ++i) world.member(first, "李四");
  world.member(second, "安七");
  world.read([&](Transaction& transaction) {
    std::set<MemberId> seen;
    std::string after;
    int pages = 0;
    do {
      auto const found = member_page(transaction, community, {}, after, 2);
      for (auto const& line : found.rows) EXPECT_TRUE(seen.insert(line.id).second);
      after = found.next_key;
      ++pages;
    } while (!after.empty());
    EXPECT_EQ(seen.size(), 6U);
    EXPECT_EQ(pages, 3);
    EXPECT_TRUE(member_page(transaction, community, {}, "不是钥匙", 2).rows.empty());
    return true;
  });
}

TEST_P(MemberLists, hold_nobody_who_left) {
  auto const zhang = world.member(first, "张三");
  world.member(first, "李四");
  ASSERT_TRUE(world.change("members.end", [&](journal::Change& change) {
    return end_membership(change, {zhang, MemberState::deceased, day("2026-01-01"), "去世"});
  }));
  EXPECT_EQ(page(first), Names{"李四"});
  EXPECT_EQ(search(first, "张三"), Names{});
}

TEST_P(MemberLists, are_filtered_by_each_trait) {
  world.member(first, "张三");
  world.member(first, "李四", [](MemberDraft& draft) {
    draft.category = MemberCategory::floating;
    draft.details.registration = Registration::floating;
  });
  world.member(first, "王五", [](MemberDraft& draft) { draft.details.full_member_on.reset(); });
  world.member(first, "赵六", [](MemberDraft& draft) { draft.lost_since = day("2026-01-01"); });
  EXPECT_EQ(page(first, {.category = MemberCategory::floating}), Names{"李四"});
  EXPECT_EQ(page(first, {.registration = Registration::floating}), Names{"李四"});
  EXPECT_EQ(page(first, {.standing = Standing::probationary}), Names{"王五"});
  EXPECT_EQ(page(first, {.standing = Standing::formal}), (Names{"李四", "赵六", "张三"}));
  EXPECT_EQ(page(first, {.contact = ContactFilter::lost}), Names{"赵六"});
  EXPECT_EQ(page(first, {.state = MemberState::suspended}), Names{});
}

TEST_P(MemberLists, are_searched_by_name_initials_and_the_end_of_numbers) {
  auto const zhang = world.member(first, "张三丰");
  world.member(second, "张山");
  world.member(elsewhere, "张三");
  world.member(first, "单三");
  EXPECT_EQ(search(world.street(), "张三"), (Names{"张三", "张三丰"}));
  EXPECT_EQ(search(community, "张三"), Names{"张三丰"});
  EXPECT_EQ(search(community, "zs"), (Names{"张山", "张三丰"}));
  EXPECT_EQ(search(community, "ＺＳＦ"), Names{"张三丰"});
  EXPECT_EQ(search(community, "单"), Names{"单三"});
  EXPECT_EQ(search(community, "%"), Names{});
  EXPECT_EQ(search(community, "张%"), search(community, "张"));
  auto const row =
      *world.read([&](Transaction& transaction) { return member(transaction, zhang); });
  EXPECT_EQ(search(community, row.identity_tail), Names{"张三丰"});
  EXPECT_EQ(search(community, row.phone_tail), Names{"张三丰"});
  EXPECT_EQ(search(elsewhere, row.phone_tail), Names{});
}

TEST_P(MemberLists, count_by_trait_now_and_as_of_a_day) {
  auto const zhang = world.member(first, "张三");
  world.member(first, "李四", [](MemberDraft& draft) {
    draft.details.full_member_on = day("2026-07-01");
    draft.from = day("2026-03-01");
  });
  world.member(elsewhere, "白八");
  ASSERT_TRUE(world.change("members.category", [&](journal::Change& change) {
    return change_category(change, zhang, MemberCategory::no_post, day("2026-07-01"), "退休");
  }));
  world.read([&](Transaction& transaction) {
    auto const now = member_counts(transaction, community);
    EXPECT_EQ(now.size(), 2U);
    EXPECT_EQ(now.at(0).category, MemberCategory::in_post);
    EXPECT_EQ(now.at(0).standing, Standing::formal);
    EXPECT_EQ(now.at(0).members, 1);
    EXPECT_EQ(now.at(1).category, MemberCategory::no_post);
    auto const before = member_counts_on(transaction, day("2026-06-30"));
    EXPECT_EQ(before.size(), 2U);
    EXPECT_EQ(before.at(0).standing, Standing::formal);
    EXPECT_EQ(before.at(0).members, 2);
    EXPECT_EQ(before.at(1).standing, Standing::probationary);
    EXPECT_EQ(formal_members_of(transaction, first, day("2026-06-30")), 1);
    EXPECT_EQ(formal_members_of(transaction, first, day("2026-07-01")), 2);
    return true;
  });
}

TEST_P(MemberLists, are_counted_as_they_stood_on_a_day_gone_by) {
  auto const zhang = world.member(first, "张三");
  auto const doing = [&](auto work) { ASSERT_TRUE(world.change("members.test", work)); };
  doing([&](journal::Change& change) {
    return mark_lost_contact(change, zhang, day("2025-01-10"), "找不到");
  });
  doing([&](journal::Change& change) {
    return set_suspended(change, zhang, MemberState::suspended, day("2025-08-01"), "失联");
  });
  doing([&](journal::Change& change) {
    return mark_found(change, zhang, day("2025-10-01"), "来电");
  });
  doing([&](journal::Change& change) {
    return set_suspended(change, zhang, MemberState::active, day("2025-11-01"), "恢复");
  });
  doing([&](journal::Change& change) {
    return end_membership(change, {zhang, MemberState::deceased, day("2026-05-01"), "去世"});
  });
  auto const on = [&](std::string_view text) {
    return world.read([&](Transaction& transaction) {
      auto const counts = member_counts_on(transaction, day(text));
      EXPECT_EQ(counts.size(), 1U) << text;
      each_member(transaction, day(text), [&](MemberBrief const& brief) {
        EXPECT_EQ(brief.state, counts.at(0).state) << text;
        EXPECT_EQ(brief.lost_since.has_value(), counts.at(0).lost == 1) << text;
        if (brief.lost_since) EXPECT_EQ(*brief.lost_since, day("2025-01-10"));
      });
      return std::pair{counts.at(0).state, counts.at(0).lost};
    });
  };
  EXPECT_EQ(on("2025-01-09"), (std::pair{MemberState::active, std::int64_t{0}}));
  EXPECT_EQ(on("2025-07-31"), (std::pair{MemberState::active, std::int64_t{1}}));
  EXPECT_EQ(on("2025-08-01"), (std::pair{MemberState::suspended, std::int64_t{1}}));
  EXPECT_EQ(on("2025-10-01"), (std::pair{MemberState::suspended, std::int64_t{0}}));
  EXPECT_EQ(on("2026-04-30"), (std::pair{MemberState::active, std::int64_t{0}}));
}

TEST_P(MemberLists, know_who_was_registered_or_floating_on_a_day_gone_by) {
  auto const zhang = world.member(first, "张三");
  auto const correct = [&](std::string_view today, Registration registration) {
    clock().set(day(today));
    ASSERT_TRUE(world.change("members.test", [&](journal::Change& change) {
      MemberDetails const details{.registration = registration};
      return correct_member(change, {world.secrets(), {}}, zhang, details, "流出或返回");
    }));
  };
  auto const on = [&](std::string_view text) {
    return world.read([&](Transaction& transaction) {
      auto const of_unit = members_of(transaction, first, day(text)).at(0).registration;
      each_member(transaction, day(text), [&](MemberBrief const& brief) {
        EXPECT_EQ(brief.registration, of_unit) << text;
      });
      EXPECT_EQ(member_counts_on(transaction, day(text)).at(0).registration, of_unit) << text;
      return of_unit;
    });
  };
  correct("2026-12-01", Registration::floating);
  EXPECT_EQ(on("2026-11-30"), Registration::registered);
  EXPECT_EQ(on("2026-12-01"), Registration::floating);
  correct("2027-02-01", Registration::registered);
  correct("2027-02-01", Registration::floating);
  correct("2027-02-01", Registration::registered);
  EXPECT_EQ(on("2026-11-30"), Registration::registered);
  EXPECT_EQ(on("2027-01-31"), Registration::floating);
  EXPECT_EQ(on("2027-02-01"), Registration::registered);
  correct("2027-02-02", Registration::registered);
  world.read([&](Transaction& transaction) {
    EXPECT_EQ(former_registrations_of(transaction, zhang).size(), 2U) << "what stays is not kept";
    return true;
  });
}

TEST_P(MemberLists, do_not_keep_a_registration_that_held_on_no_day) {
  auto const today = clock().today();
  auto const zhang = world.member(first, "张三", [&](MemberDraft& draft) {
    draft.details.registration = Registration::floating;
    draft.from = today;
  });
  ASSERT_TRUE(world.change("members.test", [&](journal::Change& change) {
    MemberDetails const details{.registration = Registration::registered};
    return correct_member(change, {world.secrets(), {}}, zhang, details, "误登为流动");
  }));
  world.read([&](Transaction& transaction) {
    EXPECT_TRUE(former_registrations_of(transaction, zhang).empty());
    return true;
  });
}

TEST_P(MemberLists, stream_everyone_of_a_day_by_unit) {
  world.member(second, "安七");
  auto const zhang = world.member(first, "张三");
  ASSERT_TRUE(world.change("members.transfer", [&](journal::Change& change) {
    return transfer_member(change, {zhang, elsewhere, day("2026-07-01"), "搬迁"});
  }));
  auto const units_on = [&](std::string_view on) {
    return world.read([&](Transaction& transaction) {
      std::vector<UnitId> units;
      each_member(transaction, day(on),
                  [&](MemberBrief const& brief) { units.push_back(brief.unit_id); });
      return units;
    });
  };
  EXPECT_EQ(units_on("2026-06-30"), (std::vector{first, second}));
  EXPECT_EQ(units_on("2026-07-01"), (std::vector{second, elsewhere}));
  EXPECT_TRUE(units_on("2009-12-31").empty());
}

}  // namespace hangji::organisation
