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
#include <utility>

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

using Readers = std::map<RosterKind, std::unique_ptr<RosterReader>>;

std::unexpected<Refusal> unreadable(RosterKind kind, documents::DocumentError const& error) {
  return refuse(RosterRefusal::unreadable, fmt::format("{}名册：{}", label(kind), error.what()),
                {.status = 400});
}

Result<Readers> open_all(RosterImport const& wanted) {
  Readers readers;
  for (auto const& [kind, open] : wanted.rosters) {
    try {
      readers[kind] = std::make_unique<RosterReader>(open(), kind);
    } catch (documents::DocumentError const& error) { return unreadable(kind, error); }
  }
  return readers;
}

/// How far the rosters are, told as one.
class Steps {
public:
  Steps(jobs::Progress& progress, Readers const& readers)
      : m_progress{progress}, m_readers{readers} {}
  void tell(RosterKind kind, std::size_t rows) {
    m_done += static_cast<std::int64_t>(rows);
    std::int64_t expected = 0;
    for (auto const& [of_kind, reader] : m_readers) expected += reader->expected();
    m_progress.tell(m_done, std::max(expected, m_done), fmt::format("正在办理{}名册", label(kind)));
  }
  [[nodiscard]] bool is_cancelled() const { return m_progress.is_cancelled(); }

private:
  jobs::Progress& m_progress;
  Readers const& m_readers;
  std::int64_t m_done{0};
};

class Importer {
public:
  Importer(Change& change, ImportDesk const& desk, RosterImport const& wanted, Readers& readers,
           Steps steps)
      : m_change{change},
        m_desk{desk},
        m_wanted{wanted},
        m_readers{readers},
        m_steps{steps},
        m_list{wanted.mode == ImportMode::preview ? RowList::on : RowList::off},
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
  [[nodiscard]] std::vector<RosterTally> take_tallies() { return std::move(m_tallies); }

private:
  template <class Draft, class Parse, class Land>
  Result<Done> import_roster(RosterKind kind, Parse const& parse, Land const& land) {
    auto const found = m_readers.find(kind);
    if (found == m_readers.end()) return Done{};
    auto& reader = *found->second;
    auto& tally = m_tallies.emplace_back();
    tally.counts.roster = kind;
    tally.list = m_list;
    try {
      RosterPipeline<Draft> pipeline{reader, parse};
      while (pipeline.next()) {
        auto const rows = pipeline.rows().size();
        land(pipeline.drafts(), pipeline.rows(), tally);
        if (m_steps.is_cancelled()) {
          return refuse(RosterRefusal::cancelled, "已取消，没有写入任何内容", {.status = 409});
        }
        m_steps.tell(kind, rows);
      }
    } catch (documents::DocumentError const& error) { return unreadable(kind, error); }
    return take_notes(reader, kind, tally.counts);
  }

  /// What the reader has to say at the end.
  static Result<Done> take_notes(RosterReader const& reader, RosterKind kind,
                                 RosterCounts& counts) {
    counts.unknown_columns = reader.unknown_headings();
    counts.skipped_sheets = reader.skipped_sheets();
    counts.dropped = reader.dropped();
    counts.dropped_lines = reader.dropped_lines();
    counts.hidden = reader.hidden();
    if (reader.has_headings()) return Done{};
    auto why = reader.missing();
    if (why.empty()) {
      why = fmt::format("里找不到表头：前 50 行内须有一行含“{}”等列名", column_name(kind, 0));
    }
    return refuse(RosterRefusal::headings_missing, fmt::format("{}名册{}", label(kind), why),
                  {.status = 400});
  }

  Result<Done> import_units() {
    UnitLanding landing{m_change, m_desk.secrets, m_names, m_list};
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
    if (!m_readers.contains(RosterKind::members)) return Done{};
    MemberLanding landing{m_change, m_member_desk, m_names, m_list};
    auto const desk = roster_desk(m_member_desk, m_names, m_desk.rulebook, m_change.today());
    auto good = import_roster<MemberRosterDraft>(
        RosterKind::members, [&desk](RosterRow const& row) { return parse_member(desk, row); },
        [&](auto& drafts, auto& rows, RosterTally& tally) { landing.land(drafts, rows, tally); });
    m_dues_bases = landing.dues_bases();
    return good;
  }

  Result<Done> import_enterprises() {
    if (!m_readers.contains(RosterKind::enterprises)) return Done{};
    EnterpriseRosterDesk const desk{m_desk.secrets, m_names, m_change.today()};
    EnterpriseLanding landing{m_change, desk, m_list};
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
    if (good && !is_same) note_changed_post(named, before ? before->name : "");
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

  void note_changed_post(NamedSecretary const& named, std::string const& before) {
    m_posts_changed = true;
    if (named.place.row == 0) return;
    auto& tally = m_tallies.front();
    tally.counts.unchanged -= named.row_is_unchanged ? 1 : 0;
    tally.counts.changed += named.row_is_unchanged ? 1 : 0;
    auto* outcome = tally.outcome_of(named.place);
    if (outcome == nullptr || outcome->fate == RowFate::added) return;
    outcome->fate = RowFate::changed;
    bool const is_linked = before == named.name;
    outcome->changes.push_back(
        {std::string{column_name(RosterKind::units, static_cast<int>(UnitColumn::secretary))},
         before, is_linked ? named.name + "（对应到党员名册）" : named.name});
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
    if (m_list == RowList::off) made.report = import_workbook(m_tallies);
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
  /// Rows that were refused point into them until the report is made.
  Readers& m_readers;
  Steps m_steps;
  RowList m_list;
  MemberDesk m_member_desk;
  UnitNames m_names{};
  std::vector<RosterTally> m_tallies{};
  std::vector<NamedSecretary> m_secretaries{};
  std::vector<DuesBase> m_dues_bases{};
  bool m_posts_changed{false};
  bool m_dues_changed{false};
};
}  // namespace

namespace {
/// Of a preview, when others may write again.
void tell_rows(ImportOutcome& outcome, std::vector<RosterTally> tallies) {
  outcome.report = import_workbook(tallies);
  for (auto& tally : tallies) {
    std::move(tally.rows.begin(), tally.rows.end(), std::back_inserter(outcome.rows));
  }
}
}  // namespace

Result<ImportOutcome> import_rosters(database::Database& database, TenantId tenant,
                                     journal::Actor const& actor, ImportDesk const& desk,
                                     RosterImport const& wanted, jobs::Progress& progress) {
  if (wanted.rosters.empty()) {
    return refuse(RosterRefusal::no_files, "没有选择名册文件", {.status = 400});
  }
  auto readers = open_all(wanted);
  bool is_read = false;
  std::optional<Result<ImportOutcome>> result;
  std::vector<RosterTally> tallies;
  database.write(tenant, [&](Transaction& transaction) {
    // Tried again: what was read is read from its beginning.
    if (std::exchange(is_read, true)) readers = open_all(wanted);
    if (!readers) return false;
    Change change{transaction, actor, "rosters.import"};
    Importer importer{change, desk, wanted, *readers, Steps{progress, *readers}};
    result.emplace(importer.run());
    tallies = importer.take_tallies();
    bool const keep = *result && (*result)->has_landed;
    if (keep) change.finish();
    return keep;
  });
  if (!readers) return std::unexpected{std::move(readers.error())};
  if (*result && wanted.mode == ImportMode::preview) tell_rows(**result, std::move(tallies));
  return std::move(*result);
}

}  // namespace hangji::organisation
