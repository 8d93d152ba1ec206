#include "kernel/access/sessions.h"

#include "foundation/text.h"
#include "kernel/access/access_store.h"
#include "kernel/journal/digest.h"

#include <botan/auto_rng.h>
#include <botan/hex.h>
#include <fmt/format.h>

namespace hangji::access {

using database::Transaction;

namespace {
constexpr std::size_t token_bytes = 24;
constexpr TenantId only_tenant{1};
/// Another process may have changed rights: nothing is remembered longer.
constexpr std::int64_t remembered_ms = 10'000;
constexpr std::int64_t minute_ms = 60'000;

std::string random_hex() {
  thread_local Botan::AutoSeeded_RNG generator;
  auto const bytes = generator.random_vec(token_bytes);
  return Botan::hex_encode(bytes.data(), bytes.size(), false);
}

std::unexpected<Refusal> not_signed_in() {
  return refuse(AccessRefusal::not_signed_in, "请先登录", {.status = 401});
}

std::unexpected<Refusal> session_over() {
  return refuse(AccessRefusal::session_over, "登录已过期，请重新登录", {.status = 401});
}

std::shared_ptr<Session> load(Transaction& transaction, SessionRow const& row) {
  auto const account = user(transaction, row.user_id);
  if (!account || account->state != UserState::active) return nullptr;
  auto session = std::make_shared<Session>();
  session->tenant = transaction.tenant();
  session->user = account->id;
  session->name = account->name;
  session->login = account->login;
  session->member = account->member_id;
  session->csrf = row.csrf;
  session->ends_at = row.ends_at;
  for (auto const& grant : grants_of(transaction, account->id, transaction.today())) {
    session->grants.push_back({grant.role, grant.unit_id});
    session->must_enrol_totp =
        session->must_enrol_totp || (is_administrator(grant.role) && !account->totp_secret);
  }
  return session;
}
}  // namespace

TenantId Sessions::tenant_of(std::string_view token) const {
  std::int64_t tenant = 0;
  auto const dot = token.find('.');
  if (dot == std::string_view::npos || !parse_integer(token.substr(0, dot), tenant) || tenant <= 0)
    return only_tenant;
  return {tenant};
}

Result<std::shared_ptr<Session const>> Sessions::of(Transaction& transaction,
                                                    std::string_view token) {
  if (token.empty()) return not_signed_in();
  auto const now = transaction.now();
  std::string const key{token};
  {
    std::lock_guard const lock{m_mutex};
    auto const found = m_remembered.find(key);
    if (found != m_remembered.end()) {
      bool const is_fresh = now.milliseconds - found->second.loaded.milliseconds < remembered_ms;
      bool const is_over =
          now >= found->second.session->ends_at ||
          now.milliseconds - found->second.last_seen.milliseconds > found->second.idle_ms;
      if (is_over) return session_over();
      found->second.last_seen = now;
      if (is_fresh) return found->second.session;
    }
  }
  auto const row = session(transaction, journal::sm3(token));
  if (row && now >= row->ends_at) return session_over();
  std::shared_ptr<Session const> loaded = row ? load(transaction, *row) : nullptr;
  auto const idle_ms = m_limits(transaction).idle_minutes * minute_ms;
  std::lock_guard const lock{m_mutex};
  if (!loaded) {
    m_remembered.erase(key);
    return not_signed_in();
  }
  m_remembered[key] = {loaded, now, now, idle_ms};
  return loaded;
}

std::string Sessions::open(Transaction& transaction, UserId user) {
  auto const token = fmt::format("{}.{}", transaction.tenant().value, random_hex());
  auto const now = transaction.now();
  auto const longest_ms = m_limits(transaction).longest_hours * 60 * minute_ms;
  delete_ended_sessions(transaction, now);
  {
    std::lock_guard const lock{m_mutex};
    std::erase_if(m_remembered,
                  [&](auto const& one) { return now >= one.second.session->ends_at; });
  }
  insert_session(transaction, {.token_digest = journal::sm3(token),
                               .user_id = user,
                               .csrf = random_hex(),
                               .created_at = now,
                               .ends_at = Instant{now.milliseconds + longest_ms}});
  return token;
}

void Sessions::close(Transaction& transaction, std::string_view token) {
  delete_session(transaction, journal::sm3(token));
  std::lock_guard const lock{m_mutex};
  m_remembered.erase(std::string{token});
}

void Sessions::end_others(Transaction& transaction, UserId user, std::string_view kept) {
  delete_sessions(transaction, user, journal::sm3(kept));
}

void Sessions::forget_all() {
  std::lock_guard const lock{m_mutex};
  for (auto& [token, remembered] : m_remembered) remembered.loaded = {};
}

}  // namespace hangji::access
