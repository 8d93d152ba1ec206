// What corrects a fact that a member objects to: found by the fact's kind.
import { api } from './api/client'
import type { components } from './api/schema'

export type Contested = components['schemas']['requests.ContestedFact']

const kinds: Record<string, string> = {
  'activity.attended': '到会', 'activity.absent': '缺席', 'activity.on_leave': '请假', 'activity.spoke': '讲课、领学', 'dues.paid': '交纳党费',
  'dues.paid_elsewhere': '在流入地交纳党费', 'dues.unpaid': '未交党费', 'dues.lapsed': '连续未交党费', 'points.confirmed': '已确认的积分',
  'review.graded': '民主评议等次', 'member.reported': '联系和汇报', 'member.disciplined': '党纪处分', 'member.punishment_announced': '宣布处分决定',
  'member.punishment_reported': '报告处分执行情况', 'member.rights_restored': '恢复党员权利', 'member.convicted': '违法犯罪', 'member.detained': '留置、逮捕',
}
export const contested_word = (kind: string) => kinds[kind] ?? '一条记录'

/** Where the record is corrected by hand; empty: nowhere. */
export const contested_page = (fact: Contested) => (fact.kind.startsWith('activity.') && fact.kind !== 'activity.spoke' && fact.source !== '0' ? `/activities/${fact.source}` : '')

/** The operation that takes the fact back with a reason, and the permission it asks; none: it is corrected elsewhere. */
export function correction_of(fact: Contested): { permission: string; run: (reason: string, key: string) => Promise<unknown> } | undefined {
  const body = (reason: string) => ({ reason }) as never
  if (fact.is_superseded) return undefined
  if (fact.kind === 'points.confirmed')
    return { permission: 'confirm_points', run: (reason, key) => api.post('/api/points/proposals/{id}/withdraw', { path: { id: fact.source }, body: body(reason), key }) }
  if (fact.kind === 'dues.paid' || fact.kind === 'dues.paid_elsewhere')
    return { permission: 'record_dues', run: (reason, key) => api.post('/api/dues/payments/{fact}/reverse', { path: { fact: fact.id }, body: body(reason), key }) }
  if (fact.kind === 'review.graded' || fact.kind === 'activity.spoke' || fact.kind === 'member.reported')
    return { permission: 'record_activities', run: (reason, key) => api.post('/api/member-facts/{fact}/withdraw', { path: { fact: fact.id }, body: body(reason), key }) }
  if (fact.kind.startsWith('member.'))
    return { permission: 'edit_members', run: (reason, key) => api.post('/api/member-facts/{fact}/withdraw', { path: { fact: fact.id }, body: body(reason), key }) }
  return undefined
}
