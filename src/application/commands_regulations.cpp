// `hangji regulations`: every rule the program ships with, as the page of the handbook that
// `docs/regulations.md` is.
#include "application/commands.h"
#include "application/rule_kinds.h"
#include "kernel/rules/bounds.h"
#include "kernel/rules/load.h"
#include "kernel/rules/rule_words.h"

#include <fmt/format.h>

namespace hangji::application {

namespace {
using rules::Rule;

constexpr std::string_view head = R"(# 规则与依据

由 `hangji regulations` 从 `rules/*.yaml` 输出,不要手改。每条规则有生效日期和出处;程序按事情发生的那一天选用版本。
“待复核”表示文本只有一个来源或尚未核对,“推定”表示规定没有写明、按较严的合理理解执行或是本系统的建议值;
街道可以在“规则”页面用自己的、有日期和出处的版本代替；注明“国家规定”的参数，街道的版本不得放宽。
“尚未使用”的规则只列出备查，程序还不据此计算、提醒或拒绝。
)";

std::string period_text(Period const& period) {
  auto const until = period.until ? to_text(*period.until) : std::string{"今"};
  return fmt::format("{} 至 {}", to_text(period.from), until);
}

std::string cell(std::string text) {
  for (auto at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2))
    text.replace(at, 1, "\\|");
  for (auto& c : text) c = c == '\n' ? ' ' : c;
  return text;
}

std::string line_of(Rule const& rule, rules::TitleOf const& title_of) {
  std::string content;
  for (auto const& line : rules::readable(rule.kind, rule.parameters, title_of))
    content += fmt::format("{}{}：{}", content.empty() ? "" : "；", line.label, line.text);
  for (auto const& bound : rules::bounds_of(rule))
    content += fmt::format("<br>国家规定：{}{}", bound.label, bound.text);
  auto const mark = rules::certainty_mark(rule.certainty);
  return fmt::format("| {}<br>`{}`{} | {} | {}{} | {} | {} |\n", cell(rule.title), rule.id,
                     rule.applied ? "" : "<br>**尚未使用**", period_text(rule.in_force),
                     cell(rules::to_text(rule.source)), mark.empty() ? "" : "(" + mark + ")",
                     cell(content), cell(rule.note));
}

int run_regulations(CommonOptions const& options) {
  auto const kinds = all_rule_kinds();
  auto const loaded = rules::load_rules(settings_of(options).rules, kinds);
  if (!loaded) throw Refused{rules::to_text(loaded.error().front())};
  auto const title_of = [&](std::string_view id) {
    auto const found = std::ranges::find(*loaded, id, &Rule::id);
    return found == loaded->end() ? std::string{} : found->title;
  };
  fmt::print("{}", head);
  std::string chapter;
  for (auto const& rule : *loaded) {
    if (auto const next = rules::chapter_of(rule.file); next != chapter) {
      chapter = next;
      fmt::print("\n## {}\n\n| 规则 | 生效 | 依据 | 内容 | 说明 |\n|---|---|---|---|---|\n",
                 rules::title_of_chapter(chapter));
    }
    fmt::print("{}", line_of(rule, title_of));
  }
  return 0;
}
}  // namespace

Command regulations_command() {
  return {.name = "regulations",
          .summary = "输出随程序提供的全部规则与依据（Markdown）",
          .run = run_regulations};
}

}  // namespace hangji::application
