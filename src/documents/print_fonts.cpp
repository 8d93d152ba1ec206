#include "documents/print_fonts.h"

#include <fontconfig/fontconfig.h>

#include <algorithm>
#include <memory>

namespace hangji::documents {

namespace {
struct FaceEntry {
  Face face;
  std::string_view name;
  std::string Fonts::* wanted;
  /// Each ends in fonts that have the rare name characters.
  std::string_view fallback;
};

constexpr FaceEntry faces[] = {
    {Face::song, "宋体", &Fonts::song, "Noto Serif CJK SC,LXGW WenKai"},
    {Face::hei, "黑体", &Fonts::hei, "Noto Sans CJK SC,Noto Serif CJK SC,LXGW WenKai"},
    {Face::kai, "楷体", &Fonts::kai, "LXGW WenKai,Noto Serif CJK SC"},
    {Face::fangsong, "仿宋", &Fonts::fangsong, "LXGW WenKai Light,LXGW WenKai,Noto Serif CJK SC"},
    {Face::title, "小标宋", &Fonts::title, "Noto Serif CJK SC,LXGW WenKai"},
};

FaceEntry const& entry_of(Face face) { return *std::ranges::find(faces, face, &FaceEntry::face); }

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> families;
  while (!list.empty()) {
    auto const comma = std::min(list.find(','), list.size());
    auto family = list.substr(0, comma);
    list.remove_prefix(std::min(comma + 1, list.size()));
    while (family.starts_with(' ')) family.remove_prefix(1);
    while (family.ends_with(' ')) family.remove_suffix(1);
    if (!family.empty()) families.emplace_back(family);
  }
  return families;
}

/// Whether a font of the family, at least as heavy as `weight`, is installed.
bool has_font(std::string const& family, int weight) {
  std::unique_ptr<FcPattern, decltype(&FcPatternDestroy)> const pattern{FcPatternCreate(),
                                                                        &FcPatternDestroy};
  FcPatternAddString(pattern.get(), FC_FAMILY, reinterpret_cast<FcChar8 const*>(family.c_str()));
  std::unique_ptr<FcObjectSet, decltype(&FcObjectSetDestroy)> const asked{
      FcObjectSetBuild(FC_WEIGHT, nullptr), &FcObjectSetDestroy};
  std::unique_ptr<FcFontSet, decltype(&FcFontSetDestroy)> const found{
      FcFontList(nullptr, pattern.get(), asked.get()), &FcFontSetDestroy};
  if (!found) return false;
  return std::any_of(found->fonts, found->fonts + found->nfont, [weight](FcPattern* font) {
    int own = FC_WEIGHT_REGULAR;
    FcPatternGetInteger(font, FC_WEIGHT, 0, &own);
    return own >= weight;
  });
}

/// The first installed one; empty when there is none.
std::string installed_of(std::vector<std::string> const& families) {
  auto const found = std::ranges::find_if(
      families, [](std::string const& family) { return has_font(family, FC_WEIGHT_THIN); });
  return found == families.end() ? std::string{} : *found;
}
}  // namespace

FaceFamilies families_of(Fonts const& fonts, Face face) {
  auto const& entry = entry_of(face);
  auto families = split(fonts.*entry.wanted);
  std::ranges::copy(split(entry.fallback), std::back_inserter(families));
  FaceFamilies result;
  for (auto const& family : families)
    result.families += (result.families.empty() ? "" : ",") + family;
  auto const used = installed_of(families);
  result.has_bold = !used.empty() && has_font(used, FC_WEIGHT_DEMIBOLD);
  return result;
}

std::vector<std::string> missing_fonts(Fonts const& fonts) {
  std::vector<std::string> sentences;
  for (auto const& entry : faces) {
    if (!installed_of(split(fonts.*entry.wanted)).empty()) continue;
    auto const stand_in = installed_of(split(entry.fallback));
    sentences.push_back(
        "没有安装" + std::string{entry.name} + "字体“" + fonts.*entry.wanted +
        (stand_in.empty() ? "”，也没有可代替的字体" : "”，以“" + stand_in + "”代替"));
  }
  return sentences;
}

void add_font_folder(std::filesystem::path const& folder) {
  FcConfigAppFontAddDir(nullptr, reinterpret_cast<FcChar8 const*>(folder.c_str()));
}

}  // namespace hangji::documents
