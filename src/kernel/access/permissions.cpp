#include "kernel/access/permissions.h"

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/list.hpp>

#include <array>

namespace hangji::access {

namespace {
using enum Role;
using enum Permission;

constexpr Right table[] = {
    // A member sees and contests their own record.
    {member, see_own_record, Reach::own_record},
    {member, make_requests, Reach::own_record},
    {member, see_rules, Reach::own_record},

    // A branch secretary keeps the branch.
    {branch_secretary, see_own_record, Reach::own_record},
    {branch_secretary, make_requests, Reach::own_record},
    {branch_secretary, see_units, Reach::unit},
    {branch_secretary, see_members, Reach::unit},
    {branch_secretary, unmask_members, Reach::unit},
    {branch_secretary, see_activities, Reach::unit},
    {branch_secretary, record_activities, Reach::unit},
    {branch_secretary, see_dues, Reach::unit},
    {branch_secretary, record_dues, Reach::unit},
    {branch_secretary, see_points, Reach::unit},
    {branch_secretary, propose_points, Reach::unit},
    {branch_secretary, close_books, Reach::unit},
    {branch_secretary, hold_votes, Reach::unit},
    {branch_secretary, answer_requests, Reach::unit},
    {branch_secretary, see_obligations, Reach::unit},
    {branch_secretary, see_archive, Reach::unit},
    {branch_secretary, keep_archive, Reach::unit},
    {branch_secretary, see_rules, Reach::unit},
    {branch_secretary, see_journal, Reach::unit},

    // A member of the branch committee is the second person of the branch: sees what stands in its
    // books and confirms what the secretary proposes, and enters nothing. What tells more than that
    // (full numbers, dues, archive, journal) stays with who keeps them.
    {branch_committee_member, see_own_record, Reach::own_record},
    {branch_committee_member, make_requests, Reach::own_record},
    {branch_committee_member, see_units, Reach::unit},
    {branch_committee_member, see_members, Reach::unit},
    {branch_committee_member, see_activities, Reach::unit},
    {branch_committee_member, see_points, Reach::unit},
    {branch_committee_member, confirm_points, Reach::unit},
    {branch_committee_member, see_obligations, Reach::unit},
    {branch_committee_member, see_rules, Reach::unit},

    // A community Party worker keeps the community's branches with their secretaries, and confirms
    // what they propose.
    {community_worker, see_units, Reach::subtree},
    {community_worker, see_members, Reach::subtree},
    {community_worker, edit_members, Reach::subtree},
    {community_worker, unmask_members, Reach::subtree},
    {community_worker, see_enterprises, Reach::subtree},
    {community_worker, edit_enterprises, Reach::subtree},
    {community_worker, export_tables, Reach::subtree},
    {community_worker, see_activities, Reach::subtree},
    {community_worker, record_activities, Reach::subtree},
    {community_worker, see_dues, Reach::subtree},
    {community_worker, record_dues, Reach::subtree},
    {community_worker, see_points, Reach::subtree},
    {community_worker, propose_points, Reach::subtree},
    {community_worker, confirm_points, Reach::subtree},
    {community_worker, close_books, Reach::subtree},
    {community_worker, hold_votes, Reach::subtree},
    {community_worker, answer_requests, Reach::subtree},
    {community_worker, see_obligations, Reach::subtree},
    {community_worker, see_archive, Reach::subtree},
    {community_worker, keep_archive, Reach::subtree},
    {community_worker, see_rules, Reach::subtree},
    {community_worker, see_journal, Reach::subtree},

    // The street office keeps the tree, the rosters, the rules and the bulletins.
    {street_office, see_units, Reach::subtree},
    {street_office, edit_units, Reach::subtree},
    {street_office, see_members, Reach::subtree},
    {street_office, edit_members, Reach::subtree},
    {street_office, unmask_members, Reach::subtree},
    {street_office, see_enterprises, Reach::subtree},
    {street_office, edit_enterprises, Reach::subtree},
    {street_office, import_rosters, Reach::subtree},
    {street_office, export_tables, Reach::subtree},
    {street_office, see_activities, Reach::subtree},
    {street_office, record_activities, Reach::subtree},
    {street_office, see_dues, Reach::subtree},
    {street_office, record_dues, Reach::subtree},
    {street_office, see_points, Reach::subtree},
    {street_office, propose_points, Reach::subtree},
    {street_office, confirm_points, Reach::subtree},
    {street_office, close_books, Reach::subtree},
    {street_office, hold_votes, Reach::subtree},
    {street_office, answer_requests, Reach::subtree},
    {street_office, see_obligations, Reach::subtree},
    {street_office, issue_bulletins, Reach::subtree},
    {street_office, see_archive, Reach::subtree},
    {street_office, keep_archive, Reach::subtree},
    {street_office, see_rules, Reach::subtree},
    {street_office, edit_rules, Reach::subtree},
    {street_office, see_journal, Reach::subtree},

    // A liaison visits enterprises.
    {liaison, see_units, Reach::subtree},
    {liaison, see_enterprises, Reach::subtree},
    {liaison, edit_enterprises, Reach::subtree},
    {liaison, see_rules, Reach::subtree},

    // The three administrators: the system runs, the rights are given, everything is looked at;
    // three persons.
    {system_administrator, manage_users, Reach::subtree},
    {system_administrator, manage_system, Reach::subtree},
    {system_administrator, see_units, Reach::subtree},
    {security_administrator, manage_grants, Reach::subtree},
    {security_administrator, see_rules, Reach::subtree},
    {security_administrator, edit_security_rules, Reach::subtree},
    {security_administrator, see_units, Reach::subtree},
    {auditor, see_journal, Reach::subtree},
    {auditor, verify_books, Reach::subtree},
    {auditor, see_rules, Reach::subtree},
    {auditor, see_units, Reach::subtree},
};

constexpr auto roles = boost::mp11::mp_size<boost::describe::describe_enumerators<Role>>::value;
constexpr auto permissions =
    boost::mp11::mp_size<boost::describe::describe_enumerators<Permission>>::value;

constexpr auto by_role_and_permission = [] {
  std::array<std::array<Right const*, permissions>, roles> found{};
  for (auto const& right : table) {
    found[static_cast<std::size_t>(right.role)][static_cast<std::size_t>(right.permission)] =
        &right;
  }
  return found;
}();
}  // namespace

std::span<Right const> rights() { return table; }

Right const* right_of(Role role, Permission permission) {
  return by_role_and_permission[static_cast<std::size_t>(role)]
                               [static_cast<std::size_t>(permission)];
}

}  // namespace hangji::access
