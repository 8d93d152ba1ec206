#include "application/export_tables.h"

#include "application/commands.h"
#include "application/commands_store.h"
#include "application/export_records.h"
#include "foundation/text.h"
#include "organisation/enterprises/enterprises_store.h"
#include "organisation/members/members_store.h"
#include "organisation/unit_duties/unit_duties.h"
#include "organisation/units/units_store.h"
#include "practice/dues/dues_views.h"
#include "practice/points/points_views.h"
#include "premises/archive/archive_operations.h"

#include <unordered_map>
#include <unordered_set>

namespace hangji::application {

using database::Transaction;

namespace {
class Exporter {
public:
  Exporter(Transaction& transaction, api::Services& services, ExportQuestion const& question,
           ExportSink& sink)
      : m_transaction{transaction},
        m_services{services},
        m_question{question},
        m_sink{sink},
        m_name{boost::describe::enum_to_string(question.table, "")},
        m_root{question.unit.is_none() ? street_of(transaction) : question.unit},
        m_rules{services.rulebooks.of(transaction)} {
    if (question.unit.is_none()) return;
    for (auto const& node : organisation::tree(transaction, m_root, question.as_of))
      m_below.insert(node.id);
  }

  std::int64_t run() {
    switch (m_question.table) {
      case ExportedTable::units: return units();
      case ExportedTable::members: return members();
      case ExportedTable::enterprises: return enterprises();
      case ExportedTable::facts: return facts();
      case ExportedTable::points: return points();
      case ExportedTable::dues: return dues();
      case ExportedTable::obligations: return obligations();
      case ExportedTable::archive: return archive();
    }
    return 0;
  }

private:
  std::int64_t units() {
    ExportTable<UnitRecord> table{m_sink, m_name};
    for (auto const& node : organisation::tree(m_transaction, m_root, m_question.as_of,
                                               organisation::Counting::members)) {
      auto const row = organisation::unit(m_transaction, node.id);
      auto const secretary = organisation::secretary_of(m_transaction, node.id, m_question.as_of);
      table.add({.id = node.id,
                 .kind = node.kind,
                 .full_name = node.full_name,
                 .short_name = node.short_name,
                 .parent_id = node.parent_id,
                 .community_id = row ? row->community_id : UnitId{},
                 .external_code = row ? row->external_code : "",
                 .host_name = row ? row->host_name : "",
                 .host_credit_code = row ? row->host_credit_code : "",
                 .founded_on = node.founded_on,
                 .term_ends_on = node.term_ends_on,
                 .members = node.members,
                 .secretary = secretary ? secretary->name : "",
                 .contact = row ? row->contact : "",
                 .notes = row ? row->notes : ""});
    }
    return table.rows();
  }

  std::int64_t members() {
    ExportTable<MemberRecord> table{m_sink, m_name};
    std::unordered_map<MemberId, organisation::MemberRow> rows;
    organisation::each_member_row(m_transaction, [&](auto const& row) { rows[row.id] = row; });
    organisation::each_member(m_transaction, m_question.as_of, [&](auto const& brief) {
      if (covers(brief.unit_id)) table.add(record_of(brief, rows[brief.id]));
    });
    return table.rows();
  }
  MemberRecord record_of(organisation::MemberBrief const& brief,
                         organisation::MemberRow const& row) {
    auto const& secrets = m_services.secrets;
    return {.id = brief.id,
            .unit_id = brief.unit_id,
            .unit_name = unit_name(brief.unit_id),
            .name = brief.name,
            .sex = brief.sex,
            .ethnicity = row.ethnicity,
            .born_on = brief.born_on,
            .education = row.education,
            .category = brief.category,
            .standing = organisation::standing_on(brief.full_member_on, m_question.as_of),
            .registration = brief.registration,
            .state = brief.state,
            .joined_on = brief.joined_on,
            .full_member_on = brief.full_member_on,
            .identity_number = mask_identity_number(secrets.open(row.identity_sealed)),
            .phone = mask_phone(secrets.open(row.phone_sealed)),
            .lost_since = brief.lost_since,
            .occupation = row.occupation,
            .floating_destination = row.floating_destination};
  }

  std::int64_t enterprises() {
    ExportTable<EnterpriseRecord> table{m_sink, m_name};
    auto const later = states_before_later_events();
    organisation::each_enterprise(m_transaction, [&](organisation::EnterpriseRow const& row) {
      if (!covers(row.community_id) && !covers(row.unit_id)) return;
      if (row.established_on && *row.established_on > m_question.as_of) return;
      auto const was = later.find(row.id);
      bool const changed_later = was != later.end();
      table.add({row.id, row.name, row.credit_code,
                 changed_later ? was->second.former_state : row.state,
                 changed_later ? was->second.since : row.state_since, row.industry, row.employees,
                 row.party_members, row.formal_members, row.community_id, row.building, row.unit_id,
                 row.liaison, row.address, mask_phone(m_services.secrets.open(row.phone)),
                 row.legal_person, row.established_on, row.notes});
    });
    return table.rows();
  }
  struct StateBefore {
    organisation::EnterpriseState former_state{};
    std::optional<Date> since{};
    bool is_settled{false};
  };
  /// Of enterprises that changed after the day asked for: their state on it and since when.
  std::unordered_map<EnterpriseId, StateBefore> states_before_later_events() {
    std::unordered_map<EnterpriseId, StateBefore> states;
    organisation::each_enterprise_event(m_transaction,
                                        [&](organisation::EnterpriseEventRow const& event) {
                                          auto& state = states[event.enterprise_id];
                                          if (state.is_settled) return;
                                          state.is_settled = event.day > m_question.as_of;
                                          if (state.is_settled) {
                                            state.former_state = event.former_state;
                                          } else {
                                            state.since = event.day;
                                          }
                                        });
    std::erase_if(states, [](auto const& one) { return !one.second.is_settled; });
    return states;
  }

  std::int64_t facts() {
    ExportTable<facts::FactRow> table{m_sink, m_name};
    each_fact_of_month(m_transaction, m_question.month, [&](auto const& row) {
      if (covers(row.unit_id)) table.add(row);
    });
    return table.rows();
  }

  std::int64_t points() {
    ExportTable<PointsRecord> table{m_sink, m_name};
    auto const month = m_question.month;
    each_branch([&](UnitId unit, std::string const& name) {
      auto const sheet = practice::register_of(m_transaction, *m_rules, unit, month);
      for (auto const& line : sheet.rows) {
        table.add({month, unit, name, sheet.closed_on, line.member, line.name, line.category,
                   line.base, line.daily, line.review, line.correction, line.total, line.grade,
                   line.red_line});
      }
    });
    return table.rows();
  }

  std::int64_t dues() {
    ExportTable<DuesRecord> table{m_sink, m_name};
    auto const month = m_question.month;
    each_branch([&](UnitId unit, std::string const& name) {
      auto const sheet = practice::sheet_of(m_transaction, *m_rules, unit, month);
      for (auto const& line : sheet.rows) {
        table.add({month, unit, name, sheet.reported_on, line.member, line.name, line.population,
                   line.base, line.relief, line.owed, line.paid, line.state, line.arrears_months,
                   line.arrears});
      }
    });
    return table.rows();
  }

  std::int64_t obligations() {
    ExportTable<ObligationRecord> table{m_sink, m_name};
    auto const judged = organisation::judge_month(
        m_transaction, {*m_rules, m_services.chapters->duties, m_root, m_transaction.today()},
        m_question.month);
    for (auto const& one : judged.obligations) {
      table.add({m_question.month, one.unit, unit_name(one.unit), one.rule->id, one.rule->title,
                 periods::to_text(one.period), one.state, one.due_on, one.grace_until, one.needed,
                 one.done_on});
    }
    return table.rows();
  }

  std::int64_t archive() {
    ExportTable<ArchiveRecord> table{m_sink, m_name};
    for (auto const& item : premises::read_items(m_transaction, *m_rules, m_root,
                                                 m_question.month.year(), m_transaction.today())) {
      table.add({item.year, item.volume, item.number, item.reference, item.title, item.day,
                 item.retention, item.unit, item.unit_name, item.keeper, item.fact, item.originals,
                 std::ssize(item.missing)});
    }
    return table.rows();
  }

  /// Branches as they stood at the end of the month, in the order of the tree.
  void each_branch(std::function<void(UnitId, std::string const&)> const& visit) {
    auto const day = organisation::day_of(m_question.month, m_transaction.today());
    for (auto const& node : organisation::tree(m_transaction, m_root, day)) {
      if (organisation::holds_members(node.kind)) visit(node.id, node.short_name);
    }
  }
  [[nodiscard]] bool covers(UnitId unit) const {
    return m_question.unit.is_none() || m_below.contains(unit);
  }
  std::string const& unit_name(UnitId id) {
    auto const [found, is_new] = m_names.try_emplace(id);
    if (is_new) found->second = m_services.chapters->unit_names(m_transaction, id);
    return found->second;
  }

  Transaction& m_transaction;
  api::Services& m_services;
  ExportQuestion const& m_question;
  ExportSink& m_sink;
  std::string m_name;
  UnitId m_root;
  std::unordered_set<UnitId> m_below{};
  std::shared_ptr<rules::Rulebook const> m_rules;
  std::unordered_map<UnitId, std::string> m_names{};
};
}  // namespace

std::int64_t export_table(Transaction& transaction, api::Services& services,
                          ExportQuestion const& question, ExportSink& sink) {
  return Exporter{transaction, services, question, sink}.run();
}

}  // namespace hangji::application
