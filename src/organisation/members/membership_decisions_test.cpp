#include "organisation/members/membership_decisions.h"

#include "database/test_databases.h"
#include "kernel/rules/test_rules.h"
#include "kernel/rules/values.h"
#include "organisation/members/members_store.h"
#include "testing/world.h"

namespace hangji::organisation {
namespace {

using testing::day;
using testing::World;

rules::Rulebook shipped() {
  rules::RuleKinds kinds;
  kinds.add<rules::Threshold>();
  kinds.add<rules::ShareLimit>();
  kinds.add<Term>();
  kinds.add<ProbationExtension>();
  kinds.add<CommitteeSeats>();
  return rules::shipped_rules({"organisation.yaml", "recruitment.yaml", "discipline.yaml"}, kinds);
}

class Decisions : public database::OnBothEngines {
protected:
  World world{database(), clock()};
  rules::Rulebook rules{shipped()};
  UnitId branch{world.branch(world.community("甲社区"), "第一支部")};
  MemberId zhang{world.member(branch, "张三")};

  template <class Work> std::string refusal(Work&& work) {
    auto const before = world.journal_length();
    auto const answer = world.change("members.test", work);
    EXPECT_EQ(world.journal_length(), before + (answer ? 1 : 0));
    return answer ? "" : answer.error().code;
  }
  std::string decide(MemberState state, std::string_view on,
                     std::string document = "甲党委〔2026〕1号",
                     SuspensionGround ground = SuspensionGround::lost_contact) {
    return refusal([&](Change& change) {
      return decide_state(change, rules, {zhang, state, day(on), "支部大会决定", document, ground});
    });
  }
  std::string lose(std::string_view since) {
    return refusal(
        [&](Change& change) { return mark_lost_contact(change, zhang, day(since), "找不到"); });
  }
  std::string readmit(ReadmissionGround ground, std::string_view on,
                      std::string document = "甲党委〔2026〕2号") {
    return refusal([&](Change& change) {
      return readmit_member(change, rules, {{zhang, branch, day(on), "回来"}, ground, document});
    });
  }
  MemberId on_probation(std::string_view joined_on) {
    return world.member(branch, "李四", [&](MemberDraft& draft) {
      draft.details.joined_on = day(joined_on);
      draft.details.full_member_on.reset();
      draft.from = day(joined_on);
    });
  }
  std::string extend(MemberId id, std::string_view on, std::int64_t months,
                     std::string reason = "需要继续考察", std::string document = "大会决议") {
    return refusal([&](Change& change) {
      return extend_probation(change, rules, {id, day(on), months, reason, document});
    });
  }
  std::string confirm(MemberId id, std::string_view on, std::optional<std::string> because = {}) {
    MemberDetails details;
    details.full_member_on = day(on);
    details.confirmed_early_because = because;
    return refusal([&](Change& change) {
      return correct_member(change, {world.secrets(), rules}, id, details, "大会通过转正");
    });
  }
  MemberRow row(MemberId id) {
    return *world.read([&](Transaction& transaction) { return member(transaction, id); });
  }
};
HANGJI_ON_BOTH_ENGINES(Decisions);

// 教育管理条例 第二十四条: 失联六个月以上停止党籍, 停止党籍两年后仍失联的除名.
TEST_P(Decisions, who_is_out_of_contact_is_suspended_after_six_months_and_removed_after_two_years) {
  EXPECT_EQ(decide(MemberState::suspended, "2022-07-01", ""), "membership.document_missing");
  EXPECT_EQ(decide(MemberState::suspended, "2022-07-01"), "membership.not_lost_contact");
  EXPECT_EQ(lose("2022-01-15"), "");
  EXPECT_EQ(decide(MemberState::suspended, "2022-07-14"), "membership.suspended_too_early");
  EXPECT_EQ(decide(MemberState::removed, "2022-07-15"), "membership.not_suspended");
  EXPECT_EQ(decide(MemberState::suspended, "2022-07-15"), "");
  EXPECT_EQ(decide(MemberState::removed, "2024-07-14"), "membership.removed_too_early");
  EXPECT_EQ(decide(MemberState::removed, "2024-07-15"), "");
  EXPECT_EQ(row(zhang).state, MemberState::removed);
}

TEST_P(Decisions, who_settled_abroad_is_suspended_and_other_removals_have_no_period) {
  EXPECT_EQ(decide(MemberState::suspended, "2026-01-10", "x", SuspensionGround::abroad), "");
  EXPECT_EQ(decide(MemberState::active, "2026-02-10", ""), "membership.document_missing");
  EXPECT_EQ(decide(MemberState::active, "2026-02-10"), "");
  EXPECT_EQ(decide(MemberState::removed, "2026-03-10"), "");
}

TEST_P(Decisions, a_transfer_out_needs_no_document_and_may_come_back_with_the_old_day_of_joining) {
  EXPECT_EQ(decide(MemberState::transferred_out, "2026-01-10", ""), "");
  EXPECT_EQ(readmit(ReadmissionGround::admitted_anew, "2026-02-01"), "membership.was_not_removed");
  EXPECT_EQ(readmit(ReadmissionGround::returned, "2026-02-01", ""), "");
  EXPECT_EQ(row(zhang).joined_on, day("2005-07-01"));
}

// 不合格党员组织处置办法 (2024): 除名的五年内不得重新入党; 教育管理条例 第二十四条: 不恢复党籍.
TEST_P(Decisions, who_was_removed_may_only_join_anew_and_after_five_years) {
  EXPECT_EQ(decide(MemberState::removed, "2021-03-01"), "");
  EXPECT_EQ(readmit(ReadmissionGround::returned, "2026-11-01"), "membership.to_be_admitted_anew");
  EXPECT_EQ(readmit(ReadmissionGround::admitted_anew, "2026-02-28"),
            "membership.rejoining_too_early");
  EXPECT_EQ(readmit(ReadmissionGround::admitted_anew, "2026-03-01", ""),
            "membership.document_missing");
  EXPECT_EQ(readmit(ReadmissionGround::admitted_anew, "2026-03-01"), "");
  EXPECT_EQ(row(zhang).joined_on, day("2026-03-01"));
  EXPECT_FALSE(row(zhang).full_member_on);
  EXPECT_EQ(row(zhang).state, MemberState::active);
}

// 纪律处分条例 (2018) 第十三条: 开除党籍五年内不得重新入党.
TEST_P(Decisions, who_was_expelled_may_join_anew_after_five_years) {
  EXPECT_EQ(decide(MemberState::expelled, "2020-05-10"), "");
  EXPECT_EQ(readmit(ReadmissionGround::admitted_anew, "2025-05-09"),
            "membership.rejoining_too_early");
  EXPECT_EQ(readmit(ReadmissionGround::admitted_anew, "2025-05-10"), "");
}

TEST_P(Decisions, the_dead_come_back_only_when_wrongly_recorded) {
  EXPECT_EQ(decide(MemberState::deceased, "2026-03-01", ""), "");
  EXPECT_EQ(readmit(ReadmissionGround::returned, "2026-04-01"), "membership.is_dead");
  EXPECT_EQ(readmit(ReadmissionGround::admitted_anew, "2026-04-01"), "membership.is_dead");
  EXPECT_EQ(readmit(ReadmissionGround::wrongly_recorded, "2026-04-01", ""),
            "membership.document_missing");
  EXPECT_EQ(readmit(ReadmissionGround::wrongly_recorded, "2026-04-01"), "");
  EXPECT_EQ(row(zhang).full_member_on, day("2006-07-01"));
}

// 发展党员工作细则 第三十二条: 预备期一年; 延长一次, 不少于半年, 最长不超过一年.
TEST_P(Decisions, probation_is_lengthened_once_by_six_to_twelve_months) {
  auto const li = on_probation("2025-09-10");
  EXPECT_EQ(extend(li, "2026-12-01", 6), "members.in_the_future");
  EXPECT_EQ(extend(li, "2026-09-10", 6, ""), "members.reason_missing");
  EXPECT_EQ(extend(li, "2026-09-10", 6, "考察", ""), "membership.document_missing");
  EXPECT_EQ(extend(zhang, "2026-09-10", 6), "membership.not_on_probation");
  EXPECT_EQ(extend(li, "2026-09-10", 5), "membership.extension_unfit");
  EXPECT_EQ(extend(li, "2026-09-10", 13), "membership.extension_unfit");
  EXPECT_EQ(extend(li, "2026-09-10", 6), "");
  EXPECT_EQ(extend(li, "2026-09-10", 6), "membership.extended_already");
  auto const until = world.read([&](Transaction& transaction) {
    return probation_extended_until(transaction, *member(transaction, li));
  });
  EXPECT_EQ(until, day("2027-03-10")) << "a year and six months after joining";
  EXPECT_EQ(confirm(li, "2026-09-10"), "membership.confirmed_too_early");
}

TEST_P(Decisions, a_confirmation_before_the_year_is_over_says_on_what_it_rests) {
  auto const li = on_probation("2025-10-01");
  EXPECT_EQ(confirm(li, "2026-09-30"), "membership.confirmed_too_early");
  EXPECT_EQ(confirm(li, "2026-10-01"), "");
  EXPECT_EQ(confirm(li, "2026-09-30", "入党志愿书原件如此"), "");
  auto const old = world.member(branch, "王五", [&](MemberDraft& draft) {
    draft.details.joined_on = day("2014-05-27");
    draft.details.full_member_on.reset();
  });
  EXPECT_EQ(confirm(old, "2014-06-01"), "") << "joined before the rules of 2014";
}

TEST_P(Decisions, a_member_is_not_registered_as_confirmed_before_probation_is_over) {
  auto draft = world.member_draft(branch, "赵六");
  draft.details.joined_on = day("2025-01-01");
  draft.details.full_member_on = day("2025-12-31");
  auto const take = [&] {
    return refusal(
        [&](Change& change) { return register_member(change, {world.secrets(), rules}, draft); });
  };
  EXPECT_EQ(take(), "membership.confirmed_too_early");
  draft.details.full_member_on = day("2026-01-01");
  EXPECT_EQ(take(), "");
}

TEST_P(Decisions, a_cancelled_probation_ends_membership_and_sets_no_interval) {
  auto const li = on_probation("2025-09-10");
  auto const cancel = [&](MemberId id, std::string document) {
    return refusal([&](Change& change) {
      return cancel_probation(change, {id, day("2026-10-01"), "不具备党员条件", document});
    });
  };
  EXPECT_EQ(cancel(li, ""), "membership.document_missing");
  EXPECT_EQ(cancel(zhang, "大会决议"), "membership.not_on_probation");
  EXPECT_EQ(cancel(li, "大会决议"), "");
  auto const again = refusal([&](Change& change) {
    return readmit_member(change, rules,
                          {{li, branch, day("2026-11-01"), "再次申请"},
                           ReadmissionGround::admitted_anew,
                           "甲党委〔2026〕9号"});
  });
  EXPECT_EQ(again, "");
  EXPECT_EQ(row(li).joined_on, day("2026-11-01"));
}

}  // namespace
}  // namespace hangji::organisation
