// The rows of the exported tables. Their members are the columns and are promised to whoever reads
// them by program: added at the end, never renamed.
#pragma once

#include "kernel/obligations/obligations.h"
#include "kernel/rules/values.h"
#include "organisation/enterprises/enterprises.h"
#include "organisation/members/members.h"
#include "organisation/units/units.h"
#include "practice/dues/dues.h"

namespace hangji::application {

struct UnitRecord {
  UnitId id{};
  organisation::UnitKind kind{};
  std::string full_name{};
  std::string short_name{};
  UnitId parent_id{};
  UnitId community_id{};
  std::string external_code{};
  std::string host_name{};
  std::string host_credit_code{};
  Date founded_on{};
  std::optional<Date> term_ends_on{};
  std::int64_t members{};
  std::string secretary{};
  std::string contact{};
  /// JSON object.
  std::string notes{};
};
BOOST_DESCRIBE_STRUCT(UnitRecord, (),
                      (id, kind, full_name, short_name, parent_id, community_id, external_code,
                       host_name, host_credit_code, founded_on, term_ends_on, members, secretary,
                       contact, notes))

struct MemberRecord {
  MemberId id{};
  UnitId unit_id{};
  std::string unit_name{};
  std::string name{};
  Sex sex{};
  std::string ethnicity{};
  Date born_on{};
  std::string education{};
  organisation::MemberCategory category{};
  organisation::Standing standing{};
  organisation::Registration registration{};
  organisation::MemberState state{};
  Date joined_on{};
  std::optional<Date> full_member_on{};
  std::string identity_number{};
  std::string phone{};
  std::optional<Date> lost_since{};
  std::string occupation{};
  std::string floating_destination{};
};
BOOST_DESCRIBE_STRUCT(MemberRecord, (),
                      (id, unit_id, unit_name, name, sex, ethnicity, born_on, education, category,
                       standing, registration, state, joined_on, full_member_on, identity_number,
                       phone, lost_since, occupation, floating_destination))

struct EnterpriseRecord {
  EnterpriseId id{};
  std::string name{};
  std::optional<std::string> credit_code{};
  organisation::EnterpriseState state{};
  /// None: since before what the books tell.
  std::optional<Date> state_since{};
  std::string industry{};
  std::int64_t employees{};
  std::int64_t party_members{};
  std::int64_t formal_members{};
  UnitId community_id{};
  std::string building{};
  UnitId unit_id{};
  std::string liaison{};
  std::string address{};
  std::string phone{};
  std::string legal_person{};
  std::optional<Date> established_on{};
  /// JSON object.
  std::string notes{};
};
BOOST_DESCRIBE_STRUCT(EnterpriseRecord, (),
                      (id, name, credit_code, state, state_since, industry, employees,
                       party_members, formal_members, community_id, building, unit_id, liaison,
                       address, phone, legal_person, established_on, notes))

struct PointsRecord {
  Month month{};
  UnitId unit_id{};
  std::string unit_name{};
  std::optional<Date> closed_on{};
  MemberId member_id{};
  std::string member_name{};
  organisation::MemberCategory category{};
  Points base{};
  Points daily{};
  Points review{};
  Points correction{};
  Points total{};
  std::string grade{};
  std::string red_line{};
};
BOOST_DESCRIBE_STRUCT(PointsRecord, (),
                      (month, unit_id, unit_name, closed_on, member_id, member_name, category, base,
                       daily, review, correction, total, grade, red_line))

struct DuesRecord {
  Month month{};
  UnitId unit_id{};
  std::string unit_name{};
  std::optional<Date> reported_on{};
  MemberId member_id{};
  std::string member_name{};
  std::optional<practice::DuesPopulation> population{};
  std::optional<Fen> base{};
  practice::DuesReliefKind relief{};
  Fen owed{};
  Fen paid{};
  practice::DuesState state{};
  std::int64_t arrears_months{};
  Fen arrears{};
};
BOOST_DESCRIBE_STRUCT(DuesRecord, (),
                      (month, unit_id, unit_name, reported_on, member_id, member_name, population,
                       base, relief, owed, paid, state, arrears_months, arrears))

struct ObligationRecord {
  Month month{};
  UnitId unit_id{};
  std::string unit_name{};
  std::string rule{};
  std::string title{};
  std::string period{};
  obligations::State state{};
  Date due_on{};
  Date grace_until{};
  int needed{};
  std::optional<Date> done_on{};
};
BOOST_DESCRIBE_STRUCT(ObligationRecord, (),
                      (month, unit_id, unit_name, rule, title, period, state, due_on, grace_until,
                       needed, done_on))

struct ArchiveRecord {
  int year{};
  std::string volume{};
  std::int64_t number{};
  std::string reference{};
  std::string title{};
  Date day{};
  rules::Retention retention{};
  UnitId unit_id{};
  std::string unit_name{};
  UnitId keeper_id{};
  FactId fact_id{};
  std::int64_t originals{};
  std::int64_t missing{};
};
BOOST_DESCRIBE_STRUCT(ArchiveRecord, (),
                      (year, volume, number, reference, title, day, retention, unit_id, unit_name,
                       keeper_id, fact_id, originals, missing))

}  // namespace hangji::application
