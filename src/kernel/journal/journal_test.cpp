#include "kernel/journal/journal.h"

#include "database/test_databases.h"
#include "kernel/access/users.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/facts/facts.h"

#include <gmock/gmock.h>

#include <array>

namespace hangji::journal {
namespace {

using access::UserRow;
using database::Transaction;

std::array const tables{journaled_table<UserRow>()};

class Journal : public database::OnBothEngines {
protected:
  static UserRow somebody() {
    return {.id = UserId{11}, .login = "zhang", .name = "张三", .password_hash = "x"};
  }
  void operate(std::function<void(Change&)> const& work, std::string const& summary = "操作") {
    database().write(tenant(), [&](Transaction& transaction) {
      Change change{transaction, {UserId{1}, "李四"}, "test.operate"};
      change.about(UnitId{5}, summary);
      work(change);
      change.finish();
      return true;
    });
  }
  /// Three entries: a user added, renamed, and a fact.
  void write_books() {
    operate([](Change& change) { change.insert(somebody()); });
    operate([](Change& change) {
      auto renamed = somebody();
      renamed.name = "张三丰";
      change.update(somebody(), renamed);
    });
    operate([](Change& change) {
      (void)facts::append(change, {.kind = std::string{facts::kind::activity_held},
                                   .topic = "t",
                                   .day = change.today(),
                                   .unit = UnitId{5}});
    });
  }
  VerifyReport report() {
    return database().read(tenant(), [](Transaction& t) { return verify_books(t, {tables}); });
  }
  void tamper(std::string const& sql) { test_database().connect()->run(sql); }
};
HANGJI_ON_BOTH_ENGINES(Journal);

TEST_P(Journal, untouched_books_verify) {
  write_books();
  auto const found = report();
  EXPECT_THAT(found.faults, testing::IsEmpty());
  EXPECT_EQ(found.entries, 3);
  EXPECT_EQ(found.rows, 1);
  EXPECT_EQ(found.facts, 1);
  EXPECT_EQ(found.chain_head.seq, 3);
  EXPECT_EQ(found.chain_head.hash.size(), 64U);
}

TEST_P(Journal, an_update_that_changes_nothing_leaves_no_image) {
  write_books();
  operate([](Change& change) {
    auto same = somebody();
    same.name = "张三丰";
    change.update(same, same);
  });
  EXPECT_THAT(report().faults, testing::IsEmpty());
}

struct Tampering {
  char const* what;
  char const* sql;
  char const* fault;
};

std::array const tamperings{
    Tampering{"a row is changed", "UPDATE user_account SET name = '王五'", "与最后一次纪实不符"},
    Tampering{"a row is deleted", "DELETE FROM user_account", "被删除"},
    Tampering{"a row is added",
              "INSERT INTO user_account (tenant_id, id, login, name, password_hash, state, "
              "password_changed_at) VALUES (1, 99, 'evil', 'e', 'x', 'active', "
              "'1970-01-01T00:00:00.000Z')",
              "不是经由系统写入的"},
    Tampering{"a fact is changed", "UPDATE fact SET amount = 2", "事实被改动"},
    Tampering{"a fact is deleted", "DELETE FROM fact", "事实被删除"},
    Tampering{"an entry is changed", "UPDATE journal SET summary = '别的' WHERE seq = 2",
              "第 2 条"},
    Tampering{"an entry is deleted", "DELETE FROM journal WHERE seq = 2", "缺第 2 条"},
    Tampering{"the last entry is cut off", "DELETE FROM journal WHERE seq = 3", "截去"},
    Tampering{"an image is changed",
              "UPDATE journal_image SET before_image = '{}' "
              "WHERE before_image IS NOT NULL",
              "变更记录被改动"},
    Tampering{"images are deleted", "DELETE FROM journal_image WHERE journal_seq = 1",
              "变更记录被删除"},
};

/// Each tampering needs books of its own.
class TamperedJournal : public Journal {
protected:
  void expect_found(Tampering const& tampering) {
    SCOPED_TRACE(tampering.what);
    write_books();
    tamper(tampering.sql);
    EXPECT_THAT(report().faults, testing::Contains(testing::HasSubstr(tampering.fault)));
  }
};
HANGJI_ON_BOTH_ENGINES(TamperedJournal);

TEST_P(TamperedJournal, a_changed_row_is_found) { expect_found(tamperings[0]); }
TEST_P(TamperedJournal, a_deleted_row_is_found) { expect_found(tamperings[1]); }
TEST_P(TamperedJournal, an_added_row_is_found) { expect_found(tamperings[2]); }
TEST_P(TamperedJournal, a_changed_fact_is_found) { expect_found(tamperings[3]); }
TEST_P(TamperedJournal, a_deleted_fact_is_found) { expect_found(tamperings[4]); }
TEST_P(TamperedJournal, a_changed_entry_is_found) { expect_found(tamperings[5]); }
TEST_P(TamperedJournal, a_deleted_entry_is_found) { expect_found(tamperings[6]); }
TEST_P(TamperedJournal, a_cut_off_entry_is_found) { expect_found(tamperings[7]); }
TEST_P(TamperedJournal, a_changed_image_is_found) { expect_found(tamperings[8]); }
TEST_P(TamperedJournal, deleted_images_is_found) { expect_found(tamperings[9]); }

TEST_P(Journal, entries_are_listed_newest_first_and_by_unit) {
  write_books();
  database().read_here(tenant(), [&](Transaction& t) {
    auto const all = entries(t, UnitId{}, 0, 2);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].seq, 3);
    EXPECT_EQ(all[1].seq, 2);
    EXPECT_EQ(entries(t, UnitId{}, 2, 10).size(), 1U);
    EXPECT_EQ(entries(t, UnitId{5}, 0, 10).size(), 3U);
    EXPECT_EQ(entries(t, UnitId{6}, 0, 10).size(), 0U);
  });
}

TEST_P(Journal, an_operation_that_is_rolled_back_leaves_no_entry) {
  database().write(tenant(), [&](Transaction& transaction) {
    Change change{transaction, {}, "test.operate"};
    change.about({}, "未成");
    change.insert(somebody());
    change.finish();
    return false;
  });
  EXPECT_EQ(report().entries, 0);
  EXPECT_EQ(report().rows, 0);
}

}  // namespace
}  // namespace hangji::journal
