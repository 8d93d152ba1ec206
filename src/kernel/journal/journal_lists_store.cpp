#include "kernel/journal/journal_lists_store.h"

#include "kernel/journal/look_ups.h"

namespace hangji::journal {

using database::Query;
using database::Transaction;

namespace {
constexpr Query select_filtered{"journal.select_filtered", R"sql(
  SELECT seq, id, at, actor_id, actor_name, operation, unit_id, summary,
         images_digest, facts_digest, previous_hash, hash
    FROM journal
   WHERE tenant_id = :tenant AND seq < :before_seq AND at >= :from_at AND at < :until_at
     AND operation LIKE :operation
     AND (:any_actor = CAST(1 AS BIGINT) OR actor_id = :actor)
   ORDER BY seq DESC
   LIMIT :most)sql"};

constexpr Query select_filtered_of_unit{"journal.select_filtered_of_unit", R"sql(
  SELECT seq, id, at, actor_id, actor_name, operation, unit_id, summary,
         images_digest, facts_digest, previous_hash, hash
    FROM journal
   WHERE tenant_id = :tenant AND seq < :before_seq AND at >= :from_at AND at < :until_at
     AND operation LIKE :operation
     AND (:any_actor = CAST(1 AS BIGINT) OR actor_id = :actor)
     AND unit_id = :unit
   ORDER BY seq DESC
   LIMIT :most)sql"};

constexpr Query select_entry{"journal.select_entry", R"sql(
  SELECT seq, id, at, actor_id, actor_name, operation, unit_id, summary,
         images_digest, facts_digest, previous_hash, hash
    FROM journal
   WHERE tenant_id = :tenant AND seq = :seq)sql"};

constexpr Query select_images{"journal.select_images", R"sql(
  SELECT journal_seq, ordinal, table_name, row_id, before_image, after_digest
    FROM journal_image
   WHERE tenant_id = :tenant AND journal_seq = :seq
   ORDER BY ordinal
   LIMIT :most)sql"};

constexpr Query select_next_image{"journal.select_next_image", R"sql(
  SELECT journal_seq, ordinal, table_name, row_id, before_image, after_digest
    FROM journal_image
   WHERE tenant_id = :tenant AND table_name = :table_name AND row_id = :row_id
     AND journal_seq >= :seq AND (journal_seq > :seq OR ordinal > :ordinal)
   ORDER BY journal_seq, ordinal
   LIMIT 1)sql"};

constexpr Query select_facts{"journal.select_facts", R"sql(
  SELECT id, kind, topic, day, counted_month, unit_id, member_id, amount, source_id, channel,
         entered_by, entered_at, supersedes, note, journal_seq
    FROM fact
   WHERE tenant_id = :tenant AND journal_seq = :seq
   ORDER BY id
   LIMIT :most)sql"};

constexpr Query select_look_ups{"journal.select_look_ups", R"sql(
  SELECT id, at, user_id, operation, subject
    FROM look_up
   WHERE tenant_id = :tenant AND id < :before AND at >= :from_at AND at < :until_at
     AND (:any_user = CAST(1 AS BIGINT) OR user_id = :user)
     AND (:any_subject = CAST(1 AS BIGINT) OR subject = :subject)
   ORDER BY id DESC
   LIMIT :most)sql"};

constexpr std::int64_t shanghai_ms = 8LL * 3600 * 1000;
constexpr std::int64_t day_ms = 24LL * 3600 * 1000;
constexpr std::int64_t from_the_end = std::numeric_limits<std::int64_t>::max();
// 9999-01-01
constexpr Instant end_of_time{253'370'764'800'000};

Instant from_of(std::optional<Date> day) { return day ? start_of(*day) : Instant{0}; }
Instant until_of(std::optional<Date> day) {
  return day ? start_of(day->plus_days(1)) : end_of_time;
}
std::int64_t flag(bool on) { return on ? 1 : 0; }
}  // namespace

Instant start_of(Date day) { return {std::int64_t{day.days} * day_ms - shanghai_ms}; }

std::vector<EntryRow> filtered_entries(Transaction& transaction, EntryFilter const& filter,
                                       std::int64_t before_seq, int limit) {
  auto const before = before_seq == 0 ? from_the_end : before_seq;
  auto const operation = filter.operation + "%";
  auto const any_actor = flag(filter.actor.is_none());
  auto const from = from_of(filter.from);
  auto const until = until_of(filter.until);
  if (filter.unit.is_none()) {
    return transaction.all<EntryRow>(select_filtered, before, from, until, operation, any_actor,
                                     filter.actor.value, limit);
  }
  return transaction.all<EntryRow>(select_filtered_of_unit, before, from, until, operation,
                                   any_actor, filter.actor.value, filter.unit, limit);
}

std::optional<EntryRow> entry(Transaction& transaction, std::int64_t seq) {
  return transaction.one<EntryRow>(select_entry, seq);
}

std::vector<ImageRow> images_of(Transaction& transaction, std::int64_t seq, int limit) {
  return transaction.all<ImageRow>(select_images, seq, limit);
}

std::optional<ImageRow> image_after(Transaction& transaction, ImageRow const& image) {
  return transaction.one<ImageRow>(select_next_image, image.table_name, image.row_id,
                                   image.journal_seq, image.ordinal);
}

std::vector<facts::FactRow> facts_of(Transaction& transaction, std::int64_t seq, int limit) {
  return transaction.all<facts::FactRow>(select_facts, seq, limit);
}

void note_look_up(Change& change, std::string_view operation, MemberId subject) {
  change.transaction().insert({"look_up"}, LookUpRow{.id = change.new_id<LookUpId>(),
                                                     .at = change.now(),
                                                     .user_id = change.actor().id,
                                                     .operation = std::string{operation},
                                                     .subject = std::to_string(subject.value)});
}

std::vector<LookUpRow> look_ups(Transaction& transaction, LookUpFilter const& filter,
                                LookUpId before, int limit) {
  return transaction.all<LookUpRow>(
      select_look_ups, before.is_none() ? from_the_end : before.value, from_of(filter.from),
      until_of(filter.until), flag(filter.user.is_none()), filter.user.value,
      flag(filter.subject.is_none()), std::to_string(filter.subject.value), limit);
}

}  // namespace hangji::journal
