import { computed, reactive, ref, shallowRef, watch, type WatchSource } from 'vue'

import type { Page, PageRequest } from './api/types'
import { use_load } from './use_load'

const largest_page = 100
async function load_all<Row>(load: (page: PageRequest) => Promise<Page<Row>>): Promise<Page<Row>> {
  const rows: Row[] = []
  for (let after: string | undefined; ; ) {
    const page = await load({ after, limit: largest_page })
    rows.push(...page.rows)
    if (!page.next_key) return { ...page, rows }
    after = page.next_key
  }
}

/** Paging by key, one page at a time; the keys of the pages before are remembered for the way back. */
export function use_pages<Row>(load: (page: PageRequest) => Promise<Page<Row>>, depends_on: WatchSource[] = []) {
  const keys = ref<string[]>([])
  const limit = ref(20)
  const after = computed(() => keys.value[keys.value.length - 1])
  const whole = ref(false)
  const state = use_load(() => (whole.value ? load_all(load) : load({ after: after.value, limit: limit.value })))
  async function show(all: boolean): Promise<void> {
    whole.value = all
    await state.reload()
  }

  async function go(changed: string[]): Promise<void> {
    keys.value = changed
    await state.reload()
  }
  if (depends_on.length > 0) watch(depends_on, () => go([]))
  watch(limit, () => go([]))

  return reactive({
    state,
    limit,
    number: computed(() => keys.value.length + 1),
    has_next: computed(() => Boolean(state.data?.next_key)),
    has_previous: computed(() => keys.value.length > 0),
    next: () => (state.data?.next_key ? go([...keys.value, state.data.next_key]) : Promise.resolve()),
    previous: () => go(keys.value.slice(0, -1)),
    first: () => go([]),
    /** All rows at once, to be printed; and back to the page. */
    show_all: () => show(true),
    show_page: () => show(false),
  })
}

/** Paging by key, pages put one below the other: the lists of the phone. */
export function use_more<Row>(load: (page: PageRequest) => Promise<Page<Row>>, depends_on: WatchSource[] = []) {
  const rows = shallowRef<Row[]>([])
  const next_key = ref<string | undefined>()
  const state = use_load(async (signal) => {
    const from = next_key.value
    const page = await load({ after: from, limit: 20 })
    if (signal.aborted) return rows.value
    rows.value = from === undefined ? page.rows : [...rows.value, ...page.rows]
    next_key.value = page.next_key || undefined
    return rows.value
  })
  async function restart(): Promise<void> {
    next_key.value = undefined
    await state.reload()
  }
  if (depends_on.length > 0) watch(depends_on, restart)
  return reactive({ state, rows, has_next: computed(() => next_key.value !== undefined), more: state.reload, restart })
}
