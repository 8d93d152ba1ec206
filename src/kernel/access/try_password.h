// A password tried while no transaction is open: the account is found on a reader, the password
// tried on the pool for passwords, and whoever asked goes on from there.
#pragma once

#include "kernel/access/users.h"

namespace hangji::api {
struct Services;
}  // namespace hangji::api

namespace hangji::access {

struct Tried {
  FoundAccount found{};
  SignInLimits limits{};
  bool fits{false};
  /// When one was wanted and the old one fits.
  std::optional<ChosenPassword> chosen{};
};

struct Trial {
  TenantId tenant{};
  /// Refuses whom no password is tried for.
  std::function<Result<FoundAccount>(database::Transaction&)> find{};
  std::string password{};
  /// A new password to be hashed; none: nothing is to change.
  std::optional<std::string> wanted{};
};

/// Calls `then` once: with what was found, with the refusal of `find`, with `access.busy` when too
/// many wait for their turn, or with the failure of the database.
void try_password(
    api::Services& services, Trial trial,
    std::function<void(Result<std::shared_ptr<Tried>>, std::exception_ptr failure)> then);

/// Passwords somebody chose, hashed on that pool. Calls `then` once: with them in their order, or
/// with `access.busy`.
void choose_passwords(api::Services& services, std::vector<std::string> texts,
                      std::function<void(Result<std::vector<ChosenPassword>>)> then);

}  // namespace hangji::access
