// The commands as typed at the terminal, on a small street in a data directory of its own.
#include "application/command_line.h"
#include "application/program.h"
#include "database/postgresql_restore.h"
#include "database/test_databases.h"
#include "documents/table_reader.h"
#include "kernel/access/access_store.h"
#include "kernel/access/users.h"
#include "organisation/members/members_operations.h"
#include "organisation/members/members_store.h"
#include "organisation/units/units_operations.h"
#include "practice/points/points_store.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

namespace hangji::application {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

class Commands : public ::testing::TestWithParam<database::Engine> {
protected:
  static constexpr std::string_view today = "2026-11-23";
  static constexpr std::string_view password = "Correct-Horse-7";

  void SetUp() override {
    auto pattern = (fs::temp_directory_path() / "hangji-commands.XXXXXX").string();
    data = ::mkdtemp(pattern.data());
    if (GetParam() == database::Engine::postgresql)
      database.emplace(GetParam(), database::Content::empty);
    found_street();
  }
  void TearDown() override { fs::remove_all(data); }

  /// Of the books; SQLite: their own file in the folder.
  [[nodiscard]] std::string url() const {
    return database ? database->url() : "sqlite:" + (data / "hangji.db").string();
  }
  [[nodiscard]] Settings settings() const {
    return {.database = url(), .data = data, .rules = rules(), .today = parse_date(today)};
  }
  static fs::path rules() { return fs::path{__FILE__}.parent_path() / "../../rules"; }

  template <class Work> static void change(Program& program, Work work) {
    program.database().write(the_street, [&](database::Transaction& transaction) {
      journal::Change open{transaction, {}, "test"};
      work(open);
      open.about({}, "测试");
      open.finish();
      return true;
    });
  }
  void found_street() {
    Program program{settings()};
    program.database().write(the_street, [](database::Transaction& transaction) {
      access::insert_tenant(transaction, "测试街道");
      return true;
    });
    change(program, [&](journal::Change& open) {
      street = found(program, open, organisation::UnitKind::street, {}, "测试街道党工委");
      branch = found(program, open, organisation::UnitKind::branch, street, "第一支部");
    });
    change(program, [&](journal::Change& open) { add_member(program, open); });
  }
  static UnitId found(Program& program, journal::Change& open, organisation::UnitKind kind,
                      UnitId parent, std::string const& name) {
    return organisation::found_unit(open, program.services().secrets,
                                    {.kind = kind,
                                     .full_name = name,
                                     .short_name = name,
                                     .parent = parent,
                                     .founded_on = *parse_date("2020-01-01"),
                                     .reason = "测试",
                                     .approval = "测〔2020〕1号"})
        .value();
  }
  void add_member(Program& program, journal::Change& open) const {
    organisation::MemberDraft draft;
    draft.details.name = "张三";
    draft.details.identity_number = "999999198005010027";
    draft.details.phone = "10000001234";
    draft.details.joined_on = parse_date("2005-07-01");
    draft.details.full_member_on = parse_date("2006-07-01");
    draft.unit = branch;
    draft.from = *parse_date("2020-01-01");
    draft.reason = organisation::MembershipReason::roster;
    organisation::register_member(open, {program.services().secrets}, draft).value();
  }

  struct Ran {
    int code{0};
    std::string out{};
    std::string err{};
  };
  /// As typed, on this directory and day.
  Ran run(std::vector<std::string> words) const {
    words.insert(words.end(), {"--database", url(), "--data", data.string(), "--rules",
                               rules().string(), "--today", std::string{today}});
    return run_bare(words);
  }
  static Ran run_bare(std::vector<std::string> const& words) {
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    auto const code = run_command_line(words);
    std::fflush(stdout);
    auto out = ::testing::internal::GetCapturedStdout();
    return {code, std::move(out), ::testing::internal::GetCapturedStderr()};
  }
  fs::path write(std::string const& name, std::string_view text) const {
    auto const path = data / name;
    std::ofstream{path} << text;
    return path;
  }
  static std::string read(fs::path const& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
  }
  /// Writes past the journal.
  template <class Work> void tamper(std::string const& books, Work work) const {
    auto there = settings();
    there.database = books;
    Program program{there};
    program.database().write(the_street, [&](database::Transaction& transaction) {
      work(transaction);
      return true;
    });
  }
  fs::path data{};
  std::optional<database::TestDatabase> database{};
  UnitId street{};
  UnitId branch{};
};
HANGJI_ON_BOTH_ENGINES(Commands);

class SqliteCommands : public Commands {};
INSTANTIATE_TEST_SUITE_P(Engines, SqliteCommands, ::testing::Values(database::Engine::sqlite),
                         database::engine_test_name);

class PostgresqlCommands : public Commands {};
INSTANTIATE_TEST_SUITE_P(Engines, PostgresqlCommands,
                         ::testing::ValuesIn(database::postgresql_to_test()),
                         database::engine_test_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(PostgresqlCommands);

TEST_P(SqliteCommands, usage_is_told_apart_from_refusal) {
  EXPECT_EQ(run_bare({}).code, 2);
  EXPECT_EQ(run_bare({"fly"}).code, 2);
  EXPECT_THAT(run_bare({"serve", "--fly"}).err, HasSubstr("不认识：--fly"));
  EXPECT_THAT(run_bare({}).err, HasSubstr("请写明命令\nhangji --help 说明用法"));
  EXPECT_THAT(run_bare({"serve", "--data"}).err, HasSubstr("--data 后面没有写值"));
  EXPECT_THAT(run_bare({"serve", "--node", "99"}).err, HasSubstr("--node 不能是这个值"));
  EXPECT_THAT(run_bare({"close"}).err, HasSubstr("缺少 --month"));
  EXPECT_EQ(run_bare({"export", "secrets"}).code, 2);
  EXPECT_EQ(run_bare({"close"}).code, 2);
  for (auto const* command : {"serve", "migrate", "verify", "backup", "restore", "rebuild",
                              "import", "figures", "export", "close", "user"}) {
    auto const help = run_bare({command, "--help"});
    EXPECT_EQ(help.code, 0) << command;
    EXPECT_THAT(help.out, HasSubstr("--data")) << command;
  }
}

TEST_P(Commands, figures_on_one_page_and_as_json) {
  auto const page = run({"figures"});
  EXPECT_EQ(page.code, 0) << page.err;
  EXPECT_THAT(page.out, HasSubstr("测试街道  截至 2026年11月23日"));
  EXPECT_THAT(page.out, HasSubstr("党支部 1"));
  EXPECT_THAT(page.out, HasSubstr("党员：1 人"));
  EXPECT_THAT(page.out, HasSubstr("2026年10月：1 个支部，积分已登记 0，党费已报 0"));
  EXPECT_THAT(page.out, HasSubstr("第 7 卷"));
  auto const json = run({"figures", "--json"});
  auto const figures = parse_json(json.out);
  ASSERT_TRUE(figures.has_value()) << json.out;
  EXPECT_EQ(figures->at("members").at("members").as_int64(), 1);
  EXPECT_EQ(figures->at("books").at("branches").as_int64(), 1);
  EXPECT_EQ(figures->at("journal").at("seq").as_int64(), 2);
  EXPECT_GT(figures->at("obligations").at("owed").as_int64(), 0);
  auto const before = run({"figures", "--as-of", "2019-12-31"});
  EXPECT_THAT(before.out, HasSubstr("党员：0 人"));
  EXPECT_EQ(run({"figures", "--as-of", "yesterday"}).code, 1);
}

TEST_P(Commands, every_table_is_exported_in_every_format) {
  for (auto const* table :
       {"members", "units", "enterprises", "facts", "points", "dues", "obligations", "archive"}) {
    auto const csv = run({"export", table});
    EXPECT_EQ(csv.code, 0) << table << csv.err;
    EXPECT_THAT(csv.out, HasSubstr("id")) << table;
    auto const json = run({"export", table, "--format", "json", "--month", "2026-10"});
    EXPECT_TRUE(parse_json(json.out).has_value()) << table << json.out;
  }
  auto const members = run({"export", "members"});
  EXPECT_THAT(members.out, HasSubstr("id,unit_id,unit_name,name,sex,"));
  EXPECT_THAT(members.out, HasSubstr("张三"));
  EXPECT_THAT(members.out, HasSubstr("100****1234"));
  EXPECT_THAT(members.out, Not(HasSubstr("10000001234")));
  EXPECT_THAT(run({"export", "members", "--as-of", "2019-12-31"}).out, Not(HasSubstr("张三")));
  EXPECT_EQ(run({"export", "members", "--as-of", "2019-12-31", "--month", "2026-01"}).code, 2);
}

TEST_P(SqliteCommands, nothing_is_begun_where_no_books_are) {
  auto const nowhere = data / "typo";
  auto const words = [&](std::vector<std::string> verb) {
    verb.insert(verb.end(), {"--data", nowhere.string(), "--rules", rules().string()});
    return verb;
  };
  for (auto const& verb : std::vector<std::vector<std::string>>{
           {"backup", "--to", (data / "typo.db").string()}, {"verify"}, {"figures"}, {"rebuild"}}) {
    auto const refused = run_bare(words(verb));
    EXPECT_EQ(refused.code, 1) << verb.front();
    EXPECT_THAT(refused.err, HasSubstr("没有账目")) << verb.front();
    EXPECT_FALSE(fs::exists(nowhere)) << verb.front();
  }
  ASSERT_EQ(run_bare(words({"migrate"})).code, 0);
  EXPECT_EQ(fs::status(nowhere).permissions(), fs::perms::owner_all);
  EXPECT_THAT(run_bare(words({"verify"})).err, HasSubstr("还没有设立街道"));
  EXPECT_THAT(run_bare(words({"backup", "--to", (data / "typo.db").string()})).err,
              HasSubstr("还没有设立街道"));
}

TEST_P(Commands, books_are_opened_with_their_own_key) {
  EXPECT_EQ(run({"verify"}).code, 0);
  fs::remove(data / "hangji.key");
  secrets::Secrets::create_key_file(data / "hangji.key");
  for (auto const* verb : {"verify", "migrate", "figures"}) {
    auto const refused = run({verb});
    EXPECT_EQ(refused.code, 1) << verb;
    EXPECT_THAT(refused.err, HasSubstr("不是这些账目的")) << verb;
  }
}

TEST_P(Commands, books_are_served_by_one_process) {
  Program first{settings()};
  auto const claimed = first.database().claim();
  EXPECT_THROW((void)first.database().claim(), database::DatabaseFailure);
}

TEST_P(Commands, a_clock_before_the_books_is_refused_and_ids_go_on) {
  auto late = settings();
  late.today = parse_date("2056-01-01");
  std::int64_t last = 0;
  {
    Program program{late};
    change(program, [&](journal::Change& open) { last = open.new_id<SourceId>().value; });
  }
  auto now = settings();
  {
    Program program{now};
    change(program, [&](journal::Change& open) { EXPECT_GT(open.new_id<SourceId>().value, last); });
  }
  // The last entry is of 2026 again, the one before of thirty years later.
  now.today.reset();
  EXPECT_NO_THROW(Program{now});
  {
    Program program{late};
    change(program, [](journal::Change&) {});
  }
  EXPECT_THROW(Program{now}, Refused);
}

TEST_P(Commands, a_workbook_is_written_to_a_file) {
  auto const out = (data / "units.xlsx").string();
  EXPECT_EQ(run({"export", "units", "--format", "xlsx", "--out", out}).code, 0);
  auto const reader = documents::open_table(out);
  documents::Row row;
  ASSERT_TRUE(reader->next(row));
  EXPECT_EQ(row.cells[2].text, "full_name");
  ASSERT_TRUE(reader->next(row));
  EXPECT_EQ(row.cells[2].text, "测试街道党工委");
  EXPECT_EQ(run({"export", "units", "--out", "/nowhere/units.csv"}).code, 1);
}

TEST_P(Commands, rosters_are_imported_and_refused_rows_come_back) {
  auto const good =
      write("good.csv",
            "姓名,公民身份号码,性别,出生日期,所在党支部,加入党组织日期,转为正式党员日期,"
            "人员类别,党费基数\n李四,999999198005010043,女,1980-05-01,第一支部,2005-07-01,"
            "2006-07-01,正式党员,8000\n");
  auto const preview = run({"import", "--members", good.string(), "--dry-run"});
  EXPECT_EQ(preview.code, 0) << preview.out << preview.err;
  EXPECT_THAT(preview.out, HasSubstr("新增 1"));
  EXPECT_THAT(preview.out, HasSubstr("预览"));
  EXPECT_THAT(run({"import", "--members", good.string()}).out, HasSubstr("已写入"));
  EXPECT_THAT(run({"import", "--members", good.string()}).out, HasSubstr("没有写入"));
  auto const renamed = write("renamed.csv",
                             "姓名,公民身份号码,所在党支部,加入党组织日期,转为正式党员日期\n"
                             "李四光,999999198005010043,第一支部,2005-07-01,2006-07-01\n");
  auto const listed = (data / "listed.xlsx").string();
  auto const changes =
      run({"import", "--members", renamed.string(), "--dry-run", "--report", listed});
  EXPECT_THAT(changes.out, HasSubstr("第 2 行 李四光：“姓名”李四 → 李四光"));
  EXPECT_EQ(documents::open_table(std::filesystem::path{listed})->sheets()[0].name, "逐行结果");
  EXPECT_THAT(run({"export", "members"}).out, HasSubstr("李四"));
  EXPECT_THAT(run({"export", "dues"}).out, HasSubstr("李四,salaried,8000.00,none,120.00,0.00,due"));
  auto const bad = write(
      "bad.csv", "姓名,公民身份号码,所在党支部,加入党组织日期\n王五,1,没有的支部,2005-07-01\n");
  auto const report = (data / "report.xlsx").string();
  auto const refused = run({"import", "--members", bad.string(), "--report", report});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.out, HasSubstr("退回 1"));
  EXPECT_TRUE(fs::exists(report));
  auto const whole = run({"import", "--members", bad.string(), "--all-or-nothing"});
  EXPECT_THAT(whole.out, HasSubstr("全部没有写入"));
  EXPECT_EQ(run({"import", "--members", "/nowhere.csv"}).code, 1);
  EXPECT_EQ(run({"import"}).code, 1);
}

TEST_P(Commands, the_chain_is_held_against_a_printed_head) {
  auto const told = run({"verify"}).out;
  auto const at = told.find("链头 ") + std::string_view{"链头 "}.size();
  auto const head = told.substr(at, told.find('\n', at) - at);
  EXPECT_EQ(run({"verify", "--head", head}).code, 0) << head;
  EXPECT_EQ(run({"verify", "--head", head + "0"}).code, 1);
  EXPECT_EQ(run({"verify", "--head", "99999" + head}).code, 1);
  EXPECT_EQ(run({"verify", "--head", "abc"}).code, 1);
}

TEST_P(SqliteCommands, a_backup_is_restored_and_proved) {
  auto const backup = (data / "b.db").string();
  ASSERT_EQ(run({"backup", "--to", backup}).code, 0);
  EXPECT_EQ(
      run({"user", "add", "--login", "li", "--name", "李", "--password", std::string{password}})
          .code,
      0);
  auto const over = run({"restore", "--from", backup});
  EXPECT_EQ(over.code, 1);
  EXPECT_THAT(over.err, HasSubstr("--force"));
  auto const forced = run({"restore", "--from", backup, "--force"});
  EXPECT_EQ(forced.code, 0) << forced.out << forced.err;
  EXPECT_THAT(forced.out, HasSubstr("核验通过"));
  EXPECT_THAT(forced.out, HasSubstr("replaced-"));
  EXPECT_EQ(run({"restore", "--from", backup, "--force"}).code, 0) << "within the same second";
  EXPECT_EQ(run({"verify"}).code, 0);
  EXPECT_EQ(run({"user", "unlock", "--login", "li"}).code, 1) << "added after the backup";
}

TEST_P(Commands, a_backup_takes_the_originals_along_that_are_not_there_yet) {
  fs::create_directories(data / "originals" / "ab");
  write("originals/ab/one", "first");
  auto const to = data / "kept";
  auto const back_up = [&](std::string const& name) {
    return run({"backup", "--to", (data / name).string(), "--with-originals", to.string()}).out;
  };
  EXPECT_THAT(back_up("1.db"), HasSubstr("原件新复制 1 个"));
  write("originals/ab/two", "second");
  EXPECT_THAT(back_up("2.db"), HasSubstr("原件新复制 1 个"));
  EXPECT_EQ(read(to / "ab" / "one"), "first");
  EXPECT_EQ(read(to / "ab" / "two"), "second");
}

TEST_P(SqliteCommands, a_backup_that_is_wrong_touches_nothing) {
  auto const backup = data / "b.db";
  ASSERT_EQ(run({"backup", "--to", backup.string()}).code, 0);
  tamper("sqlite:" + backup.string(), [](database::Transaction& transaction) {
    std::vector<organisation::MemberRow> rows;
    organisation::each_member_row(transaction, [&](auto const& row) { rows.push_back(row); });
    rows.front().name = "李四";
    transaction.update({"member"}, rows.front());
  });
  auto const tampered = run({"restore", "--from", backup.string(), "--force"});
  EXPECT_EQ(tampered.code, 1);
  EXPECT_THAT(tampered.out, HasSubstr("没有恢复"));
  EXPECT_THAT(run({"export", "members"}).out, HasSubstr("张三"));
  auto const text = write("text.db", "no database");
  EXPECT_EQ(run({"restore", "--from", text.string(), "--force"}).code, 1);
  EXPECT_EQ(run({"restore", "--from", "/nowhere.db", "--force"}).code, 1);
  EXPECT_EQ(run_bare({"restore", "--from", text.string(), "--database", "postgresql://h/d"}).code,
            1);
  EXPECT_EQ(run({"verify"}).code, 0);
}

TEST_P(SqliteCommands, books_in_use_are_not_replaced) {
  auto const backup = data / "b.db";
  ASSERT_EQ(run({"backup", "--to", backup.string()}).code, 0);
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  auto const other = ::fork();
  if (other == 0) {
    // As SQLite does while it has a database open.
    auto const file = ::open((data / "hangji.db").c_str(), O_RDWR);
    struct flock lock{};
    lock.l_type = F_RDLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = 0x4000'0002;
    lock.l_len = 510;
    auto const taken = ::fcntl(file, F_SETLK, &lock);
    (void)::write(ready[1], &taken, sizeof taken);
    ::pause();
  }
  int taken = -1;
  ASSERT_EQ(::read(ready[0], &taken, sizeof taken), static_cast<ssize_t>(sizeof taken));
  EXPECT_EQ(taken, 0);
  auto const refused = run({"restore", "--from", backup.string(), "--force"});
  ::kill(other, SIGKILL);
  ::waitpid(other, nullptr, 0);
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("正在使用"));
  EXPECT_EQ(run({"restore", "--from", backup.string(), "--force"}).code, 0);
}

TEST_P(PostgresqlCommands, a_backup_is_restored_and_proved) {
  auto const backup = (data / "b.dump").string();
  ASSERT_EQ(run({"backup", "--to", backup}).code, 0);
  EXPECT_EQ(
      run({"user", "add", "--login", "li", "--name", "李", "--password", std::string{password}})
          .code,
      0);
  auto const over = run({"restore", "--from", backup});
  EXPECT_EQ(over.code, 1);
  EXPECT_THAT(over.err, HasSubstr("--force"));
  auto const forced = run({"restore", "--from", backup, "--force"});
  EXPECT_EQ(forced.code, 0) << forced.out << forced.err;
  EXPECT_THAT(forced.out, HasSubstr("核验通过"));
  EXPECT_EQ(run({"verify"}).code, 0);
  EXPECT_EQ(run({"user", "unlock", "--login", "li"}).code, 1) << "added after the backup";
  auto const at = forced.out.find("另存为 ") + std::string_view{"另存为 "}.size();
  auto const replaced = forced.out.substr(at, forced.out.find('\n', at) - at);
  ASSERT_EQ(run({"restore", "--from", replaced, "--force"}).code, 0);
  EXPECT_EQ(run({"user", "unlock", "--login", "li"}).code, 0) << "the old books again";
}

TEST_P(PostgresqlCommands, a_backup_is_restored_into_an_empty_database) {
  auto const backup = (data / "b.dump").string();
  ASSERT_EQ(run({"backup", "--to", backup}).code, 0);
  database::TestDatabase const empty{GetParam(), database::Content::empty};
  auto const words = [&](std::string const& verb) {
    return std::vector<std::string>{verb, "--database", empty.url(),     "--data",
                                    data, "--rules",    rules().string()};
  };
  auto restore = words("restore");
  restore.insert(restore.end(), {"--from", backup});
  auto const restored = run_bare(restore);
  EXPECT_EQ(restored.code, 0) << restored.out << restored.err;
  EXPECT_EQ(run_bare(words("verify")).code, 0);
}

TEST_P(PostgresqlCommands, a_backup_that_is_wrong_leaves_the_old_books) {
  auto const backup = (data / "b.dump").string();
  tamper(url(), [](database::Transaction& transaction) {
    std::vector<organisation::MemberRow> rows;
    organisation::each_member_row(transaction, [&](auto const& row) { rows.push_back(row); });
    rows.front().name = "李四";
    transaction.update({"member"}, rows.front());
  });
  ASSERT_EQ(run({"backup", "--to", backup}).code, 0);
  tamper(url(), [](database::Transaction& transaction) {
    std::vector<organisation::MemberRow> rows;
    organisation::each_member_row(transaction, [&](auto const& row) { rows.push_back(row); });
    rows.front().name = "张三";
    transaction.update({"member"}, rows.front());
  });
  ASSERT_EQ(run({"verify"}).code, 0);
  auto const tampered = run({"restore", "--from", backup, "--force"});
  EXPECT_EQ(tampered.code, 1);
  EXPECT_THAT(tampered.out, HasSubstr("没有恢复"));
  auto const broken = write("broken.dump", read(backup).substr(0, 5000)).string();
  auto const refused = run({"restore", "--from", broken, "--force"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("原有的数据没有变动"));
  EXPECT_THAT(run({"restore", "--from", write("text", "no").string(), "--force"}).err,
              HasSubstr("不是夯基在 PostgreSQL 上做的备份"));
  EXPECT_THAT(run({"export", "members"}).out, HasSubstr("张三"));
  EXPECT_EQ(run({"verify"}).code, 0);
}

TEST_P(PostgresqlCommands, books_in_use_are_not_replaced) {
  auto const backup = (data / "b.dump").string();
  ASSERT_EQ(run({"backup", "--to", backup}).code, 0);
  {
    Program const other{settings()};
    auto const refused = run({"restore", "--from", backup, "--force"});
    EXPECT_EQ(refused.code, 1);
    EXPECT_THAT(refused.err, HasSubstr("正在使用"));
  }
  EXPECT_EQ(run({"restore", "--from", backup, "--force"}).code, 0);
}

TEST_P(PostgresqlCommands, books_are_copied_before_their_structure_changes) {
  auto const all = database::migrations();
  database::TestDatabase const old{GetParam(), database::Content::empty};
  database::migrate(*old.connect(), all.first(all.size() - 1), SystemClock{}, {});
  auto const migrated = run_bare({"migrate", "--database", old.url(), "--data", data, "--rules",
                                  rules().string(), "--today", std::string{today}});
  EXPECT_EQ(migrated.code, 0) << migrated.err;
  auto const copy =
      data / "backups" / fmt::format("before-{:04}-{}.dump", all.back().number, today);
  ASSERT_TRUE(fs::exists(copy));
  database::TestDatabase const again{GetParam(), database::Content::empty};
  { database::Replacement{again.url(), copy}.keep(); }
  EXPECT_EQ(database::schema_version(*again.connect()), all[all.size() - 2].number);
  EXPECT_EQ(database::schema_version(*old.connect()), all.back().number);
}

TEST_P(SqliteCommands, a_backup_without_its_key_is_not_restored) {
  auto const backup = data / "b.db";
  ASSERT_EQ(run({"backup", "--to", backup.string()}).code, 0);
  auto const other = data / "other";
  fs::create_directories(other);
  auto const words = [&](std::string const& verb) {
    return std::vector<std::string>{
        verb, "--data", other.string(), "--rules", rules().string(), "--from", backup.string()};
  };
  auto const keyless = run_bare(words("restore"));
  EXPECT_EQ(keyless.code, 1);
  EXPECT_THAT(keyless.err, HasSubstr("密钥"));
  EXPECT_FALSE(fs::exists(other / "hangji.db"));
  secrets::Secrets::create_key_file(other / "hangji.key");
  auto const wrong_key = run_bare(words("restore"));
  EXPECT_EQ(wrong_key.code, 1);
  EXPECT_THAT(wrong_key.err, HasSubstr("密钥"));
  fs::remove(other / "hangji.key");
  fs::copy_file(data / "hangji.key", other / "hangji.key");
  fs::permissions(other / "hangji.key", fs::perms::owner_read | fs::perms::owner_write);
  auto const restored = run_bare(words("restore"));
  EXPECT_EQ(restored.code, 0) << restored.out << restored.err;
}

TEST_P(SqliteCommands, books_are_copied_before_their_structure_changes) {
  auto const old = data / "old";
  fs::create_directories(old);
  auto const all = database::migrations();
  auto const url = (old / "hangji.db").string();
  database::migrate(*database::sqlite_engine(url).open_writer(), all.first(all.size() - 1),
                    SystemClock{}, {});
  auto const migrated = run_bare({"migrate", "--data", old.string(), "--rules", rules().string(),
                                  "--today", std::string{today}});
  EXPECT_EQ(migrated.code, 0) << migrated.err;
  auto const name = fmt::format("before-{:04}-{}.db", all.back().number, today);
  ASSERT_TRUE(fs::exists(old / "backups" / name));
  auto const copy = database::sqlite_engine((old / "backups" / name).string()).open_reader();
  EXPECT_EQ(database::schema_version(*copy), all[all.size() - 2].number);
  EXPECT_FALSE(fs::exists(data / "backups")) << "new books have nothing to copy";
}

TEST_P(Commands, a_month_is_closed_by_the_same_operations) {
  auto const before = run({"close", "--month", "2026-11"});
  EXPECT_EQ(before.code, 1) << "the month is not over";
  auto const closed = run({"close", "--month", "2026-10"});
  EXPECT_THAT(closed.out, HasSubstr("2026-10 积分登记：新办 1")) << closed.out << closed.err;
  auto const again = run({"close", "--month", "2026-10", "--unit", "第一支部"});
  EXPECT_THAT(again.out, HasSubstr("积分登记：新办 0，原已办 1"));
  EXPECT_THAT(run({"figures"}).out, HasSubstr("积分已登记 1"));
  EXPECT_EQ(run({"close", "--month", "2026-10", "--unit", "没有的"}).code, 1);
  EXPECT_EQ(run({"close", "--month", "October"}).code, 1);
}

TEST_P(Commands, derived_tables_are_rebuilt_the_same) {
  (void)run({"close", "--month", "2026-10"});
  auto const same = run({"rebuild"});
  EXPECT_EQ(same.code, 0);
  EXPECT_THAT(same.out, HasSubstr("关闭的积分登记：重算相同 1 本，已恢复 0 本"));
  EXPECT_THAT(same.out, HasSubstr("党组织位置：与原来相同"));
  tamper(url(), [&](database::Transaction& transaction) {
    auto const month = *parse_month("2026-10");
    practice::TallyRow const wrong{.member_id = {1}, .month = month, .unit_id = branch};
    practice::replace_tallies(transaction, branch, month, {&wrong, 1});
  });
  EXPECT_THAT(run({"verify"}).out, HasSubstr("积分登记与关闭时不符"));
  EXPECT_THAT(run({"rebuild"}).out, HasSubstr("重算相同 0 本，已恢复 1 本"));
  EXPECT_THAT(run({"rebuild"}).out, HasSubstr("重算相同 1 本，已恢复 0 本"));
  EXPECT_EQ(run({"verify"}).code, 0);
}

TEST_P(Commands, accounts_are_kept_at_the_terminal) {
  std::string const secret{password};
  EXPECT_EQ(run({"user", "add", "--login", "li", "--name", "李四", "--password", secret, "--role",
                 "branch_secretary", "--unit", "第一支部"})
                .code,
            0);
  EXPECT_EQ(run({"user", "add", "--login", "li", "--name", "李四", "--password", secret}).code, 1);
  EXPECT_EQ(run({"user", "grant", "--login", "li", "--role", "member"}).code, 0);
  EXPECT_EQ(run({"user", "grant", "--login", "li", "--role", "auditor"}).code, 1)
      << "administrators hold nothing else";
  EXPECT_EQ(run({"user", "grant", "--login", "li", "--role", "king"}).code, 1);
  EXPECT_THAT(run({"user", "grant", "--login", "li", "--role", "branch_secretary"}).err,
              HasSubstr("党支部"))
      << "without a unit it would be the street";
  EXPECT_EQ(run({"user", "reset-totp", "--login", "li"}).code, 0);
  EXPECT_EQ(run({"user", "reset-totp", "--login", "nobody"}).code, 1);
  EXPECT_EQ(run({"user", "password", "--login", "li", "--password", "weak"}).code, 1);
  EXPECT_EQ(run({"user", "password", "--login", "li", "--password", "Other-Horse-8"}).code, 0);
  EXPECT_EQ(run({"user", "unlock", "--login", "li"}).code, 0);
  EXPECT_EQ(run({"user", "unlock", "--login", "nobody"}).code, 1);
  EXPECT_EQ(run({"user"}).code, 2);
  EXPECT_EQ(run({"verify"}).code, 0);
}

}  // namespace
}  // namespace hangji::application
