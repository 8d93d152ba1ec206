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

struct SessionRow;

inline constexpr std::string_view cookie_name = "hangji_session";

/// Writes down, after the request, when the session of a token was seen.
using NoteSeen = std::function<void(TenantId, std::string const& token_digest, Instant at)>;

/// The limits in force for the transaction's tenant today.
using LimitsSource = std::function<SignInLimits(database::Transaction&)>;

class Sessions {
public:
  /// Grants of a branch's role count only at units that hold members: the unit may have become
  /// another kind since.
  Sessions(LimitsSource limits, UnitTest holds_members, NoteSeen note_seen = {})
      : m_limits{std::move(limits)},
        m_holds_members{std::move(holds_members)},
        m_note_seen{std::move(note_seen)} {}

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
  /// Deletes the rows of sessions that are over or idle.
  void forget_ended(database::Transaction& transaction) const;
  void close(database::Transaction& transaction, std::string_view token);
  /// Roles, state or password of somebody changed: sessions are read anew. How long each has been
  /// idle is not forgotten.
  void forget_all();

private:
  struct Remembered {
    std::shared_ptr<Session const> session{};
    Instant last_seen{};
    /// As the row says.
    Instant noted{};
    Instant loaded{};
    std::int64_t idle_ms{};
  };
  /// What is remembered of the token and still holds; null: the row must be asked.
  [[nodiscard]] std::shared_ptr<Session const> remembered(std::string const& token, Instant now);
  [[nodiscard]] std::shared_ptr<Session> load(database::Transaction& transaction,
                                              SessionRow const& row) const;
  void note(TenantId tenant, std::string const& token, Remembered& seen, Instant now) const;
  LimitsSource m_limits;
  UnitTest m_holds_members;
  NoteSeen m_note_seen;
  mutable std::mutex m_mutex{};
  std::unordered_map<std::string, Remembered> m_remembered{};
};

}  // namespace hangji::access
