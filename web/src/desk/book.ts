// The unit and the period a page is about. Both stand in the address, so that a page can be linked, reloaded and printed.
import { computed, nextTick, onMounted, onUnmounted, type ComputedRef, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

import { api } from '@/shared/api/client'
import { month_of } from '@/shared/dates'
import { session, today } from '@/shared/session'
import { use_load, type Loading } from '@/shared/use_load'

export interface BookUnit {
  id: string
  name: string
  kind: string
  /** Name of the community it lies in; empty: in none. */
  community: string
}

type TreeRow = { id: string; name: string; kind: string; parent?: string | null }

const branch_kinds = ['branch', 'joint_branch', 'mobile_branch', 'temporary_branch']

function community_of(unit: TreeRow, by_id: Map<string, TreeRow>): string {
  for (let at: TreeRow | undefined = unit; at; at = at.parent ? by_id.get(at.parent) : undefined) {
    if (at.kind === 'community') return at.name
  }
  return ''
}

/** `all`: without Party groups. */
type Which = 'all' | 'with_groups' | 'branches'

/** The units one's roles reach. */
async function reached_units(which: Which, signal: AbortSignal): Promise<BookUnit[]> {
  const by_id = new Map<string, TreeRow>()
  for (const root of new Set((session.data?.roles ?? []).map((role) => role.unit))) {
    const answer = await api.get('/api/units/{id}/tree', { path: { id: root }, signal })
    for (const row of answer.rows) by_id.set(row.id, row)
  }
  const wanted = (unit: TreeRow) => (which === 'branches' ? branch_kinds.includes(unit.kind) : which === 'with_groups' || unit.kind !== 'group')
  return [...by_id.values()].filter(wanted).map((unit) => ({ id: unit.id, name: unit.name, kind: unit.kind, community: community_of(unit, by_id) }))
}

export interface Book {
  units: Loading<BookUnit[]>
  /** Empty until the units are known. */
  unit: WritableComputedRef<string>
  unit_name: ComputedRef<string>
  /** `2026-10`, or what the page's default is. */
  period: WritableComputedRef<string>
}

/** A value of the address as text; of several the first. */
export function text_of(value: unknown): string {
  return String((Array.isArray(value) ? value[0] : value) ?? '')
}

/** `usual`: the period when the address names none that `fits`. */
export function use_book(which: Which, usual = month_of(today()), fits = /^\d{4}-\d{2}$/): Book {
  const route = useRoute()
  const router = useRouter()
  const units = use_load((signal) => reached_units(which, signal))
  const asked = (name: string) =>
    computed({
      get: () => text_of(route.query[name]),
      set: (value) => void router.replace({ query: { ...route.query, [name]: value } }),
    })
  const asked_unit = asked('unit')
  const asked_period = asked('period')
  const unit = computed({ get: () => asked_unit.value || (units.data?.[0]?.id ?? ''), set: (value) => (asked_unit.value = value) })
  const period = computed({
    get: () => (fits.test(asked_period.value) ? asked_period.value : usual),
    set: (value) => (asked_period.value = value),
  })
  const unit_name = computed(() => units.data?.find((one) => one.id === unit.value)?.name ?? '')
  return { units, unit, unit_name, period }
}

/** Lists of which a page shows a part; before it prints, each brings all of itself, and goes back afterwards. */
const partial_lists = new Set<{ show_all(): Promise<void>; show_page(): Promise<void> }>()
export function prints_whole(list: { show_all(): Promise<void>; show_page(): Promise<void> }): void {
  onMounted(() => partial_lists.add(list))
  onUnmounted(() => partial_lists.delete(list))
}

/** Prints the page with the whole of its lists; print.css leaves the frame out. */
export async function print_page(): Promise<void> {
  await Promise.all([...partial_lists].map((list) => list.show_all()))
  await nextTick()
  window.print()
  await Promise.all([...partial_lists].map((list) => list.show_page()))
}
