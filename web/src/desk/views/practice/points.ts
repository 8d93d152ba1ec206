// Words and shapes of points.
import type { components } from '@/shared/api/schema'

export type Register = components['schemas']['practice.Register']
export type RegisterLine = components['schemas']['practice.RegisterLine']
export type Proposal = components['schemas']['practice.ProposalView']
export type Proposals = components['schemas']['practice.ProposalList']

const states: Record<string, string> = { pending: '待第二人确认', confirmed: '已确认', declined: '不同意', taken_back: '已撤回', withdrawn: '已更正，不计分' }
/** What an item gives members of the category, hundredths; null: it concerns others; undefined: it gives no points. */
export function given_by(item: Proposals['items'][number], category: RegisterLine['category']): number | null | undefined {
  if (item.only_for && item.only_for !== category) return null
  return item.amount ? (item.amount[category] ?? null) : undefined
}
export const proposal_state_word = (state: string) => states[state] ?? state
export const proposal_state_tone = (state: string) => (state === 'pending' ? 'hj-tag--warning' : state === 'confirmed' ? 'hj-tag--success' : '')
