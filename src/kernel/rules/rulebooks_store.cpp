#include "kernel/rules/rulebooks.h"

namespace hangji::rules {

namespace {
constexpr database::Query select_overrides{"rules.select_overrides", R"sql(
  SELECT id, rule_id, kind, title, from_day, until_day, document, article, note, parameters, state
    FROM rule_override
   WHERE tenant_id = :tenant
   ORDER BY rule_id, from_day, id)sql"};
}  // namespace

std::vector<OverrideRow> override_rows(database::Transaction& transaction) {
  return transaction.all<OverrideRow>(select_overrides);
}

}  // namespace hangji::rules
