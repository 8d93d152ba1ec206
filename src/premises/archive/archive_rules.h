// The archive as rules: seven volumes, what each collects by itself, and how an item is numbered
// (DA/T 22-2015).
#pragma once

#include "kernel/rules/rule_kinds.h"
#include "kernel/rules/values.h"

#include <string>
#include <vector>

namespace hangji::premises {

/// Facts that become an item: their kind, a topic or any (empty), and the item's title.
/// Placeholders: {period} that the fact's topic names, {member} it is about, {note} of the fact.
struct Collected {
  std::string fact{};
  std::string topic{};
  std::string title{"{note}"};
};
BOOST_DESCRIBE_STRUCT(Collected, (), (fact, topic, title))

/// One of the volumes (资料卷); its title is the volume's name. A finished activity goes where its
/// activity_kind says; everything else where a volume collects it. YAML:
/// ```
/// parameters:
///   number: 2
///   class_code: "002"
///   retention: years_30
///   collects: [{fact: dues.reported, title: "{period}党费收缴月报"}]
/// ```
struct ArchiveVolume {
  static constexpr std::string_view rule_kind = "archive_volume";

  int number{1};
  /// 机构(问题)代码, three digits.
  std::string class_code{};
  rules::Retention retention{rules::Retention::years_30};
  std::vector<Collected> collects{};
  /// What belongs in it, for the reader.
  std::string scope{};
};
BOOST_DESCRIBE_STRUCT(ArchiveVolume, (), (number, class_code, retention, collects, scope))

/// 档号: `J001-WS·2018-D30-003-0012`. Placeholders of `format`: {fonds} {category} {year}
/// {retention} {class} {item}.
struct ArchiveNumber {
  static constexpr std::string_view rule_kind = "archive_number";

  std::string format{"{fonds}-{category}·{year}-{retention}-{class}-{item}"};
  /// 档案门类代码; WS = 文书.
  std::string category{"WS"};
  int item_digits{4};
  /// 全宗号: so many digits or capital letters, not all zeros.
  int fonds_digits{4};
  /// 保管期限代码.
  std::string permanent{"Y"};
  std::string years_30{"D30"};
  std::string years_10{"D10"};
};
BOOST_DESCRIBE_STRUCT(ArchiveNumber, (),
                      (format, category, item_digits, fonds_digits, permanent, years_30, years_10))

/// Y, D30 or D10.
[[nodiscard]] std::string const& retention_code(ArchiveNumber const& number,
                                                rules::Retention retention);

/// `text` with every `mark` of it replaced.
void fill(std::string& text, std::string_view mark, std::string_view value);

[[nodiscard]] Result<Done> check_rule(ArchiveVolume const& volume, rules::KnownRules const& known);
[[nodiscard]] Result<Done> check_rule(ArchiveNumber const& number, rules::KnownRules const& known);

}  // namespace hangji::premises

template <> inline constexpr bool
    hangji::absent_members_keep_defaults<hangji::premises::Collected> = true;
template <> inline constexpr bool
    hangji::absent_members_keep_defaults<hangji::premises::ArchiveVolume> = true;
template <> inline constexpr bool
    hangji::absent_members_keep_defaults<hangji::premises::ArchiveNumber> = true;
