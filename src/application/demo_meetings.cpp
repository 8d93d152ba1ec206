// Theme days and meetings of the simulated year: planned, announced, held, finished in time, late
// or never, and now and then corrected.
#include "application/demo_stage.h"
#include "kernel/facts/fact_kinds.h"
#include "organisation/members/members_store.h"
#include "practice/activities/activities_operations.h"
#include "practice/activities/activities_store.h"
#include "practice/votes/votes_operations.h"

#include <array>

namespace hangji::application {

using database::Transaction;
using organisation::MemberBrief;
using practice::Presence;

namespace {
constexpr std::array themes{
    "学习党章党规、重温入党誓词", "学习全国两会精神",         "学雷锋志愿服务进楼院",
    "党员社区报到、清洁家园",     "劳动最光荣：走访一线职工", "红色教育基地现场学习",
    "庆“七一”、重温入党誓词",     "防汛防暑、关爱困难老人",   "开学季助学帮扶",
    "爱国主义教育、升国旗",       "学习党的创新理论",         "年度回顾、听取党员意见"};
constexpr std::array places{"社区党员活动室", "国贸党群服务中心", "支部会议室", "社区会议室"};
constexpr std::array committee_titles{"研究本月工作、党费收缴和积分登记",
                                      "研究发展党员和困难党员走访", "研究主题党日方案和整改事项"};
constexpr std::array leave_reasons{"生病住院", "在外探亲", "单位值班", "照顾病人", "外出务工"};
constexpr std::array lesson_titles{"专题党课：党支部工作条例", "专题党课：身边的先锋",
                                   "专题党课：基层治理怎么做"};

constexpr std::string_view talk_kind = "activity.heart_to_heart";
/// In each of these months the secretary talks with a quarter of the members.
constexpr std::array talk_months{2, 5, 8, 10};

/// One activity as it will go.
struct Plan {
  std::string kind{};
  std::vector<std::string> also_kinds{};
  UnitId unit{};
  Date day{};
  std::string title{};
  std::string place{};
  /// None: the record is never finished.
  std::optional<Date> finished_on{};
  Dice dice;
};

class Meetings {
public:
  Meetings(Stage& stage, DemoBranch const& branch, Month month)
      : m_stage{stage},
        m_branch{branch},
        m_month{month},
        m_dice{stage.dice({21, branch.number, month.index})} {}

  void plan() {
    auto const theme_day =
        m_month.first_day().plus_days(9 + m_branch.number % 14 + m_dice.between(0, 3));
    if (m_branch.has_committee) {
      add("activity.branch_committee", m_branch.id, theme_day.plus_days(-m_dice.between(4, 8)),
          committee_titles[static_cast<std::size_t>(m_month.month()) % committee_titles.size()]);
    }
    plan_theme_day(theme_day);
    for (auto const group : m_branch.groups) {
      add("activity.group_meeting", group, theme_day.plus_days(-m_dice.between(1, 6)),
          "交流学习心得、落实支部决议");
    }
    if (m_month.month() % 3 == 0) plan_branch_meeting(theme_day);
    if (std::ranges::find(talk_months, m_month.month()) != talk_months.end())
      plan_talks(theme_day.plus_days(2));
  }

private:
  int missed_in_thousand() const {
    switch (m_branch.care) {
      case Care::exemplary: return 0;
      case Care::usual: return 12;
      case Care::late: return 60;
      case Care::careless: return 300;
    }
    return 0;
  }
  std::optional<Date> finish_day(Date day) {
    bool const is_never = m_dice.chance(missed_in_thousand() / 3);
    if (is_never) return std::nullopt;
    auto const days = m_branch.care == Care::exemplary ? 0
                      : m_branch.care == Care::usual   ? m_dice.between(0, 4)
                                                       : m_dice.between(2, 30);
    return day.plus_days(days);
  }

  void plan_theme_day(Date day) {
    std::vector<std::string> also;
    bool const is_lesson_month = m_month.month() % 3 == 2;
    if (is_lesson_month) also.emplace_back("activity.lesson");
    // Late branches hold January's in the first days of February.
    if (m_branch.care == Care::late && m_dice.chance(150)) day = m_month.last_day().plus_days(3);
    add("activity.theme_day", m_branch.id, day,
        themes[static_cast<std::size_t>(m_month.month() - 1)], std::move(also));
  }

  void plan_branch_meeting(Date theme_day) {
    auto const day = theme_day.plus_days(1);
    auto const id =
        add("activity.branch_meeting", m_branch.id, day, "听取支委会工作报告、通报党费和积分");
    bool const votes = m_branch.kind != organisation::UnitKind::mobile_branch && m_dice.chance(400);
    if (id && votes) plan_vote(day, id);
  }

  /// Not every branch gets round to everybody: the late leave out the last quarter, the careless
  /// talk with a few and no more.
  void plan_talks(Date day) {
    auto const kind = m_stage.rules().find<practice::ActivityKind>(talk_kind, day);
    auto const& units = (*kind)->units;
    if (std::ranges::find(units, organisation::rule_code(m_branch.kind)) == units.end()) return;
    bool const is_last = m_month.month() == talk_months.back();
    bool const is_first = m_month.month() == talk_months.front();
    if (m_branch.care == Care::late && is_last) return;
    if (m_branch.care == Care::careless && !is_first) return;
    add(std::string{talk_kind}, m_branch.id, day, "思想、工作和家庭情况");
  }
  /// The secretary and the quarter of the members whose turn it is.
  static std::vector<MemberId> talked_to(Transaction& transaction, DemoBranch const& branch,
                                         Date day) {
    auto const turn = std::ranges::find(talk_months, day.month()) - talk_months.begin();
    std::vector<MemberId> named;
    std::ptrdiff_t number = 0;
    for (auto const& one : members_in_touch(transaction, branch.id, day)) {
      bool const is_host = one.id == branch.secretary;
      if (is_host || number++ % std::ssize(talk_months) == turn) named.push_back(one.id);
    }
    return named;
  }

  using Made = std::shared_ptr<ActivityId>;

  Made add(std::string kind, UnitId unit, Date day, std::string title,
           std::vector<std::string> also = {}) {
    if (m_dice.chance(missed_in_thousand())) return nullptr;
    Plan const plan{.kind = std::move(kind),
                    .also_kinds = std::move(also),
                    .unit = unit,
                    .day = day,
                    .title = std::move(title),
                    .place = m_dice.pick(places),
                    .finished_on = finish_day(day),
                    .dice = m_stage.dice({22, unit.value, day.days, m_dice.between(0, 9999)})};
    auto const made = std::make_shared<ActivityId>();
    prepare(plan, made);
    hold(plan, made);
    finish(plan, made);
    return made;
  }

  void prepare(Plan const& plan, Made const& made) {
    auto& stage = m_stage;
    auto const& branch = m_branch;
    m_stage.at(plan.day.plus_days(-6), [&stage, &branch, plan, made](Transaction& transaction) {
      practice::NewActivity wanted{.kind = plan.kind,
                                   .also_kinds = plan.also_kinds,
                                   .unit = plan.unit,
                                   .day = plan.day,
                                   .place = plan.place,
                                   .title = plan.title};
      bool const is_group = plan.unit != branch.id;
      if (is_group) {
        for (auto const& one : organisation::members_of(transaction, plan.unit, stage.today()))
          wanted.named.push_back(one.id);
      }
      if (plan.kind == talk_kind) wanted.named = talked_to(transaction, branch, stage.today());
      *made = stage.operate(transaction, branch.keeper, "activities.plan", [&](auto& change) {
        return practice::plan_activity(change, stage.rules(), wanted);
      });
      auto const kind = stage.rules().find<practice::ActivityKind>(plan.kind, plan.day);
      bool const is_announced =
          std::ranges::find(kind->parameters->steps, practice::Step::mobilise) !=
          kind->parameters->steps.end();
      if (!is_announced) return;
      stage.operate(transaction, branch.keeper, "activities.mobilise", [&](auto& change) {
        return practice::mobilise_activity(change, stage.secrets(), *made);
      });
    });
  }

  void hold(Plan const& plan, Made const& made) {
    auto& stage = m_stage;
    auto const& branch = m_branch;
    m_stage.at(plan.day, [&stage, &branch, plan, made](Transaction& transaction) {
      auto const row = practice::activity(transaction, *made);
      auto dice = plan.dice;
      std::vector<practice::Mark> marks;
      auto const briefs = organisation::members_of(transaction, plan.unit, plan.day);
      for (auto const& one : practice::attendees_of(
               transaction, *row, practice::kinds_in_force(stage.rules(), *row))) {
        auto const brief = std::ranges::find(briefs, one.member, &MemberBrief::id);
        bool const is_talk = plan.kind == talk_kind;
        marks.push_back(is_talk ? practice::Mark{.member = one.member} : mark_of(*brief, dice));
      }
      stage.operate(transaction, branch.keeper, "activities.attend", [&](auto& change) {
        return practice::record_attendance(change, stage.rules(), *made, marks);
      });
    });
  }
  static practice::Mark mark_of(MemberBrief const& member, Dice& dice) {
    using organisation::MemberCategory;
    if (member.lost_since) return {member.id, Presence::absent};
    int const leave = member.category == MemberCategory::old_weak_ill_disabled ? 140
                      : member.category == MemberCategory::floating            ? 170
                                                                               : 60;
    auto const thrown = dice.between(1, 1000);
    if (thrown <= leave) return {member.id, Presence::on_leave, dice.pick(leave_reasons)};
    if (thrown <= leave + 25) return {member.id, Presence::absent};
    bool const is_by_code = thrown % 3 == 0;
    return {member.id, Presence::present, "",
            is_by_code ? facts::Channel::code : facts::Channel::page};
  }

  void finish(Plan const& plan, Made const& made) {
    if (!plan.finished_on) return;
    auto& stage = m_stage;
    auto const& branch = m_branch;
    m_stage.at(*plan.finished_on, [&stage, &branch, plan, made](Transaction& transaction) {
      stage.operate(transaction, branch.keeper, "activities.save_record", [&](auto& change) {
        return practice::save_record(change, stage.rules(), *made, record_of(stage, branch, plan));
      });
      auto const finished = stage.attempt(
          transaction, branch.keeper, "activities.finish",
          [&](auto& change) { return practice::finish_activity(change, stage.rules(), *made); });
      if (!finished) {
        // Too few may have come; nothing else may be wrong.
        if (finished.error().code == "activities.quorum_missed") return;
        throw Refused{fmt::format("演示数据（办结{}）：{}", plan.title, finished.error().message)};
      }
      auto dice = plan.dice;
      if (dice.chance(30)) correct(stage, branch, transaction, *made);
      if (plan.kind == "activity.theme_day" && (branch.number == 0 || dice.chance(60)))
        evaluate(stage, branch, transaction, *made);
    });
  }
  static std::vector<std::string> kinds_of(Plan const& plan) {
    std::vector<std::string> kinds{plan.kind};
    kinds.insert(kinds.end(), plan.also_kinds.begin(), plan.also_kinds.end());
    return kinds;
  }
  static practice::Record record_of(Stage& stage, DemoBranch const& branch, Plan const& plan) {
    practice::Kinds kinds;
    for (auto const& kind : kinds_of(plan))
      kinds.push_back(*stage.rules().find<practice::ActivityKind>(kind, plan.day));
    practice::Record record;
    for (auto const& field : practice::sitting_of(kinds).record) {
      if (field.input == practice::RecordInput::files) continue;
      if (field.input == practice::RecordInput::guests) {
        bool const has_guest = branch.number % 6 == 0 && plan.kind == "activity.branch_meeting";
        if (has_guest) record[field.id] = "何静（入党积极分子）";
        continue;
      }
      auto& text = record[field.id];
      if (field.id == "theme") text = plan.title;
      if (field.id == "place") text = plan.place;
      if (field.input == practice::RecordInput::person) text = branch.secretary_name;
      if (field.id == "lesson_title") text = lesson_titles[plan.day.month() % lesson_titles.size()];
      if (field.id == "lecturer") text = branch.secretary_name;
      if (field.id == "minutes")
        text = fmt::format("围绕“{}”开展，{}主持，与会党员作了交流发言。", plan.title,
                           branch.secretary_name);
      if (text.empty()) text = "一致同意，由支部委员会落实。";
    }
    return record;
  }

  /// Somebody marked present had asked for leave.
  static void correct(Stage& stage, DemoBranch const& branch, Transaction& transaction,
                      ActivityId id) {
    for (auto const& fact : facts::standing_of_source(transaction, practice::source_of(id))) {
      if (fact.kind != facts::kind::activity_attended) continue;
      std::array const marks{practice::Mark{.member = fact.member_id,
                                            .presence = Presence::on_leave,
                                            .reason = "本人说明当天已请假，登记有误"}};
      stage.operate(transaction, branch.keeper, "activities.attend", [&](auto& change) {
        return practice::record_attendance(change, stage.rules(), id, marks);
      });
      return;
    }
  }
  static void evaluate(Stage& stage, DemoBranch const& branch, Transaction& transaction,
                       ActivityId id) {
    constexpr int most = 3;
    int count = 0;
    for (auto const& fact : facts::standing_of_source(transaction, practice::source_of(id))) {
      if (fact.kind != facts::kind::activity_attended || ++count > most) continue;
      auto const* grade = count == 1 ? "5" : "4";
      practice::Record const answers{{"theme_fits", grade}, {"useful", grade}};
      stage.operate(transaction, branch.keeper, "activities.evaluate", [&](auto& change) {
        return practice::evaluate_activity(change, stage.rules(), id, fact.member_id, answers,
                                           facts::Channel::paper);
      });
    }
  }

  void plan_vote(Date day, Made const& meeting) {
    auto& stage = m_stage;
    auto const& branch = m_branch;
    auto const against = m_dice.between(0, 2);
    m_stage.at(day, [&stage, &branch, day, meeting, against](Transaction& transaction) {
      auto const basis = practice::basis_of_vote(transaction, stage.rules(),
                                                 {branch.id, practice::VoteForm::ordinary, day});
      auto const voters = basis ? std::ssize(basis->voters) : 0;
      auto const present = voters - voters / 6;
      if (present < 4) return;
      practice::NewVote vote{.unit = branch.id,
                             .day = day,
                             .subject = fmt::format("{}支部工作计划", to_chinese(Month::of(day))),
                             .activity = *meeting};
      vote.count = {.present = present,
                    .issued = present,
                    .returned = present,
                    .valid = present,
                    .options = {{.name = vote.subject, .yes = present - against, .no = against}}};
      stage.operate(transaction, branch.keeper, "votes.record", [&](auto& change) {
        return practice::record_vote(change, stage.rules(), vote);
      });
    });
  }

  Stage& m_stage;
  DemoBranch const& m_branch;
  Month m_month;
  Dice m_dice;
};
}  // namespace

void plan_meetings(Stage& stage, DemoBranch const& branch, Month month) {
  Meetings{stage, branch, month}.plan();
}

}  // namespace hangji::application
