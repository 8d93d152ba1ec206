// What is settled before the simulated year begins: who keeps which books, committees, groups,
// accounts, and which enterprise is covered by whom.
#include "application/demo_simulation.h"
#include "application/demo_stage.h"
#include "kernel/access/users.h"
#include "organisation/enterprises/enterprises_operations.h"
#include "organisation/enterprises/enterprises_store.h"
#include "organisation/members/members_operations.h"
#include "organisation/members/members_store.h"
#include "organisation/units/units_operations.h"
#include "organisation/units/units_store.h"

#include <array>
#include <unordered_map>

namespace hangji::application {

using database::Transaction;
using organisation::Post;
using organisation::UnitKind;

namespace {
constexpr std::size_t committee_from_members = 7;
constexpr std::size_t groups_from_members = 25;
constexpr std::array committee_posts{Post::organisation, Post::publicity, Post::discipline};
constexpr std::array group_names{"第一党小组", "第二党小组"};

Care care_of(Stage const& stage, int number) {
  auto dice = stage.dice({71, number});
  auto const thrown = dice.between(1, 100);
  if (number == 0 || thrown > 92) return Care::exemplary;
  if (thrown <= 5) return Care::careless;
  return thrown <= 20 ? Care::late : Care::usual;
}

class Setting {
public:
  Setting(Stage& stage, Transaction& transaction)
      : m_stage{stage}, m_transaction{transaction}, m_cast{stage.cast()} {}

  void settle() {
    m_cast = {};
    find_units();
    add_accounts();
    for (auto& branch : m_cast.branches) {
      settle_committee(branch);
      settle_groups(branch);
    }
    add_people();
    cover_enterprises();
  }

private:
  void find_units() {
    auto const roots = organisation::roots(m_transaction);
    verify(!roots.empty(), "the rosters have a street");
    m_cast.street = roots.front().id;
    auto nodes = organisation::tree(m_transaction, m_cast.street, m_stage.today());
    std::ranges::sort(nodes, {}, &organisation::UnitNode::id);
    for (auto const& node : nodes) {
      m_parents[node.id] = node.parent_id;
      bool const is_kept = node.parent_id == m_cast.street && !holds_members(node.kind);
      if (is_kept)
        m_cast.communities.push_back({.id = node.id, .kind = node.kind, .name = node.short_name});
    }
    for (auto const& node : nodes) {
      if (holds_members(node.kind)) add_branch(node);
    }
  }
  void add_branch(organisation::UnitNode const& node) {
    auto const number = static_cast<int>(m_cast.branches.size());
    DemoBranch branch{.id = node.id,
                      .number = number,
                      .kind = node.kind,
                      .name = node.short_name,
                      .care = care_of(m_stage, number),
                      .term_ends_on = node.term_ends_on};
    if (auto const post = organisation::secretary_of(m_transaction, node.id, m_stage.today())) {
      branch.secretary = post->member_id;
      branch.secretary_name = post->name;
    }
    if (branch.secretary_name.empty() && !branch.secretary.is_none())
      branch.secretary_name = organisation::member(m_transaction, branch.secretary)->name;
    m_cast.branches.push_back(std::move(branch));
  }

  journal::Actor account(std::string const& login, std::string const& name, access::Role role,
                         UnitId unit, MemberId member = {}) {
    auto const user =
        m_stage.operate(m_transaction, {}, "access.add_account", [&](journal::Change& change) {
          change.about(m_cast.street, "设立账号 " + login);
          return access::add_user(change, {}, {login, name, password, member});
        });
    m_stage.operate(m_transaction, {}, "access.grant_role", [&](journal::Change& change) {
      change.about(m_cast.street, "授予角色 " + login);
      return access::grant_role(change, {user, role, unit}, organisation::registers_members);
    });
    return {user, name};
  }
  /// All of the street's sign in with the same: hashed once.
  access::ChosenPassword const password{std::string{demo_password}};
  void add_accounts() {
    using enum access::Role;
    m_cast.office = account("jiedao", "街道党建办", street_office, m_cast.street);
    account("xitong", "系统管理员", system_administrator, m_cast.street);
    account("anquan", "安全管理员", security_administrator, m_cast.street);
    account("shenji", "审计员", auditor, m_cast.street);
    int number = 0;
    for (auto& community : m_cast.communities) {
      ++number;
      community.worker = account(number == 1 ? "shequ" : fmt::format("shequ{}", number),
                                 community.name + "党务工作者", community_worker, community.id);
    }
    for (auto& branch : m_cast.branches) {
      branch.keeper = keeper_of(branch.id);
      branch.confirmer = m_cast.office;
    }
  }
  journal::Actor keeper_of(UnitId unit) const {
    for (auto above = unit; !above.is_none(); above = m_parents.at(above)) {
      auto const found = std::ranges::find(m_cast.communities, above, &DemoCommunity::id);
      if (found != m_cast.communities.end()) return found->worker;
    }
    return m_cast.communities.front().worker;
  }
  /// The first branch is the one that people sign in to.
  void add_people() {
    auto& branch = m_cast.branches.front();
    MemberId second{};
    MemberId ordinary{};
    for (auto const& member : organisation::members_of(m_transaction, branch.id, m_stage.today())) {
      auto const posts = organisation::posts_held_by(m_transaction, member.id, m_stage.today());
      if (!posts.empty() && posts.front().post == Post::organisation) second = member.id;
      bool const is_ordinary = posts.empty() && member.full_member_on && !member.lost_since &&
                               member.category == organisation::MemberCategory::in_post;
      if (is_ordinary && ordinary.is_none()) ordinary = member.id;
    }
    branch.keeper = account("shuji", branch.secretary_name, access::Role::branch_secretary,
                            branch.id, branch.secretary);
    account_of("dangyuan", access::Role::member, branch.id, ordinary);
    branch.confirmer =
        account_of("weiyuan", access::Role::branch_committee_member, branch.id, second);
    branch.confirming_member = second;
  }
  journal::Actor account_of(std::string const& login, access::Role role, UnitId unit,
                            MemberId member) {
    auto const row = organisation::member(m_transaction, member);
    return account(login, row ? row->name : login, role, unit, member);
  }

  void settle_committee(DemoBranch& branch) {
    auto const members = organisation::members_of(m_transaction, branch.id, m_stage.today());
    if (members.size() < committee_from_members || branch.kind == UnitKind::temporary_branch)
      return;
    std::size_t filled = 0;
    for (auto const& member : members) {
      bool const may = member.id != branch.secretary && member.full_member_on &&
                       !member.lost_since &&
                       member.registration == organisation::Registration::registered;
      if (!may || filled == committee_posts.size()) continue;
      auto const post = committee_posts[filled++];
      m_stage.operate(m_transaction, m_cast.office, "units.set_post", [&](auto& change) {
        return organisation::set_post(
            change,
            {.unit = branch.id, .post = post, .member = member.id, .from = m_stage.today()});
      });
    }
    branch.has_committee = filled > 0;
  }

  void settle_groups(DemoBranch& branch) {
    auto const members = organisation::members_of(m_transaction, branch.id, m_stage.today());
    bool const has_groups = members.size() >= groups_from_members &&
                            branch.kind == UnitKind::branch && m_groups < 2 * most_with_groups;
    if (!has_groups) return;
    for (auto const* name : group_names) found_group(branch, name);
    for (std::size_t i = 0; i < members.size(); ++i) {
      auto const group = branch.groups[i % branch.groups.size()];
      m_stage.operate(m_transaction, branch.keeper, "members.assign_to_group", [&](auto& change) {
        return organisation::assign_to_group(change, members[i].id, group, m_stage.today());
      });
    }
  }
  void found_group(DemoBranch& branch, std::string_view name) {
    auto const row = organisation::unit(m_transaction, branch.id);
    auto const made =
        m_stage.operate(m_transaction, branch.keeper, "units.found", [&](auto& change) {
          return organisation::found_unit(change, m_stage.secrets(),
                                          {.kind = UnitKind::group,
                                           .full_name = row->full_name + std::string{name},
                                           .parent = branch.id,
                                           .founded_on = m_stage.today(),
                                           .reason = "划分党小组"});
        });
    branch.groups.push_back(made);
    ++m_groups;
  }

  /// One entry a community: its worker goes through the list.
  void cover_enterprises() {
    std::map<UnitId, std::vector<organisation::EnterpriseRow>> by_community;
    organisation::each_enterprise(m_transaction, [&](organisation::EnterpriseRow const& row) {
      if (is_alive(row.state)) by_community[row.community_id].push_back(row);
    });
    for (auto const& [community, rows] : by_community) cover_those_of(community, rows);
  }
  void cover_those_of(UnitId community, std::vector<organisation::EnterpriseRow> const& rows) {
    m_stage.operate(m_transaction, m_cast.office, "enterprises.correct",
                    [&](journal::Change& change) -> Result<Done> {
                      for (auto const& row : rows) {
                        if (auto good = cover(change, row); !good) return good;
                      }
                      change.about(community,
                                   fmt::format("核对 {} 家企业的党建覆盖情况", rows.size()));
                      return Done{};
                    });
  }
  Result<Done> cover(journal::Change& change, organisation::EnterpriseRow const& row) {
    organisation::EnterpriseDetails details;
    auto const hosted = row.credit_code
                            ? organisation::units_of_host(m_transaction, *row.credit_code)
                            : std::vector<organisation::UnitRow>{};
    auto dice = m_stage.dice({72, static_cast<std::int64_t>(++m_covered)});
    if (!hosted.empty()) {
      details.unit = hosted.front().id;
      details.formal_members = row.party_members;
    } else {
      m_cast.enterprises.push_back(row.id);
      if (row.party_members > 0) details.unit = joint_branch(dice);
      if (row.party_members == 0 && dice.chance(620)) details.liaison = liaison(dice);
    }
    if (!details.unit && !details.liaison) return Done{};
    return organisation::correct_enterprise(change, m_stage.secrets(), row.id, details);
  }
  std::optional<UnitId> joint_branch(Dice& dice) const {
    auto const first =
        std::ranges::find(m_cast.branches, UnitKind::joint_branch, &DemoBranch::kind);
    if (first == m_cast.branches.end() || dice.chance(120)) return std::nullopt;
    auto const count = static_cast<std::size_t>(
        std::ranges::count(m_cast.branches, UnitKind::joint_branch, &DemoBranch::kind));
    return (first + static_cast<std::ptrdiff_t>(dice.below(count)))->id;
  }
  std::string liaison(Dice& dice) const { return dice.pick(m_cast.branches).secretary_name; }

  static constexpr std::size_t most_with_groups = 24;

  Stage& m_stage;
  Transaction& m_transaction;
  DemoCast& m_cast;
  std::unordered_map<UnitId, UnitId> m_parents{};
  std::size_t m_groups{0};
  std::size_t m_covered{0};
};
}  // namespace

void settle(Stage& stage) {
  stage.now([&stage](Transaction& transaction) { Setting{stage, transaction}.settle(); });
}

}  // namespace hangji::application
