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

}  // namespace

TenantId Sessions::tenant_of(std::string_view token) const {
  std::int64_t tenant = 0;
  auto const dot = token.find('.');
  if (dot == std::string_view::npos || !parse_integer(token.substr(0, dot), tenant) || tenant <= 0)
    return only_tenant;
  return {tenant};
}

std::shared_ptr<Session> Sessions::load(Transaction& transaction, SessionRow const& row) const {
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
  session->password_given = password_given(transaction, account->id);
  for (auto const& grant : grants_of(transaction, account->id, transaction.today())) {
    if (is_of_branches(grant.role) && !m_holds_members(transaction, grant.unit_id)) continue;
    session->grants.push_back({grant.role, grant.unit_id});
    session->must_enrol_totp =
        session->must_enrol_totp || (is_administrator(grant.role) && !account->totp_secret);
  }
  return session;
}

std::shared_ptr<Session const> Sessions::remembered(std::string const& token, Instant now) {
  std::lock_guard const lock{m_mutex};
  auto const found = m_remembered.find(token);
  if (found == m_remembered.end()) return nullptr;
  auto& seen = found->second;
  bool const holds = now.milliseconds - seen.loaded.milliseconds < remembered_ms &&
                     now < seen.session->ends_at &&
                     now.milliseconds - seen.last_seen.milliseconds <= seen.idle_ms;
  if (!holds) return nullptr;
  seen.last_seen = now;
  note(seen.session->tenant, token, seen, now);
  return seen.session;
}

void Sessions::note(TenantId tenant, std::string const& token, Remembered& seen,
                    Instant now) const {
  if (!m_note_seen || now.milliseconds - seen.noted.milliseconds < minute_ms) return;
  seen.noted = now;
  m_note_seen(tenant, journal::sm3(token), now);
}

Result<std::shared_ptr<Session const>> Sessions::of(Transaction& transaction,
                                                    std::string_view token) {
  if (token.empty()) return not_signed_in();
  auto const now = transaction.now();
  std::string const key{token};
  if (auto session = remembered(key, now)) return session;
  auto const row = session(transaction, journal::sm3(token));
  std::shared_ptr<Session const> loaded = row ? load(transaction, *row) : nullptr;
  auto const idle_ms = m_limits(transaction).idle_minutes * minute_ms;
  std::lock_guard const lock{m_mutex};
  if (!loaded) {
    m_remembered.erase(key);
    return not_signed_in();
  }
  // Another process may have seen it since, this one before it noted it.
  auto& seen = m_remembered[key];
  auto const noted = row->last_seen.value_or(row->created_at);
  auto const last_seen = std::max(noted, seen.last_seen);
  if (now >= row->ends_at || now.milliseconds - last_seen.milliseconds > idle_ms) {
    m_remembered.erase(key);
    return session_over();
  }
  seen = {loaded, now, noted, now, idle_ms};
  note(transaction.tenant(), key, seen, now);
  return loaded;
}

std::string Sessions::open(Transaction& transaction, UserId user) {
  auto const token = fmt::format("{}.{}", transaction.tenant().value, random_hex());
  auto const now = transaction.now();
  auto const longest_ms = m_limits(transaction).longest_hours * 60 * minute_ms;
  forget_ended(transaction);
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

void Sessions::forget_ended(Transaction& transaction) const {
  auto const now = transaction.now();
  // What was seen is noted a minute late.
  auto const idle_ms = (m_limits(transaction).idle_minutes + 1) * minute_ms;
  delete_ended_sessions(transaction, now, Instant{now.milliseconds - idle_ms});
}

void Sessions::close(Transaction& transaction, std::string_view token) {
  delete_session(transaction, journal::sm3(token));
  std::lock_guard const lock{m_mutex};
  m_remembered.erase(std::string{token});
}

void Sessions::forget_all() {
  std::lock_guard const lock{m_mutex};
  for (auto& [token, remembered] : m_remembered) remembered.loaded = {};
}

}  // namespace hangji::access
