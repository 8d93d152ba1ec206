// What the pages get about the archive.
#pragma once

#include "premises/archive/archive_operations.h"

namespace hangji::premises {

/// The items of a volume that are kept equally long.
struct BoxView {
  rules::Retention retention{};
  /// 保管期限 in words.
  std::string retention_name{};
  std::int64_t items{};
};
BOOST_DESCRIBE_STRUCT(BoxView, (), (retention, retention_name, items))

struct VolumeView {
  std::string volume{};
  int number{};
  std::string title{};
  std::string scope{};
  std::string class_code{};
  rules::Retention retention{};
  /// 保管期限 in words.
  std::string retention_name{};
  std::int64_t items{};
  /// Among them: filed.
  std::int64_t filed{};
  std::int64_t gaps{};
  /// By retention; empty when there are no items.
  std::vector<BoxView> boxes{};
  rules::RuleCitation rule{};
};
BOOST_DESCRIBE_STRUCT(VolumeView, (),
                      (volume, number, title, scope, class_code, retention, retention_name, items,
                       filed, gaps, boxes, rule))

struct VolumeList {
  UnitId unit{};
  int year{};
  /// 全宗号; empty: the unit keeps no archive, or it is not settled yet.
  std::string fonds{};
  std::vector<VolumeView> rows{};
};
BOOST_DESCRIBE_STRUCT(VolumeList, (), (unit, year, fonds, rows))

struct ItemPage {
  std::vector<ArchiveItem> rows{};
  std::int64_t total{};
  /// What to give as `after` for the next page; empty: this is the last one.
  std::string next_key{};
};
BOOST_DESCRIBE_STRUCT(ItemPage, (), (rows, total, next_key))

struct VolumeGaps {
  std::string volume{};
  std::string title{};
  std::int64_t gaps{};
};
BOOST_DESCRIBE_STRUCT(VolumeGaps, (), (volume, title, gaps))

struct GapList {
  UnitId unit{};
  std::string period{};
  std::string period_name{};
  std::vector<VolumeGaps> volumes{};
  std::vector<Gap> rows{};
};
BOOST_DESCRIBE_STRUCT(GapList, (), (unit, period, period_name, volumes, rows))

/// 永久, 定期30年, 定期10年.
[[nodiscard]] std::string_view label(rules::Retention retention);
/// 内部; nothing for what is open.
[[nodiscard]] std::string_view label(DocumentSecrecy secrecy);

[[nodiscard]] VolumeList volumes_of(database::Transaction& transaction,
                                    DutyQuestion const& question, int year);
/// One volume's items behind `after` (a page's next_key), at most `limit`.
[[nodiscard]] ItemPage page_of(std::vector<ArchiveItem> items, std::string_view volume,
                               std::string_view after, std::size_t limit);
[[nodiscard]] GapList gap_list(database::Transaction& transaction, DutyQuestion const& question,
                               periods::CalendarPeriod period);

}  // namespace hangji::premises
