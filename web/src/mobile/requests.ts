// How far a request is, in a word and a colour.
import type { components } from '@/shared/api/schema'

const outcomes: Record<string, string> = { upheld: '采纳', partly_upheld: '部分采纳', rejected: '不采纳' }

export const outcome_options = Object.entries(outcomes).map(([code, name]) => ({ code, name }))

export function request_state(request: components['schemas']['requests.RequestView']): { word: string; tone: string } {
  if (request.state === 'withdrawn') return { word: '已撤回', tone: '' }
  if (request.state === 'answered') return { word: outcomes[request.outcome ?? ''] ?? '已答复', tone: 'hj-tag--success' }
  return request.timing === 'overdue' ? { word: '已逾期', tone: 'hj-tag--error' } : { word: '待答复', tone: 'hj-tag--warning' }
}
