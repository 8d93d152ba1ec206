// Shapes of the rules and the words of their periods.
import { day_text } from '@/shared/dates'
import type { ParameterBound, ParameterTable } from '@/shared/rule_parameters'

export interface ReadableLine {
  label: string
  text: string
}

export interface RuleBound extends ParameterBound {
  label: string
}

export interface RuleLine {
  id: string
  chapter: string
  kind: string
  kind_title: string
  title: string
  from: string
  until: string | null
  document: string
  article: string
  certainty: string
  severity: 'binding' | 'advisory'
  origin: 'shipped' | 'street'
  switched_off: boolean
  has_own: boolean
  mark: string
  note: string
  /** False: 尚未使用. */
  applied: boolean
  bounds: RuleBound[]
  readable: ReadableLine[]
}

export interface RuleList {
  as_of: string
  may_edit: boolean
  chapters: { chapter: string; title: string; rules: RuleLine[] }[]
}

export interface RuleVersion {
  override_id: string
  origin: 'shipped' | 'street'
  title: string
  from: string
  until: string | null
  document: string
  article: string
  certainty: string
  severity: 'binding' | 'advisory'
  mark: string
  note: string
  in_force_today: boolean
  switched_off: boolean
  state: 'in_force' | 'withdrawn'
  may_withdraw: boolean
  left_out: boolean
  parameters: Record<string, unknown> | null
  readable: ReadableLine[]
}

export interface RuleHistory {
  id: string
  chapter_title: string
  kind_title: string
  title: string
  may_edit: boolean
  applied: boolean
  bounds: RuleBound[]
  tables: ParameterTable[]
  versions: RuleVersion[]
}

export const severity_word = (severity: string) => (severity === 'binding' ? '必须遵守' : '一般应当')

/** `until` is the first day on which it is in force no more. */
export function period_text(from: string, until: string | null): string {
  return until ? `${day_text(from)}起，至${day_text(until)}前一日` : `${day_text(from)}起`
}
