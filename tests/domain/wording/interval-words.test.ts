import { expect, test } from 'vitest'
import { reviewInterval } from '#domain/catalogue/statutory-intervals.ts'
import { intervalWords } from '#domain/wording/interval-words.ts'

test('an interval is said in words', () => {
  expect(intervalWords({ count: 20, of: 'working_days' })).toBe('20 working days')
  expect(intervalWords({ count: 1, of: 'weeks' })).toBe('1 week')
  expect([1, 2, 3].map((number) => intervalWords(reviewInterval(number)))).toEqual([
    '20 working days',
    '3 months',
    '6 months',
  ])
})
