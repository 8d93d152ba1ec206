// Words and shapes of votes.
import type { components } from '@/shared/api/schema'

export type Vote = components['schemas']['practice.VoteView']
export type VoteForm = components['schemas']['practice.VoteForm']
export type VoteBasis = components['schemas']['practice.VoteBasisView']
export type VoteOption = Required<components['schemas']['practice.VoteOption']>
export type Exclusion = components['schemas']['practice.VoteExclusion']

export const vote_forms: readonly (readonly [VoteForm, string])[] = [
  ['ordinary', '党员大会表决'], ['admission', '发展党员表决（接收、转正）'], ['election', '党内选举'],
]
export const posts: readonly (readonly [string, string])[] = [['secretary', '书记'], ['deputy_secretary', '副书记'], ['committee_member', '委员']]
export const exclusions: readonly (readonly [Exclusion, string])[] = [
  ['incapacity', '不能表达本人意志'], ['self_funded_abroad', '自费出国半年以上'], ['serving_sentence', '正在服刑'],
  ['bedridden', '年老体弱卧床不起、生活不能自理'], ['transfer_outstanding', '外出半年以上应转未转组织关系'],
]
const results: Record<string, string> = { undecided: '没有结果', not_passed: '未通过', passed: '通过', elected: '当选', run_off: '再次投票' }
export const option_result_word = (result: string) => results[result] ?? result
export const post_word = (post: string) => posts.find(([code]) => code === post)?.[1] ?? post
export const exclusion_word = (reason: string) => exclusions.find(([code]) => code === reason)?.[1] ?? reason

export function verdict_tone(vote: { state: string; verdict: string }): string {
  if (vote.state === 'annulled') return ''
  return vote.verdict === 'passed' || vote.verdict === 'elected' ? 'hj-tag--success' : 'hj-tag--warning'
}
export const new_option = (): VoteOption => ({ name: '', member: '0', candidacy: 'listed', yes: 0, no: 0, abstain: 0, written_yes: 0, written_no: 0, written_abstain: 0 })
