// The first start: the street and its three administrators. There are no default accounts and no
// default passwords.
#pragma once

#include "database/transaction.h"
#include "foundation/result.h"
#include "kernel/access/users.h"
#include "kernel/secrets/sealed.h"

#include <string>
#include <vector>

namespace hangji::http {
class RouteTable;
}  // namespace hangji::http
namespace hangji::api {
struct Services;
}  // namespace hangji::api

namespace hangji::application {

enum class SetupRefusal { code_wrong, done_already, street_missing, administrators_wrong };
BOOST_DESCRIBE_ENUM(SetupRefusal, code_wrong, done_already, street_missing, administrators_wrong)

struct Administrator {
  access::Role role{};
  std::string name{};
  std::string login{};
  std::string password{};
};
BOOST_DESCRIBE_STRUCT(Administrator, (), (role, name, login, password))

struct Setup {
  std::string street_name{};
  std::vector<Administrator> administrators{};
  /// As printed at the terminal; asked from elsewhere than the machine itself.
  std::optional<std::string> code{};
};
BOOST_DESCRIBE_STRUCT(Setup, (), (street_name, administrators, code))

/// Founds the street's root unit and the three accounts, whose `passwords` come in their order;
/// returns the root. Refuses, in order: books
/// that are set up, an empty name, administrators that are not exactly one of each kind with
/// different names and logins, weak passwords.
[[nodiscard]] Result<UnitId> set_up(database::Transaction& transaction,
                                    secrets::Secrets const& secrets,
                                    access::PasswordDemands const& demands, Setup const& wanted,
                                    std::vector<access::ChosenPassword> const& passwords);

struct SetupTerms {
  /// Where the key lies: the answer tells it.
  std::string key_file{};
  std::string code{};
};
/// GET /api/setup tells who sets the street up what is demanded of a password. POST /api/setup:
/// open while the books are empty to who sits at the machine or knows the code printed there,
/// refused ever after.
void add_setup_route(http::RouteTable& table, api::Services& services, SetupTerms terms);

}  // namespace hangji::application

template <> inline constexpr std::string_view
    hangji::refusal_prefix<hangji::application::SetupRefusal> = "setup";
