// The own account through the door: the second factor's picture and the own password.
#include "application/test_load_store.h"
#include "application/test_program.h"

#include <gmock/gmock.h>

namespace hangji::application {
namespace {

using access::Role;
using ::testing::HasSubstr;

class OwnAccount : public ProgramOnBothEngines {};
HANGJI_ON_BOTH_ENGINES(OwnAccount);

constexpr std::string_view other_password = "Other-Horse-77";

std::string change_of(std::string_view from, std::string_view to) {
  return fmt::format(R"({{"old_password":"{}","password":"{}"}})", from, to);
}

TEST_P(OwnAccount, a_new_secret_comes_with_its_picture) {
  set_up_street();
  Person administrator{port()};
  EXPECT_EQ(administrator.sign_in("sys", password).status, 200);
  auto const made = administrator.read("/api/session/totp");
  EXPECT_THAT(made.at("uri"), HasSubstr(made.at("secret")));
  EXPECT_THAT(made.at("qr"), HasSubstr("<svg"));
}

TEST_P(OwnAccount, a_password_is_changed_by_whoever_knows_the_old_one) {
  auto member = person("li", Role::member, set_up_street());
  auto const change = [&](std::string_view from, std::string_view to) {
    return member.write("PUT", "/api/session/password", change_of(from, to));
  };
  Person elsewhere{port()};
  EXPECT_EQ(elsewhere.sign_in("li", password).status, 200);
  EXPECT_EQ(change("Wrong-Horse-77", other_password).code(), "access.sign_in_wrong");
  EXPECT_EQ(change(password, "weak").code(), "access.password_weak");
  EXPECT_EQ(change(password, other_password).status, 200);
  EXPECT_EQ(member.read("/api/session").status, 200) << "the page that changed it goes on";
  EXPECT_EQ(elsewhere.read("/api/session").code(), "access.not_signed_in")
      << "whoever was in by the old password is out";
  EXPECT_EQ(Person{port()}.sign_in("li", password).code(), "access.sign_in_wrong");
  EXPECT_EQ(Person{port()}.sign_in("li", other_password).status, 200);
}

TEST_P(OwnAccount, an_old_password_cannot_be_guessed_from_an_open_page) {
  auto member = person("li", Role::member, set_up_street());
  auto const guess = change_of("Wrong-Horse-77", other_password);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(member.write("PUT", "/api/session/password", guess).code(), "access.sign_in_wrong");
  }
  EXPECT_EQ(
      member.write("PUT", "/api/session/password", change_of(password, other_password)).code(),
      "access.locked");
}

TEST_P(OwnAccount, a_password_is_changed_from_the_own_page_only) {
  auto member = person("li", Role::member, set_up_street());
  member.forget_csrf();
  EXPECT_EQ(
      member.write("PUT", "/api/session/password", change_of(password, other_password)).code(),
      "access.csrf_missing");
  EXPECT_EQ(Person{port()}.write("PUT", "/api/session/password", "{}").code(),
            "access.not_signed_in");
}

TEST_P(OwnAccount, a_change_whose_answer_was_lost_is_answered_again_and_not_counted_as_a_guess) {
  auto member = person("li", Role::member, set_up_street());
  auto const change = [&](std::string_view to, std::string_view key) {
    return member.write("PUT", "/api/session/password", change_of(password, to), key);
  };
  EXPECT_EQ(change(other_password, "").code(), "idempotency.key_missing");
  EXPECT_EQ(change(other_password, "once").status, 200);
  for (int i = 0; i < 7; ++i) EXPECT_EQ(change(other_password, "once").status, 200);
  EXPECT_EQ(change("Third-Horse-777", "once").code(), "idempotency.key_reused");
  EXPECT_EQ(Person{port()}.sign_in("li", other_password).status, 200) << "it is not locked";
}

TEST_P(OwnAccount, a_factor_whose_answer_was_lost_is_bound_once) {
  set_up_street();
  clock().set(Instant{2'000'000'000'000});  // RFC 6238, as in the tests of the gate
  Person administrator{port()};
  EXPECT_EQ(administrator.sign_in("sys", password).status, 200);
  auto const bind = [&](std::string_view key) {
    constexpr auto right = R"({"secret":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ","code":"279037"})";
    return administrator.write("POST", "/api/session/totp", right, key);
  };
  EXPECT_EQ(bind("once").status, 200);
  EXPECT_EQ(bind("once").status, 200);
  EXPECT_EQ(bind("again").code(), "access.sign_in_wrong");
}

bool lies_among_answers(database::Transaction& transaction, std::string_view text) {
  return transaction.one<FoundRow>(count_answers_with, fmt::format("%{}%", text))->found > 0;
}

TEST_P(OwnAccount, what_is_kept_for_a_retry_tells_neither_password_nor_secret) {
  auto member = person("li", Role::member, set_up_street());
  auto const body = change_of(password, other_password);
  EXPECT_EQ(member.write("PUT", "/api/session/password", body, "once").status, 200);
  journal::ListDigest plain;
  for (auto const part : {std::string_view{"put"}, std::string_view{"/api/session/password"}})
    plain.add(part);
  plain.add(body);
  program().database().read(the_street, [&](database::Transaction& transaction) {
    for (auto const& secret : {std::string{password}, std::string{other_password}, plain.finish()})
      EXPECT_FALSE(lies_among_answers(transaction, secret)) << secret;
    EXPECT_TRUE(lies_among_answers(transaction, "once"));
    return true;
  });
}

TEST_P(OwnAccount, reads_go_on_while_sign_ins_come_in_a_burst) {
  auto worker = person("worker", Role::community_worker, set_up_street());
  constexpr int burst = 60;
  std::atomic<int> answered{0};
  std::vector<std::jthread> guessers;
  for (int i = 0; i < burst; ++i) {
    guessers.emplace_back([&, i] {
      auto const code = Person{port()}.sign_in(fmt::format("nobody{}", i), password).code();
      EXPECT_TRUE(code == "access.sign_in_wrong" || code == "access.busy") << code;
      ++answered;
    });
  }
  while (answered < 2) std::this_thread::yield();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(worker.read("/api/rights").status, 200);
  EXPECT_LT(answered, burst / 2) << "the reads waited behind the passwords";
}

TEST_P(OwnAccount, the_table_of_rights_is_read_by_whoever_works_here) {
  auto worker = person("worker", Role::community_worker, set_up_street());
  auto const rights = worker.read("/api/rights");
  ASSERT_EQ(rights.status, 200);
  EXPECT_THAT(rights.text,
              HasSubstr(R"({"role":"auditor","permission":"verify_books","reach":"subtree"})"));
}

}  // namespace
}  // namespace hangji::application
