// Fixture for tests through the door: the whole program on a database of its own, served on a free
// port, with persons who sign in and ask as a browser does. For tests only.
#pragma once

#include "application/program.h"
#include "application/setup.h"
#include "database/test_databases.h"
#include "http/client.h"
#include "http/server.h"
#include "kernel/access/access_store.h"
#include "kernel/access/users.h"
#include "organisation/units/units_store.h"
#include "practice/votes/votes_invariants.h"
#include "testing/laws_store.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

namespace hangji::application {

/// The first full identity or phone number of an invented person; empty when there is none.
inline std::string_view number_in_the_clear(std::string_view text) {
  static constexpr std::string_view digits = "0123456789X";
  for (auto at = text.find_first_of(digits); at < text.size();
       at = text.find_first_of(digits, at)) {
    auto const number = text.substr(at, text.find_first_not_of(digits, at) - at);
    if (number.size() == 18 && number.starts_with("999999")) return number;
    if (number.size() == 11 && number.starts_with("10000")) return number;
    at += number.size();
  }
  return {};
}

/// A signed-in person at a browser. Every answer is of a route that exists, and none but those that
/// are there to show a number shows one.
class Person {
public:
  explicit Person(std::uint16_t port) : m_client{port} {}

  struct Answer {
    int status{0};
    boost::json::value body{};
    std::string text{};
    /// Empty when it is no refusal.
    [[nodiscard]] std::string code() const {
      return status < 400 ? "" : std::string{body.at("code").as_string()};
    }
    [[nodiscard]] std::string at(std::string_view member) const {
      return std::string{body.at(member).as_string()};
    }
  };

  Answer sign_in(std::string_view login, std::string_view password) {
    auto const answer =
        write("POST", "/api/session",
              fmt::format(R"({{"login":"{}","password":"{}"}})", login, password), "");
    if (answer.status == 200) m_csrf = read("/api/session").at("csrf");
    return answer;
  }
  Answer read(std::string_view path) { return answer_of(path, m_client.send("GET", path)); }
  /// With a key of its own.
  Answer write(std::string_view method, std::string_view path, std::string_view body) {
    return write(method, path, body, fmt::format("key-{}", ++m_keys));
  }
  Answer write(std::string_view method, std::string_view path, std::string_view body,
               std::string_view key) {
    return answer_of(path, m_client.send(method, path, body,
                                         {{"Content-Type", "application/json"},
                                          {"X-CSRF-Token", m_csrf},
                                          {"Idempotency-Key", std::string{key}}}));
  }
  Answer post(std::string_view path, std::string_view body) { return write("POST", path, body); }
  void forget_csrf() { m_csrf.clear(); }
  http::Client& client() { return m_client; }

private:
  static Answer answer_of(std::string_view path, http::ClientResponse response) {
    Answer answer{.status = response.status, .text = std::move(response.body)};
    EXPECT_FALSE(answer.text.contains(R"("code":"http.not_found")")) << path << " is no route";
    bool const shows_numbers = path.ends_with("/unmask") || path.starts_with("/api/imports/");
    if (!shows_numbers) EXPECT_EQ(number_in_the_clear(answer.text), "") << path;
    boost::json::error_code ignored;
    answer.body = boost::json::parse(answer.text, ignored);
    return answer;
  }
  http::Client m_client;
  std::string m_csrf{};
  int m_keys{0};
};

class ProgramOnBothEngines : public database::OnBothEngines {
protected:
  static constexpr std::string_view password = "Correct-Horse-7";

  void SetUp() override {
    auto pattern = (std::filesystem::temp_directory_path() / "hangji-program.XXXXXX").string();
    m_data = ::mkdtemp(pattern.data());
    start();
  }
  /// Whatever was asked, the books hold together at the end.
  void TearDown() override {
    m_server.reset();
    if (m_program) EXPECT_EQ(faults_of_books(), std::vector<std::string>{});
    m_program.reset();
    std::filesystem::remove_all(m_data);
  }
  void start() {
    m_server.reset();
    m_program.reset();
    m_program = std::make_unique<Program>(
        Settings{.database = test_database().url(),
                 .data = m_data,
                 .rules = std::filesystem::path{__FILE__}.parent_path() / "../../rules"},
        std::shared_ptr<Clock const>{std::shared_ptr<void>{}, &clock()});
    m_program->services().jobs.start(the_street);
    m_server = std::make_unique<http::Server>(http::ServerOptions{.port = 0}, m_program->routes());
  }

  /// Against their journal and their laws.
  std::vector<std::string> faults_of_books() {
    auto const& services = m_program->services();
    return services.database.read(the_street, [&](database::Transaction& transaction) {
      auto all = journal::verify_books(transaction, services.chapters->books).faults;
      std::ranges::move(testing::law_faults(transaction), std::back_inserter(all));
      auto const rulebook = services.rulebooks.of(transaction);
      std::ranges::move(practice::vote_faults(transaction, *rulebook), std::back_inserter(all));
      return all;
    });
  }
  [[nodiscard]] Program& program() { return *m_program; }
  [[nodiscard]] std::uint16_t port() const { return m_server->port(); }

  static std::string setup_body() {
    return R"({"street_name":"测试街道","administrators":[
      {"role":"system_administrator","name":"甲","login":"sys","password":"Correct-Horse-7"},
      {"role":"security_administrator","name":"乙","login":"sec","password":"Correct-Horse-7"},
      {"role":"auditor","name":"丙","login":"audit","password":"Correct-Horse-7"}]})";
  }
  /// Sets the street up; its root unit.
  UnitId set_up_street() {
    auto const answer = Person{port()}.post("/api/setup", setup_body());
    EXPECT_EQ(answer.status, 200) << answer.text;
    std::int64_t id = 0;
    std::from_chars(answer.at("street").data(), answer.at("street").data() + 20, id);
    return {id};
  }
  /// An account with one role, signed in.
  Person person(std::string_view login, access::Role role, UnitId unit, MemberId member = {}) {
    program().database().write(the_street, [&](database::Transaction& transaction) {
      journal::Change change{transaction, {}, "test.person"};
      auto const user = access::add_user(change, {},
                                         {std::string{login}, std::string{login},
                                          access::ChosenPassword{std::string{password}}, member});
      EXPECT_TRUE(user.has_value());
      EXPECT_TRUE(access::grant_role(change, {*user, role, unit}, organisation::registers_members)
                      .has_value());
      change.finish();
      return true;
    });
    Person signed_in{port()};
    EXPECT_EQ(signed_in.sign_in(login, password).status, 200);
    return signed_in;
  }

  /// An administrator without one does nothing.
  void bind_second_factor(std::string const& login) {
    program().database().write(the_street, [&](database::Transaction& transaction) {
      journal::Change change{transaction, {}, "test.bind"};
      auto const row = access::user_by_login(transaction, login);
      auto bound = *row;
      bound.totp_secret = program().services().secrets.seal("GEZDGNBVGY3TQOJQ");
      change.update(*row, bound);
      change.about({}, "绑定");
      change.finish();
      return true;
    });
    program().services().sessions.forget_all();
  }

private:
  std::filesystem::path m_data{};
  std::unique_ptr<Program> m_program{};
  std::unique_ptr<http::Server> m_server{};
};

}  // namespace hangji::application
