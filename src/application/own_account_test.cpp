// The own account through the door: the second factor's picture and the own password.
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

TEST_P(OwnAccount, the_table_of_rights_is_read_by_whoever_works_here) {
  auto worker = person("worker", Role::community_worker, set_up_street());
  auto const rights = worker.read("/api/rights");
  ASSERT_EQ(rights.status, 200);
  EXPECT_THAT(rights.text,
              HasSubstr(R"({"role":"auditor","permission":"verify_books","reach":"subtree"})"));
}

}  // namespace
}  // namespace hangji::application
