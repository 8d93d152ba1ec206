// What can be done with requests, a function a verb. Who may make them where is asked by the
// routes; these check the rules.
#pragma once

#include "kernel/requests/requests.h"

namespace hangji::requests {

struct NewRequest {
  RequestForm form{};
  MemberId member{};
  /// Where the member belongs.
  UnitId unit{};
  /// Above it: where the facts of a complaint are kept.
  UnitId street{};
  RequestAbout about{RequestAbout::matter};
  /// The fact or record.
  SourceId about_id{};
  /// Who is complained about; for a fact it is who entered it, whatever is said here.
  UserId about_user{};
  std::string text{};
  /// Required after the time within which the rule wants it made, where the rule only advises.
  std::string late_reason{};
  facts::Channel channel{facts::Channel::page};
};

/// Makes a request. The time within which an objection is made runs from the publication that shows
/// the fact, not before. Refuses, in this order: text_missing, about_unknown (no such fact, or one
/// about another member), too_late. Source: request.correction, request.objection,
/// request.complaint, request.appeal
[[nodiscard]] Result<RequestId> make_request(journal::Change& change, rules::Rulebook const& rules,
                                             NewRequest const& wanted);
/// Answers it. Refuses, in this order: not_found, state_wrong, answer_missing, own_matter,
/// answered_above.
[[nodiscard]] Result<Done> answer_request(journal::Change& change, RequestId id,
                                          RequestOutcome outcome, std::string_view answer,
                                          Reader const& answerer);
/// The member takes it back. Refuses: not_found, state_wrong.
[[nodiscard]] Result<Done> withdraw_request(journal::Change& change, RequestId id);

}  // namespace hangji::requests
