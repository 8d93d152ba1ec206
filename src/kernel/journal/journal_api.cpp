#include "kernel/journal/journal_api.h"

#include "foundation/text.h"
#include "kernel/access/access_store.h"
#include "kernel/api/chapters.h"
#include "kernel/api/gate.h"
#include "kernel/jobs/jobs.h"
#include "kernel/journal/journal_lists_store.h"
#include "kernel/journal/journal_views.h"
#include "kernel/journal/look_ups.h"

#include <algorithm>
#include <map>

namespace hangji::journal {

using access::Permission;
using api::Reading;
using api::Writing;

namespace {
enum class JournalRefusal { not_found };
BOOST_DESCRIBE_ENUM(JournalRefusal, not_found)
}  // namespace
}  // namespace hangji::journal

template <> inline constexpr std::string_view
    hangji::refusal_prefix<hangji::journal::JournalRefusal> = "journal";

namespace hangji::journal {
namespace {
constexpr int page_size = 50;
constexpr int page_size_most = 200;
/// A page looks through so many entries at most; the next page goes on from there.
constexpr int entries_looked_through = 5000;
constexpr std::string_view verify_kind = "journal.verify";

struct JournalQuery {
  /// The `next_key` of the page before.
  std::optional<std::int64_t> before{};
  std::optional<int> limit{};
  std::optional<UnitId> unit{};
  std::optional<UserId> person{};
  /// The whole code or its beginning: `dues.`
  std::optional<std::string> operation{};
  std::optional<Date> from{};
  /// The last day.
  std::optional<Date> until{};
};
BOOST_DESCRIBE_STRUCT(JournalQuery, (), (before, limit, unit, person, operation, from, until))

struct JournalPage {
  std::vector<EntryView> rows{};
  /// None: that was all.
  std::optional<std::int64_t> next_key{};
};
BOOST_DESCRIBE_STRUCT(JournalPage, (), (rows, next_key))

struct BySeq {
  std::int64_t seq{};
};
BOOST_DESCRIBE_STRUCT(BySeq, (), (seq))

struct VerificationQueued {
  JobId job{};
};
BOOST_DESCRIBE_STRUCT(VerificationQueued, (), (job))

struct LookUpQuery {
  std::optional<LookUpId> before{};
  std::optional<int> limit{};
  std::optional<UserId> person{};
  std::optional<MemberId> member{};
  std::optional<Date> from{};
  std::optional<Date> until{};
};
BOOST_DESCRIBE_STRUCT(LookUpQuery, (), (before, limit, person, member, from, until))

struct LookUpView {
  LookUpId id{};
  Instant at{};
  UserId person{};
  std::string person_name{};
  std::string operation{};
  MemberId member{};
  std::string member_name{};
  std::string unit_name{};
};
BOOST_DESCRIBE_STRUCT(LookUpView, (),
                      (id, at, person, person_name, operation, member, member_name, unit_name))

struct LookUpPage {
  std::vector<LookUpView> rows{};
  std::optional<LookUpId> next_key{};
};
BOOST_DESCRIBE_STRUCT(LookUpPage, (), (rows, next_key))

/// Whose journal a person reads: the auditor's is whole, with sign-ins, accounts and what has no
/// unit; everybody else's is that of the units they reach.
class Reach {
public:
  explicit Reach(Reading& reading)
      : m_reading{reading},
        m_is_whole{access::may_somewhere(reading.session, Permission::verify_books)} {
    reading.allow_everyone();
  }
  bool covers(UnitId unit) {
    if (m_is_whole || unit.is_none()) return m_is_whole;
    auto const [found, is_new] = m_units.try_emplace(unit, false);
    if (is_new) {
      found->second = access::may_at(m_reading.transaction, m_reading.session,
                                     Permission::see_journal, unit, m_reading.services.is_within);
    }
    return found->second;
  }

private:
  Reading& m_reading;
  bool m_is_whole;
  std::map<UnitId, bool> m_units{};
};

int page_limit(std::optional<int> wanted) {
  return std::clamp(wanted.value_or(page_size), 1, page_size_most);
}

/// Entries that are not the person's are passed over, so a page may need several reads.
JournalPage page_of(Reading& reading, Reach& reach, EntryFilter const& filter,
                    JournalQuery const& query) {
  JournalPage page;
  auto const limit = page_limit(query.limit);
  auto before = query.before.value_or(0);
  for (int looked = 0; looked < entries_looked_through; looked += page_size_most) {
    auto const rows = filtered_entries(reading.transaction, filter, before, page_size_most);
    for (auto const& row : rows) {
      before = row.seq;
      if (!reach.covers(row.unit_id)) continue;
      page.rows.push_back(view_of(reading.transaction, *reading.services.chapters, row));
      if (static_cast<int>(page.rows.size()) < limit) continue;
      page.next_key = before;
      return page;
    }
    if (rows.size() < page_size_most) return page;
  }
  page.next_key = before;
  return page;
}

/// A branch secretary's journal is that of one unit: found by its index.
UnitId only_unit(Reading const& reading) {
  if (access::may_somewhere(reading.session, Permission::verify_books)) return {};
  auto const reached = access::reached_units(reading.session, Permission::see_journal);
  bool const is_one = reached.size() == 1 && reached.front().reach == access::Reach::unit;
  return is_one ? reached.front().unit : UnitId{};
}

Result<JournalPage> list_entries(Reading& reading, JournalQuery const& query) {
  Reach reach{reading};
  if (query.unit && !reach.covers(*query.unit)) {
    if (auto good = reading.require(Permission::see_journal, *query.unit); !good)
      return std::unexpected{good.error()};
  }
  return page_of(reading, reach,
                 {query.unit.value_or(only_unit(reading)), query.person.value_or(UserId{}),
                  query.operation.value_or(""), query.from, query.until},
                 query);
}

Result<EntryDetail> show_entry(Reading& reading, BySeq const& query) {
  Reach reach{reading};
  auto const row = entry(reading.transaction, query.seq);
  // What does not exist and what is not one's own are answered alike.
  if (!row || !reach.covers(row->unit_id))
    return refuse(JournalRefusal::not_found, "没有这一条纪实", {.status = 404});
  return detail_of(reading.transaction, *reading.services.chapters, *row);
}

Result<Head> show_head(Reading& reading, api::Nothing const&) {
  reading.allow_everyone();
  return head(reading.transaction);
}

Result<VerificationQueued> queue_verification(Writing& writing, api::Nothing const&) {
  auto const reached = writing.reached(Permission::verify_books);
  if (!reached) return std::unexpected{reached.error()};
  auto& jobs = writing.services.jobs;
  auto const job = jobs.queue(writing.transaction, writing.session.user, verify_kind, "{}");
  writing.after_commit([&jobs] { jobs.wake(); });
  writing.change.about({}, "核验纪实链与账目");
  return VerificationQueued{job};
}

Result<std::string> verify_work(api::Services& services, jobs::Order const& order,
                                jobs::Progress& progress) {
  bool is_whole = true;
  auto const report = services.database.read(order.tenant, [&](database::Transaction& transaction) {
    return verify_books(transaction, services.chapters->books,
                        [&](std::int64_t done, std::int64_t total, std::string_view what) {
                          progress.tell(done, total, "正在核验 " + std::string{what});
                          is_whole = !progress.is_cancelled();
                          return is_whole;
                        });
  });
  if (!is_whole) return std::unexpected{Refusal{.code = "cancelled", .message = "核验没有做完"}};
  return to_json(report);
}

LookUpView view_of(Reading& reading, LookUpRow const& row) {
  LookUpView view{.id = row.id, .at = row.at, .person = row.user_id, .operation = row.operation};
  if (auto const account = access::user(reading.transaction, row.user_id))
    view.person_name = account->name;
  std::int64_t member = 0;
  if (parse_integer(row.subject, member)) {
    auto const person = reading.services.chapters->people(reading.transaction, MemberId{member});
    view.member = {member};
    view.member_name = person.name;
    view.unit_name = person.unit_name;
  }
  return view;
}

/// The auditor's alone.
Result<LookUpPage> list_look_ups(Reading& reading, LookUpQuery const& query) {
  auto const reached = reading.reached(Permission::verify_books);
  if (!reached) return std::unexpected{reached.error()};
  auto const limit = page_limit(query.limit);
  auto const rows = look_ups(
      reading.transaction,
      {query.person.value_or(UserId{}), query.member.value_or(MemberId{}), query.from, query.until},
      query.before.value_or(LookUpId{}), limit);
  LookUpPage page;
  for (auto const& row : rows) page.rows.push_back(view_of(reading, row));
  if (static_cast<int>(rows.size()) == limit) page.next_key = rows.back().id;
  return page;
}
}  // namespace

void add_journal_routes(http::RouteTable& table, api::Services& services) {
  api::Endpoints endpoints{table, services, "kernel.journal"};
  endpoints.question("/api/journal", "纪实：谁在何时做了什么", Permission::see_journal,
                     list_entries);
  endpoints.question("/api/journal/head", "纪实链的链头", Permission::see_journal, show_head);
  endpoints.question("/api/journal/{seq}", "一条纪实：每一行账目的前后和所记的事实",
                     Permission::see_journal, show_entry);
  endpoints.operation({.path = "/api/journal/verifications",
                       .operation = std::string{verify_kind},
                       .summary = "核验纪实链与账目",
                       .permission = Permission::verify_books},
                      queue_verification);
  endpoints.question("/api/look-ups", "谁查看了谁的完整号码", Permission::verify_books,
                     list_look_ups);
}

void add_journal_jobs(jobs::Jobs& jobs, api::Services& services) {
  jobs.add_kind(std::string{verify_kind},
                [&services](jobs::Order const& order, jobs::Progress& progress) {
                  return verify_work(services, order, progress);
                });
}

}  // namespace hangji::journal
