#include "kernel/secrets/sealed.h"

#include <botan/aead.h>
#include <botan/base64.h>
#include <botan/chacha_rng.h>
#include <botan/hex.h>
#include <botan/mac.h>
#include <botan/system_rng.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <fstream>

namespace hangji::secrets {

namespace {
constexpr std::string_view first_line = "hangji key file 1";
constexpr std::size_t seal_key_size = 16;
constexpr std::size_t hash_key_size = 32;
constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;
constexpr std::size_t hash_size_kept = 16;
constexpr auto owner_only = S_IRUSR | S_IWUSR;

using Bytes = std::vector<std::uint8_t>;

std::unique_ptr<Botan::AEAD_Mode> cipher(Botan::Cipher_Dir direction, Bytes const& key) {
  auto mode = Botan::AEAD_Mode::create_or_throw("SM4/GCM", direction);
  mode->set_key(key.data(), key.size());
  return mode;
}

/// Setting up a cipher costs more than a seal, so each thread keeps its own for the keys it uses.
struct Machinery {
  std::uint64_t number{0};
  std::unique_ptr<Botan::AEAD_Mode> sealing{};
  std::unique_ptr<Botan::AEAD_Mode> opening{};
  std::unique_ptr<Botan::MessageAuthenticationCode> hashing{};
  Botan::ChaCha_RNG random{Botan::system_rng(), 1 << 20};
};

Machinery& machinery(std::uint64_t number, Bytes const& seal_key, Bytes const& hash_key) {
  thread_local Machinery kept;
  if (kept.number == number) return kept;
  kept.sealing = cipher(Botan::ENCRYPTION, seal_key);
  kept.opening = cipher(Botan::DECRYPTION, seal_key);
  kept.hashing = Botan::MessageAuthenticationCode::create_or_throw("HMAC(SM3)");
  kept.hashing->set_key(hash_key.data(), hash_key.size());
  kept.number = number;
  return kept;
}

std::uint8_t const* bytes_of(std::string_view text) {
  return reinterpret_cast<std::uint8_t const*>(text.data());
}

std::uint64_t next_number() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}
}  // namespace

Secrets::Secrets(Bytes seal_key, Bytes hash_key)
    : m_seal_key{std::move(seal_key)}, m_hash_key{std::move(hash_key)}, m_number{next_number()} {}

void Secrets::create_key_file(std::filesystem::path const& path) {
  int const file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, owner_only);
  if (file < 0) {
    throw SecretsFailure{fmt::format("不能新建密钥文件 {}：已经存在或目录不可写", path.string())};
  }
  Bytes key(seal_key_size + hash_key_size);
  Botan::system_rng().randomize(key.data(), key.size());
  auto const text = fmt::format("{}\n{}\n", first_line, Botan::hex_encode(key, false));
  bool const is_written = ::write(file, text.data(), text.size()) == std::ssize(text);
  bool const is_durable = ::fsync(file) == 0;
  ::close(file);
  if (!is_written || !is_durable) {
    ::unlink(path.c_str());
    throw SecretsFailure{fmt::format("密钥文件 {} 写入失败", path.string())};
  }
}

Secrets Secrets::from_key_file(std::filesystem::path const& path) {
  struct stat status{};
  std::ifstream file{path};
  if (!file || ::stat(path.c_str(), &status) != 0) {
    throw SecretsFailure{fmt::format("读不到密钥文件 {}", path.string())};
  }
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    throw SecretsFailure{
        fmt::format("密钥文件 {} 可被他人读取，请改为仅本人可读（0600）", path.string())};
  }
  std::string title;
  std::string digits;
  std::getline(file, title);
  std::getline(file, digits);
  Bytes key;
  try {
    key = Botan::hex_decode(digits);
  } catch (std::exception const&) { key.clear(); }
  if (title != first_line || key.size() != seal_key_size + hash_key_size) {
    throw SecretsFailure{fmt::format("{} 不是密钥文件", path.string())};
  }
  return {Bytes(key.begin(), key.begin() + seal_key_size),
          Bytes(key.begin() + seal_key_size, key.end())};
}

Secrets Secrets::for_tests() { return {Bytes(seal_key_size, 1), Bytes(hash_key_size, 2)}; }

std::string Secrets::seal(std::string_view plain) const {
  if (plain.empty()) return {};
  auto& tools = machinery(m_number, m_seal_key, m_hash_key);
  Botan::secure_vector<std::uint8_t> buffer(nonce_size + plain.size());
  tools.random.randomize(buffer.data(), nonce_size);
  std::copy_n(bytes_of(plain), plain.size(), buffer.begin() + nonce_size);
  tools.sealing->start(buffer.data(), nonce_size);
  tools.sealing->finish(buffer, nonce_size);
  return Botan::base64_encode(buffer.data(), buffer.size());
}

std::string Secrets::open(std::string_view sealed) const {
  if (sealed.empty()) return {};
  auto& tools = machinery(m_number, m_seal_key, m_hash_key);
  try {
    auto buffer = Botan::base64_decode(sealed.data(), sealed.size());
    if (buffer.size() < nonce_size + tag_size) throw SecretsFailure{"too short"};
    tools.opening->start(buffer.data(), nonce_size);
    tools.opening->finish(buffer, nonce_size);
    return {buffer.begin() + nonce_size, buffer.end()};
  } catch (std::exception const&) {
    tools.opening->reset();
    throw SecretsFailure{"加密的内容打不开：密钥不符或已被改动"};
  }
}

std::string Secrets::lookup_hash(std::string_view plain) const {
  if (plain.empty()) return {};
  auto& tools = machinery(m_number, m_seal_key, m_hash_key);
  tools.hashing->update(bytes_of(plain), plain.size());
  auto const hash = tools.hashing->final();
  return Botan::hex_encode(hash.data(), hash_size_kept, false);
}

std::string Secrets::fingerprint() const { return lookup_hash("夯基密钥校验").substr(0, 16); }

}  // namespace hangji::secrets
