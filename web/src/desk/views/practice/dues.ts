// Words and shapes of dues.
import type { components } from '@/shared/api/schema'

export type DuesSheet = components['schemas']['practice.DuesSheet']
export type DuesLine = components['schemas']['practice.DuesLine']
export type Population = components['schemas']['practice.DuesPopulation']
export type Relief = components['schemas']['practice.DuesReliefKind']

export const populations: readonly (readonly [Population, string])[] = [
  ['salaried', '按月领取工资'], ['annual_salary', '年薪制'], ['self_employed', '不按月取得收入'], ['retired', '离退休'], ['farmer', '农民'],
  ['student', '学生'], ['unemployed', '下岗失业'], ['subsidised', '依靠抚恤、救济、低保生活'],
]
/** These pay a fixed sum: no base is asked. */
export const without_base: readonly Population[] = ['farmer', 'student', 'unemployed', 'subsidised']

export const reliefs: readonly (readonly [Relief, string])[] = [['none', '按规定交纳'], ['reduced', '少交'], ['exempt', '免交']]

/** Whoever has not paid for so many months in a row is not taken for a payer of this one. */
export const long_owing_months = 2
