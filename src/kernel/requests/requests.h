// What members ask of their organisation: to correct a record, to look at a score again, to hear a
// complaint or an appeal. Each is answered by a day, by somebody it is not about. It takes unit and
// member ids and knows no chapter.
#pragma once

#include "kernel/access/permissions.h"
#include "kernel/facts/facts.h"
#include "kernel/requests/request_rules.h"
#include "kernel/rules/rulebook.h"

#include <optional>
#include <string>

namespace hangji::requests {

enum class RequestRefusal {
  text_missing,
  about_unknown,
  too_late,
  not_found,
  state_wrong,
  answer_missing,
  own_matter,
  answered_above
};
BOOST_DESCRIBE_ENUM(RequestRefusal, text_missing, about_unknown, too_late, not_found, state_wrong,
                    answer_missing, own_matter, answered_above)

using RequestId = Id<struct RequestTag>;

/// What it is about: the member's own record on the roster, one fact (an attendance, a score),
/// another record, a person, or a matter in general.
enum class RequestAbout { own_record, fact, record, person, matter };
BOOST_DESCRIBE_ENUM(RequestAbout, own_record, fact, record, person, matter)

enum class RequestState { open, answered, withdrawn };
BOOST_DESCRIBE_ENUM(RequestState, open, answered, withdrawn)

enum class RequestOutcome { upheld, partly_upheld, rejected };
BOOST_DESCRIBE_ENUM(RequestOutcome, upheld, partly_upheld, rejected)

struct RequestRow {
  RequestId id{};
  RequestForm form{};
  MemberId member_id{};
  UnitId unit_id{};
  RequestAbout about{};
  SourceId about_id{};
  UserId about_user{};
  std::string text{};
  std::string late_reason{};
  facts::Channel channel{facts::Channel::page};
  Date made_on{};
  UserId made_by{};
  RequestState state{RequestState::open};
  std::optional<Date> closed_on{};
  UserId closed_by{};
  std::optional<RequestOutcome> outcome{};
  std::string answer{};
};
BOOST_DESCRIBE_STRUCT(RequestRow, (),
                      (id, form, member_id, unit_id, about, about_id, about_user, text, late_reason,
                       channel, made_on, made_by, state, closed_on, closed_by, outcome, answer))

/// 更正, 异议, 投诉, 申诉.
[[nodiscard]] std::string_view label(RequestForm form);
/// 采纳, 部分采纳, 不采纳.
[[nodiscard]] std::string_view label(RequestOutcome outcome);

/// The rule of a form on a day; none: an answer is due on no day.
[[nodiscard]] std::optional<rules::InForce<RequestDeadline>> deadline_of(
    rules::Rulebook const& rules, RequestForm form, Date day);
/// The last day for an answer: so many days from the day after it was made; working days are Monday
/// to Friday. Source: request.correction, request.objection, request.complaint, request.appeal
[[nodiscard]] Date due_on(RequestDeadline const& deadline, Date made_on);
/// None where no rule says so.
[[nodiscard]] std::optional<Date> due_on(rules::Rulebook const& rules, RequestRow const& row);

/// The last day for a request about what was published on `published_on`; none: it can be made at
/// any time. Source: request.objection
[[nodiscard]] std::optional<Date> made_until(rules::Rulebook const& rules, RequestForm form,
                                             Date published_on);

/// Complaints and appeals go past the branch: only somebody whose right reaches it from above sees
/// and answers them.
[[nodiscard]] bool goes_above(RequestForm form);

/// Who looks at a request or answers it.
struct Reader {
  UserId user{};
  MemberId member{};
  /// How far the right to answer reaches at the request's unit; none: no such right there.
  std::optional<access::Reach> reach{};
};
/// One's own requests, those entered for others, and those one may have to answer; never a
/// complaint or appeal about oneself.
[[nodiscard]] bool may_see(RequestRow const& row, Reader const& reader);
/// Nothing when the reader may answer. Refuses: own_matter (it is their own, or about them),
/// answered_above.
[[nodiscard]] Result<Done> check_answerer(RequestRow const& row, Reader const& reader);

[[nodiscard]] SourceId source_of(RequestId id);

}  // namespace hangji::requests

template <> inline constexpr std::string_view
    hangji::refusal_prefix<hangji::requests::RequestRefusal> = "requests";
template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::requests::RequestRow> = "member_request";
