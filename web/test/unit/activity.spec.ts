import { describe, expect, it } from 'vitest'

import { marks_of_others, notice_text, type ActivityDetail } from '@/shared/activity'
import { fitted } from '@/shared/shrink'

const person = (name: string, presence: 'present' | null, announced = '') => ({ member: name, name, presence, reason: '', announced })

describe('an activity on the spot', () => {
  it('marks the others present, and on leave whoever asked for it before', () => {
    const people = [person('张三', 'present'), person('李四', null), person('王五', null, '住院')]
    expect(marks_of_others(people, 'paper')).toEqual([
      { member: '李四', presence: 'present', reason: '', channel: 'paper' },
      { member: '王五', presence: 'on_leave', reason: '住院', channel: 'paper' },
    ])
  })

  it('tells in its notice what, when, where and who', () => {
    const detail = {
      activity: { title: '学习条例', day: '2026-11-20', starts_at: '14:30', minutes: 90, place: '二楼' },
      kind: { name: '支部主题党日' },
      also: ['党课'],
      attendees: [person('张三', null), person('李四', null)],
    } as unknown as ActivityDetail
    expect(notice_text(detail, '第一支部').split('\n')).toEqual([
      '支部主题党日、党课通知',
      '主题：学习条例',
      '时间：2026年11月20日 14:30，90 分钟',
      '地点：二楼',
      '应到：2 人（张三、李四）',
      '因故不能参加的，请在会前说明事由请假。',
      '第一支部',
    ])
  })

  it('makes a photo at most 1920 wide or high, and none larger', () => {
    expect(fitted(4000, 3000)).toEqual({ width: 1920, height: 1440 })
    expect(fitted(800, 600)).toEqual({ width: 800, height: 600 })
  })
})
