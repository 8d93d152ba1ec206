#include "premises/archive/archive_sheets.h"

#include "organisation/units/units_store.h"
#include "premises/archive/archive_store.h"
#include "premises/archive/archive_views.h"

#include <fmt/format.h>

namespace hangji::premises {

using records::CellForm;
using records::Sheet;
using records::SheetForm;

namespace {
/// 20260701
std::string eight_digits(Date day) {
  return fmt::format("{:04}{:02}{:02}", day.year(), day.month(), day.day());
}

std::vector<records::Entry> box_entries(VolumeSheet const& sheet) {
  std::string numbers = "未归档";
  std::int64_t first = 0;
  std::int64_t last = 0;
  for (auto const& item : sheet.items) {
    if (item.number == 0) continue;
    first = first == 0 ? item.number : std::min(first, item.number);
    last = std::max(last, item.number);
  }
  if (first > 0) {
    numbers = fmt::format("{} — {}", item_number(sheet.numbering, first),
                          item_number(sheet.numbering, last));
  }
  return {{"全宗号", sheet.fonds},
          {"年度", fmt::format("{:04}", sheet.year)},
          {"保管期限", sheet.retention_name},
          {"机构（问题）", fmt::format("{} {}", sheet.class_code, sheet.volume_title)},
          {"起止件号", numbers},
          {"盒号", ""}};
}
}  // namespace

Result<VolumeSheet> read_sheet(database::Transaction& transaction, DutyQuestion const& question,
                               Box const& box) {
  auto const unit = organisation::unit(transaction, question.root);
  if (!unit) {
    return refuse(ArchiveRefusal::unit_unknown, "没有这个党组织", {.field = "unit", .status = 404});
  }
  auto const last = Month::from_ym(box.year, 12);
  auto const day = organisation::day_of(last.value_or(Month::of(question.today)), question.today);
  auto const found = Shelves{question.rules, day}.volume(box.volume);
  if (!found) {
    return refuse(ArchiveRefusal::volume_unknown, "没有这个资料卷",
                  {.field = "volume", .status = 404});
  }
  auto const retention = box.retention.value_or((*found)->retention);
  bool const is_keeper = keeps_archive(unit->kind);
  auto const kept = fonds(transaction, is_keeper ? unit->id : unit->community_id);
  VolumeSheet sheet{.keeper_name = unit->full_name,
                    .fonds = kept ? kept->code : "",
                    .numbering = number_rule(question.rules, question.today),
                    .year = box.year,
                    .volume_title = found->rule->title,
                    .class_code = (*found)->class_code,
                    .retention_name = std::string{label(retention)}};
  for (auto& item :
       read_items(transaction, question.rules, question.root, box.year, question.today)) {
    bool const is_in_box = item.volume == box.volume && item.retention == retention;
    if (is_in_box && (!is_keeper || item.keeper == unit->id)) {
      sheet.items.push_back(std::move(item));
    }
  }
  return sheet;
}

Sheet catalogue_of(VolumeSheet const& sheet) {
  Sheet catalogue{.form = SheetForm::across,
                  .title = "归档文件目录",
                  .subtitle = fmt::format("{}　{} 年　{}　{}", sheet.keeper_name, sheet.year,
                                          sheet.volume_title, sheet.retention_name)};
  records::SheetPart table{.columns = {{"序号", CellForm::number},
                                       {"档号"},
                                       {"文号"},
                                       {"责任者"},
                                       {"题名"},
                                       {"日期"},
                                       {"密级"},
                                       {"页数", CellForm::number},
                                       {"备注"}}};
  std::int64_t order = 0;
  for (auto const& item : sheet.items) {
    auto const note = item.originals > 0 ? fmt::format("附原件 {} 份", item.originals) : "";
    bool const is_document = !item.issuer.empty();
    // A title that we made ourselves stands in brackets (DA/T 22).
    table.rows.push_back({std::to_string(++order), item.reference, item.document_number,
                          is_document ? item.issuer : item.unit_name,
                          is_document ? item.title : fmt::format("[{}]", item.title),
                          eight_digits(item.day), std::string{label(item.secrecy)}, "", note});
  }
  catalogue.parts.push_back(std::move(table));
  return catalogue;
}

std::string print_catalogue(VolumeSheet const& sheet) {
  return records::typeset(catalogue_of(sheet));
}

std::string print_cover(VolumeSheet const& sheet) {
  Sheet cover{.form = SheetForm::box_cover,
              .title = sheet.keeper_name,
              .subtitle = fmt::format("{} 年　{}", sheet.year, sheet.volume_title)};
  cover.parts.push_back({.entries = box_entries(sheet)});
  return records::typeset(cover);
}

std::string print_spine(VolumeSheet const& sheet) {
  Sheet spine{.form = SheetForm::box_spine, .title = sheet.volume_title};
  spine.parts.push_back({.entries = box_entries(sheet)});
  return records::typeset(spine);
}

Result<std::string> print_document(records::PrintOrder const& order) {
  auto const row = document(order.transaction, DocumentId{order.fact.source_id.value});
  if (!row) return records::print_plainly(order);
  bool const is_own = row->direction == DocumentDirection::issued;
  Sheet sheet{.title = is_own ? "发文登记" : "来文登记", .day = row->day};
  sheet.parts.push_back({.entries = {{"题名", row->title},
                                     {"文号", row->number},
                                     {"发文机关", row->issuer},
                                     {is_own ? "发文日期" : "收文日期", to_chinese(row->day)},
                                     {"密级", std::string{label(row->secrecy)}},
                                     {"登记时间", to_local_text(order.fact.entered_at)}}});
  return records::typeset(sheet);
}

}  // namespace hangji::premises
