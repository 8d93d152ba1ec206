// What a person does with one activity, for both entries: the page only draws it.
import { computed, reactive, type ComputedRef } from 'vue'

import { api } from './api/client'
import type { Explanation, RuleSource } from './api/types'
import { day_text } from './dates'
import { use_load, type Loading } from './use_load'
import { use_save, type Saving } from './use_save'

export type Presence = 'present' | 'on_leave' | 'absent'

export interface Attendee {
  member: string
  name: string
  presence: Presence | null
  reason: string
  /** Why they said before the day that they cannot come; empty: nothing was said. */
  announced: string
}

export interface Mark {
  member: string
  presence: Presence
  reason?: string
  /** `paper`: copied from the signed sheet. */
  channel?: 'page' | 'paper'
}

export interface Question {
  id: string
  text: string
  form: string
}

export interface Amendment {
  field: string
  label: string
  before_text: string
  after_text: string
  reason: string
  amended_by: string
  amended_at: string
}

export interface RecordField {
  id: string
  label: string
  input: string
  required: boolean
}

export interface ActivityDetail {
  activity: {
    id: string; kind: string; kind_name: string; also_kinds: string[]; unit: string; day: string; starts_at: string; minutes: number
    place: string; title: string; state: string; expected: number; present: number
  }
  kind: { name: string; quorum: string; document: string; article: string; audience: string }
  /** Names of the kinds held in the same sitting. */
  also: string[]
  /** What all its kinds ask for. */
  sitting: { steps: string[]; record: RecordField[]; evaluation: Question[] }
  named: string[]
  attendees: Attendee[]
  record: Record<string, string>
  amendments: Amendment[]
  missing: string[]
  answers: { question: string; answer: string; count: number }[]
  evaluated: number
  code: string
}

export interface OpenActivity {
  detail: Loading<ActivityDetail>
  /** What is typed into the record; begins with what was saved. */
  record: Record<string, string>
  /** What is typed: files are hung on, not typed. */
  fields: ComputedRef<RecordField[]>
  is_open: ComputedRef<boolean>
  unmarked: ComputedRef<number>
  attend: (marks: Mark[]) => Promise<boolean>
  /** Whoever is not marked was there; who asked for leave before, is on leave. */
  attend_others: (channel: 'page' | 'paper') => Promise<boolean>
  attending: Saving
  mobilise: Saving
  keep: Saving
  finish: Saving
}

/** One activity opened; `id` is read at each call. */
export function use_activity(id: () => string): OpenActivity {
  const record = reactive<Record<string, string>>({})
  const detail = use_load<ActivityDetail>(async (signal) => {
    const answer = (await api.get('/api/activities/{id}', { path: { id: id() }, signal })) as unknown as ActivityDetail
    for (const field of typed_fields(answer)) record[field.id] ??= answer.record[field.id] ?? ''
    return answer
  })
  const path = () => ({ id: id() })
  const save_record = (key: string) => api.put('/api/activities/{id}/record', { path: path(), body: { record: { ...record } }, key })
  let marks: Mark[] = []
  const attending = use_save((key) => api.post('/api/activities/{id}/attendance', { path: path(), body: { marks } as never, key }))
  const mobilise = use_save((key) => api.post('/api/activities/{id}/mobilise', { path: path(), body: {} as never, key }))
  const keep = use_save(save_record)
  const finish = use_save(async (key) => {
    await save_record(`${key}-record`)
    await api.post('/api/activities/{id}/finish', { path: path(), body: {} as never, key })
  })

  async function attend(wanted: Mark[]): Promise<boolean> {
    marks = wanted
    const good = await attending.run()
    if (good) await detail.reload()
    return good
  }

  return {
    detail,
    record,
    fields: computed(() => (detail.data ? typed_fields(detail.data) : [])),
    is_open: computed(() => ['planned', 'mobilised'].includes(detail.data?.activity.state ?? '')),
    unmarked: computed(() => detail.data?.attendees.filter((one) => one.presence === null).length ?? 0),
    attend,
    attend_others: (channel) => attend(marks_of_others(detail.data?.attendees ?? [], channel)),
    attending,
    mobilise,
    keep,
    finish,
  }
}

const typed_fields = (detail: ActivityDetail) => detail.sitting.record.filter((one) => one.input !== 'files')

export function marks_of_others(attendees: readonly Attendee[], channel: 'page' | 'paper'): Mark[] {
  return attendees
    .filter((one) => one.presence === null)
    .map((one) => ({ member: one.member, presence: one.announced ? 'on_leave' : 'present', reason: one.announced, channel }))
}

/** 2026年11月20日 14:30, 90 分钟. */
export function time_text(activity: { day: string; starts_at: string; minutes: number }): string {
  return `${day_text(activity.day)}${activity.starts_at ? ` ${activity.starts_at}` : ''}，${activity.minutes} 分钟`
}

/** The notice that is sent to the members. */
export function notice_text(detail: ActivityDetail, unit_name: string): string {
  const { activity, kind, also, attendees } = detail
  const what = [kind.name, ...also].join('、')
  const names = attendees.map((one) => one.name).join('、')
  return [
    `${what}通知`,
    `主题：${activity.title}`,
    `时间：${time_text(activity)}`,
    `地点：${activity.place || '另行通知'}`,
    `应到：${attendees.length} 人${names ? `（${names}）` : ''}`,
    '因故不能参加的，请在会前说明事由请假。',
    unit_name,
  ].filter((line) => line !== '').join('\n')
}

/** The text a kind of activity rests on. */
export const kind_rule = (kind: { name: string; document: string; article: string }): RuleSource => ({ id: '', title: kind.name, document: kind.document, article: kind.article })

/** The answers as far as they can be followed: they were given without a name. */
export function explain_evaluation(detail: ActivityDetail): Explanation {
  const asked = detail.sitting.evaluation.flatMap((question) =>
    detail.answers.filter((one) => one.question === question.id).map((one) => ({ text: `${question.text}：${answer_word(question.form, one.answer)}`, amount: one.count })),
  )
  const why = { text: '到会的党员各作答一次，不记名；答案和姓名分开保存，不能再看到谁答了什么', rule: kind_rule(detail.kind) }
  return { title: `${detail.activity.title}实效测评`, value: `${detail.evaluated} 份`, steps: [why, ...asked] }
}

export function answer_word(form: string, answer: string): string {
  if (form === 'yes_no') return answer === 'yes' ? '是' : '否'
  return form === 'scale_5' ? `${answer} 分` : answer
}
