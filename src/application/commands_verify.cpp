// `hangji verify`: the books against their journal, and the journal against a head that was
// printed.
#include "application/commands.h"
#include "foundation/text.h"
#include "kernel/journal/journal_lists_store.h"

#include <fmt/format.h>

namespace hangji::application {

namespace {
struct PrintedHead {
  std::int64_t seq{};
  std::string hash{};
};

/// `31507:44f2…`, as a bulletin prints it. Throws Refused.
PrintedHead printed_head(std::string const& typed) {
  auto const colon = typed.find(':');
  PrintedHead head;
  if (colon == std::string::npos || !parse_integer(typed.substr(0, colon), head.seq))
    throw Refused{fmt::format("--head 应写作 条数：链头，如通报上所印，而不是“{}”", typed)};
  head.hash = typed.substr(colon + 1);
  return head;
}

/// What is wrong with the chain when this head was printed once; empty: it holds it.
std::string fault_against(database::Transaction& transaction, PrintedHead const& head) {
  auto const found = journal::entry(transaction, head.seq);
  if (!found) return fmt::format("纪实没有第 {} 条：末尾被截去", head.seq);
  if (found->hash != head.hash)
    return fmt::format("纪实第 {} 条的链值与所印的不同：此前有改动", head.seq);
  return {};
}

int run_verify(CommonOptions const& options, std::string const& head) {
  std::optional<PrintedHead> printed;
  if (!head.empty()) printed = printed_head(head);
  Program program{settings_of(options)};
  program.must_be_set_up();
  auto report = program.database().read(the_street, [&](database::Transaction& transaction) {
    return journal::verify_books(transaction, program.services().chapters->books);
  });
  if (printed) {
    auto fault = program.database().read(the_street, [&](database::Transaction& transaction) {
      return fault_against(transaction, *printed);
    });
    if (!fault.empty()) report.faults.push_back(std::move(fault));
  }
  fmt::print("纪实 {} 条，账目 {} 行，事实 {} 条\n链头 {}:{}\n", report.entries, report.rows,
             report.facts, report.chain_head.seq, report.chain_head.hash);
  for (auto const& fault : report.faults) fmt::print("不符：{}\n", fault);
  fmt::print("{}\n", report.faults.empty() ? "核验通过：账目与纪实一致" : "核验未通过");
  return report.faults.empty() ? 0 : exit_refused;
}
}  // namespace

Command verify_command() {
  auto const head = std::make_shared<std::string>();
  return {.name = "verify",
          .summary = "核验纪实链与账目",
          .add_options =
              [head](Options& options) {
                options.text("--head", *head, "通报上印的 条数：链头，核对末尾没有被截去");
              },
          .run = [head](CommonOptions const& options) { return run_verify(options, *head); }};
}

}  // namespace hangji::application
