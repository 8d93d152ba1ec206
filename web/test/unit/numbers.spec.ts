import { expect, test } from 'vitest'

import { count_text, parse_hundredths, points_text, yuan_text } from '@/shared/numbers'

test('fen become yuan with two decimals and groups of three', () => {
  expect(yuan_text(123450)).toBe('1,234.50')
  expect(yuan_text(5)).toBe('0.05')
  expect(yuan_text(0)).toBe('0.00')
  expect(yuan_text(-123)).toBe('-1.23')
  expect(yuan_text(100000000)).toBe('1,000,000.00')
  expect(yuan_text(undefined)).toBe('—')
})

test('points drop the decimals they do not need', () => {
  expect(points_text(1250)).toBe('12.5')
  expect(points_text(1200)).toBe('12')
  expect(points_text(-5)).toBe('-0.05')
})

test('counts are grouped', () => {
  expect(count_text(9844)).toBe('9,844')
  expect(count_text(-1234567)).toBe('-1,234,567')
})

test('a fraction of a fen is a defect and says so', () => {
  expect(() => yuan_text(0.5)).toThrow()
})

test.each([
  ['12', 1200],
  ['12.5', 1250],
  ['0.29', 29],
  ['1,234.56', 123456],
  [' １２．５ 元', 1250],
  ['-3', -300],
  ['-0', 0],
])('typed %s is understood', (typed, hundredths) => {
  expect(parse_hundredths(typed)).toBe(hundredths)
})

test.each(['', '.', '12.345', 'abc', '1e3', '1.2.3', '--1'])('typed "%s" is refused', (typed) => {
  expect(parse_hundredths(typed)).toBeNull()
})
