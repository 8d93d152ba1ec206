// hangji user: accounts and grants at the terminal of the machine.
#include "application/commands.h"
#include "kernel/access/access_store.h"
#include "kernel/access/users.h"
#include "organisation/units/units_store.h"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>
#include <boost/describe/enum_from_string.hpp>

#include <iostream>

namespace hangji::application {

namespace {
struct UserOptions {
  std::string login{};
  std::string name{};
  std::string role{};
  std::string unit{};
  std::string password{};
  Options add{};
  Options grant{};
  Options set_password{};
  Options unlock{};
  Options reset_totp{};
};

/// Nothing that is typed is shown.
class SilentTerminal {
public:
  SilentTerminal() {
    m_is_terminal = ::tcgetattr(STDIN_FILENO, &m_before) == 0;
    if (!m_is_terminal) return;
    auto silent = m_before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &silent);
  }
  ~SilentTerminal() {
    if (m_is_terminal) ::tcsetattr(STDIN_FILENO, TCSANOW, &m_before);
  }
  SilentTerminal(SilentTerminal const&) = delete;
  SilentTerminal& operator=(SilentTerminal const&) = delete;

private:
  termios m_before{};
  bool m_is_terminal{false};
};

/// As given, else typed: words of a command line are seen by others on the machine.
std::string password_of(UserOptions const& options) {
  if (!options.password.empty()) return options.password;
  fmt::print(stderr, "口令：");
  std::string typed;
  {
    SilentTerminal const silent;
    std::getline(std::cin, typed);
  }
  fmt::print(stderr, "\n");
  return typed;
}

access::Role role_of(std::string const& typed) {
  auto role = access::Role::member;
  if (boost::describe::enum_from_string(typed.c_str(), role)) return role;
  std::string known;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<access::Role>>(
      [&](auto one) { known += std::string{known.empty() ? "" : "、"} + one.name; });
  throw Refused{fmt::format("没有角色“{}”，可选：{}", typed, known)};
}

access::UserRow account_of(database::Transaction& transaction, std::string const& login) {
  auto account = access::user_by_login(transaction, login);
  if (!account) throw Refused{fmt::format("没有登录名为“{}”的账号", login)};
  return std::move(*account);
}

Result<Done> give_role(journal::Change& change, UserId user, UserOptions const& options) {
  auto const unit = unit_of(change.transaction(), options.unit);
  auto const given = access::grant_role(change, {user, role_of(options.role), unit},
                                        organisation::registers_members);
  if (!given) return std::unexpected{given.error()};
  return Done{};
}

/// Read where no transaction is open: making it is slow.
struct Wanted {
  access::PasswordDemands demands{};
  access::ChosenPassword password;
};

Wanted wanted_of(Program& program, UserOptions const& options) {
  auto const demands = program.database().read(the_street, [&](auto& transaction) {
    auto const rulebook = program.services().rulebooks.of(transaction);
    return access::password_demands(*rulebook, transaction.today());
  });
  return {demands, access::ChosenPassword{password_of(options)}};
}

Result<Done> add_user(journal::Change& change, UserOptions const& options, Wanted const& wanted) {
  auto const user =
      access::add_user(change, wanted.demands, {options.login, options.name, wanted.password, {}});
  if (!user) return std::unexpected{user.error()};
  if (options.role.empty()) return Done{};
  if (auto good = give_role(change, *user, options); !good) return good;
  change.about({},
               fmt::format("新增账号 {}({})，角色 {}", options.login, options.name, options.role));
  return Done{};
}

Result<Done> unlock(journal::Change& change, UserOptions const& options) {
  auto const account = account_of(change.transaction(), options.login);
  access::forget_failures(change.transaction(), account.id);
  change.about({}, fmt::format("解除账号 {} 的登录锁定", options.login));
  return Done{};
}

/// What is to be done and what the journal calls it.
struct Verb {
  std::string_view operation{};
  std::function<Result<Done>(journal::Change&)> work{};
};

/// What is typed at the terminal is asked before the transaction.
Verb verb_of(Program& program, UserOptions const& options) {
  if (options.unlock.was_typed()) {
    return {"access.unlock",
            [&options](journal::Change& change) { return unlock(change, options); }};
  }
  if (options.reset_totp.was_typed()) {
    return {"access.reset_totp", [&options](journal::Change& change) {
              return access::reset_totp(change, account_of(change.transaction(), options.login).id);
            }};
  }
  if (options.grant.was_typed()) {
    return {"access.grant_role", [&options](journal::Change& change) {
              auto const account = account_of(change.transaction(), options.login);
              return give_role(change, account.id, options);
            }};
  }
  auto const wanted = wanted_of(program, options);
  if (options.add.was_typed()) {
    return {"access.add_account", [&options, wanted](journal::Change& change) {
              return add_user(change, options, wanted);
            }};
  }
  return {"access.set_password", [&options, wanted](journal::Change& change) {
            auto const account = account_of(change.transaction(), options.login);
            return access::set_password(change, wanted.demands, account.id, wanted.password);
          }};
}

int run_user(CommonOptions const& common, UserOptions const& options) {
  Program program{settings_of(common)};
  auto const verb = verb_of(program, options);
  auto const done = program.database().change(the_street, [&](database::Transaction& transaction) {
    journal::Change change{transaction, {UserId{}, "命令行"}, verb.operation};
    auto result = verb.work(change);
    if (result) change.finish();
    return result;
  });
  if (!done) throw Refused{done.error().message};
  fmt::print("已完成：{}\n", options.login);
  return 0;
}

Options add_verb(Options& of, std::string const& name, std::string const& summary,
                 UserOptions& options) {
  auto verb = of.verb(name, summary);
  verb.text("--login", options.login, "登录名", {.required = true});
  return verb;
}

void add_verbs(Options& of, UserOptions& options) {
  options.add = add_verb(of, "add", "新增账号", options);
  options.add.text("--name", options.name, "姓名", {.required = true});
  options.grant = add_verb(of, "grant", "授予角色", options);
  options.set_password = add_verb(of, "password", "更改口令", options);
  options.unlock = add_verb(of, "unlock", "解除登录锁定", options);
  options.reset_totp = add_verb(of, "reset-totp", "解除丢失的动态口令，须重新绑定", options);
  for (auto* verb : {&options.add, &options.set_password})
    verb->text("--password", options.password, "口令；不写则在终端输入");
  for (auto* verb : {&options.add, &options.grant}) {
    verb->text("--role", options.role, "角色，如 branch_secretary",
               {.required = verb == &options.grant});
    verb->text("--unit", options.unit,
               "党组织：编号、全称或简称；不写则为街道（支部书记、支部委员须写支部）");
  }
}
}  // namespace

Command user_command() {
  auto const options = std::make_shared<UserOptions>();
  return {.name = "user",
          .summary = "账号：新增、授权、改口令、解锁、解除动态口令",
          .add_options = [options](Options& typed) { add_verbs(typed, *options); },
          .run = [options](CommonOptions const& common) { return run_user(common, *options); }};
}

}  // namespace hangji::application
