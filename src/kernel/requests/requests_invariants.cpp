#include "kernel/requests/requests_invariants.h"

#include "kernel/facts/fact_kinds.h"
#include "kernel/requests/requests_store.h"

#include <fmt/format.h>

namespace hangji::requests {

namespace {
std::string fault_of(database::Transaction& transaction, RequestRow const& row) {
  bool const is_answered = row.state == RequestState::answered;
  if ((row.state == RequestState::open) == row.closed_on.has_value()) return "办结日期与状态不符";
  if (is_answered != row.outcome.has_value() || is_answered == row.answer.empty())
    return "答复与状态不符";
  if (is_answered && !row.about_user.is_none() && row.closed_by == row.about_user)
    return "由被反映的人答复";
  std::int64_t made = 0;
  std::int64_t answered = 0;
  for (auto const& fact : facts::standing_of_source(transaction, source_of(row.id))) {
    made += fact.kind == facts::kind::request_made ? 1 : 0;
    answered += fact.kind == facts::kind::request_answered ? 1 : 0;
  }
  if (made != 1 || answered != (is_answered ? 1 : 0)) return "没有相符的事实";
  return "";
}
}  // namespace

std::vector<std::string> request_faults(database::Transaction& transaction) {
  std::vector<RequestRow> rows;
  each_request(transaction, [&](RequestRow const& row) { rows.push_back(row); });
  std::vector<std::string> faults;
  for (auto const& row : rows) {
    auto const fault = fault_of(transaction, row);
    if (!fault.empty()) faults.push_back(fmt::format("请求 {}：{}", row.id.value, fault));
  }
  return faults;
}

}  // namespace hangji::requests
