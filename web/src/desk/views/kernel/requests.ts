// Words and shapes of what members ask.
import type { RuleSource } from '@/shared/api/types'
import type { Contested } from '@/shared/contested'

export const request_forms: Record<string, string> = { correction: '更正', objection: '异议', complaint: '投诉', appeal: '申诉' }
export const request_subjects: Record<string, string> = { own_record: '本人资料', fact: '一条记录', record: '一份资料', person: '某人', matter: '某事' }
const outcomes: Record<string, string> = { upheld: '采纳', partly_upheld: '部分采纳', rejected: '不采纳' }
export const outcome_options = Object.entries(outcomes)
export const outcome_word = (code: string) => outcomes[code] ?? code

export interface MemberRequest {
  [field: string]: unknown
  id: string
  form: string
  form_name: string
  member: string
  member_name: string
  unit_name: string
  about: string
  text: string
  late_reason: string
  channel: string
  made_on: string
  due_on: string | null
  rule: RuleSource | null
  state: 'open' | 'answered' | 'withdrawn'
  timing: 'open' | 'overdue' | 'closed'
  closed_on: string | null
  outcome: string | null
  answer: string
  answerable: boolean
  contested?: Contested | null
}
