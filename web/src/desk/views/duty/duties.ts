// Words of duties and their states.
import type { components } from '@/shared/api/schema'

export type Tally = components['schemas']['obligations.Tally']
export type DutyState = components['schemas']['obligations.State']

/** How a state stands in a narrow cell; the word stands beside it for screen readers. */
export const state_marks: Record<DutyState, string> = { done: '✓', done_late: '迟', due: '·', late: '逾', missed: '缺' }

export const tally_columns: readonly (readonly [keyof Tally, string])[] = [
  ['owed', '应办'], ['done', '按期办结'], ['done_late', '逾期办结'], ['due', '待办'], ['late', '逾期'], ['missed', '缺办'],
]
