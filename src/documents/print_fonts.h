// The faces that Chinese office papers use, and which installed font stands for each. An office may
// bring its own licensed fonts; where one is missing, a free one that has every rare name character
// takes its place. It knows no page.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace hangji::documents {

/// 宋体 body and tables, 黑体 first headings, 楷体 second headings, 仿宋 body of official papers,
/// 小标宋 titles.
enum class Face { song, hei, kai, fangsong, title };

/// The wanted family of each face; several, the best first, are separated by commas.
struct Fonts {
  std::string song{"Noto Serif CJK SC"};
  std::string hei{"Noto Sans CJK SC"};
  std::string kai{"LXGW WenKai"};
  std::string fangsong{"FangSong_GB2312,FangSong"};
  std::string title{"FZXiaoBiaoSong-B05S"};
};

/// What a face is set with.
struct FaceFamilies {
  /// The wanted families and what may stand for them, separated by commas.
  std::string families{};
  /// Whether the first installed one has a real bold, which pango would else imitate by smearing.
  bool has_bold{false};
};

[[nodiscard]] FaceFamilies families_of(Fonts const& fonts, Face face);
/// One Chinese sentence for each face none of whose wanted families is installed: which, and what
/// stands for it. To be logged at start.
[[nodiscard]] std::vector<std::string> missing_fonts(Fonts const& fonts);
/// Makes the fonts in a folder usable by this program; to be called at start, before the first
/// print. A folder that is not there is no failure: missing_fonts tells.
void add_font_folder(std::filesystem::path const& folder);

}  // namespace hangji::documents
