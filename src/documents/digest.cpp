#include "documents/digest.h"

#include <botan/hash.h>
#include <botan/hex.h>

#include <algorithm>

namespace hangji::documents {

namespace {
using Hash = std::unique_ptr<Botan::HashFunction>;

void add_to(Botan::HashFunction& hash, std::string_view bytes) {
  hash.update(reinterpret_cast<std::uint8_t const*>(bytes.data()), bytes.size());
}

std::string hex_of(Botan::HashFunction& hash) {
  auto const digest = hash.final();
  return Botan::hex_encode(digest.data(), digest.size(), false);
}

std::string digest_by(char const* algorithm, std::string_view bytes) {
  auto const hash = Botan::HashFunction::create_or_throw(algorithm);
  add_to(*hash, bytes);
  return hex_of(*hash);
}
}  // namespace

std::string sm3_of(std::string_view bytes) { return digest_by("SM3", bytes); }

std::string sha256_of(std::string_view bytes) { return digest_by("SHA-256", bytes); }

bool is_digest(std::string_view text) {
  return text.size() == 64 && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

struct Digester::Hashes {
  Hash sm3{Botan::HashFunction::create_or_throw("SM3")};
  Hash sha256{Botan::HashFunction::create_or_throw("SHA-256")};
};

Digester::Digester() : m_hashes{std::make_unique<Hashes>()} {}
Digester::~Digester() = default;

void Digester::add(std::string_view bytes) {
  add_to(*m_hashes->sm3, bytes);
  add_to(*m_hashes->sha256, bytes);
}

Digests Digester::finish() { return {hex_of(*m_hashes->sm3), hex_of(*m_hashes->sha256)}; }

}  // namespace hangji::documents
