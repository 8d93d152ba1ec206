// What must hold of dues whatever is paid: the sheet shows the sum of what stands, and a payment
// taken back was never made.
#include "database/test_databases.h"
#include "practice/dues/dues_operations.h"
#include "practice/dues/dues_store.h"
#include "practice/dues/dues_test_rules.h"
#include "testing/world.h"

#include <gtest/gtest.h>

#include <random>

namespace hangji::practice {
namespace {

using database::Transaction;
using journal::Change;
using testing::World;

class DuesLaws : public database::OnBothEngines {
protected:
  template <class Work> auto change(Work&& work) { return world->change("dues.test", work); }
  void SetUp() override {
    OnBothEngines::SetUp();
    clock().set(testing::day("2026-07-20"));
    world.emplace(database(), clock());
    world->check_laws_at_each_change(false);
    branch = world->branch(world->community("甲社区"), "第一支部");
    for (auto const* name : {"张三", "李四", "王五"}) {
      members.push_back(world->member(branch, name));
      ASSERT_TRUE(change([&](Change& open) {
        return set_basis(open, shipped(),
                         {.member = members.back(),
                          .from = first,
                          .population = DuesPopulation::salaried,
                          .base = Fen{static_cast<std::int64_t>(200'000 + dice() % 900'000)}});
      }));
    }
  }
  /// Paid fen by member and month.
  using Paid = std::map<std::pair<MemberId, Month>, std::int64_t>;
  Paid paid() {
    return world->read([&](Transaction& t) {
      Paid all;
      for (auto const& one : dues_of_unit(t, branch, clock().today(), first, first.plus(6)))
        for (auto const& paid : one.paid) all[{one.member.id, paid.month}] += paid.amount.value;
      return all;
    });
  }
  Payment any_payment() {
    return {.member = members[dice() % members.size()],
            .month = first.plus(static_cast<int>(dice() % 7)),
            .amount = Fen{static_cast<std::int64_t>(1 + dice() % 5'000)},
            .voluntary = true,
            .reason = "补交"};
  }
  std::vector<FactId> pay(std::vector<Payment> const& payments) {
    auto const ids =
        change([&](Change& open) { return record_payments(open, shipped(), branch, payments); });
    EXPECT_TRUE(ids.has_value()) << ids.error().message;
    return ids.value_or(std::vector<FactId>{});
  }
  void take_back(FactId payment) {
    auto const done =
        change([&](Change& open) { return reverse_payment(open, shipped(), payment, "记错"); });
    EXPECT_TRUE(done.has_value()) << done.error().message;
  }

  std::minstd_rand dice{5};
  Month first{*Month::from_ym(2026, 1)};
  std::optional<World> world{};
  UnitId branch{};
  std::vector<MemberId> members{};
};
HANGJI_ON_BOTH_ENGINES(DuesLaws);

TEST_P(DuesLaws, the_sheet_is_the_sum_of_the_payments_that_stand) {
  Paid expected;
  std::vector<std::pair<FactId, Payment>> standing;
  for (int i = 0; i < 60; ++i) {
    if (!standing.empty() && dice() % 3 == 0) {
      auto const at = standing.begin() + static_cast<std::ptrdiff_t>(dice() % standing.size());
      take_back(at->first);
      auto& sum = expected[{at->second.member, at->second.month}];
      sum -= at->second.amount.value;
      if (sum == 0) expected.erase({at->second.member, at->second.month});
      standing.erase(at);
    } else {
      std::vector<Payment> payments(1 + dice() % 3);
      for (auto& one : payments) one = any_payment();
      auto const ids = pay(payments);
      ASSERT_EQ(ids.size(), payments.size());
      for (std::size_t k = 0; k < ids.size(); ++k) {
        standing.emplace_back(ids[k], payments[k]);
        expected[{payments[k].member, payments[k].month}] += payments[k].amount.value;
      }
    }
    ASSERT_EQ(paid(), expected) << "after " << i;
  }
}

TEST_P(DuesLaws, a_payment_taken_back_was_never_made) {
  for (int i = 0; i < 25; ++i) {
    auto const before = paid();
    for (auto const id : pay({any_payment(), any_payment()})) take_back(id);
    ASSERT_EQ(paid(), before);
    pay({any_payment()});
  }
}

/// More base never owes less, and what is owed is a whole number of the rate's units.
TEST(DuesRateLaws, who_earns_more_never_owes_less) {
  std::minstd_rand dice{3};
  auto const rate = rate_of(shipped(), DuesPopulation::salaried, *Month::from_ym(2026, 7));
  ASSERT_TRUE(rate.has_value());
  for (int i = 0; i < 20'000; ++i) {
    Fen const base{static_cast<std::int64_t>(1 + dice() % 3'000'000)};
    Fen const more = base + Fen{static_cast<std::int64_t>(dice() % 100'000)};
    ASSERT_LE(dues_owed(*rate->parameters, base), dues_owed(*rate->parameters, more))
        << base.value << " and " << more.value;
  }
}

}  // namespace
}  // namespace hangji::practice
