// The printed sheets of a volume: catalogue with the columns of DA/T 22, cover and spine.
#pragma once

#include "kernel/records/record_printers.h"
#include "kernel/records/sheet.h"
#include "premises/archive/archive_operations.h"

namespace hangji::premises {

/// A box of a keeper's year: the items of a volume that are kept equally long.
struct Box {
  int year{};
  std::string volume{};
  /// None: as long as the volume says.
  std::optional<rules::Retention> retention{};
};

struct VolumeSheet {
  std::string keeper_name{};
  /// Empty: not settled yet.
  std::string fonds{};
  ArchiveNumber numbering{};
  int year{};
  std::string volume_title{};
  std::string class_code{};
  std::string retention_name{};
  std::vector<ArchiveItem> items{};
};

/// What the unit itself keeps of the box, of a branch what its keeper does. Refuses an unknown unit
/// and an unknown volume.
[[nodiscard]] Result<VolumeSheet> read_sheet(database::Transaction& transaction,
                                             DutyQuestion const& question, Box const& box);

/// What stands on the catalogue: 序号, 档号, 文号, 责任者, 题名, 日期, 密级, 页数, 备注; A4 across.
[[nodiscard]] records::Sheet catalogue_of(VolumeSheet const& sheet);
[[nodiscard]] std::string print_catalogue(VolumeSheet const& sheet);
/// The box's cover, 310 × 220 mm.
[[nodiscard]] std::string print_cover(VolumeSheet const& sheet);
/// The box's spine: 全宗号, 年度, 保管期限, 机构(问题), 起止件号, 盒号.
[[nodiscard]] std::string print_spine(VolumeSheet const& sheet);

/// The printer of `document.received` and `document.issued`: what was registered of the document.
[[nodiscard]] Result<std::string> print_document(records::PrintOrder const& order);

}  // namespace hangji::premises
