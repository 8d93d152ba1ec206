// What is entered into the archive by hand: the fonds of its keeper, and documents that come from
// no other feature.
#include "kernel/facts/fact_kinds.h"
#include "organisation/units/units_store.h"
#include "premises/archive/archive_operations.h"
#include "premises/archive/archive_store.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::premises {

using journal::Change;

namespace {
bool is_fonds(std::string_view code, ArchiveNumber const& number) {
  auto const is_letter_or_digit = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
  };
  return std::ssize(code) == number.fonds_digits && std::ranges::all_of(code, is_letter_or_digit) &&
         code.find_first_not_of('0') != std::string_view::npos;
}

Result<Done> check_fonds(Change& change, organisation::UnitRow const& keeper,
                         std::optional<FondsRow> const& before, std::string_view code) {
  auto& transaction = change.transaction();
  if (before && before->code != code && has_filed(transaction, keeper.id)) {
    return refuse(ArchiveRefusal::fonds_fixed,
                  fmt::format("已有文件按全宗号 {} 归档，不能再改", before->code),
                  {.field = "code", .status = 409});
  }
  auto const same = fonds_by_code(transaction, code);
  if (!same || same->keeper_id == keeper.id) return Done{};
  auto const other = organisation::unit(transaction, same->keeper_id);
  return refuse(ArchiveRefusal::fonds_taken,
                fmt::format("全宗号 {} 已由“{}”使用", code, other ? other->short_name : ""),
                {.field = "code", .status = 409});
}
}  // namespace

Result<Done> settle_fonds(Change& change, DutyQuestion const& question, std::string_view code) {
  auto& transaction = change.transaction();
  auto const keeper = organisation::unit(transaction, question.root);
  if (auto good = check_keeper(keeper); !good) return good;
  auto const number = number_rule(question.rules, question.today);
  if (!is_fonds(code, number)) {
    return refuse(ArchiveRefusal::fonds_malformed,
                  fmt::format("全宗号应为 {} 位数字或大写字母，不能全为零", number.fonds_digits),
                  {.field = "code", .status = 400});
  }
  auto const before = fonds(transaction, keeper->id);
  if (auto good = check_fonds(change, *keeper, before, code); !good) return good;
  auto after = before.value_or(FondsRow{.keeper_id = keeper->id});
  after.code = code;
  if (before) {
    change.update(*before, after);
  } else {
    after.id = change.new_id<decltype(FondsRow::id)>();
    change.insert(after);
  }
  change.about(keeper->id, fmt::format("设定全宗号 {}", code));
  return Done{};
}

Result<RegisteredDocument> register_document(Change& change, UnitId unit,
                                             NewDocument const& wanted) {
  auto const at = organisation::unit(change.transaction(), unit);
  if (!at) return no_such_unit();
  if (wanted.title.empty()) {
    return refuse(ArchiveRefusal::title_missing, "请写明文件的题名", {.field = "title"});
  }
  bool const is_own = wanted.direction == DocumentDirection::issued;
  if (wanted.issuer.empty() && !is_own) {
    return refuse(ArchiveRefusal::issuer_missing, "请写明发文机关", {.field = "issuer"});
  }
  DocumentRow const row{.id = change.new_id<DocumentId>(),
                        .unit_id = unit,
                        .direction = wanted.direction,
                        .title = wanted.title,
                        .number = wanted.number,
                        .issuer = wanted.issuer.empty() ? at->full_name : wanted.issuer,
                        .day = wanted.day,
                        .secrecy = wanted.secrecy};
  SourceId const source{row.id.value};
  auto fact = facts::append(change, {.kind = std::string{is_own ? facts::kind::document_issued
                                                                : facts::kind::document_received},
                                     .day = row.day,
                                     .unit = unit,
                                     .source = source,
                                     .note = row.title});
  if (!fact) return std::unexpected{std::move(fact.error())};
  change.insert(row);
  change.about(unit, fmt::format("登记{}《{}》", is_own ? "发文" : "来文", row.title));
  return RegisteredDocument{*fact, source};
}

Result<Done> withdraw_document(Change& change, FactId registered, std::string_view reason) {
  auto const fact = facts::fact(change.transaction(), registered);
  auto const row = fact ? document(change.transaction(), DocumentId{fact->source_id.value})
                        : std::optional<DocumentRow>{};
  if (!row) { return refuse(ArchiveRefusal::not_found, "没有登记这份文件", {.status = 404}); }
  auto withdrawn = facts::append(change, {.kind = std::string{facts::kind::withdrawn},
                                          .day = fact->day,
                                          .unit = fact->unit_id,
                                          .source = fact->source_id,
                                          .supersedes = fact->id,
                                          .note = std::string{reason}});
  if (!withdrawn) return std::unexpected{std::move(withdrawn.error())};
  change.about(fact->unit_id, fmt::format("撤销登记的文件《{}》：{}", row->title, reason));
  return Done{};
}

}  // namespace hangji::premises
