#include "duty/bulletins/bulletins_operations.h"

#include "kernel/facts/fact_kinds.h"

namespace hangji::duty {

using database::Transaction;
using journal::Change;
using periods::CalendarPeriod;

namespace {
originals::OriginalId attach(Change& change, SourceId source, std::string name,
                             documents::StoredOriginal const& stored, std::string media_type) {
  return originals::attach_original(change, {.source = source,
                                             .name = std::move(name),
                                             .media_type = std::move(media_type),
                                             .stored = stored});
}
}  // namespace

StoredBulletin store_bulletin(documents::Originals const& originals, Bulletin const& bulletin) {
  return {originals.store(print_bulletin(bulletin)), originals.store(bulletin_workbook(bulletin))};
}

std::optional<facts::FactRow> bulletin_issued(Transaction& transaction, UnitId unit,
                                              CalendarPeriod period) {
  auto const until = std::max(period.last(), Month::of(transaction.today()).plus(1));
  auto const topic = periods::to_text(period);
  for (auto& fact : facts::standing_of_unit(transaction, unit, period.first, until,
                                            facts::kind::bulletin_issued)) {
    if (fact.topic == topic) return std::move(fact);
  }
  return std::nullopt;
}

Result<Done> check_not_issued(Transaction& transaction, UnitId unit, CalendarPeriod period) {
  if (!bulletin_issued(transaction, unit, period)) return Done{};
  return refuse(BulletinRefusal::already_issued, periods::to_chinese(period) + "的通报已经发出",
                {.status = 409});
}

Result<IssuedBulletin> issue_bulletin(Change& change, Bulletin const& bulletin,
                                      StoredBulletin const& files) {
  auto const period = bulletin_period(bulletin.period);
  if (!period) return std::unexpected{period.error()};
  if (auto good = check_not_issued(change.transaction(), bulletin.unit, *period); !good) {
    return std::unexpected{std::move(good.error())};
  }
  auto const source = change.new_id<SourceId>();
  IssuedBulletin issued;
  issued.sheet = attach(change, source, bulletin.title + ".pdf", files.sheet, "application/pdf");
  issued.workbook = attach(change, source, bulletin.title + ".xlsx", files.workbook,
                           "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  auto fact = facts::append(change, {.kind = std::string{facts::kind::bulletin_issued},
                                     .topic = bulletin.period,
                                     .day = change.today(),
                                     .unit = bulletin.unit,
                                     .amount = bulletin.tally.owed,
                                     .source = source,
                                     .note = bulletin.title});
  if (!fact) return std::unexpected{std::move(fact.error())};
  issued.fact = *fact;
  change.about(bulletin.unit, "发出" + bulletin.title);
  return issued;
}

}  // namespace hangji::duty
