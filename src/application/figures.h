// The street on one page: what there is, what was done, what is missing. Counted on a day, nothing
// of it stored.
#pragma once

#include "application/program.h"
#include "kernel/journal/journal.h"
#include "kernel/obligations/obligations.h"
#include "organisation/enterprises/enterprises_store.h"
#include "organisation/members/members_store.h"
#include "organisation/units/units.h"

namespace hangji::application {

struct UnitFigure {
  organisation::UnitKind kind{};
  std::string label{};
  std::int64_t units{};
};
BOOST_DESCRIBE_STRUCT(UnitFigure, (), (kind, label, units))

struct CategoryFigure {
  organisation::MemberCategory category{};
  std::string label{};
  std::int64_t formal{};
  std::int64_t probationary{};
  std::int64_t suspended{};
};
BOOST_DESCRIBE_STRUCT(CategoryFigure, (), (category, label, formal, probationary, suspended))

struct MemberFigures {
  std::int64_t members{};
  std::int64_t floating{};
  std::int64_t lost{};
  std::vector<CategoryFigure> categories{};
};
BOOST_DESCRIBE_STRUCT(MemberFigures, (), (members, floating, lost, categories))

struct EnterpriseFigure {
  organisation::EnterpriseState state{};
  std::string label{};
  std::int64_t enterprises{};
  std::int64_t covered{};
};
BOOST_DESCRIBE_STRUCT(EnterpriseFigure, (), (state, label, enterprises, covered))

/// The books of the month that is over.
struct BookFigures {
  Month month{};
  std::int64_t branches{};
  std::int64_t registers_closed{};
  std::int64_t dues_reported{};
  std::string quarter{};
  std::optional<Date> bulletin_issued_on{};
};
BOOST_DESCRIBE_STRUCT(BookFigures, (),
                      (month, branches, registers_closed, dues_reported, quarter,
                       bulletin_issued_on))

struct VolumeFigure {
  int number{};
  std::string title{};
  std::int64_t items{};
  std::int64_t filed{};
  std::int64_t gaps{};
};
BOOST_DESCRIBE_STRUCT(VolumeFigure, (), (number, title, items, filed, gaps))

struct Figures {
  std::string street{};
  Date as_of{};
  std::vector<UnitFigure> units{};
  MemberFigures members{};
  std::vector<EnterpriseFigure> enterprises{};
  Month obligations_month{};
  obligations::Tally obligations{};
  BookFigures books{};
  int archive_year{};
  std::vector<VolumeFigure> archive{};
  journal::Head journal{};
};
BOOST_DESCRIBE_STRUCT(Figures, (),
                      (street, as_of, units, members, enterprises, obligations_month, obligations,
                       books, archive_year, archive, journal))

/// The organisation as it stood on the day; what was done and the journal as they are now.
[[nodiscard]] Figures count_figures(database::Transaction& transaction, api::Services& services,
                                    Date as_of);
/// One page of text.
[[nodiscard]] std::string to_text(Figures const& figures);

}  // namespace hangji::application
