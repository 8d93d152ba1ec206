#include "practice/votes/votes_operations.h"
#include "database/test_databases.h"
#include "kernel/facts/fact_kinds.h"
#include "practice/activities/activities.h"
#include "practice/activities/activity_kind.h"
#include "practice/votes/votes_invariants.h"
#include "practice/votes/votes_store.h"
#include "practice/votes/votes_test_rules.h"
#include "practice/votes/votes_views.h"
#include "testing/world.h"

#include <gtest/gtest.h>

namespace hangji::practice {
namespace {

using database::Transaction;
using journal::Change;
using testing::day;
using testing::World;

class VoteBooks : public database::OnBothEngines {
protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    clock().set(day("2026-07-20"));
    world.emplace(database(), clock());
    community = world->community("中共民生路社区委员会");
    branch = world->branch(community, "中共民生路第一支部委员会");
    for (auto const* name : {"张一", "张二", "张三", "张四"})
      members.push_back(world->member(branch, name));
    world->member(branch, "李预备", [](auto& draft) { draft.details.full_member_on.reset(); });
    world->member(branch, "王流动", [](auto& draft) {
      draft.details.registration = organisation::Registration::floating;
    });
  }

  /// Four may vote; all came and voted in favour.
  NewVote a_motion() {
    return {.unit = branch,
            .day = day("2026-07-19"),
            .subject = "通过年度计划",
            .count = {.present = 4,
                      .issued = 4,
                      .returned = 4,
                      .valid = 4,
                      .options = {{.name = "年度计划", .yes = 4}}}};
  }
  NewVote an_election() {
    auto vote = a_motion();
    vote.form = VoteForm::election;
    vote.subject = "选举支部委员会";
    vote.count.post = "committee_member";
    vote.count.seats = 1;
    vote.count.options = {{.name = "张一", .member = members[0], .yes = 3, .no = 1},
                          {.name = "张二", .member = members[1], .yes = 1, .no = 3}};
    return vote;
  }

  template <class Adjust> NewVote with(NewVote vote, Adjust adjust) {
    adjust(vote);
    return vote;
  }
  Result<VoteId> enter(NewVote const& wanted) {
    auto result = world->change(
        "votes.record", [&](Change& open) { return record_vote(open, vote_test_rules(), wanted); });
    check_laws();
    return result;
  }
  std::string code_of(NewVote const& wanted) {
    auto const result = enter(wanted);
    return result ? "" : result.error().code;
  }
  std::string annul(VoteId id, std::string_view reason) {
    auto const result =
        world->change("votes.annul", [&](Change& open) { return annul_vote(open, id, reason); });
    check_laws();
    return result ? "" : result.error().code;
  }
  void check_laws() {
    auto const faults =
        world->read([](Transaction& t) { return vote_faults(t, vote_test_rules()); });
    EXPECT_TRUE(faults.empty()) << faults.front();
  }
  std::vector<facts::FactRow> facts_of(VoteId id) {
    return world->read([&](Transaction& t) { return facts::standing_of_source(t, source_of(id)); });
  }
  VoteView view(VoteId id) {
    return world->read([&](Transaction& t) { return view_of(vote_test_rules(), *vote(t, id)); });
  }

  std::optional<World> world{};
  UnitId community{};
  UnitId branch{};
  std::vector<MemberId> members{};
};
HANGJI_ON_BOTH_ENGINES(VoteBooks);

TEST_P(VoteBooks, the_register_says_who_may_vote) {
  auto const voters = [&](UnitId unit, std::string_view on) {
    return world->read([&](Transaction& t) { return voters_on(t, unit, day(on)); });
  };
  // Formal and registered: neither who is on probation nor who is registered elsewhere.
  EXPECT_EQ(voters(branch, "2026-07-19"), members);
  EXPECT_EQ(voters(community, "2026-07-19"), members) << "of the branches below";
  EXPECT_EQ(voters(world->street(), "2026-07-19"), members);
  EXPECT_TRUE(voters(branch, "2009-12-31").empty()) << "nobody had come yet";
}

// 选举工作条例第五条: neither 留党察看期内 nor 留置、逮捕.
TEST_P(VoteBooks, who_is_suspended_punished_or_detained_on_the_day_has_no_vote) {
  auto const voters = [&](std::string_view on) {
    return world->read([&](Transaction& t) { return voters_on(t, branch, day(on)); });
  };
  auto const enter = [&](MemberId member, std::string_view kind, std::string_view topic,
                         std::string_view on, std::int64_t amount) {
    EXPECT_TRUE(world->change("test.enter", [&](Change& open) {
      open.about(branch, "登记");
      return facts::append(open, {.kind = std::string{kind},
                                  .topic = std::string{topic},
                                  .day = day(on),
                                  .unit = branch,
                                  .member = member,
                                  .amount = amount});
    }));
  };
  auto const suspend = [&](organisation::MemberState state, std::string_view on) {
    EXPECT_TRUE(world->change("test.suspend", [&](Change& open) {
      return organisation::set_suspended(open, members[0], state, day(on), "出国");
    }));
  };
  suspend(organisation::MemberState::suspended, "2026-01-10");
  suspend(organisation::MemberState::active, "2026-02-10");
  enter(members[1], facts::kind::member_disciplined, "probation", "2025-03-01", 12);
  enter(members[2], facts::kind::member_disciplined, "serious_warning", "2026-01-01", 1);
  enter(members[3], facts::kind::member_detained, "custody", "2026-04-01", 1);
  enter(members[3], facts::kind::member_detained, "released", "2026-05-01", 1);
  std::vector<MemberId> const without_first{members[1], members[2], members[3]};
  std::vector<MemberId> const without_second{members[0], members[2], members[3]};
  std::vector<MemberId> const without_last{members[0], members[1], members[2]};
  EXPECT_EQ(voters("2025-02-28"), members);
  EXPECT_EQ(voters("2025-03-01"), without_second);
  EXPECT_EQ(voters("2026-01-09"), without_second) << "not suspended yet";
  EXPECT_EQ(voters("2026-02-10"), without_second) << "restored that day";
  EXPECT_EQ(voters("2026-02-28"), without_second);
  EXPECT_EQ(voters("2026-03-01"), members) << "the twelve months are over";
  EXPECT_EQ(voters("2026-04-01"), without_last);
  EXPECT_EQ(voters("2026-05-01"), members);
  suspend(organisation::MemberState::suspended, "2026-06-01");
  EXPECT_EQ(voters("2026-07-19"), without_first);
  EXPECT_EQ(voters("2026-05-31"), members) << "the present state says nothing of that day";
}

TEST_P(VoteBooks, a_vote_is_a_fact_with_its_counts) {
  auto const id = enter(a_motion());
  ASSERT_TRUE(id.has_value()) << id.error().message;
  auto const held = facts_of(*id);
  ASSERT_EQ(held.size(), 1u);
  EXPECT_EQ(held[0].kind, facts::kind::vote_held);
  EXPECT_EQ(held[0].topic, "vote.ordinary");
  EXPECT_EQ(held[0].amount, 4);
  EXPECT_EQ(view(*id).verdict, VoteVerdict::passed);
  EXPECT_EQ(view(*id).expected, 4);
}

TEST_P(VoteBooks, votes_are_refused_in_order) {
  auto const motion = a_motion();
  EXPECT_EQ(code_of(with(motion, [](auto& v) { v.day = day("2018-10-27"); })),
            "votes.rule_missing");
  EXPECT_EQ(code_of(with(motion, [&](auto& v) { v.unit = world->street(); })), "votes.unit_wrong");
  EXPECT_EQ(code_of(with(motion, [](auto& v) { v.activity = ActivityId{77}; })),
            "votes.meeting_unknown");
  EXPECT_EQ(code_of(with(motion, [](auto& v) { v.subject.clear(); })), "votes.subject_missing");
  EXPECT_EQ(code_of(with(motion, [](auto& v) { v.count.options.clear(); })), "votes.options_wrong");
  EXPECT_EQ(code_of(with(motion,
                         [&](auto& v) { v.excluded = {{members[3], VoteExclusion::bedridden}}; })),
            "votes.exclusion_wrong")
      << "an ordinary vote leaves nobody out";
  EXPECT_EQ(
      code_of(with(an_election(),
                   [&](auto& v) { v.excluded = {{MemberId{77}, VoteExclusion::bedridden}}; })),
      "votes.exclusion_wrong");
  auto const without_zhang =
      with(an_election(), [&](auto& v) { v.excluded = {{members[3], VoteExclusion::bedridden}}; });
  EXPECT_EQ(code_of(without_zhang), "votes.approval_missing");
  EXPECT_EQ(code_of(with(motion, [](auto& v) { v.count.options[0].written_yes = 1; })),
            "votes.written_not_counted");
  EXPECT_EQ(code_of(with(motion, [](auto& v) { v.count.options[0].yes = 3; })),
            "votes.counts_wrong");
  EXPECT_EQ(code_of(with(an_election(),
                         [](auto& v) {
                           v.count.seats = 2;
                           v.count.options[1] = {.name = "张二", .yes = 3, .no = 1};
                         })),
            "votes.margin_missing")
      << "two seats ask for three candidates";
  EXPECT_EQ(code_of(with(motion, [](auto& v) { v.expected = 5; })), "votes.reason_missing");
  EXPECT_EQ(code_of(with(motion, [](auto& v) { v.day = day("2026-07-21"); })),
            "facts.in_the_future");
}

// 临时党支部不发展党员、不选代表; a Party group holds no vote.
TEST_P(VoteBooks, a_vote_is_held_by_the_units_that_its_rule_names) {
  auto const temporary =
      world->unit(organisation::UnitKind::temporary_branch, community, "中共抢险临时支部");
  auto const group = world->unit(organisation::UnitKind::group, branch, "第一党小组");
  auto const asked = [&](UnitId unit, VoteForm form) {
    return world->read([&](Transaction& t) {
      auto const basis = basis_of_vote(t, vote_test_rules(), {unit, form, day("2026-07-19")});
      return basis ? "" : basis.error().code;
    });
  };
  EXPECT_EQ(asked(temporary, VoteForm::ordinary), "");
  EXPECT_EQ(asked(temporary, VoteForm::admission), "votes.unit_wrong");
  EXPECT_EQ(asked(temporary, VoteForm::election), "votes.unit_wrong");
  EXPECT_EQ(asked(group, VoteForm::ordinary), "votes.unit_wrong");
  EXPECT_EQ(asked(community, VoteForm::election), "");
  EXPECT_EQ(asked(branch, VoteForm::admission), "");
}

/// Accepts the volume's rule without its chapter: practice does not know premises.
struct AnyVolume {
  static constexpr std::string_view rule_kind = "archive_volume";
  int number{};
};
BOOST_DESCRIBE_STRUCT(AnyVolume, (), (number))

/// The shipped rules on votes and a meeting of the committee, which decides by vote.
rules::Rulebook committee_rules() {
  rules::RuleKinds kinds;
  kinds.add<VoteRule>();
  kinds.add<ActivityKind>();
  kinds.add<AnyVolume>();
  std::string const meeting = R"(
- id: activity.branch_committee
  kind: activity_kind
  title: 支部委员会会议
  in_force: [2018-10-28, null]
  source: {document: 党支部工作条例（试行）, article: 第十二条}
  certainty: verified
  severity: advisory
  parameters:
    short_name: 支委会
    steps: [on_site]
    units: [branch]
    audience: branch_committee
    vote_rule: vote.ordinary
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
  auto const file = std::filesystem::path{__FILE__}.parent_path() / "../../../rules/votes.yaml";
  std::ifstream in{file};
  std::string votes{std::istreambuf_iterator<char>{in}, {}};
  auto read = rules::read_rules({{"votes.yaml", votes}, {"meeting.yaml", meeting}}, kinds);
  verify(read.has_value(), "the rules of the test are rules");
  return rules::Rulebook{std::move(*read), {}};
}

TEST_P(VoteBooks, a_decision_of_the_committee_counts_against_the_committee) {
  world->post(branch, organisation::Post::secretary, members[0]);
  world->post(branch, organisation::Post::organisation, members[1]);
  world->post(branch, organisation::Post::publicity, members[1]);
  auto const rules = committee_rules();
  auto const meeting = world->change("test.meeting", [&](Change& open) -> Result<ActivityId> {
    ActivityRow const row{.id = open.new_id<ActivityId>(),
                          .kind = "activity.branch_committee",
                          .unit_id = branch,
                          .day = day("2026-07-19"),
                          .title = "支委会"};
    open.insert(row);
    open.about(branch, "安排会议");
    return row.id;
  });
  auto const asked = [&](VoteForm form) {
    return world->read([&](Transaction& t) {
      return basis_of_vote(t, rules, {branch, form, day("2026-07-19"), *meeting});
    });
  };
  std::vector<MemberId> const committee{members[0], members[1]};
  EXPECT_EQ(asked(VoteForm::ordinary).value().voters, committee);
  EXPECT_EQ(asked(VoteForm::admission).error().code, "votes.meeting_unknown");
}

// 书记、副书记等额.
TEST_P(VoteBooks, a_secretary_is_elected_from_as_many_candidates_as_seats) {
  auto const for_secretary = with(an_election(), [](auto& vote) { vote.count.post = "secretary"; });
  EXPECT_EQ(code_of(for_secretary), "votes.margin_missing");
  EXPECT_EQ(code_of(with(for_secretary, [](auto& vote) { vote.count.options.pop_back(); })), "");
}

TEST_P(VoteBooks, a_refused_vote_leaves_nothing) {
  auto const before = world->journal_length();
  EXPECT_EQ(code_of(with(a_motion(), [](auto& v) { v.expected = 5; })), "votes.reason_missing");
  EXPECT_EQ(world->journal_length(), before);
  EXPECT_TRUE(world
                  ->read([&](Transaction& t) {
                    return votes_of(t, branch, day("2026-01-01"), day("2026-12-31"));
                  })
                  .empty());
}

TEST_P(VoteBooks, those_left_out_with_consent_lower_what_is_expected) {
  auto election = an_election();
  election.excluded = {{members[3], VoteExclusion::bedridden}};
  election.approval = "民社委〔2026〕3号";
  auto& count = election.count;
  count.present = count.issued = count.returned = count.valid = 3;
  count.options[0] = {.name = "张一", .yes = 2, .no = 1};
  count.options[1] = {.name = "张二", .yes = 1, .no = 2};
  auto const id = enter(election);
  ASSERT_TRUE(id.has_value()) << id.error().message;
  EXPECT_EQ(view(*id).expected, 3);
  EXPECT_EQ(view(*id).quorum, 3) << "four fifths of three, rounded up";
  EXPECT_EQ(view(*id).verdict, VoteVerdict::elected);
}

TEST_P(VoteBooks, an_expected_number_of_ones_own_needs_a_reason) {
  auto vote = a_motion();
  vote.expected = 5;
  vote.expected_note = "一名党员留党察看期满,恢复表决权";
  auto const id = enter(vote);
  ASSERT_TRUE(id.has_value());
  EXPECT_EQ(view(*id).expected, 5);
}

TEST_P(VoteBooks, a_vote_that_came_to_nothing_is_kept_but_not_held) {
  auto vote = a_motion();
  vote.count = {.present = 1, .options = {{.name = "年度计划"}}};
  auto const id = enter(vote);
  ASSERT_TRUE(id.has_value());
  EXPECT_EQ(view(*id).verdict, VoteVerdict::no_quorum);
  EXPECT_TRUE(facts_of(*id).empty());
}

TEST_P(VoteBooks, a_vote_entered_wrongly_is_taken_back_once_with_a_reason) {
  auto const id = *enter(a_motion());
  EXPECT_EQ(annul(id, ""), "votes.reason_missing");
  EXPECT_EQ(annul(VoteId{77}, "记错"), "votes.not_found");
  EXPECT_EQ(annul(id, "票数抄错"), "");
  EXPECT_EQ(annul(id, "票数抄错"), "votes.annulled_already");
  auto const left = facts_of(id);
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left[0].amount, 0);
  EXPECT_EQ(left[0].note, "票数抄错");
  EXPECT_EQ(view(id).state, VoteState::annulled);
}

TEST_P(VoteBooks, the_explanation_names_rule_basis_and_every_option) {
  auto const id = *enter(an_election());
  auto const explanation =
      world->read([&](Transaction& t) { return explain_vote(t, vote_test_rules(), *vote(t, id)); });
  EXPECT_EQ(explanation.value, "当选");
  std::string all;
  for (auto const& step : explanation.steps) all += step.text + "\n";
  EXPECT_NE(all.find("应到会的有表决权党员 4 人"), std::string::npos) << all;
  EXPECT_NE(all.find("至少 4 人；实到 4 人，可以表决"), std::string::npos) << all;
  EXPECT_NE(all.find("实到人数（4 人），即至少 3 票"), std::string::npos) << all;
  EXPECT_NE(all.find("张一：赞成 3，反对 1，弃权 0；当选"), std::string::npos) << all;
  EXPECT_NE(all.find("张二：赞成 1，反对 3，弃权 0；未过半数"), std::string::npos) << all;
  ASSERT_TRUE(explanation.steps[1].rule.has_value());
  EXPECT_EQ(explanation.steps[1].rule->id, "vote.election");
}

}  // namespace
}  // namespace hangji::practice
