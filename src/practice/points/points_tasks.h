// What points hand to the workbench: proposals that wait for a second person, and to members the
// quarter that their branch published.
#pragma once

#include "kernel/obligations/tasks.h"

namespace hangji::practice {

/// For who may confirm points: each unit with proposals of others that wait, the longest waiting
/// first, at most twenty units. One's own proposals and those about oneself are not among them.
void add_proposal_tasks(api::Reading& reading, std::vector<obligations::Task>& into);
/// For a member: the last quarter, published by the own branch, as long as it can be objected to.
/// Source: request.objection
void add_publication_tasks(api::Reading& reading, std::vector<obligations::Task>& into);

}  // namespace hangji::practice
