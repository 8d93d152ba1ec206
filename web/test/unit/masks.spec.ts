import { expect, test } from 'vitest'

import { mask_identity_number, mask_phone } from '@/shared/masks'

test('a phone number keeps three digits in front and four behind', () => {
  expect(mask_phone('13800138000')).toBe('138****8000')
})

test('an identity number keeps place and tail', () => {
  expect(mask_identity_number('11010119900307123X')).toBe('110101********123X')
})

test('what is too short to be masked is not shown at all', () => {
  expect(mask_phone('1234567')).toBe('****')
  expect(mask_identity_number('12345678901234')).toBe('****')
})
