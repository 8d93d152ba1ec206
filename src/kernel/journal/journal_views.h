// The journal as an auditor reads it: what an entry did to each row, member by member, and the
// facts it entered. Nothing sealed and no number of a person leaves this file.
#pragma once

#include "kernel/api/chapters.h"
#include "kernel/journal/journal.h"

#include <boost/json/value.hpp>

namespace hangji::journal {

struct EntryView {
  std::int64_t seq{};
  Instant at{};
  /// None: the program itself.
  UserId actor{};
  std::string actor_name{};
  std::string operation{};
  UnitId unit{};
  std::string unit_name{};
  std::string summary{};
  std::string hash{};
};
BOOST_DESCRIBE_STRUCT(EntryView, (),
                      (seq, at, actor, actor_name, operation, unit, unit_name, summary, hash))

/// One member of a row that changed; null: there was none.
struct MemberChange {
  std::string member{};
  boost::json::value before{};
  boost::json::value after{};
};
BOOST_DESCRIBE_STRUCT(MemberChange, (), (member, before, after))

struct ImageView {
  std::string table{};
  std::string table_title{};
  std::string row{};
  bool is_new{false};
  boost::json::value before{};
  boost::json::value after{};
  std::vector<MemberChange> changes{};
  /// What the row became has the digest the journal promised.
  bool is_proven{false};
};
BOOST_DESCRIBE_STRUCT(ImageView, (),
                      (table, table_title, row, is_new, before, after, changes, is_proven))

struct FactView {
  FactId id{};
  std::string kind{};
  std::string kind_title{};
  std::string topic{};
  Date day{};
  Month counted_month{};
  UnitId unit{};
  std::string unit_name{};
  MemberId member{};
  std::string member_name{};
  std::int64_t amount{};
  FactId supersedes{};
  std::string note{};
};
BOOST_DESCRIBE_STRUCT(FactView, (),
                      (id, kind, kind_title, topic, day, counted_month, unit, unit_name, member,
                       member_name, amount, supersedes, note))

struct EntryDetail {
  EntryView entry{};
  std::string previous_hash{};
  /// The entry has the hash it was written with.
  bool is_proven{false};
  /// The first rows and facts of a large entry.
  std::vector<ImageView> images{};
  bool has_more_images{false};
  std::vector<FactView> facts{};
  bool has_more_facts{false};
};
BOOST_DESCRIBE_STRUCT(EntryDetail, (),
                      (entry, previous_hash, is_proven, images, has_more_images, facts,
                       has_more_facts))

[[nodiscard]] EntryView view_of(database::Transaction& transaction, api::Chapters const& chapters,
                                EntryRow const& row);
[[nodiscard]] EntryDetail detail_of(database::Transaction& transaction,
                                    api::Chapters const& chapters, EntryRow const& row);

/// A row's JSON without what may not be shown: sealed values, digests and secrets whole; identity
/// and phone numbers within any text.
[[nodiscard]] boost::json::value masked(boost::json::value row);
/// Identity numbers (440106********1234) and mobile numbers (138****5678) masked.
[[nodiscard]] std::string mask_numbers(std::string_view text);

}  // namespace hangji::journal
