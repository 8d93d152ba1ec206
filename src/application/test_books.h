// Books of a small street, made in the test's process and served by the real program in another.
// For tests only.
#pragma once

#include "application/test_child.h"
#include "application/test_program.h"
#include "foundation/text.h"
#include "kernel/journal/journal.h"
#include "organisation/members/members_operations.h"
#include "organisation/units/units_operations.h"
#include "practice/dues/dues_operations.h"
#include "testing/laws_store.h"

#include <fstream>
#include <optional>
#include <sstream>

namespace hangji::application {

/// Where served books lie: their own file, or a database of the test cluster.
class ServedDatabase {
public:
  explicit ServedDatabase(database::Engine engine) {
    if (engine == database::Engine::postgresql) m_database.emplace(engine);
  }
  /// Empty: the file in the folder of the books.
  [[nodiscard]] std::string url() const { return m_database ? m_database->url() : ""; }

private:
  std::optional<database::TestDatabase> m_database{};
};

/// Books of a small street in a folder of their own, made in this process, and the program serving
/// them in another.
class ServedBooks {
public:
  struct Branch {
    UnitId id{};
    std::vector<MemberId> members{};
  };

  /// `url` empty: SQLite in the folder.
  explicit ServedBooks(std::string url, int branches = 4) : m_url{std::move(url)} {
    auto pattern = (std::filesystem::temp_directory_path() / "hangji-served.XXXXXX").string();
    m_folder = ::mkdtemp(pattern.data());
    found(branches);
  }
  ~ServedBooks() {
    m_child.reset();
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
  }
  ServedBooks(ServedBooks const&) = delete;
  ServedBooks& operator=(ServedBooks const&) = delete;

  [[nodiscard]] std::vector<Branch> const& branches() const { return m_branches; }
  static std::string name_of_branch(int number) { return fmt::format("第{}支部", number); }
  [[nodiscard]] UnitId street() const { return m_street; }
  [[nodiscard]] std::string url() const {
    return m_url.empty() ? "sqlite:" + (m_folder / "hangji.db").string() : m_url;
  }
  [[nodiscard]] Child& child() { return *m_child; }

  /// False when it did not come up: see `log`.
  [[nodiscard]] bool start() {
    m_child.emplace(words("serve"), m_folder / "log");
    auto const port = (m_child->read_until("http://127.0.0.1:"), m_child->read_until("\n"));
    std::int64_t number = 0;
    if (!parse_integer(port, number)) return false;
    m_port = static_cast<std::uint16_t>(number);
    return true;
  }
  void kill() { m_child->kill(); }
  /// `hangji verify`: its exit code.
  [[nodiscard]] int verify_by_command() {
    Child command{words("verify"), m_folder / "log"};
    command.read_until("核验通过");
    return command.wait();
  }
  [[nodiscard]] std::string log() const {
    std::ifstream const file{m_folder / "log"};
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
  }

  /// A connection of the street office's person, who signed in once: sessions outlive the program.
  [[nodiscard]] http::Client client() const { return http::Client{m_port}; }
  [[nodiscard]] http::Client::Headers headers(std::string_view key) const {
    return {{"Content-Type", "application/json"},
            {"Cookie", m_cookie},
            {"X-CSRF-Token", m_csrf},
            {"Idempotency-Key", std::string{key}}};
  }
  /// The books as this process reads them beside the program.
  template <class Work> auto read(Work&& work) const {
    SystemClock const clock;
    auto const database = database::Database::open({.url = url(), .readers = 1}, clock);
    return database->read(the_street, std::forward<Work>(work));
  }
  /// Files that were stored with records, whole or not.
  [[nodiscard]] int originals() const {
    int files = 0;
    for (auto const& one : std::filesystem::recursive_directory_iterator{m_folder / "originals"})
      files += one.is_regular_file() ? 1 : 0;
    return files;
  }
  /// Of the books against their journal, the originals' files and the laws.
  [[nodiscard]] std::vector<std::string> faults() const {
    documents::Originals const originals{m_folder / "originals"};
    return read([&](database::Transaction& transaction) {
      auto all = journal::verify_books(transaction, street_books(&originals)).faults;
      std::ranges::move(testing::law_faults(transaction), std::back_inserter(all));
      return all;
    });
  }

private:
  static std::filesystem::path rules() {
    return std::filesystem::path{__FILE__}.parent_path() / "../../rules";
  }
  [[nodiscard]] std::vector<std::string> words(std::string const& command) const {
    return {command,   "--data",         m_folder,   "--database", url(),
            "--rules", rules().string(), "--listen", "127.0.0.1:0"};
  }
  template <class Work> static void change(Program& program, Work work) {
    program.database().write(the_street, [&](database::Transaction& transaction) {
      journal::Change open{transaction, {}, "test.found"};
      work(open);
      open.about({}, "测试");
      open.finish();
      return true;
    });
  }
  static access::ChosenPassword password() { return access::ChosenPassword{"Correct-Horse-7"}; }
  static std::vector<Administrator> administrators() {
    using enum access::Role;
    return {{system_administrator, "甲", "sys", "Correct-Horse-7"},
            {security_administrator, "乙", "sec", "Correct-Horse-7"},
            {auditor, "丙", "audit", "Correct-Horse-7"}};
  }
  void found(int branches) {
    Program program{{.database = url(), .data = m_folder, .rules = rules()}};
    program.database().write(the_street, [&](database::Transaction& transaction) {
      m_street = set_up(transaction, program.services().secrets, {}, {"测试街道", administrators()},
                        std::vector(3, password()))
                     .value();
      return true;
    });
    for (int number = 0; number < branches; ++number) {
      change(program, [&](journal::Change& open) { found_branch(program, open, number); });
    }
    sign_in(program);
  }
  /// With two members who owe dues from this month on.
  void found_branch(Program& program, journal::Change& open, int number) {
    auto const today = open.today();
    Branch branch{.id = organisation::found_unit(open, program.services().secrets,
                                                 {.kind = organisation::UnitKind::branch,
                                                  .full_name = name_of_branch(number),
                                                  .parent = m_street,
                                                  .founded_on = today,
                                                  .reason = "测试",
                                                  .approval = "测〔2026〕1号"})
                            .value()};
    auto const rules = program.services().rulebooks.of(open.transaction());
    for (int person = number * 2; person < number * 2 + 2; ++person) {
      organisation::MemberDraft draft;
      draft.details.name = fmt::format("党员{}", person);
      draft.details.sex = Sex::male;
      draft.details.born_on = parse_date("1980-05-01");
      draft.details.joined_on = parse_date("2005-07-01");
      draft.details.full_member_on = parse_date("2006-07-01");
      draft.unit = branch.id;
      draft.from = today;
      draft.reason = organisation::MembershipReason::roster;
      auto const member =
          organisation::register_member(open, {program.services().secrets}, draft).value();
      practice::set_basis(open, *rules,
                          {.member = member,
                           .from = Month::of(today),
                           .population = practice::DuesPopulation::salaried,
                           .base = Fen{500'000}})
          .value();
      branch.members.push_back(member);
    }
    m_branches.push_back(std::move(branch));
  }
  void sign_in(Program& program) {
    change(program, [&](journal::Change& open) {
      auto const user = access::add_user(open, {}, {"office", "办公室", password(), {}}).value();
      access::grant_role(open, {user, access::Role::street_office, m_street},
                         organisation::registers_members)
          .value();
    });
    http::Server const server{{.port = 0}, program.routes()};
    http::Client client{server.port()};
    client.post("/api/session", R"({"login":"office","password":"Correct-Horse-7"})");
    m_cookie = client.cookie();
    m_csrf = boost::json::parse(client.get("/api/session").body).at("csrf").as_string();
  }

  std::string m_url;
  std::filesystem::path m_folder{};
  UnitId m_street{};
  std::vector<Branch> m_branches{};
  std::string m_cookie{};
  std::string m_csrf{};
  std::optional<Child> m_child{};
  std::uint16_t m_port{0};
};

}  // namespace hangji::application
