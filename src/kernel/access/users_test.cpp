#include "kernel/access/users.h"

#include "database/test_databases.h"
#include "kernel/access/access_store.h"
#include "kernel/access/sessions.h"
#include "kernel/secrets/sealed.h"

namespace hangji::access {
namespace {

using database::Transaction;
using journal::Change;

constexpr UnitId street{1};
constexpr std::int64_t minute_ms = 60'000;
constexpr std::string_view good_password = "Correct-Horse-7";
/// RFC 6238, appendix B: the SHA-1 secret "12345678901234567890" and its code at second 59.
constexpr std::string_view rfc_secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

class Users : public database::OnBothEngines {
protected:
  secrets::Secrets secrets{secrets::Secrets::for_tests()};
  SignInLimits limits{};

  static Sessions sessions_within(SignInLimits const& within) {
    return Sessions{[within](Transaction&) { return within; }};
  }

  template <class Work> auto operate(Work work) {
    return database().change(tenant(), [&](Transaction& transaction) {
      Change change{transaction, {}, "test.operate"};
      auto result = work(change);
      if (result) change.finish();
      return result;
    });
  }
  UserId add(std::string const& login) {
    auto const id = operate([&](Change& change) {
      return add_user(change, {login, "甲", std::string{good_password}, {}});
    });
    EXPECT_TRUE(id.has_value());
    return id.value_or(UserId{});
  }
  Result<GrantId> give(UserId user, Role role) {
    return operate([&](Change& change) { return grant_role(change, user, role, street); });
  }
  std::string sign_in(std::string_view login, std::string_view password,
                      std::string_view totp = "") {
    auto const check = database().read(tenant(), [&](Transaction& transaction) {
      return check_sign_in(transaction, secrets, limits, {login, password, totp});
    });
    if (!check.user && !check.tried.is_none()) {
      database().write(tenant(), [&](Transaction& transaction) {
        note_failure(transaction, limits, check.tried);
        return true;
      });
    }
    return check.user ? "" : check.user.error().code;
  }
};
HANGJI_ON_BOTH_ENGINES(Users);

TEST_P(Users, a_right_password_signs_in_and_a_wrong_one_does_not) {
  add("zhang");
  EXPECT_EQ(sign_in("zhang", good_password), "");
  EXPECT_EQ(sign_in("zhang", "Correct-Horse-8"), "access.sign_in_wrong");
  EXPECT_EQ(sign_in("nobody", good_password), "access.sign_in_wrong");
}

TEST_P(Users, five_failures_lock_the_account_for_fifteen_minutes) {
  add("zhang");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(sign_in("zhang", "wrong"), "access.sign_in_wrong");
  EXPECT_EQ(sign_in("zhang", good_password), "access.locked");
  clock().advance(15 * 60 * 1000 - 1);
  EXPECT_EQ(sign_in("zhang", good_password), "access.locked");
  clock().advance(1);
  EXPECT_EQ(sign_in("zhang", good_password), "");
}

TEST_P(Users, the_rule_says_how_many_failures_lock_for_how_long) {
  limits = {.failures_until_lock = 2, .lock_minutes = 1};
  add("zhang");
  for (int i = 0; i < 2; ++i) EXPECT_EQ(sign_in("zhang", "wrong"), "access.sign_in_wrong");
  EXPECT_EQ(sign_in("zhang", good_password), "access.locked");
  EXPECT_EQ(why_locked(limits), "连续输错 2 次，账号锁定 1 分钟");
  clock().advance(minute_ms);
  EXPECT_EQ(sign_in("zhang", good_password), "");
}

TEST_P(Users, a_second_factor_is_asked_and_checked) {
  auto const id = add("zhang");
  clock().set(Instant{59'000});
  auto const enrolled = operate(
      [&](Change& change) { return enrol_totp(change, secrets, id, rfc_secret, "287082"); });
  ASSERT_TRUE(enrolled.has_value());
  EXPECT_EQ(sign_in("zhang", good_password), "access.totp_required");
  EXPECT_EQ(sign_in("zhang", good_password, "287083"), "access.totp_wrong");
  EXPECT_EQ(sign_in("zhang", good_password, "287082"), "");
}

TEST_P(Users, a_factor_is_not_bound_by_a_wrong_code) {
  auto const id = add("zhang");
  clock().set(Instant{59'000});
  auto const result = operate(
      [&](Change& change) { return enrol_totp(change, secrets, id, rfc_secret, "000000"); });
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, "access.totp_wrong");
  EXPECT_EQ(sign_in("zhang", good_password), "");
}

TEST(Passwords, weak_ones_are_refused) {
  for (auto const* weak : {"Short-1a", "alllowercase", "lowerand12345", "my-zhang-Pass1", ""}) {
    auto const result = check_password("zhang", weak);
    ASSERT_FALSE(result.has_value()) << weak;
    EXPECT_EQ(result.error().code, "access.password_weak");
  }
  EXPECT_TRUE(check_password("zhang", good_password).has_value());
}

TEST_P(Users, a_login_belongs_to_one_account) {
  add("zhang");
  auto const second = operate([&](Change& change) {
    return add_user(change, {"zhang", "乙", std::string{good_password}, {}});
  });
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().code, "access.login_taken");
}

TEST_P(Users, what_is_done_to_an_unknown_account_is_refused) {
  auto const code = [](auto const& result) { return result ? std::string{} : result.error().code; };
  EXPECT_EQ(code(give(UserId{9}, Role::auditor)), "access.not_found");
  EXPECT_EQ(code(operate([](Change& c) { return set_password(c, UserId{9}, good_password); })),
            "access.not_found");
  EXPECT_EQ(
      code(operate([](Change& c) { return set_user_state(c, UserId{9}, UserState::disabled); })),
      "access.not_found");
  EXPECT_EQ(code(operate([](Change& c) { return end_grant(c, GrantId{9}); })), "access.not_found");
}

TEST_P(Users, the_three_administrators_are_three_persons_with_no_other_role) {
  auto const administrator = add("sys");
  ASSERT_TRUE(give(administrator, Role::system_administrator).has_value());
  for (auto const role : {Role::security_administrator, Role::auditor, Role::branch_secretary}) {
    auto const result = give(administrator, role);
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().code, "access.administrators_separate");
  }
  auto const secretary = add("secretary");
  ASSERT_TRUE(give(secretary, Role::branch_secretary).has_value());
  EXPECT_FALSE(give(secretary, Role::auditor).has_value());
  EXPECT_TRUE(give(secretary, Role::member).has_value());
}

TEST_P(Users, a_role_given_twice_is_held_once_and_the_program_goes_on) {
  auto const user = add("zhang");
  auto const first = give(user, Role::branch_secretary);
  auto const again = give(user, Role::branch_secretary);
  ASSERT_TRUE(first.has_value() && again.has_value());
  EXPECT_EQ(*again, *first);
}

TEST_P(Users, a_session_lives_until_it_is_idle_too_long) {
  auto const id = add("zhang");
  auto sessions = sessions_within({.idle_minutes = 30, .longest_hours = 12});
  std::string token;
  database().write(tenant(), [&](Transaction& t) {
    token = sessions.open(t, id);
    return true;
  });
  auto const code = [&](std::string_view with) {
    return database().read(tenant(), [&](Transaction& t) {
      auto const session = sessions.of(t, with);
      return session ? std::string{} : session.error().code;
    });
  };
  EXPECT_EQ(code(""), "access.not_signed_in");
  EXPECT_EQ(code(token + "0"), "access.not_signed_in");
  EXPECT_EQ(code(token), "");
  clock().advance(30 * minute_ms);
  EXPECT_EQ(code(token), "");
  clock().advance(30 * minute_ms + 1);
  EXPECT_EQ(code(token), "access.session_over");
}

TEST_P(Users, a_session_ends_at_its_longest_even_when_used) {
  auto const id = add("zhang");
  auto sessions = sessions_within({.idle_minutes = 30, .longest_hours = 1});
  std::string token;
  database().write(tenant(), [&](Transaction& t) {
    token = sessions.open(t, id);
    return true;
  });
  auto const lives = [&] {
    return database().read(tenant(),
                           [&](Transaction& t) { return sessions.of(t, token).has_value(); });
  };
  for (int i = 0; i < 2; ++i) {
    clock().advance(25 * minute_ms);
    EXPECT_TRUE(lives());
  }
  clock().advance(10 * minute_ms);
  EXPECT_FALSE(lives());
}

TEST(Rights, administrators_do_not_touch_the_work_and_workers_not_the_rights) {
  for (auto const role :
       {Role::system_administrator, Role::security_administrator, Role::auditor}) {
    for (auto const permission :
         {Permission::record_activities, Permission::record_dues, Permission::confirm_points,
          Permission::see_members, Permission::unmask_members, Permission::edit_rules}) {
      EXPECT_EQ(right_of(role, permission), nullptr);
    }
  }
  for (auto const role : {Role::member, Role::branch_secretary, Role::community_worker,
                          Role::street_office, Role::liaison}) {
    for (auto const permission : {Permission::manage_users, Permission::manage_grants,
                                  Permission::manage_system, Permission::verify_books}) {
      EXPECT_EQ(right_of(role, permission), nullptr);
    }
  }
  EXPECT_EQ(right_of(Role::member, Permission::see_members), nullptr);
  EXPECT_EQ(right_of(Role::branch_secretary, Permission::confirm_points), nullptr)
      << "who proposes points does not confirm them";
  EXPECT_EQ(right_of(Role::branch_secretary, Permission::record_dues)->reach, Reach::unit);
}

}  // namespace
}  // namespace hangji::access
