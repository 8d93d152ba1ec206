// Laws of the organisation's books: what must hold after every operation, whoever wrote it. Tests
// ask after each operation, `verify` asks of a whole street. Each returns Chinese sentences, none
// when all is well.
#pragma once

#include "database/transaction.h"

#include <string>
#include <vector>

namespace hangji::organisation {

/// Units stand under something that may hold them, without cycles and on exactly one parent a day;
/// places are what the parents say; a post of one holder has one on every day.
[[nodiscard]] std::vector<std::string> unit_faults(database::Transaction& transaction);
/// Places, by which rights reach down the tree, are what the parents say: for `verify` too.
[[nodiscard]] std::vector<std::string> place_faults(database::Transaction& transaction);
/// A member belongs to one unit on every day from admission to leaving, a branch that stood then;
/// who has left belongs to none; categories follow each other.
[[nodiscard]] std::vector<std::string> member_faults(database::Transaction& transaction);
/// Events of a state follow each other and end in the enterprise's state.
[[nodiscard]] std::vector<std::string> enterprise_faults(database::Transaction& transaction);
/// All of them.
[[nodiscard]] std::vector<std::string> faults(database::Transaction& transaction);

}  // namespace hangji::organisation
