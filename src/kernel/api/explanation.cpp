#include "kernel/api/explanation.h"

#include "kernel/journal/journal.h"

namespace hangji::api {

FactMention mention_of(database::Transaction& transaction, facts::FactRow const& fact) {
  return {.id = fact.id,
          .kind = fact.kind,
          .day = fact.day,
          .note = fact.note,
          .entered_by = journal::actor_of(transaction, fact.journal_seq),
          .entered_at = fact.entered_at};
}

}  // namespace hangji::api
