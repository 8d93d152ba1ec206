#include "practice/points/points_views.h"

#include "kernel/facts/fact_kinds.h"
#include "kernel/requests/requests.h"
#include "organisation/members/suspensions.h"
#include "practice/points/points_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace hangji::practice {

using database::Transaction;
using facts::FactRow;
using periods::CalendarPeriod;
using rules::Rulebook;

namespace {
/// The last day of the month, or today while it lasts.
Date day_of(Month month, Date today) {
  return std::max(month.first_day(), std::min(today, month.last_day()));
}

bool is_probationary(std::optional<Date> full_member_on, Month month) {
  return organisation::standing_on(full_member_on, month.last_day()) ==
         organisation::Standing::probationary;
}

/// What the standard says of a total, and a red line of the grade.
void judge(RegisterLine& line, ScoringRules const& rules, rules::Rule const* crossed,
           bool on_probation) {
  line.category_name = organisation::label(line.category);
  auto const* standard = rules.standard_of(line.category);
  if (standard == nullptr) return;
  if (crossed != nullptr) {
    auto const& red_line = *static_cast<PointsRedLine const*>(crossed->parsed.get());
    line.red_line = crossed->title;
    line.grade = red_line.grade;
    line.consequence = red_line.consequence;
  } else if (auto const* grade = grade_of(**standard, line.total); grade != nullptr) {
    line.grade = grade->name;
    line.consequence = grade->consequence;
  }
  auto const& own_line = (*standard)->probationary_line;
  line.below_probationary_line = on_probation && own_line && line.total < *own_line;
}

RegisterLine line_of(MemberFacts const& one, MonthScore const& score, PointsEngine& engine,
                     Month month) {
  auto const day = month.last_day();
  RegisterLine line{.member = one.member.id,
                    .name = one.member.name,
                    .category = one.category.on(day),
                    .base = score.base,
                    .daily = score.daily,
                    .review = score.review,
                    .correction = score.correction,
                    .total = score.total};
  judge(line, engine.rules_of(month), score.red_line,
        is_probationary(one.member.full_member_on, month));
  return line;
}

RegisterLine line_of(TallyLine const& tally, Rulebook const& rules, ScoringRules const& scoring) {
  RegisterLine line{.member = tally.member_id,
                    .name = tally.name,
                    .category = tally.category,
                    .base = tally.base,
                    .daily = tally.daily,
                    .review = tally.review,
                    .correction = tally.correction,
                    .total = tally.total};
  judge(line, scoring, rules.rule(tally.red_line, tally.month.first_day()),
        is_probationary(tally.full_member_on, tally.month));
  return line;
}

/// `活动到会 2026年7月14日`: what a fact is called on the page.
std::string text_of(FactRow const& fact, Rulebook const& rules, Month month) {
  auto const* topic = rules.rule(fact.topic, month.first_day());
  auto text = to_chinese(fact.day);
  if (topic != nullptr) text += " " + topic->title;
  return text;
}

api::Explanation explain(Transaction& transaction, MonthScore const& score,
                         std::vector<FactRow> const& facts, Rulebook const& rules, Month month) {
  api::Explanation explanation{.value = to_text(score.total) + " 分"};
  for (auto const& line : score.lines) {
    auto& step = explanation.steps.emplace_back(api::ExplanationStep{.text = line.text});
    step.amount = to_text(line.amount);
    if (line.rule != nullptr) step.rule = rules::citation_of(*line.rule);
    for (auto const id : line.facts) {
      auto const fact = std::ranges::find(facts, id, &FactRow::id);
      if (fact == facts.end()) continue;
      explanation.steps.push_back(
          {.text = text_of(*fact, rules, month), .fact = api::mention_of(transaction, *fact)});
    }
  }
  auto const sum = score.parts() + score.correction;
  if (sum != score.total) {
    api::ExplanationStep step{
        .text = fmt::format("各项合计 {} 分，计为 {} 分", to_text(sum), to_text(score.total))};
    step.amount = to_text(score.total - sum);
    if (score.standard != nullptr) step.rule = rules::citation_of(*score.standard);
    explanation.steps.push_back(std::move(step));
  }
  if (score.red_line != nullptr) {
    auto const& line = *static_cast<PointsRedLine const*>(score.red_line->parsed.get());
    explanation.steps.push_back({.text = fmt::format("触及红线“{}”：分数不变，等次以“{}”封顶",
                                                     score.red_line->title, line.grade),
                                 .rule = rules::citation_of(*score.red_line)});
  }
  return explanation;
}

/// A closed register says what it said when it was closed, whatever was entered since about
/// memberships and categories.
void stay_with_register(Transaction& transaction, Rulebook const& rules,
                        ScoringRules const& scoring, MemberPoints& points) {
  auto const kept = tally_of_member(transaction, points.score.member, points.month);
  if (!kept) {
    points.explanation.steps.push_back(
        {.text = "本月登记关闭时还没有登记为本支部党员，关闭的登记中没有这一行"});
    return;
  }
  auto const reckoned = std::exchange(points.score, line_of(*kept, rules, scoring));
  if (reckoned.total == points.score.total) return;
  points.explanation.value = to_text(points.score.total) + " 分";
  points.explanation.steps.push_back(
      {.text = fmt::format("关闭登记后补登了资料，按现有资料是 {} 分；以关闭的登记为准",
                           to_text(reckoned.total)),
       .amount = to_text(points.score.total - reckoned.total)});
}

/// 停止党籍 all through the month.
bool is_left_out(Transaction& transaction, organisation::MemberRow const& row,
                 organisation::MembershipRow const& membership, Month month) {
  auto suspensions = organisation::suspensions_of_unit(transaction, membership.unit_id,
                                                       day_of(month, transaction.today()));
  auto& own = suspensions[row.id];
  organisation::add_untold(own, row.state);
  return organisation::is_suspended_throughout(own, month);
}

void add_proposable(ProposalList& list, Rulebook const& rules, Date day) {
  for (auto const& item : rules.all<PointsItem>(day)) {
    if (item->award == Award::proposed)
      list.items.push_back(
          {item.rule->id, item.rule->title, item->evidence_required, item->amount});
  }
  for (auto const& line : rules.all<PointsRedLine>(day)) {
    if (line->fact == facts::kind::points_confirmed && line->topic.empty())
      list.items.push_back({line.rule->id, line.rule->title, true});
  }
  for (auto const& standard : rules.all<PointsStandard>(day)) {
    if (!standard->daily_can_be_waived) continue;
    list.items.push_back({standard.rule->id, standard.rule->title + "：免日常积分", true});
    list.items.back().only_for = standard->category;
  }
}
}  // namespace

Register register_of(Transaction& transaction, Rulebook const& rules, UnitId unit, Month month) {
  PointsEngine engine{rules};
  auto const& scoring = engine.rules_of(month);
  Register book{.unit = unit, .month = month};
  book.close_by = month.last_day().plus_days(scoring.book().close_within_days);
  book.pending_proposals = pending_proposals(transaction, unit, month.last_day());
  if (auto const closing = closing_of(transaction, unit, month)) {
    book.closed_on = closing->day;
    for (auto const& tally : tallies_of(transaction, unit, month, month)) {
      book.rows.push_back(line_of(tally, rules, scoring));
    }
    return book;
  }
  for (auto const& one : facts_of_members(transaction, unit, day_of(month, transaction.today()),
                                          month.plus(1 - months_needed), month)) {
    auto const score = engine.score(one.category, one.facts, month, Lines::off);
    book.rows.push_back(line_of(one, score, engine, month));
  }
  return book;
}

Result<MemberPoints> member_points(Transaction& transaction, Rulebook const& rules, MemberId member,
                                   Month month) {
  auto const day = day_of(month, transaction.today());
  auto const row = organisation::member(transaction, member);
  auto const membership = organisation::membership_on(transaction, member, day);
  if (!row || !membership) {
    return refuse(PointsRefusal::member_unknown, "这名党员当月不在任何党组织中",
                  {.field = "member", .status = 404});
  }
  if (is_left_out(transaction, *row, *membership, month)) {
    return refuse(PointsRefusal::suspended, "停止党籍期间不登记积分",
                  {.field = "month", .status = 409});
  }
  MemberFacts one;
  one.member.id = member;
  one.member.name = row->name;
  one.member.full_member_on = row->full_member_on;
  one.category.now = row->category;
  for (auto const& former : organisation::former_categories_of(transaction, member)) {
    one.category.former.emplace_back(former.until_day, former.category);
  }
  one.facts = facts_of_member(transaction, member, month.plus(1 - months_needed), month);
  PointsEngine engine{rules};
  auto const score = engine.score(one.category, one.facts, month);
  MemberPoints points{.unit = membership->unit_id, .month = month};
  points.is_closed = facts::is_closed(transaction, membership->unit_id, month);
  points.score = line_of(one, score, engine, month);
  points.explanation = explain(transaction, score, one.facts, rules, month);
  points.explanation.title = fmt::format("{}{}积分", row->name, to_chinese(month));
  if (points.is_closed) stay_with_register(transaction, rules, engine.rules_of(month), points);
  return points;
}

ProposalList proposal_list(Transaction& transaction, Rulebook const& rules, UnitId unit,
                           Asking const& asking) {
  ProposalList list;
  std::map<MemberId, std::string> names;
  for (auto& member : organisation::members_of(transaction, unit, transaction.today())) {
    names.emplace(member.id, std::move(member.name));
  }
  for (auto& row : proposals_of(transaction, unit, 200)) {
    auto const* rule = rules.rule(row.item, row.day);
    bool const is_theirs = !asking.member.is_none() && row.member_id == asking.member;
    list.rows.push_back(
        {.id = row.id,
         .member = row.member_id,
         .name = names[row.member_id],
         .item = row.item,
         .title = rule != nullptr ? rule->title : row.item,
         .rule = rule != nullptr ? std::optional{rules::citation_of(*rule)} : std::nullopt,
         .day = row.day,
         .amount = Points{row.amount},
         .reason = std::move(row.reason),
         .evidence = row.evidence,
         .proposed_by = row.proposed_by,
         .state = row.state,
         .answer = std::move(row.answer),
         .is_own = row.proposed_by == asking.user || is_theirs,
         .is_mine = row.proposed_by == asking.user});
  }
  add_proposable(list, rules, transaction.today());
  return list;
}

QuarterSheet quarter_sheet(Transaction& transaction, Rulebook const& rules, UnitId unit,
                           CalendarPeriod quarter) {
  QuarterSheet sheet{.unit = unit, .quarter = periods::to_text(quarter)};
  for (auto month = quarter.first; month <= quarter.last(); month = month.plus(1)) {
    sheet.months.push_back(month);
  }
  if (auto const publication = publication_of(transaction, unit, sheet.quarter)) {
    sheet.published_on = publication->day;
    sheet.objections_until =
        requests::made_until(rules, requests::RequestForm::objection, publication->day);
  }
  for (auto const& tally : tallies_of(transaction, unit, quarter.first, quarter.last())) {
    if (sheet.rows.empty() || sheet.rows.back().member != tally.member_id) {
      sheet.rows.push_back({.member = tally.member_id, .name = tally.name});
      sheet.rows.back().months.resize(sheet.months.size());
    }
    auto const place = static_cast<std::size_t>(tally.month.index - quarter.first.index);
    sheet.rows.back().months[place] = tally.total;
  }
  for (auto& row : sheet.rows) {
    std::vector<Points> known;
    for (auto const& month : row.months) {
      if (month) known.push_back(*month);
    }
    row.mean = mean_of(known);
  }
  return sheet;
}

}  // namespace hangji::practice
