// Whatever is asked of whichever route by whomever: an answer below 500, and books that hold
// together afterwards. Requests are made from the routes' own descriptions and then changed by
// chance. HANGJI_FUZZ_SECONDS says for how long (tools/fuzz); HANGJI_FUZZ_SEED repeats a run.
#include "application/test_matrix.h"

#include <array>
#include <chrono>
#include <random>

namespace hangji::application {
namespace {

namespace json = boost::json;
using access::Role;

class Dice {
public:
  explicit Dice(std::uint32_t seed) : m_random{seed} {}
  std::size_t below(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>{0, count - 1}(m_random);
  }
  bool one_in(std::size_t count) { return below(count) == 0; }
  template <class List> auto const& among(List const& list) { return list[below(std::size(list))]; }

private:
  std::minstd_rand m_random;
};

/// Values that are never meant.
json::value odd_value(Dice& dice, Ids const& ids) {
  static std::array<json::value, 16> const odd{nullptr,
                                               true,
                                               -1,
                                               0,
                                               1e300,
                                               INT64_MAX,
                                               INT64_MIN,
                                               "",
                                               " ",
                                               "0",
                                               "-5",
                                               "2026-02-30",
                                               "9999-12",
                                               json::string(5000, 'x'),
                                               json::array{},
                                               json::object{}};
  if (dice.one_in(3)) {
    auto const& id = std::next(ids.begin(), static_cast<std::ptrdiff_t>(dice.below(ids.size())));
    return json::value(id->second);
  }
  if (dice.one_in(6))
    return json::value("党\xF0\x9F\x8C\x9F\xE2\x80\xAE'\"; DROP TABLE member; --%_\\");
  return dice.among(odd);
}

/// Changes one thing somewhere in it.
void change(json::value& value, Dice& dice, Ids const& ids) {
  if (value.is_object() && !value.get_object().empty() && !dice.one_in(5)) {
    auto& object = value.get_object();
    auto& [name, inner] =
        *std::next(object.begin(), static_cast<std::ptrdiff_t>(dice.below(object.size())));
    if (dice.one_in(8)) return void(object.erase(name));
    return change(inner, dice, ids);
  }
  if (value.is_array() && !dice.one_in(5)) {
    auto& array = value.get_array();
    if (array.empty() || dice.one_in(3)) return array.push_back(odd_value(dice, ids));
    return change(array[dice.below(array.size())], dice, ids);
  }
  value = odd_value(dice, ids);
}

void spoil(std::string& text, Dice& dice) {
  if (text.empty()) return;
  auto const at = dice.below(text.size());
  switch (dice.below(3)) {
    case 0: text.erase(at, 1); break;
    case 1: text[at] = static_cast<char>(dice.below(256)); break;
    default: text.insert(at, text.substr(at, 1 + dice.below(8)));
  }
}

std::string encoded(std::string_view text) {
  std::string out;
  for (auto const byte : text) out += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
  return out;
}

constexpr std::array<std::pair<http::Method, std::string_view>, 4> verbs{
    {{http::Method::get, "GET"},
     {http::Method::post, "POST"},
     {http::Method::put, "PUT"},
     {http::Method::remove, "DELETE"}}};

std::string_view verb_of(http::Method method) {
  return std::ranges::find(verbs, method, &std::pair<http::Method, std::string_view>::first)
      ->second;
}

class RouteFuzz : public ProgramOnBothEngines {
protected:
  void SetUp() override {
    ProgramOnBothEngines::SetUp();
    m_street = set_up_street();
    found_branch();
    sign_everybody_in();
    for (auto const& route : program().routes()->routes()) {
      // Nobody signs out or changes the password, or there would be nobody left to ask.
      bool const is_own_account = route.path.starts_with("/api/session");
      if (!is_own_account && route.body != http::BodyForm::upload) m_routes.push_back(route);
    }
  }

  /// One request, changed by chance.
  void ask(Dice& dice) {
    auto const& route = dice.among(m_routes);
    Line const line{
        .method = route.method, .path = route.path, .optional = some_field(route, dice)};
    auto composed = Composer{line, m_place}.compose(route);
    auto body = composed.body.empty() ? json::value{} : json::parse(composed.body);
    for (auto changes = dice.below(4); changes > 0 && !body.is_null(); --changes)
      change(body, dice, m_place.ids);
    auto text = composed.body.empty() ? std::string{} : json::serialize(body);
    if (dice.one_in(10)) spoil(text, dice);
    if (dice.one_in(4)) change_target(composed.target, dice);
    send(m_people[dice.below(m_people.size())], verb_of(route.method), composed.target, text);
  }
  [[nodiscard]] int done() const { return m_done; }

private:
  struct Asker {
    Person person;
    std::string csrf{};
  };
  void send(Asker& who, std::string_view verb, std::string const& target, std::string const& body) {
    auto const answer = who.person.client().send(verb, target, body,
                                                 {{"Content-Type", "application/json"},
                                                  {"X-CSRF-Token", who.csrf},
                                                  {"Idempotency-Key", std::to_string(++m_keys)}});
    EXPECT_LT(answer.status, 500) << verb << " " << target << " " << body << "\n" << answer.body;
    if (answer.status == 200) ++m_done;
  }
  std::string made(Person& office, std::string_view path, std::string const& body) {
    auto const answer = office.post(path, body);
    EXPECT_EQ(answer.status, 200) << answer.text;
    return answer.at("id");
  }
  std::string founded(Person& office, std::string_view kind, std::string const& parent) {
    return made(office, "/api/units",
                fmt::format(R"({{"kind":"{}","parent":"{}","full_name":"某{}","founded_on":)"
                            R"("2020-01-01","approval":"测〔2020〕1号","reason":"测试"}})",
                            kind, parent, kind));
  }
  void found_branch() {
    auto office = person("founder", Role::street_office, m_street);
    auto& ids = m_place.ids;
    ids["community"] = founded(office, "community", std::to_string(m_street.value));
    ids["unit"] = ids["units"] = founded(office, "branch", ids["community"]);
    ids["member"] = ids["members"] =
        made(office, "/api/members",
             fmt::format(R"({{"unit":"{}","from":"2020-01-01","details":{{"name":"张三",)"
                         R"("identity_number":"999999198005010027","joined_on":"2005-07-01",)"
                         R"("full_member_on":"2006-07-01"}}}})",
                         ids["unit"]));
    ids["activities"] =
        made(office, "/api/activities",
             fmt::format(R"({{"kind":"activity.theme_day","unit":"{}","day":"2026-11-20","title":)"
                         R"("学习","place":"","also_kinds":[],"named":[]}})",
                         ids["unit"]));
    ids["votes"] =
        made(office, "/api/votes",
             fmt::format(R"({{"unit":"{}","day":"2026-11-20","form":"ordinary","subject":)"
                         R"("议题","present":1,"options":[{{"name":"议题","yes":1}}]}})",
                         ids["unit"]));
    ids["requests"] =
        made(office, "/api/requests",
             fmt::format(R"({{"form":"correction","about":"own_record","member":"{}",)"
                         R"("text":"请求"}})",
                         ids["member"]));
    ids["seq"] = "1";
    for (auto const* other :
         {"accounts", "archive/documents", "archive/items", "dues/payments", "enterprises",
          "grants", "imports", "job", "jobs", "member-facts", "originals", "override_id",
          "own-activities", "points/proposals", "source", "user"})
      ids.emplace(other, ids["activities"]);
  }
  void sign_everybody_in() {
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Role>>([&](auto role) {
      bool const is_narrow = role.value == Role::member || access::is_of_branches(role.value);
      bool const is_middle = role.value == Role::community_worker || role.value == Role::liaison;
      auto const& ids = m_place.ids;
      auto const unit = is_narrow   ? UnitId{std::stoll(ids.at("unit"))}
                        : is_middle ? UnitId{std::stoll(ids.at("community"))}
                                    : m_street;
      auto const self = is_narrow ? MemberId{std::stoll(ids.at("member"))} : MemberId{};
      Asker asker{.person = person(role.name, role.value, unit, self)};
      if (access::is_administrator(role.value)) bind_second_factor(role.name);
      asker.csrf = asker.person.read("/api/session").at("csrf");
      m_people.push_back(std::move(asker));
    });
  }
  static std::string some_field(http::Route const& route, Dice& dice) {
    SchemaSet set;
    auto const takes = route.takes(set);
    auto const& fields = takes.at("properties").as_object();
    if (fields.empty()) return "";
    auto const at = static_cast<std::ptrdiff_t>(dice.below(fields.size()));
    return std::string{std::next(fields.begin(), at)->key()};
  }
  /// Another last step of the path, or another last value of the query.
  void change_target(std::string& target, Dice& dice) {
    auto const value = odd_value(dice, m_place.ids);
    auto const text = value.is_string() ? std::string{value.as_string()} : json::serialize(value);
    auto const at = target.find_last_of(target.contains('?') ? "=" : "/");
    if (at == std::string::npos) return;
    target.replace(at + 1, target.size(), encoded(text).substr(0, 3000));
  }

  UnitId m_street{};
  Place m_place{.name = "the branch", .secret = {}, .ids = {}};
  std::vector<Asker> m_people{};
  std::vector<http::Route> m_routes{};
  int m_keys{0};
  int m_done{0};
};
INSTANTIATE_TEST_SUITE_P(Engines, RouteFuzz, ::testing::Values(database::Engine::sqlite),
                         database::engine_test_name);

TEST_P(RouteFuzz, no_request_of_anybody_fails_or_breaks_the_books) {
  auto const* seconds = std::getenv("HANGJI_FUZZ_SECONDS");
  auto const* seed = std::getenv("HANGJI_FUZZ_SEED");
  auto const fresh = seconds == nullptr ? 20'261'123U : std::random_device{}();
  Dice dice{seed == nullptr ? fresh : static_cast<std::uint32_t>(std::stoul(seed))};
  SCOPED_TRACE(fmt::format("HANGJI_FUZZ_SEED={}", seed == nullptr ? std::to_string(fresh) : seed));
  auto const until = std::chrono::steady_clock::now() +
                     std::chrono::seconds{seconds == nullptr ? 0 : std::stoi(seconds)};
  for (int asked = 0; asked < 3000 || std::chrono::steady_clock::now() < until; ++asked) {
    ask(dice);
    if (HasFailure() && seconds == nullptr) break;
    if (asked % 1000 == 999) EXPECT_EQ(faults_of_books(), std::vector<std::string>{});
  }
  EXPECT_GT(done(), 300) << "some of it must be carried out";
}

}  // namespace
}  // namespace hangji::application
