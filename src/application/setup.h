// The first start: the street and its three administrators. There are no default accounts and no
// default passwords.
#pragma once

#include "database/transaction.h"
#include "foundation/result.h"
#include "kernel/access/permissions.h"
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

enum class SetupRefusal { done_already, street_missing, administrators_wrong };
BOOST_DESCRIBE_ENUM(SetupRefusal, done_already, street_missing, administrators_wrong)

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
};
BOOST_DESCRIBE_STRUCT(Setup, (), (street_name, administrators))

/// Founds the street's root unit and the three accounts; returns the root. Refuses, in order: books
/// that are set up, an empty name, administrators that are not exactly one of each kind with
/// different logins, weak passwords.
[[nodiscard]] Result<UnitId> set_up(database::Transaction& transaction,
                                    secrets::Secrets const& secrets, Setup const& wanted);

/// POST /api/setup: open to anyone while the books are empty, refused ever after. Tells where the
/// key file lies.
void add_setup_route(http::RouteTable& table, api::Services& services, std::string key_file);

}  // namespace hangji::application

template <> inline constexpr std::string_view
    hangji::refusal_prefix<hangji::application::SetupRefusal> = "setup";
