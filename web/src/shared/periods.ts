// Calendar periods as the server names them: 2026-10, 2026-Q4, 2026-H2, 2026.

const quarter_names = ['第一季度', '第二季度', '第三季度', '第四季度']

/** 2026-10 → 2026-Q4. */
export const quarter_of = (month: string) => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5, 7)) / 3)}`

/** So many quarters on; back when negative. */
export function add_quarters(quarter: string, count: number): string {
  const index = Number(quarter.slice(0, 4)) * 4 + Number(quarter.slice(6)) - 1 + count
  return `${Math.floor(index / 4)}-Q${(index % 4) + 1}`
}

/** 2026年10月, 2026年第四季度, 2026年下半年, 2026年. */
export function period_text(period: string): string {
  const year = `${period.slice(0, 4)}年`
  const rest = period.slice(5)
  if (rest === '') return year
  if (rest.startsWith('Q')) return year + (quarter_names[Number(rest.slice(1)) - 1] ?? rest)
  if (rest.startsWith('H')) return year + (rest === 'H1' ? '上半年' : '下半年')
  return `${year}${Number(rest)}月`
}
