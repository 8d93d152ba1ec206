#include "organisation/deadlines/deadlines_api.h"

#include "kernel/api/gate.h"
#include "organisation/deadlines/deadlines.h"
#include "organisation/units/units_store.h"

#include <fmt/format.h>
#include <boost/describe/enum_to_string.hpp>

#include <algorithm>
#include <map>

namespace hangji::organisation {

using access::Permission;
using api::Reading;
using obligations::Task;
using obligations::TaskState;

namespace {
struct DeadlinesQuery {
  UnitId unit{};
};
BOOST_DESCRIBE_STRUCT(DeadlinesQuery, (), (unit))

struct DeadlineList {
  std::vector<Deadline> rows{};
};
BOOST_DESCRIBE_STRUCT(DeadlineList, (), (rows))

/// A punishment is known to whoever may see what is entered about the members there.
std::vector<Deadline> deadlines_shown(Reading& reading, UnitId root) {
  auto all = deadlines_below(reading.transaction, reading.rulebook, root, reading.today());
  if (!reading.require(Permission::see_points, root))
    std::erase_if(all, [](Deadline const& one) { return is_of_punishment(one.kind); });
  return all;
}

Result<DeadlineList> list_deadlines(Reading& reading, DeadlinesQuery const& query) {
  if (auto good = reading.require(Permission::see_members, query.unit); !good)
    return std::unexpected{good.error()};
  return DeadlineList{deadlines_shown(reading, query.unit)};
}

TaskState state_of(Deadline const& deadline) {
  return deadline.is_late ? TaskState::late : TaskState::due;
}

/// A member can have been punished more than once.
std::string id_of(Deadline const& deadline) {
  auto const id =
      fmt::format("deadline/{}/{}/{}", boost::describe::enum_to_string(deadline.kind, ""),
                  deadline.unit.value, deadline.member.value_or(MemberId{}).value);
  return is_of_punishment(deadline.kind) ? id + "/" + to_text(deadline.due_on) : id;
}

Task task_of(Deadline const& deadline) {
  bool const is_of_unit = !deadline.member;
  return {.id = id_of(deadline),
          .title = is_of_unit ? deadline.title : deadline.title + "：" + deadline.member_name,
          .why = deadline.why,
          .state = state_of(deadline),
          .due_on = deadline.due_on,
          .unit = deadline.unit,
          .unit_name = deadline.unit_name,
          .page = fmt::format("deadlines?unit={}", deadline.unit.value),
          .rule = deadline.rule};
}

/// How many of a kind, and the first of them; they come by day.
struct Heap {
  Deadline const* first{nullptr};
  int count{0};
  int late{0};
};

Task task_of(Heap const& heap, UnitRow const& root) {
  auto task = task_of(*heap.first);
  if (heap.count == 1) return task;
  task.id = fmt::format("deadline/{}/{}", boost::describe::enum_to_string(heap.first->kind, ""),
                        root.id.value);
  task.title = heap.first->title;
  task.why = fmt::format("{} 项期限，其中 {} 项已过；最早的：{}，{}", heap.count, heap.late,
                         heap.first->unit_name, heap.first->why);
  task.unit = root.id;
  task.unit_name = root.short_name;
  task.page = fmt::format("deadlines?unit={}", root.id.value);
  return task;
}

void add_below(Reading& reading, access::ReachedUnit reached, std::vector<Task>& into) {
  auto const root = unit(reading.transaction, reached.unit);
  if (!root || root->dissolved_on) return;
  auto const deadlines = deadlines_shown(reading, root->id);
  if (reached.reach == access::Reach::unit) {
    for (auto const& deadline : deadlines) into.push_back(task_of(deadline));
    return;
  }
  std::map<DeadlineKind, Heap> heaps;
  for (auto const& deadline : deadlines) {
    auto& heap = heaps[deadline.kind];
    if (heap.first == nullptr) heap.first = &deadline;
    ++heap.count;
    heap.late += deadline.is_late ? 1 : 0;
  }
  for (auto const& [kind, heap] : heaps) into.push_back(task_of(heap, *root));
}
}  // namespace

void add_deadline_routes(http::RouteTable& table, api::Services& services) {
  api::Endpoints endpoints{table, services, "organisation.deadlines"};
  endpoints.question("/api/deadlines", "将到和已过的期限：换届、转正、失联处置、处分的宣布和报告",
                     Permission::see_members, list_deadlines);
}

void add_deadline_tasks(Reading& reading, std::vector<Task>& into) {
  for (auto const& reached :
       access::reached_units(reading.session, Permission::record_activities)) {
    add_below(reading, reached, into);
  }
}

}  // namespace hangji::organisation
