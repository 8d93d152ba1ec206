// The options of a command, declared without the header of the parser, which is heavy:
// command_line.cpp alone includes it.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}  // namespace CLI

namespace hangji::application {

/// What is asked of an option beside its being text.
struct OptionTerms {
  bool required{false};
  /// The words it may be; empty: any.
  std::vector<std::string> among{};
  /// Whether the help shows what stands there when nothing is typed.
  bool shows_default{false};
  /// The option that cannot be typed together with it.
  std::string excludes{};
};

/// What is typed is written into variables that must outlive the parsing.
class Options {
public:
  Options() = default;
  explicit Options(CLI::App& app) : m_app{&app} {}

  /// `--name`, or a bare name for a word by its place.
  void text(std::string const& name, std::string& into, std::string const& help,
            OptionTerms const& terms = {});
  void flag(std::string const& name, bool& into, std::string const& help);
  void number(std::string const& name, int& into, std::string const& help, int least, int most);
  /// A command within the command; one of them must be typed.
  [[nodiscard]] Options verb(std::string const& name, std::string const& summary);
  [[nodiscard]] bool was_typed() const;

private:
  CLI::App* m_app{nullptr};
};

}  // namespace hangji::application
