// Statements kept for the life of a connection. Internal to `database/`.
#pragma once

#include "database/transaction.h"

#include <unordered_map>

namespace hangji::database {

/// Found by the address of the query's text, which is a literal nearly always, and then compared,
/// because an address can be used again.
template <class KeptStatement> class StatementCache {
public:
  /// A statement of this query that is not being read, or a new one by `make`.
  template <class Make> KeptStatement& find(Query const& query, Make const& make) {
    auto& kept = m_kept[query.sql.data()];
    if (kept.text != query.sql) kept = {std::string{query.sql}, {}};
    for (auto& statement : kept.statements) {
      if (!statement->is_reading()) return *statement;
    }
    return *kept.statements.emplace_back(make());
  }
  void clear() { m_kept.clear(); }

private:
  struct Kept {
    std::string text{};
    std::vector<std::unique_ptr<KeptStatement>> statements{};
  };
  std::unordered_map<char const*, Kept> m_kept{};
};

}  // namespace hangji::database
