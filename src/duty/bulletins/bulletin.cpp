#include "duty/bulletins/bulletin.h"

#include "duty/bulletins/bulletins_store.h"
#include "kernel/facts/fact_kinds.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>

namespace hangji::duty {

using organisation::JudgedUnits;
using organisation::UnitUnderDuty;
using periods::CalendarPeriod;
using records::CellForm;
using records::Section;

namespace {
std::vector<records::SectionColumn> with_tally(std::vector<records::SectionColumn> columns) {
  for (auto const* title : {"应办", "按期办结", "逾期办结", "待办", "逾期", "缺办"}) {
    columns.push_back({title, CellForm::number});
  }
  return columns;
}

std::vector<std::string> with_tally(std::vector<std::string> row, Tally const& tally) {
  for (auto const number :
       {tally.owed, tally.done, tally.done_late, tally.due, tally.late, tally.missed}) {
    row.push_back(std::to_string(number));
  }
  return row;
}

std::string citation(rules::RuleCitation const& rule) {
  auto const mark = rules::certainty_mark(rule.certainty);
  auto const text = rules::to_text(rules::RuleSource{rule.document, rule.article});
  return mark.empty() ? text : fmt::format("{}({})", text, mark);
}

Section communities_section(std::vector<CommunityLine> const& communities) {
  Section section{.title = "各社区办理情况",
                  .columns = with_tally({{"社区"}, {"党组织", CellForm::number}})};
  for (auto const& line : communities) {
    section.rows.push_back(with_tally({line.name, std::to_string(line.units)}, line.tally));
  }
  return section;
}

Section duties_section(JudgedUnits const& judged) {
  std::vector<DutyColumn> columns;
  std::unordered_map<std::string_view, std::size_t> place;
  for (auto const& one : judged.obligations) {
    auto const [found, is_new] = place.try_emplace(one.rule->id, columns.size());
    if (is_new) columns.push_back({.rule = rules::citation_of(*one.rule)});
    columns[found->second].tally.add(one.state);
  }
  Section section{.title = "各项职责办理情况", .columns = with_tally({{"职责"}, {"依据"}})};
  for (auto const& column : columns) {
    section.rows.push_back(with_tally({column.rule.title, citation(column.rule)}, column.tally));
  }
  return section;
}

Section units_section(Inspection const& inspection) {
  Section section{.title = "各党组织办理情况",
                  .note = "按社区和名称为序，不排名次。",
                  .columns = with_tally({{"社区"}, {"党组织"}, {"类别"}})};
  std::unordered_map<UnitId, std::string_view> names;
  for (auto const& line : inspection.communities) names.emplace(line.unit, line.name);
  for (auto const& line : inspection.units) {
    section.rows.push_back(
        with_tally({std::string{names.at(line.community)}, line.name, line.kind_name}, line.tally));
  }
  return section;
}

Section behind_section(JudgedUnits const& judged, Inspection const& inspection) {
  Section section{.title = "逾期和缺办事项",
                  .columns = {{"党组织"}, {"事项"}, {"周期"}, {"应办日期"}, {"状态"}, {"依据"}}};
  std::unordered_map<UnitId, std::vector<obligations::Obligation const*>> behind;
  for (auto const& one : judged.obligations) {
    if (one.state == State::late || one.state == State::missed) behind[one.unit].push_back(&one);
  }
  for (auto const& line : inspection.units) {
    auto const found = behind.find(line.unit);
    if (found == behind.end()) continue;
    for (auto const* one : found->second) {
      section.rows.push_back({line.name, one->rule->title, periods::to_chinese(one->period),
                              to_text(one->due_on), std::string{obligations::label(one->state)},
                              citation(rules::citation_of(*one->rule))});
    }
  }
  if (section.rows.empty()) section.note = "无。";
  return section;
}

/// What is known of one branch's books of a month.
struct Book {
  BookFacts const* reported{};
  BookFacts const* unpaid{};
  BookFacts const* closed{};
};

std::vector<std::string> book_row(UnitUnderDuty const& unit, Month month, Book const& book) {
  auto const unpaid = book.unpaid == nullptr ? 0 : book.unpaid->count;
  return {unit.name,
          to_chinese(month),
          book.reported == nullptr ? "未报" : to_text(book.reported->last_day),
          book.reported == nullptr ? "" : to_text(Fen{book.reported->amount}),
          book.reported == nullptr ? "" : std::to_string(unpaid),
          book.closed == nullptr ? "未登记" : to_text(book.closed->last_day)};
}

std::string summary_of(Tally const& tally, CalendarPeriod period) {
  return fmt::format(
      "{}应办 {} 项：按期办结 {} 项，逾期办结 {} 项，待办 {} 项，逾期 {} 项，缺办 {} 项。",
      periods::to_chinese(period), tally.owed, tally.done, tally.done_late, tally.due, tally.late,
      tally.missed);
}
}  // namespace

Result<CalendarPeriod> bulletin_period(std::string_view text) {
  auto const period = periods::parse_period(text);
  bool const fits = period && (period->every == periods::Every::month ||
                               period->every == periods::Every::quarter);
  if (fits) return *period;
  return refuse(BulletinRefusal::period_unknown, "通报的周期应为月份（2026-07）或季度（2026-Q3）",
                {.field = "period", .status = 400});
}

std::vector<Section> duty_sections(JudgedUnits const& judged) {
  // Obligations of several months of one unit, together: the order that `inspect` asks for.
  auto by_unit = judged;
  std::unordered_map<UnitId, std::size_t> place;
  for (auto const& unit : judged.units) place.emplace(unit.id, place.size());
  std::ranges::stable_sort(by_unit.obligations, {},
                           [&](auto const& one) { return place.at(one.unit); });
  Month last{};
  for (auto const& one : judged.obligations) last = std::max(last, one.period.last());
  auto const inspection = inspect(by_unit, last, {});
  return {communities_section(inspection.communities), duties_section(by_unit),
          units_section(inspection), behind_section(by_unit, inspection)};
}

Section book_section(std::vector<UnitUnderDuty> const& units, std::vector<BookFacts> const& facts,
                     CalendarPeriod period) {
  std::map<std::pair<UnitId, std::string_view>, Book> books;
  for (auto const& fact : facts) {
    auto& book = books[{fact.unit_id, fact.topic}];
    if (fact.kind == facts::kind::dues_reported) book.reported = &fact;
    if (fact.kind == facts::kind::dues_unpaid) book.unpaid = &fact;
    if (fact.kind == facts::kind::points_register_closed) book.closed = &fact;
  }
  std::vector<UnitUnderDuty const*> branches;
  for (auto const& unit : units) {
    if (organisation::holds_members(unit.kind)) branches.push_back(&unit);
  }
  std::ranges::sort(branches, [](auto const* one, auto const* other) {
    return organisation::is_before_by_name(one->name, other->name);
  });
  Section section{.title = "党费月报和积分月登记",
                  .columns = {{"支部"},
                              {"月份"},
                              {"党费月报"},
                              {"收缴（元）", CellForm::number},
                              {"未交人数", CellForm::number},
                              {"积分登记"}}};
  for (auto const* branch : branches) {
    for (auto month = period.first; month <= period.last(); month = month.plus(1)) {
      auto const topic = to_text(month);
      auto const found = books.find({branch->id, topic});
      section.rows.push_back(
          book_row(*branch, month, found == books.end() ? Book{} : found->second));
    }
  }
  return section;
}

Result<Bulletin> make_bulletin(database::Transaction& transaction, BulletinOrder const& order) {
  auto const period = order.period;
  auto const& question = order.duties;
  if (question.today < period.first_day()) {
    return refuse(BulletinRefusal::not_begun, periods::to_chinese(period) + "还没有开始",
                  {.field = "period"});
  }
  auto const judged =
      organisation::judge_months(transaction, question, period.first, period.last());
  if (judged.units.empty()) {
    return refuse(BulletinRefusal::unit_unknown, "没有这个党组织，或当时尚未成立",
                  {.field = "unit", .status = 404});
  }
  Bulletin bulletin{.unit = question.root,
                    .unit_name = judged.units.front().name,
                    .period = periods::to_text(period),
                    .title = periods::to_chinese(period) + "基层党建工作通报",
                    .as_of = question.today,
                    .tally = obligations::tally_of(judged.obligations),
                    .sections = duty_sections(judged),
                    .journal_head = journal::head(transaction)};
  bulletin.summary = summary_of(bulletin.tally, period);
  auto const day = organisation::day_of(period.last(), question.today);
  auto const books =
      book_facts_below(transaction, question.root, day, {period.first, period.last()});
  bulletin.sections.push_back(book_section(judged.units, books, period));
  for (auto const& source : order.sections) {
    source({transaction, question.rules, question.sources, question.root, period},
           bulletin.sections);
  }
  return bulletin;
}

}  // namespace hangji::duty
