// Laws of the votes' books: what must hold after every operation, whoever wrote it.
#pragma once

#include "database/transaction.h"
#include "kernel/rules/rulebook.h"

#include <string>
#include <vector>

namespace hangji::practice {

/// A vote that was decided and not annulled has one standing `vote.held` fact with its votes in
/// favour, any other has none above nothing; counts fit each other. Chinese sentences, none when
/// all is well.
[[nodiscard]] std::vector<std::string> vote_faults(database::Transaction& transaction,
                                                   rules::Rulebook const& rules);

}  // namespace hangji::practice
