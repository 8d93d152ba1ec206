#include "kernel/journal/change.h"

#include "kernel/journal/journal_store.h"

namespace hangji::journal {

Change::Change(database::Transaction& transaction, Actor actor, std::string_view operation)
    : m_transaction{transaction}, m_actor{std::move(actor)}, m_operation{operation} {
  auto const end = head(transaction);
  m_seq = end.seq + 1;
  m_previous_hash = end.hash;
}

void Change::about(UnitId unit, std::string summary) {
  m_unit = unit;
  m_summary = std::move(summary);
}

void Change::note_image(std::string_view table, std::int64_t id, std::optional<std::string> before,
                        std::string_view after) {
  m_images.push_back({m_seq, static_cast<std::int64_t>(m_images.size()), std::string{table}, id,
                      std::move(before), sm3(after)});
}

void Change::begin_attempt() { journal::begin_attempt(m_transaction); }

void Change::end_attempt(bool is_kept) { journal::end_attempt(m_transaction, is_kept); }

void Change::finish() {
  verify(!m_summary.empty(), "an operation says what it did");
  EntryRow entry{.seq = m_seq,
                 .id = m_transaction.new_id<SourceId>().value,
                 .at = now(),
                 .actor_id = m_actor.id,
                 .actor_name = m_actor.name,
                 .operation = m_operation,
                 .unit_id = m_unit,
                 .summary = m_summary,
                 .images_digest = digest_of(m_images),
                 .facts_digest = m_facts.finish(),
                 .previous_hash = m_previous_hash,
                 .hash = {}};
  entry.hash = hash_of(entry);
  append(m_transaction, entry, m_images);
}

}  // namespace hangji::journal
