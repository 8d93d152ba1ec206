#include "kernel/access/users.h"

#include "database/test_databases.h"
#include "kernel/access/access_store.h"
#include "kernel/access/sessions.h"
#include "kernel/journal/digest.h"
#include "kernel/journal/journal.h"
#include "kernel/secrets/sealed.h"

namespace hangji::access {
namespace {

using database::Transaction;
using journal::Change;

constexpr UnitId street{1};
constexpr UnitId branch{2};
constexpr std::int64_t minute_ms = 60'000;
constexpr std::string_view good_password = "Correct-Horse-7";
/// RFC 6238, appendix B: the SHA-1 secret "12345678901234567890" and its code at second 59.
constexpr std::string_view rfc_secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

ChosenPassword other_password() { return ChosenPassword{"Other-Horse-77"}; }

class Users : public database::OnBothEngines {
protected:
  secrets::Secrets secrets{secrets::Secrets::for_tests()};
  SignInLimits limits{};

  static bool is_branch(Transaction&, UnitId unit) { return unit == branch; }
  static Sessions sessions_within(SignInLimits const& within) {
    return Sessions{[within](Transaction&) { return within; }, is_branch};
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
      return add_user(change, {}, {login, "甲", ChosenPassword{std::string{good_password}}, {}});
    });
    EXPECT_TRUE(id.has_value());
    return id.value_or(UserId{});
  }
  Result<GrantId> give(UserId user, Role role) {
    return give(user, role, role == Role::branch_secretary ? branch : street);
  }
  Result<GrantId> give(UserId user, Role role, UnitId unit) {
    return operate(
        [&](Change& change) { return grant_role(change, {user, role, unit}, is_branch); });
  }
  std::string open(Sessions& sessions, UserId id) {
    std::string token;
    database().write(tenant(), [&](Transaction& t) {
      token = sessions.open(t, id);
      return true;
    });
    return token;
  }
  std::string sign_in(std::string_view login, std::string_view password,
                      std::string_view totp = "") {
    auto const check = database().read(tenant(), [&](Transaction& transaction) {
      auto const found = find_account(transaction, login);
      return check_sign_in(transaction, secrets, limits, found,
                           {password_fits(found, password), totp});
    });
    if (!check.user && !check.tried.is_none()) {
      database().write(tenant(), [&](Transaction& transaction) {
        note_failure(transaction, limits, check.tried, "192.0.2.7");
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
  EXPECT_EQ(sign_in("zhang", good_password, "287082"), "access.totp_wrong")
      << "the code that bound it was taken";
  // RFC 6238, appendix B: the code at second 1,111,111,109.
  clock().set(Instant{1'111'111'109'000});
  EXPECT_EQ(sign_in("zhang", good_password, "081804"), "");
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
    auto const result = check_password({}, "zhang", weak);
    ASSERT_FALSE(result.has_value()) << weak;
    EXPECT_EQ(result.error().code, "access.password_weak");
  }
  EXPECT_TRUE(check_password({}, "zhang", good_password).has_value());
}

TEST(Passwords, the_rule_says_how_long_and_of_how_many_kinds_of_character) {
  PasswordDemands const strict{.least_length = 15, .least_kinds = 4};
  EXPECT_EQ(check_password(strict, "zhang", "Correct-Horse7").error().message,
            "口令须 15 至 128 个字符，含大写、小写、数字、符号中的 4 种，且不含登录名");
  EXPECT_TRUE(check_password(strict, "zhang", "Correct-Horse-7").has_value());
  EXPECT_FALSE(check_password(strict, "zhang", "CorrectHorseTwo7").has_value());
  std::string const longest(password_length_most - 2, 'a');
  EXPECT_TRUE(check_password({}, "zhang", longest + "A7").has_value());
  EXPECT_FALSE(check_password({}, "zhang", longest + "AB7").has_value());
}

TEST_P(Users, a_login_belongs_to_one_account) {
  add("zhang");
  auto const second = operate([&](Change& change) {
    return add_user(change, {}, {"zhang", "乙", ChosenPassword{std::string{good_password}}, {}});
  });
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().code, "access.login_taken");
}

TEST_P(Users, what_is_done_to_an_unknown_account_is_refused) {
  auto const code = [](auto const& result) { return result ? std::string{} : result.error().code; };
  EXPECT_EQ(code(give(UserId{9}, Role::auditor)), "access.not_found");
  EXPECT_EQ(
      code(operate([](Change& c) { return set_password(c, {}, UserId{9}, other_password()); })),
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

TEST_P(Users, a_branchs_role_is_granted_in_a_branch_and_ends_when_it_is_none_any_more) {
  auto const secretary = add("secretary");
  EXPECT_EQ(give(secretary, Role::branch_secretary, street).error().code, "access.wrong_unit");
  EXPECT_TRUE(give(secretary, Role::branch_secretary, branch).has_value());
  bool stands = true;
  Sessions sessions{[](Transaction&) { return SignInLimits{}; },
                    [&stands](Transaction&, UnitId) { return stands; }};
  auto const token = open(sessions, secretary);
  auto const grants = [&] {
    return database().read(tenant(),
                           [&](Transaction& t) { return sessions.of(t, token).value()->grants; });
  };
  EXPECT_EQ(grants().size(), 1U);
  stands = false;
  sessions.forget_all();
  EXPECT_TRUE(grants().empty()) << "the unit was made a committee";
}

TEST_P(Users, the_last_holder_of_an_administrators_role_stays) {
  auto const auditor = add("audit");
  auto const held = give(auditor, Role::auditor);
  auto const code = [](auto const& result) { return result ? std::string{} : result.error().code; };
  auto const disable = [&](UserId id) {
    return operate([&](Change& c) { return set_user_state(c, id, UserState::disabled); });
  };
  auto const end = [&] { return operate([&](Change& c) { return end_grant(c, *held); }); };
  EXPECT_EQ(code(disable(auditor)), "access.last_administrator");
  EXPECT_EQ(code(end()), "access.last_administrator");
  auto const second = add("audit2");
  ASSERT_TRUE(give(second, Role::auditor).has_value());
  EXPECT_EQ(code(disable(second)), "");
  EXPECT_EQ(code(end()), "access.last_administrator") << "who is disabled holds nothing";
}

TEST_P(Users, a_password_set_by_somebody_else_ends_the_sessions_and_is_told) {
  auto const id = add("zhang");
  auto sessions = sessions_within({});
  auto const token = open(sessions, id);
  auto const set = [&](UserId by) {
    return database().change(tenant(), [&](Transaction& transaction) {
      Change change{transaction, {by, "系统管理员甲"}, "test.set"};
      auto result = set_password(change, {}, id, other_password(), token);
      if (result) change.finish();
      return result;
    });
  };
  auto const given = [&] {
    return database().read(tenant(), [&](Transaction& t) { return password_given(t, id); });
  };
  EXPECT_FALSE(given().has_value());
  ASSERT_TRUE(set(UserId{77}).has_value());
  EXPECT_EQ(given().value().given_by, "系统管理员甲");
  ASSERT_TRUE(set(id).has_value());
  EXPECT_FALSE(given().has_value());
}

TEST_P(Users, administrators_that_watch_have_their_passwords_set_at_the_terminal) {
  auto const code = [](auto const& result) { return result ? std::string{} : result.error().code; };
  for (auto const role : {Role::security_administrator, Role::auditor, Role::street_office}) {
    auto const id = add(std::string{boost::describe::enum_to_string(role, "")});
    ASSERT_TRUE(give(id, role).has_value());
    auto const expected = role == Role::street_office ? "" : "access.terminal_only";
    EXPECT_EQ(code(operate([&](Change& c) { return reset_password(c, {}, id, other_password()); })),
              expected);
  }
}

TEST_P(Users, disabling_an_account_ends_its_sessions) {
  auto const id = add("zhang");
  auto sessions = sessions_within({});
  auto const token = open(sessions, id);
  ASSERT_TRUE(operate([&](Change& c) { return set_user_state(c, id, UserState::disabled); }));
  ASSERT_TRUE(operate([&](Change& c) { return set_user_state(c, id, UserState::active); }));
  auto const found = database().read(
      tenant(), [&](Transaction& t) { return session(t, journal::sm3(token)).has_value(); });
  EXPECT_FALSE(found) << "enabled again, it signs in again";
}

TEST_P(Users, a_lost_authenticator_is_reset) {
  auto const id = add("zhang");
  clock().set(Instant{59'000});
  ASSERT_TRUE(operate(
      [&](Change& change) { return enrol_totp(change, secrets, id, rfc_secret, "287082"); }));
  EXPECT_EQ(sign_in("zhang", good_password), "access.totp_required");
  ASSERT_TRUE(operate([&](Change& change) { return reset_totp(change, id); }));
  EXPECT_EQ(sign_in("zhang", good_password), "");
}

TEST_P(Users, a_lock_is_in_the_journal_with_where_it_came_from) {
  add("zhang");
  for (int i = 0; i < 5; ++i) sign_in("zhang", "wrong");
  auto const last = database().read(
      tenant(), [&](Transaction& t) { return journal::entries(t, {}, 0, 1).front(); });
  EXPECT_EQ(last.operation, "access.lock");
  EXPECT_EQ(last.summary, "账号 zhang 连续输错 5 次，账号锁定 15 分钟，来自 192.0.2.7");
}

TEST_P(Users, an_idle_session_is_over_after_a_restart_too) {
  auto const id = add("zhang");
  SignInLimits const half_an_hour{.idle_minutes = 30, .longest_hours = 12};
  std::vector<Instant> noted;
  Sessions first{[&](Transaction&) { return half_an_hour; }, is_branch,
                 [&](TenantId, std::string const& digest, Instant at) {
                   noted.push_back(at);
                   database().submit_write(
                       tenant(),
                       [digest, at](Transaction& t) {
                         put_last_seen(t, digest, at);
                         return true;
                       },
                       [](std::exception_ptr const&) {});
                 }};
  auto const token = open(first, id);
  auto const lives = [&](Sessions& in) {
    return database().read(tenant(), [&](Transaction& t) { return in.of(t, token).has_value(); });
  };
  clock().advance(20 * minute_ms);
  EXPECT_TRUE(lives(first));
  EXPECT_TRUE(lives(first));
  EXPECT_EQ(noted.size(), 1U) << "once a minute";
  database().write(tenant(), [](Transaction&) { return true; });
  clock().advance(30 * minute_ms);
  auto second = sessions_within(half_an_hour);
  EXPECT_TRUE(lives(second)) << "seen half an hour ago";
  clock().advance(1);
  auto third = sessions_within(half_an_hour);
  EXPECT_FALSE(lives(third));
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
  for (auto const role : {Role::member, Role::branch_secretary, Role::branch_committee_member,
                          Role::community_worker, Role::street_office, Role::liaison}) {
    for (auto const permission : {Permission::manage_users, Permission::manage_grants,
                                  Permission::manage_system, Permission::verify_books}) {
      EXPECT_EQ(right_of(role, permission), nullptr);
    }
  }
  EXPECT_EQ(right_of(Role::member, Permission::see_members), nullptr);
  EXPECT_EQ(right_of(Role::branch_secretary, Permission::confirm_points), nullptr)
      << "who proposes points does not confirm them";
  EXPECT_EQ(right_of(Role::branch_committee_member, Permission::confirm_points)->reach,
            Reach::unit);
  for (auto const permission :
       {Permission::propose_points, Permission::close_books, Permission::record_dues,
        Permission::hold_votes, Permission::record_activities, Permission::edit_members,
        Permission::unmask_members}) {
    EXPECT_EQ(right_of(Role::branch_committee_member, permission), nullptr)
        << "who confirms keeps no books";
  }
  EXPECT_EQ(right_of(Role::branch_secretary, Permission::record_dues)->reach, Reach::unit);
}

TEST(Rights, whoever_sees_what_a_unit_owes_sees_its_members_who_are_named_in_it) {
  for (auto const& right : rights()) {
    if (right.permission != Permission::see_obligations) continue;
    auto const* members = right_of(right.role, Permission::see_members);
    ASSERT_NE(members, nullptr);
    EXPECT_EQ(members->reach, right.reach);
  }
}

}  // namespace
}  // namespace hangji::access
