// A street for tests, one line each: tenant, street, communities, branches, members, made by the
// same operations that the pages call, with everything journaled. For tests only.
//
//   World world{database(), clock()};
//   auto const community = world.community("民生路社区");
//   auto const branch = world.branch(community, "第一支部");
//   auto const zhang = world.member(branch, "张三");
#pragma once

#include "database/database.h"
#include "kernel/journal/change.h"
#include "kernel/secrets/sealed.h"
#include "organisation/enterprises/enterprises_operations.h"
#include "organisation/members/members_operations.h"
#include "organisation/units/units_operations.h"

#include <string>
#include <string_view>
#include <type_traits>

namespace hangji::testing {

class World {
public:
  /// Makes the street 解放碑街道, founded on 2000-01-01.
  World(database::Database& database, ManualClock& clock, TenantId tenant = TenantId{1},
        secrets::Secrets secrets = secrets::Secrets::for_tests());

  [[nodiscard]] database::Database& database() { return m_database; }
  [[nodiscard]] ManualClock& clock() { return m_clock; }
  [[nodiscard]] TenantId tenant() const { return m_tenant; }
  [[nodiscard]] UnitId street() const { return m_street; }
  [[nodiscard]] secrets::Secrets const& secrets() const { return m_secrets; }
  [[nodiscard]] organisation::MemberDesk desk() const { return {m_secrets}; }

  UnitId community(std::string_view name);
  UnitId branch(UnitId parent, std::string_view name) {
    return unit(organisation::UnitKind::branch, parent, name);
  }
  UnitId unit(organisation::UnitKind kind, UnitId parent, std::string_view name,
              std::string_view founded_on = "2000-01-01");
  /// In the branch from 2010-01-01 on: born 1980, joined 2005, formal since 2006, in_post.
  MemberId member(UnitId branch, std::string_view name);
  /// The same with the draft changed by `adjust(draft)` before it is registered.
  template <class Adjust> MemberId member(UnitId branch, std::string_view name, Adjust&& adjust) {
    auto draft = member_draft(branch, name);
    adjust(draft);
    return registered(draft);
  }
  [[nodiscard]] organisation::MemberDraft member_draft(UnitId branch, std::string_view name);
  EnterpriseId enterprise(UnitId community, std::string_view name, std::int64_t formal_members = 0);
  /// Gives a post from 2010-01-01 on.
  void post(UnitId unit, organisation::Post post, MemberId member);

  /// Runs one operation as the gate does: `work(change)` returns a Result; journal, commit and, in
  /// case it was good, the laws of all books.
  template <class Work> auto change(std::string_view operation, Work&& work) {
    using Answer = std::invoke_result_t<Work, journal::Change&>;
    auto answer = m_database.change(m_tenant, [&](database::Transaction& transaction) -> Answer {
      journal::Change open{transaction, {UserId{1}, "测试员"}, operation};
      auto result = work(open);
      if (result) open.finish();
      return result;
    });
    if (answer) check_laws();
    return answer;
  }
  /// What `work(transaction)` returns.
  template <class Work> auto read(Work&& work) {
    return m_database.read(m_tenant, std::forward<Work>(work));
  }
  /// Entries in the journal so far.
  [[nodiscard]] std::int64_t journal_length();
  /// Stops the test program with the first fault. Runs after each `change`, unless switched off
  /// for a large world.
  void check_laws();
  void check_laws_at_each_change(bool on) { m_checks_laws = on; }

private:
  MemberId registered(organisation::MemberDraft const& draft);

  database::Database& m_database;
  ManualClock& m_clock;
  TenantId m_tenant;
  secrets::Secrets m_secrets;
  UnitId m_street{};
  int m_people{0};
  bool m_checks_laws{true};
};

/// A day written 2026-07-01; stops the test program at anything else.
[[nodiscard]] Date day(std::string_view text);
/// A valid identity number of an invented person (division 999999) with this birth date, sex and
/// number in the day (0 to 499).
[[nodiscard]] std::string invented_identity_number(Date born_on, Sex sex, int number);

}  // namespace hangji::testing
