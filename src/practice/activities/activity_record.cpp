#include "practice/activities/activity_record.h"

#include "kernel/facts/fact_kinds.h"
#include "organisation/units/units_store.h"
#include "practice/votes/votes_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace hangji::practice {

using facts::FactRow;
using records::CellForm;
using records::Sheet;
using records::SheetPart;

namespace {
std::string_view label(Presence presence) {
  switch (presence) {
    case Presence::present: return "到会";
    case Presence::on_leave: return "请假";
    case Presence::absent: return "缺席";
  }
  return "";
}

std::string_view label(facts::Channel channel) {
  switch (channel) {
    case facts::Channel::page: return "页面登记";
    case facts::Channel::paper: return "按纸质材料代录";
    case facts::Channel::code: return "现场签到码";
    case facts::Channel::import: return "导入";
  }
  return "";
}

/// Who is marked so, with the reason: 张三（出差）、李四.
std::string names_of(std::vector<Attendee> const& people, Presence presence) {
  std::vector<std::string> names;
  for (auto const& person : people) {
    if (person.presence != presence) continue;
    names.push_back(person.reason.empty() ? person.name
                                          : fmt::format("{}（{}）", person.name, person.reason));
  }
  return names.empty() ? "无" : fmt::format("{} 人：{}", names.size(), fmt::join(names, "、"));
}

SheetPart basics(ActivityDetail const& detail, std::string_view unit_name) {
  auto const& activity = detail.activity;
  auto const start = activity.starts_at.empty() ? "" : fmt::format(" {}", activity.starts_at);
  SheetPart part{.entries = {{"党组织", std::string{unit_name}}, {"活动种类", detail.kind.name}}};
  if (!detail.also.empty())
    part.entries.push_back({"一并召开", fmt::format("{}", fmt::join(detail.also, "、"))});
  std::ranges::move(
      std::vector<records::Entry>{
          {"主题", activity.title},
          {"时间", fmt::format("{}{}，{} 分钟", to_chinese(activity.day), start, activity.minutes)},
          {"地点", activity.place},
          {"应到", fmt::format("{} 人", activity.expected)},
          {"实到", fmt::format("{} 人", activity.present)},
          {"请假", names_of(detail.attendees, Presence::on_leave)},
          {"缺席", names_of(detail.attendees, Presence::absent)}},
      std::back_inserter(part.entries));
  return part;
}

/// The fields of the record in their order; long texts below the short ones.
std::vector<SheetPart> record_parts(ActivityDetail const& detail) {
  SheetPart lines{.heading = "记录"};
  std::vector<SheetPart> texts;
  for (auto const& field : detail.sitting.record) {
    auto const found = detail.record.find(field.id);
    if (found == detail.record.end() || found->second.empty()) continue;
    if (field.input == RecordInput::text)
      texts.push_back({.heading = field.label, .text = found->second});
    else if (field.input != RecordInput::files)
      lines.entries.push_back({field.label, found->second});
  }
  std::vector<SheetPart> parts;
  if (!lines.entries.empty()) parts.push_back(std::move(lines));
  std::ranges::move(texts, std::back_inserter(parts));
  return parts;
}

SheetPart attendance_part(ActivityDetail const& detail) {
  SheetPart part{.heading = "到会情况（以姓名为序）",
                 .columns = {{"姓名"}, {"情况"}, {"请假事由或说明"}, {"来源"}}};
  for (auto const& person : detail.attendees) {
    part.rows.push_back({person.name, person.presence ? std::string{label(*person.presence)} : "",
                         person.reason, person.presence ? std::string{label(person.channel)} : ""});
  }
  return part;
}

std::string words_of(AnswerForm form, std::string const& answer) {
  if (form == AnswerForm::yes_no) return answer == "yes" ? "是" : "否";
  return form == AnswerForm::scale_5 ? answer + " 分" : answer;
}

SheetPart evaluation_part(ActivityDetail const& detail) {
  SheetPart part{.heading = "实效测评（不记名）",
                 .text = fmt::format("{} 人测评。", detail.evaluated),
                 .columns = {{"问题"}, {"回答"}, {"人数", CellForm::number}}};
  for (auto const& question : detail.sitting.evaluation) {
    for (auto const& answer : detail.answers) {
      if (answer.question != question.id) continue;
      part.rows.push_back(
          {question.text, words_of(question.form, answer.answer), std::to_string(answer.count)});
    }
  }
  return part;
}

SheetPart corrections_part(std::vector<Correction> const& corrections) {
  SheetPart part{.heading = "更正",
                 .columns = {{"更正时间"}, {"姓名"}, {"原记"}, {"改为"}, {"理由"}}};
  auto const words = [](FactRow const& fact) {
    auto const presence = presence_of(fact.kind);
    if (presence) return std::string{label(*presence)};
    return fact.kind == facts::kind::withdrawn ? std::string{"撤回"} : fact.kind;
  };
  for (auto const& each : corrections) {
    part.rows.push_back({to_local_text(each.after.entered_at), each.name, words(each.before),
                         words(each.after), each.after.note});
  }
  return part;
}
SheetPart amendments_part(std::vector<AmendmentView> const& amendments) {
  SheetPart part{.heading = "记录的更正",
                 .columns = {{"更正时间"}, {"更正人"}, {"项目"}, {"原记"}, {"改为"}, {"理由"}}};
  for (auto const& each : amendments) {
    part.rows.push_back({to_local_text(each.amended_at), each.amended_by, each.label,
                         each.before_text, each.after_text, each.reason});
  }
  return part;
}
}  // namespace

SheetPart votes_part(rules::Rulebook const& rules, std::vector<VoteRow> const& votes) {
  SheetPart part{.heading = "表决",
                 .columns = {{"事项"},
                             {"赞成", CellForm::number},
                             {"反对", CellForm::number},
                             {"弃权", CellForm::number},
                             {"结果"}}};
  for (auto const& vote : votes) {
    auto const rule = vote_rule_of(rules, vote.form, vote.day);
    auto const count = count_of(vote);
    auto const verdict = rule ? label(outcome_of(**rule, count).verdict) : std::string_view{};
    for (auto const& option : count.options) {
      part.rows.push_back({option.name, std::to_string(option.in_favour()),
                           std::to_string(option.no + option.written_no),
                           std::to_string(option.abstain + option.written_abstain),
                           std::string{verdict}});
    }
  }
  return part;
}

namespace {
/// The activity took place at another time; who was there stays. In another month the fact begins
/// anew beside the one that is withdrawn.
bool is_moved(FactRow const& before, FactRow const& after, std::vector<FactRow> const& facts) {
  if (before.kind == after.kind) return before.day != after.day || before.amount != after.amount;
  return after.kind == facts::kind::withdrawn &&
         std::ranges::any_of(facts, [&](FactRow const& other) {
           return other.id != before.id && other.journal_seq == after.journal_seq &&
                  other.kind == before.kind && other.member_id == before.member_id &&
                  other.supersedes.is_none();
         });
}
}  // namespace

std::vector<Correction> corrections_of(std::vector<FactRow> const& facts) {
  std::unordered_map<FactId, FactRow const*> by_id;
  for (auto const& fact : facts) by_id.emplace(fact.id, &fact);
  std::vector<Correction> corrections;
  for (auto const& fact : facts) {
    auto const before = by_id.find(fact.supersedes);
    if (before == by_id.end() || is_moved(*before->second, fact, facts)) continue;
    corrections.push_back({"", *before->second, fact});
  }
  return corrections;
}

Sheet activity_sheet(ActivityDetail const& detail, std::string_view unit_name,
                     std::vector<Correction> const& corrections) {
  Sheet sheet{.title = detail.kind.name + "记录",
              .subtitle = fmt::format("{}　{}", unit_name, to_chinese(detail.activity.day))};
  sheet.parts.push_back(basics(detail, unit_name));
  std::ranges::move(record_parts(detail), std::back_inserter(sheet.parts));
  sheet.parts.push_back(attendance_part(detail));
  if (!detail.sitting.evaluation.empty()) sheet.parts.push_back(evaluation_part(detail));
  if (!corrections.empty()) sheet.parts.push_back(corrections_part(corrections));
  if (!detail.amendments.empty()) sheet.parts.push_back(amendments_part(detail.amendments));
  sheet.footer = fmt::format(
      "依据：{}", rules::to_text(rules::RuleSource{detail.kind.document, detail.kind.article}));
  sheet.day = detail.activity.day;
  return sheet;
}

Result<std::string> print_activity(records::PrintOrder const& order) {
  auto& transaction = order.transaction;
  auto const row = activity(transaction, ActivityId{order.fact.source_id.value});
  if (!row) {
    return refuse(records::RecordRefusal::not_found, "没有这项活动的记录", {.status = 404});
  }
  auto detail = detail_of(transaction, order.rules, *row);
  lead_with(order.fact.topic, kinds_in_force(order.rules, *row), detail);
  auto const unit = organisation::unit_on(transaction, row->unit_id, row->day);
  auto corrections = corrections_of(facts::of_source(transaction, order.fact.source_id));
  auto const names = names_of_source(transaction, order.fact.source_id);
  for (auto& each : corrections) {
    auto const found = std::ranges::find(names, each.after.member_id, &NameRow::id);
    if (found != names.end()) each.name = found->name;
  }
  auto sheet = activity_sheet(detail, unit ? unit->full_name : "", corrections);
  auto votes = votes_of(transaction, row->unit_id, row->day, row->day);
  std::erase_if(votes, [&](VoteRow const& vote) {
    return vote.activity_id != row->id || vote.state != VoteState::recorded;
  });
  if (!votes.empty()) sheet.parts.push_back(votes_part(order.rules, votes));
  return records::typeset(sheet);
}

}  // namespace hangji::practice
