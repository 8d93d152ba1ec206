// Values derived from journaled rows, kept as long as the journal's head stands still, whatever
// process wrote the next entry. For answers that many ask for and that change seldom.
#pragma once

#include "kernel/journal/journal.h"

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace hangji::journal {

template <class Value> class Remembered {
public:
  using Shared = std::shared_ptr<Value const>;

  /// What was made under the key from the same books, or what `make()` makes now. The key names all
  /// that the value depends on besides the books: the person, the day.
  template <class Make> Shared of(database::Transaction& transaction, std::string key,
                                  Make const& make) {
    auto const hash = head(transaction).hash;
    key += '/' + std::to_string(transaction.tenant().value);
    if (auto found = find(key, hash)) return found;
    auto made = std::make_shared<Value const>(make());
    // Books without an entry have no hash that could tell them from others.
    if (!hash.empty()) keep(std::move(key), {hash, made});
    return made;
  }

private:
  struct Made {
    std::string hash{};
    Shared value{};
  };
  [[nodiscard]] Shared find(std::string const& key, std::string const& hash) {
    std::lock_guard const lock{m_mutex};
    auto const found = m_made.find(key);
    return found != m_made.end() && found->second.hash == hash ? found->second.value : nullptr;
  }
  void keep(std::string key, Made made) {
    constexpr std::size_t most = 1024;
    std::lock_guard const lock{m_mutex};
    if (m_made.size() >= most) m_made.clear();
    m_made[std::move(key)] = std::move(made);
  }

  std::mutex m_mutex{};
  std::unordered_map<std::string, Made> m_made{};
};

}  // namespace hangji::journal
