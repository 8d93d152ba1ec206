// hangji figures: the street on one page.
#include "application/commands.h"
#include "application/figures.h"

#include <fmt/format.h>

namespace hangji::application {

namespace {
struct FiguresOptions {
  std::string as_of{};
  bool json{false};
};

int run_figures(CommonOptions const& common, FiguresOptions const& options) {
  Program program{settings_of(common)};
  auto const day = day_of(options.as_of, program.clock().today());
  auto const figures = program.database().read(the_street, [&](database::Transaction& read) {
    return count_figures(read, program.services(), day);
  });
  fmt::print("{}", options.json ? to_json(figures) + "\n" : to_text(figures));
  return 0;
}
}  // namespace

Command figures_command() {
  auto const options = std::make_shared<FiguresOptions>();
  return {.name = "figures",
          .summary = "全街道一页数字",
          .add_options =
              [options](Options& typed) {
                typed.text("--as-of", options->as_of, "截至哪一天（YYYY-MM-DD；不写则为今天）");
                typed.flag("--json", options->json, "输出 JSON");
              },
          .run = [options](CommonOptions const& common) { return run_figures(common, *options); }};
}

}  // namespace hangji::application
