import { expect, test } from 'vitest'

import { add_days, add_months, day_text, days_between, due_text, instant_text, month_text, short_day_text, weekday_text } from '@/shared/dates'

test('a day is written with year, month and day without zeros in front', () => {
  expect(day_text('2026-03-05')).toBe('2026年3月5日')
  expect(day_text(null)).toBe('—')
  expect(month_text('2026-03')).toBe('2026年3月')
})

test('the year is left out within the current year only', () => {
  expect(short_day_text('2026-03-05', '2026-11-23')).toBe('3月5日')
  expect(short_day_text('2025-12-31', '2026-01-01')).toBe('2025年12月31日')
})

test('an instant is told in Shanghai, also over midnight', () => {
  expect(instant_text('2026-11-05T03:12:00Z')).toBe('2026-11-05 11:12')
  expect(instant_text('2025-12-31T16:00:00Z')).toBe('2026-01-01 00:00')
})

test('days are counted over leap years and ends of months', () => {
  expect(add_days('2024-02-28', 1)).toBe('2024-02-29')
  expect(add_days('2026-01-01', -1)).toBe('2025-12-31')
  expect(days_between('2024-02-01', '2024-03-01')).toBe(29)
  expect(weekday_text('2026-11-23')).toBe('星期一')
})

test('months are counted over the year in both directions', () => {
  expect(add_months('2026-11', 2)).toBe('2027-01')
  expect(add_months('2026-01', -1)).toBe('2025-12')
})

test('a deadline says how far it is', () => {
  expect(due_text('2026-11-23', '2026-11-23')).toBe('今天到期')
  expect(due_text('2026-11-26', '2026-11-23')).toBe('还有 3 天')
  expect(due_text('2026-11-21', '2026-11-23')).toBe('已过 2 天')
})
