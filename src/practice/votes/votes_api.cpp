#include "practice/votes/votes_api.h"

#include "kernel/api/gate.h"
#include "practice/votes/votes_store.h"
#include "practice/votes/votes_views.h"

namespace hangji::practice {

using access::Permission;
using api::Reading;
using api::Writing;

namespace {
struct VotesQuery {
  UnitId unit{};
  std::optional<Month> from{};
  std::optional<Month> until{};
};
BOOST_DESCRIBE_STRUCT(VotesQuery, (), (unit, from, until))

struct VoteList {
  std::vector<VoteView> rows{};
};
BOOST_DESCRIBE_STRUCT(VoteList, (), (rows))

struct VoteById {
  VoteId id{};
};
BOOST_DESCRIBE_STRUCT(VoteById, (), (id))

struct VoteBasisQuery {
  UnitId unit{};
  VoteForm form{};
  std::optional<Date> day{};
  std::optional<std::string> post{};
  std::optional<std::int64_t> seats{};
  /// The meeting it is held in.
  std::optional<ActivityId> activity{};
};
BOOST_DESCRIBE_STRUCT(VoteBasisQuery, (), (unit, form, day, post, seats, activity))

struct VoteInput {
  UnitId unit{};
  Date day{};
  VoteForm form{};
  std::string subject{};
  std::optional<ActivityId> activity{};
  std::optional<std::string> post{};
  std::optional<std::int64_t> seats{};
  /// Absent: who may vote by the register, less the excluded.
  std::optional<std::int64_t> expected{};
  std::optional<std::string> expected_note{};
  std::int64_t present{};
  /// Absent: one ballot for each present, all returned and valid (a show of hands).
  std::optional<std::int64_t> issued{};
  std::optional<std::int64_t> returned{};
  std::optional<std::int64_t> valid{};
  std::optional<std::vector<ExcludedMember>> excluded{};
  std::optional<std::string> approval{};
  std::vector<VoteOption> options{};
};
BOOST_DESCRIBE_STRUCT(VoteInput, (),
                      (unit, day, form, subject, activity, post, seats, expected, expected_note,
                       present, issued, returned, valid, excluded, approval, options))

struct AnnulVoteInput {
  VoteId id{};
  std::string reason{};
};
BOOST_DESCRIBE_STRUCT(AnnulVoteInput, (), (id, reason))

/// The vote, when it exists and the person has the permission at its unit.
Result<VoteRow> opened(Reading& reading, Permission permission, VoteId id) {
  auto row = vote(reading.transaction, id);
  // What does not exist and what is not one's own are answered alike.
  if (auto good = reading.require(permission, row ? row->unit_id : UnitId{}); !good)
    return std::unexpected{std::move(good.error())};
  if (!row) return refuse(VoteRefusal::not_found, "没有这次表决", {.status = 404});
  return std::move(*row);
}

NewVote wanted_of(VoteInput const& input) {
  NewVote wanted{.unit = input.unit, .day = input.day, .form = input.form};
  wanted.subject = input.subject;
  wanted.activity = input.activity.value_or(ActivityId{});
  wanted.expected = input.expected;
  wanted.expected_note = input.expected_note.value_or("");
  wanted.excluded = input.excluded.value_or(std::vector<ExcludedMember>{});
  wanted.approval = input.approval.value_or("");
  auto& count = wanted.count;
  count.post = input.post.value_or("");
  count.seats = input.seats.value_or(1);
  count.present = input.present;
  count.issued = input.issued.value_or(count.present);
  count.returned = input.returned.value_or(count.issued);
  count.valid = input.valid.value_or(count.returned);
  count.options = input.options;
  return wanted;
}

Result<VoteList> list_votes(Reading& reading, VotesQuery const& query) {
  if (auto good = reading.require(Permission::see_activities, query.unit); !good)
    return std::unexpected{std::move(good.error())};
  auto const until = query.until.value_or(Month::of(reading.today()));
  auto const from = query.from.value_or(until.plus(-11));
  VoteList list;
  for (auto const& row :
       votes_of(reading.transaction, query.unit, from.first_day(), until.last_day()))
    list.rows.push_back(view_of(reading.rulebook, row));
  return list;
}

Result<VoteView> show_vote(Reading& reading, VoteById const& query) {
  auto row = opened(reading, Permission::see_activities, query.id);
  if (!row) return std::unexpected{std::move(row.error())};
  return view_of(reading.rulebook, *row);
}

Result<api::Explanation> explain(Reading& reading, VoteById const& query) {
  auto row = opened(reading, Permission::see_activities, query.id);
  if (!row) return std::unexpected{std::move(row.error())};
  return explain_vote(reading.transaction, reading.rulebook, *row);
}

Result<VoteBasisView> show_basis(Reading& reading, VoteBasisQuery const& query) {
  if (auto good = reading.require(Permission::hold_votes, query.unit); !good)
    return std::unexpected{std::move(good.error())};
  auto const basis = basis_of_vote(reading.transaction, reading.rulebook,
                                   {query.unit, query.form, query.day.value_or(reading.today()),
                                    query.activity.value_or(ActivityId{})});
  if (!basis) return std::unexpected{basis.error()};
  return view_of(*basis, query.post.value_or(""), query.seats.value_or(1));
}

Result<VoteView> enter_vote(Writing& writing, VoteInput const& input) {
  if (auto good = writing.require(Permission::hold_votes, input.unit); !good)
    return std::unexpected{std::move(good.error())};
  auto const id = record_vote(writing.change, writing.rulebook, wanted_of(input));
  if (!id) return std::unexpected{id.error()};
  return view_of(writing.rulebook, *vote(writing.transaction, *id));
}

Result<Done> annul(Writing& writing, AnnulVoteInput const& input) {
  auto row = opened(writing, Permission::hold_votes, input.id);
  if (!row) return std::unexpected{std::move(row.error())};
  return annul_vote(writing.change, input.id, input.reason);
}
}  // namespace

std::optional<UnitId> vote_owner(database::Transaction& transaction, SourceId source) {
  auto const row = vote(transaction, VoteId{source.value});
  if (!row) return std::nullopt;
  return row->unit_id;
}

void add_vote_routes(http::RouteTable& table, api::Services& services) {
  api::Endpoints endpoints{table, services, "practice.votes"};
  constexpr auto see = Permission::see_activities;
  constexpr auto hold = Permission::hold_votes;
  endpoints.question("/api/votes", "一个党组织的表决和选举", see, list_votes);
  endpoints.question("/api/votes/basis", "某日表决的应到人数、到会和通过的要求", hold, show_basis);
  endpoints.question("/api/votes/{id}", "一次表决：计票和结果", see, show_vote);
  endpoints.question("/api/votes/{id}/explanation", "为什么是这个结果", see, explain);
  endpoints.operation({.path = "/api/votes",
                       .operation = "votes.record",
                       .summary = "登记表决的计票（不记个人怎么投票）",
                       .permission = hold},
                      enter_vote);
  endpoints.operation({.path = "/api/votes/{id}/annul",
                       .operation = "votes.annul",
                       .summary = "作废登记有误的表决",
                       .permission = hold},
                      annul);
}

}  // namespace hangji::practice
