#include "kernel/requests/requests_operations.h"

#include "kernel/facts/fact_kinds.h"
#include "kernel/requests/requests_store.h"

#include <fmt/format.h>

namespace hangji::requests {

using facts::FactDraft;
using facts::FactRow;
using journal::Change;
using rules::Rulebook;

namespace {
/// The wire code of a form: the topic of its facts.
std::string code_of(RequestForm form) { return boost::describe::enum_to_string(form, "unknown"); }

/// The day on which the unit first published a quarter after the fact was entered; none: the time
/// to object has not begun.
std::optional<Date> published_on(database::Transaction& transaction, FactRow const& fact) {
  auto const entered_on = fact.entered_at.day();
  std::optional<Date> first;
  for (auto const& published :
       facts::standing_of_unit(transaction, fact.unit_id, fact.counted_month,
                               Month::of(transaction.today()), facts::kind::points_published)) {
    if (published.day >= entered_on && (!first || published.day < *first)) first = published.day;
  }
  return first;
}

Result<Done> check_in_time(Change& change, Rulebook const& rules, NewRequest const& wanted,
                           std::optional<FactRow> const& fact) {
  auto const from = fact ? published_on(change.transaction(), *fact) : std::nullopt;
  auto const until = from ? made_until(rules, wanted.form, *from) : std::nullopt;
  if (!until || change.today() <= *until) return Done{};
  auto const deadline = deadline_of(rules, wanted.form, *from);
  bool const may_explain = deadline->rule->severity == rules::Severity::advisory;
  if (may_explain && !wanted.late_reason.empty()) return Done{};
  return refuse(RequestRefusal::too_late,
                fmt::format("{}公开，可以提出到{}为止，现已超过{}", to_chinese(*from),
                            to_chinese(*until), may_explain ? "；如有正当理由请写明" : ""),
                {.field = "late_reason", .rule = deadline->rule->id});
}

/// Complaints are facts without a name: nobody reads in a list who complained.
FactDraft fact_about(std::string_view kind, RequestRow const& row, UnitId unit, Date day) {
  return {.kind = std::string{kind},
          .topic = code_of(row.form),
          .day = day,
          .unit = unit,
          .member = row.form == RequestForm::complaint ? MemberId{} : row.member_id,
          .source = source_of(row.id),
          .channel = row.channel};
}

/// Where the facts of the request are: a complaint's not in the books of the branch, which would
/// show in its archive that there was one.
UnitId kept_at(Change& change, RequestId id) {
  auto const facts = facts::of_source(change.transaction(), source_of(id));
  verify(!facts.empty(), "a request was made by a fact");
  return facts.front().unit_id;
}

/// The journal of a unit does not show its keepers what goes past them.
UnitId shown_at(RequestRow const& row) { return goes_above(row.form) ? UnitId{} : row.unit_id; }

/// Row in the open state, or why not.
Result<RequestRow> opened(Change& change, RequestId id) {
  auto row = request(change.transaction(), id);
  if (!row) return refuse(RequestRefusal::not_found, "没有这件请求", {.status = 404});
  if (row->state != RequestState::open) {
    return refuse(RequestRefusal::state_wrong, "这件请求已经办结", {.status = 409});
  }
  return std::move(*row);
}
}  // namespace

Result<RequestId> make_request(Change& change, Rulebook const& rules, NewRequest const& wanted) {
  if (wanted.text.empty()) {
    return refuse(RequestRefusal::text_missing, "请写明要求和理由", {.field = "text"});
  }
  std::optional<FactRow> fact;
  if (wanted.about == RequestAbout::fact) {
    fact = facts::fact(change.transaction(), FactId{wanted.about_id.value});
    // What does not exist and what is about somebody else are answered alike.
    if (!fact || fact->member_id != wanted.member) {
      return refuse(RequestRefusal::about_unknown, "没有这条关于本人的记录",
                    {.field = "about_id", .status = 404});
    }
  }
  if (auto good = check_in_time(change, rules, wanted, fact); !good)
    return std::unexpected{std::move(good.error())};
  RequestRow const row{.id = change.new_id<RequestId>(),
                       .form = wanted.form,
                       .member_id = wanted.member,
                       .unit_id = wanted.unit,
                       .about = wanted.about,
                       .about_id = wanted.about_id,
                       .about_user = fact ? fact->entered_by : wanted.about_user,
                       .text = wanted.text,
                       .late_reason = wanted.late_reason,
                       .channel = wanted.channel,
                       .made_on = change.today(),
                       .made_by = change.actor().id};
  change.insert(row);
  auto const unit = row.form == RequestForm::complaint ? wanted.street : row.unit_id;
  auto made = facts::append(change, fact_about(facts::kind::request_made, row, unit, row.made_on));
  if (!made) return std::unexpected{std::move(made.error())};
  change.about(shown_at(row), fmt::format("收到一件{}", label(row.form)));
  return row.id;
}

Result<Done> answer_request(Change& change, RequestId id, RequestOutcome outcome,
                            std::string_view answer, Reader const& answerer) {
  auto const before = opened(change, id);
  if (!before) return std::unexpected{before.error()};
  if (answer.empty()) {
    return refuse(RequestRefusal::answer_missing, "请写明答复和理由", {.field = "answer"});
  }
  if (auto good = check_answerer(*before, answerer); !good) return good;
  auto after = *before;
  after.state = RequestState::answered;
  after.closed_on = change.today();
  after.closed_by = change.actor().id;
  after.outcome = outcome;
  after.answer = answer;
  change.update(*before, after);
  auto draft =
      fact_about(facts::kind::request_answered, after, kept_at(change, id), change.today());
  draft.channel = facts::Channel::page;
  draft.amount = change.today().days - before->made_on.days;
  auto answered = facts::append(change, draft);
  if (!answered) return std::unexpected{std::move(answered.error())};
  change.about(shown_at(after), fmt::format("答复一件{}：{}", label(after.form), label(outcome)));
  return Done{};
}

Result<Done> withdraw_request(Change& change, RequestId id) {
  auto const before = opened(change, id);
  if (!before) return std::unexpected{before.error()};
  auto after = *before;
  after.state = RequestState::withdrawn;
  after.closed_on = change.today();
  after.closed_by = change.actor().id;
  change.update(*before, after);
  change.about(shown_at(after), fmt::format("撤回一件{}", label(after.form)));
  return Done{};
}

}  // namespace hangji::requests
