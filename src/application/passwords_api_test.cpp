// What is demanded of a password, and that none is hashed where the books are written: accounts of
// the administrator and the set-up through the door.
#include "application/test_program.h"
#include "kernel/access/password_pool.h"

#include <gmock/gmock.h>

#include <atomic>

namespace hangji::application {
namespace {

using access::Role;
using ::testing::HasSubstr;

/// Every thread of the pool is busy and nobody more may wait, until this is gone.
class Jam {
public:
  explicit Jam(access::PasswordPool& pool) {
    auto const threads = access::PasswordPool::threads_here();
    for (std::size_t i = 0; i < threads; ++i) {
      EXPECT_TRUE(pool.submit([state = m_state] {
        ++state->busy;
        state->busy.notify_all();
        state->is_over.wait(false);
      }));
    }
    for (auto busy = m_state->busy.load(); busy < threads; busy = m_state->busy.load())
      m_state->busy.wait(busy);
    while (pool.submit([] {})) {}
  }
  ~Jam() {
    m_state->is_over = true;
    m_state->is_over.notify_all();
  }
  Jam(Jam const&) = delete;
  Jam& operator=(Jam const&) = delete;

private:
  struct State {
    std::atomic<std::size_t> busy{0};
    std::atomic<bool> is_over{false};
  };
  std::shared_ptr<State> m_state{std::make_shared<State>()};
};

class PasswordsApi : public ProgramOnBothEngines {
protected:
  Person administrator(std::string const& login, Role role, UnitId street) {
    auto who = person(login, role, street);
    bind_second_factor(login);
    return who;
  }
  static std::string account(std::string_view login, std::string_view chosen) {
    return fmt::format(R"({{"login":"{}","name":"新","password":"{}"}})", login, chosen);
  }
  std::string path_of(std::string_view login) {
    return program().database().read(the_street, [&](database::Transaction& transaction) {
      auto const row = access::user_by_login(transaction, login);
      return fmt::format("/api/accounts/{}/password", row->id.value);
    });
  }
  static std::string demands(std::string_view from, int length, int kinds) {
    return fmt::format(R"({{"from":"{}","document":"街道口令办法","article":"第一条",)"
                       R"("reason":"从严","parameters":{{"least_length":{},"least_kinds":{}}}}})",
                       from, length, kinds);
  }
};
HANGJI_ON_BOTH_ENGINES(PasswordsApi);

TEST_P(PasswordsApi, the_demands_are_told_before_anyone_is_signed_in_and_to_who_is) {
  constexpr auto told =
      R"("password_demands":{"least_length":10,"least_kinds":3,"rule":{"id":"access.password")";
  EXPECT_THAT(Person{port()}.read("/api/setup").text, HasSubstr(told));
  auto body = setup_body();
  body.replace(body.rfind("Correct-Horse-7"), 15, "Short-1aB");
  auto const weak = Person{port()}.post("/api/setup", body);
  EXPECT_EQ(weak.code(), "access.password_weak");
  EXPECT_THAT(weak.at("message"), HasSubstr("口令须 10 至 128 个字符"));
  auto office = person("office", Role::street_office, set_up_street());
  EXPECT_THAT(office.read("/api/session").text, HasSubstr(told));
  EXPECT_EQ(Person{port()}.read("/api/setup").code(), "setup.done_already");
}

TEST_P(PasswordsApi, the_street_demands_more_and_never_less) {
  auto const street = set_up_street();
  auto security = administrator("security", Role::security_administrator, street);
  auto keeper = administrator("keeper", Role::system_administrator, street);
  auto office = person("office", Role::street_office, street);
  auto const path = "/api/rules/access.password/overrides";
  auto const today = to_text(clock().today());
  EXPECT_EQ(office.post(path, demands(today, 16, 3)).code(), "access.not_allowed");
  for (auto const& looser : {demands(today, 9, 3), demands(today, 10, 2)})
    EXPECT_EQ(security.post(path, looser).code(), "rules.national");
  for (auto const& absurd : {demands(today, 129, 3), demands(today, 16, 5)})
    EXPECT_EQ(security.post(path, absurd).code(), "rules.wrong_parameter");
  EXPECT_EQ(keeper.post("/api/accounts", account("first", "Correct-Horse-7")).code(), "");
  auto const stricter = security.post(path, demands(today, 16, 3));
  ASSERT_EQ(stricter.status, 200) << stricter.text;

  EXPECT_THAT(office.read("/api/session").text, HasSubstr(R"("least_length":16)"));
  auto const refused = keeper.post("/api/accounts", account("second", "Correct-Horse-7"));
  EXPECT_EQ(refused.code(), "access.password_weak");
  EXPECT_THAT(refused.at("message"), HasSubstr("口令须 16 至 128 个字符"));
  EXPECT_THAT(refused.text, HasSubstr(R"("document":"街道口令办法")"));
  auto const own =
      office.write("PUT", "/api/session/password",
                   R"({"old_password":"Correct-Horse-7","password":"Other-Horse-77"})");
  EXPECT_EQ(own.code(), "access.password_weak");
  EXPECT_THAT(own.text, HasSubstr(R"("document":"街道口令办法")"));
  EXPECT_EQ(keeper.write("PUT", path_of("first"), R"({"password":"Other-Horse-77"})").code(),
            "access.password_weak");
  EXPECT_EQ(keeper.write("PUT", path_of("first"), R"({"password":"Other-Horse-77-88"})").code(),
            "");
  EXPECT_EQ(Person{port()}.sign_in("office", password).status, 200)
      << "a password that stood already goes on";
}

TEST_P(PasswordsApi, an_account_whose_answer_was_lost_is_made_once) {
  auto keeper = administrator("keeper", Role::system_administrator, set_up_street());
  auto const add = [&](std::string_view chosen) {
    return keeper.write("POST", "/api/accounts", account("new", chosen), "once");
  };
  auto const first = add("Correct-Horse-7");
  ASSERT_EQ(first.status, 200) << first.text;
  EXPECT_EQ(add("Correct-Horse-7").text, first.text);
  EXPECT_EQ(add("Other-Horse-77").code(), "idempotency.key_reused");
  auto const reset = [&](std::string_view key) {
    return keeper.write("PUT", path_of("new"), R"({"password":"Other-Horse-77"})", key);
  };
  EXPECT_EQ(reset("").code(), "idempotency.key_missing");
  EXPECT_EQ(reset("reset").status, 200);
  EXPECT_EQ(reset("reset").status, 200);
  EXPECT_EQ(Person{port()}.sign_in("new", "Other-Horse-77").status, 200);
}

TEST_P(PasswordsApi, an_account_waits_for_the_pool_and_not_in_the_writer) {
  auto const street = set_up_street();
  auto keeper = administrator("keeper", Role::system_administrator, street);
  auto office = person("office", Role::street_office, street);
  auto const at = path_of("office");
  auto const add = [&](Person& who) {
    return who.write("POST", "/api/accounts", account("new", "Correct-Horse-7"), "add");
  };
  auto const reset = [&] {
    return keeper.write("PUT", at, R"({"password":"Other-Horse-77"})", "reset");
  };
  {
    Jam const jam{program().services().passwords};
    EXPECT_EQ(add(keeper).code(), "access.busy");
    EXPECT_EQ(reset().code(), "access.busy");
    EXPECT_EQ(add(office).code(), "access.not_allowed") << "nothing is hashed for others";
    EXPECT_EQ(keeper.post("/api/accounts", "{}").status, 400);
    EXPECT_EQ(keeper.write("PUT", "/api/accounts/4711/state", R"({"state":"disabled"})").code(),
              "access.not_found")
        << "the writer is free";
  }
  while (!program().services().passwords.submit([] {})) std::this_thread::yield();
  EXPECT_EQ(add(keeper).status, 200);
  EXPECT_EQ(reset().status, 200);
}

TEST_P(PasswordsApi, the_set_up_waits_for_the_pool_and_hashes_nothing_it_refuses) {
  auto const ask = [&](std::string const& body) {
    return Person{port()}.write("POST", "/api/setup", body, "once");
  };
  {
    Jam const jam{program().services().passwords};
    EXPECT_EQ(ask(setup_body()).code(), "access.busy");
    EXPECT_EQ(ask(R"({"street_name":"","administrators":[]})").code(), "setup.street_missing");
  }
  while (!program().services().passwords.submit([] {})) std::this_thread::yield();
  auto const done = ask(setup_body());
  ASSERT_EQ(done.status, 200) << done.text;
  Jam const jam{program().services().passwords};
  EXPECT_EQ(ask(setup_body()).text, done.text) << "answered again, not done again";
  EXPECT_EQ(Person{port()}.write("POST", "/api/setup", setup_body(), "twice").code(),
            "setup.done_already");
}

}  // namespace
}  // namespace hangji::application
