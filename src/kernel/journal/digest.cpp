#include "kernel/journal/digest.h"

#include <botan/hash.h>
#include <botan/hex.h>

namespace hangji::journal {

namespace {
/// Looked up by its name once a thread.
std::unique_ptr<Botan::HashFunction> new_sm3() {
  thread_local auto const pattern = Botan::HashFunction::create_or_throw("SM3");
  return std::unique_ptr<Botan::HashFunction>{pattern->clone()};
}

std::string finish_hex(Botan::HashFunction& hash) {
  auto const bytes = hash.final();
  return Botan::hex_encode(bytes.data(), bytes.size(), false);
}
}  // namespace

std::string sm3(std::string_view text) {
  thread_local auto const hash = new_sm3();
  hash->update(reinterpret_cast<std::uint8_t const*>(text.data()), text.size());
  return finish_hex(*hash);
}

ListDigest::ListDigest() = default;
ListDigest::~ListDigest() = default;
ListDigest::ListDigest(ListDigest const& other)
    : m_hash{other.m_hash ? other.m_hash->copy_state() : nullptr} {}
ListDigest::ListDigest(ListDigest&&) noexcept = default;
ListDigest& ListDigest::operator=(ListDigest&&) noexcept = default;

void ListDigest::add(std::string_view item) {
  if (!m_hash) m_hash = new_sm3();
  m_hash->update_be(static_cast<std::uint64_t>(item.size()));
  m_hash->update(reinterpret_cast<std::uint8_t const*>(item.data()), item.size());
}

std::string ListDigest::finish() {
  if (!m_hash) return {};
  auto hex = finish_hex(*m_hash);
  m_hash.reset();
  return hex;
}

}  // namespace hangji::journal
