// How a number of the dues came about.
import { api } from './api/client'
import type { components } from './api/schema'
import type { Explanation } from './api/types'
import { month_text } from './dates'
import { yuan_text } from './numbers'

type DuesSheet = components['schemas']['practice.DuesSheet']

/** Everything that is said of a member's month leads to the same facts; `of`: what of it is asked about, fen. */
export async function explain_dues(member: string, month: string, of?: number | null): Promise<Explanation> {
  const whole = (await api.get('/api/dues/explanation', { query: { member, month } })) as Explanation
  return of === undefined || of === null ? whole : { ...whole, value: `${yuan_text(of)} 元` }
}

/** What a branch reported for a month, payer by payer; what was entered afterwards is no part of it. */
export function explain_reported(sheet: DuesSheet): Explanation {
  const reported = sheet.reported ?? 0
  const steps = sheet.rows.filter((line) => line.paid !== 0).map((line) => ({ text: `${line.name}已交`, amount: yuan_text(line.paid) }))
  const later = sheet.paid - reported
  if (later !== 0) steps.push({ text: '报告以后登记或冲正的，不计入实收', amount: yuan_text(-later) })
  return { title: `${month_text(sheet.month)}实收党费`, value: `${yuan_text(reported)} 元`, steps }
}
