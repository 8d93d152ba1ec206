#include "application/command_line.h"

#include "application/commands.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>

namespace hangji::application {

namespace {
int guarded(std::function<int()> const& command) {
  try {
    return command();
  } catch (std::exception const& exception) {
    fmt::print(stderr, "{}\n", exception.what());
    return exit_refused;
  }
}
/// The first option a fault's text names; empty: none.
std::string option_in(std::string_view text) {
  auto const from = text.find("--");
  if (from == std::string_view::npos) return {};
  auto const until = text.find_first_of(": =", from);
  return std::string{text.substr(from, until - from)};
}

std::string fault_text(CLI::App const* app, CLI::Error const& fault) {
  std::string_view const text = fault.what();
  auto const option = option_in(text);
  auto const code = static_cast<CLI::ExitCodes>(fault.get_exit_code());
  auto const say = [&] -> std::string {
    switch (code) {
      case CLI::ExitCodes::ExtrasError:
        return fmt::format("不认识：{}", text.substr(std::min(text.find(": ") + 2, text.size())));
      case CLI::ExitCodes::RequiredError:
        return option.empty() ? "请写明命令" : fmt::format("缺少 {}", option);
      case CLI::ExitCodes::ArgumentMismatch: return fmt::format("{} 后面没有写值", option);
      case CLI::ExitCodes::ConversionError:
      case CLI::ExitCodes::ValidationError: return fmt::format("{} 不能是这个值", option);
      case CLI::ExitCodes::ExcludesError: return fmt::format("{} 不能和另一选项同时用", option);
      default: return "用法不对";
    }
  };
  return fmt::format("{}\n{} --help 说明用法\n", say(), app->get_name());
}

/// Inherited by the commands.
void speak_chinese(CLI::App& app) {
  app.failure_message(fault_text);
  app.set_help_flag("-h,--help", "显示说明");
  app.option_defaults()->group("选项");
  app.get_help_ptr()->group("选项");
  auto const formatter = app.get_formatter();
  formatter->label("Usage", "用法");
  formatter->label("OPTIONS", "选项");
  formatter->label("SUBCOMMAND", "命令");
  formatter->label("SUBCOMMANDS", "命令");
  formatter->label("Positionals", "参数");
  formatter->label("REQUIRED", "必填");
  formatter->label("TEXT", "文字");
}
}  // namespace

void Options::text(std::string const& name, std::string& into, std::string const& help,
                   OptionTerms const& terms) {
  auto* option = m_app->add_option(name, into, help)->required(terms.required);
  if (!terms.among.empty()) option->check(CLI::IsMember(terms.among));
  if (terms.shows_default) option->capture_default_str();
  if (!terms.excludes.empty()) option->excludes(m_app->get_option(terms.excludes));
}

void Options::flag(std::string const& name, bool& into, std::string const& help) {
  m_app->add_flag(name, into, help);
}

void Options::number(std::string const& name, int& into, std::string const& help, int least,
                     int most) {
  m_app->add_option(name, into, help)
      ->type_name("数字")
      ->check(CLI::Range(least, most).description(""));
}

Options Options::verb(std::string const& name, std::string const& summary) {
  m_app->require_subcommand(1);
  auto* verb = m_app->add_subcommand(name, summary)->fallthrough();
  verb->get_help_ptr()->group("选项");
  return Options{*verb};
}

bool Options::was_typed() const { return m_app->parsed(); }

int run_command_line(std::vector<std::string> const& words) {
  CLI::App app{"夯基：基层党建规范化工作系统", "hangji"};
  speak_chinese(app);
  app.require_subcommand(1);
  app.footer("退出码:0 完成，1 被拒绝或发现不符，2 用法不对");
  auto commands = all_commands();
  int code = 0;
  CommonOptions common;
  for (auto& command : commands) {
    auto* sub = app.add_subcommand(command.name, command.summary)->group("命令");
    sub->get_help_ptr()->group("选项");
    Options options{*sub};
    add_common_options(options, common);
    command.add_options(options);
    sub->callback(
        [&command, &common, &code] { code = guarded([&] { return command.run(common); }); });
  }
  try {
    // CLI11 takes the words from the last to the first.
    auto reversed = words;
    std::ranges::reverse(reversed);
    app.parse(std::move(reversed));
  } catch (CLI::ParseError const& fault) { return app.exit(fault) == 0 ? 0 : exit_usage; }
  return code;
}

}  // namespace hangji::application
