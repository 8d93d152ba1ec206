import { flushPromises } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { effectScope, ref } from 'vue'

import { ApiError } from '@/shared/api/error'
import type { Page, PageRequest } from '@/shared/api/types'
import { use_load } from '@/shared/use_load'
import { use_more, use_pages } from '@/shared/use_pages'
import { use_save } from '@/shared/use_save'
import { way_back } from '@/shared/guard'

const lost = () => new ApiError(0, { code: 'network', message: '断' })
const refused = () => new ApiError(422, { code: 'a.b', message: '不可' })

/** 45 rows, paged by their number. */
async function rows({ after, limit }: PageRequest): Promise<Page<{ id: number }>> {
  const from = Number(after ?? 0)
  const page = Array.from({ length: Math.min(limit, 45 - from) }, (_, index) => ({ id: from + index + 1 }))
  return { rows: page, next_key: from + limit < 45 ? String(from + limit) : null }
}

test('an answer to an older question is dropped', async () => {
  const question = ref('old')
  const resolve: Record<string, (value: string) => void> = {}
  const scope = effectScope()
  const state = scope.run(() => use_load(() => new Promise<string>((done) => (resolve[question.value] = done)), [question]))!
  question.value = 'new'
  await flushPromises()
  resolve['new']!('new answer')
  resolve['old']!('old answer')
  await flushPromises()
  expect([state.data, state.busy]).toEqual(['new answer', false])
  scope.stop()
})

test('an error is kept until the retry', async () => {
  let works = false
  const state = use_load(async () => {
    if (!works) throw lost()
    return 1
  })
  await flushPromises()
  expect(state.error?.code).toBe('network')
  works = true
  await state.reload()
  expect([state.error, state.data]).toEqual([null, 1])
})

test('the key of a write changes with every answer, and only then', async () => {
  const keys: string[] = []
  const outcomes: (() => void)[] = [
    () => { throw lost() },
    () => { throw refused() },
    () => undefined,
    () => undefined,
  ]
  const save = use_save(async (key) => {
    keys.push(key)
    outcomes.shift()!()
  })
  expect([await save.run(), await save.run(), await save.run(), await save.run()]).toEqual([false, false, true, true])
  expect(keys[0]).toBe(keys[1])
  expect(new Set(keys).size).toBe(3)
})

test('a second press while busy does nothing', async () => {
  let count = 0
  const save = use_save(async () => void (count += 1))
  await Promise.all([save.run(), save.run()])
  expect(count).toBe(1)
})

test('pages go forward and back by key, and start again when a filter changes', async () => {
  const filter = ref('')
  const pages = use_pages(rows, [filter])
  await flushPromises()
  await pages.next()
  await pages.next()
  expect([pages.number, pages.state.data!.rows[0]!.id, pages.has_next]).toEqual([3, 41, false])
  await pages.next()
  expect(pages.number).toBe(3)
  await pages.previous()
  expect(pages.state.data!.rows[0]!.id).toBe(21)
  filter.value = '张'
  await flushPromises()
  expect([pages.number, pages.has_previous]).toEqual([1, false])
})

test('to be printed all pages are brought at once, and then the page stands again', async () => {
  const pages = use_pages(rows)
  await flushPromises()
  await pages.next()
  await pages.show_all()
  expect([pages.state.data!.rows.length, pages.has_next]).toEqual([45, false])
  await pages.show_page()
  expect([pages.number, pages.state.data!.rows[0]!.id, pages.state.data!.rows.length]).toEqual([2, 21, 20])
})

test('the list of a phone puts pages one below the other', async () => {
  const list = use_more(rows)
  await flushPromises()
  await list.more()
  await list.more()
  expect([list.rows.length, list.has_next]).toEqual([45, false])
  await list.restart()
  expect(list.rows.length).toBe(20)
})

test('the way back after login stays on our own pages', () => {
  expect(way_back('/practice/dues')).toBe('/practice/dues')
  expect(way_back('//elsewhere')).toBe('/')
  expect(way_back('https:elsewhere')).toBe('/')
  expect(way_back(undefined)).toBe('/')
})
