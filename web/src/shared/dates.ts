// Days are strings YYYY-MM-DD, months YYYY-MM, instants UTC in ISO 8601; one civil zone, Asia/Shanghai (no summer time).
// Arithmetic goes over UTC midnights, so the zone of the machine never matters.

const day_ms = 86_400_000
const shanghai_ms = 8 * 3_600_000
const weekdays = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六']

function midnight(day: string): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)))
}

function day_at(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

/** 2026-03-05 → 2026年3月5日; an absent day → —. */
export function day_text(day: string | null | undefined): string {
  if (!day) return '—'
  return `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
}

/** 2026-03-05 → 3月5日, with the year when it is not the one of `today`. */
export function short_day_text(day: string | null | undefined, today: string): string {
  if (!day) return '—'
  const text = day_text(day)
  return day.slice(0, 4) === today.slice(0, 4) ? text.slice(text.indexOf('年') + 1) : text
}

/** 2026-03 (or a day in it) → 2026年3月. */
export function month_text(month: string | null | undefined): string {
  if (!month) return '—'
  return `${Number(month.slice(0, 4))}年${Number(month.slice(5, 7))}月`
}

export function weekday_text(day: string): string {
  return weekdays[new Date(midnight(day)).getUTCDay()]!
}

/** An instant in UTC → 2026-03-05 14:07 in Shanghai. */
export function instant_text(instant: string | null | undefined): string {
  if (!instant) return '—'
  const ms = Date.parse(instant)
  if (Number.isNaN(ms)) return instant
  return new Date(ms + shanghai_ms).toISOString().slice(0, 16).replace('T', ' ')
}

export function add_days(day: string, count: number): string {
  return day_at(midnight(day) + count * day_ms)
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function days_between(from: string, to: string): number {
  return Math.round((midnight(to) - midnight(from)) / day_ms)
}

export function month_of(day: string): string {
  return day.slice(0, 7)
}

export function add_months(month: string, count: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`
}

/** How far a deadline is: 今天到期, 还有 3 天, 已过 2 天. */
export function due_text(day: string, today: string): string {
  const left = days_between(today, day)
  if (left === 0) return '今天到期'
  return left > 0 ? `还有 ${left} 天` : `已过 ${-left} 天`
}
