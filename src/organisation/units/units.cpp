#include "organisation/units/units.h"

#include "foundation/text.h"

#include <fmt/format.h>
#include <boost/describe/enum_to_string.hpp>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace hangji::organisation {

namespace {
constexpr std::size_t step_size = 16;

/// Height in the tree, the street first.
int level_of(UnitKind kind) {
  switch (kind) {
    case UnitKind::street: return 0;
    case UnitKind::community: return 1;
    case UnitKind::committee: return 2;
    case UnitKind::general_branch: return 3;
    case UnitKind::branch:
    case UnitKind::joint_branch:
    case UnitKind::mobile_branch:
    case UnitKind::temporary_branch: return 4;
    case UnitKind::group: return 5;
  }
  return 5;
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// Which words tell a kind, the narrower before the wider.
struct KindWords {
  std::string_view first;
  std::string_view second;
  UnitKind kind;
};
constexpr std::array kind_words{
    KindWords{"小组", "", UnitKind::group},
    KindWords{"联合", "支部", UnitKind::joint_branch},
    KindWords{"流动", "支部", UnitKind::mobile_branch},
    KindWords{"临时", "支部", UnitKind::temporary_branch},
    KindWords{"社区", "总支", UnitKind::community},
    KindWords{"总支", "", UnitKind::general_branch},
    KindWords{"支部", "", UnitKind::branch},
    KindWords{"工委", "", UnitKind::street},
    KindWords{"街道", "委", UnitKind::street},
    KindWords{"社区", "委", UnitKind::community},
    KindWords{"社区党组织", "", UnitKind::community},
    KindWords{"党委", "", UnitKind::committee},
    KindWords{"委员会", "", UnitKind::committee},
};

/// What a unit's own name ends in when nothing narrower stands before it.
constexpr std::array<std::string_view, 5> street_ends{"工作委员会", "党工委", "工委", "委员会",
                                                      "党委"};
constexpr std::array<std::string_view, 9> community_ends{"委员会",   "党委",   "总支部委员会",
                                                         "总支部",   "总支",   "党总支部委员会",
                                                         "党总支部", "党总支", "党组织"};

/// `text` behind the last `word`, none when it is not there.
std::optional<std::string_view> behind(std::string_view text, std::string_view word) {
  auto const at = text.rfind(word);
  if (at == std::string_view::npos) return std::nullopt;
  return text.substr(at + word.size());
}

bool is_one_of(std::span<std::string_view const> words, std::string_view text) {
  return !text.empty() && std::find(words.begin(), words.end(), text) != words.end();
}

void drop_front(std::string_view& text, std::string_view part) {
  if (text.starts_with(part)) text.remove_prefix(part.size());
}

void drop_back(std::string_view& text, std::string_view part) {
  if (text.ends_with(part) && text.size() > part.size()) text.remove_suffix(part.size());
}
}  // namespace

std::string_view label(UnitKind kind) {
  switch (kind) {
    case UnitKind::street: return "街道党工委";
    case UnitKind::community: return "社区党委";
    case UnitKind::committee: return "党委";
    case UnitKind::general_branch: return "党总支";
    case UnitKind::branch: return "党支部";
    case UnitKind::joint_branch: return "联合党支部";
    case UnitKind::mobile_branch: return "流动党员党支部";
    case UnitKind::temporary_branch: return "临时党支部";
    case UnitKind::group: return "党小组";
  }
  return "";
}

std::optional<UnitKind> parse_unit_kind(std::string_view text) {
  auto const words = without_spaces(to_half_width(text));
  for (auto const& row : kind_words) {
    if (has(words, row.first) && has(words, row.second)) return row.kind;
  }
  return std::nullopt;
}

std::optional<UnitKind> kind_of_name(std::string_view full_name) {
  auto const name = without_spaces(to_half_width(full_name));
  if (auto const rest = behind(name, "社区")) {
    return is_one_of(community_ends, *rest) ? UnitKind::community : parse_unit_kind(*rest);
  }
  if (auto const rest = behind(name, "街道")) {
    return is_one_of(street_ends, *rest) ? UnitKind::street : parse_unit_kind(*rest);
  }
  return parse_unit_kind(name);
}

std::string_view rule_code(UnitKind kind) { return boost::describe::enum_to_string(kind, ""); }

bool holds_members(UnitKind kind) { return level_of(kind) == level_of(UnitKind::branch); }

bool may_be_under(UnitKind child, UnitKind parent) {
  if (child == UnitKind::group) return holds_members(parent);
  if (child == UnitKind::committee && parent == UnitKind::committee) return true;
  return level_of(child) > level_of(parent);
}

std::string_view label(Post post) {
  switch (post) {
    case Post::secretary: return "书记";
    case Post::deputy_secretary: return "副书记";
    case Post::organisation: return "组织委员";
    case Post::publicity: return "宣传委员";
    case Post::discipline: return "纪检委员";
    case Post::united_front: return "统战委员";
    case Post::women: return "妇女委员";
    case Post::youth: return "青年委员";
    case Post::committee_member: return "委员";
  }
  return "";
}

bool has_one_holder(Post post) {
  return post != Post::deputy_secretary && post != Post::committee_member;
}

std::string_view label(Adjustment adjustment) {
  switch (adjustment) {
    case Adjustment::founded: return "成立";
    case Adjustment::renamed: return "更名";
    case Adjustment::converted: return "改建";
    case Adjustment::moved: return "调整隶属";
    case Adjustment::merged: return "并入";
    case Adjustment::dissolved: return "撤销";
    case Adjustment::term_set: return "确定届期";
  }
  return "";
}

std::string short_name_of(UnitKind kind, std::string_view full_name) {
  constexpr std::string_view word = "街道";
  std::string_view name = full_name;
  auto const street = name.find(word);
  bool const has_more = street != std::string_view::npos && street + word.size() < name.size();
  if (kind != UnitKind::street && has_more) name.remove_prefix(street + word.size());
  drop_front(name, "中国共产党");
  drop_front(name, "中共");
  drop_back(name, "党工委");
  drop_back(name, "工作委员会");
  drop_back(name, "委员会");
  return std::string{name.empty() ? full_name : name};
}

std::string path_of(std::string_view parent, UnitId unit) {
  return fmt::format("{}{:016x}", parent, unit.value);
}

bool is_on_path(std::string_view path, UnitId ancestor) {
  auto const step = path_of("", ancestor);
  for (std::size_t at = 0; at + step_size <= path.size(); at += step_size) {
    if (path.substr(at, step_size) == step) return true;
  }
  return false;
}

std::string path_end(std::string_view path) { return std::string{path} + 'g'; }

}  // namespace hangji::organisation
