// A member's points of a quarter: how the mean came about, month by month.
import { api } from './api/client'
import type { components } from './api/schema'
import type { Explanation } from './api/types'
import { month_text } from './dates'
import { points_text } from './numbers'

export type QuarterLine = components['schemas']['practice.QuarterLine']

export const explain_points = async (member: string, month: string) =>
  (await api.get('/api/points/members/{member}', { path: { member }, query: { month } })).explanation as Explanation

/** Of others the months' totals are published, not what they are made of. */
export async function explain_published(line: QuarterLine, month: string, points: number): Promise<Explanation> {
  const steps = [
    { text: `支部关闭${month_text(month)}积分登记时的总分，经公开`, amount: points_text(points) },
    { text: '对他人只公开总分；每一分的来历由本人和支部查看，有疑问可以向支部提出' },
  ]
  return { title: line.name, value: `${points_text(points)} 分`, steps }
}

export async function explain_mean(line: QuarterLine, months: readonly string[]): Promise<Explanation> {
  const counted = line.months.filter((points) => points != null)
  const steps = months.map((month, index) => {
    const points = line.months[index]
    const text = points == null ? `${month_text(month)}登记未关闭，或当时不在本支部，不计` : `${month_text(month)}总分`
    return { text, amount: points == null ? null : points_text(points) }
  })
  const arithmetic = { text: `${counted.length} 个月的平均，四舍五入到百分之一分`, amount: points_text(line.mean) }
  return { title: line.name, value: `${points_text(line.mean)} 分`, steps: [...steps, arithmetic] } as Explanation
}
