// What of a branch's month is still open, named before the month is closed for good.
import { api } from './api/client'
import { add_months } from './dates'

export interface OpenBooks {
  /** Activities of the month neither finished nor cancelled. */
  activities: { id: string; title: string; day: string }[]
  dues_reported: boolean
}

export async function open_books(unit: string, month: string, signal: AbortSignal): Promise<OpenBooks> {
  const [activities, dues] = await Promise.all([
    api.get('/api/activities', { query: { unit, from: month, until: month }, signal }),
    api.get('/api/dues', { query: { unit, month }, signal }),
  ])
  const open = activities.rows.filter((one) => one.state !== 'finished' && one.state !== 'cancelled' && one.day.startsWith(month) && one.day < `${add_months(month, 1)}-01`)
  return { activities: open.map(({ id, title, day }) => ({ id, title, day })), dues_reported: Boolean(dues.reported_on) }
}
