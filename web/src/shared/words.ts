// Chinese words for the codes that answers carry. One place; pages never spell them again.

const categories: Record<string, string> = {
  in_post: '在职党员', no_post: '无职党员', non_public: '非公党员', floating: '流动党员', old_weak_ill_disabled: '老弱病残党员',
}
const standings: Record<string, string> = { formal: '正式党员', probationary: '预备党员' }
const registrations: Record<string, string> = { registered: '在册', floating: '流动' }
const member_states: Record<string, string> = {
  active: '正常', suspended: '停止党籍', transferred_out: '已转出', removed: '除名', expelled: '开除党籍', deceased: '去世',
}
const sexes: Record<string, string> = { male: '男', female: '女' }
const activity_states: Record<string, string> = { planned: '已安排', mobilised: '已通知', finished: '已办结', cancelled: '已取消' }
const presences: Record<string, string> = { present: '到会', on_leave: '请假', absent: '缺席' }
const task_states: Record<string, string> = { late: '逾期', due: '待办', coming: '将到', waiting: '等您处理' }
const duty_states: Record<string, string> = { done: '按期办结', done_late: '逾期办结', due: '待办', late: '逾期', missed: '缺办' }
const enterprise_states: Record<string, string> = {
  operating: '存续', suspended: '停业', closed: '关闭', merged: '合并', transformed: '转制', cancelled: '注销',
}
const audiences: Record<string, string> = {
  all_members: '全体党员', formal_members: '正式党员', branch_committee: '支委会委员', party_group: '党小组党员', named: '指定人员',
}

const word = (words: Record<string, string>) => (code: string | null | undefined) => (code ? (words[code] ?? code) : '—')

export const category_word = word(categories)
export const standing_word = word(standings)
export const registration_word = word(registrations)
export const member_state_word = word(member_states)
export const sex_word = word(sexes)
export const activity_state_word = word(activity_states)
export const presence_word = word(presences)
export const task_state_word = word(task_states)
export const duty_state_word = word(duty_states)
export const enterprise_state_word = word(enterprise_states)
export const audience_word = word(audiences)
export const category_options = Object.entries(categories).map(([code, name]) => ({ code, name }))

/** Which colour a state has: words always stand beside it. */
export function state_tone(state: string): string {
  if (state === 'late' || state === 'missed') return 'hj-tag--error'
  if (state === 'done_late' || state === 'due' || state === 'planned' || state === 'mobilised') return 'hj-tag--warning'
  if (state === 'done' || state === 'finished' || state === 'present') return 'hj-tag--success'
  return ''
}
