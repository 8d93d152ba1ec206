#include "practice/member_facts/member_facts.h"

#include "kernel/facts/fact_kinds.h"
#include "kernel/facts/facts.h"
#include "kernel/journal/journal.h"
#include "organisation/members/members_store.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::practice {

using database::Transaction;
using facts::FactRow;
using journal::Change;

namespace {
namespace kind = facts::kind;

/// 民主评议党员的四个等次。
constexpr MemberFactTopic grades[] = {{"excellent", "优秀"},
                                      {"qualified", "合格"},
                                      {"basically_qualified", "基本合格"},
                                      {"unqualified", "不合格"}};
constexpr MemberFactTopic lectures[] = {{"lesson", "讲党课"}, {"study", "领学"}};
constexpr MemberFactTopic reports[] = {{"contact", "与支部联系"}, {"written", "书面汇报"}};
/// 《中国共产党纪律处分条例》第八条。
constexpr MemberFactTopic punishments[] = {{"warning", "警告"},
                                           {"serious_warning", "严重警告"},
                                           {"removal_from_post", "撤销党内职务"},
                                           {"probation", "留党察看"},
                                           {"expulsion", "开除党籍"}};
constexpr MemberFactKind kinds[] = {
    {.fact = kind::review_graded, .name = "民主评议等次", .topics = grades, .once_a_year = true},
    {.fact = kind::activity_spoke, .name = "讲授党课、领学", .topics = lectures},
    {.fact = kind::member_reported, .name = "流动党员联系和汇报", .topics = reports},
    {.fact = kind::member_disciplined,
     .name = "党纪处分",
     .topics = punishments,
     .note_required = "处分决定的文号",
     .from_above = true},
    {.fact = kind::member_convicted,
     .name = "违法犯罪",
     .note_required = "法律文书的文号，不记案情",
     .from_above = true}};

MemberFactKind const* kind_of(std::string_view fact) {
  auto const* found = std::ranges::find(kinds, fact, &MemberFactKind::fact);
  return found == std::end(kinds) ? nullptr : found;
}

MemberFactTopic const* topic_of(MemberFactKind const& of, std::string_view code) {
  auto const found = std::ranges::find(of.topics, code, &MemberFactTopic::code);
  return found == of.topics.end() ? nullptr : &*found;
}

/// All that stand, whatever month they count in.
std::vector<FactRow> standing_of(Transaction& transaction, MemberId member) {
  auto const row = organisation::member(transaction, member);
  if (!row) return {};
  auto all = facts::standing_of_member(transaction, member, Month::of(row->born_on),
                                       Month::of(transaction.today()).plus(1));
  std::erase_if(all, [](FactRow const& fact) { return kind_of(fact.kind) == nullptr; });
  return all;
}

Result<Done> check_wanted(MemberFactKind const& meant, NewMemberFact const& wanted) {
  bool const has_topic = topic_of(meant, wanted.topic) != nullptr;
  if (meant.topics.empty() ? !wanted.topic.empty() : !has_topic) {
    return refuse(MemberFactRefusal::topic_unknown,
                  fmt::format("请从“{}”列出的几项里选一项", meant.name), {.field = "topic"});
  }
  if (!meant.note_required.empty() && wanted.note.empty()) {
    return refuse(MemberFactRefusal::note_missing, fmt::format("请填写{}", meant.note_required),
                  {.field = "note", .status = 400});
  }
  return Done{};
}

Result<Done> check_new(Transaction& transaction, MemberFactKind const& meant,
                       NewMemberFact const& wanted) {
  for (auto const& fact : standing_of(transaction, wanted.member)) {
    if (fact.kind != wanted.kind) continue;
    bool const is_same = fact.day == wanted.day && fact.topic == wanted.topic;
    bool const is_second = meant.once_a_year && fact.day.year() == wanted.day.year();
    if (!is_same && !is_second) continue;
    return refuse(MemberFactRefusal::already_entered,
                  fmt::format("{}已经登记过{}，如有误请先撤回", to_chinese(fact.day), meant.name),
                  {.field = "day", .status = 409});
  }
  return Done{};
}
}  // namespace

std::span<MemberFactKind const> member_fact_kinds() { return kinds; }

Result<FactId> enter_member_fact(Change& change, NewMemberFact const& wanted) {
  auto& transaction = change.transaction();
  auto const* meant = kind_of(wanted.kind);
  if (meant == nullptr) {
    return refuse(MemberFactRefusal::kind_unknown, "没有这一类登记", {.field = "kind"});
  }
  auto const row = organisation::member(transaction, wanted.member);
  auto const home = organisation::membership_on(transaction, wanted.member, wanted.day);
  if (!row || !home) {
    return refuse(MemberFactRefusal::member_unknown, "这名党员当日不在任何党组织中",
                  {.field = "day", .status = 404});
  }
  if (auto good = check_wanted(*meant, wanted); !good)
    return std::unexpected{std::move(good.error())};
  if (auto good = check_new(transaction, *meant, wanted); !good)
    return std::unexpected{std::move(good.error())};
  auto entered = facts::append(change, {.kind = wanted.kind,
                                        .topic = wanted.topic,
                                        .day = wanted.day,
                                        .unit = home->unit_id,
                                        .member = wanted.member,
                                        .amount = 1,
                                        .source = change.new_id<SourceId>(),
                                        .note = wanted.note});
  if (entered) change.about(home->unit_id, fmt::format("登记 {} 的{}", row->name, meant->name));
  return entered;
}

Result<Done> withdraw_member_fact(Change& change, FactId id, std::string_view reason) {
  auto const old = facts::fact(change.transaction(), id);
  auto const* meant = old ? kind_of(old->kind) : nullptr;
  if (meant == nullptr)
    return refuse(MemberFactRefusal::not_found, "没有这条登记", {.status = 404});
  auto const taken_back = facts::append(change, {.kind = std::string{kind::withdrawn},
                                                 .topic = old->topic,
                                                 .day = old->day,
                                                 .unit = old->unit_id,
                                                 .member = old->member_id,
                                                 .source = old->source_id,
                                                 .supersedes = id,
                                                 .note = std::string{reason}});
  if (!taken_back) return std::unexpected{taken_back.error()};
  change.about(old->unit_id, fmt::format("撤回登记的{}", meant->name));
  return Done{};
}

std::vector<MemberFactView> member_facts_of(Transaction& transaction, MemberId member) {
  std::vector<MemberFactView> views;
  for (auto const& fact : standing_of(transaction, member)) {
    auto const* of = kind_of(fact.kind);
    auto const* topic = topic_of(*of, fact.topic);
    views.push_back({.fact = fact.id,
                     .kind = fact.kind,
                     .name = std::string{of->name},
                     .topic_name = topic == nullptr ? "" : std::string{topic->name},
                     .day = fact.day,
                     .note = fact.note,
                     .entered_by = journal::actor_of(transaction, fact.journal_seq)});
  }
  std::ranges::sort(views, std::greater{},
                    [](MemberFactView const& view) { return std::tie(view.day, view.fact); });
  return views;
}

}  // namespace hangji::practice
