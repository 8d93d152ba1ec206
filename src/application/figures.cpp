#include "application/figures.h"

#include "application/commands.h"
#include "kernel/access/access_store.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/periods/periods.h"
#include "organisation/unit_duties/unit_duties.h"
#include "organisation/units/units_store.h"
#include "premises/archive/archive_views.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::application {

using database::Transaction;
using organisation::UnitKind;

namespace {
std::vector<UnitFigure> unit_figures(Transaction& transaction, UnitId street, Date day) {
  std::vector<UnitFigure> figures;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<UnitKind>>([&](auto one) {
    figures.push_back({one.value, std::string{organisation::label(one.value)}, 0});
  });
  for (auto const& node : organisation::tree(transaction, street, day))
    ++figures[static_cast<std::size_t>(node.kind)].units;
  return figures;
}

MemberFigures member_figures(Transaction& transaction, Date day) {
  using organisation::MemberCategory;
  MemberFigures figures;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<MemberCategory>>([&](auto one) {
    figures.categories.push_back(
        {.category = one.value, .label = std::string{organisation::label(one.value)}});
  });
  for (auto const& count : organisation::member_counts_on(transaction, day)) {
    auto& category = figures.categories[static_cast<std::size_t>(count.category)];
    bool const is_formal = count.standing == organisation::Standing::formal;
    (is_formal ? category.formal : category.probationary) += count.members;
    if (count.state == organisation::MemberState::suspended) category.suspended += count.members;
    if (count.registration == organisation::Registration::floating)
      figures.floating += count.members;
    figures.members += count.members;
    figures.lost += count.lost;
  }
  return figures;
}

std::vector<EnterpriseFigure> enterprise_figures(Transaction& transaction, Date day) {
  std::vector<EnterpriseFigure> figures;
  for (auto const& count : organisation::enterprise_counts(transaction, {}, day)) {
    figures.push_back({count.state, std::string{organisation::label(count.state)},
                       count.enterprises, count.covered});
  }
  return figures;
}

BookFigures book_figures(Transaction& transaction, UnitId street, Date day) {
  auto const month = Month::of(day).plus(-1);
  auto const quarter = periods::CalendarPeriod::containing(periods::Every::quarter, day).plus(-1);
  BookFigures figures{.month = month, .quarter = periods::to_text(quarter)};
  for (auto const& node : organisation::tree(transaction, street, month.last_day()))
    figures.branches += organisation::holds_members(node.kind) ? 1 : 0;
  auto const topic = to_text(month);
  auto const until = Month::of(transaction.today()).plus(1);
  for (auto const& fact : facts::standing_of_units(transaction, quarter.first, until)) {
    if (fact.day > day) continue;
    if (fact.kind == facts::kind::points_register_closed && fact.topic == topic)
      ++figures.registers_closed;
    if (fact.kind == facts::kind::dues_reported && fact.topic == topic) ++figures.dues_reported;
    if (fact.kind == facts::kind::bulletin_issued && fact.topic == figures.quarter)
      figures.bulletin_issued_on = fact.day;
  }
  return figures;
}

std::vector<VolumeFigure> archive_figures(Transaction& transaction,
                                          organisation::DutyQuestion const& question, int year) {
  std::vector<VolumeFigure> figures;
  for (auto const& volume : premises::volumes_of(transaction, question, year).rows)
    figures.push_back({volume.number, volume.title, volume.items, volume.filed, volume.gaps});
  return figures;
}

void add_line(std::string& page, std::string_view title, std::string const& text) {
  page += fmt::format("{}：{}\n", title, text);
}

/// Those there are of, one after the other.
template <class Rows, class Text> std::string joined(Rows const& rows, Text text) {
  std::string all;
  for (auto const& row : rows) {
    auto const one = text(row);
    if (one.empty()) continue;
    if (!all.empty()) all += "，";
    all += one;
  }
  return all.empty() ? "无" : all;
}

void add_members(std::string& page, MemberFigures const& members) {
  add_line(page, "党员",
           fmt::format("{} 人，其中流动 {} 人，失去联系 {} 人", members.members, members.floating,
                       members.lost));
  for (auto const& one : members.categories) {
    page += fmt::format("  {}：正式 {}，预备 {}，停止党籍 {}\n", one.label, one.formal,
                        one.probationary, one.suspended);
  }
}

void add_archive(std::string& page, Figures const& figures) {
  page += fmt::format("{} 年资料：\n", figures.archive_year);
  for (auto const& volume : figures.archive) {
    page += fmt::format("  第 {} 卷 {}：{} 件，已归档 {}，缺项 {}\n", volume.number, volume.title,
                        volume.items, volume.filed, volume.gaps);
  }
}
}  // namespace

Figures count_figures(Transaction& transaction, api::Services& services, Date as_of) {
  auto const street = street_of(transaction);
  auto const rulebook = services.rulebooks.of(transaction);
  auto const month = Month::of(as_of);
  organisation::DutyQuestion const question{*rulebook, services.chapters->duties, street, as_of};
  auto const judged = organisation::judge_month(transaction, question, month);
  return {.street = access::tenant_name(transaction),
          .as_of = as_of,
          .units = unit_figures(transaction, street, as_of),
          .members = member_figures(transaction, as_of),
          .enterprises = enterprise_figures(transaction, as_of),
          .obligations_month = month,
          .obligations = obligations::tally_of(judged.obligations),
          .books = book_figures(transaction, street, as_of),
          .archive_year = as_of.year(),
          .archive = archive_figures(transaction, question, as_of.year()),
          .journal = journal::head(transaction)};
}

std::string to_text(Figures const& figures) {
  std::string page = fmt::format("{}  截至 {}\n", figures.street, to_chinese(figures.as_of));
  add_line(page, "党组织", joined(figures.units, [](UnitFigure const& one) {
             return one.units == 0 ? std::string{} : fmt::format("{} {}", one.label, one.units);
           }));
  add_members(page, figures.members);
  add_line(page, "企业", joined(figures.enterprises, [](EnterpriseFigure const& one) {
             return fmt::format("{} {}（已覆盖 {}）", one.label, one.enterprises, one.covered);
           }));
  auto const& tally = figures.obligations;
  add_line(page, to_chinese(figures.obligations_month) + "应办",
           fmt::format("{} 项：按期办结 {}，逾期办结 {}，待办 {}，逾期 {}，缺办 {}", tally.owed,
                       tally.done, tally.done_late, tally.due, tally.late, tally.missed));
  auto const& books = figures.books;
  add_line(page, to_chinese(books.month),
           fmt::format("{} 个支部，积分已登记 {}，党费已报 {}", books.branches,
                       books.registers_closed, books.dues_reported));
  add_line(page, books.quarter + " 通报",
           books.bulletin_issued_on ? to_chinese(*books.bulletin_issued_on) + "发出" : "未发出");
  add_archive(page, figures);
  add_line(page, "纪实", fmt::format("{} 条，链头 {}", figures.journal.seq, figures.journal.hash));
  return page;
}

}  // namespace hangji::application
