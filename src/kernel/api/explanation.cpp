#include "kernel/api/explanation.h"

#include "kernel/facts/fact_kinds.h"
#include "kernel/journal/journal.h"

namespace hangji::api {

FactMention mention_of(database::Transaction& transaction, facts::FactRow const& fact) {
  // The digest of a closed register proves something and says nothing to a reader.
  bool const is_seal = fact.kind == facts::kind::points_register_closed;
  return {.id = fact.id,
          .kind = fact.kind,
          .day = fact.day,
          .source = fact.source_id,
          .note = is_seal ? std::string{} : fact.note,
          .entered_by = journal::actor_of(transaction, fact.journal_seq),
          .entered_at = fact.entered_at};
}

}  // namespace hangji::api
