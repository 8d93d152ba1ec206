// Plans changed, leave asked ahead, records put right after the end, and what a combined sitting
// asks for; over two kinds with fields of their own.
#include "database/test_databases.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/rules/load.h"
#include "organisation/units/units_store.h"
#include "practice/activities/activities_operations.h"
#include "practice/activities/activities_store.h"
#include "practice/activities/activity_case.h"
#include "testing/world.h"

#include <gmock/gmock.h>

namespace hangji::practice {
namespace {

using database::Transaction;
using facts::Channel;
using journal::Change;
using testing::day;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char const* kinds_yaml = R"(
- id: activity.theme_day
  kind: activity_kind
  title: 支部主题党日
  in_force: [2018-10-28, null]
  source: {document: 测试, article: 一}
  certainty: verified
  severity: advisory
  parameters:
    short_name: 主题党日
    steps: [on_site, evaluate]
    units: [branch]
    usual_minutes: 100
    record:
      - {id: minutes, label: 活动记录, input: text}
      - {id: guests, label: 列席人数, input: number, required: false}
      - {id: visitors, label: 列席人员, input: guests, required: false}
    may_be_combined_with: [activity.lesson]
    volume: archive.volume.test
    evaluation:
      - {id: effect, text: 有收获吗, form: scale_5}
      - {id: again, text: 还要再办吗, form: yes_no}
- id: activity.lesson
  kind: activity_kind
  title: 党课
  in_force: [2018-10-28, null]
  source: {document: 测试, article: 二}
  certainty: verified
  severity: advisory
  parameters:
    short_name: 党课
    steps: [mobilise, on_site]
    units: [branch, group]
    record:
      - {id: minutes, label: 授课要点, input: text}
      - {id: lesson_title, label: 课题}
      - {id: guests, label: 列席人数, input: number}
    may_be_combined_with: [activity.theme_day]
    volume: archive.volume.test
- id: archive.volume.test
  kind: archive_volume
  title: 卷
  in_force: [2018-01-01, null]
  source: {document: 测试, article: 一}
  certainty: verified
  severity: advisory
  parameters: {number: 1}
)";

/// Accepts the volume's rule without its chapter: practice does not know premises.
struct AnyVolume {
  static constexpr std::string_view rule_kind = "archive_volume";
  int number{};
};
BOOST_DESCRIBE_STRUCT(AnyVolume, (), (number))

rules::Rulebook test_rules() {
  rules::RuleKinds kinds;
  kinds.add<ActivityKind>();
  kinds.add<AnyVolume>();
  return rules::Rulebook{rules::read_rules({{"test.yaml", kinds_yaml}}, kinds).value(), {}};
}

class ActivityChanges : public database::OnBothEngines {
protected:
  void SetUp() override {
    clock().set(day("2026-03-20"));
    world.emplace(database(), clock());
    branch = world->branch(world->community("民生路社区"), "第一支部");
    zhang = world->member(branch, "张三");
    li = world->member(branch, "李四");
  }
  template <class Work> auto operate(Work work) { return world->change("test.operate", work); }
  template <class T> static std::string code(Result<T> const& result) {
    return result ? "" : result.error().code;
  }
  ActivityId plan(NewActivity wanted) {
    if (wanted.unit.is_none()) wanted.unit = branch;
    auto const id = operate([&](Change& change) { return plan_activity(change, book, wanted); });
    EXPECT_TRUE(id.has_value()) << id.error().message;
    return id.value_or(ActivityId{});
  }
  ActivityId planned(std::string_view on = "2026-03-18") {
    return plan({.kind = "activity.theme_day", .day = day(on), .title = "学习党章"});
  }
  std::string mark(ActivityId id, std::vector<Mark> const& marks) {
    return code(
        operate([&](Change& change) { return record_attendance(change, book, id, marks); }));
  }
  std::string save(ActivityId id, Record const& record) {
    return code(operate([&](Change& change) { return save_record(change, book, id, record); }));
  }
  std::string finish(ActivityId id) {
    return code(operate([&](Change& change) { return finish_activity(change, book, id); }));
  }
  std::string alter(ActivityId id, PlanChange const& wanted) {
    return code(operate([&](Change& change) { return change_activity(change, book, id, wanted); }));
  }
  std::string amend(ActivityId id, Amendment const& wanted) {
    return code(operate([&](Change& change) { return amend_record(change, book, id, wanted); }));
  }
  std::string leave(ActivityId id, MemberId member, std::string_view reason) {
    return code(
        operate([&](Change& change) { return announce_leave(change, book, id, member, reason); }));
  }
  std::string take_back(ActivityId id, MemberId member) {
    return code(operate([&](Change& change) { return withdraw_leave(change, book, id, member); }));
  }
  ActivityRow row(ActivityId id) {
    return world->read([&](Transaction& t) { return *activity(t, id); });
  }
  static ActivityRow row_in(Transaction& transaction, ActivityId id) {
    return *activity(transaction, id);
  }
  /// Those that count.
  std::vector<facts::FactRow> facts_of(ActivityId id) {
    auto facts =
        world->read([&](Transaction& t) { return facts::standing_of_source(t, source_of(id)); });
    std::erase_if(facts, [](auto const& fact) { return fact.kind == facts::kind::withdrawn; });
    return facts;
  }
  std::vector<Attendee> people(ActivityId id) {
    return world->read([&](Transaction& t) {
      auto const activity_row = *activity(t, id);
      return attendees_of(t, activity_row, kinds_in_force(book, activity_row));
    });
  }
  ActivityId finished() {
    auto const id = planned();
    EXPECT_EQ(mark(id, {{.member = zhang}, {.member = li}}), "");
    EXPECT_EQ(save(id, {{"minutes", "原来的记录"}}), "");
    EXPECT_EQ(finish(id), "");
    return id;
  }

  rules::Rulebook book = test_rules();
  std::optional<testing::World> world{};
  UnitId branch{};
  MemberId zhang{};
  MemberId li{};
};
HANGJI_ON_BOTH_ENGINES(ActivityChanges);

TEST_P(ActivityChanges, a_combined_sitting_asks_for_the_fields_of_all_its_kinds_each_once) {
  auto const id = plan({.kind = "activity.theme_day",
                        .also_kinds = {"activity.lesson"},
                        .day = day("2026-03-18"),
                        .title = "学习党章"});
  ASSERT_EQ(mark(id, {{.member = zhang}, {.member = li}}), "");
  EXPECT_EQ(save(id, {{"minutes", "一份记录"}}), "");
  EXPECT_EQ(finish(id), "activities.record_incomplete");
  EXPECT_EQ(save(id, {{"lesson_title", "条例"}}), "");
  EXPECT_EQ(finish(id), "activities.record_incomplete") << "the lesson requires the number";
  EXPECT_EQ(save(id, {{"guests", "二"}}), "activities.answer_wrong");
  EXPECT_EQ(save(id, {{"guests", "2"}}), "");
  EXPECT_EQ(finish(id), "");
  auto const asked = sitting_of(kinds_in_force(book, row(id)));
  EXPECT_THAT(asked.steps, ElementsAre(Step::mobilise, Step::on_site, Step::evaluate));
  EXPECT_EQ(asked.record.size(), 4U);
  EXPECT_EQ(asked.record[0].label, "活动记录") << "named as by the leading kind";
}

TEST_P(ActivityChanges, an_emptied_field_is_empty) {
  auto const id = planned();
  ASSERT_EQ(save(id, {{"minutes", "写错了"}}), "");
  ASSERT_EQ(save(id, {{"minutes", ""}}), "");
  EXPECT_EQ(record_of(row(id)).at("minutes"), "");
}

TEST_P(ActivityChanges, whoever_was_suspended_later_is_expected_on_the_days_before) {
  auto const id = planned("2026-03-18");
  auto const later = planned("2026-03-19");
  ASSERT_EQ(code(operate([&](Change& change) {
              return organisation::set_suspended(change, zhang,
                                                 organisation::MemberState::suspended,
                                                 day("2026-03-19"), "长期失联");
            })),
            "");
  EXPECT_EQ(people(id).size(), 2U);
  EXPECT_EQ(people(later).size(), 1U);
  ASSERT_EQ(mark(later, {{.member = zhang}}), "");
  auto const list = people(later);
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list.back().name, "张三") << "who is marked without being expected has a name";
}

TEST_P(ActivityChanges, whoever_is_restored_was_suspended_in_between) {
  auto const set = [&](organisation::MemberState state, std::string_view on) {
    return code(operate([&](Change& change) {
      return organisation::set_suspended(change, zhang, state, day(on), "组织决定");
    }));
  };
  ASSERT_EQ(set(organisation::MemberState::suspended, "2026-03-10"), "");
  ASSERT_EQ(set(organisation::MemberState::active, "2026-03-15"), "");
  EXPECT_EQ(people(planned("2026-03-12")).size(), 1U);
  EXPECT_EQ(people(planned("2026-03-15")).size(), 2U);
}

TEST_P(ActivityChanges, a_plan_says_when_and_how_long_else_as_long_as_its_kind_takes) {
  EXPECT_EQ(row(planned()).minutes, 100);
  auto const refused = [&](std::string starts_at, std::int64_t minutes) {
    return code(operate([&](Change& change) {
      return plan_activity(change, book,
                           {.kind = "activity.theme_day",
                            .unit = branch,
                            .day = day("2026-03-18"),
                            .starts_at = starts_at,
                            .minutes = minutes,
                            .title = "会"});
    }));
  };
  EXPECT_EQ(refused("24:00", 60), "activities.time_wrong");
  EXPECT_EQ(refused("9:30", 60), "activities.time_wrong");
  EXPECT_EQ(refused("09:60", 60), "activities.time_wrong");
  EXPECT_EQ(refused("09:30", 0), "activities.time_wrong");
  EXPECT_EQ(refused("09:30", 1441), "activities.time_wrong");
  EXPECT_EQ(refused("09:30", 1440), "");
}

TEST_P(ActivityChanges, a_guest_has_a_name_and_a_unit) {
  auto const id = planned();
  for (auto const* text : {"王平", "王平（）", "（街道党工委）", "王平（街道）；", "；王平（街道）",
                           "王平（街道）；何静", "王平（街道）、何静", " （街道）"})
    EXPECT_EQ(save(id, {{"visitors", text}}), "activities.answer_wrong") << text;
  for (auto const* text : {"王平（街道党工委）", "王平（街道）；何静（入党积极分子）",
                           "王平（渝中某公司（筹）党支部）", ""})
    EXPECT_EQ(save(id, {{"visitors", text}}), "") << text;
}

TEST_P(ActivityChanges, guests_are_not_expected_not_counted_and_put_right_like_every_field) {
  auto const id = planned();
  ASSERT_EQ(save(id, {{"minutes", "记录"}, {"visitors", "王平（街道党工委）"}}), "");
  EXPECT_EQ(people(id).size(), 2U);
  ASSERT_EQ(mark(id, {{.member = zhang}, {.member = li}}), "");
  ASSERT_EQ(finish(id), "");
  for (auto const& fact : facts_of(id)) {
    if (fact.member_id.is_none()) EXPECT_EQ(fact.amount, 2) << "only members are counted";
  }
  EXPECT_EQ(amend(id, {"visitors", "何静", "漏记"}), "activities.answer_wrong");
  EXPECT_EQ(amend(id, {"visitors", "王平（街道党工委）；何静（群众）", "漏记"}), "");
}

TEST_P(ActivityChanges, the_time_changes_with_a_reason_after_somebody_was_marked) {
  auto const id = planned("2026-03-18");
  ASSERT_EQ(mark(id, {{.member = zhang}, {li, Presence::on_leave, "出差"}}), "");
  PlanChange wanted{.day = day("2026-02-27"), .starts_at = "14:30", .minutes = 60, .title = "学"};
  EXPECT_EQ(alter(id, wanted), "activities.reason_missing");
  wanted.reason = "日期写错";
  wanted.day = day("2026-03-21");
  EXPECT_EQ(alter(id, wanted), "facts.in_the_future");
  wanted.minutes = 0;
  EXPECT_EQ(alter(id, wanted), "activities.time_wrong");
  wanted.day = day("2026-02-27");
  wanted.minutes = 60;
  auto const entries = world->journal_length();
  ASSERT_EQ(alter(id, wanted), "");
  EXPECT_EQ(world->journal_length(), entries + 1);
  EXPECT_EQ(row(id).day, day("2026-02-27"));
  auto const facts = facts_of(id);
  ASSERT_EQ(facts.size(), 2U);
  for (auto const& fact : facts) {
    EXPECT_EQ(fact.day, day("2026-02-27"));
    EXPECT_EQ(to_text(fact.counted_month), "2026-02") << "the register of February is open";
    EXPECT_TRUE(fact.supersedes.is_none()) << "in the new month it begins anew";
    bool const is_there = fact.member_id == zhang;
    EXPECT_EQ(fact.amount, is_there ? 60 : 0);
    EXPECT_EQ(fact.note, is_there ? "日期写错" : "出差") << "why he was away stays";
  }
  auto const noted = world->read([&](Transaction& t) { return amendments_of(t, id); });
  ASSERT_EQ(noted.size(), 1U);
  EXPECT_EQ(noted[0].before_text, "2026年3月18日，100 分钟");
  EXPECT_EQ(noted[0].after_text, "2026年2月27日 14:30，60 分钟");
  EXPECT_EQ(noted[0].reason, "日期写错");
  wanted.starts_at = "15:00";
  ASSERT_EQ(alter(id, wanted), "");
  EXPECT_EQ(facts_of(id).front().id, facts.front().id) << "no fact holds the hour";
}

TEST_P(ActivityChanges, a_day_in_a_closed_month_counts_in_the_open_one_like_every_late_entry) {
  auto const id = planned("2026-03-18");
  ASSERT_EQ(mark(id, {{.member = zhang}, {.member = li}}), "");
  ASSERT_EQ(code(operate([&](Change& change) {
              change.about(branch, "测试");
              return facts::append(change,
                                   {.kind = std::string{facts::kind::points_register_closed},
                                    .topic = "2026-02",
                                    .day = day("2026-03-05"),
                                    .unit = branch,
                                    .book = *parse_month("2026-02")});
            })),
            "");
  PlanChange wanted{.day = day("2026-02-27"), .minutes = 100, .title = "学", .reason = "写错"};
  ASSERT_EQ(alter(id, wanted), "");
  for (auto const& fact : facts_of(id)) {
    EXPECT_EQ(fact.day, day("2026-02-27"));
    EXPECT_EQ(to_text(fact.counted_month), "2026-03");
  }
}

TEST_P(ActivityChanges, who_was_not_in_the_unit_on_the_new_day_is_taken_off_and_the_new_are_asked) {
  auto const wang =
      world->member(branch, "王五", [](auto& draft) { draft.from = day("2026-03-10"); });
  auto const id = planned("2026-03-18");
  ASSERT_EQ(mark(id, {{.member = zhang}, {.member = li}, {.member = wang}}), "");
  PlanChange wanted{.day = day("2026-03-09"), .minutes = 100, .title = "学", .reason = "写错"};
  ASSERT_EQ(alter(id, wanted), "");
  EXPECT_EQ(people(id).size(), 2U);
  auto const marks = facts_of(id);
  EXPECT_EQ(std::ranges::count(marks, wang, &facts::FactRow::member_id), 0);
  EXPECT_EQ(marks.size(), 2U);
  wanted.day = day("2026-03-18");
  ASSERT_EQ(alter(id, wanted), "");
  ASSERT_EQ(save(id, {{"minutes", "记录"}}), "");
  EXPECT_EQ(finish(id), "activities.attendance_incomplete") << "he is expected again";
}

TEST_P(ActivityChanges, the_time_of_a_finished_activity_is_put_right_by_an_amendment) {
  auto const change_time = [&](ActivityId id, TimeAmendment const& wanted) {
    return code(operate([&](Change& change) { return amend_time(change, book, id, wanted); }));
  };
  TimeAmendment wanted{.day = day("2026-03-17"), .minutes = 90, .reason = ""};
  EXPECT_EQ(change_time(ActivityId{9}, wanted), "activities.not_found");
  EXPECT_EQ(change_time(planned(), wanted), "activities.state_wrong") << "not finished";
  auto const id = finished();
  EXPECT_EQ(change_time(id, {.day = day("2026-03-18"), .minutes = 100, .reason = "x"}),
            "activities.state_wrong")
      << "nothing changes";
  EXPECT_EQ(change_time(id, {.day = day("2026-03-17"), .minutes = 0, .reason = "x"}),
            "activities.time_wrong");
  EXPECT_EQ(change_time(id, wanted), "activities.reason_missing");
  wanted.reason = "日期写错";
  ASSERT_EQ(change_time(id, wanted), "");
  auto const facts = facts_of(id);
  ASSERT_EQ(facts.size(), 4U) << "two marks, held, finished";
  for (auto const& fact : facts) {
    EXPECT_EQ(fact.day, day("2026-03-17"));
    EXPECT_FALSE(fact.supersedes.is_none()) << "in the same month it goes on";
    EXPECT_EQ(fact.amount, fact.member_id.is_none() ? 2 : 90);
  }
  auto const finished_fact =
      std::ranges::find(facts, facts::kind::activity_finished, &facts::FactRow::kind);
  EXPECT_EQ(finished_fact->note, "学习党章") << "the title stays";
  auto const record = world->read([&](Transaction& t) { return amended_record(t, row_in(t, id)); });
  EXPECT_THAT(record, ElementsAre(std::pair{"minutes", "原来的记录"})) << "the time is no field";
  wanted.minutes = 80;
  ASSERT_EQ(change_time(id, wanted), "");
  for (auto const& fact : facts_of(id)) {
    if (fact.kind == facts::kind::activity_finished)
      EXPECT_EQ(fact.id, finished_fact->id) << "only the marks hold the length";
  }
}

TEST_P(ActivityChanges, a_day_that_is_filed_is_fixed) {
  clock().set(day("2027-02-20"));
  auto const id = planned("2026-12-18");
  ASSERT_EQ(mark(id, {{.member = zhang}, {.member = li}}), "");
  auto const community =
      world->read([&](Transaction& t) { return organisation::unit(t, branch)->community_id; });
  ASSERT_FALSE(community.is_none());
  ASSERT_EQ(code(operate([&](Change& change) {
              change.about(branch, "测试");
              return facts::append(change, {.kind = std::string{facts::kind::archive_filed},
                                            .topic = "2026",
                                            .day = day("2027-02-10"),
                                            .unit = community});
            })),
            "");
  PlanChange wanted{.day = day("2026-12-17"), .minutes = 100, .title = "学", .reason = "写错"};
  EXPECT_EQ(alter(id, wanted), "activities.state_wrong");
  wanted.day = day("2026-12-18");
  wanted.minutes = 90;
  EXPECT_EQ(alter(id, wanted), "") << "the length may still change";
}

TEST_P(ActivityChanges, a_plan_changes_until_it_is_over) {
  auto const id = planned();
  PlanChange wanted{.day = day("2026-03-19"),
                    .starts_at = "14:30",
                    .minutes = 90,
                    .place = "二楼",
                    .title = "学习条例"};
  EXPECT_EQ(alter(ActivityId{9}, wanted), "activities.not_found");
  ASSERT_EQ(alter(id, wanted), "");
  auto const after = row(id);
  EXPECT_EQ(after.day, day("2026-03-19"));
  EXPECT_EQ(after.minutes, 90);
  EXPECT_EQ(after.title, "学习条例");
  EXPECT_EQ(world->read([&](Transaction& t) { return start_of(t, id)->starts_at; }), "14:30");
  wanted.title = "";
  EXPECT_EQ(alter(id, wanted), "activities.title_missing");
  wanted.title = "学习章程";
  ASSERT_EQ(mark(id, {{.member = zhang}, {.member = li}}), "");
  EXPECT_EQ(alter(id, wanted), "") << "place and title may still change";
  ASSERT_EQ(save(id, {{"minutes", "记录"}}), "");
  ASSERT_EQ(finish(id), "");
  EXPECT_EQ(alter(id, wanted), "activities.state_wrong");
}

TEST_P(ActivityChanges, leave_is_asked_ahead_of_the_day_with_a_reason) {
  auto const id = planned("2026-03-25");
  auto const stranger = world->member(world->branch(world->community("乙"), "第二支部"), "赵六");
  EXPECT_EQ(leave(id, stranger, "出差"), "activities.not_expected");
  EXPECT_EQ(leave(id, zhang, ""), "activities.reason_missing");
  EXPECT_EQ(leave(id, zhang, "出差"), "");
  EXPECT_EQ(leave(id, zhang, "住院"), "");
  auto const list = people(id);
  auto const found = std::ranges::find(list, zhang, &Attendee::member);
  EXPECT_EQ(found->announced, "住院");
  EXPECT_FALSE(found->presence) << "it is a wish, no mark";
  clock().set(day("2026-03-25"));
  ASSERT_EQ(mark(id, {{.member = zhang}}), "");
  EXPECT_EQ(leave(id, zhang, "出差"), "activities.already_marked");
}

TEST_P(ActivityChanges, leave_is_withdrawn_until_somebody_marks_who_came) {
  auto const id = planned("2026-03-25");
  auto const announced = [&] {
    auto const list = people(id);
    return std::ranges::find(list, zhang, &Attendee::member)->announced;
  };
  EXPECT_EQ(take_back(id, zhang), "activities.state_wrong") << "none was asked";
  ASSERT_EQ(leave(id, zhang, "出差"), "");
  EXPECT_EQ(take_back(id, li), "activities.state_wrong") << "only one's own";
  EXPECT_EQ(announced(), "出差");
  ASSERT_EQ(take_back(id, zhang), "");
  EXPECT_EQ(announced(), "");
  EXPECT_EQ(take_back(id, zhang), "activities.state_wrong");
  ASSERT_EQ(leave(id, zhang, "住院"), "");
  EXPECT_EQ(announced(), "住院") << "it can be asked again";
  clock().set(day("2026-03-25"));
  ASSERT_EQ(mark(id, {{.member = zhang}}), "");
  EXPECT_EQ(take_back(id, zhang), "activities.already_marked");
}

TEST_P(ActivityChanges, a_finished_record_is_put_right_beside_what_was_written) {
  auto const open = planned();
  EXPECT_EQ(amend(open, {"minutes", "x", "漏记"}), "activities.state_wrong");
  auto const id = finished();
  EXPECT_EQ(amend(id, {"minutes", "原来的记录", "漏记"}), "activities.state_wrong");
  EXPECT_EQ(amend(id, {"minutes", "补全的记录", ""}), "activities.reason_missing");
  EXPECT_EQ(amend(id, {"minutes", "", "删去"}), "activities.record_incomplete");
  EXPECT_EQ(amend(id, {"nothing", "x", "漏记"}), "activities.answer_wrong");
  ASSERT_EQ(amend(id, {"minutes", "补全的记录", "漏记一项"}), "");
  ASSERT_EQ(amend(id, {"minutes", "再补的记录", "又漏一项"}), "");
  EXPECT_EQ(record_of(row(id)).at("minutes"), "原来的记录");
  auto const [now, amendments] = world->read([&](Transaction& t) {
    return std::pair{amended_record(t, *activity(t, id)), amendments_of(t, id)};
  });
  EXPECT_EQ(now.at("minutes"), "再补的记录");
  ASSERT_EQ(amendments.size(), 2U);
  EXPECT_EQ(amendments[1].before_text, "补全的记录");
  EXPECT_EQ(amendments[1].amended_by, "测试员");
}

TEST_P(ActivityChanges, an_answer_is_one_that_the_question_offers) {
  auto const id = planned();
  ASSERT_EQ(mark(id, {{.member = zhang}}), "");
  auto const evaluate = [&](Record const& answers) {
    return code(operate([&](Change& change) {
      return evaluate_activity(change, book, id, zhang, answers, Channel::page);
    }));
  };
  for (auto const* grade : {"0", "6", "99", "", "好"})
    EXPECT_EQ(evaluate({{"effect", grade}}), "activities.answer_wrong") << grade;
  EXPECT_EQ(evaluate({{"again", "也许"}}), "activities.answer_wrong");
  EXPECT_EQ(evaluate({{"effect", "5"}, {"again", "no"}}), "");
}

TEST_P(ActivityChanges, a_unit_holds_every_kind_of_the_sitting) {
  auto const group = world->unit(organisation::UnitKind::group, branch, "第一党小组");
  EXPECT_EQ(code(operate([&](Change& change) {
              return plan_activity(change, book,
                                   {.kind = "activity.lesson",
                                    .also_kinds = {"activity.theme_day"},
                                    .unit = group,
                                    .day = day("2026-03-18"),
                                    .title = "会"});
            })),
            "activities.unit_does_not_hold_it");
}

TEST_P(ActivityChanges, a_member_of_a_group_is_concerned_by_its_meetings) {
  auto const group = world->unit(organisation::UnitKind::group, branch, "第一党小组");
  ASSERT_EQ(code(operate([&](Change& change) {
              return organisation::assign_to_group(change, zhang, group, day("2026-03-01"));
            })),
            "");
  auto const units = [&](MemberId member) {
    return world->read(
        [&](Transaction& t) { return units_of_member(t, member, day("2026-03-20")); });
  };
  EXPECT_THAT(units(zhang), ElementsAre(branch, group));
  EXPECT_THAT(units(li), ElementsAre(branch));
  auto const id =
      plan({.kind = "activity.lesson", .unit = group, .day = day("2026-03-18"), .title = "小组课"});
  EXPECT_THAT(people(id), ::testing::SizeIs(1));
  EXPECT_THAT(leave(id, li, "出差"), "activities.not_expected");
}

TEST_P(ActivityChanges, the_newest_theme_of_a_month_stands) {
  auto const give = [&](std::string_view title) {
    return code(operate([&](Change& change) {
      return give_theme(change, book, world->street(), "activity.theme_day",
                        *parse_month("2026-04"), title);
    }));
  };
  ASSERT_EQ(give("旧的主题"), "");
  ASSERT_EQ(give("新的主题"), "");
  auto const given = world->read(
      [&](Transaction& t) { return themes(t, *parse_month("2026-04"), "activity.theme_day"); });
  EXPECT_EQ(given.front().title, "新的主题");
}

}  // namespace
}  // namespace hangji::practice
