#include "practice/member_facts/member_facts.h"

#include "kernel/facts/fact_kinds.h"
#include "kernel/facts/facts.h"
#include "kernel/journal/journal.h"
#include "kernel/rules/values.h"
#include "organisation/members/members_store.h"
#include "practice/member_facts/punishment_steps.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::practice {

using database::Transaction;
using facts::FactRow;
using journal::Change;

namespace {
namespace kind = facts::kind;
namespace form = organisation::punishment;
using organisation::PunishmentStep;

/// 民主评议党员的四个等次。
constexpr MemberFactTopic grades[] = {{topic::excellent, "优秀"},
                                      {"qualified", "合格"},
                                      {"basically_qualified", "基本合格"},
                                      {"unqualified", "不合格"}};
constexpr MemberFactTopic lectures[] = {{"lesson", "讲党课"}, {"study", "领学"}};
constexpr MemberFactTopic reports[] = {{"contact", "与支部联系"}, {"written", "书面汇报"}};
constexpr MemberFactTopic topic_for(organisation::PunishmentForm form,
                                    std::string_view most_months_rule = {}) {
  return {form.code, form.name, most_months_rule};
}
constexpr MemberFactTopic punishments[] = {
    topic_for(form::warning), topic_for(form::serious_warning), topic_for(form::removal_from_post),
    topic_for(form::probation_in_party, "discipline.probation_in_party.most_months"),
    topic_for(form::expulsion)};
constexpr MemberFactKind kind_for(PunishmentStep step) {
  return {.fact = organisation::fact_of(step),
          .name = label(step),
          .note_required = note_required(step),
          .from_above = true,
          .of_punishment = true};
}
constexpr MemberFactTopic detentions[] = {
    {"custody", "留置"}, {"arrest", "逮捕"}, {topic::released, "解除留置、逮捕"}};
constexpr MemberFactKind kinds[] = {
    {.fact = kind::review_graded, .name = "民主评议等次", .topics = grades, .of_review = true},
    {.fact = kind::activity_spoke, .name = "讲授党课、领学", .topics = lectures},
    {.fact = kind::member_reported, .name = "流动党员联系和汇报", .topics = reports},
    {.fact = kind::member_disciplined,
     .name = "党纪处分",
     .topics = punishments,
     .note_required = "处分决定的文号",
     .from_above = true},
    kind_for(PunishmentStep::announced),
    kind_for(PunishmentStep::reported),
    kind_for(PunishmentStep::restored),
    {.fact = kind::member_detained,
     .name = "留置、逮捕",
     .topics = detentions,
     .note_required = "文书的文号，不记案情",
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

/// 2026年度优秀, 留党察看12个月.
std::string words_of(MemberFactKind const& of, FactRow const& fact) {
  auto const* meant = topic_of(of, fact.topic);
  if (meant == nullptr) return {};
  if (of.of_review) return fmt::format("{}年度{}", fact.amount, meant->name);
  if (!meant->most_months_rule.empty()) return fmt::format("{}{}个月", meant->name, fact.amount);
  return std::string{meant->name};
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

/// What the fact holds as its amount: months of a term, the year reviewed, or 1.
Result<std::int64_t> amount_of(rules::Rulebook const& rules, MemberFactKind const& meant,
                               NewMemberFact const& wanted) {
  auto const* meant_topic = topic_of(meant, wanted.topic);
  if (meant_topic != nullptr && !meant_topic->most_months_rule.empty()) {
    auto const most = rules.find<rules::Threshold>(meant_topic->most_months_rule, wanted.day);
    auto const months = wanted.months.value_or(0);
    if (months >= 1 && (!most || months <= (*most)->value)) return months;
    return refuse(
        MemberFactRefusal::months_wrong,
        most ? fmt::format("请填写{}的月数，最多 {} 个月", meant_topic->name, (*most)->value)
             : fmt::format("请填写{}的月数", meant_topic->name),
        {.field = "months", .rule = most ? most->rule->id : "", .status = 400});
  }
  if (!meant.of_review) return 1;
  auto const year = wanted.year.value_or(wanted.day.year());
  if (year == wanted.day.year() || year == wanted.day.year() - 1) return year;
  return refuse(MemberFactRefusal::year_wrong, "民主评议的年度应是评定当年或上一年",
                {.field = "year", .status = 400});
}

Result<Done> check_new(Transaction& transaction, MemberFactKind const& meant,
                       NewMemberFact const& wanted, std::int64_t amount) {
  for (auto const& fact : standing_of(transaction, wanted.member)) {
    if (fact.kind != wanted.kind) continue;
    bool const is_same = meant.of_review ? fact.amount == amount
                                         : fact.day == wanted.day && fact.topic == wanted.topic;
    if (!is_same) continue;
    return refuse(MemberFactRefusal::already_entered,
                  fmt::format("{}已经登记过{}，如有误请先撤回", to_chinese(fact.day), meant.name),
                  {.field = "day", .status = 409});
  }
  return Done{};
}

Result<Done> take_back(Change& change, FactRow const& old, std::string_view reason) {
  auto const taken_back = facts::append(change, {.kind = std::string{kind::withdrawn},
                                                 .topic = old.topic,
                                                 .day = old.day,
                                                 .unit = old.unit_id,
                                                 .member = old.member_id,
                                                 .source = old.source_id,
                                                 .supersedes = old.id,
                                                 .note = std::string{reason}});
  if (!taken_back) return std::unexpected{taken_back.error()};
  return Done{};
}

/// Without its punishment nothing was announced, reported or restored.
Result<Done> take_back_steps(Change& change, FactRow const& punishment, std::string_view reason) {
  for (auto const& fact : facts::standing_of_source(change.transaction(), punishment.source_id)) {
    auto const* of = kind_of(fact.kind);
    if (of == nullptr || !of->of_punishment) continue;
    if (auto good = take_back(change, fact, reason); !good) return good;
  }
  return Done{};
}
}  // namespace

std::span<MemberFactKind const> member_fact_kinds() { return kinds; }

Result<FactId> enter_member_fact(Change& change, rules::Rulebook const& rules,
                                 NewMemberFact const& wanted) {
  auto& transaction = change.transaction();
  auto const* meant = kind_of(wanted.kind);
  if (meant == nullptr || meant->of_punishment) {
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
  auto const amount = amount_of(rules, *meant, wanted);
  if (!amount) return std::unexpected{amount.error()};
  bool const is_formal = row->full_member_on && *row->full_member_on <= wanted.day;
  if (meant->of_review && !is_formal) {
    return refuse(MemberFactRefusal::probationary, "预备党员参加民主评议，不评定等次",
                  {.field = "member"});
  }
  if (auto good = check_new(transaction, *meant, wanted, *amount); !good)
    return std::unexpected{std::move(good.error())};
  auto entered = facts::append(change, {.kind = wanted.kind,
                                        .topic = wanted.topic,
                                        .day = wanted.day,
                                        .unit = home->unit_id,
                                        .member = wanted.member,
                                        .amount = *amount,
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
  if (auto good = take_back(change, *old, reason); !good) return good;
  if (old->kind == kind::member_disciplined) {
    if (auto good = take_back_steps(change, *old, reason); !good) return good;
  }
  change.about(old->unit_id, fmt::format("撤回登记的{}", meant->name));
  return Done{};
}

std::vector<MemberFactView> member_facts_of(Transaction& transaction, rules::Rulebook const& rules,
                                            MemberId member) {
  std::vector<MemberFactView> views;
  auto const standing = standing_of(transaction, member);
  auto const row = organisation::member(transaction, member);
  for (auto const& fact : standing) {
    auto const* of = kind_of(fact.kind);
    views.push_back({.fact = fact.id,
                     .kind = fact.kind,
                     .name = std::string{of->name},
                     .topic_name = words_of(*of, fact),
                     .day = fact.day,
                     .note = fact.note,
                     .entered_by = journal::actor_of(transaction, fact.journal_seq)});
    if (fact.kind == kind::member_disciplined) {
      auto punishment = punishment_of(fact, standing);
      punishment.is_followed |= !organisation::belongs(row->state);
      views.back().consequences = consequences_of(punishment, rules, transaction.today());
    }
  }
  std::ranges::sort(views, std::greater{},
                    [](MemberFactView const& view) { return std::tie(view.day, view.fact); });
  return views;
}

}  // namespace hangji::practice
