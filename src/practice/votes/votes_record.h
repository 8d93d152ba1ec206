// A vote on paper: who was expected and there, what was counted, and how it was judged.
#pragma once

#include "kernel/records/record_printers.h"
#include "kernel/records/sheet.h"
#include "practice/votes/votes_views.h"

namespace hangji::practice {

/// What stands on the sheet. `excluded`: the names of those left out of the expected with their
/// reasons.
[[nodiscard]] records::Sheet vote_sheet(VoteView const& vote, api::Explanation const& judged,
                                        std::string_view unit_name,
                                        std::vector<records::Entry> const& excluded);

/// The printer of `vote.held`.
[[nodiscard]] Result<std::string> print_vote(records::PrintOrder const& order);

}  // namespace hangji::practice
