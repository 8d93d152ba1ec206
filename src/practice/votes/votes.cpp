#include "practice/votes/votes.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace hangji::practice {

namespace {
/// Parses what this program wrote itself.
template <class T> std::vector<T> list_of(std::string const& json) {
  auto parsed = parse_json_as<std::vector<T>>(json);
  verify(parsed.has_value(), "a vote's lists are JSON as written");
  return std::move(*parsed);
}

void decide_motion(VoteCount const& count, VoteOutcome& outcome) {
  bool const is_passed = count.options.front().in_favour() >= outcome.majority;
  outcome.verdict = is_passed ? VoteVerdict::passed : VoteVerdict::not_passed;
  outcome.options = {is_passed ? OptionResult::passed : OptionResult::not_passed};
}

/// Most votes first; the seats go down the list, and equal votes at the last seat are voted on
/// again.
void fill_seats(VoteCount const& count, std::vector<std::size_t> order, VoteOutcome& outcome) {
  auto const votes = [&](std::size_t i) { return count.options[i].in_favour(); };
  std::ranges::stable_sort(order, std::greater{}, votes);
  auto const seats = static_cast<std::size_t>(count.seats);
  if (order.size() <= seats) {
    for (auto const i : order) outcome.options[i] = OptionResult::elected;
    outcome.verdict = order.size() == seats ? VoteVerdict::elected : VoteVerdict::seats_open;
    return;
  }
  auto const last = votes(order[seats - 1]);
  bool const is_tied = votes(order[seats]) == last;
  for (std::size_t place = 0; place < order.size(); ++place) {
    auto& result = outcome.options[order[place]];
    if (is_tied && votes(order[place]) == last)
      result = OptionResult::run_off;
    else if (place < seats)
      result = OptionResult::elected;
  }
  outcome.verdict = is_tied ? VoteVerdict::run_off : VoteVerdict::elected;
}

void decide_election(VoteCount const& count, VoteOutcome& outcome) {
  outcome.options.assign(count.options.size(), OptionResult::not_passed);
  std::vector<std::size_t> with_majority;
  for (std::size_t i = 0; i < count.options.size(); ++i) {
    if (count.options[i].in_favour() >= outcome.majority) with_majority.push_back(i);
  }
  fill_seats(count, std::move(with_majority), outcome);
}

std::unexpected<Refusal> wrong_count(std::string_view field, std::string message) {
  return refuse(VoteRefusal::counts_wrong, std::move(message), {.field = std::string{field}});
}

std::unexpected<Refusal> wrong_options(std::string message) {
  return refuse(VoteRefusal::options_wrong, std::move(message), {.field = "options"});
}

bool is_negative(VoteOption const& option) {
  return std::min({option.yes, option.no, option.abstain, option.written_yes, option.written_no,
                   option.written_abstain}) < 0;
}

/// Ballots of a vote that stands: each option has one mark a ballot, a voted-in person only some.
Result<Done> check_ballots(VoteRule const& rule, VoteCount const& count) {
  std::int64_t yes = 0;
  for (auto const& option : count.options) {
    yes += option.yes;
    bool const adds_up = option.candidacy == Candidacy::written_in
                             ? option.ballots() <= count.valid
                             : option.ballots() == count.valid;
    if (!adds_up) {
      return wrong_count("options", fmt::format("“{}”的赞成、反对、弃权共 {} 票，有效票是 {} 票",
                                                option.name, option.ballots(), count.valid));
    }
  }
  if (rule.form == VoteForm::election && yes > count.valid * count.seats)
    return wrong_count("options", "赞成票总数多于有效票可选的人数：所选人数超过应选人数的票无效");
  return Done{};
}
}  // namespace

std::string_view label(VoteVerdict verdict) {
  switch (verdict) {
    case VoteVerdict::no_quorum: return "到会人数不足，不能表决";
    case VoteVerdict::void_ballots: return "收回的票多于发出的票，无效，应当重新投票";
    case VoteVerdict::passed: return "通过";
    case VoteVerdict::not_passed: return "未通过";
    case VoteVerdict::elected: return "当选";
    case VoteVerdict::run_off: return "票数相等，就相等者再次投票";
    case VoteVerdict::seats_open: return "当选人数少于应选名额，不足的名额另行选举";
  }
  return "";
}

std::string_view label(VoteForm form) {
  switch (form) {
    case VoteForm::ordinary: return "党员大会表决";
    case VoteForm::admission: return "发展党员表决";
    case VoteForm::election: return "党内选举";
  }
  return "";
}

std::string_view label(VoteExclusion reason) {
  switch (reason) {
    case VoteExclusion::incapacity: return "患有精神病或其他疾病，不能表达本人意志";
    case VoteExclusion::self_funded_abroad: return "自费出国半年以上";
    case VoteExclusion::serving_sentence: return "正在服刑";
    case VoteExclusion::bedridden: return "年老体弱卧床不起、生活不能自理";
    case VoteExclusion::transfer_outstanding: return "外出半年以上，应转组织关系而没有转";
  }
  return "";
}

bool is_decided(VoteVerdict verdict) {
  return verdict != VoteVerdict::no_quorum && verdict != VoteVerdict::void_ballots;
}

std::int64_t least_of(rules::Share const& share, std::int64_t whole) {
  auto const parts = whole * share.numerator;
  auto const least =
      share.strict ? parts / share.denominator + 1
                   : (parts + share.denominator - 1) / static_cast<std::int64_t>(share.denominator);
  // Of nobody nothing is enough.
  return std::max<std::int64_t>(least, 1);
}

VoteOutcome outcome_of(VoteRule const& rule, VoteCount const& count) {
  VoteOutcome outcome;
  outcome.options.assign(count.options.size(), OptionResult::undecided);
  outcome.quorum = least_of(rule.quorum, count.expected);
  auto const whole = rule.basis == VoteBasis::expected ? count.expected : count.present;
  outcome.majority = least_of(rule.majority, whole);
  if (count.present < outcome.quorum) return outcome;
  if (rule.ballots_returned_not_above_issued && count.returned > count.issued) {
    outcome.verdict = VoteVerdict::void_ballots;
    return outcome;
  }
  if (rule.form == VoteForm::election)
    decide_election(count, outcome);
  else
    decide_motion(count, outcome);
  return outcome;
}

std::optional<rules::InForce<VoteRule>> vote_rule_of(rules::Rulebook const& rules, VoteForm form,
                                                     Date day) {
  for (auto const& rule : rules.all<VoteRule>(day)) {
    if (rule->form == form) return rule;
  }
  return std::nullopt;
}

bool is_without_margin(VoteRule const& rule, std::string_view post) {
  return std::ranges::find(rule.without_margin, post) != rule.without_margin.end();
}

std::int64_t least_candidates(VoteRule const& rule, std::string_view post, std::int64_t seats) {
  if (!rule.candidate_margin_percent || is_without_margin(rule, post)) return seats;
  return seats + (seats * *rule.candidate_margin_percent + 99) / 100;
}

Result<Done> check_options(VoteRule const& rule, VoteCount const& count) {
  bool const is_election = rule.form == VoteForm::election;
  if (count.options.empty()) return wrong_options("请填写表决的事项或候选人");
  if (!is_election && count.options.size() > 1) {
    return wrong_options(rule.form == VoteForm::admission ? "讨论两个以上的人入党，应当逐个表决"
                                                          : "一次表决一个事项");
  }
  std::set<std::string_view> names;
  for (auto const& option : count.options) {
    if (option.name.empty()) return wrong_options("请填写每个事项或候选人的名称");
    if (!names.insert(option.name).second)
      return wrong_options(fmt::format("“{}”重复", option.name));
    if (!is_election && option.candidacy == Candidacy::written_in)
      return wrong_options("只有选举可以另选他人");
  }
  if (count.seats < 1) return wrong_options("应选人数至少为 1");
  if (!is_election && count.seats != 1) return wrong_options("只有选举有应选人数");
  if (is_election && count.post.empty()) return wrong_options("请填写选举的职务");
  return Done{};
}

Result<Done> check_count(VoteRule const& rule, VoteCount const& count) {
  std::int64_t written = 0;
  for (auto const& option : count.options) written = std::max(written, option.written());
  if (written > 0 && !rule.written_opinions_counted) {
    return refuse(VoteRefusal::written_not_counted, "这类表决不计会前书面意见",
                  {.field = "options"});
  }
  if (count.expected < 1) return wrong_count("expected", "应到会的有表决权党员至少为 1 人");
  if (std::ranges::any_of(count.options, is_negative))
    return wrong_count("options", "票数不能小于 0");
  if (count.present < 0 || count.present + written > count.expected)
    return wrong_count("present", "到会（和书面提出意见）的人数多于应到人数");
  if (count.issued < 0 || count.issued > count.present)
    return wrong_count("issued", "发出的票多于到会的有表决权人数");
  if (count.returned < 0 ||
      (count.returned > count.issued && !rule.ballots_returned_not_above_issued))
    return wrong_count("returned", "收回的票多于发出的票");
  if (count.valid < 0 || count.valid > count.returned)
    return wrong_count("valid", "有效票多于收回的票");
  // What was not decided has no votes to add up.
  return is_decided(outcome_of(rule, count).verdict) ? check_ballots(rule, count) : Done{};
}

VoteCount count_of(VoteRow const& row) {
  return {.post = row.post,
          .seats = row.seats,
          .expected = row.expected,
          .present = row.present,
          .issued = row.issued,
          .returned = row.returned,
          .valid = row.valid,
          .options = list_of<VoteOption>(row.options)};
}

std::vector<ExcludedMember> excluded_of(VoteRow const& row) {
  return list_of<ExcludedMember>(row.excluded);
}

SourceId source_of(VoteId id) { return SourceId{id.value}; }

std::int64_t votes_in_favour(VoteCount const& count) {
  std::int64_t sum = 0;
  for (auto const& option : count.options) sum += option.in_favour();
  return sum;
}

}  // namespace hangji::practice
