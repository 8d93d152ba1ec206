#include "organisation/roster/roster_tally.h"

#include <algorithm>

namespace hangji::organisation {

namespace {
constexpr std::size_t most_findings = 1000;
}  // namespace

void RosterTally::note(std::vector<RowFinding> found, RosterRow& row) {
  std::string reason;
  for (auto const& finding : found) {
    if (finding.severity == Severity::warning) {
      ++counts.warnings;
      continue;
    }
    if (!reason.empty()) reason += "；";
    reason += sentence_of(finding);
  }
  for (auto& finding : found) {
    if (findings.size() < most_findings) findings.push_back(std::move(finding));
  }
  if (reason.empty()) return;
  ++counts.refused;
  refused.push_back({std::move(row), std::move(reason)});
}

}  // namespace hangji::organisation
