// Words of duties, their states, and the sums over them.
import type { components } from './api/schema'
import type { Figure } from './components/Figures.vue'
import { count_text } from './numbers'

export type Tally = components['schemas']['obligations.Tally']
export type DutyState = components['schemas']['obligations.State']

/** How a state stands in a narrow cell; the word stands beside it for screen readers. */
export const state_marks: Record<DutyState, string> = { done: '✓', done_late: '迟', due: '·', late: '逾', missed: '缺' }

export const tally_columns: readonly (readonly [keyof Tally, string])[] = [
  ['owed', '应办'], ['done', '按期办结'], ['done_late', '逾期办结'], ['due', '待办'], ['late', '逾期'], ['missed', '缺办'],
]

/** The sums of a tally, each to be pressed for what it counts. */
export const tally_figures = (tally: Tally | undefined): Figure[] =>
  tally_columns.map(([field, label]) => ({ key: field, label, value: count_text(tally?.[field]), tone: field === 'missed' && tally?.missed ? 'bad' : '' }))

/** Whether a sum counts the duty; those whose period goes on are in none. `''`: no sum is asked about. */
export const is_in_sum = (duty: { running: boolean; state: string }, sum: string) => sum === '' || (!duty.running && (sum === 'owed' || duty.state === sum))

/** The month's inspection of a unit, at one community, with all its units or only those a sum counts. */
export function inspection_of(unit: string, month: string, community = '', sum = '') {
  const query = { unit, period: month, ...(['', '0'].includes(community) ? {} : { community }), ...(sum === '' ? {} : { state: sum }) }
  return { path: '/duty/inspection', query }
}
