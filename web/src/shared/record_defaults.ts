// What the system already knows of a record, so that nobody types it: the theme from the plan, the place, who was in the
// chair and who wrote last time.
import type { RecordField } from '@/shared/activity'

export interface KnownOfActivity {
  title: string
  place: string
  /** The record of the last finished activity of this kind; none: this is the first. */
  last: Record<string, string>
  /** Who is signed in. */
  keeper: string
}

/** Fields that say what was planned under another name. */
const said_by_title = ['theme', 'lesson_title']

function known(field: RecordField, of: KnownOfActivity): string {
  if (said_by_title.includes(field.id)) return of.title
  if (field.id === 'place') return of.place || (of.last['place'] ?? '')
  if (field.input === 'person' || field.id === 'lecturer') return of.last[field.id] || of.keeper
  return ''
}

/** Texts for the empty fields of the record. What was done and decided is never guessed. */
export function record_defaults(fields: readonly RecordField[], record: Record<string, string>, of: KnownOfActivity): Record<string, string> {
  const filled: Record<string, string> = {}
  for (const field of fields) {
    const text = record[field.id] ? '' : known(field, of)
    if (text !== '') filled[field.id] = text
  }
  return filled
}

export interface PlanDefaults {
  title: string
  place: string
  /** HH:MM; empty: not said. */
  starts_at: string
  minutes: number
  /** Titles of before, newest first, each once. */
  earlier_titles: string[]
}

/** What a new activity of a kind begins with: the theme given from above, the place, hour and length of last time. `held` is newest first. */
export function plan_defaults(
  kind: { id: string; short_name: string; usual_minutes: number },
  month: string,
  theme: string,
  held: readonly { kind: string; title: string; place: string; starts_at: string; minutes: number }[],
): PlanDefaults {
  const same = held.filter((one) => one.kind === kind.id)
  const place = [...same, ...held].find((one) => one.place !== '')?.place ?? ''
  const title = theme || `${Number(month.slice(5, 7))}月${kind.short_name}`
  const starts_at = same[0]?.starts_at ?? ''
  const minutes = same[0]?.minutes ?? kind.usual_minutes
  return { title, place, starts_at, minutes, earlier_titles: [...new Set(same.map((one) => one.title))].filter((one) => one !== title).slice(0, 4) }
}
