#include "practice/dues/dues_operations.h"
#include "database/test_databases.h"
#include "kernel/facts/fact_kinds.h"
#include "practice/dues/dues_overview.h"
#include "practice/dues/dues_store.h"
#include "practice/dues/dues_test_rules.h"
#include "practice/dues/dues_views.h"
#include "testing/world.h"

#include <gmock/gmock.h>

namespace hangji::practice {
namespace {

using database::Transaction;
using journal::Change;
using testing::World;

Month month(int number) { return *Month::from_ym(2026, number); }

class DuesBooks : public database::OnBothEngines {
protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    clock().set(testing::day("2026-07-20"));
    world.emplace(database(), clock());
    auto const community = world->community("中共民生路社区委员会");
    branch = world->branch(community, "中共民生路第一支部委员会");
    other = world->branch(community, "中共民生路第二支部委员会");
    zhang = world->member(branch, "张三");
    li = world->member(branch, "李四");
    stranger = world->member(other, "王五");
  }

  template <class Work> auto change(Work&& work) { return world->change("dues.test", work); }
  std::string basis(NewBasis const& wanted) {
    auto result = change([&](Change& open) { return set_basis(open, shipped(), wanted); });
    return result ? "" : result.error().code;
  }
  std::string pay(std::vector<Payment> const& payments) {
    auto result =
        change([&](Change& open) { return record_payments(open, shipped(), branch, payments); });
    return result ? "" : result.error().code;
  }
  std::string report(Month of) {
    auto result = change([&](Change& open) { return report_month(open, shipped(), branch, of); });
    return result ? "" : result.error().code;
  }
  std::string reverse(FactId payment, std::string_view reason) {
    auto result =
        change([&](Change& open) { return reverse_payment(open, shipped(), payment, reason); });
    return result ? "" : result.error().code;
  }
  DuesSheet sheet(Month of) {
    return world->read([&](Transaction& t) { return sheet_of(t, shipped(), branch, of); });
  }
  std::int64_t unpaid_facts(Month of) {
    return world->read([&](Transaction& t) {
      std::int64_t count = 0;
      for (auto const member : {zhang, li}) {
        count += std::ssize(standing_about(t, member, facts::kind::dues_unpaid, of));
      }
      return count;
    });
  }
  std::int64_t lapsed_facts(MemberId member, Month of) {
    return world->read([&](Transaction& t) {
      return std::ssize(standing_about(t, member, facts::kind::dues_lapsed, of));
    });
  }
  void give_bases() {
    EXPECT_EQ(basis({.member = zhang, .from = month(1), .base = Fen{600'000}}), "");
    EXPECT_EQ(basis({.member = li,
                     .from = month(1),
                     .population = DuesPopulation::retired,
                     .base = Fen{500'000}}),
              "");
  }

  std::optional<World> world{};
  UnitId branch{};
  UnitId other{};
  MemberId zhang{};
  MemberId li{};
  MemberId stranger{};
};
HANGJI_ON_BOTH_ENGINES(DuesBooks);

TEST_P(DuesBooks, a_basis_is_refused_in_order) {
  give_bases();
  EXPECT_EQ(basis({.member = MemberId{77}, .from = month(7)}), "dues.member_unknown");
  EXPECT_EQ(basis({.member = zhang, .from = *Month::from_ym(2007, 1), .base = Fen{1}}),
            "dues.rate_missing");
  EXPECT_EQ(basis({.member = zhang, .from = month(7)}), "dues.amount_wrong");
  EXPECT_EQ(basis({.member = zhang,
                   .from = month(7),
                   .base = Fen{600'000},
                   .relief = DuesReliefKind::exempt}),
            "dues.approval_missing");
  EXPECT_EQ(basis({.member = zhang, .from = *Month::from_ym(2025, 12), .base = Fen{1}}),
            "dues.basis_later_exists");
  EXPECT_EQ(report(month(1)), "");
  EXPECT_EQ(basis({.member = zhang, .from = month(1), .base = Fen{1}}), "dues.month_reported");
}

TEST_P(DuesBooks, a_new_basis_holds_from_its_month_on) {
  give_bases();
  EXPECT_EQ(basis({.member = zhang, .from = month(7), .base = Fen{1'000'001}}), "");
  EXPECT_EQ(sheet(month(6)).rows[1].owed, Fen{9'000});
  EXPECT_EQ(sheet(month(7)).rows[1].owed, Fen{20'000});
  EXPECT_EQ(basis({.member = zhang, .from = month(7), .base = Fen{300'000}}), "");
  EXPECT_EQ(sheet(month(7)).rows[1].owed, Fen{1'500});
}

TEST_P(DuesBooks, payments_are_refused_in_order) {
  EXPECT_EQ(pay({{.member = zhang, .month = month(7), .amount = Fen{100}}}), "dues.month_not_owed");
  give_bases();
  EXPECT_EQ(pay({{.member = stranger, .month = month(7), .amount = Fen{100}}}),
            "dues.member_unknown");
  EXPECT_EQ(pay({{.member = zhang, .month = month(7)}}), "dues.amount_wrong");
  EXPECT_EQ(pay({{.member = zhang, .month = month(10), .amount = Fen{100}}}), "dues.month_too_far");
  EXPECT_EQ(pay({{.member = zhang, .month = month(9), .amount = Fen{100}}}), "");
  EXPECT_EQ(pay({{.member = zhang, .month = month(7), .amount = Fen{9'001}}}), "dues.above_owed");
  clock().set(testing::day("2026-08-01"));
  EXPECT_EQ(pay({{.member = zhang, .month = month(1), .amount = Fen{9'000}}}),
            "dues.reason_missing");
  EXPECT_EQ(pay({{.member = zhang, .month = month(1), .amount = Fen{9'000}, .reason = "住院"}}),
            "");
}

TEST_P(DuesBooks, a_payment_above_what_is_owed_is_refused_and_not_journaled) {
  give_bases();
  auto const before = world->journal_length();
  EXPECT_EQ(pay({{.member = li, .month = month(7), .amount = Fen{2'500}},
                 {.member = zhang, .month = month(7), .amount = Fen{9'001}}}),
            "dues.above_owed");
  EXPECT_EQ(world->journal_length(), before);
  EXPECT_EQ(sheet(month(7)).paid, Fen{});
  EXPECT_EQ(pay({{.member = zhang, .month = month(7), .amount = Fen{9'001}, .voluntary = true}}),
            "");
}

// 一次多交一千元以上: what is above the owed, not the whole payment.
TEST_P(DuesBooks, only_what_is_above_the_owed_is_voluntary_and_counts_as_large) {
  EXPECT_EQ(basis({.member = zhang, .from = month(1), .base = Fen{10'000'000}}), "");
  auto const note_of = [&](Fen amount, Month of) {
    EXPECT_EQ(pay({{.member = zhang, .month = of, .amount = amount, .voluntary = true}}), "");
    return world->read([&](Transaction& t) {
      return standing_about(t, zhang, facts::kind::dues_paid, of).back().note;
    });
  };
  // Two per cent of 100,000 yuan, at most 1,000 yuan a month.
  EXPECT_EQ(note_of(Fen{100'000}, month(5)), "");
  EXPECT_EQ(note_of(Fen{199'999}, month(6)), "自愿多交 999.99 元");
  EXPECT_EQ(note_of(Fen{200'000}, month(7)), "自愿多交 1000.00 元，大额党费，全部上缴中央");
}

// 第九条: who is registered elsewhere may pay here and owes nothing here.
TEST_P(DuesBooks, a_floating_member_with_a_basis_is_never_in_arrears) {
  auto const guest = world->member(branch, "阿流", [](auto& draft) {
    draft.details.registration = organisation::Registration::floating;
  });
  EXPECT_EQ(basis({.member = guest, .from = month(1), .base = Fen{600'000}}), "");
  give_bases();
  EXPECT_EQ(report(month(6)), "");
  auto const line = sheet(month(6)).rows[0];
  EXPECT_EQ(line.name, "阿流");
  EXPECT_EQ(line.owed, Fen{9'000});
  EXPECT_EQ(line.state, DuesState::optional);
  EXPECT_EQ(line.consequence, "");
  EXPECT_EQ(lapsed_facts(guest, month(6)), 0);
  EXPECT_EQ(sheet(month(6)).owed, Fen{11'500}) << "of the two others";
  EXPECT_EQ(pay({{.member = guest, .month = month(6), .amount = Fen{9'000}}}), "");
  EXPECT_EQ(sheet(month(6)).rows[0].state, DuesState::paid);
}

TEST_P(DuesBooks, what_was_paid_elsewhere_settles_the_month_and_is_no_money_of_the_branch) {
  give_bases();
  EXPECT_EQ(pay({{.member = zhang,
                  .month = month(6),
                  .amount = Fen{9'000},
                  .paid_elsewhere = "某市某街道收据第3号"},
                 {.member = li, .month = month(6), .amount = Fen{2'500}}}),
            "");
  auto const june = sheet(month(6));
  EXPECT_EQ(june.rows[1].state, DuesState::paid);
  EXPECT_EQ(june.owing, 0);
  EXPECT_EQ(june.paid, Fen{2'500});
  EXPECT_EQ(report(month(6)), "");
  EXPECT_EQ(sheet(month(6)).reported, Fen{2'500});
  EXPECT_EQ(reverse(june.rows[1].payments.at(0), "凭证有误"), "");
  EXPECT_EQ(unpaid_facts(month(6)), 1);
}

TEST_P(DuesBooks, money_taken_before_the_report_and_entered_after_it_takes_the_unpaid_back) {
  give_bases();
  EXPECT_EQ(report(month(6)), "");  // on 20 July
  EXPECT_EQ(unpaid_facts(month(6)), 2);
  EXPECT_EQ(lapsed_facts(zhang, month(6)), 1);
  clock().set(testing::day("2026-07-25"));
  EXPECT_EQ(pay({{.member = zhang,
                  .month = month(6),
                  .amount = Fen{9'000},
                  .day = testing::day("2026-07-26")}}),
            "dues.in_the_future");
  EXPECT_EQ(pay({{.member = zhang,
                  .month = month(6),
                  .amount = Fen{9'000},
                  .day = testing::day("2026-07-20")}}),
            "");
  EXPECT_EQ(unpaid_facts(month(6)), 1);
  EXPECT_EQ(lapsed_facts(zhang, month(6)), 0);
  EXPECT_EQ(pay({{.member = li,
                  .month = month(6),
                  .amount = Fen{2'500},
                  .day = testing::day("2026-07-21")}}),
            "");
  EXPECT_EQ(unpaid_facts(month(6)), 1) << "collected after it: the report was right";
}

TEST_P(DuesBooks, a_member_sees_twelve_months) {
  give_bases();
  EXPECT_EQ(pay({{.member = zhang, .month = month(6), .amount = Fen{5'000}}}), "");
  auto const year =
      world->read([&](Transaction& t) { return months_of(t, shipped(), zhang, month(7)).value(); });
  ASSERT_EQ(year.rows.size(), 12u);
  EXPECT_EQ(year.rows[0].month, month(7));
  EXPECT_EQ(year.rows[0].state, DuesState::due);
  EXPECT_EQ(year.rows[1].missing, Fen{4'000});
  EXPECT_EQ(year.rows[1].state, DuesState::owing);
  EXPECT_EQ(year.rows[11].month, *Month::from_ym(2025, 8));
  EXPECT_EQ(year.rows[11].state, DuesState::basis_missing);
}

TEST_P(DuesBooks, those_above_see_arrears_and_branches_that_have_not_reported) {
  give_bases();
  EXPECT_EQ(basis({.member = stranger, .from = month(1), .base = Fen{600'000}}), "");
  for (int number = 4; number <= 6; ++number) {
    if (number == 5) EXPECT_EQ(pay({{.member = li, .month = month(5), .amount = Fen{2'500}}}), "");
    EXPECT_EQ(report(month(number)), "");
  }
  auto const below = [&](std::int64_t least) {
    return world->read(
        [&](Transaction& t) { return arrears_below(t, shipped(), world->street(), least); });
  };
  auto const sheet = below(1);
  ASSERT_EQ(sheet.rows.size(), 2u);
  auto const of = [&](MemberId member) {
    return *std::ranges::find(sheet.rows, member, &ArrearsLine::member);
  };
  EXPECT_EQ(of(zhang).successive, 3);
  EXPECT_EQ(of(zhang).missing, Fen{27'000});
  EXPECT_EQ(of(zhang).rule.value().id, "dues.arrears.warn");
  EXPECT_EQ(of(li).months, 2);
  EXPECT_EQ(of(li).successive, 1);
  EXPECT_EQ(of(li).rule.value().id, "dues.arrears.remind");
  EXPECT_EQ(below(3).rows.size(), 1u);
  ASSERT_EQ(sheet.unreported.size(), 1u);
  EXPECT_EQ(sheet.unreported[0].unit, other);
  clock().set(testing::day("2026-07-22"));
  EXPECT_EQ(pay({{.member = li, .month = month(4), .amount = Fen{2'500}},
                 {.member = li, .month = month(6), .amount = Fen{2'500}}}),
            "");
  EXPECT_EQ(below(1).rows.size(), 1u) << "paid since";
}

TEST_P(DuesBooks, two_payments_in_one_call_are_held_against_the_sum) {
  give_bases();
  EXPECT_EQ(pay({{.member = zhang, .month = month(7), .amount = Fen{5'000}},
                 {.member = zhang, .month = month(7), .amount = Fen{5'000}}}),
            "dues.above_owed");
}

TEST_P(DuesBooks, one_call_pays_for_the_branch_and_the_month_can_be_reported_early) {
  give_bases();
  EXPECT_EQ(report(month(7)), "dues.month_not_over");
  EXPECT_EQ(pay({{.member = zhang, .month = month(7), .amount = Fen{9'000}},
                 {.member = li, .month = month(7), .amount = Fen{2'500}}}),
            "");
  auto const july = sheet(month(7));
  ASSERT_EQ(july.rows.size(), 2u);
  EXPECT_EQ(july.rows[0].name, "李四");  // ls before zs
  EXPECT_EQ(july.rows[1].name, "张三");
  EXPECT_EQ(july.rows[0].state, DuesState::paid);
  EXPECT_EQ(july.owed, Fen{11'500});
  EXPECT_EQ(july.paid, Fen{11'500});
  EXPECT_EQ(report(month(7)), "");
  EXPECT_EQ(report(month(7)), "dues.already_reported");
  EXPECT_EQ(sheet(month(7)).reported, Fen{11'500});
  EXPECT_EQ(unpaid_facts(month(7)), 0);
}

TEST_P(DuesBooks, a_report_needs_the_month_over_and_a_basis_for_everyone) {
  EXPECT_EQ(report(month(8)), "dues.month_not_over");
  EXPECT_EQ(report(month(6)), "dues.basis_missing");
}

TEST_P(DuesBooks, who_did_not_pay_is_entered_with_the_report) {
  give_bases();
  EXPECT_EQ(pay({{.member = li, .month = month(6), .amount = Fen{2'500}}}), "");
  EXPECT_EQ(report(month(6)), "");
  EXPECT_EQ(unpaid_facts(month(6)), 1);
  EXPECT_EQ(sheet(month(6)).owing, 1);
  EXPECT_EQ(sheet(month(6)).rows[1].consequence_rule, "dues.arrears.removal");
}

TEST_P(DuesBooks, who_paid_for_no_month_in_six_is_entered_as_lapsed_and_who_paid_late_is_not) {
  give_bases();
  for (int paid = 1; paid <= 5; ++paid)
    EXPECT_EQ(pay({{.member = li, .month = month(paid), .amount = Fen{2'500}}}), "");
  EXPECT_EQ(report(month(6)), "");
  EXPECT_EQ(unpaid_facts(month(6)), 2);
  EXPECT_EQ(lapsed_facts(zhang, month(6)), 1);
  EXPECT_EQ(lapsed_facts(li, month(6)), 0);
}

TEST_P(DuesBooks, a_month_owes_as_membership_stood_in_it) {
  give_bases();
  auto const set = [&](organisation::MemberState state, std::string_view day) {
    auto const done = change([&](Change& open) {
      return organisation::set_suspended(open, zhang, state, testing::day(day), "失去联系");
    });
    EXPECT_TRUE(done.has_value());
  };
  auto const owed = [&](int number) { return sheet(month(number)).rows[1].owed; };
  set(organisation::MemberState::suspended, "2026-03-10");
  EXPECT_EQ(owed(2), Fen{9'000}) << "before it";
  EXPECT_EQ(owed(5), Fen{0});
  EXPECT_EQ(owed(7), Fen{0});
  set(organisation::MemberState::active, "2026-06-02");
  EXPECT_EQ(owed(5), Fen{0}) << "restored afterwards";
  EXPECT_EQ(owed(6), Fen{9'000});
  auto const gone = change([&](Change& open) {
    return organisation::end_membership(open, {zhang, organisation::MemberState::transferred_out,
                                               testing::day("2026-07-01"), "转出"});
  });
  EXPECT_TRUE(gone.has_value());
  EXPECT_EQ(owed(6), Fen{9'000}) << "who has left owed while here";
}

TEST_P(DuesBooks, a_payment_taken_back_is_as_if_it_had_never_been) {
  give_bases();
  auto const before = to_json(sheet(month(7)).rows);
  EXPECT_EQ(pay({{.member = zhang, .month = month(7), .amount = Fen{9'000}}}), "");
  auto const payment = sheet(month(7)).rows[1].payments.at(0);
  EXPECT_EQ(reverse(payment, ""), "dues.reason_missing");
  EXPECT_EQ(reverse(FactId{99}, "记错"), "dues.payment_unknown");
  EXPECT_EQ(reverse(payment, "记错"), "");
  EXPECT_EQ(reverse(payment, "记错"), "dues.already_reversed");
  EXPECT_EQ(to_json(sheet(month(7)).rows), before);
}

TEST_P(DuesBooks, a_payment_taken_back_after_the_report_is_entered_as_unpaid) {
  give_bases();
  EXPECT_EQ(pay({{.member = li, .month = month(6), .amount = Fen{2'500}},
                 {.member = zhang, .month = month(6), .amount = Fen{9'000}}}),
            "");
  EXPECT_EQ(report(month(6)), "");
  EXPECT_EQ(unpaid_facts(month(6)), 0);
  EXPECT_EQ(reverse(sheet(month(6)).rows[1].payments.at(0), "记错"), "");
  EXPECT_EQ(unpaid_facts(month(6)), 1);
}

TEST_P(DuesBooks, what_is_owed_explains_itself_down_to_the_payment) {
  give_bases();
  EXPECT_EQ(pay({{.member = zhang, .month = month(7), .amount = Fen{9'000}}}), "");
  auto const why = world->read(
      [&](Transaction& t) { return explain_dues(t, shipped(), zhang, month(7)).value(); });
  EXPECT_EQ(why.title, "张三2026年7月党费");
  EXPECT_EQ(why.value, "90.00 元");
  ASSERT_GT(why.steps.size(), 4u) << "basis, rate, payment, each month owed, what follows";
  EXPECT_THAT(why.steps[0].text, ::testing::HasSubstr("起核定：按月领取工资，基数"));
  EXPECT_EQ(why.steps[1].rule.value().id, "dues.rate.salaried");
  EXPECT_EQ(why.steps[2].fact.value().kind, "dues.paid");
  EXPECT_THAT(why.steps[3].text, ::testing::HasSubstr("月应交 90.00 元，已交 0.00 元，欠交"));
  EXPECT_EQ(why.steps[3].amount, "90.00");
  EXPECT_THAT(why.steps.back().text,
              ::testing::StartsWith(fmt::format("欠交 {} 个月", why.steps.size() - 4)));
  EXPECT_EQ(why.steps.back().rule.value().id, "dues.arrears.removal");
}

}  // namespace
}  // namespace hangji::practice
