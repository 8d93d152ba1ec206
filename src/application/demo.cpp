#include "application/demo.h"

#include "foundation/identity_number.h"
#include "kernel/access/access_store.h"
#include "kernel/access/users.h"
#include "organisation/members/members_operations.h"
#include "organisation/units/units_operations.h"
#include "practice/activities/activities_operations.h"

#include <fmt/format.h>

#include <array>
#include <random>

namespace hangji::application {

using database::Transaction;
using journal::Change;

namespace {
constexpr std::array communities{"民生路", "自力巷", "大同路", "鲁祖庙", "临江路",
                                 "较场口", "沧白路", "戴家巷", "来龙巷", "八一路"};
constexpr std::array surnames{"赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈",
                              "褚", "卫", "蒋", "沈", "韩", "杨", "曾", "单", "解", "何"};
constexpr std::array given{"建国", "秀英", "志强", "丽华", "晓明", "玉兰", "海涛",
                           "春梅", "国庆", "雪梅", "文博", "思远", "子涵", "雨桐",
                           "德胜", "桂芳", "昇",   "堃",   "玥",   "镕"};
constexpr int branches_a_community = 16;
constexpr int months_of_activities = 2;

template <class Value> Value must(Result<Value> result) {
  if (!result) throw Refused{"演示数据:" + result.error().message};
  return std::move(*result);
}

class Demo {
public:
  explicit Demo(Program& program)
      : m_program{program}, m_today{program.clock().today()}, m_random{20180201} {}

  void build() {
    found_street();
    for (auto const* name : communities) found_community(name);
    add_accounts();
    hold_theme_days();
  }

private:
  template <class Work> auto operate(std::string_view operation, Work work) {
    return must(m_program.database().change(the_street, [&](Transaction& transaction) {
      Change change{transaction, {UserId{}, "演示"}, operation};
      auto result = work(change);
      if (result) change.finish();
      return result;
    }));
  }
  std::size_t pick(std::size_t count) { return m_random() % count; }

  UnitId found(organisation::UnitKind kind, UnitId parent, std::string const& name) {
    return operate("demo.found_unit", [&](Change& change) {
      return organisation::found_unit(change, m_program.services().secrets,
                                      {.kind = kind,
                                       .full_name = name,
                                       .parent = parent,
                                       .founded_on = m_today.plus_months(-60),
                                       .term_ends_on = m_today.plus_months(6),
                                       .reason = "演示",
                                       .approval = "演示〔2021〕1号"},
                                      facts::Channel::import);
    });
  }
  void found_street() {
    m_program.database().write(the_street, [](Transaction& transaction) {
      access::insert_tenant(transaction, "解放碑街道(演示)");
      return true;
    });
    m_street = found(organisation::UnitKind::street, {}, "中共重庆市渝中区解放碑街道工作委员会");
  }
  void found_community(std::string_view name) {
    auto const community = found(organisation::UnitKind::community, m_street,
                                 fmt::format("中共解放碑街道{}社区委员会", name));
    m_communities.push_back(community);
    for (int i = 1; i <= branches_a_community; ++i) {
      auto const branch = found(organisation::UnitKind::branch, community,
                                fmt::format("中共解放碑街道{}社区第{}支部委员会", name, i));
      m_branches.push_back(branch);
      fill(branch);
    }
  }
  /// One journal entry for the branch's roster.
  void fill(UnitId branch) {
    auto const count = 14 + pick(5);
    operate("demo.fill_branch", [&](Change& change) -> Result<Done> {
      organisation::MemberDesk const desk{m_program.services().secrets};
      for (std::size_t i = 0; i < count; ++i) {
        auto member = organisation::register_member(change, desk, invented(branch, i),
                                                    facts::Channel::import);
        if (!member) return std::unexpected{member.error()};
        if (i == 0) m_secretaries.push_back(*member);
      }
      change.about(branch, fmt::format("演示名册 {} 人", count));
      return Done{};
    });
    auto const secretary = m_secretaries.back();
    operate("demo.set_post", [&](Change& change) {
      return organisation::set_post(change, {.unit = branch,
                                             .post = organisation::Post::secretary,
                                             .member = secretary,
                                             .name = {},
                                             .from = m_today.plus_months(-30)});
    });
  }
  organisation::MemberDraft invented(UnitId branch, std::size_t place) {
    auto const born_on =
        *Date::from_ymd(1940 + static_cast<int>(pick(60)), 1 + static_cast<int>(pick(12)),
                        1 + static_cast<int>(pick(28)));
    // Numbers of invented persons: an unassigned division, and in order so that none comes twice.
    auto text = fmt::format("999999{:04}{:02}{:02}{:03}", born_on.year(), born_on.month(),
                            born_on.day(), m_people % 1000);
    text += identity_check_character(text);
    organisation::MemberDraft draft;
    draft.details.name =
        fmt::format("{}{}", surnames[pick(surnames.size())], given[pick(given.size())]);
    draft.details.identity_number = text;
    draft.details.phone = fmt::format("10000{:06}", m_people);
    draft.details.ethnicity = "汉族";
    draft.details.joined_on = born_on.plus_months(12 * 20);
    draft.details.full_member_on = born_on.plus_months(12 * 21);
    if (place % 4 == 3) draft.details.registration = organisation::Registration::floating;
    draft.unit = branch;
    draft.from = m_today.plus_months(-40);
    draft.reason = organisation::MembershipReason::roster;
    ++m_people;
    return draft;
  }

  void account(std::string const& login, access::Role role, UnitId unit, MemberId member = {}) {
    operate("demo.account", [&](Change& change) -> Result<Done> {
      auto const user =
          access::add_user(change, {login, login, std::string{demo_password}, member});
      if (!user) return std::unexpected{user.error()};
      auto const grant = access::grant_role(change, *user, role, unit);
      if (!grant) return std::unexpected{grant.error()};
      return Done{};
    });
  }
  void add_accounts() {
    account("jiedao", access::Role::street_office, m_street);
    account("shequ", access::Role::community_worker, m_communities.front());
    account("shuji", access::Role::branch_secretary, m_branches.front(), m_secretaries.front());
    account("dangyuan", access::Role::member, m_branches.front(), m_secretaries.front());
    account("xitong", access::Role::system_administrator, m_street);
    account("anquan", access::Role::security_administrator, m_street);
    account("shenji", access::Role::auditor, m_street);
  }

  /// Last months' theme days; one branch in eight missed its own, one in ten left it unfinished.
  void hold_theme_days() {
    for (int back = months_of_activities; back >= 1; --back) {
      auto const day = Month::of(m_today).plus(-back).first_day().plus_days(14);
      for (auto const branch : m_branches) {
        if (pick(8) != 0) hold(branch, day, pick(10) != 0);
      }
    }
  }
  void hold(UnitId branch, Date day, bool finish) {
    auto const rules = m_program.database().read(the_street, [&](Transaction& transaction) {
      return m_program.services().rulebooks.of(transaction);
    });
    operate("demo.theme_day", [&](Change& change) -> Result<Done> {
      auto const id = practice::plan_activity(change, *rules,
                                              {.kind = "activity.theme_day",
                                               .unit = branch,
                                               .day = day,
                                               .minutes = 120,
                                               .place = "党员活动室",
                                               .title = "学习党章、服务群众"});
      if (!id) return std::unexpected{id.error()};
      if (auto good =
              practice::record_attendance(change, *rules, *id, marks_of(change, branch, day));
          !good)
        return good;
      if (!finish) return Done{};
      auto const kind = rules->find<practice::ActivityKind>("activity.theme_day", day);
      practice::Record record;
      for (auto const& field : kind->parameters->record) record[field.id] = "演示记录";
      if (auto good = practice::save_record(change, *rules, *id, record); !good) return good;
      return practice::finish_activity(change, *rules, *id);
    });
  }
  std::vector<practice::Mark> marks_of(Change& change, UnitId branch, Date day) {
    std::vector<practice::Mark> marks;
    for (auto const& member : organisation::members_of(change.transaction(), branch, day)) {
      auto const luck = pick(20);
      if (luck == 0)
        marks.push_back({member.id, practice::Presence::absent});
      else if (luck <= 2)
        marks.push_back({member.id, practice::Presence::on_leave, "外出"});
      else
        marks.push_back({member.id, practice::Presence::present});
    }
    return marks;
  }

  Program& m_program;
  Date m_today;
  std::mt19937 m_random;
  int m_people{0};
  UnitId m_street{};
  std::vector<UnitId> m_communities{};
  std::vector<UnitId> m_branches{};
  std::vector<MemberId> m_secretaries{};
};
}  // namespace

void build_demo(Program& program) { Demo{program}.build(); }

std::vector<DemoAccount> demo_accounts() {
  return {{"shuji", "支部书记"}, {"shequ", "社区党务工作者"}, {"jiedao", "街道党建办"},
          {"dangyuan", "党员"},  {"xitong", "系统管理员"},    {"anquan", "安全管理员"},
          {"shenji", "审计员"}};
}

}  // namespace hangji::application
