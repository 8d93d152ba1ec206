import { describe, expect, it } from 'vitest'

import { guests_of, guests_text } from '@/shared/guests'

describe('guests of a record', () => {
  it('are kept as one text and read back from it', () => {
    const guests = [{ name: '王平', unit: '渝中某公司（筹）党支部' }, { name: '何静', unit: '入党积极分子' }]
    const text = '王平（渝中某公司（筹）党支部）；何静（入党积极分子）'
    expect(guests_text(guests)).toBe(text)
    expect(guests_of(text)).toEqual(guests)
    expect(guests_of('')).toEqual([])
  })

  it('drop empty lines and what would break the text, and keep whoever has no unit yet', () => {
    expect(guests_text([{ name: '', unit: '' }, { name: ' 王（平；', unit: '街道；社区 ' }])).toBe('王平（街道，社区）')
    expect(guests_text([{ name: '何静', unit: '' }])).toBe('何静（）')
    expect(guests_of('何静（）')).toEqual([{ name: '何静', unit: '' }])
  })
})
