// Words of where a month's dues stand, and their colour.
import type { components } from './api/schema'

type DuesLine = components['schemas']['practice.DuesLine']

const states: Record<string, string> = {
  not_owing: '不须交纳', exempt: '免交', basis_missing: '未核定基数', paid: '已交', partly_paid: '部分已交', due: '未交', owing: '欠交', optional: '可在此交',
}
export const dues_state_word = (state: string) => states[state] ?? state

export function dues_state_tone(state: string): string {
  if (state === 'owing') return 'hj-tag--error'
  if (state === 'paid') return 'hj-tag--success'
  return state === 'due' || state === 'partly_paid' || state === 'basis_missing' ? 'hj-tag--warning' : ''
}

/** What of the month is still to be paid, fen; who is registered elsewhere need not pay here. */
export const missing = (line: DuesLine) => (line.state === 'optional' ? 0 : Math.max(line.owed - line.paid, 0))
/** What a sum above the list counts, and the list then shows. */
export type Shown = 'all' | 'owed' | 'paid' | 'missing' | 'without_basis' | 'arrears'
export function is_shown(line: DuesLine, what: Shown): boolean {
  if (what === 'owed') return line.owed > 0 && line.state !== 'optional'
  if (what === 'paid') return line.paid !== 0
  if (what === 'missing') return missing(line) > 0
  if (what === 'without_basis') return line.state === 'basis_missing'
  return what === 'all' || line.arrears_months > 0
}
