// What a person does with one activity, for both entries: the page only draws it.
import { computed, reactive, type ComputedRef } from 'vue'

import { api } from './api/client'
import { use_load, type Loading } from './use_load'
import { use_save, type Saving } from './use_save'

export type Presence = 'present' | 'on_leave' | 'absent'

export interface Attendee {
  member: string
  name: string
  presence: Presence | null
  reason: string
}

export interface RecordField {
  id: string
  label: string
  input: string
  required: boolean
}

export interface ActivityDetail {
  activity: {
    id: string; kind: string; kind_name: string; also_kinds: string[]; unit: string; day: string; minutes: number
    place: string; title: string; state: string; expected: number; present: number
  }
  kind: {
    steps: string[]; record: RecordField[]; evaluation: { id: string; text: string; form: string }[]
    quorum: string; document: string; article: string; may_be_combined_with: string[]
  }
  attendees: Attendee[]
  record: Record<string, string>
  missing: string[]
  answers: { question: string; answer: string; count: number }[]
  evaluated: number
  code: string
}

export interface OpenActivity {
  detail: Loading<ActivityDetail>
  /** What is typed into the record; begins with what was saved. */
  record: Record<string, string>
  is_open: ComputedRef<boolean>
  unmarked: ComputedRef<number>
  attend: (marks: { member: string; presence: Presence; reason?: string }[]) => Promise<boolean>
  attending: Saving
  mobilise: Saving
  finish: Saving
}

/** One activity opened; `id` is read at each call. */
export function use_activity(id: () => string): OpenActivity {
  const record = reactive<Record<string, string>>({})
  const detail = use_load<ActivityDetail>(async (signal) => {
    const answer = (await api.get('/api/activities/{id}', { path: { id: id() }, signal })) as unknown as ActivityDetail
    for (const field of answer.kind.record) record[field.id] ??= answer.record[field.id] ?? ''
    return answer
  })
  const path = () => ({ id: id() })
  let marks: { member: string; presence: Presence; reason?: string }[] = []
  const attending = use_save((key) => api.post('/api/activities/{id}/attendance', { path: path(), body: { marks } as never, key }))
  const mobilise = use_save((key) => api.post('/api/activities/{id}/mobilise', { path: path(), body: {} as never, key }))
  const finish = use_save(async (key) => {
    const filled = Object.fromEntries(Object.entries(record).filter(([, text]) => text !== ''))
    await api.put('/api/activities/{id}/record', { path: path(), body: { record: filled } as never, key: `${key}-record` })
    await api.post('/api/activities/{id}/finish', { path: path(), body: {} as never, key })
  })

  async function attend(wanted: typeof marks): Promise<boolean> {
    marks = wanted
    const good = await attending.run()
    if (good) await detail.reload()
    return good
  }

  return {
    detail,
    record,
    is_open: computed(() => ['planned', 'mobilised'].includes(detail.data?.activity.state ?? '')),
    unmarked: computed(() => detail.data?.attendees.filter((one) => one.presence === null).length ?? 0),
    attend,
    attending,
    mobilise,
    finish,
  }
}
