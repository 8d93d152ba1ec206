#include "kernel/facts/facts.h"

#include "kernel/facts/facts_store.h"

#include <set>

namespace hangji::facts {

using database::Transaction;
using journal::Change;

namespace {
std::unexpected<Refusal> superseded_already() {
  return refuse(FactRefusal::superseded_already, "这条记录已经更正过，请更正最新的一条",
                {.status = 409});
}

Result<Done> check_correction(Transaction& transaction, FactDraft const& draft) {
  auto const old = fact(transaction, draft.supersedes);
  if (!old) return refuse(FactRefusal::superseded_unknown, "要更正的记录不存在", {.status = 404});
  if (is_superseded(transaction, draft.supersedes)) return superseded_already();
  if (old->unit_id != draft.unit || old->member_id != draft.member) {
    return refuse(FactRefusal::superseded_of_another, "更正的记录须属于同一党组织、同一党员");
  }
  if (draft.note.empty()) {
    return refuse(FactRefusal::reason_missing, "更正须写明理由",
                  {.field = "reason", .status = 400});
  }
  return Done{};
}

Result<FactRow> to_row(Change& change, FactDraft const& draft) {
  auto& transaction = change.transaction();
  if (draft.day > change.today()) {
    return refuse(FactRefusal::in_the_future, "日期 " + to_text(draft.day) + " 尚未到来，不能登记",
                  {.field = "day"});
  }
  if (!draft.supersedes.is_none()) {
    if (auto good = check_correction(transaction, draft); !good)
      return std::unexpected{std::move(good.error())};
  }
  return FactRow{
      .id = change.new_id<FactId>(),
      .kind = draft.kind,
      .topic = draft.topic,
      .day = draft.day,
      .counted_month = draft.book ? *draft.book : counted_month(transaction, draft.unit, draft.day),
      .unit_id = draft.unit,
      .member_id = draft.member,
      .amount = draft.amount,
      .source_id = draft.source,
      .channel = draft.channel,
      .entered_by = change.actor().id,
      .entered_at = change.now(),
      .supersedes = draft.supersedes,
      .note = draft.note,
      .journal_seq = change.seq()};
}
}  // namespace

Month counted_month(Transaction& transaction, UnitId unit, Date day) {
  auto month = Month::of(day);
  if (!is_closed(transaction, unit, month)) return month;
  month = std::max(month.plus(1), Month::of(transaction.today()));
  while (is_closed(transaction, unit, month)) month = month.plus(1);
  return month;
}

Result<FactId> append(Change& change, FactDraft const& draft) {
  auto row = to_row(change, draft);
  if (!row) return std::unexpected{std::move(row.error())};
  change.note_fact(to_json(*row));
  insert(change.transaction(), *row);
  return row->id;
}

Result<std::vector<FactId>> append_all(Change& change, std::span<FactDraft const> drafts) {
  std::vector<FactRow> rows;
  std::vector<FactId> ids;
  rows.reserve(drafts.size());
  std::set<FactId> superseded;
  for (auto const& draft : drafts) {
    bool const is_second =
        !draft.supersedes.is_none() && !superseded.insert(draft.supersedes).second;
    if (is_second) return superseded_already();
    auto row = to_row(change, draft);
    if (!row) return std::unexpected{std::move(row.error())};
    change.note_fact(to_json(*row));
    ids.push_back(row->id);
    rows.push_back(std::move(*row));
  }
  if (rows.size() == 1) {
    insert(change.transaction(), rows.front());
  } else {
    insert_all(change.transaction(), rows);
  }
  return ids;
}

}  // namespace hangji::facts
