import { describe, expect, it } from 'vitest'

import { add_quarters, days_of_period, period_text, quarter_of } from '@/shared/periods'

describe('periods', () => {
  it('a month lies in its quarter', () => {
    expect(['2026-01', '2026-03', '2026-04', '2026-10', '2026-12'].map(quarter_of)).toEqual(['2026-Q1', '2026-Q1', '2026-Q2', '2026-Q4', '2026-Q4'])
  })
  it('quarters are counted over the turn of the year', () => {
    expect(add_quarters('2026-Q1', -1)).toBe('2025-Q4')
    expect(add_quarters('2026-Q4', 1)).toBe('2027-Q1')
    expect(add_quarters('2026-Q2', -7)).toBe('2024-Q3')
  })
  it('a period is named as the server names it in Chinese', () => {
    expect(['2026-07', '2026-Q3', '2026-H1', '2026-H2', '2026'].map(period_text)).toEqual(['2026年7月', '2026年第三季度', '2026年上半年', '2026年下半年', '2026年'])
  })
})

describe('days of a period', () => {
  it('are its first and its last', () => {
    expect(days_of_period('2026-02')).toEqual({ first: '2026-02-01', last: '2026-02-28' })
    expect(days_of_period('2026-Q4')).toEqual({ first: '2026-10-01', last: '2026-12-31' })
    expect(days_of_period('2026-H1')).toEqual({ first: '2026-01-01', last: '2026-06-30' })
    expect(days_of_period('2028')).toEqual({ first: '2028-01-01', last: '2028-12-31' })
    expect(days_of_period('2026-13')).toBeUndefined()
  })
})
