// What the pages are told about requests: the member's own, those that wait for an answer, and how
// a due day came about.
#pragma once

#include "kernel/api/explanation.h"
#include "kernel/api/gate.h"
#include "kernel/requests/requests.h"

#include <vector>

namespace hangji::requests {

enum class Timing { open, overdue, closed };
BOOST_DESCRIBE_ENUM(Timing, open, overdue, closed)

/// The fact a request is about, for who answers it: by its kind and source the page finds what
/// corrects it.
struct ContestedFact {
  FactId id{};
  std::string kind{};
  std::string topic{};
  Date day{};
  std::int64_t amount{};
  SourceId source{};
  std::string note{};
  std::string entered_by{};
  /// Corrected or taken back since.
  bool is_superseded{false};
};
BOOST_DESCRIBE_STRUCT(ContestedFact, (),
                      (id, kind, topic, day, amount, source, note, entered_by, is_superseded))

struct RequestView {
  RequestId id{};
  RequestForm form{};
  std::string form_name{};
  MemberId member{};
  std::string member_name{};
  UnitId unit{};
  std::string unit_name{};
  RequestAbout about{};
  std::optional<SourceId> about_id{};
  std::string text{};
  std::string late_reason{};
  facts::Channel channel{};
  Date made_on{};
  /// None: no rule names a day.
  std::optional<Date> due_on{};
  std::optional<rules::RuleCitation> rule{};
  RequestState state{};
  Timing timing{};
  std::optional<Date> closed_on{};
  std::optional<RequestOutcome> outcome{};
  std::string answer{};
  /// Whether the person asking may answer it now.
  bool answerable{};
  /// Of a single request about a fact.
  std::optional<ContestedFact> contested{};
};
BOOST_DESCRIBE_STRUCT(RequestView, (),
                      (id, form, form_name, member, member_name, unit, unit_name, about, about_id,
                       text, late_reason, channel, made_on, due_on, rule, state, timing, closed_on,
                       outcome, answer, answerable, contested))

struct RequestList {
  std::vector<RequestView> rows{};
  std::int64_t overdue{};
};
BOOST_DESCRIBE_STRUCT(RequestList, (), (rows, overdue))

/// The person's reach at units, each asked once.
class Reaches {
public:
  explicit Reaches(api::Reading& reading) : m_reading{reading} {}
  [[nodiscard]] Reader at(UnitId unit);

private:
  api::Reading& m_reading;
  std::vector<std::pair<UnitId, std::optional<access::Reach>>> m_known{};
};

[[nodiscard]] RequestView view_of(api::Reading& reading, RequestRow const& row,
                                  Reader const& reader);
/// None: the request is about no fact.
[[nodiscard]] std::optional<ContestedFact> contested_by(database::Transaction& transaction,
                                                        RequestRow const& row);
/// Those of the rows the person may see, and, when `within` is given, that lie in it or below it.
[[nodiscard]] RequestList list_of(api::Reading& reading, std::vector<RequestRow> const& rows,
                                  std::optional<UnitId> within);
/// When it was made, by which rule it is due, and what became of it.
[[nodiscard]] api::Explanation explain_request(api::Reading& reading, RequestRow const& row);

}  // namespace hangji::requests
