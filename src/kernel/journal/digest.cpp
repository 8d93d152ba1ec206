#include "kernel/journal/digest.h"

#include <botan/hash.h>
#include <botan/hex.h>

#include <array>
#include <vector>

namespace hangji::journal {

namespace {
constexpr std::size_t sm3_size = 32;

using Hash = std::unique_ptr<Botan::HashFunction>;

/// Those of this thread that are at hand, each as good as new: making one costs more than a short
/// text's digest.
std::vector<Hash>& spare() {
  thread_local std::vector<Hash> hashes;
  return hashes;
}

Hash take_sm3() {
  if (spare().empty()) return Botan::HashFunction::create_or_throw("SM3");
  auto hash = std::move(spare().back());
  spare().pop_back();
  return hash;
}

/// Ends the digest and keeps the hash for the next one.
std::string finish_hex(Hash hash) {
  std::array<std::uint8_t, sm3_size> bytes{};
  hash->final(bytes.data());
  std::string hex(2 * bytes.size(), '\0');
  Botan::hex_encode(hex.data(), bytes.data(), bytes.size(), false);
  spare().push_back(std::move(hash));
  return hex;
}
}  // namespace

std::string sm3(std::string_view text) {
  auto hash = take_sm3();
  hash->update(reinterpret_cast<std::uint8_t const*>(text.data()), text.size());
  return finish_hex(std::move(hash));
}

ListDigest::ListDigest() = default;
ListDigest::~ListDigest() = default;
ListDigest::ListDigest(ListDigest const& other)
    : m_hash{other.m_hash ? other.m_hash->copy_state() : nullptr} {}
ListDigest::ListDigest(ListDigest&&) noexcept = default;
ListDigest& ListDigest::operator=(ListDigest&&) noexcept = default;

void ListDigest::add(std::string_view item) {
  if (!m_hash) m_hash = take_sm3();
  m_hash->update_be(static_cast<std::uint64_t>(item.size()));
  m_hash->update(reinterpret_cast<std::uint8_t const*>(item.data()), item.size());
}

std::string ListDigest::finish() {
  if (!m_hash) return {};
  return finish_hex(std::move(m_hash));
}

}  // namespace hangji::journal
