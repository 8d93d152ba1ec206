// The printed sheets of a volume: catalogue with the columns of DA/T 22, cover and spine.
#pragma once

#include "kernel/records/sheet.h"
#include "premises/archive/archive_operations.h"

namespace hangji::premises {

/// A keeper's volume of a year.
struct VolumeSheet {
  std::string keeper_name{};
  std::string fonds{};
  int year{};
  std::string volume_title{};
  std::string class_code{};
  std::string retention_name{};
  std::vector<ArchiveItem> items{};
};

/// Refuses an unknown unit and an unknown volume.
[[nodiscard]] Result<VolumeSheet> read_sheet(database::Transaction& transaction,
                                             DutyQuestion const& question, int year,
                                             std::string_view volume);

/// What stands on the catalogue: 序号, 档号, 文号, 责任者, 题名, 日期, 密级, 页数, 备注; A4 across.
[[nodiscard]] records::Sheet catalogue_of(VolumeSheet const& sheet);
[[nodiscard]] std::string print_catalogue(VolumeSheet const& sheet);
/// The box's cover, 310 × 220 mm.
[[nodiscard]] std::string print_cover(VolumeSheet const& sheet);
/// The box's spine: 全宗号, 年度, 保管期限, 机构(问题), 起止件号, 盒号.
[[nodiscard]] std::string print_spine(VolumeSheet const& sheet);

}  // namespace hangji::premises
