// The SQL of the registry of enterprises. Telephone numbers are sealed here; lists do not carry
// them.
#pragma once

#include "organisation/enterprises/enterprises.h"

#include <functional>
#include <vector>

namespace hangji::organisation {

using database::Transaction;

/// One line of a list.
struct EnterpriseLine {
  EnterpriseId id{};
  std::string name{};
  std::string initials{};
  std::optional<std::string> credit_code{};
  bool credit_code_doubtful{false};
  EnterpriseState state{};
  std::string industry{};
  std::int64_t employees{};
  std::int64_t party_members{};
  std::int64_t formal_members{};
  std::string address{};
  UnitId community_id{};
  std::string building{};
  UnitId unit_id{};
  std::string liaison{};
};
BOOST_DESCRIBE_STRUCT(EnterpriseLine, (),
                      (id, name, initials, credit_code, credit_code_doubtful, state, industry,
                       employees, party_members, formal_members, address, community_id, building,
                       unit_id, liaison))

enum class CoverageFilter { covered, uncovered };
BOOST_DESCRIBE_ENUM(CoverageFilter, covered, uncovered)

struct EnterpriseFilter {
  /// None: of every community.
  UnitId community{};
  std::optional<EnterpriseState> state{};
  /// Covered: by a unit or a liaison.
  std::optional<CoverageFilter> coverage{};
  /// Building exactly; empty: any.
  std::string building{};
  /// Beginning of the name's initials (Latin), or a part of the name.
  std::string text{};
};

struct EnterprisePage {
  std::vector<EnterpriseLine> rows{};
  /// Empty: this is the last page.
  std::string next_key{};
};

/// By initials and id, keyed as member pages are.
[[nodiscard]] EnterprisePage enterprise_page(Transaction& transaction,
                                             EnterpriseFilter const& filter, std::string_view after,
                                             int limit);
[[nodiscard]] std::optional<EnterpriseRow> enterprise(Transaction& transaction, EnterpriseId id);
[[nodiscard]] std::optional<EnterpriseRow> enterprise_by_credit_code(Transaction& transaction,
                                                                     std::string_view code);
/// With exactly this name, by id.
[[nodiscard]] std::vector<EnterpriseRow> enterprises_named(Transaction& transaction,
                                                           std::string_view name);
/// Covered by the unit, by id.
[[nodiscard]] std::vector<EnterpriseRow> enterprises_of(Transaction& transaction, UnitId unit);
[[nodiscard]] std::vector<EnterpriseEventRow> enterprise_events_of(Transaction& transaction,
                                                                   EnterpriseId enterprise);
/// Every enterprise, by id.
void each_enterprise(Transaction& transaction,
                     std::function<void(EnterpriseRow const&)> const& visit);

/// Every event, by enterprise and day.
void each_enterprise_event(Transaction& transaction,
                           std::function<void(EnterpriseEventRow const&)> const& visit);

struct EnterpriseCount {
  EnterpriseState state{};
  std::int64_t enterprises{};
  /// Among them: with a unit or a liaison.
  std::int64_t covered{};
};
BOOST_DESCRIBE_STRUCT(EnterpriseCount, (), (state, enterprises, covered))
/// Of one community, or of all (none); states as of `day`, coverage as of now.
[[nodiscard]] std::vector<EnterpriseCount> enterprise_counts(Transaction& transaction,
                                                             UnitId community, Date day);

}  // namespace hangji::organisation
