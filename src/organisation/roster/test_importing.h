// Imports rosters written as CSV text into the street of the tests. For tests of the importer, one
// class of their own each.
#pragma once

#include "database/test_databases.h"
#include "kernel/rules/rulebook.h"
#include "kernel/rules/test_rules.h"
#include "organisation/members/members_store.h"
#include "organisation/organisation_rules.h"
#include "organisation/roster/roster_import.h"
#include "organisation/units/units_store.h"
#include "testing/world.h"

namespace hangji::organisation {

inline constexpr auto unit_heads =
    "党组织全称,党组织类别,上级党组织,成立日期,所在社区,书记,联系人,联系电话,届满日期\n";
inline constexpr auto member_heads =
    "姓名,公民身份号码,性别,民族,出生日期,人员类别,所在党支部,加入党组织日期,转为正式党员日期,"
    "工作岗位,联系电话,家庭住址,党籍状态,是否为失联党员,失去联系日期,积分类别,党费基数,血型\n";

class ToldProgress : public jobs::Progress {
public:
  void tell(std::int64_t done, std::int64_t total, std::string) override {
    told.emplace_back(done, total);
  }
  [[nodiscard]] bool is_cancelled() const override { return cancelled; }
  bool cancelled{false};
  std::vector<std::pair<std::int64_t, std::int64_t>> told{};
};

inline rules::RuleKinds roster_rule_kinds() {
  rules::RuleKinds known;
  known.add<rules::Threshold>();
  known.add<rules::ShareLimit>();
  known.add<Term>();
  known.add<ProbationExtension>();
  known.add<CommitteeSeats>();
  return known;
}

class ImportingTexts : public database::OnBothEngines {
protected:
  testing::World& world() {
    if (!m_world) m_world.emplace(database(), clock());
    return *m_world;
  }
  static RosterImport::Open text(std::string bytes) {
    return [bytes = std::move(bytes)] { return documents::open_table(bytes, "名册.csv"); };
  }
  ImportOutcome import(std::map<RosterKind, std::string> const& texts,
                       ImportMode mode = ImportMode::land, BadRows bad = BadRows::leave_out) {
    auto outcome = try_import(texts, mode, bad);
    EXPECT_TRUE(outcome) << (outcome ? "" : outcome.error().message);
    world().check_laws();
    return outcome ? std::move(*outcome) : ImportOutcome{};
  }
  Result<ImportOutcome> try_import(std::map<RosterKind, std::string> const& texts,
                                   ImportMode mode = ImportMode::land,
                                   BadRows bad = BadRows::leave_out) {
    RosterImport wanted{.mode = mode, .bad_rows = bad};
    for (auto const& [kind, bytes] : texts) wanted.rosters[kind] = text(bytes);
    ImportDesk const desk{world().secrets(), m_rulebook,
                          [this](Change&, std::vector<DuesBase> const& bases) -> Result<bool> {
                            m_bases = bases;
                            return false;
                          }};
    return import_rosters(database(), tenant(), {UserId{1}, "测试员"}, desk, wanted, m_progress);
  }
  ImportOutcome import_members(std::string const& rows, ImportMode mode = ImportMode::land,
                               BadRows bad = BadRows::leave_out) {
    return import({{RosterKind::members, member_heads + rows}}, mode, bad);
  }
  /// Faults and warnings of one row of members, as sentences.
  std::vector<std::string> said_of(std::string const& row) {
    std::vector<std::string> all;
    for (auto const& finding : import_members(row).findings) all.push_back(sentence_of(finding));
    return all;
  }
  std::vector<MemberBrief> people(UnitId unit) {
    return world().read(
        [&](Transaction& transaction) { return members_of(transaction, unit, clock().today()); });
  }
  std::string zhang() {
    return testing::invented_identity_number(testing::day("1980-05-06"), Sex::male, 1);
  }
  std::string good_row(std::string const& branch = "第一支部") {
    return "张三," + zhang() + ",男,汉,1980-05-06,正式党员," + branch +
           ",2005.7.1,2006年7月1日,教师,10000000001,某路 1 号,正常,否,,在职党员,3500.5,A\n";
  }

  std::optional<testing::World> m_world{};
  rules::Rulebook m_rulebook{
      rules::shipped_rules({"organisation.yaml", "recruitment.yaml"}, roster_rule_kinds())};
  std::vector<DuesBase> m_bases{};
  ToldProgress m_progress{};
};

}  // namespace hangji::organisation
