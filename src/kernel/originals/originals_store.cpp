#include "kernel/originals/originals_store.h"

namespace hangji::originals {

using database::Query;
using database::Transaction;

namespace {
constexpr Query select_original{"originals.select_original", R"sql(
  SELECT id, source_id, name, media_type, size, sha256, sm3, added_by, added_at
    FROM original
   WHERE tenant_id = :tenant AND id = :id)sql"};

constexpr Query select_of_source{"originals.select_of_source", R"sql(
  SELECT id, source_id, name, media_type, size, sha256, sm3, added_by, added_at
    FROM original
   WHERE tenant_id = :tenant AND source_id = :source
   ORDER BY id)sql"};

constexpr Query select_all{"originals.select_all", R"sql(
  SELECT id, source_id, name, media_type, size, sha256, sm3, added_by, added_at
    FROM original
   WHERE tenant_id = :tenant
   ORDER BY id)sql"};
}  // namespace

std::optional<OriginalRow> original(Transaction& transaction, OriginalId id) {
  return transaction.one<OriginalRow>(select_original, id);
}

std::vector<OriginalRow> originals_of(Transaction& transaction, SourceId source) {
  return transaction.all<OriginalRow>(select_of_source, source);
}

void each_original(Transaction& transaction, std::function<void(OriginalRow const&)> const& visit) {
  transaction.each<OriginalRow>(select_all, visit);
}

}  // namespace hangji::originals
