// Fills the record of an activity with what the system knows: its theme and place, who keeps it, and the last one of its kind.
import { watch } from 'vue'

import { api } from './api/client'
import type { use_activity } from './activity'
import { add_months, month_of } from './dates'
import { record_defaults } from './record_defaults'
import { session, today } from './session'
import { use_load } from './use_load'

type Opened = ReturnType<typeof use_activity>

export function use_record_defaults(detail: Opened['detail'], record: Opened['record'], is_wanted: () => boolean): void {
  const last = use_load(async (signal) => {
    const one = detail.data?.activity
    if (!one || !is_wanted()) return null
    const before = await api.get('/api/activities', { query: { unit: one.unit, from: add_months(month_of(one.day), -6), until: month_of(today()) }, signal })
    const same = before.rows.find((row) => row.kind === one.kind && row.state === 'finished' && row.id !== one.id)
    return same ? (await api.get('/api/activities/{id}', { path: { id: same.id }, signal })).record : {}
  }, [() => detail.data?.activity.id])
  watch(() => last.data, (known) => {
    const data = detail.data
    if (!data || !known) return
    Object.assign(record, record_defaults(data.sitting.record, record, { title: data.activity.title, place: data.activity.place, last: known as Record<string, string>, keeper: session.data?.user.name ?? '' }))
  })
}
