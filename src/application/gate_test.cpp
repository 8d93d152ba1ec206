// The gate through the door: who is let in, what is remembered, what never happens twice.
#include "application/commands.h"
#include "application/test_program.h"
#include "organisation/units/units_store.h"

#include <gmock/gmock.h>

namespace hangji::application {
namespace {

using access::Role;

class Gate : public ProgramOnBothEngines {
protected:
  std::int64_t entries() {
    return program().database().read(the_street, [](database::Transaction& transaction) {
      return journal::head(transaction).seq;
    });
  }
};
HANGJI_ON_BOTH_ENGINES(Gate);

TEST_P(Gate, an_empty_program_asks_to_be_set_up_once) {
  EXPECT_EQ(Person{port()}.read("/api/session").code(), "setup.needed");
  set_up_street();
  EXPECT_EQ(Person{port()}.read("/api/session").code(), "access.not_signed_in");
  EXPECT_EQ(Person{port()}.write("POST", "/api/setup", setup_body(), "another").code(),
            "setup.done_already");
}

TEST_P(Gate, a_street_set_up_by_its_committees_full_name_is_the_one_of_the_rosters) {
  auto body = setup_body();
  constexpr std::string_view typed = "测试街道";
  body.replace(body.find(typed), typed.size(), "中共某市某区桃源街道工作委员会");
  ASSERT_EQ(Person{port()}.post("/api/setup", body).code(), "");
  auto const street = program().database().read(the_street, [](database::Transaction& transaction) {
    return *organisation::unit(transaction, street_of(transaction));
  });
  EXPECT_EQ(street.full_name, "中共某市某区桃源街道工作委员会");
  EXPECT_EQ(street.short_name, "某市某区桃源街道党工委");
}

struct WrongSetup {
  char const* from;
  char const* to;
  char const* code;
};

TEST_P(Gate, a_set_up_without_a_name_or_three_administrators_is_refused) {
  for (auto const& wrong :
       {WrongSetup{"测试街道", "", "setup.street_missing"},
        WrongSetup{"auditor", "system_administrator", "setup.administrators_wrong"},
        WrongSetup{"\"login\":\"audit\"", "\"login\":\"sec\"", "setup.administrators_wrong"},
        WrongSetup{"\"auditor\"", "\"street_office\"", "setup.administrators_wrong"},
        WrongSetup{"丙", "甲", "setup.administrators_wrong"},
        WrongSetup{"Correct-Horse-7", "weak", "access.password_weak"}}) {
    auto body = setup_body();
    body.replace(body.find(wrong.from), std::string_view{wrong.from}.size(), wrong.to);
    EXPECT_EQ(Person{port()}.post("/api/setup", body).code(), wrong.code);
  }
  EXPECT_EQ(entries(), 0) << "a refused set-up leaves nothing";
}

TEST_P(Gate, the_set_up_tells_where_the_key_lies_and_how_to_know_a_copy) {
  auto const answer = Person{port()}.post("/api/setup", setup_body());
  EXPECT_TRUE(std::filesystem::exists(answer.at("key_file"))) << answer.text;
  EXPECT_EQ(answer.at("fingerprint"), program().services().secrets.fingerprint());
}

TEST_P(Gate, a_set_up_whose_answer_was_lost_is_answered_again) {
  auto const once = Person{port()}.write("POST", "/api/setup", setup_body(), "once");
  ASSERT_EQ(once.status, 200) << once.text;
  auto const again = Person{port()}.write("POST", "/api/setup", setup_body(), "once");
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.text, once.text);
  auto other = setup_body();
  other.replace(other.find("Horse"), 5, "House");
  EXPECT_EQ(Person{port()}.write("POST", "/api/setup", other, "once").code(),
            "idempotency.key_reused");
}

TEST_P(Gate, every_write_tells_the_fields_of_its_head) {
  auto const document = boost::json::parse(http::openapi_document(*program().routes(), "1"));
  for (auto const& route : program().routes()->routes()) {
    bool const is_of_sessions = route.path == "/api/session";
    if (route.method == http::Method::get || is_of_sessions) {
      EXPECT_TRUE(route.head.empty()) << route.path;
      continue;
    }
    std::vector<std::string> names;
    for (auto const& field : route.head) names.push_back(field.name);
    if (route.path == "/api/setup")
      EXPECT_THAT(names, ::testing::ElementsAre("Idempotency-Key"));
    else
      EXPECT_THAT(names, ::testing::ElementsAre("X-CSRF-Token", "Idempotency-Key")) << route.path;
  }
  auto const& told = document.at("paths").at("/api/originals").at("post").at("parameters");
  EXPECT_EQ(told.at(0).at("in"), "header");
  EXPECT_EQ(told.at(0).at("name"), "X-CSRF-Token");
}

/// The head of an upload that asks first, from somebody who may or may not send it.
std::string upload_head(http::Client const& client, std::string_view csrf) {
  return fmt::format(
      "POST /api/originals HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\n"
      "Cookie: {}\r\nX-CSRF-Token: {}\r\nIdempotency-Key: k\r\nExpect: 100-continue\r\n"
      "Content-Length: 9000000\r\n\r\n",
      client.cookie(), csrf);
}

TEST_P(Gate, a_large_upload_of_somebody_who_may_not_is_refused_before_it_is_sent) {
  auto const street = set_up_street();
  Person stranger{port()};
  EXPECT_THAT(stranger.client().send_raw(upload_head(stranger.client(), "")).body,
              ::testing::HasSubstr("access.not_signed_in"));
  auto member = person("member", Role::member, street);
  std::string const csrf{member.read("/api/session").at("csrf")};
  EXPECT_THAT(member.client().send_raw(upload_head(member.client(), csrf)).body,
              ::testing::HasSubstr("access.not_allowed"));
  auto office = person("office", Role::street_office, street);
  EXPECT_THAT(office.client().send_raw(upload_head(office.client(), "forged")).body,
              ::testing::HasSubstr("access.csrf_missing"));
}

TEST_P(Gate, who_is_not_at_the_machine_needs_the_code_of_its_terminal) {
  auto const set_up_from_afar = [&](std::string_view code) {
    auto body = setup_body();
    body.insert(1, fmt::format(R"("code":"{}",)", code));
    http::Client client{port()};
    return client
        .send("POST", "/api/setup", body,
              {{"Content-Type", "application/json"},
               {"X-Forwarded-For", "10.1.2.3"},
               {"Idempotency-Key", "afar"}})
        .body;
  };
  EXPECT_THAT(set_up_from_afar(""), ::testing::HasSubstr("setup.code_wrong"));
  EXPECT_THAT(set_up_from_afar("000000"), ::testing::HasSubstr("setup.code_wrong"));
  EXPECT_THAT(set_up_from_afar(program().setup_code()), ::testing::HasSubstr("fingerprint"));
}

TEST_P(Gate, nobody_gets_in_without_signing_in) {
  auto const street = set_up_street();
  Person stranger{port()};
  EXPECT_EQ(stranger.read("/api/accounts").code(), "access.not_signed_in");
  EXPECT_EQ(stranger.read(fmt::format("/api/activities?unit={}", street.value)).code(),
            "access.not_signed_in");
  EXPECT_EQ(stranger.post("/api/activities", "{}").code(), "access.not_signed_in");
}

TEST_P(Gate, an_administrator_must_bind_a_second_factor_first) {
  set_up_street();
  Person administrator{port()};
  EXPECT_EQ(administrator.sign_in("sys", password).status, 200);
  EXPECT_EQ(administrator.read("/api/accounts").code(), "access.enrol_totp_first");
}

TEST_P(Gate, an_administrator_binds_a_factor_and_works_on) {
  set_up_street();
  Person administrator{port()};
  EXPECT_EQ(administrator.sign_in("sys", password).status, 200);
  // RFC 6238, appendix B: this secret's code at second 2,000,000,000 (2033-05-18).
  clock().set(Instant{2'000'000'000'000});
  Person late{port()};
  EXPECT_EQ(late.sign_in("sys", password).status, 200);
  constexpr auto wrong = R"({"secret":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ","code":"000000"})";
  constexpr auto right = R"({"secret":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ","code":"279037"})";
  EXPECT_EQ(late.read("/api/session/totp").at("secret").size(), 32U);
  EXPECT_EQ(late.post("/api/session/totp", wrong).code(), "access.totp_wrong");
  EXPECT_EQ(late.post("/api/session/totp", right).status, 200);
  EXPECT_EQ(late.post("/api/session/totp", right).code(), "access.sign_in_wrong")
      << "another authenticator needs the password again";
  EXPECT_EQ(late.read("/api/accounts").status, 200);
  EXPECT_EQ(Person{port()}.sign_in("sys", password).code(), "access.totp_required");
}

TEST_P(Gate, a_person_without_the_permission_is_refused) {
  auto const street = set_up_street();
  auto worker = person("worker", Role::community_worker, street);
  EXPECT_EQ(worker.post("/api/accounts", R"({"login":"a","name":"b","password":"c"})").code(),
            "access.not_allowed");
}

TEST_P(Gate, a_right_at_one_unit_is_none_at_another) {
  auto const street = set_up_street();
  auto worker = person("worker", Role::community_worker, UnitId{4711});
  EXPECT_EQ(worker.read(fmt::format("/api/activities?unit={}", street.value)).code(),
            "access.not_allowed");
}

TEST_P(Gate, a_write_without_the_token_of_the_page_is_refused) {
  auto const street = set_up_street();
  auto office = person("office", Role::street_office, street);
  office.forget_csrf();
  EXPECT_EQ(office.post("/api/themes", "{}").code(), "access.csrf_missing");
}

std::string theme(UnitId street, std::string_view title) {
  return fmt::format(
      R"({{"street":"{}","kind":"activity.theme_day","month":"2026-11","title":"{}"}})",
      street.value, title);
}

TEST_P(Gate, a_retry_with_the_same_key_does_not_act_twice) {
  auto const street = set_up_street();
  auto office = person("office", Role::street_office, street);
  auto const before = entries();
  EXPECT_EQ(office.write("POST", "/api/themes", theme(street, "学习"), "one").status, 200);
  EXPECT_EQ(office.write("POST", "/api/themes", theme(street, "学习"), "one").status, 200);
  EXPECT_EQ(entries(), before + 1);
  EXPECT_EQ(office.write("POST", "/api/themes", theme(street, "别的"), "one").code(),
            "idempotency.key_reused");
  EXPECT_EQ(office.write("POST", "/api/themes", theme(street, "别的"), "").code(),
            "idempotency.key_missing");
  EXPECT_EQ(entries(), before + 1);
}

TEST_P(Gate, another_file_under_the_same_key_is_another_request) {
  auto const street = set_up_street();
  auto office = person("office", Role::street_office, street);
  auto const csrf = office.read("/api/session").at("csrf");
  auto const send = [&](std::string const& text, std::string const& dry_run) {
    return office.client()
        .upload("/api/imports", {{"members", "m.csv", text}}, {{"dry_run", dry_run}},
                {{"X-CSRF-Token", csrf}, {"Idempotency-Key", "one"}})
        .body;
  };
  auto const first = send("姓名\n", "true");
  EXPECT_EQ(send("姓名\n", "true"), first) << "a retry";
  EXPECT_THAT(send("姓名,性别\n", "true"), ::testing::HasSubstr("idempotency.key_reused"));
  EXPECT_THAT(send("姓名\n", "false"), ::testing::HasSubstr("idempotency.key_reused"));
}

TEST_P(Gate, a_password_from_somebody_else_is_changed_before_anything_else) {
  auto const street = set_up_street();
  auto office = person("office", Role::street_office, street);
  program().database().write(the_street, [&](database::Transaction& transaction) {
    journal::Change change{transaction, {UserId{77}, "系统管理员甲"}, "test.reset"};
    auto const account = access::user_by_login(transaction, "office");
    EXPECT_TRUE(
        access::set_password(change, {}, account->id, access::ChosenPassword{"Other-Horse-77"})
            .has_value());
    change.finish();
    return true;
  });
  program().services().sessions.forget_all();
  EXPECT_EQ(office.read("/api/session").code(), "access.not_signed_in") << "who was in is out";
  Person again{port()};
  ASSERT_EQ(again.sign_in("office", "Other-Horse-77").status, 200);
  EXPECT_THAT(again.read("/api/session").text, ::testing::HasSubstr("系统管理员甲"));
  EXPECT_EQ(again.post("/api/themes", theme(street, "学习")).code(),
            "access.change_password_first");
  EXPECT_EQ(again
                .write("PUT", "/api/session/password",
                       R"({"old_password":"Other-Horse-77","password":"Third-Horse-777"})")
                .status,
            200);
  EXPECT_EQ(again.post("/api/themes", theme(street, "学习")).status, 200);
}

TEST_P(Gate, signing_out_is_journaled) {
  auto const street = set_up_street();
  auto office = person("office", Role::street_office, street);
  auto const before = entries();
  office.write("DELETE", "/api/session", "");
  EXPECT_EQ(entries(), before + 1);
}

TEST_P(Gate, a_refused_write_may_be_mended_under_the_same_key) {
  auto const street = set_up_street();
  auto office = person("office", Role::street_office, street);
  EXPECT_EQ(office.write("POST", "/api/themes", theme(street, ""), "k").code(),
            "activities.title_missing");
  EXPECT_EQ(office.write("POST", "/api/themes", theme(street, "学习"), "k").status, 200);
}

TEST_P(Gate, bad_input_is_named_by_its_field) {
  auto const street = set_up_street();
  auto office = person("office", Role::street_office, street);
  auto const missing = office.post("/api/themes", R"({"kind":"a"})");
  EXPECT_EQ(missing.status, 400);
  EXPECT_EQ(missing.code(), "json.missing_member");
  EXPECT_EQ(missing.at("field"), "street");
  EXPECT_EQ(office.post("/api/themes", "[1").code(), "json.malformed");
  EXPECT_EQ(office.read("/api/activities?unit=abc").code(), "json.wrong_type");
  EXPECT_EQ(office.read("/api/activities?unit=1&x=2").code(), "json.unknown_member");
}

TEST_P(Gate, signing_out_ends_the_session) {
  auto const street = set_up_street();
  auto office = person("office", Role::street_office, street);
  EXPECT_EQ(office.read("/api/session").status, 200);
  auto stolen = office.client().cookie();
  EXPECT_EQ(office.write("DELETE", "/api/session", "").status, 200);
  auto const again = http::Client{port()}.send("GET", "/api/session", "", {{"Cookie", stolen}});
  EXPECT_EQ(again.status, 401);
}

TEST_P(Gate, a_session_outlives_a_restart) {
  auto const street = set_up_street();
  auto office = person("office", Role::street_office, street);
  auto const cookie = office.client().cookie();
  start();
  EXPECT_EQ(http::Client{port()}.send("GET", "/api/session", "", {{"Cookie", cookie}}).status, 200);
}

TEST_P(Gate, what_was_done_verifies) {
  auto const street = set_up_street();
  auto office = person("office", Role::street_office, street);
  office.post("/api/themes", theme(street, "学习"));
  auto const report = program().database().read(the_street, [](database::Transaction& transaction) {
    return journal::verify_books(transaction, street_books());
  });
  EXPECT_TRUE(report.faults.empty()) << report.faults.front();
  EXPECT_GE(report.entries, 4);
}

}  // namespace
}  // namespace hangji::application
