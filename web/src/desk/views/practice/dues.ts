// Words and shapes of dues.
import type { components } from '@/shared/api/schema'

export type DuesSheet = components['schemas']['practice.DuesSheet']
export type DuesLine = components['schemas']['practice.DuesLine']
export type Population = components['schemas']['practice.DuesPopulation']
export type Relief = components['schemas']['practice.DuesReliefKind']

const states: Record<string, string> = {
  not_owing: '不须交纳', exempt: '免交', basis_missing: '未核定基数', paid: '已交', partly_paid: '部分已交', due: '未交', owing: '欠交',
}
export const dues_state_word = (state: string) => states[state] ?? state

export function dues_state_tone(state: string): string {
  if (state === 'owing') return 'hj-tag--error'
  if (state === 'paid') return 'hj-tag--success'
  return state === 'due' || state === 'partly_paid' || state === 'basis_missing' ? 'hj-tag--warning' : ''
}

export const populations: readonly (readonly [Population, string])[] = [
  ['salaried', '按月领取工资'], ['annual_salary', '年薪制'], ['self_employed', '不按月取得收入'], ['retired', '离退休'], ['farmer', '农民'],
  ['student', '学生'], ['unemployed', '下岗失业'], ['subsidised', '依靠抚恤、救济、低保生活'],
]
/** These pay a fixed sum: no base is asked. */
export const without_base: readonly Population[] = ['farmer', 'student', 'unemployed', 'subsidised']

export const reliefs: readonly (readonly [Relief, string])[] = [['none', '按规定交纳'], ['reduced', '少交'], ['exempt', '免交']]

/** What of the month is still to be paid, fen. */
export const missing = (line: DuesLine) => Math.max(line.owed - line.paid, 0)
/** Whoever has not paid for so many months in a row is not taken for a payer of this one. */
export const long_owing_months = 2
