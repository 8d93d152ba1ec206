// Words of where a month's dues stand, and their colour.

const states: Record<string, string> = {
  not_owing: '不须交纳', exempt: '免交', basis_missing: '未核定基数', paid: '已交', partly_paid: '部分已交', due: '未交', owing: '欠交', optional: '可在此交',
}
export const dues_state_word = (state: string) => states[state] ?? state

export function dues_state_tone(state: string): string {
  if (state === 'owing') return 'hj-tag--error'
  if (state === 'paid') return 'hj-tag--success'
  return state === 'due' || state === 'partly_paid' || state === 'basis_missing' ? 'hj-tag--warning' : ''
}

