// The spine: a new kind of activity is added by a rule file alone, without a line of code, and is
// offered, owed, on the workbench, scored, archived, printed and in the bulletin.
#include "application/test_program.h"
#include "testing/world.h"

#include <gmock/gmock.h>

#include <fstream>

namespace hangji::application {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using testing::World;

constexpr auto new_rules = R"yaml(
- id: activity.red_film
  kind: activity_kind
  title: 红色观影
  in_force: [2018-01-01, null]
  source: {document: 本街道红色观影办法, article: 第二条}
  certainty: proposal
  severity: advisory
  note: 推定:测试用的新种类。
  parameters:
    short_name: 红色观影
    steps: [on_site]
    cadence: {every: month, grace_days: 5}
    units: [branch]
    audience: all_members
    record:
      - {id: film, label: 片名}
      - {id: minutes, label: 观后讨论, input: text}
    volume: archive.volume.daily_work
- id: points.item.red_film
  kind: points_item
  title: 参加红色观影
  in_force: [2018-01-01, null]
  source: {document: 本街道红色观影办法, article: 第三条}
  certainty: proposal
  severity: advisory
  note: 推定:测试用的新项目。
  parameters:
    part: daily
    fact: activity.attended
    topic: activity.red_film
    amount: {in_post: 300}
    award: derived
)yaml";

/// The shipped rules in a folder of their own, with one file more. Today is 23 November 2026.
class NewKind : public database::OnBothEngines {
protected:
  void SetUp() override {
    auto pattern = (std::filesystem::temp_directory_path() / "hangji-kind.XXXXXX").string();
    m_data = ::mkdtemp(pattern.data());
    std::filesystem::copy(std::filesystem::path{__FILE__}.parent_path() / "../../rules",
                          m_data / "rules");
    std::ofstream{m_data / "rules" / "zz_new_kind.yaml"} << new_rules;
    m_program = std::make_unique<Program>(
        Settings{.database = test_database().url(), .data = m_data, .rules = m_data / "rules"},
        std::shared_ptr<Clock const>{std::shared_ptr<void>{}, &clock()});
    m_server = std::make_unique<http::Server>(http::ServerOptions{.port = 0}, m_program->routes());
    m_program->services().jobs.start(the_street);
    World world{m_program->database(), clock(), the_street, m_program->services().secrets};
    m_street = world.street();
    m_branch = world.branch(world.community("甲社区"), "甲社区第一支部");
    m_member = world.member(m_branch, "张三");
  }
  void TearDown() override {
    m_server.reset();
    m_program.reset();
    std::filesystem::remove_all(m_data);
  }

  Person person(std::string_view login, access::Role role, UnitId unit) {
    m_program->database().write(the_street, [&](database::Transaction& transaction) {
      journal::Change change{transaction, {}, "test.person"};
      auto const user = access::add_user(
          change, {},
          {std::string{login}, std::string{login}, access::ChosenPassword{"Correct-Horse-7"}, {}});
      EXPECT_TRUE(user &&
                  access::grant_role(change, {*user, role, unit}, organisation::registers_members));
      change.finish();
      return true;
    });
    Person signed_in{m_server->port()};
    EXPECT_EQ(signed_in.sign_in(login, "Correct-Horse-7").status, 200);
    return signed_in;
  }
  /// Plans, marks, records and finishes it, as the page does; without its record it does not
  /// finish.
  std::string hold(Person& secretary) {
    auto const planned =
        secretary.post("/api/activities", fmt::format(R"({{"kind":"activity.red_film","unit":"{}",
          "day":"2026-11-20","place":"支部活动室","title":"建党伟业"}})",
                                                      m_branch.value));
    EXPECT_EQ(planned.status, 200) << planned.text;
    auto const at = "/api/activities/" + planned.at("id");
    auto const marks =
        fmt::format(R"({{"marks":[{{"member":"{}","presence":"present"}}]}})", m_member.value);
    EXPECT_EQ(secretary.post(at + "/attendance", marks).status, 200);
    auto const bare = secretary.post(at + "/finish", "{}");
    EXPECT_EQ(bare.code(), "activities.record_incomplete");
    EXPECT_THAT(bare.at("message"), HasSubstr("片名、观后讨论"));
    auto const record = R"({"record":{"film":"建党伟业","minutes":"大家谈了体会"}})";
    EXPECT_EQ(secretary.write("PUT", at + "/record", record).status, 200);
    auto const finished = secretary.post(at + "/finish", "{}");
    EXPECT_EQ(finished.status, 200) << finished.text;
    return planned.at("id");
  }
  /// The month's obligation of the new kind.
  boost::json::object obligation(Person& secretary) {
    auto const list =
        secretary.read(fmt::format("/api/obligations?unit={}&month=2026-11", m_branch.value));
    EXPECT_EQ(list.status, 200) << list.text;
    for (auto const& row : list.body.at("rows").as_array()) {
      if (row.at("rule").at("id") == "activity.red_film") return row.as_object();
    }
    ADD_FAILURE() << "not owed: " << list.text;
    return {};
  }
  /// Of the bulletin's table of duties: how many are owed, and how many were done in time.
  std::vector<std::string> counted(Person& office) {
    auto const preview =
        office.read(fmt::format("/api/bulletins/preview?unit={}&period=2026-11", m_street.value));
    EXPECT_EQ(preview.status, 200) << preview.text;
    for (auto const& section : preview.body.at("sections").as_array()) {
      if (section.at("title") != "各项职责办理情况") continue;
      for (auto const& row : section.at("rows").as_array())
        if (row.at(0) == "红色观影")
          return {std::string{row.at(2).as_string()}, std::string{row.at(3).as_string()}};
    }
    ADD_FAILURE() << preview.text;
    return {};
  }
  [[nodiscard]] std::string text_of_pdf(std::string const& pdf) const {
    auto const file = m_data / "record.pdf";
    std::ofstream{file, std::ios::binary} << pdf;
    auto* pipe = ::popen(fmt::format("pdftotext -layout {} -", file.string()).c_str(), "r");
    std::string text;
    for (int byte = std::fgetc(pipe); byte != EOF; byte = std::fgetc(pipe))
      text += static_cast<char>(byte);
    EXPECT_EQ(::pclose(pipe), 0);
    return text;
  }
  std::string of_branch(std::string_view path) {
    return fmt::format("{}unit={}", path, m_branch.value);
  }

  std::filesystem::path m_data{};
  std::unique_ptr<Program> m_program{};
  std::unique_ptr<http::Server> m_server{};
  UnitId m_street{};
  UnitId m_branch{};
  MemberId m_member{};
};
HANGJI_ON_BOTH_ENGINES(NewKind);

TEST_P(NewKind, a_rule_file_alone_offers_it_lays_it_on_units_and_puts_it_on_the_workbench) {
  auto secretary = person("secretary", access::Role::branch_secretary, m_branch);
  auto const kinds = secretary.read(of_branch("/api/activity-kinds?"));
  auto const& all = kinds.body.at("rows").as_array();
  auto const kind = std::ranges::find_if(
      all, [](auto const& row) { return row.at("id") == "activity.red_film"; });
  ASSERT_NE(kind, all.end()) << kinds.text;
  EXPECT_EQ(kind->at("steps"), (boost::json::array{"on_site"}));
  auto const& form = kind->at("record").as_array();
  ASSERT_EQ(form.size(), 2U);
  EXPECT_EQ(form[0].at("label"), "片名");
  EXPECT_EQ(form[1].at("label"), "观后讨论");
  EXPECT_EQ(form[1].at("input"), "text");
  auto const owed = obligation(secretary);
  EXPECT_EQ(owed.at("state"), "due");
  EXPECT_EQ(owed.at("rule").at("article"), "第二条");
  EXPECT_THAT(std::string{owed.at("page").as_string()},
              StartsWith("activities/new?kind=activity.red_film&unit="));
  EXPECT_THAT(secretary.read("/api/workbench").text, HasSubstr("红色观影"));
  hold(secretary);
  EXPECT_EQ(obligation(secretary).at("state"), "done");
  EXPECT_THAT(secretary.read("/api/workbench").text, ::testing::Not(HasSubstr("红色观影")));
}

TEST_P(NewKind, what_is_not_there_is_told_by_its_own_code) {
  auto office = person("office", access::Role::street_office, m_street);
  auto const unit = fmt::format("unit={}", m_branch.value);
  EXPECT_EQ(office.read("/api/obligations/explanation?rule=duty.inspection&" + unit).code(),
            "inspection.not_owed");
  EXPECT_EQ(office.read("/api/archive/catalogue.pdf?year=2026&volume=nothing&" + unit).code(),
            "archive.volume_unknown");
  EXPECT_EQ(office.read("/api/archive/items/77/record.pdf").code(), "access.not_allowed")
      << "what is not there is answered as what is not one's own";
  EXPECT_EQ(office.read("/api/originals?source=77").code(), "access.not_allowed");
}

TEST_P(NewKind, a_secretary_sees_and_keeps_only_the_own_branch) {
  auto secretary = person("secretary", access::Role::branch_secretary, m_branch);
  auto const street = fmt::format("unit={}", m_street.value);
  for (auto const* path : {"/api/obligations?", "/api/inspection?", "/api/archive/volumes?",
                           "/api/archive/items?", "/api/bulletins?"}) {
    EXPECT_EQ(secretary.read(path + street).code(), "access.not_allowed") << path;
  }
  auto const order = fmt::format(R"({{"unit":"{}","period":"2026-11"}})", m_branch.value);
  EXPECT_EQ(secretary.post("/api/bulletins", order).code(), "access.not_allowed");
  auto const month = fmt::format(R"({{"unit":"{}","month":"2026-11"}})", m_branch.value);
  EXPECT_EQ(secretary.post("/api/inspection", month).code(), "access.not_allowed");
}

TEST_P(NewKind, it_gives_points_to_whoever_was_there) {
  auto secretary = person("secretary", access::Role::branch_secretary, m_branch);
  auto const daily = [&] {
    auto const shown = secretary.read(of_branch("/api/points?month=2026-11&"));
    return shown.body.at("rows").at(0).at("daily").as_int64();
  };
  EXPECT_EQ(daily(), 0);
  hold(secretary);
  EXPECT_EQ(daily(), 300);
}

TEST_P(NewKind, it_lies_in_the_volume_its_rule_names_and_is_printed) {
  auto secretary = person("secretary", access::Role::branch_secretary, m_branch);
  hold(secretary);
  auto const items =
      secretary.read(of_branch("/api/archive/items?volume=archive.volume.daily_work&year=2026&"));
  ASSERT_EQ(items.status, 200) << items.text;
  ASSERT_EQ(items.body.at("total"), 1) << items.text;
  auto const& item = items.body.at("rows").at(0);
  EXPECT_EQ(item.at("title"), "红色观影：建党伟业");
  auto const fact = std::string{item.at("fact").as_string()};
  auto const pdf = secretary.read("/api/archive/items/" + fact + "/record.pdf");
  EXPECT_EQ(pdf.status, 200) << pdf.text.substr(0, 200);
  auto const printed = text_of_pdf(pdf.text);
  for (auto const* text : {"红色观影", "片名", "建党伟业", "观后讨论", "大家谈了体会"})
    EXPECT_THAT(printed, HasSubstr(text));
  auto const catalogue = secretary.read(
      of_branch("/api/archive/catalogue.pdf?volume=archive.volume.daily_work&year=2026&"));
  EXPECT_THAT(catalogue.text, StartsWith("%PDF-"));
}

TEST_P(NewKind, a_fact_that_is_no_item_has_no_record_in_the_archive) {
  auto secretary = person("secretary", access::Role::branch_secretary, m_branch);
  hold(secretary);
  auto const month = *parse_month("2026-11");
  auto const held = m_program->database().read(the_street, [&](database::Transaction& transaction) {
    return facts::standing_of_unit(transaction, m_branch, month, month, "activity.held").front();
  });
  auto const path = fmt::format("/api/archive/items/{}/record.pdf", held.id.value);
  EXPECT_EQ(secretary.read(path).code(), "archive.not_found");
}

TEST_P(NewKind, the_bulletin_counts_it_as_owed_and_then_as_done) {
  auto office = person("office", access::Role::street_office, m_street);
  auto secretary = person("secretary", access::Role::branch_secretary, m_branch);
  EXPECT_EQ(counted(office), (std::vector<std::string>{"1", "0"}));
  hold(secretary);
  EXPECT_EQ(counted(office), (std::vector<std::string>{"1", "1"}));
}

TEST_P(NewKind, a_bulletin_is_issued_with_sheet_and_workbook) {
  auto office = person("office", access::Role::street_office, m_street);
  auto const period = fmt::format("unit={}&period=2026-11", m_street.value);
  auto const preview = office.read("/api/bulletins/preview?" + period);
  ASSERT_EQ(preview.status, 200) << preview.text;
  EXPECT_THAT(preview.text, HasSubstr("红色观影"));
  EXPECT_THAT(preview.text, HasSubstr("档案缺项"));
  EXPECT_THAT(preview.text, ::testing::Not(HasSubstr("张三"))) << "units, never persons";
  auto const order = fmt::format(R"({{"unit":"{}","period":"2026-11"}})", m_street.value);
  auto const ordered = office.post("/api/bulletins", order);
  ASSERT_EQ(ordered.status, 200) << ordered.text;
  auto const job = "/api/jobs/" + ordered.at("job");
  auto state = office.read(job);
  while (state.at("state") == "queued" || state.at("state") == "running") state = office.read(job);
  ASSERT_EQ(state.at("state"), "done") << state.text;
  auto const list = office.read(fmt::format("/api/bulletins?unit={}", m_street.value));
  auto const& files = list.body.at("rows").at(0).at("files").as_array();
  ASSERT_EQ(files.size(), 2U) << list.text;
  auto const at = [&](std::size_t i) {
    return "/api/originals/" + std::string{files[i].at("id").as_string()};
  };
  EXPECT_THAT(office.read(at(0)).text, StartsWith("%PDF-"));
  EXPECT_THAT(office.read(at(1)).text, StartsWith("PK"));
  EXPECT_EQ(office.post("/api/bulletins", order).code(), "bulletins.already_issued");
}

}  // namespace
}  // namespace hangji::application
