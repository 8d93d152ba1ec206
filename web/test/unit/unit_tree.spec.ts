import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, test } from 'vitest'

import type { UnitNode } from '@/shared/api/types'
import UnitTree from '@/shared/components/UnitTree.vue'

const tree: Record<string, UnitNode[]> = {
  root: [{ id: 's', name: '街道', has_children: true }],
  s: [
    { id: 'a', name: '甲社区', has_children: true },
    { id: 'b', name: '乙社区', has_children: false },
  ],
  a: [{ id: 'a1', name: '甲一支部', has_children: false }],
}
let asked: string[] = []

async function shown() {
  asked = []
  const wrapper = mount(UnitTree, {
    props: {
      load: async (parent: string | null) => {
        asked.push(parent ?? 'root')
        return tree[parent ?? 'root'] ?? []
      },
    },
    attachTo: document.body,
  })
  await flushPromises()
  const press = async (key: string) => {
    await wrapper.get('[tabindex="0"]').trigger('keydown', { key })
    await flushPromises()
  }
  const names = () => wrapper.findAll('[role="treeitem"] .name').map((one) => one.text())
  const focused = () => document.activeElement?.querySelector('.name')?.textContent
  return { wrapper, press, names, focused }
}

afterEach(() => (document.body.innerHTML = ''))

test('the first level is open and a branch is loaded when it is opened, once', async () => {
  const { press, names } = await shown()
  expect(names()).toEqual(['街道', '甲社区', '乙社区'])
  await press('ArrowDown')
  await press('ArrowRight')
  expect(names()).toEqual(['街道', '甲社区', '甲一支部', '乙社区'])
  await press('ArrowLeft')
  expect(names()).toEqual(['街道', '甲社区', '乙社区'])
  await press('ArrowRight')
  expect(asked).toEqual(['root', 's', 'a'])
})

test('arrows, Home and End move the one tab stop', async () => {
  const { wrapper, press, focused } = await shown()
  await press('End')
  expect(focused()).toBe('乙社区')
  await press('ArrowLeft')
  expect(focused()).toBe('街道')
  expect(wrapper.findAll('[tabindex="0"]')).toHaveLength(1)
})

test('Enter chooses', async () => {
  const { wrapper, press } = await shown()
  await press('End')
  await press('Enter')
  expect(wrapper.emitted('update:modelValue')).toEqual([['b']])
  expect((wrapper.emitted('choose')![0]![0] as UnitNode).name).toBe('乙社区')
})
