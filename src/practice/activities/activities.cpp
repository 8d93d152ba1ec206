#include "practice/activities/activities.h"

#include "foundation/text.h"
#include "kernel/facts/fact_kinds.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace hangji::practice {

using organisation::MemberBrief;

SourceId source_of(ActivityId id) { return {id.value}; }

std::vector<std::string> kinds_of(ActivityRow const& activity) {
  std::vector<std::string> kinds{activity.kind};
  auto also = parse_json_as<std::vector<std::string>>(activity.also_kinds);
  verify(also.has_value(), "also_kinds is a list of texts");
  kinds.insert(kinds.end(), also->begin(), also->end());
  return kinds;
}

Kinds kinds_in_force(rules::Rulebook const& rules, ActivityRow const& activity) {
  Kinds found;
  for (auto const& kind : kinds_of(activity)) {
    if (auto const rule = rules.find<ActivityKind>(kind, activity.day)) found.push_back(*rule);
  }
  return found;
}

std::string_view fact_kind_of(Presence presence) {
  switch (presence) {
    case Presence::present: return facts::kind::activity_attended;
    case Presence::on_leave: return facts::kind::activity_on_leave;
    case Presence::absent: return facts::kind::activity_absent;
  }
  stop_at_bug("a presence is present, on_leave or absent", std::source_location::current());
}

std::optional<Presence> presence_of(std::string_view fact_kind) {
  if (fact_kind == facts::kind::activity_attended) return Presence::present;
  if (fact_kind == facts::kind::activity_on_leave) return Presence::on_leave;
  if (fact_kind == facts::kind::activity_absent) return Presence::absent;
  return std::nullopt;
}

std::vector<Attendee> attendance(std::vector<MemberBrief> const& expected,
                                 std::vector<facts::FactRow> const& facts, std::string_view kind) {
  std::unordered_map<MemberId, facts::FactRow const*> marked;
  for (auto const& fact : facts) {
    if (fact.topic == kind && presence_of(fact.kind)) marked[fact.member_id] = &fact;
  }
  auto const attendee = [&](MemberId member, std::string name) {
    Attendee person{.member = member, .name = std::move(name)};
    auto const found = marked.find(member);
    if (found == marked.end()) return person;
    person.presence = presence_of(found->second->kind);
    person.reason = found->second->note;
    person.channel = found->second->channel;
    person.fact = found->second->id;
    marked.erase(found);
    return person;
  };
  std::vector<Attendee> list;
  list.reserve(expected.size());
  for (auto const& member : expected) list.push_back(attendee(member.id, member.name));
  for (auto const& fact : facts) {
    if (marked.contains(fact.member_id)) list.push_back(attendee(fact.member_id, ""));
  }
  return list;
}

std::vector<std::string> missing_fields(std::vector<RecordField> const& fields,
                                        Record const& record) {
  std::vector<std::string> missing;
  for (auto const& field : fields) {
    auto const found = record.find(field.id);
    bool const is_empty = found == record.end() || found->second.empty();
    if (field.required && is_empty && field.input != RecordInput::files)
      missing.push_back(field.label);
  }
  return missing;
}

namespace {
/// 张三（街道党工委）
bool is_guest(std::string_view one) {
  constexpr std::string_view open = "（";
  constexpr std::string_view close = "）";
  auto const at = one.find(open);
  if (at == std::string_view::npos || !one.ends_with(close)) return false;
  auto const unit = one.substr(at + open.size(), one.size() - at - open.size() - close.size());
  return !trim(one.substr(0, at)).empty() && !trim(unit).empty();
}

bool is_guest_list(std::string_view text) {
  constexpr std::string_view between = "；";
  while (!text.empty()) {
    auto const end = text.find(between);
    if (!is_guest(text.substr(0, end))) return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + between.size());
    if (text.empty()) return false;
  }
  return true;
}
}  // namespace

Result<Done> check_text(std::vector<RecordField> const& fields, std::string const& field,
                        std::string const& text) {
  auto const known = std::ranges::find(fields, field, &RecordField::id);
  if (known == fields.end()) {
    return refuse(ActivityRefusal::answer_wrong, fmt::format("记录没有“{}”这一项", field),
                  {.field = field, .status = 400});
  }
  bool const is_digits = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (known->input == RecordInput::number && !is_digits) {
    return refuse(ActivityRefusal::answer_wrong, fmt::format("“{}”应填数字", known->label),
                  {.field = field, .status = 400});
  }
  if (known->input == RecordInput::guests && !is_guest_list(text)) {
    return refuse(ActivityRefusal::answer_wrong,
                  fmt::format("“{}”每人须写明姓名和单位（或身份）", known->label),
                  {.field = field, .status = 400});
  }
  return Done{};
}

namespace {
bool is_offered(AnswerForm form, std::string_view answer) {
  switch (form) {
    case AnswerForm::scale_5: return answer.size() == 1 && answer >= "1" && answer <= "5";
    case AnswerForm::yes_no: return answer == "yes" || answer == "no";
    case AnswerForm::text: return true;
  }
  stop_at_bug("an answer is a grade, yes or no, or a text", std::source_location::current());
}
}  // namespace

Result<Done> check_answer(std::vector<EvaluationQuestion> const& questions,
                          std::string const& question, std::string const& answer) {
  auto const asked = std::ranges::find(questions, question, &EvaluationQuestion::id);
  if (asked == questions.end()) {
    return refuse(ActivityRefusal::answer_wrong, "没有这道测评题",
                  {.field = question, .status = 400});
  }
  if (is_offered(asked->form, answer)) return Done{};
  return refuse(ActivityRefusal::answer_wrong, fmt::format("“{}”没有这个选项", asked->text),
                {.field = question, .status = 400});
}

namespace {
bool has(std::vector<MemberId> const& ids, MemberId id) {
  return std::ranges::find(ids, id) != ids.end();
}

bool is_asked(ActivityKind const& kind, AudienceSource const& source, MemberBrief const& member) {
  switch (kind.audience) {
    case Audience::all_members: return true;
    case Audience::formal_members:
      return member.full_member_on && *member.full_member_on <= source.day;
    case Audience::branch_committee: return has(source.committee, member.id);
    case Audience::party_group: return true;  // the members given are the group's
    case Audience::named: return has(source.named, member.id);
  }
  stop_at_bug("an audience is one of five", std::source_location::current());
}
}  // namespace

std::vector<MemberBrief> audience_of(Kinds const& kinds, AudienceSource source) {
  std::erase_if(source.members, [&](MemberBrief const& member) {
    bool const is_expected = std::ranges::any_of(
        kinds, [&](auto const& kind) { return is_asked(*kind, source, member); });
    return !is_expected || has(source.suspended, member.id);
  });
  return std::move(source.members);
}

}  // namespace hangji::practice
