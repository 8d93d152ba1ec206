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

/** First and last day of a period; none for what is no period. */
export function days_of_period(period: string): { first: string; last: string } | undefined {
  const found = /^(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])))?$/.exec(period)
  if (!found) return undefined
  const [, year, month, quarter, half] = found
  const [from, until] = month ? [+month, +month] : quarter ? [+quarter * 3 - 2, +quarter * 3] : half ? [+half * 6 - 5, +half * 6] : [1, 12]
  const last = new Date(Date.UTC(Number(year), until, 0)).getUTCDate()
  const two = (number: number) => String(number).padStart(2, '0')
  return { first: `${year}-${two(from)}-01`, last: `${year}-${two(until)}-${two(last)}` }
}
