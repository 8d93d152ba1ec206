// What dues hand to the workbench of who keeps a branch: members in arrears, by the step that the
// rules have reached.
#pragma once

#include "kernel/obligations/tasks.h"

namespace hangji::practice {

/// For who records dues of one branch: a task a step (a month, three, six), with its article.
/// Source: dues.arrears.remind, dues.arrears.warn, dues.arrears.removal
void add_arrears_tasks(api::Reading& reading, std::vector<obligations::Task>& into);

}  // namespace hangji::practice
