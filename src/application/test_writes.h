// The writes of a client under load: the month of a branch, round and round. For tests only.
#pragma once

#include "application/test_books.h"
#include "testing/world.h"

#include <array>

namespace hangji::application {

/// What a client asked for; its mark is found in the rows it writes.
struct Attempt {
  std::string mark{};
  std::string path{};
  std::string body{};
  /// Rows or facts that carry the mark once it is done.
  int rows{1};
  std::string method{"POST"};
  /// In place of the body.
  http::Client::Headers fields{};
  std::vector<http::Upload> files{};
  /// What is done when the answer comes is only ordered.
  bool is_job{false};
  bool is_acknowledged{false};
  std::string answer{};

  [[nodiscard]] http::ClientResponse send(http::Client& connection,
                                          http::Client::Headers headers) const {
    if (files.empty()) return connection.send(method, path, body, headers);
    headers.erase(headers.begin());  // the form has a type of its own
    return connection.upload(path, files, fields, headers);
  }
};

/// Where a client stands: some writes follow from others.
struct Desk {
  int run{0};
  int number{0};
  /// The activity being gone through, its title, and how far it came; empty: none.
  std::string activity{};
  std::string title{};
  enum class Stage { planned, attended, recorded } stage{Stage::planned};
  int reports{0};
  int closings{0};
  int rosters{0};
  /// Registers are closed one after the other: not after one whose answer was not heard.
  bool may_close{true};

  void begin(int number_of_run) {
    run = number_of_run;
    activity.clear();
    may_close = true;
  }
  void heard(Attempt const& attempt) {
    if (!attempt.is_acknowledged) {
      activity.clear();
      may_close = false;
    } else if (attempt.path == "/api/activities") {
      activity = boost::json::parse(attempt.answer).at("id").as_string();
      title = attempt.mark;
      stage = Stage::planned;
    }
  }
};

/// Whether rosters are landed by jobs, which end as failed when the disk is full.
enum class WithJobs { yes, no };

class WriteRound {
public:
  /// `books` of a branch for each client and one more, which rosters fill.
  WriteRound(ServedBooks const& books, WithJobs jobs) : m_books{books}, m_jobs{jobs} {}

  /// The next of the round of writes; a theme where it cannot be its turn.
  [[nodiscard]] Attempt next(int client, Desk& desk) const {
    using Make = std::optional<Attempt> (WriteRound::*)(int, Desk&) const;
    static constexpr std::array<Make, 9> round{
        &WriteRound::plan,   &WriteRound::attend,         &WriteRound::record,
        &WriteRound::upload, &WriteRound::finish,         &WriteRound::pay,
        &WriteRound::report, &WriteRound::close_register, &WriteRound::import_roster};
    auto const turn = static_cast<std::size_t>(++desk.number) % round.size();
    auto made = (this->*round[turn])(client, desk);
    return made ? std::move(*made) : theme(client, desk);
  }

private:
  [[nodiscard]] std::string mark_of(int client, Desk const& desk) const {
    return fmt::format("{}.{}.{}", desk.run, client, desk.number);
  }
  [[nodiscard]] ServedBooks::Branch const& branch_of(int client) const {
    return m_books.branches()[static_cast<std::size_t>(client)];
  }
  static std::string today() { return to_text(SystemClock{}.today()); }
  static std::string this_month() { return today().substr(0, 7); }

  [[nodiscard]] Attempt theme(int client, Desk const& desk) const {
    auto const mark = mark_of(client, desk);
    return {.mark = mark,
            .path = "/api/themes",
            .body = fmt::format(
                R"({{"street":"{}","kind":"activity.theme_day","month":"{}","title":"{}"}})",
                m_books.street().value, this_month(), mark)};
  }
  [[nodiscard]] std::optional<Attempt> plan(int client, Desk& desk) const {
    auto const mark = mark_of(client, desk);
    return Attempt{
        .mark = mark,
        .path = "/api/activities",
        .body = fmt::format(R"({{"kind":"activity.theme_day","unit":"{}","day":"{}","title":"{}",)"
                            R"("place":"活动室","also_kinds":[],"named":[]}})",
                            branch_of(client).id.value, today(), mark)};
  }
  /// A fact for each member of the branch.
  [[nodiscard]] std::optional<Attempt> attend(int client, Desk& desk) const {
    if (desk.activity.empty()) return std::nullopt;
    desk.stage = Desk::Stage::attended;
    auto const mark = mark_of(client, desk);
    std::vector<std::string> marks;
    for (auto const member : branch_of(client).members)
      marks.push_back(fmt::format(R"({{"member":"{}","presence":"present","reason":"{}"}})",
                                  member.value, mark));
    return Attempt{.mark = mark,
                   .path = fmt::format("/api/activities/{}/attendance", desk.activity),
                   .body = fmt::format(R"({{"marks":[{}]}})", fmt::join(marks, ",")),
                   .rows = static_cast<int>(marks.size())};
  }
  [[nodiscard]] std::optional<Attempt> record(int, Desk& desk) const {
    if (desk.activity.empty() || desk.stage != Desk::Stage::attended) return std::nullopt;
    desk.stage = Desk::Stage::recorded;
    return Attempt{.mark = "record of " + desk.title,
                   .path = fmt::format("/api/activities/{}/record", desk.activity),
                   .body =
                       R"({"record":{"theme":"学习","place":"活动室","host":"甲","recorder":"乙",)"
                       R"("minutes":"学习了文件"}})",
                   .method = "PUT"};
  }
  [[nodiscard]] std::optional<Attempt> upload(int client, Desk& desk) const {
    if (desk.activity.empty()) return std::nullopt;
    auto const mark = mark_of(client, desk);
    return Attempt{.mark = mark,
                   .path = "/api/originals",
                   .fields = {{"source", desk.activity}},
                   .files = {{"file", mark, "%PDF-1.7\n" + mark}}};
  }
  /// Two facts and a new state.
  [[nodiscard]] std::optional<Attempt> finish(int, Desk& desk) const {
    if (desk.activity.empty() || desk.stage != Desk::Stage::recorded) return std::nullopt;
    auto const activity = std::exchange(desk.activity, "");
    return Attempt{.mark = "end of " + desk.title,
                   .path = fmt::format("/api/activities/{}/finish", activity),
                   .body = "{}",
                   .rows = 2};
  }
  [[nodiscard]] std::optional<Attempt> pay(int client, Desk& desk) const {
    auto const mark = mark_of(client, desk);
    std::vector<std::string> payments;
    for (auto const member : branch_of(client).members)
      payments.push_back(fmt::format(
          R"({{"member":"{}","month":"{}","amount":100,"voluntary":true,"reason":"{}"}})",
          member.value, this_month(), mark));
    return Attempt{.mark = mark,
                   .path = "/api/dues/payments",
                   .body = fmt::format(R"({{"unit":"{}","payments":[{}]}})",
                                       branch_of(client).id.value, fmt::join(payments, ",")),
                   .rows = static_cast<int>(payments.size())};
  }
  /// Of the months before the branches were, one after the other.
  [[nodiscard]] std::optional<Attempt> of_month(int client, int number, std::string_view what,
                                                std::string_view path) const {
    auto const month = Month::from_ym(2019, 1)->plus(number);
    if (month >= Month::of(SystemClock{}.today())) return std::nullopt;
    auto const unit = branch_of(client).id.value;
    return Attempt{.mark = fmt::format("{} {} {}", what, unit, to_text(month)),
                   .path = std::string{path},
                   .body = fmt::format(R"({{"unit":"{}","month":"{}"}})", unit, to_text(month))};
  }
  [[nodiscard]] std::optional<Attempt> report(int client, Desk& desk) const {
    return of_month(client, desk.reports++, "dues.reported", "/api/dues/reports");
  }
  [[nodiscard]] std::optional<Attempt> close_register(int client, Desk& desk) const {
    if (!desk.may_close) return std::nullopt;
    return of_month(client, desk.closings++, "points.register_closed",
                    "/api/points/registers/close");
  }
  /// Two members of one name, landed by a job.
  [[nodiscard]] std::optional<Attempt> import_roster(int client, Desk& desk) const {
    if (client != 0 || m_jobs == WithJobs::no) return std::nullopt;
    auto const mark = mark_of(client, desk);
    std::string rows = "姓名,公民身份号码,所在党支部,加入党组织日期,转为正式党员日期\n";
    for (int i = 0; i < 2; ++i)
      rows += fmt::format(
          "{},{},{},2005-07-01,2006-07-01\n", mark,
          testing::invented_identity_number(testing::day("1980-05-01"), Sex::male, desk.rosters++),
          ServedBooks::name_of_branch(static_cast<int>(m_books.branches().size()) - 1));
    return Attempt{.mark = mark,
                   .path = "/api/imports",
                   .rows = 2,
                   .fields = {{"dry_run", "false"}},
                   .files = {{"members", "m.csv", rows}},
                   .is_job = true};
  }

  ServedBooks const& m_books;
  WithJobs m_jobs;
};

}  // namespace hangji::application
