// Rosters through the door: uploaded, carried out as a job, the refused rows fetched.
#include "application/test_program.h"
#include "documents/table_reader.h"

#include <gmock/gmock.h>

namespace hangji::application {
namespace {

using access::Role;

class Imports : public ProgramOnBothEngines {
protected:
  static constexpr std::string_view identity_number = "99999919800501002X";

  /// Sends one roster as a page does; the answer's text.
  Person::Answer send(Person& person, std::string_view text, std::string_view dry_run) {
    auto const body = fmt::format(
        "--B\r\nContent-Disposition: form-data; name=\"dry_run\"\r\n\r\n{}\r\n"
        "--B\r\nContent-Disposition: form-data; name=\"members\"; filename=\"m.csv\"\r\n"
        "Content-Type: text/csv\r\n\r\n{}\r\n--B--\r\n",
        dry_run, text);
    auto answer = person.client().send("POST", "/api/imports", body,
                                       {{"Content-Type", "multipart/form-data; boundary=B"},
                                        {"X-CSRF-Token", person.read("/api/session").at("csrf")},
                                        {"Idempotency-Key", fmt::format("import-{}", ++m_keys)}});
    Person::Answer read{.status = answer.status, .text = std::move(answer.body)};
    read.body = boost::json::parse(read.text);
    return read;
  }
  /// The job when it has ended.
  Person::Answer ended(Person& person, std::string const& job) {
    auto answer = person.read("/api/jobs/" + job);
    while (answer.at("state") == "queued" || answer.at("state") == "running") {
      std::this_thread::yield();
      answer = person.read("/api/jobs/" + job);
    }
    return answer;
  }

private:
  int m_keys{0};
};
HANGJI_ON_BOTH_ENGINES(Imports);

TEST_P(Imports, refused_rows_are_fetched_by_who_sent_them) {
  auto const street = set_up_street();
  auto office = person("office", Role::street_office, street);
  auto const text =
      fmt::format("姓名,公民身份号码,所在党支部,加入党组织日期\n张三,{},没有的支部,2005-07-01\n",
                  identity_number);
  auto const queued = send(office, text, "true");
  ASSERT_EQ(queued.status, 200) << queued.text;
  auto const job = ended(office, queued.at("job"));
  ASSERT_EQ(job.at("state"), "done") << job.text;
  auto const& counts = job.body.at("result").at("rosters").as_array().at(0);
  EXPECT_EQ(counts.at("refused").as_int64(), 1);
  EXPECT_EQ(job.text.find(identity_number), std::string::npos)
      << "a job's result lies in the database";

  auto const path = fmt::format("/api/imports/{}/report", queued.at("job"));
  auto const report = office.read(path);
  ASSERT_EQ(report.status, 200);
  auto const reader = documents::open_table(report.text, "退回的行.xlsx");
  documents::Row row;
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(reader->next(row));
  EXPECT_EQ(row.cells[1].text, identity_number);

  auto other = person("other", Role::street_office, street);
  EXPECT_EQ(other.read(path).code(), "rosters.report_missing");
  auto liaison = person("liaison", Role::liaison, street);
  EXPECT_EQ(liaison.read(path).code(), "access.not_allowed");

  auto auditor = person("auditor", Role::auditor, street);
  bind_second_factor("auditor");
  auto const looks = auditor.read("/api/look-ups").body.at("rows").as_array();
  ASSERT_EQ(looks.size(), 1U) << "who was refused has seen nothing";
  EXPECT_EQ(looks[0].at("operation"), "rosters.fetch_report");
  EXPECT_THAT(auditor.read("/api/journal?operation=rosters.fetch_report").text,
              ::testing::HasSubstr(queued.at("job")));
}

TEST_P(Imports, a_running_import_is_stopped_though_it_holds_the_writer) {
  auto office = person("office", Role::street_office, set_up_street());
  std::string text = "姓名,公民身份号码,所在党支部,加入党组织日期\n";
  for (int i = 0; i < 100'000; ++i) text += "张三,99999919800501002X,没有的支部,2005-07-01\n";
  auto const queued = send(office, text, "false");
  auto const path = "/api/jobs/" + queued.at("job");
  while (office.read(path).at("state") == "queued") std::this_thread::yield();
  EXPECT_EQ(office.post(path + "/cancel", "{}").status, 200);
  EXPECT_EQ(ended(office, queued.at("job")).at("state"), "cancelled");
}

TEST_P(Imports, a_preview_tells_its_rows_to_who_sent_it_without_numbers_of_persons) {
  auto const street = set_up_street();
  auto office = person("office", Role::street_office, street);
  auto const text =
      fmt::format("姓名,公民身份号码,所在党支部,加入党组织日期\n张三,{},没有的支部,2005-07-01\n",
                  identity_number);
  auto const preview = send(office, text, "true").at("job");
  ASSERT_EQ(ended(office, preview).at("state"), "done");
  auto const rows = office.read(fmt::format("/api/imports/{}/rows", preview));
  ASSERT_EQ(rows.status, 200) << rows.text;
  auto const& row = rows.body.at("rows").as_array().at(0);
  EXPECT_EQ(row.at("fate").as_string(), "refused");
  EXPECT_EQ(row.at("row").as_int64(), 2);
  EXPECT_EQ(row.at("name").as_string(), "张三");
  EXPECT_EQ(rows.text.find(identity_number), std::string::npos);

  auto other = person("other", Role::street_office, street);
  EXPECT_EQ(other.read(fmt::format("/api/imports/{}/rows", preview)).code(),
            "rosters.report_missing");
  auto const landed = send(office, text, "false").at("job");
  ASSERT_EQ(ended(office, landed).at("state"), "done");
  EXPECT_EQ(office.read(fmt::format("/api/imports/{}/rows", landed)).code(),
            "rosters.report_missing");
}

TEST_P(Imports, uploaded_rosters_go_with_their_job_and_reports_after_a_week) {
  auto const street = set_up_street();
  auto office = person("office", Role::street_office, street);
  auto const job = send(office,
                        "姓名,公民身份号码,所在党支部,加入党组织日期\n"
                        "张三,,没有的支部,2005-07-01\n",
                        "true")
                       .at("job");
  ASSERT_EQ(ended(office, job).at("state"), "done");
  auto const files = [this](std::string_view folder) {
    std::vector<std::filesystem::path> all;
    for (auto const& entry :
         std::filesystem::recursive_directory_iterator{program().settings().data / folder})
      if (entry.is_regular_file()) all.push_back(entry.path());
    return all;
  };
  // The end of the job is told a moment before its files are gone.
  for (int i = 0; i < 20'000 && files("passing").size() > 2; ++i) std::this_thread::yield();
  EXPECT_EQ(files("passing").size(), 2U) << "the report and the rows";
  EXPECT_TRUE(files("originals").empty()) << "nothing of it is evidence";
  EXPECT_EQ(program().services().passing.forget(std::chrono::hours{7 * 24}), 0);
  for (auto const& file : files("passing")) {
    auto const now = std::filesystem::file_time_type::clock::now();
    std::filesystem::last_write_time(file, now - std::chrono::hours{8 * 24});
  }
  EXPECT_EQ(program().services().passing.forget(std::chrono::hours{7 * 24}), 2);
  EXPECT_EQ(office.read(fmt::format("/api/imports/{}/report", job)).code(),
            "rosters.report_missing");
}

TEST_P(Imports, only_the_streets_office_imports) {
  auto const street = set_up_street();
  auto liaison = person("liaison", Role::liaison, street);
  EXPECT_EQ(send(liaison, "姓名\n", "true").status, 403);
}

}  // namespace
}  // namespace hangji::application
