#include "practice/activities/activity_times.h"

#include "kernel/facts/fact_kinds.h"
#include "organisation/units/units_store.h"
#include "practice/activities/activities_store.h"
#include "practice/activities/activity_case.h"
#include "practice/votes/votes_store.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::practice {

using facts::FactDraft;
using facts::FactRow;
using journal::Change;

namespace {
void write_start(Change& change, ActivityId id, std::string const& starts_at) {
  StartRow const after{id, starts_at};
  if (auto const before = start_of(change.transaction(), id))
    change.update(*before, after);
  else if (!starts_at.empty())
    change.insert(after);
}

bool has_vote(Change& change, ActivityRow const& row) {
  auto const votes = votes_of(change.transaction(), row.unit_id, row.day, row.day);
  return std::ranges::any_of(votes, [&](VoteRow const& vote) {
    return vote.activity_id == row.id && vote.state == VoteState::recorded;
  });
}

/// The community has filed the year of the activity: its item, day and number are fixed.
bool is_filed(Change& change, ActivityRow const& row) {
  auto const unit = organisation::unit(change.transaction(), row.unit_id);
  if (!unit || unit->community_id.is_none()) return false;
  auto const filed =
      facts::standing_of_unit(change.transaction(), unit->community_id, Month::of(row.day),
                              Month::of(change.today()).plus(1), facts::kind::archive_filed);
  auto const year = fmt::format("{:04}", row.day.year());
  return std::ranges::find(filed, year, &FactRow::topic) != filed.end();
}

Result<Done> check_move(Change& change, ActivityRow const& before, ActivityRow const& after,
                        std::string const& reason) {
  if (reason.empty()) {
    return refuse(ActivityRefusal::reason_missing, "已经登记到会情况，更改时间须写明理由",
                  {.field = "reason", .status = 400});
  }
  if (before.day == after.day) return Done{};
  if (has_vote(change, before))
    return wrong_state("这次会议登记了表决，日期不能再改；日期有误的请先撤销表决");
  if (is_filed(change, before))
    return wrong_state(fmt::format("{} 年的档案已经归档，活动的日期不能再改", before.day.year()));
  return Done{};
}

/// The fact as of the new day and length.
FactDraft moved(FactRow const& fact, ActivityRow const& after, std::string const& reason) {
  bool const counts_minutes = fact.kind == facts::kind::activity_attended;
  return {.kind = fact.kind,
          .topic = fact.topic,
          .day = after.day,
          .unit = fact.unit_id,
          .member = fact.member_id,
          .amount = counts_minutes ? after.minutes : fact.amount,
          .source = fact.source_id,
          .channel = fact.channel,
          .supersedes = fact.id,
          .note = fact.note.empty() ? reason : fact.note};
}

/// Facts of the unit hold how many were present.
void count_present(std::vector<FactDraft>& drafts) {
  auto const present =
      std::ranges::count(drafts, std::string{facts::kind::activity_attended}, &FactDraft::kind);
  for (auto& draft : drafts) {
    if (draft.member.is_none()) draft.amount = present;
  }
}

std::vector<FactDraft> drafts_of(Change& change, ActivityRow const& before,
                                 ActivityRow const& after, std::string const& reason) {
  bool const has_new_day = before.day != after.day;
  auto const members = organisation::members_of(change.transaction(), after.unit_id, after.day);
  std::vector<FactDraft> drafts;
  for (auto const& fact : facts::standing_of_source(change.transaction(), source_of(before.id))) {
    if (fact.kind == facts::kind::withdrawn) continue;
    bool const holds_minutes = fact.kind == facts::kind::activity_attended;
    if (!has_new_day && !(holds_minutes && fact.amount != after.minutes)) continue;
    bool const belongs =
        fact.member_id.is_none() || !has_new_day ||
        std::ranges::find(members, fact.member_id, &organisation::MemberBrief::id) != members.end();
    // Points belong to the month of the first of a chain: what is of another month begins anew.
    // What the unit has done is one chain, so that it stays known since when it is on record.
    bool const begins_anew =
        !fact.member_id.is_none() && Month::of(before.day) != Month::of(after.day);
    if (!belongs || begins_anew) drafts.push_back(withdrawal_of(fact, reason));
    if (!belongs) continue;
    drafts.push_back(moved(fact, after, reason));
    if (begins_anew) drafts.back().supersedes = {};
  }
  if (has_new_day) count_present(drafts);
  return drafts;
}
}  // namespace

When when_of(database::Transaction& transaction, ActivityRow const& row) {
  auto start = start_of(transaction, row.id);
  return {row.day, start ? std::move(start->starts_at) : "", row.minutes};
}

std::string to_text(When const& when) {
  auto const start = when.starts_at.empty() ? "" : " " + when.starts_at;
  return fmt::format("{}{}，{} 分钟", to_chinese(when.day), start, when.minutes);
}

void write_time(Change& change, ActivityRow const& before, ActivityRow after, When const& when) {
  after.day = when.day;
  after.minutes = when.minutes;
  change.update(before, after);
  write_start(change, before.id, when.starts_at);
}

Result<Done> move_activity(Change& change, ActivityRow const& before, ActivityRow after,
                           When const& when, std::string const& reason) {
  after.day = when.day;
  after.minutes = when.minutes;
  if (auto good = check_move(change, before, after, reason); !good) return good;
  auto const drafts = drafts_of(change, before, after, reason);
  if (auto appended = facts::append_all(change, drafts); !appended)
    return std::unexpected{std::move(appended.error())};
  AmendmentRow row{.activity_id = before.id,
                   .field = std::string{time_field},
                   .before_text = to_text(when_of(change.transaction(), before)),
                   .after_text = to_text(when),
                   .reason = reason,
                   .amended_by = change.actor().name,
                   .amended_at = change.now()};
  row.id = change.new_id<decltype(row.id)>();
  change.insert(row);
  write_time(change, before, after, when);
  return Done{};
}

}  // namespace hangji::practice
