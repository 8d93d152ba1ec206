#include "kernel/facts/facts.h"

#include "database/test_databases.h"
#include "kernel/facts/fact_kinds.h"

namespace hangji::facts {
namespace {

using database::Transaction;
using journal::Change;

constexpr UnitId branch{101};
constexpr UnitId other_branch{102};
constexpr MemberId member{201};
constexpr MemberId other_member{202};

class Facts : public database::OnBothEngines {
protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    clock().set(*Date::from_ymd(2026, 3, 20));
  }

  Result<FactId> enter(FactDraft const& draft) {
    return database().change(tenant(), [&](Transaction& transaction) {
      Change change{transaction, {}, "test.enter"};
      change.about(draft.unit, "登记");
      auto id = append(change, draft);
      if (id) change.finish();
      return id;
    });
  }
  static FactDraft attended(Date day) {
    return {.kind = std::string{kind::activity_attended},
            .topic = "activity.theme_day",
            .day = day,
            .unit = branch,
            .member = member,
            .amount = 120};
  }
  FactId must_enter(FactDraft const& draft) {
    auto id = enter(draft);
    EXPECT_TRUE(id.has_value()) << (id ? "" : id.error().message);
    return id.value_or(FactId{});
  }
  void close_register(Month month) {
    must_enter({.kind = std::string{kind::points_register_closed},
                .topic = to_text(month),
                .day = clock().today(),
                .unit = branch,
                .book = month});
  }
  FactRow row(FactId id) {
    return database().read(tenant(), [&](Transaction& t) { return fact(t, id).value(); });
  }
  std::string code(Result<FactId> const& result) { return result ? "" : result.error().code; }
};
HANGJI_ON_BOTH_ENGINES(Facts);

TEST_P(Facts, a_fact_of_a_day_to_come_is_refused) {
  EXPECT_EQ(code(enter(attended(*Date::from_ymd(2026, 3, 21)))), "facts.in_the_future");
  EXPECT_EQ(code(enter(attended(*Date::from_ymd(2026, 3, 20)))), "");
}

TEST_P(Facts, a_correction_of_an_unknown_fact_is_refused) {
  auto draft = attended(clock().today());
  draft.supersedes = FactId{42};
  draft.note = "记错";
  EXPECT_EQ(code(enter(draft)), "facts.superseded_unknown");
}

TEST_P(Facts, a_fact_is_corrected_once_and_then_its_correction_is) {
  auto const first = must_enter(attended(clock().today()));
  auto second = attended(clock().today());
  second.kind = kind::activity_absent;
  second.supersedes = first;
  second.note = "记错";
  auto const corrected = must_enter(second);
  EXPECT_EQ(code(enter(second)), "facts.superseded_already");
  second.supersedes = corrected;
  EXPECT_EQ(code(enter(second)), "");
}

TEST_P(Facts, a_correction_stays_with_its_unit_and_member) {
  auto const first = must_enter(attended(clock().today()));
  auto draft = attended(clock().today());
  draft.supersedes = first;
  draft.note = "记错";
  auto moved = draft;
  moved.unit = other_branch;
  EXPECT_EQ(code(enter(moved)), "facts.superseded_of_another");
  auto of_another = draft;
  of_another.member = other_member;
  EXPECT_EQ(code(enter(of_another)), "facts.superseded_of_another");
}

TEST_P(Facts, a_correction_needs_its_reason) {
  auto draft = attended(clock().today());
  draft.supersedes = must_enter(draft);
  EXPECT_EQ(code(enter(draft)), "facts.reason_missing");
}

TEST_P(Facts, a_fact_counts_in_its_own_month_while_the_register_is_open) {
  auto const id = must_enter(attended(*Date::from_ymd(2026, 1, 15)));
  EXPECT_EQ(to_text(row(id).counted_month), "2026-01");
}

TEST_P(Facts, a_late_fact_of_a_closed_month_counts_in_the_open_one) {
  close_register(*Month::from_ym(2026, 1));
  auto const id = must_enter(attended(*Date::from_ymd(2026, 1, 15)));
  EXPECT_EQ(to_text(row(id).counted_month), "2026-03");
  EXPECT_EQ(to_text(row(id).day), "2026-01-15");
}

TEST_P(Facts, a_fact_entered_after_this_months_closing_counts_in_the_next) {
  close_register(*Month::from_ym(2026, 3));
  auto const id = must_enter(attended(*Date::from_ymd(2026, 3, 15)));
  EXPECT_EQ(to_text(row(id).counted_month), "2026-04");
}

TEST_P(Facts, the_closing_of_one_branch_is_not_that_of_another) {
  close_register(*Month::from_ym(2026, 1));
  auto draft = attended(*Date::from_ymd(2026, 1, 15));
  draft.unit = other_branch;
  EXPECT_EQ(to_text(row(must_enter(draft)).counted_month), "2026-01");
}

TEST_P(Facts, a_superseded_fact_no_longer_stands_but_is_still_there) {
  auto draft = attended(clock().today());
  draft.source = SourceId{7};
  auto const first = must_enter(draft);
  draft.supersedes = first;
  draft.kind = kind::activity_absent;
  draft.note = "记错";
  auto const second = must_enter(draft);
  auto const month = Month::of(clock().today());
  database().read_here(tenant(), [&](Transaction& t) {
    ASSERT_EQ(standing_of_source(t, SourceId{7}).size(), 1U);
    EXPECT_EQ(standing_of_source(t, SourceId{7}).front().id, second);
    EXPECT_EQ(of_source(t, SourceId{7}).size(), 2U);
    EXPECT_EQ(standing_of_member(t, member, month, month).size(), 1U);
    EXPECT_EQ(standing_of_unit(t, branch, month, month).size(), 1U);
    EXPECT_EQ(standing_of_unit(t, branch, month, month, kind::activity_attended).size(), 0U);
    EXPECT_EQ(standing_of_units(t, month, month).size(), 0U)
        << "facts of members are not the unit's";
  });
}

TEST_P(Facts, one_fact_is_not_corrected_twice_in_one_list) {
  auto correction = attended(clock().today());
  correction.supersedes = must_enter(attended(clock().today()));
  correction.note = "记错";
  std::vector const drafts{correction, correction};
  auto const result = database().change(tenant(), [&](Transaction& transaction) {
    Change change{transaction, {}, "test.enter"};
    return append_all(change, drafts);
  });
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, "facts.superseded_already");
}

TEST_P(Facts, a_refused_list_of_facts_leaves_none) {
  std::vector const drafts{attended(clock().today()), attended(clock().today().plus_days(1))};
  auto const result = database().change(tenant(), [&](Transaction& transaction) {
    Change change{transaction, {}, "test.enter"};
    return append_all(change, drafts);
  });
  EXPECT_FALSE(result.has_value());
  auto const month = Month::of(clock().today());
  auto const standing = database().read(
      tenant(), [&](Transaction& t) { return standing_of_member(t, member, month, month); });
  EXPECT_TRUE(standing.empty());
}

}  // namespace
}  // namespace hangji::facts
