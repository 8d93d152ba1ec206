// Every route, asked by every role about the person's own record, their own unit, another's unit
// and what does not exist: who has the right is let in, and nobody else learns anything.
#include "application/test_matrix.h"
#include "kernel/access/access_store.h"
#include "testing/world.h"

#include <gmock/gmock.h>

namespace hangji::application {
namespace {

using access::Permission;
using access::Reach;
using access::Role;
using ::testing::ElementsAreArray;

constexpr int roles = 9;

/// `own`, `unit`, `below` or `-`, from the table of the test.
std::string expected_right(Role role, std::string_view permission) {
  static auto const rows = words_of(expected_rights);
  for (auto const& row : rows)
    if (row[0] == permission) return row.at(1 + static_cast<std::size_t>(role));
  ADD_FAILURE() << "no such permission: " << permission;
  return "-";
}

template <class Enum> std::vector<std::string> names_of() {
  std::vector<std::string> names;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>(
      [&](auto one) { names.emplace_back(one.name); });
  return names;
}

TEST(Permissions, are_those_of_the_table) {
  std::set<std::string> expected;
  for (auto const& row : words_of(expected_rights))
    if (row[0] != "member") expected.insert(row[0]);
  auto const known = names_of<Permission>();
  EXPECT_THAT(expected, ElementsAreArray(std::set<std::string>(known.begin(), known.end())));
  std::map<Reach, std::string> const words{
      {Reach::own_record, "own"}, {Reach::unit, "unit"}, {Reach::subtree, "below"}};
  for (int role = 0; role < roles; ++role) {
    for (std::size_t i = 0; i < known.size(); ++i) {
      auto const* right = access::right_of(static_cast<Role>(role), static_cast<Permission>(i));
      EXPECT_EQ(right == nullptr ? "-" : words.at(right->reach),
                expected_right(static_cast<Role>(role), known[i]))
          << role << " " << known[i];
    }
  }
}

/// Community 甲 with a branch where the roles are granted, community 乙 with another.
class PermissionMatrix : public ProgramOnBothEngines {
protected:
  void SetUp() override {
    ProgramOnBothEngines::SetUp();
    m_street = set_up_street();
    m_office.emplace(person("office", Role::street_office, m_street));
    enter_override();
    auto const community = founded("community", "甲密社区");
    m_own = found("甲", 0, community);
    m_sibling = found("丙", 30, community);
    m_sibling.reached = Place::Reached::by_community;
    m_other = found("乙", 20, founded("community", "乙密社区"));
    m_other.reached = Place::Reached::by_none;
    m_self = m_own;
    m_self.name = "the person's own record";
    m_self.ids["member"] = m_self.ids["members"] = registered(m_own.ids["unit"], "甲密自己", 10);
    m_self.ids["requests"] = make_request(m_self);
    m_above = m_own;
    m_above.name = "the community above";
    m_above.reached = Place::Reached::by_community;
    m_above.ids["unit"] = m_above.ids["units"] = community;
    m_nowhere = {.reached = Place::Reached::by_none, .name = "nothing", .ids = m_own.ids};
    for (auto& [what, id] : m_nowhere.ids) id = "4711";
  }

  std::string made(std::string_view method, std::string_view path, std::string const& body,
                   std::string_view key = "id") {
    auto const answer = m_office->write(method, path, body);
    EXPECT_EQ(answer.status, 200) << path << " " << answer.text;
    auto const* id = answer.status == 200 ? answer.body.as_object().if_contains(key) : nullptr;
    return id == nullptr ? "" : std::string{id->as_string()};
  }
  std::string founded(std::string_view kind, std::string const& name, std::string parent = {}) {
    if (parent.empty()) parent = std::to_string(m_street.value);
    return made("POST", "/api/units",
                fmt::format(R"({{"kind":"{}","parent":"{}","full_name":"{}","founded_on":)"
                            R"("2020-01-01","approval":"测〔2020〕1号","reason":"测试"}})",
                            kind, parent, name));
  }
  void enter_override() {
    m_override = made("POST", "/api/rules/request.objection/overrides",
                      R"({"from":"2026-12-01","document":"街道办法","article":"第三条",)"
                      R"("reason":"人少","parameters":{"form":"objection","answer_within":10,)"
                      R"("counted":"calendar"}})");
  }
  std::string registered(std::string const& unit, std::string const& name, int number) {
    return made("POST", "/api/members",
                fmt::format(R"({{"unit":"{}","from":"2020-01-01","details":{{"name":"{}",)"
                            R"("identity_number":"{}","joined_on":"2005-07-01",)"
                            R"("full_member_on":"2006-07-01"}}}})",
                            unit, name,
                            testing::invented_identity_number(testing::day("1980-05-01"), Sex::male,
                                                              number)));
  }
  std::string make_request(Place& place) {
    return made("POST", "/api/requests",
                fmt::format(R"({{"form":"correction","about":"own_record","member":"{}",)"
                            R"("text":"{}请求"}})",
                            place.ids["member"], place.secret));
  }
  Place found(std::string const& name, int number, std::string const& community) {
    Place place{.name = "the unit " + name, .secret = name + "密", .ids = {}};
    auto& ids = place.ids;
    auto const& secret = place.secret;
    ids["community"] = community;
    ids["unit"] = ids["units"] = founded("branch", secret + "第一支部", community);
    ids["member"] = ids["members"] = registered(ids["unit"], secret + "党员", number);
    for (int more = 1; more < 3; ++more) registered(ids["unit"], secret + "别人", number + more);
    made("POST", fmt::format("/api/units/{}/posts", ids["unit"]),
         fmt::format(R"({{"post":"secretary","member":"{}","from":"2020-01-01"}})", ids["member"]));
    enter_practice(place);
    enter_item(place);
    enter_account(place);
    auto const journal = m_office->read("/api/journal?unit=" + ids["unit"]);
    ids["seq"] = boost::json::serialize(journal.body.at("rows").at(0).at("seq"));
    ids["override_id"] = m_override;
    ids["imports"] = ids["job"] = ids["jobs"];
    return place;
  }
  /// An activity gone through to the end, which lies in the archive.
  void enter_item(Place& place) {
    auto& ids = place.ids;
    auto const at =
        "/api/activities/" +
        made("POST", "/api/activities",
             fmt::format(R"({{"kind":"activity.theme_day","unit":"{}","day":"2026-11-20",)"
                         R"("title":"{}办结","place":"","also_kinds":[],"named":[]}})",
                         ids["unit"], place.secret));
    std::string marks;
    for (auto const& one : m_office->read(at).body.at("attendees").as_array())
      marks += fmt::format(R"({}{{"member":"{}","presence":"present"}})", marks.empty() ? "" : ",",
                           std::string_view{one.at("member").as_string()});
    made("POST", at + "/attendance", fmt::format(R"({{"marks":[{}]}})", marks));
    made("PUT", at + "/record",
         R"({"record":{"theme":"学","place":"室","host":"甲","recorder":"乙","minutes":"记"}})");
    made("POST", at + "/finish", "{}");
    auto const items =
        m_office->read(fmt::format("/api/archive/items?unit={}&year=2026", ids["unit"]));
    ids["archive/items"] = items.body.at("rows").at(0).at("fact").as_string();
  }
  void enter_practice(Place& place) {
    auto& ids = place.ids;
    auto const& secret = place.secret;
    ids["activities"] = ids["own-activities"] = ids["source"] =
        made("POST", "/api/activities",
             fmt::format(R"({{"kind":"activity.theme_day","unit":"{}","day":"2026-11-20",)"
                         R"("title":"{}活动","place":"","also_kinds":[],"named":[]}})",
                         ids["unit"], secret));
    made("PUT", "/api/dues/basis",
         fmt::format(R"({{"member":"{}","from":"2026-11","population":"salaried",)"
                     R"("base":500000}})",
                     ids["member"]));
    auto const paid =
        m_office->post("/api/dues/payments",
                       fmt::format(R"({{"unit":"{}","payments":[{{"member":"{}","month":"2026-11",)"
                                   R"("amount":100,"reason":"{}交"}}]}})",
                                   ids["unit"], ids["member"], secret));
    EXPECT_EQ(paid.status, 200) << paid.text;
    ids["dues/payments"] = ids["archive/items"] = paid.body.at("facts").at(0).as_string();
    ids["archive/documents"] =
        made("POST", "/api/archive/documents",
             fmt::format(R"({{"unit":"{}","document":{{"direction":"received","title":"{}通知",)"
                         R"("number":"","issuer":"区委","day":"2026-11-20","secrecy":"none"}}}})",
                         ids["unit"], secret),
             "fact");
    ids["points/proposals"] =
        made("POST", "/api/points/proposals",
             fmt::format(R"({{"member":"{}","item":"points.base.promise_unkept",)"
                         R"("day":"2026-11-20","reason":"{}理由"}})",
                         ids["member"], secret));
    ids["enterprises"] = made("POST", "/api/enterprises",
                              fmt::format(R"({{"details":{{"name":"{}企业","community":"{}"}}}})",
                                          secret, ids["community"]));
    ids["member-facts"] =
        made("POST", fmt::format("/api/members/{}/facts", ids["member"]),
             fmt::format(R"({{"kind":"review.graded","topic":"qualified","day":"2026-10-20",)"
                         R"("note":"{}"}})",
                         secret),
             "fact");
    ids["votes"] = made("POST", "/api/votes",
                        fmt::format(R"({{"unit":"{}","day":"2026-11-20","form":"ordinary",)"
                                    R"("subject":"{}议题","present":2,"options":[{{"name":)"
                                    R"("{}议题","yes":2}}]}})",
                                    ids["unit"], secret, secret));
    ids["requests"] = make_request(place);
    ids["originals"] = uploaded(*m_office, ids["source"], secret).at("id").as_string();
  }
  static boost::json::value uploaded(Person& who, std::string const& source,
                                     std::string const& name) {
    auto const answer = upload(who, "/api/originals", source, name + ".pdf");
    EXPECT_EQ(answer.status, 200) << answer.body;
    return boost::json::parse(answer.body);
  }
  static http::ClientResponse upload(Person& who, std::string const& path,
                                     std::string const& source, std::string const& name) {
    static int keys = 0;
    auto const session = who.read("/api/session");
    auto const csrf = session.status == 200 ? session.at("csrf") : "";
    http::Client::Headers fields;
    if (path == "/api/originals") fields.emplace_back("source", source);
    return who.client().upload(
        path, {{"file", name, "%PDF-1.7\n"}}, fields,
        {{"X-CSRF-Token", csrf}, {"Idempotency-Key", fmt::format("upload-{}", ++keys)}});
  }
  /// A job that waits: nobody wakes the one who carries out.
  JobId queued(database::Transaction& transaction, UserId user) {
    return program().services().jobs.queue(transaction, user, "import", "{}");
  }
  /// An account nobody uses, with a grant in the place and a job.
  void enter_account(Place& place) {
    program().database().write(the_street, [&](database::Transaction& transaction) {
      journal::Change change{transaction, {}, "test.account"};
      auto const user = access::add_user(
          change, {},
          {place.secret + "login", "闲", access::ChosenPassword{std::string{password}}, {}});
      auto const grant = access::grant_role(
          change, {*user, Role::branch_secretary, UnitId{std::stoll(place.ids["unit"])}},
          organisation::registers_members);
      place.ids["accounts"] = place.ids["user"] = std::to_string(user->value);
      place.ids["grants"] = std::to_string(grant->value);
      place.ids["jobs"] = std::to_string(queued(transaction, *user).value);
      change.finish();
      return true;
    });
  }

  /// Somebody with one role, or with none.
  struct Asker {
    std::string name{};
    std::optional<Role> role{};
    Person person;
    /// One's own record, unit and job.
    Place self{};
    [[nodiscard]] std::string right(std::string const& permission) const {
      return role ? expected_right(*role, permission) : "-";
    }
    /// Granted at the street, where there is no other.
    [[nodiscard]] bool is_of_street() const {
      return role && (*role == Role::street_office || access::is_administrator(*role));
    }
  };
  std::vector<Asker> askers() {
    std::vector<Asker> all;
    auto const branch = UnitId{std::stoll(m_own.ids["unit"])};
    auto const community = UnitId{std::stoll(m_own.ids["community"])};
    auto const self = MemberId{std::stoll(m_self.ids["member"])};
    auto const names = names_of<Role>();
    for (int i = 0; i < roles; ++i) {
      auto const role = static_cast<Role>(i);
      bool const is_wide = role == Role::street_office || access::is_administrator(role);
      bool const is_narrow = role == Role::member || access::is_of_branches(role);
      auto const& name = names[static_cast<std::size_t>(i)];
      all.push_back({name, role,
                     person("of_" + name, role,
                            is_wide     ? m_street
                            : is_narrow ? branch
                                        : community,
                            role == Role::member ? self : MemberId{}),
                     m_self});
      if (access::is_administrator(role)) bind_second_factor("of_" + name);
      all.back().self.ids["jobs"] = job_of("of_" + name);
    }
    all.push_back({"nobody", std::nullopt, without_roles(), m_self});
    all.back().self.ids["jobs"] = job_of("nobody");
    return all;
  }
  std::string job_of(std::string const& login) {
    std::string id;
    program().database().write(the_street, [&](database::Transaction& transaction) {
      id = std::to_string(queued(transaction, access::user_by_login(transaction, login)->id).value);
      return true;
    });
    return id;
  }
  Person without_roles() {
    program().database().write(the_street, [&](database::Transaction& transaction) {
      journal::Change change{transaction, {}, "test.account"};
      EXPECT_TRUE(access::add_user(
          change, {}, {"nobody", "无", access::ChosenPassword{std::string{password}}, {}}));
      change.finish();
      return true;
    });
    Person nobody{port()};
    EXPECT_EQ(nobody.sign_in("nobody", password).status, 200);
    return nobody;
  }

  [[nodiscard]] http::Route const& route_of(Line const& line) {
    for (auto const& route : program().routes()->routes())
      if (route.method == line.method && route.path == line.path) return route;
    throw std::runtime_error{"no such route: " + line.name()};
  }
  Person::Answer ask(Person& who, Line const& line, Place const& place) {
    auto const& route = route_of(line);
    auto const composed = Composer{line, place}.compose(route);
    if (route.body == http::BodyForm::upload) {
      auto const answer = upload(who, line.path, place.ids.at("source"), "记录.pdf");
      return {.status = answer.status, .body = {}, .text = answer.body};
    }
    if (line.method == http::Method::get) return who.read(composed.target);
    auto const method = line.method == http::Method::post  ? "POST"
                        : line.method == http::Method::put ? "PUT"
                                                           : "DELETE";
    return who.write(method, composed.target, composed.body);
  }

  /// True when the role has the right at the place; `right` may name two.
  [[nodiscard]] static bool has_somewhere(Asker const& who, std::string const& right) {
    auto const bar = right.find('|');
    if (bar != std::string::npos)
      return has_somewhere(who, right.substr(0, bar)) || has_somewhere(who, right.substr(bar + 1));
    auto const reach = who.right(right);
    return reach == "unit" || reach == "below";
  }
  /// True when the place is in what the role is granted at.
  [[nodiscard]] bool knows(Asker const& who, Place const& place) const {
    if (&place == &m_nowhere) return false;
    bool const is_narrow =
        !who.role || who.role == Role::member || access::is_of_branches(*who.role);
    switch (place.reached) {
      case Place::Reached::by_branch: return true;
      case Place::Reached::by_community: return !is_narrow;
      case Place::Reached::by_none: return who.is_of_street();
    }
    return false;
  }
  /// What the two tables say of it.
  [[nodiscard]] bool may(Asker const& who, Line const& line, Place const& place) const {
    if (who.right(line.door) == "-") return false;
    bool const is_member = who.role == Role::member;
    bool const is_self = is_member && (&place == &who.self || !line.path.contains('{'));
    bool const is_known = knows(who, place);
    bool const is_there = has_somewhere(who, line.there) && is_known;
    if (line.asks == "everyone") return true;
    if (line.asks == "anywhere") return has_somewhere(who, line.there);
    if (line.asks == "street") return has_somewhere(who, line.there) && who.is_of_street();
    if (line.asks == "own") return is_self;
    if (line.asks == "own_branch") return is_self || (is_member && &place == &m_own);
    if (line.asks == "own_or_there") return (is_member && &place == &who.self) || is_there;
    if (line.asks == "there_or_all")
      return has_somewhere(who, line.there) || (has_somewhere(who, line.door) && is_known);
    if (line.asks == "attending") return is_member || is_there;
    EXPECT_EQ(line.asks, "there") << line.name();
    return is_there;
  }
  void expect(Asker& who, Line const& line, Place const& place) {
    auto const answer = ask(who.person, line, place);
    auto const told = fmt::format("{} asks {} about {}: {} {}", who.name, line.name(), place.name,
                                  answer.status, answer.text);
    bool const is_shut_out = answer.status == 401 || answer.status == 403;
    if (may(who, line, place)) {
      EXPECT_FALSE(is_shut_out) << told;
      EXPECT_LT(answer.status, 500) << told;
      if (answer.status == 200) m_answered.insert(line.name());
    } else {
      EXPECT_TRUE(is_shut_out || answer.status == 404) << told;
      EXPECT_EQ(answer.text.find(m_own.secret), std::string::npos) << told;
    }
    for (auto const* hidden : {&m_other, &m_sibling})
      EXPECT_TRUE(knows(who, *hidden) || !answer.text.contains(hidden->secret)) << told;
  }
  void expect_all(Asker& who, Line const& line) {
    for (auto const* place : {&who.self, &m_own, &m_sibling, &m_other, &m_nowhere})
      expect(who, line, *place);
    // Above, where the question is about the unit.
    auto const composed = Composer{line, m_above}.compose(route_of(line));
    auto const& unit = m_above.ids.at("unit");
    if (composed.target.contains(unit) || composed.body.contains(unit)) expect(who, line, m_above);
  }

  /// Lines that somebody got what they asked for from.
  std::set<std::string> m_answered{};
  std::string m_override{};
  UnitId m_street{};
  std::optional<Person> m_office{};
  Place m_self{};
  Place m_own{};
  Place m_sibling{};
  Place m_above{};
  Place m_other{};
  Place m_nowhere{};
};
HANGJI_ON_BOTH_ENGINES(PermissionMatrix);

TEST_P(PermissionMatrix, every_route_of_the_program_is_in_the_table_and_no_other) {
  std::set<std::string> expected;
  for (auto const& line : all_lines()) {
    bool const is_new = !line.optional.empty() || expected.insert(line.name()).second;
    EXPECT_TRUE(is_new) << line.name();
  }
  std::set<std::string> known;
  for (auto const& route : program().routes()->routes())
    known.insert(Line{.method = route.method, .path = route.path}.name());
  EXPECT_THAT(known, ElementsAreArray(expected));
}

TEST_P(PermissionMatrix, who_is_not_signed_in_gets_nothing) {
  for (auto const& line : all_lines()) {
    if (line.asks == "open") continue;
    Person stranger{port()};
    auto const answer = ask(stranger, line, m_own);
    EXPECT_EQ(answer.status, 401) << line.name() << " " << answer.text;
    EXPECT_EQ(answer.text.find(m_own.secret), std::string::npos) << line.name();
  }
}

TEST_P(PermissionMatrix, every_role_gets_what_the_table_says_everywhere) {
  auto everybody = askers();
  auto lines = all_lines();
  std::erase_if(lines, [](Line const& line) { return line.door == "-"; });
  // Questions before operations, which change what is asked about.
  std::ranges::stable_partition(lines,
                                [](Line const& line) { return line.method == http::Method::get; });
  for (auto const& line : lines)
    for (auto& who : everybody) expect_all(who, line);
  std::set<std::string> never;
  for (auto const& line : lines)
    if (!m_answered.contains(line.name())) never.insert(line.name());
  EXPECT_EQ(fmt::format("\n{}\n", fmt::join(never, "\n")), never_answered_here);
}

TEST_P(PermissionMatrix, a_job_is_read_and_cancelled_by_who_ordered_it_alone) {
  // Nobody carries them out, however long it takes to ask.
  program().services().jobs.stop();
  auto everybody = askers();
  for (auto& who : everybody) {
    auto const& mine = who.self.ids.at("jobs");
    auto const& others = m_own.ids.at("jobs");
    bool const has_jobs = who.role && who.role != Role::member;
    auto const refused = has_jobs ? "jobs.not_found" : "access.not_allowed";
    EXPECT_EQ(who.person.read("/api/jobs/" + others).code(), refused) << who.name;
    EXPECT_EQ(who.person.post("/api/jobs/" + others + "/cancel", "{}").code(), refused) << who.name;
    EXPECT_FALSE(who.person.read("/api/jobs").text.contains(others)) << who.name;
    if (!has_jobs) continue;
    EXPECT_EQ(who.person.read("/api/jobs/" + mine).at("state"), "queued") << who.name;
    EXPECT_EQ(who.person.post("/api/jobs/" + mine + "/cancel", "{}").status, 200) << who.name;
    EXPECT_EQ(who.person.read("/api/jobs/" + mine).at("state"), "cancelled") << who.name;
  }
}

TEST_P(PermissionMatrix, a_secretary_and_a_committee_member_are_of_a_branch) {
  for (auto& who : askers()) {
    if (who.role != Role::security_administrator) continue;
    for (auto const* role : {"branch_secretary", "branch_committee_member"}) {
      auto const grant = [&](std::string const& unit) {
        return who.person.post("/api/grants",
                               fmt::format(R"({{"user":"{}","role":"{}","unit":"{}"}})",
                                           m_other.ids["user"], role, unit));
      };
      EXPECT_EQ(grant(m_other.ids["community"]).code(), "access.wrong_unit") << role;
      EXPECT_EQ(grant(m_other.ids["unit"]).code(), "") << role;
    }
  }
}

TEST_P(PermissionMatrix, what_is_anothers_is_answered_as_what_does_not_exist) {
  for (auto& who : askers()) {
    if (who.is_of_street()) continue;
    for (auto const& line : all_lines()) {
      if (line.door == "-" || line.asks == "everyone" || line.asks == "anywhere") continue;
      if (line.asks == "attending") continue;  // the operation answers
      auto const others = ask(who.person, line, m_other);
      auto const nothing = ask(who.person, line, m_nowhere);
      EXPECT_EQ(others.status, nothing.status) << who.name << " " << line.name();
      EXPECT_EQ(others.text, nothing.text) << who.name << " " << line.name();
    }
  }
}

}  // namespace
}  // namespace hangji::application
