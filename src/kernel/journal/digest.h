// SM3 over lists of texts, each preceded by its length, so that no two different lists give the
// same bytes.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace Botan {
class HashFunction;
}  // namespace Botan

namespace hangji::journal {

/// Lower-case hex SM3 of one text.
[[nodiscard]] std::string sm3(std::string_view text);

/// SM3 of a list that is not kept. Empty list: empty text.
class ListDigest {
public:
  ListDigest();
  ~ListDigest();
  ListDigest(ListDigest const&);
  ListDigest(ListDigest&&) noexcept;
  ListDigest& operator=(ListDigest&&) noexcept;
  void add(std::string_view item);
  /// Lower-case hex, or empty when nothing was added. Starts afresh.
  [[nodiscard]] std::string finish();

private:
  std::unique_ptr<Botan::HashFunction> m_hash;
};

}  // namespace hangji::journal
