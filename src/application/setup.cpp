#include "application/setup.h"

#include "kernel/access/access_store.h"
#include "kernel/access/sessions.h"
#include "kernel/access/try_password.h"
#include "kernel/api/gate.h"
#include "kernel/api/replay.h"
#include "kernel/rules/rulebooks.h"
#include "organisation/units/units_operations.h"

#include <fmt/format.h>

#include <set>

namespace hangji::application {

using database::Transaction;

namespace {
struct SetupDone {
  UnitId street{};
  /// Where the key lies on the server: who loses it cannot read sealed numbers any more.
  std::string key_file{};
  /// To compare a copy of the key with.
  std::string fingerprint{};
};
BOOST_DESCRIBE_STRUCT(SetupDone, (), (street, key_file, fingerprint))

struct SetupView {
  access::PasswordDemandsView password_demands{};
};
BOOST_DESCRIBE_STRUCT(SetupView, (), (password_demands))

Result<Done> check_is_first(Transaction& transaction) {
  if (access::tenant_name(transaction).empty()) return Done{};
  return refuse(SetupRefusal::done_already, "街道已经设立，请直接登录", {.status = 409});
}

Result<Done> check(Transaction& transaction, Setup const& wanted) {
  if (auto good = check_is_first(transaction); !good) return good;
  if (wanted.street_name.empty()) {
    return refuse(SetupRefusal::street_missing, "请填写街道名称",
                  {.field = "street_name", .status = 400});
  }
  std::set<access::Role> roles;
  std::set<std::string> logins;
  std::set<std::string> names;
  for (auto const& administrator : wanted.administrators) {
    if (access::is_administrator(administrator.role)) roles.insert(administrator.role);
    logins.insert(administrator.login);
    names.insert(administrator.name);
  }
  if (wanted.administrators.size() != 3 || roles.size() != 3 || logins.size() != 3 ||
      names.size() != 3 || logins.contains("") || names.contains("")) {
    return refuse(SetupRefusal::administrators_wrong,
                  "须设系统管理员、安全管理员、审计员各一名，由不同的人担任，姓名、登录名各不相同",
                  {.field = "administrators", .status = 400});
  }
  return Done{};
}

bool no_branch(Transaction&, UnitId) { return false; }

Result<Done> appoint(journal::Change& change, access::PasswordDemands const& demands, UnitId street,
                     Administrator const& administrator, access::ChosenPassword const& password) {
  auto const user =
      access::add_user(change, demands, {administrator.login, administrator.name, password, {}});
  if (!user) return std::unexpected{user.error()};
  auto const grant = access::grant_role(change, {*user, administrator.role, street}, no_branch);
  if (!grant) return std::unexpected{grant.error()};
  return Done{};
}

/// At the machine itself, and not through a proxy on it.
bool is_local(http::Request const& request) {
  bool const is_forwarded =
      !request.header("x-forwarded-for").empty() || !request.header("forwarded").empty();
  auto const& peer = request.remote_address;
  return !is_forwarded && (peer.starts_with("127.") || peer == "::1");
}

Result<Setup> wanted_of(http::Request const& request, SetupTerms const& terms) {
  auto input = api::read_input<Setup>(request);
  if (input && !is_local(request) && input->code != terms.code) {
    return refuse(SetupRefusal::code_wrong, "请填写启动程序的终端上显示的设立码",
                  {.field = "code", .status = 403});
  }
  return input;
}

/// Whom the answer of the set-up is kept for: there is no account yet.
constexpr UserId nobody{-1};

/// One set-up on its way: looked at on a reader, its passwords hashed on the pool, written.
///
/// Once for each key: whoever did not hear the answer, asks again with the same words. The answer
/// that is kept holds no secret: the place of the key, not the key.
class SettingUp : public std::enable_shared_from_this<SettingUp> {
public:
  SettingUp(api::Services& services, SetupTerms terms, std::shared_ptr<http::Request const> request,
            http::Answer answer)
      : m_services{services},
        m_terms{std::move(terms)},
        m_request{std::move(request)},
        m_answer{std::move(answer)} {}

  void run() {
    m_wanted = wanted_of(*m_request, m_terms);
    if (!m_wanted) return refuse_it(m_wanted.error());
    m_services.database.submit_read(
        m_tenant,
        [self = shared_from_this()](Transaction& transaction) { self->look(transaction); },
        [self = shared_from_this()](std::exception_ptr failure) {
          if (failure || self->m_outcome) return self->tell(failure);
          self->hash();
        });
  }

private:
  /// Nothing is hashed for what is refused anyway.
  void look(Transaction& transaction) {
    auto const replay = api::replay_of(transaction, m_services.secrets, nobody, *m_request);
    if (!replay)
      m_outcome = std::unexpected{replay.error()};
    else if (replay->answer)
      m_outcome = *replay->answer;
    else if (auto good = check(transaction, *m_wanted); !good)
      m_outcome = std::unexpected{good.error()};
  }
  void hash() {
    std::vector<std::string> texts;
    for (auto const& one : m_wanted->administrators) texts.push_back(one.password);
    access::choose_passwords(m_services, std::move(texts),
                             [self = shared_from_this()](auto chosen) {
                               if (!chosen) return self->refuse_it(chosen.error());
                               self->m_passwords = std::move(*chosen);
                               self->write();
                             });
  }
  void write() {
    m_services.database.submit_write(
        m_tenant,
        [self = shared_from_this()](Transaction& transaction) {
          self->m_outcome = self->set_up_once(transaction);
          return self->m_outcome->has_value();
        },
        [self = shared_from_this()](std::exception_ptr failure) { self->tell(failure); });
  }
  Result<http::Response> set_up_once(Transaction& transaction) {
    auto const replay = api::replay_of(transaction, m_services.secrets, nobody, *m_request);
    if (!replay) return std::unexpected{replay.error()};
    if (replay->answer) return *replay->answer;
    auto const rulebook = m_services.rulebooks.of(transaction);
    auto const street =
        set_up(transaction, m_services.secrets,
               access::password_demands(*rulebook, transaction.today()), *m_wanted, m_passwords);
    if (!street) return std::unexpected{street.error()};
    http::Response response{
        .body = to_json(SetupDone{*street, m_terms.key_file, m_services.secrets.fingerprint()})};
    api::keep_answer(transaction, *replay, response.status, response.body);
    return response;
  }
  void refuse_it(Refusal const& refusal) {
    auto const rulebook = m_services.rulebooks.known(m_tenant);
    m_answer(api::refusal_answer(refusal, rulebook.get(), m_services.clock.today()));
  }
  void tell(std::exception_ptr const& failure) {
    if (failure)
      return m_answer(
          {.status = 500, .body = R"({"code":"failure","message":"没有写入，请稍后重试"})"});
    if (!*m_outcome) return refuse_it(m_outcome->error());
    m_answer(std::move(**m_outcome));
  }

  api::Services& m_services;
  SetupTerms m_terms;
  std::shared_ptr<http::Request const> m_request;
  http::Answer m_answer;
  TenantId m_tenant{m_services.sessions.tenant_of({})};
  Result<Setup> m_wanted{};
  std::vector<access::ChosenPassword> m_passwords{};
  /// None: it goes on.
  std::optional<Result<http::Response>> m_outcome{};
};

void show_setup(api::Services& services, http::Answer const& answer) {
  auto const outcome = std::make_shared<http::Response>();
  services.database.submit_read(
      services.sessions.tenant_of({}),
      [&services, outcome](Transaction& transaction) {
        if (auto const good = check_is_first(transaction); !good) {
          *outcome = api::refusal_answer(good.error(), nullptr, transaction.today());
          return;
        }
        auto const rulebook = services.rulebooks.of(transaction);
        outcome->body =
            to_json(SetupView{access::password_demands_view(*rulebook, transaction.today())});
      },
      [outcome, answer](std::exception_ptr failure) {
        if (failure) outcome->status = 500;
        answer(std::move(*outcome));
      });
}
}  // namespace

Result<UnitId> set_up(Transaction& transaction, secrets::Secrets const& secrets,
                      access::PasswordDemands const& demands, Setup const& wanted,
                      std::vector<access::ChosenPassword> const& passwords) {
  if (auto good = check(transaction, wanted); !good) return std::unexpected{good.error()};
  // Typed as 桃源街道 or as 中共…桃源街道工作委员会: the rosters name the committee.
  auto const name = organisation::short_name_of(organisation::UnitKind::street, wanted.street_name);
  access::insert_tenant(transaction, name);
  access::put_key_fingerprint(transaction, secrets.fingerprint());
  journal::Change change{transaction, {}, "setup.set_up"};
  auto street = organisation::found_unit(change, secrets,
                                         {.kind = organisation::UnitKind::street,
                                          .full_name = fmt::format("中共{}工作委员会", name),
                                          .short_name = fmt::format("{}党工委", name),
                                          .founded_on = transaction.today()},
                                         facts::Channel::import);
  if (!street) return street;
  for (std::size_t i = 0; i < wanted.administrators.size(); ++i) {
    auto good = appoint(change, demands, *street, wanted.administrators[i], passwords.at(i));
    if (!good) return std::unexpected{good.error()};
  }
  change.about(*street, fmt::format("设立 {} 和三名管理员", name));
  change.finish();
  return street;
}

void add_setup_route(http::RouteTable& table, api::Services& services, SetupTerms terms) {
  http::Route route;
  route.method = http::Method::post;
  route.path = "/api/setup";
  route.summary = "首次启动：设立街道和三名管理员";
  route.tag = "kernel.access";
  route.body = http::BodyForm::json;
  route.body_limit = 16 << 10;
  route.head = {api::key_field()};
  route.takes = &object_schema<Setup>;
  route.gives = &schema_of<SetupDone>;
  route.handle = [&services, terms = std::move(terms)](auto request, auto answer) {
    std::make_shared<SettingUp>(services, terms, request, answer)->run();
  };
  table.add(std::move(route));

  http::Route show;
  show.path = "/api/setup";
  show.summary = "首次启动：对管理员口令的要求";
  show.tag = "kernel.access";
  show.takes = &object_schema<api::Nothing>;
  show.gives = &schema_of<SetupView>;
  show.handle = [&services](auto const&, auto answer) { show_setup(services, answer); };
  table.add(std::move(show));
}

}  // namespace hangji::application
