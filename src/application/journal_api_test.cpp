// The journal through the door: who reads which part of it, what an entry did, the proof as a job,
// and who looked at whose numbers.
#include "application/test_program.h"
#include "kernel/access/access_store.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/facts/facts.h"
#include "kernel/jobs/jobs.h"
#include "kernel/journal/journal_views.h"
#include "organisation/members/members_store.h"
#include "testing/world.h"

#include <gmock/gmock.h>

namespace hangji::application {
namespace {

using access::Role;
using ::testing::HasSubstr;
using ::testing::Not;

/// Today is 23 November 2026.
class JournalApi : public ProgramOnBothEngines {
protected:
  void SetUp() override {
    ProgramOnBothEngines::SetUp();
    street = set_up_street();
    write("units.found", [&](journal::Change& change) {
      branch = *organisation::found_unit(change, program().services().secrets,
                                         {.kind = organisation::UnitKind::branch,
                                          .full_name = "甲支部",
                                          .parent = street,
                                          .founded_on = change.today(),
                                          .reason = "测试",
                                          .approval = "测〔2026〕1号"});
    });
    write("members.register", [&](journal::Change& change) {
      organisation::MemberDraft draft;
      draft.details.name = "张三";
      draft.details.identity_number = number;
      draft.details.phone = "10000001234";
      draft.details.joined_on = testing::day("2005-07-01");
      draft.details.full_member_on = testing::day("2006-07-01");
      draft.unit = branch;
      draft.from = change.today();
      draft.reason = organisation::MembershipReason::roster;
      zhang = *organisation::register_member(change, {program().services().secrets}, draft);
    });
    auditor.emplace(person("auditor", Role::auditor, street));
    bind_second_factor("auditor");
  }
  template <class Work> void write(std::string_view operation, Work work) {
    program().database().write(the_street, [&](database::Transaction& transaction) {
      journal::Change change{transaction, {}, operation};
      work(change);
      change.about(branch, "测试");
      change.finish();
      return true;
    });
  }
  static std::vector<std::string> operations(Person::Answer const& page) {
    EXPECT_EQ(page.status, 200) << page.text;
    std::vector<std::string> found;
    for (auto const& row : page.body.at("rows").as_array())
      found.emplace_back(row.at("operation").as_string());
    return found;
  }
  std::string seq_of(std::string_view operation) {
    auto const page = auditor->read(fmt::format("/api/journal?operation={}", operation));
    return std::to_string(page.body.at("rows").at(0).at("seq").as_int64());
  }
  static constexpr std::string_view number = "999999198005010027";
  UnitId street{};
  UnitId branch{};
  MemberId zhang{};
  std::optional<Person> auditor{};
};
HANGJI_ON_BOTH_ENGINES(JournalApi);

TEST_P(JournalApi, the_auditor_pages_through_everything_newest_first) {
  auto const first = auditor->read("/api/journal?limit=2");
  EXPECT_EQ(operations(first), (std::vector<std::string>{"test.bind", "access.sign_in"}));
  auto const key = first.body.at("next_key").as_int64();
  auto const second = auditor->read(fmt::format("/api/journal?limit=200&before={}", key));
  EXPECT_EQ(operations(second), (std::vector<std::string>{"test.person", "members.register",
                                                          "units.found", "setup.set_up"}));
  EXPECT_TRUE(second.body.at("next_key").is_null());
  EXPECT_EQ(auditor->read("/api/journal/head").body.at("seq").as_int64(), 6);
}

TEST_P(JournalApi, entries_are_found_by_unit_person_operation_and_day) {
  EXPECT_EQ(operations(auditor->read("/api/journal?operation=members.")),
            (std::vector<std::string>{"members.register"}));
  auto const at_branch = auditor->read(fmt::format("/api/journal?unit={}", branch.value));
  EXPECT_THAT(operations(at_branch), Not(::testing::Contains("setup.set_up")));
  EXPECT_THAT(operations(at_branch), ::testing::Contains("members.register"));
  EXPECT_EQ(at_branch.body.at("rows").at(0).at("unit_name").as_string(), "甲支部");
  auto const signed_in = auditor->read("/api/journal?operation=access.sign_in");
  auto const who = signed_in.body.at("rows").at(0).at("actor").as_string();
  EXPECT_EQ(operations(auditor->read(fmt::format("/api/journal?person={}", std::string{who}))),
            (std::vector<std::string>{"access.sign_in"}));
  EXPECT_EQ(operations(auditor->read("/api/journal?until=2026-11-22")).size(), 0U);
  EXPECT_EQ(operations(auditor->read("/api/journal?from=2026-11-23&until=2026-11-23")).size(), 6U);
}

TEST_P(JournalApi, an_entry_shows_what_it_did_and_no_number) {
  auto const entry = auditor->read("/api/journal/" + seq_of("members.register"));
  ASSERT_EQ(entry.status, 200) << entry.text;
  EXPECT_TRUE(entry.body.at("is_proven").as_bool());
  EXPECT_THAT(entry.text, HasSubstr("张三"));
  EXPECT_THAT(entry.text, HasSubstr("党员"));
  EXPECT_THAT(entry.text, Not(HasSubstr("1234")));
  EXPECT_THAT(entry.text, Not(HasSubstr("0027")));
  for (auto const& image : entry.body.at("images").as_array()) {
    EXPECT_TRUE(image.at("is_new").as_bool());
    EXPECT_TRUE(image.at("is_proven").as_bool()) << to_json(image);
  }
  write("test.fact", [&](journal::Change& change) {
    EXPECT_TRUE(facts::append(change, {.kind = std::string{facts::kind::dues_paid},
                                       .topic = "2026-11",
                                       .day = change.today(),
                                       .unit = branch,
                                       .member = zhang,
                                       .note = "电话 10000001234"})
                    .has_value());
  });
  auto const with_fact = auditor->read("/api/journal/" + seq_of("test.fact"));
  auto const& fact = with_fact.body.at("facts").at(0);
  EXPECT_EQ(fact.at("kind_title").as_string(), "交纳党费");
  EXPECT_EQ(fact.at("member_name").as_string(), "张三");
  EXPECT_EQ(fact.at("note").as_string(), "电话 100****1234");
  EXPECT_EQ(auditor->read("/api/journal/999").code(), "journal.not_found");
}

TEST_P(JournalApi, a_change_is_told_member_by_member) {
  write("members.rename", [&](journal::Change& change) {
    auto const row = organisation::member(change.transaction(), zhang);
    auto renamed = *row;
    renamed.name = "张叁";
    renamed.phone_sealed = program().services().secrets.seal("10000005678");
    renamed.notes = "原电话 10000001234,号码 999999198005010027";
    change.update(*row, renamed);
    change.about(branch, "更正");
  });
  auto const entry = auditor->read("/api/journal/" + seq_of("members.rename"));
  auto const& image = entry.body.at("images").at(0);
  EXPECT_EQ(to_json(image.at("changes").at(0)),
            R"({"member":"name","before":"张三","after":"张叁"})");
  EXPECT_EQ(image.at("changes").as_array().size(), 3U) << to_json(image.at("changes"));
  EXPECT_THAT(entry.text, HasSubstr("原电话 100****1234,号码 999999********0027"));
  EXPECT_THAT(entry.text, Not(HasSubstr("10000001234")));
  auto const before = auditor->read("/api/journal/" + seq_of("members.register"));
  EXPECT_THAT(before.text, Not(HasSubstr("张叁"))) << "what the row became then, not now";
}

TEST_P(JournalApi, others_read_the_journal_of_their_units) {
  auto secretary = person("secretary", Role::branch_secretary, branch);
  auto const page = secretary.read("/api/journal");
  EXPECT_THAT(operations(page), ::testing::Contains("members.register"));
  EXPECT_THAT(operations(page), Not(::testing::Contains("access.sign_in")));
  EXPECT_THAT(operations(page), Not(::testing::Contains("setup.set_up")));
  EXPECT_EQ(secretary.read(fmt::format("/api/journal?unit={}", street.value)).code(),
            "access.not_allowed");
  EXPECT_EQ(secretary.read("/api/journal/1").code(), "journal.not_found");
  EXPECT_EQ(secretary.read("/api/look-ups").code(), "access.not_allowed");
  EXPECT_EQ(secretary.post("/api/journal/verifications", "{}").code(), "access.not_allowed");
  auto self = person("zhang", Role::member, branch, zhang);
  EXPECT_EQ(self.read("/api/journal").code(), "access.not_allowed");
}

TEST_P(JournalApi, the_books_are_proved_as_a_job) {
  auto const ended = [&](std::string const& job) {
    auto answer = auditor->read("/api/jobs/" + job);
    while (answer.at("state") == "queued" || answer.at("state") == "running") {
      std::this_thread::yield();
      answer = auditor->read("/api/jobs/" + job);
    }
    return answer;
  };
  auto const good = ended(auditor->post("/api/journal/verifications", "{}").at("job"));
  ASSERT_EQ(good.at("state"), "done") << good.text;
  EXPECT_EQ(good.body.at("result").at("faults").as_array().size(), 0U) << good.text;
  EXPECT_GT(good.body.at("total").as_int64(), 20);
  auto const renamed_behind_the_back = [&](std::string_view name) {
    program().database().write(the_street, [&](database::Transaction& transaction) {
      auto row = *organisation::member(transaction, zhang);
      row.name = name;
      transaction.update({"member"}, row);
      return true;
    });
  };
  renamed_behind_the_back("李四");
  auto const bad = ended(auditor->post("/api/journal/verifications", "{}").at("job"));
  EXPECT_THAT(to_json(bad.body.at("result").at("faults")), HasSubstr("与最后一次纪实不符"));
  renamed_behind_the_back("张三");
}

TEST_P(JournalApi, looking_at_a_number_is_noted_for_the_auditor) {
  auto office = person("office", Role::street_office, street);
  EXPECT_EQ(auditor->read("/api/look-ups").body.at("rows").as_array().size(), 0U);
  EXPECT_EQ(office.post(fmt::format("/api/members/{}/unmask", zhang.value), "").status, 200);
  auto const noted = auditor->read(fmt::format("/api/look-ups?member={}", zhang.value));
  ASSERT_EQ(noted.body.at("rows").as_array().size(), 1U) << noted.text;
  EXPECT_EQ(noted.body.at("rows").at(0).at("person_name").as_string(), "office");
  EXPECT_EQ(noted.body.at("rows").at(0).at("member_name").as_string(), "张三");
  EXPECT_EQ(auditor->read("/api/look-ups?until=2026-11-22").body.at("rows").as_array().size(), 0U);
  EXPECT_EQ(auditor->read("/api/look-ups?person=4711").body.at("rows").as_array().size(), 0U);
}

TEST(MaskedNumbers, only_numbers_of_persons_are_masked) {
  EXPECT_EQ(journal::mask_numbers("电话10000001234。"), "电话100****1234。");
  EXPECT_EQ(journal::mask_numbers("号码999999198005010027"), "号码999999********0027");
  EXPECT_EQ(journal::mask_numbers("99999919800501006x"), "999999********006x");
  EXPECT_EQ(journal::mask_numbers("917000000000000001"), "917000000000000001") << "an id";
  EXPECT_EQ(journal::mask_numbers("测〔2026〕1号"), "测〔2026〕1号");
}

}  // namespace
}  // namespace hangji::application
