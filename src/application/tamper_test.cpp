// Books changed behind the program's back: for every journaled table, every column of a row, the
// row itself and a row too many are found by the proof, with the table and the row named.
#include "application/program.h"
#include "application/tamper_store.h"
#include "database/test_databases.h"
#include "kernel/access/users.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/facts/facts.h"
#include "kernel/originals/originals.h"
#include "kernel/requests/requests.h"
#include "organisation/enterprises/enterprises.h"
#include "organisation/members/members.h"
#include "organisation/members/registrations.h"
#include "organisation/units/units_store.h"
#include "practice/activities/activities_store.h"
#include "practice/dues/dues_store.h"
#include "practice/points/points.h"
#include "practice/votes/votes.h"
#include "premises/archive/archive.h"

#include <gmock/gmock.h>

namespace hangji::application {
namespace {

using database::ColumnKind;
using database::Transaction;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using JournaledRows = boost::mp11::mp_list<
    access::UserRow, access::GrantRow, rules::OverrideRow, requests::RequestRow,
    organisation::UnitRow, organisation::UnitParentRow, organisation::UnitAdjustmentRow,
    organisation::UnitPostRow, organisation::MemberRow, organisation::MembershipRow,
    organisation::FormerCategoryRow, organisation::FormerRegistrationRow,
    organisation::MemberEventRow, organisation::GroupMemberRow, organisation::EnterpriseRow,
    organisation::EnterpriseEventRow, practice::ActivityRow, practice::AnswerRow,
    practice::ThemeRow, practice::StartRow, practice::LeaveRow, practice::AmendmentRow,
    practice::DuesBasisRow, practice::ProposalRow, practice::VoteRow, premises::FiledItemRow,
    premises::FondsRow, premises::DocumentRow, originals::OriginalRow>;

/// A row whose own id and all others it names are 77.
template <class Row> Row row_77() {
  Row row{};
  boost::mp11::mp_for_each<described_members<Row>>([&](auto member) {
    using Field = std::remove_cvref_t<decltype(row.*member.pointer)>;
    if constexpr (std::same_as<Field, Month>) row.*member.pointer = *parse_month("2026-11");
    if constexpr (requires { (row.*member.pointer).is_none(); }) (row.*member.pointer).value = 77;
  });
  // Nobody stands under himself.
  if constexpr (std::same_as<Row, organisation::UnitParentRow>) row.parent_id = UnitId{76};
  return row;
}

/// One row of every journaled table and one fact, entered as the program does, on a connection that
/// can do what no store can.
class Tampering : public database::OnBothEngines {
protected:
  void SetUp() override {
    m_connection = test_database().connect();
    m_connection->run(tamper::without_foreign_keys(GetParam()));
    enter([](journal::Change& change) {
      boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, JournaledRows>>(
          [&](auto type) { change.insert(row_77<typename decltype(type)::type>()); });
    });
    m_connection->begin_write(tenant());
    m_connection->run(tamper::place_of_unit_77);
    m_connection->commit();
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
    return journal::verify_books(transaction, street_books());
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
      auto const sql = tamper::changed(table, names[i], kinds[i]);
      EXPECT_THAT(faults_after(sql), Contains(HasSubstr(fmt::format("表 {} ", table)))) << sql;
    }
    EXPECT_THAT(faults_after(tamper::emptied(table)), Contains(AllOf(named, HasSubstr("被删除"))));
    EXPECT_THAT(faults_after(tamper::renumbered(table)),
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
  for (auto const& table : street_books().tables) known.emplace_back(table.name);
  EXPECT_EQ(tried, known);
  auto const whole = report();
  EXPECT_THAT(whole.faults, IsEmpty());
  EXPECT_EQ(whole.rows, static_cast<std::int64_t>(known.size()));
}

/// Every table of the schema is proven, or is named here with why it need not be.
TEST_P(Tampering, every_table_of_the_schema_is_proven_or_named_with_the_reason) {
  std::map<std::string, std::string_view> const unproven{
      {"tenant", "名称只用于显示，由首次设立写入"},
      {"schema_migration", "程序自己的版本记录"},
      {"books_key", "密钥的指纹，错的打不开任何密文"},
      {"idempotency", "重放的答复，到期删除，不是账"},
      {"job", "后台任务的排队和进度，成果另有纪实"},
      {"look_up", "每次查看另有一条纪实"},
      {"password_given", "口令由谁设定的提示，改口令即删"},
      {"sign_in_failure", "登录失败的计数，到期清零"},
      {"totp_taken", "用过的动态口令，到期无用"},
      {"user_session", "登录状态，到期删除"},
  };
  std::set<std::string> proven{"journal", "journal_image", "journal_head",
                               "fact",    "points_tally",  "unit_place"};
  for (auto const& table : street_books().tables) proven.emplace(table.name);
  auto& tables = m_connection->prepare(m_connection->select_tables(), {ColumnKind::text}, {});
  std::size_t known = 0;
  tables.start();
  while (auto const* cells = tables.next()) {
    auto const table = std::string{(*cells)[0].text};
    EXPECT_NE(proven.contains(table), unproven.contains(table)) << table;
    ++known;
  }
  EXPECT_EQ(known, proven.size() + unproven.size());
}

TEST_P(Tampering, derived_books_changed_deleted_or_added_to_are_found) {
  for (auto const* sql : tamper::derived_books) {
    EXPECT_THAT(faults_after(sql), Not(IsEmpty())) << sql;
  }
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
    for (auto const kind : {ColumnKind::integer, ColumnKind::text}) {
      for (auto const& name : kind == ColumnKind::integer ? part.numbers : part.texts) {
        auto const sql = tamper::changed(part.table, name, kind);
        EXPECT_THAT(faults_after(sql), Not(IsEmpty())) << sql;
      }
    }
    auto const sql = tamper::emptied(part.table);
    EXPECT_THAT(faults_after(sql), Not(IsEmpty())) << sql;
  }
}

TEST_P(Tampering, a_fact_moved_to_another_day_or_a_value_of_the_right_form_is_found) {
  for (auto const* sql : tamper::plausible_facts) {
    EXPECT_THAT(faults_after(sql), Contains(HasSubstr("事实"))) << sql;
  }
}

/// Who cuts the end off whole, with all it wrote and the recorded head, leaves books that agree
/// with themselves: what a bulletin printed of the chain tells.
TEST_P(Tampering, an_end_cut_off_with_all_its_traces_shows_against_a_printed_head) {
  auto const printed = report().chain_head;
  m_connection->begin_write(tenant());
  m_connection->run(tamper::second_entry_cut_off);
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
