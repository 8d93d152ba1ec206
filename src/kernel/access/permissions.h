// Who may do what, as one table that can be read aloud: "a branch secretary may record dues in the
// branch". Deny by default: what the table does not say is not allowed. It knows no user and no
// unit tree.
#pragma once

#include <boost/describe/enum.hpp>

#include <span>

namespace hangji::access {

/// Granted at a unit. The last three are the separated administrators (三员分立); no person holds
/// two of them.
enum class Role {
  member,                   // 党员
  branch_secretary,         // 支部书记
  branch_committee_member,  // 支部委员
  community_worker,         // 社区党务工作者
  street_office,            // 街道党建办
  liaison,                  // 党建指导员
  system_administrator,     // 系统管理员
  security_administrator,   // 安全管理员
  auditor                   // 审计员
};
BOOST_DESCRIBE_ENUM(Role, member, branch_secretary, branch_committee_member, community_worker,
                    street_office, liaison, system_administrator, security_administrator, auditor)

enum class Permission {
  see_own_record,
  make_requests,
  see_units,
  edit_units,
  see_members,
  edit_members,
  unmask_members,
  see_enterprises,
  edit_enterprises,
  import_rosters,
  export_tables,
  see_activities,
  record_activities,
  see_dues,
  record_dues,
  see_points,
  propose_points,
  confirm_points,
  close_books,
  hold_votes,
  answer_requests,
  see_obligations,
  issue_bulletins,
  see_archive,
  keep_archive,
  see_rules,
  edit_rules,
  edit_security_rules,
  see_journal,
  verify_books,
  manage_users,
  manage_grants,
  manage_system
};
BOOST_DESCRIBE_ENUM(Permission, see_own_record, make_requests, see_units, edit_units, see_members,
                    edit_members, unmask_members, see_enterprises, edit_enterprises, import_rosters,
                    export_tables, see_activities, record_activities, see_dues, record_dues,
                    see_points, propose_points, confirm_points, close_books, hold_votes,
                    answer_requests, see_obligations, issue_bulletins, see_archive, keep_archive,
                    see_rules, edit_rules, edit_security_rules, see_journal, verify_books,
                    manage_users, manage_grants, manage_system)

/// How far a right reaches from the unit the role is granted at: `unit`, that unit with its groups
/// (the role is granted only where members are registered); `subtree`, that unit and all below it.
enum class Reach { own_record, unit, subtree };
BOOST_DESCRIBE_ENUM(Reach, own_record, unit, subtree)

struct Right {
  Role role;
  Permission permission;
  Reach reach;
};

/// The whole table.
[[nodiscard]] std::span<Right const> rights();

/// Null when the role does not have the permission.
[[nodiscard]] Right const* right_of(Role role, Permission permission);

}  // namespace hangji::access
