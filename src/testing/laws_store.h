// Laws of all books in one place: what must hold after every operation of every test, whoever
// wrote it. They read tables and no chapter's code, so that a chapter cannot excuse itself. For
// tests only.
#pragma once

#include "database/transaction.h"

#include <string>
#include <vector>

namespace hangji::testing {

/// Chinese sentences, none when all is well: of the organisation's books and of requests; and that
/// a fact is superseded at most once, by a later one of the same unit and person; no fact slips
/// into a book that was closed; registers are closed once and without gaps; a month is reported and
/// a quarter published once, after its registers; bases of dues follow each other and a relief is
/// approved; what is finished has one fact of each kind, and nothing else has; nobody is marked
/// twice; a decided proposal has its fact or none; an archived item has a fact and a number of its
/// own.
[[nodiscard]] std::vector<std::string> law_faults(database::Transaction& transaction);

}  // namespace hangji::testing
