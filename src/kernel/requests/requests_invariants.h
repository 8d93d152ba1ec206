// Laws of the requests' books: what must hold after every operation, whoever wrote it.
#pragma once

#include "database/transaction.h"

#include <string>
#include <vector>

namespace hangji::requests {

/// An open request has no answer, an answered one has one, from somebody it is not about; each was
/// made by one fact, and answered by one when it is. Chinese sentences, none when all is well.
[[nodiscard]] std::vector<std::string> request_faults(database::Transaction& transaction);

}  // namespace hangji::requests
