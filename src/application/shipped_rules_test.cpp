// The shipped rules/*.yaml, loaded as the program loads them: no fault, every rule cited, and the
// numbers of the regulations before and after each change of law.
#include "application/rule_kinds.h"
#include "kernel/requests/request_rules.h"
#include "kernel/rules/load.h"
#include "kernel/rules/overlay.h"
#include "organisation/organisation_rules.h"
#include "organisation/units/units.h"
#include "practice/activities/activity_kind.h"
#include "practice/dues/dues_rules.h"
#include "practice/points/points_rules.h"
#include "practice/votes/vote_rules.h"
#include "premises/archive/archive.h"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <random>

using testing::ElementsAre;
using testing::IsEmpty;

namespace hangji::application {

namespace {

std::filesystem::path rules_directory() {
  return std::filesystem::path{__FILE__}.parent_path() / "../../rules";
}

std::vector<rules::Rule> load() {
  auto loaded = rules::load_rules(rules_directory(), all_rule_kinds());
  if (!loaded) {
    for (auto const& fault : loaded.error()) ADD_FAILURE() << to_text(fault);
    return {};
  }
  return *loaded;
}

rules::Rulebook const& book() {
  static rules::Rulebook const shipped{load(), {}};
  return shipped;
}

Date day(std::string_view text) { return parse_date(text).value(); }

template <class P> P const& of(std::string_view id, std::string_view on) {
  auto const found = book().find<P>(id, day(on));
  if (!found) throw std::runtime_error{"no rule " + std::string{id}};
  return **found;
}

}  // namespace

TEST(ShippedRules, load_without_a_fault) { EXPECT_GT(load().size(), 100u); }

TEST(ShippedRules, each_names_its_source_and_says_what_is_unsure) {
  for (auto const& rule : load()) {
    EXPECT_FALSE(rule.source.document.empty()) << rule.id;
    EXPECT_FALSE(rule.source.article.empty()) << rule.id;
    EXPECT_EQ(rule.source.document.find("《"), std::string::npos) << rule.id;
    auto const mark = rules::certainty_mark(rule.certainty);
    EXPECT_NE(rule.note.find(mark), std::string::npos) << rule.id << ": " << mark;
  }
}

struct VoteCase {
  std::string_view what;
  std::string_view on;
  std::string_view rule;
  rules::Share quorum;
  practice::VoteBasis basis;
  bool secret;
};

class ShippedVotes : public testing::TestWithParam<VoteCase> {};

TEST_P(ShippedVotes, have_the_thresholds_of_their_day) {
  auto const& expected = GetParam();
  auto const& rule = of<practice::VoteRule>(expected.rule, expected.on);
  EXPECT_EQ(rule.quorum, expected.quorum);
  EXPECT_EQ(rule.majority, (rules::Share{1, 2, true}));
  EXPECT_EQ(rule.basis, expected.basis);
  EXPECT_EQ(rule.secret, expected.secret);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ShippedVotes,
    testing::Values(
        // 选举暂行条例 (1990): 超过五分之四; 选举工作条例 (2020-07-13): 不少于五分之四; 当选看实到.
        VoteCase{"election_2018",
                 "2018-06-01",
                 "vote.election",
                 {4, 5, true},
                 practice::VoteBasis::present,
                 true},
        VoteCase{"day_before",
                 "2020-07-12",
                 "vote.election",
                 {4, 5, true},
                 practice::VoteBasis::present,
                 true},
        VoteCase{"first_day",
                 "2020-07-13",
                 "vote.election",
                 {4, 5, false},
                 practice::VoteBasis::present,
                 true},
        VoteCase{"election_2021",
                 "2021-06-01",
                 "vote.election",
                 {4, 5, false},
                 practice::VoteBasis::present,
                 true},
        // 支部工作条例 第十一条: 到会不少于一半, 赞成超过应到一半.
        VoteCase{"ordinary_2019",
                 "2019-05-01",
                 "vote.ordinary",
                 {1, 2, false},
                 practice::VoteBasis::expected,
                 false},
        // 发展党员工作细则 第二十三条: 到会超过一半, 无记名.
        VoteCase{"admission_2019",
                 "2019-05-01",
                 "vote.admission",
                 {1, 2, true},
                 practice::VoteBasis::expected,
                 true}),
    [](auto const& one) { return std::string{one.param.what}; });

TEST(ShippedVotesGap, no_ordinary_vote_rule_before_the_branch_regulations) {
  EXPECT_FALSE(book().find<practice::VoteRule>("vote.ordinary", day("2018-10-27")));
  EXPECT_TRUE(book().find<practice::VoteRule>("vote.ordinary", day("2018-10-28")));
}

TEST(ShippedDues, bands_are_those_of_the_regulation) {
  // 3000 元以下 0.5%, 5000 以下 1%, 10000 以下 1.5%, 以上 2% (2008 规定 第一条、第二条).
  struct Band {
    std::optional<std::int64_t> up_to_yuan;
    std::int64_t per_mille_tenths;
  };
  std::vector<Band> const wages{{3'000, 5}, {5'000, 10}, {10'000, 15}, {std::nullopt, 20}};
  std::vector<Band> const pensions{{5'000, 5}, {std::nullopt, 10}};
  auto const expect = [](std::string_view id, std::vector<Band> const& bands) {
    auto const& rate = of<practice::DuesRate>(id, "2026-11-01");
    ASSERT_EQ(rate.bands.size(), bands.size()) << id;
    for (std::size_t i = 0; i < bands.size(); ++i) {
      EXPECT_EQ(rate.bands[i].up_to.has_value(), bands[i].up_to_yuan.has_value()) << id;
      if (bands[i].up_to_yuan) {
        EXPECT_EQ(rate.bands[i].up_to->value, *bands[i].up_to_yuan * 100) << id;
      }
      EXPECT_EQ(rate.bands[i].rate_per_100000, bands[i].per_mille_tenths * 100) << id;
    }
    EXPECT_EQ(rate.rounding.unit, Fen{10});
    EXPECT_EQ(rate.rounding.mode, practice::RoundingMode::half_up);
  };
  expect("dues.rate.salaried", wages);
  expect("dues.rate.annual_salary", wages);
  expect("dues.rate.self_employed", wages);
  expect("dues.rate.retired", pensions);
}

TEST(ShippedDues, the_usual_ceiling_came_with_the_notice_of_2017) {
  EXPECT_FALSE(of<practice::DuesRate>("dues.rate.salaried", "2016-12-31").usual_most);
  EXPECT_EQ(of<practice::DuesRate>("dues.rate.salaried", "2017-01-01").usual_most, Fen{100'000});
}

TEST(ShippedDues, each_population_has_exactly_one_rate_and_fixed_sums_are_20_fen) {
  std::set<practice::DuesPopulation> seen;
  for (auto const& rate : book().all<practice::DuesRate>(day("2026-11-01"))) {
    EXPECT_TRUE(seen.insert(rate->population).second) << rate.rule->id;
    if (rate->method == practice::DuesMethod::fixed) {
      EXPECT_EQ(rate->fixed, Fen{20}) << rate.rule->id;
    }
  }
  EXPECT_EQ(seen.size(), 8u);
}

TEST(ShippedDues, arrears_step_at_one_three_and_six_months) {
  std::vector<int> months;
  for (auto const& step : book().all<practice::DuesArrears>(day("2026-11-01")))
    months.push_back(step->months);
  EXPECT_THAT(months, ElementsAre(1, 3, 6));
  // 党章 第九条: 连续六个月.
  EXPECT_TRUE(of<practice::DuesArrears>("dues.arrears.removal", "2026-11-01").successive);
}

TEST(ShippedActivities,
     each_goes_to_a_volume_and_the_regular_ones_are_owed_as_often_as_the_regulations_say) {
  using periods::Every;
  std::map<std::string, Every> owed;
  for (auto const& kind : book().all<practice::ActivityKind>(day("2026-11-01"))) {
    EXPECT_TRUE(book().find<premises::ArchiveVolume>(kind->volume, day("2026-11-01")))
        << kind.rule->id;
    auto const duty = practice::duty_of(kind);
    if (!duty) continue;
    EXPECT_EQ(duty->fact, "activity.finished");
    EXPECT_EQ(duty->topic, kind.rule->id);
    EXPECT_TRUE(obligations::check_rule(*duty, {}));
    owed[kind.rule->id] = duty->cadence.every;
  }
  std::map<std::string, Every> const expected{{"activity.theme_day", Every::month},
                                              {"activity.branch_meeting", Every::quarter},
                                              {"activity.branch_committee", Every::month},
                                              {"activity.group_meeting", Every::month},
                                              {"activity.lesson", Every::quarter},
                                              {"activity.life_meeting", Every::year},
                                              {"activity.democratic_review", Every::year},
                                              {"activity.heart_to_heart", Every::year},
                                              // 党费收缴、使用和管理的规定: 每年至少公布一次; the
                                              // article: 一年一评审、半年研判、年底述职评议.
                                              {"activity.dues_publication", Every::year},
                                              {"activity.points_review", Every::year},
                                              {"activity.half_year_study", Every::half_year},
                                              {"activity.secretary_appraisal", Every::year},
                                              {"activity.joint_conference", Every::quarter}};
  EXPECT_EQ(owed, expected);
}

/// 党支部工作条例第十九条: 党员之间每年一般不少于一次.
TEST(ShippedActivities, talks_alone_must_reach_every_member) {
  for (auto const& kind : book().all<practice::ActivityKind>(day("2026-11-01"))) {
    bool const is_of_every =
        kind->cadence && kind->cadence->covers == obligations::Covers::every_member;
    EXPECT_EQ(is_of_every, kind.rule->id == "activity.heart_to_heart") << kind.rule->id;
  }
}

TEST(ShippedActivities, meetings_may_have_guests_and_none_must) {
  std::set<std::string> without;
  for (auto const& kind : book().all<practice::ActivityKind>(day("2026-11-01"))) {
    auto const field = std::ranges::find(kind->record, practice::RecordInput::guests,
                                         &practice::RecordField::input);
    if (field == kind->record.end())
      without.insert(kind.rule->id);
    else
      EXPECT_FALSE(field->required) << kind.rule->id;
  }
  EXPECT_EQ(without, (std::set<std::string>{"activity.volunteering", "activity.heart_to_heart",
                                            "activity.dues_publication"}));
}

TEST(ShippedActivities, the_theme_day_has_its_four_steps) {
  using practice::Step;
  EXPECT_THAT(of<practice::ActivityKind>("activity.theme_day", "2026-11-01").steps,
              ElementsAre(Step::set_theme, Step::mobilise, Step::on_site, Step::evaluate));
}

TEST(ShippedArchive, there_are_seven_volumes_of_which_the_article_names_three) {
  std::vector<int> numbers;
  std::vector<std::string> named;
  for (auto const& volume : book().all<premises::ArchiveVolume>(day("2026-11-01"))) {
    numbers.push_back(volume->number);
    if (volume.rule->certainty == rules::Certainty::verified) named.push_back(volume.rule->title);
  }
  EXPECT_THAT(numbers, ElementsAre(1, 2, 3, 4, 5, 6, 7));
  EXPECT_THAT(named, ElementsAre("文件资料", "支部主题党日资料", "日常党务工作资料"));
}

TEST(ShippedPoints, each_category_has_one_standard_and_is_never_docked_for_the_body) {
  using practice::MemberCategory;
  std::set<MemberCategory> seen;
  for (auto const& standard : book().all<practice::PointsStandard>(day("2026-11-01"))) {
    EXPECT_TRUE(seen.insert(standard->category).second);
    EXPECT_EQ(standard->base_full, Points{6'000});
    EXPECT_EQ(standard->review_full, Points{2'000});
    bool const is_old = standard->category == MemberCategory::old_weak_ill_disabled;
    EXPECT_EQ(standard->daily_full, Points{is_old ? 1'000 : 2'000});
    EXPECT_EQ(standard->daily_can_be_waived, is_old);
  }
  EXPECT_EQ(seen.size(), 5u);
  for (auto const& item : book().all<practice::PointsItem>(day("2026-11-01"))) {
    bool const is_absence = item->fact == "activity.absent";
    if (is_absence) {
      EXPECT_FALSE(item->amount.of(MemberCategory::old_weak_ill_disabled)) << item.rule->id;
    }
    EXPECT_EQ(item.rule->certainty, rules::Certainty::proposal) << item.rule->id;
  }
}

TEST(ShippedPoints, every_grade_of_the_review_gives_its_points) {
  std::map<std::string, std::int64_t> points;
  for (auto const& item : book().all<practice::PointsItem>(day("2026-11-01"))) {
    if (item->part != practice::PointsPart::review) continue;
    points[item->topic] = item->amount.of(practice::MemberCategory::in_post).value().value;
  }
  std::map<std::string, std::int64_t> const expected{{"excellent", 2'000},
                                                     {"qualified", 1'600},
                                                     {"basically_qualified", 1'000},
                                                     {"unqualified", 0}};
  EXPECT_EQ(points, expected);
}

TEST(ShippedOrganisation, thresholds_are_those_of_the_branch_regulations) {
  namespace threshold = organisation::threshold;
  struct Case {
    std::string_view id;
    std::int64_t value;
  };
  for (auto const& expected :
       {Case{threshold::branch_members, 3}, Case{threshold::branch_size, 50},
        Case{threshold::branch_committee_members, 7}, Case{threshold::joint_branch_units, 5},
        Case{threshold::general_branch_members, 50}, Case{threshold::committee_members, 100},
        Case{threshold::secretary_standing, 1}, Case{threshold::term_change, 1},
        Case{threshold::joining_age, 18}, Case{threshold::probation, 12},
        Case{threshold::floating_after, 6}, Case{threshold::transfer_after, 6},
        Case{threshold::lost_contact_after, 6}, Case{threshold::removal_after, 2},
        Case{threshold::deadline_remind, 1}, Case{threshold::introduction_valid, 90},
        Case{threshold::learning_hours, 32}, Case{threshold::secretary_learning_hours, 56}}) {
    EXPECT_EQ(of<rules::Threshold>(expected.id, "2026-11-01").value, expected.value) << expected.id;
  }
  EXPECT_EQ(of<organisation::Term>("organisation.term.three_years", "2026-11-01").years, 3);
  EXPECT_EQ(of<organisation::Term>("organisation.term.five_years", "2026-11-01").years, 5);
  auto const& extension =
      of<organisation::ProbationExtension>("member.probation.extension", "2026-11-01");
  EXPECT_EQ(extension.most_times, 1);
  EXPECT_EQ(extension.least_months, 6);
  EXPECT_EQ(extension.most_months, 12);
}

TEST(ShippedOrganisation, rules_know_exactly_the_unit_kinds_of_the_organisation_chapter) {
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<organisation::UnitKind>>(
      [](auto kind) { EXPECT_TRUE(obligations::is_unit_kind(kind.name)) << kind.name; });
  EXPECT_FALSE(obligations::is_unit_kind("office"));
}

TEST(ShippedDiscipline, punishments_cite_the_regulations_of_the_day_of_the_deed) {
  auto const article = [](std::string_view on) {
    auto const* rule = book().rule("discipline.expulsion.rejoin_years", day(on));
    return rule == nullptr ? "" : rule->source.document + rule->source.article;
  };
  EXPECT_EQ(article("2015-12-31"), "");
  EXPECT_EQ(article("2018-09-30"), "中国共产党纪律处分条例（2015）第十二条");
  EXPECT_EQ(article("2018-10-01"), "中国共产党纪律处分条例（2018）第十三条");
  EXPECT_EQ(article("2023-12-31"), "中国共产党纪律处分条例（2018）第十三条");
  EXPECT_EQ(article("2024-01-01"), "中国共产党纪律处分条例（2023）第十三条");
}

TEST(ShippedRequests, every_form_has_one_deadline) {
  std::set<requests::RequestForm> seen;
  for (auto const& deadline : book().all<requests::RequestDeadline>(day("2026-11-01"))) {
    EXPECT_TRUE(seen.insert(deadline->form).second);
  }
  EXPECT_EQ(seen.size(), 4u);
}

TEST(ShippedRules, a_new_kind_of_activity_needs_one_row_and_no_code) {
  auto const* theme_day = book().rule("activity.theme_day", day("2026-11-01"));
  ASSERT_NE(theme_day, nullptr);
  std::string parameters;
  write_json_value(parameters, theme_day->parameters);
  rules::RuleOverride const row{.id = 1,
                                .rule_id = "activity.red_footprints",
                                .kind = "activity_kind",
                                .title = "红色足迹寻访",
                                .from = day("2026-07-01"),
                                .document = "街道党工委〔2026〕6号",
                                .article = "第三条",
                                .parameters = parameters};
  auto const kinds = all_rule_kinds();
  auto const street = rules::overlay(load(), std::vector{row}, kinds);
  ASSERT_TRUE(street) << street.error().front().refusal.message;
  EXPECT_FALSE(street->find<practice::ActivityKind>("activity.red_footprints", day("2026-06-30")));
  auto const found =
      street->find<practice::ActivityKind>("activity.red_footprints", day("2026-07-01"));
  ASSERT_TRUE(found);
  EXPECT_EQ(practice::duty_of(*found)->topic, "activity.red_footprints");
}

struct ArchivedAs {
  std::string fact;
  std::string topic;
  std::string volume;
  std::string title;
};

TEST(ShippedArchive, every_paper_has_its_volume_and_a_title_that_says_what_it_is) {
  ArchivedAs const table[] = {
      {"points.register_closed", "2026-11", "dues_and_points", "2026年11月党员积分月登记"},
      {"points.published", "2026-Q3", "dues_and_points", "2026年第三季度党员积分公开表"},
      {"dues.reported", "2026-11", "dues_and_points", "2026年11月党费收缴月报"},
      {"inspection.issued", "2026-11", "supervision", "2026年11月督查表"},
      {"vote.held", "vote.ordinary", "meetings", "表决：记注"},
      {"document.received", "", "documents", "记注"},
      {"member.left_unit", "removed", "members", "张三出党决定"},
      {"member.disciplined", "warning", "members", "张三党纪处分决定：记注"},
      {"request.answered", "objection", "daily_work", "张三异议的答复"}};
  premises::Shelves const shelves{book(), day("2026-11-23")};
  for (auto const& row : table) {
    auto const place = shelves.place_of(row.fact, row.topic);
    ASSERT_TRUE(place) << row.fact;
    EXPECT_EQ(place->volume.rule->id, "archive.volume." + row.volume);
    EXPECT_EQ(
        premises::title_of({.topic = row.topic, .note = "记注", .member_name = "张三"}, *place),
        row.title);
  }
  EXPECT_FALSE(shelves.place_of("request.answered", "complaint")) << "it is not the branch's";
  EXPECT_FALSE(shelves.place_of("member.joined_unit", "roster")) << "it is no paper";
}

struct ParameterFault {
  std::string what;
  std::string kind;
  std::string parameters;
  std::string field;
};

class ShippedKinds : public testing::TestWithParam<ParameterFault> {};

TEST_P(ShippedKinds, refuse_parameters_that_make_no_sense) {
  rules::RuleOverride const row{.id = 1,
                                .rule_id = "street.own",
                                .kind = GetParam().kind,
                                .title = "本街道规定",
                                .from = day("2026-07-01"),
                                .document = "街道文件",
                                .article = "第一条",
                                .parameters = GetParam().parameters};
  auto const kinds = all_rule_kinds();
  auto const street = rules::overlay(load(), std::vector{row}, kinds);
  ASSERT_FALSE(street);
  EXPECT_EQ(street.error().front().refusal.code, "rules.wrong_parameter");
  EXPECT_EQ(street.error().front().refusal.field, "parameters." + GetParam().field);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ShippedKinds,
    testing::Values(
        ParameterFault{"duty_fact", "duty", R"({"fact": "x", "units": ["branch"]})", "fact"},
        ParameterFault{"duty_unit", "duty",
                       R"({"fact": "dues.reported", "units": ["branch", "x"]})", "units[1]"},
        ParameterFault{"duty_without_units", "duty", R"({"fact": "dues.reported"})", "units"},
        ParameterFault{"duty_times", "duty",
                       R"({"cadence": {"times": 0}, "fact": "dues.reported", "units": ["branch"]})",
                       "cadence.times"},
        ParameterFault{
            "duty_due", "duty",
            R"({"cadence": {"due_day": 32}, "fact": "dues.reported", "units": ["branch"]})",
            "cadence.due_day"},
        ParameterFault{
            "duty_due_month", "duty",
            R"({"cadence": {"due_month_after": 2}, "fact": "dues.reported", "units": ["branch"]})",
            "cadence.due_month_after"},
        ParameterFault{
            "activity_of_every_member", "activity_kind",
            R"({"short_name": "x", "units": ["group"], "cadence": {"covers": "every_member"}})",
            "cadence.covers"},
        ParameterFault{"activity_volume", "activity_kind",
                       R"({"short_name": "x", "units": ["branch"], "volume": "nothing"})",
                       "volume"},
        ParameterFault{
            "activity_steps", "activity_kind",
            R"({"short_name": "x", "units": ["branch"], "steps": ["on_site", "mobilise"]})",
            "steps"},
        ParameterFault{
            "activity_questions", "activity_kind",
            R"({"short_name": "x", "units": ["branch"], "steps": ["on_site", "evaluate"]})",
            "evaluation"},
        ParameterFault{
            "activity_record", "activity_kind",
            R"({"short_name": "x", "units": ["branch"], "record": [{"id": "a"}, {"id": "a"}]})",
            "record[1].id"},
        ParameterFault{"vote_share", "vote_rule",
                       R"({"quorum": {"numerator": 5, "denominator": 4, "strict": false}})",
                       "quorum"},
        ParameterFault{"vote_open_election", "vote_rule", R"({"form": "election"})", "secret"},
        ParameterFault{
            "dues_falling_bands", "dues_rate",
            R"({"bands": [{"up_to": 5, "rate_per_100000": 1}, {"up_to": 5, "rate_per_100000": 1},
                           {"up_to": null, "rate_per_100000": 1}]})",
            "bands[1].up_to"},
        ParameterFault{"dues_closed_end", "dues_rate",
                       R"({"bands": [{"up_to": 5, "rate_per_100000": 1}]})", "bands[0].up_to"},
        ParameterFault{"dues_rate", "dues_rate",
                       R"({"bands": [{"up_to": null, "rate_per_100000": 100001}]})",
                       "bands[0].rate_per_100000"},
        ParameterFault{"dues_fixed_range", "dues_rate",
                       R"({"method": "fixed", "fixed": 101, "fixed_most": 100})", "fixed"},
        ParameterFault{"points_topic", "points_item",
                       R"({"fact": "activity.attended", "topic": "x", "amount": {"in_post": 1}})",
                       "topic"},
        ParameterFault{"points_two_signs", "points_item",
                       R"({"fact": "activity.attended", "amount": {"in_post": 1, "no_post": -1}})",
                       "amount"},
        ParameterFault{
            "points_no_evidence", "points_item",
            R"({"fact": "points.confirmed", "award": "proposed", "amount": {"in_post": -1}})",
            "evidence_required"},
        ParameterFault{
            "points_by_hand_from_fact", "points_item",
            R"({"fact": "activity.attended", "award": "proposed", "amount": {"in_post": 1}})",
            "fact"},
        ParameterFault{
            "points_grades", "points_standard",
            R"({"grades": [{"at_least": 10, "name": "a"}, {"at_least": 20, "name": "b"}]})",
            "grades[1].at_least"},
        ParameterFault{"red_line", "points_red_line", R"({"fact": "x"})", "fact"},
        ParameterFault{"volume_code", "archive_volume", R"({"class_code": "1"})", "class_code"},
        ParameterFault{"volume_fact", "archive_volume",
                       R"({"class_code": "001", "collects": [{"fact": "x"}]})", "collects[0].fact"},
        ParameterFault{
            "volume_title", "archive_volume",
            R"({"class_code": "001", "collects": [{"fact": "vote.held", "title": "{x}"}]})",
            "collects[0].title"},
        ParameterFault{"number_fonds", "archive_number", R"({"fonds_digits": 0})", "fonds_digits"},
        ParameterFault{"number_format", "archive_number", R"({"format": "{fonds}-{year}"})",
                       "format"},
        ParameterFault{"request_days", "request_deadline", R"({"answer_within": 0})",
                       "answer_within"},
        ParameterFault{"term_unit", "term",
                       R"({"units": ["x"], "years": 3, "remind_months_before": 6})", "units[0]"},
        ParameterFault{"probation", "probation_extension",
                       R"({"most_times": 1, "least_months": 6, "most_months": 5})", "most_months"}),
    [](auto const& one) { return one.param.what; });

TEST(ShippedRules, truncated_files_never_stop_the_program) {
  auto const kinds = all_rule_kinds();
  std::mt19937 random{20181028};
  for (auto const& entry : std::filesystem::directory_iterator{rules_directory()}) {
    std::ifstream stream{entry.path(), std::ios::binary};
    std::string const whole{std::istreambuf_iterator<char>{stream}, {}};
    for (int round = 0; round < 20; ++round) {
      auto const cut = random() % whole.size();
      auto const read = rules::read_rules({{"rules/cut.yaml", whole.substr(0, cut)}}, kinds);
      if (!read) { EXPECT_THAT(read.error(), testing::Not(IsEmpty())); }
    }
  }
}

}  // namespace hangji::application
