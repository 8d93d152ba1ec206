/** What a role is called on pages; a role that is not listed here is shown by its code. */
const names: Record<string, string> = {
  branch_secretary: '支部书记',
  branch_committee_member: '支部委员',
  community_worker: '社区党务工作者',
  street_office: '街道党建办',
  member: '党员',
  liaison: '党建指导员',
  system_administrator: '系统管理员',
  security_administrator: '安全管理员',
  auditor: '审计员',
}

export function role_name(role: string): string {
  return names[role] ?? role
}
