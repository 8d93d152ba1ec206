// The member's own view of the branch's activities.
import { get_untyped } from '@/shared/api/client'
import type { components } from '@/shared/api/schema'

export interface OwnActivity {
  activity: components['schemas']['practice.ActivityView']
  presence: 'present' | 'on_leave' | 'absent' | null
  reason: string
  /** The fact of the presence, to object to. */
  fact: string | null
  evaluated: boolean
}

export interface OwnActivityDetail {
  own: OwnActivity
  kind: components['schemas']['practice.KindView']
  evaluation: components['schemas']['practice.EvaluationQuestion'][]
  /** Why the member said that they cannot come; empty: nothing was said. */
  announced: string
  may_announce: boolean
  may_check_in: boolean
  may_evaluate: boolean
}

export const own_activities = (signal?: AbortSignal) => get_untyped<{ rows: OwnActivity[] }>('/api/own-activities', signal)
export const own_activity = (id: string, signal?: AbortSignal) => get_untyped<OwnActivityDetail>(`/api/own-activities/${encodeURIComponent(id)}`, signal)
