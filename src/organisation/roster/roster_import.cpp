#include "organisation/roster/roster_import.h"

#include "foundation/text.h"
#include "kernel/rules/rulebook.h"
#include "kernel/rules/values.h"
#include "organisation/members/members_store.h"
#include "organisation/roster/roster_enterprises.h"
#include "organisation/roster/roster_pipeline.h"
#include "organisation/roster/roster_report.h"
#include "organisation/roster/roster_units.h"
#include "organisation/units/units_store.h"

#include <fmt/format.h>

#include <unordered_set>

namespace hangji::organisation {

namespace {
constexpr std::string_view probation_extension = "member.probation.extension";

/// Source: member.probation.length, member.probation.extension
MemberRosterDesk roster_desk(MemberDesk const& members, UnitNames const& units,
                             rules::Rulebook const& rulebook, Date day) {
  MemberRosterDesk desk{members, units, day};
  auto const usual = rulebook.find<rules::Threshold>(threshold::probation, day);
  auto const longer = rulebook.find<ProbationExtension>(probation_extension, day);
  if (usual && longer) { desk.longest_probation_months = (*usual)->value + (*longer)->most_months; }
  return desk;
}

class Importer {
public:
  Importer(Change& change, ImportDesk const& desk, RosterImport const& wanted,
           jobs::Progress& progress)
      : m_change{change},
        m_desk{desk},
        m_wanted{wanted},
        m_progress{progress},
        m_member_desk{desk.secrets, desk.rulebook} {
    each_unit(change.transaction(), [this](UnitRow const& row) { m_names.add(row); });
  }

  Result<ImportOutcome> run() {
    if (auto good = import_units(); !good) return std::unexpected{good.error()};
    if (auto good = import_members(); !good) return std::unexpected{good.error()};
    if (auto good = import_enterprises(); !good) return std::unexpected{good.error()};
    give_posts();
    if (auto good = give_dues_bases(); !good) return std::unexpected{good.error()};
    return outcome();
  }

private:
  template <class Draft, class Parse, class Land>
  Result<Done> import_roster(RosterKind kind, Parse const& parse, Land const& land) {
    auto const open = m_wanted.rosters.find(kind);
    if (open == m_wanted.rosters.end()) return Done{};
    auto& tally = m_tallies.emplace_back();
    tally.counts.roster = kind;
    try {
      m_readers.push_back(std::make_unique<RosterReader>(open->second(), kind));
      auto& reader = *m_readers.back();
      RosterPipeline<Draft> pipeline{reader, parse};
      while (pipeline.next()) {
        land(pipeline.drafts(), pipeline.rows(), tally);
        if (m_progress.is_cancelled()) {
          return refuse(RosterRefusal::cancelled, "已取消，没有写入任何内容", {.status = 409});
        }
        m_progress.tell(tally.counts.rows, 0,
                        fmt::format("{}：已处理 {} 行", label(kind), tally.counts.rows));
      }
      tally.counts.unknown_columns = reader.unknown_headings();
      tally.counts.skipped_sheets = reader.skipped_sheets();
      tally.counts.dropped = reader.dropped();
      tally.counts.dropped_lines = reader.dropped_lines();
      if (reader.has_headings()) return Done{};
      if (!reader.missing().empty()) {
        return refuse(RosterRefusal::headings_missing,
                      fmt::format("{}名册{}", label(kind), reader.missing()), {.status = 400});
      }
    } catch (documents::DocumentError const& error) {
      return refuse(RosterRefusal::unreadable, fmt::format("{}名册：{}", label(kind), error.what()),
                    {.status = 400});
    }
    return refuse(RosterRefusal::headings_missing,
                  fmt::format("{}名册里找不到表头：前 50 行内须有一行含“{}”等列名", label(kind),
                              column_name(kind, 0)),
                  {.status = 400});
  }

  Result<Done> import_units() {
    UnitLanding landing{m_change, m_desk.secrets, m_names};
    std::vector<UnitRosterDraft> drafts;
    std::vector<RosterRow> rows;
    auto const today = m_change.today();
    auto const collect = [&](auto& some_drafts, auto& some_rows, RosterTally&) {
      std::move(some_drafts.begin(), some_drafts.end(), std::back_inserter(drafts));
      std::move(some_rows.begin(), some_rows.end(), std::back_inserter(rows));
    };
    auto good = import_roster<UnitRosterDraft>(
        RosterKind::units, [today](RosterRow const& row) { return parse_unit(row, today); },
        collect);
    if (!good || drafts.empty()) return good;
    landing.land(drafts, rows, m_tallies.back());
    m_secretaries = landing.secretaries();
    return Done{};
  }

  Result<Done> import_members() {
    if (!m_wanted.rosters.contains(RosterKind::members)) return Done{};
    MemberLanding landing{m_change, m_member_desk, m_names};
    auto const desk = roster_desk(m_member_desk, m_names, m_desk.rulebook, m_change.today());
    auto good = import_roster<MemberRosterDraft>(
        RosterKind::members, [&desk](RosterRow const& row) { return parse_member(desk, row); },
        [&](auto& drafts, auto& rows, RosterTally& tally) { landing.land(drafts, rows, tally); });
    m_dues_bases = landing.dues_bases();
    return good;
  }

  Result<Done> import_enterprises() {
    if (!m_wanted.rosters.contains(RosterKind::enterprises)) return Done{};
    EnterpriseLanding landing{m_change, m_desk.secrets};
    EnterpriseRosterDesk const desk{m_desk.secrets, m_names, m_change.today()};
    return import_roster<EnterpriseRosterDraft>(
        RosterKind::enterprises,
        [&desk](RosterRow const& row) { return parse_enterprise(desk, row); },
        [&](auto& drafts, auto& rows, RosterTally& tally) { landing.land(drafts, rows, tally); });
  }

  /// A secretary who is a member of the unit, or the only one of that name below it, is named by
  /// the register; everybody else by name, until a roster of members brings him.
  void give_posts() {
    std::unordered_set<UnitId> given;
    for (auto const& named : m_secretaries) {
      given.insert(named.unit);
      give_post(named);
    }
    std::vector<NamedSecretary> by_name;
    each_post(m_change.transaction(), [&](UnitPostRow const& row) {
      bool const may_be_known = row.post == Post::secretary && row.member_id.is_none() &&
                                !row.until_day && !given.contains(row.unit_id);
      if (may_be_known) by_name.push_back({row.unit_id, row.name, row.from_day});
    });
    for (auto const& named : by_name) {
      if (!holder_of(named).is_none()) give_post(named);
    }
  }

  void give_post(NamedSecretary const& named) {
    auto const today = m_change.today();
    auto const before = secretary_of(m_change.transaction(), named.unit, today);
    PostSetting const wanted{.unit = named.unit,
                             .post = Post::secretary,
                             .member = holder_of(named),
                             .name = named.name,
                             .from = named.from};
    auto const good = m_change.attempt([&] { return set_post(m_change, wanted); });
    auto const after = secretary_of(m_change.transaction(), named.unit, today);
    bool const is_same =
        before && after && before->id == after->id && before->member_id == after->member_id;
    if (good && !is_same) note_changed_post(named);
    if (good || named.place.row == 0) return;
    auto const* unit = m_names.unit(named.unit);
    m_tallies.front().warn(
        {.roster = RosterKind::units,
         .sheet = *named.place.sheet,
         .row = named.place.row,
         .column =
             std::string{column_name(RosterKind::units, static_cast<int>(UnitColumn::secretary))},
         .severity = Severity::warning,
         .message = fmt::format("未更改“{}”的书记：{}", unit ? unit->short_name : "",
                                good.error().message)});
  }

  void note_changed_post(NamedSecretary const& named) {
    m_posts_changed = true;
    if (!named.row_is_unchanged) return;
    auto& counts = m_tallies.front().counts;
    --counts.unchanged;
    ++counts.changed;
  }

  MemberId holder_of(NamedSecretary const& named) {
    MemberId holder{};
    for (auto const& brief : members_of(m_change.transaction(), named.unit, m_change.today())) {
      if (brief.name != named.name) continue;
      if (!holder.is_none()) return {};
      holder = brief.id;
    }
    return holder;
  }

  Result<Done> give_dues_bases() {
    if (m_dues_bases.empty() || !m_desk.set_dues_bases) return Done{};
    auto const changed = m_desk.set_dues_bases(m_change, m_dues_bases);
    if (!changed) return std::unexpected{changed.error()};
    m_dues_changed = *changed;
    return Done{};
  }

  ImportOutcome outcome() {
    ImportOutcome made{.mode = m_wanted.mode};
    bool is_changed = m_dues_changed || m_posts_changed;
    bool is_refused = false;
    for (auto& tally : m_tallies) {
      is_changed = is_changed || tally.counts.added + tally.counts.changed > 0;
      is_refused = is_refused || tally.counts.refused > 0;
      made.rosters.push_back(tally.counts);
      std::move(tally.findings.begin(), tally.findings.end(), std::back_inserter(made.findings));
    }
    made.report = refused_rows_workbook(m_tallies);
    made.dues_bases = std::move(m_dues_bases);
    made.has_landed = is_changed && m_wanted.mode == ImportMode::land &&
                      !(is_refused && m_wanted.bad_rows == BadRows::refuse_all);
    if (made.has_landed) tell_journal(made);
    return made;
  }

  void tell_journal(ImportOutcome const& made) {
    std::vector<std::string> counted;
    for (auto const& counts : made.rosters) {
      counted.push_back(fmt::format("{}新增 {}、更改 {}、退回 {}", label(counts.roster),
                                    counts.added, counts.changed, counts.refused));
    }
    auto summary = fmt::format("导入花名册：{}", fmt::join(counted, "；"));
    auto const standing = roots(m_change.transaction());
    m_change.about(standing.empty() ? UnitId{} : standing.front().id, std::move(summary));
  }

  Change& m_change;
  ImportDesk const& m_desk;
  RosterImport const& m_wanted;
  jobs::Progress& m_progress;
  MemberDesk m_member_desk;
  UnitNames m_names{};
  /// Rows that were refused point into them until the report is made.
  std::vector<std::unique_ptr<RosterReader>> m_readers{};
  std::vector<RosterTally> m_tallies{};
  std::vector<NamedSecretary> m_secretaries{};
  std::vector<DuesBase> m_dues_bases{};
  bool m_posts_changed{false};
  bool m_dues_changed{false};
};
}  // namespace

Result<ImportOutcome> import_rosters(database::Database& database, TenantId tenant,
                                     journal::Actor const& actor, ImportDesk const& desk,
                                     RosterImport const& wanted, jobs::Progress& progress) {
  if (wanted.rosters.empty()) {
    return refuse(RosterRefusal::no_files, "没有选择名册文件", {.status = 400});
  }
  std::optional<Result<ImportOutcome>> result;
  database.write(tenant, [&](Transaction& transaction) {
    Change change{transaction, actor, "rosters.import"};
    Importer importer{change, desk, wanted, progress};
    result.emplace(importer.run());
    bool const keep = *result && (*result)->has_landed;
    if (keep) change.finish();
    return keep;
  });
  return std::move(*result);
}

}  // namespace hangji::organisation
