#include "organisation/roster/roster_tally.h"

#include <algorithm>

namespace hangji::organisation {

namespace {
constexpr std::size_t most_findings = 1000;
}  // namespace

void RosterTally::note(std::vector<RowFinding> found, RosterRow& row) {
  std::string reason;
  for (auto& finding : found) {
    if (finding.severity == Severity::warning) {
      warn(std::move(finding));
      continue;
    }
    if (!reason.empty()) reason += "；";
    reason += sentence_of(finding);
    if (m_faults++ < most_findings) findings.push_back(std::move(finding));
  }
  if (reason.empty()) return;
  ++counts.refused;
  refused.push_back({std::move(row), std::move(reason)});
}

void RosterTally::warn(RowFinding finding) {
  ++counts.warnings;
  auto key = finding.column + '\n' + finding.message;
  if (auto const known = m_warnings.find(key); known != m_warnings.end()) {
    ++findings[known->second].rows;
  } else if (m_warnings.size() < most_findings) {
    m_warnings.emplace(std::move(key), findings.size());
    findings.push_back(std::move(finding));
  }
}

}  // namespace hangji::organisation
