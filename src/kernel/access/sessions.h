// Signed-in sessions: kept in the database by the digest of their token, remembered in memory for
// speed, ended when idle. The cookie's token begins with the tenant's id, so that one look-up finds
// the books.
#pragma once

#include "kernel/access/access_rules.h"
#include "kernel/access/session.h"

#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace hangji::access {

inline constexpr std::string_view cookie_name = "hangji_session";

/// The limits in force for the transaction's tenant today.
using LimitsSource = std::function<SignInLimits(database::Transaction&)>;

class Sessions {
public:
  explicit Sessions(LimitsSource limits) : m_limits{std::move(limits)} {}

  [[nodiscard]] SignInLimits limits(database::Transaction& transaction) const {
    return m_limits(transaction);
  }

  /// The session of a cookie's token. Refuses: no token or unknown (not_signed_in), over
  /// (session_over).
  [[nodiscard]] Result<std::shared_ptr<Session const>> of(database::Transaction& transaction,
                                                          std::string_view token);
  /// The tenant a token names; the only tenant (1) for requests without one.
  [[nodiscard]] TenantId tenant_of(std::string_view token) const;
  /// Opens a session for a user whose sign-in was checked; returns the token for the cookie.
  [[nodiscard]] std::string open(database::Transaction& transaction, UserId user);
  void close(database::Transaction& transaction, std::string_view token);
  /// Ends the user's sessions but the one of `kept` (empty: all): the password was changed.
  void end_others(database::Transaction& transaction, UserId user, std::string_view kept);
  /// Roles, state or password of somebody changed: sessions are read anew. How long each has been
  /// idle is not forgotten.
  void forget_all();

private:
  struct Remembered {
    std::shared_ptr<Session const> session{};
    Instant last_seen{};
    Instant loaded{};
    std::int64_t idle_ms{};
  };
  LimitsSource m_limits;
  mutable std::mutex m_mutex{};
  std::unordered_map<std::string, Remembered> m_remembered{};
};

}  // namespace hangji::access
