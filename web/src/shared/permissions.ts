// What a permission lets one do and how far it reaches, in words: for the table of rights.

export const permission_groups: readonly { title: string; permissions: readonly (readonly [string, string])[] }[] = [
  { title: '本人', permissions: [['see_own_record', '查看本人资料'], ['make_requests', '提出更正、异议、投诉、申诉']] },
  {
    title: '组织设置',
    permissions: [
      ['see_units', '查看党组织'],
      ['edit_units', '成立、调整、撤销党组织'],
      ['see_members', '查看党员名册'],
      ['edit_members', '登记和更正党员'],
      ['unmask_members', '查看完整号码（每次记录在案）'],
      ['see_enterprises', '查看非公企业'],
      ['edit_enterprises', '登记和更正非公企业'],
      ['import_rosters', '导入名册'],
      ['export_tables', '导出表册'],
    ],
  },
  {
    title: '工作机制',
    permissions: [
      ['see_activities', '查看组织生活'],
      ['record_activities', '安排和记录组织生活'],
      ['see_dues', '查看党费'],
      ['record_dues', '收缴和登记党费'],
      ['see_points', '查看积分'],
      ['propose_points', '申报积分'],
      ['confirm_points', '确认积分'],
      ['close_books', '月度结账'],
      ['hold_votes', '组织表决'],
      ['answer_requests', '答复党员诉求'],
    ],
  },
  {
    title: '履职和资料',
    permissions: [
      ['see_obligations', '查看应办事项'],
      ['issue_bulletins', '印发通报'],
      ['see_archive', '查看档案'],
      ['keep_archive', '归档'],
    ],
  },
  {
    title: '系统',
    permissions: [
      ['see_rules', '查看规则'],
      ['edit_rules', '另作规定'],
      ['edit_security_rules', '规定登录与会话的限制'],
      ['see_journal', '查看纪实'],
      ['verify_books', '核验账目和纪实'],
      ['manage_users', '管理账号'],
      ['manage_grants', '授予和收回角色'],
      ['manage_system', '维护系统'],
    ],
  },
]

const reaches: Record<string, string> = { own_record: '仅本人', unit: '本组织', subtree: '本级及下级' }

export function reach_word(reach: string): string {
  return reaches[reach] ?? reach
}
