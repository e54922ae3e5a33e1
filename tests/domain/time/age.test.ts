import { expect, test } from 'vitest'
import { ageOf } from '#domain/time/age.ts'

test.each([
  ['2019-06-10', 'today'],
  ['2019-06-09', 'yesterday'],
  ['2019-05-29', '12 days ago'],
  ['2019-06-11', 'tomorrow'],
  ['2019-07-10', 'in 30 days'],
])('%s read on 10 June 2019 is %s', (day, words) => {
  expect(ageOf(day, '2019-06-10')).toBe(words)
})
