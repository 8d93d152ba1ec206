// What the operations on members check and write alike. For the operations' own files.
#pragma once

#include "organisation/members/members_operations.h"
#include "organisation/units/units.h"

namespace hangji::organisation {

[[nodiscard]] std::unexpected<Refusal> no_such_member();
[[nodiscard]] Result<Done> check_day(Change const& change, Date day);
[[nodiscard]] Result<Done> check_reason(std::string_view reason);
/// Refuses a decision without its number (document_missing).
[[nodiscard]] Result<Done> check_document(std::string_view document);
/// 多方查找无果（民生路党委〔2026〕3号）: a reason with the number it rests on.
[[nodiscard]] std::string with_document(std::string_view reason, std::string_view document);
/// Refuses a day that does not lie after the last change of unit (before_last_change).
[[nodiscard]] Result<Done> check_after(MembershipRow const& last, Date day);
/// A member who belongs to a unit. Refuses: not_found, not_active.
struct BelongingMember {
  MemberRow row{};
  MembershipRow membership{};
};
[[nodiscard]] Result<BelongingMember> belonging_member(Change& change, MemberId id);
/// A unit that members may belong to from `day` on. Refuses: unit_unknown, unit_unfit.
[[nodiscard]] Result<UnitRow> check_home(Change& change, UnitId unit, Date day);

void note_event(Change& change, MemberId member, MemberEvent event, Date day,
                std::string_view reason);
/// member.joined_unit or member.left_unit. `topic`: a code of MembershipReason or MemberState.
[[nodiscard]] Result<Done> note_fact(Change& change, std::string_view kind, MemberId member,
                                     UnitId unit, Date day, std::string_view topic,
                                     std::string_view reason,
                                     facts::Channel channel = facts::Channel::page);

}  // namespace hangji::organisation
