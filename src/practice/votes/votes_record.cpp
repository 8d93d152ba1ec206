#include "practice/votes/votes_record.h"

#include "organisation/members/members_store.h"
#include "organisation/units/units_store.h"
#include "practice/votes/votes_store.h"

#include <fmt/format.h>
#include <boost/describe/enum_from_string.hpp>

namespace hangji::practice {

using records::CellForm;
using records::Sheet;
using records::SheetPart;

namespace {
std::string post_name(std::string const& code) {
  organisation::Post post{};
  return boost::describe::enum_from_string(code.c_str(), post)
             ? std::string{organisation::label(post)}
             : code;
}

SheetPart basics(VoteView const& vote, std::string_view unit_name) {
  SheetPart part{.entries = {{"党组织", std::string{unit_name}},
                             {"日期", to_chinese(vote.day)},
                             {"表决种类", vote.form_name},
                             {"表决事项", vote.subject}}};
  if (!vote.post.empty()) {
    part.entries.push_back(
        {"职务", fmt::format("{}，应选 {} 人", post_name(vote.post), vote.seats)});
  }
  auto const persons = [](std::int64_t count) { return fmt::format("{} 人", count); };
  part.entries.push_back({"应到", persons(vote.expected)});
  if (!vote.expected_note.empty()) part.entries.push_back({"应到的说明", vote.expected_note});
  part.entries.push_back({"实到", persons(vote.present)});
  part.entries.push_back({"票数", fmt::format("发出 {} 张，收回 {} 张，有效 {} 张", vote.issued,
                                              vote.returned, vote.valid)});
  part.entries.push_back({"结果", vote.verdict_name});
  if (vote.state == VoteState::annulled) part.entries.push_back({"作废", vote.annulled_note});
  return part;
}

SheetPart options_part(VoteView const& vote) {
  SheetPart part{.heading = "计票",
                 .columns = {{vote.post.empty() ? "议题" : "候选人"},
                             {"赞成", CellForm::number},
                             {"反对", CellForm::number},
                             {"弃权", CellForm::number},
                             {"书面赞成", CellForm::number},
                             {"书面反对", CellForm::number},
                             {"书面弃权", CellForm::number},
                             {"赞成合计", CellForm::number}}};
  for (auto const& option : vote.options) {
    part.rows.push_back({option.name, std::to_string(option.yes), std::to_string(option.no),
                         std::to_string(option.abstain), std::to_string(option.written_yes),
                         std::to_string(option.written_no), std::to_string(option.written_abstain),
                         std::to_string(option.in_favour)});
  }
  return part;
}

/// The steps of the judgement, a line each.
SheetPart judgement(api::Explanation const& judged) {
  SheetPart part{.heading = "判定"};
  for (auto const& step : judged.steps) part.text += step.text + "\n";
  return part;
}

std::vector<records::Entry> excluded_of(database::Transaction& transaction, VoteView const& vote) {
  std::vector<records::Entry> entries;
  for (auto const& one : vote.excluded) {
    auto const member = organisation::member(transaction, one.member);
    entries.push_back({member ? member->name : "", std::string{label(one.reason)}});
  }
  return entries;
}
}  // namespace

Sheet vote_sheet(VoteView const& vote, api::Explanation const& judged, std::string_view unit_name,
                 std::vector<records::Entry> const& excluded) {
  Sheet sheet{.title = vote.form_name + "记录",
              .subtitle = fmt::format("{}　{}", unit_name, to_chinese(vote.day)),
              .day = vote.day};
  sheet.parts.push_back(basics(vote, unit_name));
  if (!excluded.empty()) {
    sheet.parts.push_back({.heading = "不计入应到的党员",
                           .entries = excluded,
                           .text = vote.approval.empty() ? "" : "批准：" + vote.approval});
  }
  sheet.parts.push_back(options_part(vote));
  sheet.parts.push_back(judgement(judged));
  for (auto const& step : judged.steps) {
    if (step.rule && sheet.footer.empty()) {
      sheet.footer = fmt::format(
          "依据：{}", rules::to_text(rules::RuleSource{step.rule->document, step.rule->article}));
    }
  }
  return sheet;
}

Result<std::string> print_vote(records::PrintOrder const& order) {
  auto& transaction = order.transaction;
  auto const row = vote(transaction, VoteId{order.fact.source_id.value});
  if (!row) return refuse(records::RecordRefusal::not_found, "没有这次表决", {.status = 404});
  auto const unit = organisation::unit_on(transaction, row->unit_id, row->day);
  auto const view = view_of(order.rules, *row);
  return records::typeset(vote_sheet(view, explain_vote(transaction, order.rules, *row),
                                     unit ? unit->full_name : "", excluded_of(transaction, view)));
}

}  // namespace hangji::practice
