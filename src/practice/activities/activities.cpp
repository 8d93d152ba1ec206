#include "practice/activities/activities.h"

#include "kernel/facts/fact_kinds.h"

#include <unordered_map>
#include <unordered_set>

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

std::vector<std::string> missing_fields(ActivityKind const& kind, Record const& record) {
  std::vector<std::string> missing;
  for (auto const& field : kind.record) {
    auto const found = record.find(field.id);
    bool const is_empty = found == record.end() || found->second.empty();
    if (field.required && is_empty && field.input != RecordInput::files)
      missing.push_back(field.label);
  }
  return missing;
}

std::vector<MemberBrief> audience_of(ActivityKind const& kind, AudienceSource source) {
  auto& members = source.members;
  auto const keep_listed = [&](std::vector<MemberId> const& ids) {
    std::unordered_set<MemberId> const listed{ids.begin(), ids.end()};
    std::erase_if(members, [&](MemberBrief const& member) { return !listed.contains(member.id); });
  };
  std::erase_if(members, [](MemberBrief const& m) {
    return m.state == organisation::MemberState::suspended;
  });
  switch (kind.audience) {
    case Audience::all_members: break;
    case Audience::formal_members:
      std::erase_if(members, [&](MemberBrief const& m) {
        return !m.full_member_on || *m.full_member_on > source.day;
      });
      break;
    case Audience::branch_committee: keep_listed(source.committee); break;
    case Audience::party_group: break;  // the members given are the group's
    case Audience::named: keep_listed(source.named); break;
  }
  return std::move(members);
}

}  // namespace hangji::practice
