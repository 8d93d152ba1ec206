// Books changed behind the program's back: for every journaled table, every column of a row, the
// row itself and a row too many are found by the proof, with the table and the row named.
#include "application/program.h"
#include "database/test_databases.h"
#include "kernel/access/users.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/facts/facts.h"
#include "kernel/originals/originals.h"
#include "kernel/requests/requests.h"
#include "organisation/enterprises/enterprises.h"
#include "organisation/members/members.h"
#include "organisation/units/units.h"
#include "practice/activities/activities_store.h"
#include "practice/dues/dues_store.h"
#include "practice/points/points.h"
#include "practice/votes/votes.h"
#include "premises/archive/archive.h"

#include <gmock/gmock.h>

namespace hangji::application {
namespace {

using database::Transaction;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using JournaledRows = boost::mp11::mp_list<
    access::UserRow, access::GrantRow, rules::OverrideRow, requests::RequestRow,
    organisation::UnitRow, organisation::UnitParentRow, organisation::UnitAdjustmentRow,
    organisation::UnitPostRow, organisation::MemberRow, organisation::MembershipRow,
    organisation::FormerCategoryRow, organisation::MemberEventRow, organisation::GroupMemberRow,
    organisation::EnterpriseRow, organisation::EnterpriseEventRow, practice::ActivityRow,
    practice::AnswerRow, practice::ThemeRow, practice::DuesBasisRow, practice::ProposalRow,
    practice::VoteRow, premises::FiledItemRow, originals::OriginalRow>;

/// A row whose own id and all others it names are 77.
template <class Row> Row row_77() {
  Row row{};
  boost::mp11::mp_for_each<described_members<Row>>([&](auto member) {
    if constexpr (requires { (row.*member.pointer).is_none(); }) (row.*member.pointer).value = 77;
  });
  return row;
}

/// One row of every journaled table and one fact, entered as the program does, on a connection that
/// can do what no store can.
class Tampering : public database::OnBothEngines {
protected:
  void SetUp() override {
    m_connection = test_database().connect();
    m_connection->run(GetParam() == database::Engine::sqlite
                          ? "PRAGMA foreign_keys = OFF"
                          : "SET session_replication_role = replica");
    enter([](journal::Change& change) {
      boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, JournaledRows>>(
          [&](auto type) { change.insert(row_77<typename decltype(type)::type>()); });
    });
    enter([](journal::Change& change) {
      EXPECT_TRUE(facts::append(change, {.kind = std::string{facts::kind::activity_held},
                                         .topic = "t",
                                         .day = change.today(),
                                         .unit = UnitId{5}}));
    });
  }
  template <class Work> void enter(Work work) {
    m_connection->begin_write(tenant());
    Transaction transaction{*m_connection, tenant(), clock(), m_ids};
    journal::Change change{transaction, {UserId{1}, "李四"}, "test.enter"};
    work(change);
    change.about(UnitId{5}, "登记");
    change.finish();
    m_connection->commit();
  }
  journal::VerifyReport report() {
    Transaction transaction{*m_connection, tenant(), clock(), m_ids};
    return journal::verify_books(transaction, journaled_tables());
  }
  /// What the proof says after `sql`, which is taken back.
  std::vector<std::string> faults_after(std::string const& sql) {
    m_connection->begin_write(tenant());
    m_connection->run(sql);
    auto found = report().faults;
    m_connection->roll_back();
    return found;
  }
  template <class Row> void expect_found() {
    auto const table = std::string{journal::table_of<Row>};
    auto const names = database::row_names<Row>();
    auto const kinds = database::row_kinds<Row>();
    auto const named = HasSubstr(fmt::format("表 {} 编号 77 ", table));
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i] == "id") continue;
      auto const other = kinds[i] == database::ColumnKind::integer
                             ? fmt::format("COALESCE({}, 0) + 1", names[i])
                             : fmt::format("COALESCE({}, '') || 'x'", names[i]);
      auto const sql = fmt::format("UPDATE {} SET {} = {}", table, names[i], other);
      EXPECT_THAT(faults_after(sql), Contains(HasSubstr(fmt::format("表 {} ", table)))) << sql;
    }
    EXPECT_THAT(faults_after(fmt::format("DELETE FROM {}", table)),
                Contains(AllOf(named, HasSubstr("被删除"))));
    EXPECT_THAT(faults_after(fmt::format("UPDATE {} SET id = 78", table)),
                Contains(AllOf(HasSubstr("编号 78"), HasSubstr("不是经由系统写入的"))));
  }

  IdMaker m_ids{};
  std::unique_ptr<database::EngineConnection> m_connection{};
};
HANGJI_ON_BOTH_ENGINES(Tampering);

TEST_P(Tampering, every_journaled_table_is_tried) {
  std::vector<std::string> tried;
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, JournaledRows>>(
      [&](auto type) { tried.emplace_back(journal::table_of<typename decltype(type)::type>); });
  std::vector<std::string> known;
  for (auto const& table : journaled_tables()) known.emplace_back(table.name);
  EXPECT_EQ(tried, known);
  auto const whole = report();
  EXPECT_THAT(whole.faults, IsEmpty());
  EXPECT_EQ(whole.rows, static_cast<std::int64_t>(known.size()));
}

TEST_P(Tampering, whatever_is_changed_deleted_or_added_in_any_table_is_found_and_named) {
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, JournaledRows>>(
      [&](auto type) { this->expect_found<typename decltype(type)::type>(); });
}

TEST_P(Tampering, every_column_of_the_journal_and_of_the_facts_is_proven) {
  struct Part {
    char const* table;
    std::vector<std::string> numbers;
    std::vector<std::string> texts;
  };
  std::vector<Part> const parts{
      {"journal",
       {"id", "actor_id", "unit_id"},
       {"at", "actor_name", "operation", "summary", "images_digest", "facts_digest",
        "previous_hash", "hash"}},
      {"journal_image", {"row_id"}, {"table_name", "before_image", "after_digest"}},
      {"journal_head", {"seq"}, {"hash"}},
      {"fact",
       {"id", "unit_id", "member_id", "amount", "source_id", "entered_by", "supersedes",
        "journal_seq"},
       {"kind", "topic", "day", "counted_month", "channel", "entered_at", "note"}}};
  for (auto const& part : parts) {
    for (auto const& name : part.numbers) {
      auto const sql =
          fmt::format("UPDATE {} SET {} = COALESCE({}, 0) + 900", part.table, name, name);
      EXPECT_THAT(faults_after(sql), ::testing::Not(IsEmpty())) << sql;
    }
    for (auto const& name : part.texts) {
      auto const sql =
          fmt::format("UPDATE {} SET {} = COALESCE({}, '') || 'x'", part.table, name, name);
      EXPECT_THAT(faults_after(sql), ::testing::Not(IsEmpty())) << sql;
    }
    auto const sql = fmt::format("DELETE FROM {}", part.table);
    EXPECT_THAT(faults_after(sql), ::testing::Not(IsEmpty())) << sql;
  }
}

TEST_P(Tampering, a_fact_moved_to_another_day_or_a_value_of_the_right_form_is_found) {
  for (auto const* sql :
       {"UPDATE fact SET day = '2026-01-01'", "UPDATE fact SET counted_month = '2026-01'",
        "UPDATE fact SET entered_at = '2026-01-01T00:00:00.000Z'",
        "UPDATE fact SET channel = 'paper'", "UPDATE fact SET journal_seq = 1"}) {
    EXPECT_THAT(faults_after(sql), Contains(HasSubstr("事实"))) << sql;
  }
}

/// Who cuts the end off whole, with all it wrote and the recorded head, leaves books that agree
/// with themselves: what a bulletin printed of the chain tells.
TEST_P(Tampering, an_end_cut_off_with_all_its_traces_shows_against_a_printed_head) {
  auto const printed = report().chain_head;
  m_connection->begin_write(tenant());
  m_connection->run(
      "DELETE FROM fact WHERE journal_seq = 2; DELETE FROM journal WHERE seq = 2; "
      "UPDATE journal_head SET seq = 1, id = (SELECT id FROM journal WHERE seq = 1), "
      "hash = (SELECT hash FROM journal WHERE seq = 1)");
  auto const cut = report();
  EXPECT_THAT(cut.faults, IsEmpty());
  EXPECT_LT(cut.chain_head.seq, printed.seq);
  m_connection->commit();
  enter([](journal::Change& change) {
    EXPECT_TRUE(facts::append(change, {.kind = std::string{facts::kind::activity_held},
                                       .topic = "another",
                                       .day = change.today(),
                                       .unit = UnitId{5}}));
  });
  auto const grown = report();
  EXPECT_EQ(grown.chain_head.seq, printed.seq);
  EXPECT_NE(grown.chain_head.hash, printed.hash);
}

}  // namespace
}  // namespace hangji::application
