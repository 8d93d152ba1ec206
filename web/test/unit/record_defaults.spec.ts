import { describe, expect, it } from 'vitest'

import { plan_defaults, record_defaults } from '@/shared/record_defaults'

const fields = [
  { id: 'theme', label: '主题', input: 'line', required: true },
  { id: 'place', label: '地点', input: 'line', required: true },
  { id: 'host', label: '主持人', input: 'person', required: true },
  { id: 'minutes', label: '活动记录', input: 'text', required: true },
]

describe('record defaults', () => {
  it('fill what the plan and the last record say, and never the minutes', () => {
    const known = { title: '学习会', place: '活动室', last: { host: '张三', minutes: '上次的记录' }, keeper: '李四' }
    expect(record_defaults(fields, {}, known)).toEqual({ theme: '学习会', place: '活动室', host: '张三' })
  })

  it('leave alone what was typed', () => {
    const known = { title: '学习会', place: '活动室', last: {}, keeper: '李四' }
    expect(record_defaults(fields, { theme: '改过的主题', place: '广场' }, known)).toEqual({ host: '李四' })
  })
})

describe('plan defaults', () => {
  const held = [
    { kind: 'a.meeting', title: '研究党费', place: '', starts_at: '09:30', minutes: 45 },
    { kind: 'a.theme_day', title: '植树', place: '滨江公园', starts_at: '', minutes: 150 },
    { kind: 'a.meeting', title: '研究党费', place: '会议室', starts_at: '', minutes: 90 },
  ]

  it('take the theme given from above', () => {
    expect(plan_defaults({ id: 'a.theme_day', short_name: '主题党日', usual_minutes: 120 }, '2026-11', '理论学习月', held).title).toBe('理论学习月')
  })

  it('name month and kind otherwise, with the place of the last of the kind and its titles once each', () => {
    expect(plan_defaults({ id: 'a.meeting', short_name: '支委会', usual_minutes: 60 }, '2026-11', '', held)).toEqual({
      title: '11月支委会',
      place: '会议室',
      starts_at: '09:30',
      minutes: 45,
      earlier_titles: ['研究党费'],
    })
  })

  it('take the place of any other activity and the usual length when the kind is new', () => {
    expect(plan_defaults({ id: 'a.study', short_name: '集中学习', usual_minutes: 80 }, '2026-11', '', held)).toMatchObject({ place: '滨江公园', starts_at: '', minutes: 80 })
  })
})
