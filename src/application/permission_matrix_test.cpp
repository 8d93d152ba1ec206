// Every route, asked by every role about the person's own record, their own unit, another's unit
// and what does not exist: who has the right is let in, and nobody else learns anything.
#include "application/permission_tables.h"
#include "application/test_program.h"
#include "kernel/access/access_store.h"
#include "testing/world.h"

#include <gmock/gmock.h>

#include <boost/json/serialize.hpp>

#include <iterator>
#include <map>
#include <set>
#include <sstream>

namespace hangji::application {
namespace {

using access::Permission;
using access::Reach;
using access::Role;
using ::testing::ElementsAreArray;
using ::testing::IsSubsetOf;

std::vector<std::vector<std::string>> words_of(std::string_view table) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines{std::string{table}};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words{line};
    std::vector<std::string> row{std::istream_iterator<std::string>{words}, {}};
    if (!row.empty()) rows.push_back(std::move(row));
  }
  return rows;
}

constexpr int roles = 8;

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

struct Line {
  http::Method method{};
  std::string path{};
  /// The optional parameter given too; may be empty.
  std::string optional{};
  std::string door{};
  std::string asks{};
  /// What `there` asks: the door's permission unless another is named.
  std::string there{};
  [[nodiscard]] std::string name() const {
    return fmt::format("{} {}?{}", boost::describe::enum_to_string(method, ""), path, optional);
  }
};

std::vector<Line> all_lines() {
  std::map<std::string, http::Method> const methods{{"GET", http::Method::get},
                                                    {"POST", http::Method::post},
                                                    {"PUT", http::Method::put},
                                                    {"DELETE", http::Method::remove}};
  std::vector<Line> lines;
  for (auto const& row : words_of(expected_routes)) {
    auto const mark = std::min(row[1].find('?'), row[1].size());
    lines.push_back({.method = methods.at(row[0]),
                     .path = row[1].substr(0, mark),
                     .optional = mark < row[1].size() ? row[1].substr(mark + 1) : "",
                     .door = row[2],
                     .asks = row[3],
                     .there = row.size() > 4 ? row[4] : row[2]});
  }
  return lines;
}

/// Ids by the name of the parameter, or by the path before `{id}`.
using Ids = std::map<std::string, std::string>;

struct Place {
  std::string name{};
  /// Part of every name in it: what nobody else may read.
  std::string secret{};
  Ids ids{};
};

/// What a request of the matrix carries, made from the route's own description.
class Composer {
public:
  Composer(Line const& line, Place const& place) : m_line{line}, m_place{place} {}

  struct Composed {
    std::string target{};
    std::string body{};
  };
  [[nodiscard]] Composed compose(http::Route const& route) {
    auto fields = object(route.takes(m_schemas));
    auto target = m_line.path;
    for (auto it = fields.begin(); it != fields.end();) {
      auto const hole = fmt::format("{{{}}}", std::string_view{it->key()});
      auto const at = target.find(hole);
      if (at == std::string::npos) {
        ++it;
        continue;
      }
      target.replace(at, hole.size(), text_of(it->value()));
      it = fields.erase(it);
    }
    if (route.method != http::Method::get) return {target, boost::json::serialize(fields)};
    for (auto const& [name, value] : fields)
      target += fmt::format("{}{}={}", target.contains('?') ? "&" : "?", std::string_view{name},
                            text_of(value));
    return {target, ""};
  }

private:
  static std::string text_of(boost::json::value const& value) {
    return value.is_string() ? std::string{value.as_string()} : boost::json::serialize(value);
  }
  boost::json::object object(boost::json::object const& schema) {
    boost::json::object made;
    std::set<std::string> wanted{m_line.optional};
    if (auto const* required = schema.if_contains("required"))
      for (auto const& name : required->as_array()) wanted.emplace(name.as_string());
    if (auto const* properties = schema.if_contains("properties"))
      for (auto const& [name, property] : properties->as_object())
        if (wanted.contains(name)) made[name] = value(name, property.as_object());
    return made;
  }
  boost::json::value value(std::string const& name, boost::json::object const& schema) {
    if (auto const* reference = schema.if_contains("$ref")) {
      auto const path = std::string{reference->as_string()};
      auto const& named = m_schemas.schemas.at(path.substr(path.rfind('/') + 1)).as_object();
      return value(name, named);
    }
    if (auto const* any = schema.if_contains("anyOf")) return value(name, any->at(0).as_object());
    if (auto const* values = schema.if_contains("enum")) return values->at(0);
    auto const* type = schema.if_contains("type");
    if (type == nullptr) return boost::json::object{};
    if (*type == "object") return object(schema);
    if (*type == "array") return boost::json::array{};
    if (*type == "integer") return name == "seq" ? boost::json::parse(id(name)) : 2026;
    if (*type == "boolean") return false;
    return string(name, schema);
  }
  boost::json::value string(std::string const& name, boost::json::object const& schema) const {
    auto const* format = schema.if_contains("format");
    if (format != nullptr && *format == "date") return "2026-11-23";
    auto const* pattern = schema.if_contains("pattern");
    if (pattern != nullptr && *pattern == "^[0-9]+$") return boost::json::value(id(name));
    if (pattern != nullptr) return "2026-11";
    static std::map<std::string, std::string> const texts{{"text", "密"},
                                                          {"period", "2026-11"},
                                                          {"quarter", "2026-Q4"},
                                                          {"volume", "archive.volume.theme_day"},
                                                          {"rule", "duty.theme_day"},
                                                          {"id", "dues.rate.salaried"},
                                                          {"kind", "activity.theme_day"}};
    auto const found = texts.find(name);
    if (found == texts.end()) return "";
    if (name == "text" && m_line.method != http::Method::get) return "";
    return boost::json::value(found->second);
  }
  [[nodiscard]] std::string id(std::string const& name) const {
    if (name == "id" || name == "fact") {
      auto const from = std::string_view{"/api/"}.size();
      auto const until = m_line.path.find("/{" + name);
      return m_place.ids.at(m_line.path.substr(from, until - from));
    }
    auto const found = m_place.ids.find(name);
    return found == m_place.ids.end() ? m_place.ids.at("unit") : found->second;
  }

  Line const& m_line;
  Place const& m_place;
  SchemaSet m_schemas{};
};

/// Community 甲 with a branch where the roles are granted, community 乙 with another.
class PermissionMatrix : public ProgramOnBothEngines {
protected:
  void SetUp() override {
    ProgramOnBothEngines::SetUp();
    m_street = set_up_street();
    m_office.emplace(person("office", Role::street_office, m_street));
    m_own = found("甲", 0);
    m_other = found("乙", 20);
    m_self = m_own;
    m_self.name = "the person's own record";
    m_self.ids["member"] = m_self.ids["members"] = registered(m_own.ids["unit"], "甲密自己", 10);
    m_self.ids["requests"] = make_request(m_self);
    m_nowhere = {.name = "nothing", .ids = m_own.ids};
    for (auto& [what, id] : m_nowhere.ids) id = "4711";
  }

  std::string made(std::string_view method, std::string_view path, std::string const& body,
                   std::string_view key = "id") {
    auto const answer = m_office->write(method, path, body);
    EXPECT_EQ(answer.status, 200) << path << " " << answer.text;
    auto const* id = answer.status == 200 ? answer.body.as_object().if_contains(key) : nullptr;
    return id == nullptr ? "" : std::string{id->as_string()};
  }
  std::string founded(std::string_view kind, std::string const& parent, std::string const& name) {
    return made("POST", "/api/units",
                fmt::format(R"({{"kind":"{}","parent":"{}","full_name":"{}","founded_on":)"
                            R"("2020-01-01","approval":"测〔2020〕1号","reason":"测试"}})",
                            kind, parent, name));
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
  Place found(std::string const& name, int number) {
    Place place{.name = "the unit " + name, .secret = name + "密", .ids = {}};
    auto& ids = place.ids;
    auto const& secret = place.secret;
    ids["community"] = founded("community", std::to_string(m_street.value), secret + "社区");
    ids["unit"] = ids["units"] = founded("branch", ids["community"], secret + "第一支部");
    ids["member"] = ids["members"] = registered(ids["unit"], secret + "党员", number);
    for (int more = 1; more < 3; ++more) registered(ids["unit"], secret + "别人", number + more);
    enter_practice(place);
    enter_account(place);
    auto const journal = m_office->read("/api/journal?unit=" + ids["unit"]);
    ids["seq"] = boost::json::serialize(journal.body.at("rows").at(0).at("seq"));
    ids["jobs"] = ids["imports"] = ids["job"] = ids["override_id"] = "4711";
    return place;
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
  /// An account nobody uses, with a grant in the place.
  void enter_account(Place& place) {
    program().database().write(the_street, [&](database::Transaction& transaction) {
      journal::Change change{transaction, {}, "test.account"};
      auto const user =
          access::add_user(change, {place.secret + "login", "闲", std::string{password}, {}});
      auto const grant = access::grant_role(
          change, {*user, Role::branch_secretary, UnitId{std::stoll(place.ids["unit"])}},
          organisation::registers_members);
      place.ids["accounts"] = place.ids["user"] = std::to_string(user->value);
      place.ids["grants"] = std::to_string(grant->value);
      change.finish();
      return true;
    });
  }

  /// Somebody with one role, or with none.
  struct Asker {
    std::string name{};
    std::optional<Role> role{};
    Person person;
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
      bool const is_narrow = role == Role::member || role == Role::branch_secretary;
      auto const& name = names[static_cast<std::size_t>(i)];
      all.push_back({name, role,
                     person("of_" + name, role,
                            is_wide     ? m_street
                            : is_narrow ? branch
                                        : community,
                            role == Role::member ? self : MemberId{})});
      if (access::is_administrator(role)) bind_second_factor("of_" + name);
    }
    all.push_back({"nobody", std::nullopt, without_roles()});
    return all;
  }
  Person without_roles() {
    program().database().write(the_street, [&](database::Transaction& transaction) {
      journal::Change change{transaction, {}, "test.account"};
      EXPECT_TRUE(access::add_user(change, {"nobody", "无", std::string{password}, {}}));
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
  /// What the two tables say of it.
  [[nodiscard]] bool may(Asker const& who, Line const& line, Place const& place) const {
    if (who.right(line.door) == "-") return false;
    bool const is_member = who.role == Role::member;
    bool const is_self = is_member && (&place == &m_self || !line.path.contains('{'));
    bool const is_known = &place != &m_nowhere && (&place != &m_other || who.is_of_street());
    bool const is_there = has_somewhere(who, line.there) && is_known;
    if (line.asks == "everyone") return true;
    if (line.asks == "anywhere") return has_somewhere(who, line.there);
    if (line.asks == "street") return has_somewhere(who, line.there) && who.is_of_street();
    if (line.asks == "own") return is_self;
    if (line.asks == "own_branch") return is_self || (is_member && &place == &m_own);
    if (line.asks == "own_or_there") return (is_member && &place == &m_self) || is_there;
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
      if (answer.status == 404 && &place != &m_nowhere) m_not_there.insert(line.name());
    } else {
      EXPECT_TRUE(is_shut_out || answer.status == 404) << told;
      EXPECT_EQ(answer.text.find(m_own.secret), std::string::npos) << told;
    }
    bool const may_know = who.is_of_street();
    EXPECT_TRUE(may_know || answer.text.find(m_other.secret) == std::string::npos) << told;
  }
  void expect_all(Asker& who, Line const& line) {
    for (auto const* place : {&m_self, &m_own, &m_other, &m_nowhere}) expect(who, line, *place);
  }

  /// Allowed, and answered with 404.
  std::set<std::string> m_not_there{};
  UnitId m_street{};
  std::optional<Person> m_office{};
  Place m_self{};
  Place m_own{};
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
  // Nothing of the kind is in the street's books.
  EXPECT_THAT(m_not_there, IsSubsetOf(std::set<std::string>{
                               "get /api/archive/items/{fact}/record.pdf?",
                               "get /api/imports/{job}/report?", "get /api/jobs/{id}?",
                               "get /api/obligations/explanation?", "post /api/jobs/{id}/cancel?",
                               "post /api/rules/{id}/overrides/{override_id}/end?",
                               "post /api/rules/{id}/overrides/{override_id}/withdraw?",
                               "post /api/units/{id}/posts/end?", "remove /api/grants/{id}?"}));
}

TEST_P(PermissionMatrix, a_secretary_is_one_of_a_branch) {
  for (auto& who : askers()) {
    if (who.role != Role::security_administrator) continue;
    auto const grant = [&](std::string const& unit) {
      return who.person.post("/api/grants",
                             fmt::format(R"({{"user":"{}","role":"branch_secretary","unit":"{}"}})",
                                         m_other.ids["user"], unit));
    };
    EXPECT_EQ(grant(m_other.ids["community"]).code(), "access.wrong_unit");
    EXPECT_EQ(grant(m_other.ids["unit"]).code(), "");
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
