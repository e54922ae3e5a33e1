import { expect, test } from 'vitest'
import { extentWords } from '#domain/wording/extent-words.ts'

const percent = { unit: 'percent', decimals: 1 } as const

test.each([
  [[60, 80, 71.4], 3, '60% to 80% across 3 teams'],
  [[60, 80], 5, '60% to 80% across 2 of 5 teams'],
  [[71.4, 71.4], 2, '71.4% in each of 2 teams'],
  [[71.41, 71.42], 3, '71.4% in each of 2 of 3 teams'],
  [[71.4], 1, '71.4% in 1 team'],
  [[71.4], 3, '71.4% in 1 of 3 teams'],
  [[], 3, null],
] as const)('%o of %d teams are said as a range, or once where all read alike', (values, of, words) => {
  expect(extentWords(percent, values, of)).toBe(words)
})

test('services are called services', () => {
  expect(extentWords(percent, [60, 80], 2, 'service')).toBe('60% to 80% across 2 services')
})
