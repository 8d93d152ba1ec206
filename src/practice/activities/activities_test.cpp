#include "practice/activities/activities_operations.h"

#include "database/test_databases.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/rules/load.h"
#include "practice/activities/activities_store.h"
#include "testing/world.h"

namespace hangji::practice {
namespace {

using database::Transaction;
using facts::Channel;
using journal::Change;
using rules::Rulebook;
using testing::day;

/// Three kinds: a four-step one, a plain meeting with a quorum, and one only a community holds.
constexpr char const* kinds_yaml = R"(
- id: activity.theme_day
  kind: activity_kind
  title: 支部主题党日
  in_force: [2018-10-28, null]
  source: {document: 党支部工作条例(试行), article: 第十六条}
  certainty: verified
  severity: advisory
  parameters:
    short_name: 主题党日
    steps: [set_theme, mobilise, on_site, evaluate]
    cadence: {every: month}
    units: [branch]
    audience: all_members
    record:
      - {id: minutes, label: 活动记录, input: text, required: true}
      - {id: photos, label: 照片, input: files, required: true}
    may_be_combined_with: [activity.branch_meeting]
    volume: archive.volume.test
    evaluation:
      - {id: effect, text: 本次活动有收获吗, form: scale_5}
- id: activity.branch_meeting
  kind: activity_kind
  title: 支部党员大会
  in_force: [2018-10-28, null]
  source: {document: 党支部工作条例(试行), article: 第十一条}
  certainty: verified
  severity: binding
  parameters:
    short_name: 党员大会
    units: [branch]
    audience: formal_members
    quorum: {numerator: 1, denominator: 2, strict: false}
    volume: archive.volume.test
- id: archive.volume.test
  kind: archive_volume
  title: 卷
  in_force: [2018-01-01, null]
  source: {document: 测试, article: 一}
  certainty: verified
  severity: advisory
  parameters: {number: 1, class_code: "001"}
)";

/// Accepts the volume's rule without its chapter: practice does not know premises.
struct AnyVolume {
  static constexpr std::string_view rule_kind = "archive_volume";
  int number{};
  std::string class_code{};
};
BOOST_DESCRIBE_STRUCT(AnyVolume, (), (number, class_code))

Rulebook test_rules() {
  rules::RuleKinds kinds;
  kinds.add<ActivityKind>();
  kinds.add<AnyVolume>();
  auto loaded = rules::read_rules({{"test.yaml", kinds_yaml}}, kinds);
  if (!loaded) {
    for (auto const& fault : loaded.error()) ADD_FAILURE() << rules::to_text(fault);
    return Rulebook{};
  }
  return Rulebook{std::move(*loaded), {}};
}

class Activities : public database::OnBothEngines {
protected:
  void SetUp() override {
    clock().set(day("2026-03-20"));
    world.emplace(database(), clock());
    community = world->community("民生路社区");
    branch = world->branch(community, "第一支部");
    for (auto const* name : {"张三", "李四", "王五"})
      members.push_back(world->member(branch, name));
    stranger = world->member(world->branch(community, "第二支部"), "赵六");
  }

  template <class Work> auto operate(Work work) { return world->change("test.operate", work); }
  static NewActivity theme_day() {
    return {.kind = "activity.theme_day", .day = day("2026-03-18"), .title = "学习党章"};
  }
  Result<ActivityId> plan(NewActivity wanted) {
    if (wanted.unit.is_none()) wanted.unit = branch;
    return operate([&](Change& change) { return plan_activity(change, book, wanted); });
  }
  ActivityId planned(NewActivity const& wanted = theme_day()) {
    auto const id = plan(wanted);
    EXPECT_TRUE(id.has_value()) << id.error().message;
    return id.value_or(ActivityId{});
  }
  Result<Done> mark(ActivityId id, std::vector<Mark> const& marks) {
    return operate([&](Change& change) { return record_attendance(change, book, id, marks); });
  }
  Result<Done> mark_all_present(ActivityId id) {
    std::vector<Mark> marks;
    for (auto const member : members) marks.push_back({.member = member});
    return mark(id, marks);
  }
  Result<Done> write_minutes(ActivityId id) {
    return operate(
        [&](Change& c) { return save_record(c, book, id, {{"minutes", "议程一二三"}}); });
  }
  Result<Done> finish(ActivityId id) {
    return operate([&](Change& change) { return finish_activity(change, book, id); });
  }
  std::vector<facts::FactRow> standing(ActivityId id) {
    return world->read([&](Transaction& t) { return facts::standing_of_source(t, source_of(id)); });
  }
  std::int64_t count(ActivityId id, std::string_view kind) {
    auto const facts = standing(id);
    return std::count_if(facts.begin(), facts.end(), [&](auto const& f) { return f.kind == kind; });
  }
  template <class T> static std::string code(Result<T> const& result) {
    return result ? "" : result.error().code;
  }

  Rulebook book = test_rules();
  std::optional<testing::World> world{};
  UnitId community{};
  UnitId branch{};
  std::vector<MemberId> members{};
  MemberId stranger{};
};
HANGJI_ON_BOTH_ENGINES(Activities);

TEST_P(Activities, an_unknown_kind_is_refused) {
  auto wanted = theme_day();
  wanted.kind = "activity.nothing";
  EXPECT_EQ(code(plan(wanted)), "activities.kind_unknown");
  wanted = theme_day();
  wanted.day = day("2018-10-27");
  EXPECT_EQ(code(plan(wanted)), "activities.kind_unknown")
      << "the day before the rule was in force";
}

TEST_P(Activities, a_unit_holds_only_the_kinds_of_its_rule) {
  auto wanted = theme_day();
  wanted.unit = community;
  EXPECT_EQ(code(plan(wanted)), "activities.unit_does_not_hold_it");
}

TEST_P(Activities, what_does_not_exist_is_not_found) {
  EXPECT_EQ(code(mark(ActivityId{9}, {})), "activities.not_found");
  EXPECT_EQ(code(finish(ActivityId{9})), "activities.not_found");
}

TEST_P(Activities, each_step_is_taken_once_and_in_order) {
  auto const id = planned();
  EXPECT_EQ(code(operate([&](Change& c) { return mobilise_activity(c, world->secrets(), id); })),
            "");
  EXPECT_EQ(code(operate([&](Change& c) { return mobilise_activity(c, world->secrets(), id); })),
            "activities.state_wrong");
  EXPECT_EQ(code(operate([&](Change& c) { return cancel_activity(c, id, "天气"); })), "");
  EXPECT_EQ(code(mark_all_present(id)), "activities.state_wrong");
  EXPECT_EQ(code(write_minutes(id)), "activities.state_wrong");
  EXPECT_EQ(code(finish(id)), "activities.state_wrong");
}

TEST_P(Activities, a_cancelled_activity_takes_its_marks_back) {
  auto const id = planned();
  ASSERT_EQ(code(mark_all_present(id)), "");
  ASSERT_EQ(code(operate([&](Change& c) { return cancel_activity(c, id, "登记错了"); })), "");
  EXPECT_EQ(count(id, facts::kind::activity_attended), 0);
  EXPECT_EQ(count(id, facts::kind::withdrawn), 3);
}

TEST_P(Activities, a_theme_is_required) {
  auto wanted = theme_day();
  wanted.title = "";
  EXPECT_EQ(code(plan(wanted)), "activities.title_missing");
}

TEST_P(Activities, only_kinds_that_may_be_combined_are) {
  auto wanted = theme_day();
  wanted.also_kinds = {"activity.branch_meeting"};
  EXPECT_EQ(code(plan(wanted)), "");
  wanted.also_kinds = {"activity.theme_day"};
  EXPECT_EQ(code(plan(wanted)), "activities.cannot_be_combined");
}

TEST_P(Activities, nobody_from_elsewhere_is_marked) {
  EXPECT_EQ(code(mark(planned(), {{.member = stranger}})), "activities.not_expected");
}

TEST_P(Activities, leave_needs_its_reason) {
  auto const id = planned();
  EXPECT_EQ(code(mark(id, {{.member = members[0], .presence = Presence::on_leave}})),
            "activities.reason_missing");
  EXPECT_EQ(
      code(mark(id, {{.member = members[0], .presence = Presence::on_leave, .reason = "出差"}})),
      "");
  EXPECT_EQ(code(operate([&](Change& c) { return cancel_activity(c, id, ""); })),
            "activities.reason_missing");
}

TEST_P(Activities, a_member_checks_in_with_the_code_once) {
  auto const id = planned();
  auto const enter = [&](std::string_view with) {
    return code(operate([&](Change& c) { return check_in(c, book, id, members[0], with); }));
  };
  EXPECT_EQ(enter("000000"), "activities.state_wrong") << "there is no code before the notice";
  ASSERT_TRUE(
      operate([&](Change& c) { return mobilise_activity(c, world->secrets(), id); }).has_value());
  auto const right = world->read([&](Transaction& t) { return activity(t, id)->code; });
  ASSERT_EQ(right.size(), 6U);
  EXPECT_EQ(enter("x"), "activities.code_wrong");
  EXPECT_EQ(enter(right), "");
  EXPECT_EQ(enter(right), "activities.already_marked");
  EXPECT_EQ(standing(id).front().channel, Channel::code);
}

TEST_P(Activities, nobody_is_marked_twice_at_once) {
  auto const id = planned();
  EXPECT_EQ(code(mark(id, {{.member = members[0]},
                           {.member = members[0], .presence = Presence::absent}})),
            "activities.already_marked");
  EXPECT_TRUE(standing(id).empty());
}

TEST_P(Activities, all_expected_are_marked_before_it_is_finished) {
  auto const id = planned();
  ASSERT_EQ(code(write_minutes(id)), "");
  ASSERT_EQ(code(mark(id, {{.member = members[0]}, {.member = members[1]}})), "");
  EXPECT_EQ(code(finish(id)), "activities.attendance_incomplete");
}

TEST_P(Activities, a_meeting_below_its_quorum_does_not_stand) {
  // 第十一条: 到会人数不少于应到的一半; one of three is fewer, two of three are enough.
  auto const id =
      planned({.kind = "activity.branch_meeting", .day = day("2026-03-18"), .title = "选举"});
  ASSERT_EQ(code(mark(id, {{.member = members[0]},
                           {.member = members[1], .presence = Presence::absent},
                           {.member = members[2], .presence = Presence::absent}})),
            "");
  auto const refused = finish(id);
  EXPECT_EQ(code(refused), "activities.quorum_missed");
  EXPECT_EQ(refused.error().rule, "activity.branch_meeting");
  ASSERT_EQ(code(mark(id, {{.member = members[1]}})), "");
  EXPECT_EQ(code(finish(id)), "");
}

TEST_P(Activities, a_record_is_whole_before_it_is_finished) {
  auto const id = planned();
  ASSERT_EQ(code(mark_all_present(id)), "");
  auto const refused = finish(id);
  EXPECT_EQ(code(refused), "activities.record_incomplete");
  EXPECT_NE(refused.error().message.find("活动记录"), std::string::npos);
  EXPECT_EQ(refused.error().message.find("照片"), std::string::npos) << "photos are never forced";
}

TEST_P(Activities, only_those_present_evaluate_and_only_once) {
  auto const id = planned();
  ASSERT_EQ(code(mark(id, {{.member = members[0]}})), "");
  auto const evaluate = [&](MemberId member, Record const& answers) {
    return code(operate(
        [&](Change& c) { return evaluate_activity(c, book, id, member, answers, Channel::page); }));
  };
  EXPECT_EQ(evaluate(members[1], {{"effect", "5"}}), "activities.not_present");
  EXPECT_EQ(evaluate(members[0], {{"other", "5"}}), "activities.answer_wrong");
  EXPECT_EQ(evaluate(members[0], {{"effect", "5"}}), "");
  EXPECT_EQ(evaluate(members[0], {{"effect", "1"}}), "activities.already_evaluated");
}

TEST_P(Activities, finishing_writes_one_pair_of_facts_for_each_kind) {
  auto wanted = theme_day();
  wanted.also_kinds = {"activity.branch_meeting"};
  auto const id = planned(wanted);
  ASSERT_EQ(code(mark_all_present(id)), "");
  ASSERT_EQ(code(write_minutes(id)), "");
  ASSERT_EQ(code(finish(id)), "");
  EXPECT_EQ(count(id, facts::kind::activity_held), 2);
  EXPECT_EQ(count(id, facts::kind::activity_finished), 2);
  EXPECT_EQ(count(id, facts::kind::activity_attended), 3);
  EXPECT_EQ(code(finish(id)), "activities.state_wrong");
}

TEST_P(Activities, a_combined_meeting_keeps_its_own_quorum_and_is_named_once) {
  auto wanted = theme_day();
  wanted.also_kinds = {"activity.branch_meeting", "activity.branch_meeting"};
  EXPECT_EQ(code(plan(wanted)), "activities.cannot_be_combined");
  wanted.also_kinds = {"activity.branch_meeting"};
  auto const id = planned(wanted);
  ASSERT_EQ(code(mark(id, {{.member = members[0]},
                           {.member = members[1], .presence = Presence::absent},
                           {.member = members[2], .presence = Presence::absent}})),
            "");
  ASSERT_EQ(code(write_minutes(id)), "");
  EXPECT_EQ(code(finish(id)), "activities.quorum_missed");
}

TEST_P(Activities, a_second_mark_supersedes_the_first_and_the_same_mark_writes_nothing) {
  auto const id = planned();
  ASSERT_EQ(code(mark(id, {{.member = members[0]}})), "");
  ASSERT_EQ(code(mark(id, {{.member = members[0]}})), "");
  EXPECT_EQ(standing(id).size(), 1U);
  ASSERT_EQ(code(mark(id, {{.member = members[0], .presence = Presence::absent}})), "");
  EXPECT_EQ(count(id, facts::kind::activity_attended), 0);
  EXPECT_EQ(count(id, facts::kind::activity_absent), 1);
  auto const all = world->read([&](Transaction& t) { return facts::of_source(t, source_of(id)); });
  EXPECT_EQ(all.size(), 2U) << "the first mark is still on record";
}

TEST_P(Activities, a_correction_after_the_end_needs_a_reason) {
  auto const id = planned();
  ASSERT_EQ(code(mark_all_present(id)), "");
  ASSERT_EQ(code(write_minutes(id)), "");
  ASSERT_EQ(code(finish(id)), "");
  EXPECT_EQ(code(mark(id, {{.member = members[0], .presence = Presence::absent}})),
            "activities.reason_missing");
  EXPECT_EQ(
      code(mark(id, {{.member = members[0], .presence = Presence::absent, .reason = "记错"}})), "");
  EXPECT_EQ(count(id, facts::kind::activity_absent), 1);
}

TEST_P(Activities, a_probationary_member_is_expected_at_a_theme_day_but_does_not_make_a_quorum) {
  world->member(branch, "预备",
                [](organisation::MemberDraft& draft) { draft.details.full_member_on = {}; });
  auto const expected = [&](ActivityId id) {
    return world->read([&](Transaction& t) {
      auto const row = *activity(t, id);
      return attendees_of(t, row, kinds_in_force(book, row)).size();
    });
  };
  EXPECT_EQ(expected(planned()), 4U);
  EXPECT_EQ(expected(planned(
                {.kind = "activity.branch_meeting", .day = day("2026-03-18"), .title = "会"})),
            3U);
}

}  // namespace
}  // namespace hangji::practice
