#include "organisation/roster/roster_tally.h"

#include "foundation/text.h"

#include <algorithm>

namespace hangji::organisation {

namespace {
constexpr std::size_t most_findings = 1000;
}  // namespace

std::string_view label(RowFate fate) {
  switch (fate) {
    case RowFate::added: return "新增";
    case RowFate::changed: return "变更";
    case RowFate::unchanged: return "不变";
    case RowFate::refused: return "退回";
  }
  return "";
}

void RosterTally::note(Landed landed, RosterRow& row) {
  ++counts.rows;
  counts.added += landed.fate == RowFate::added ? 1 : 0;
  counts.changed += landed.fate == RowFate::changed ? 1 : 0;
  counts.unchanged += landed.fate == RowFate::unchanged ? 1 : 0;
  counts.refused += landed.fate == RowFate::refused ? 1 : 0;
  auto reason = take_in(std::move(landed.findings));
  verify(reason.empty() == (landed.fate != RowFate::refused), "a row is refused for a reason");
  if (list == RowList::on) {
    rows.push_back({counts.roster, *row.sheet, row.row.number, landed.fate,
                    mask_long_numbers(landed.name), std::move(landed.changes), reason});
  }
  if (!reason.empty()) refused.push_back({std::move(row), std::move(reason)});
}

RowOutcome* RosterTally::outcome_of(RowPlace const& place) {
  auto const found = std::find_if(rows.begin(), rows.end(), [&](RowOutcome const& outcome) {
    return outcome.row == place.row && outcome.sheet == *place.sheet;
  });
  return found == rows.end() ? nullptr : &*found;
}

std::string RosterTally::take_in(std::vector<RowFinding> found) {
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
  return reason;
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
