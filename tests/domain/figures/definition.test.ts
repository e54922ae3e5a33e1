import { expect, test } from 'vitest'
import { definedSince, isCountedAlike, redefinedWords, statusesAlike } from '#domain/figures/definition.ts'

test('the definition in force began with the last change by the month', () => {
  const changes = ['2018-04', '2019-03']
  expect(
    ['2018-03', '2018-04', '2019-02', '2019-03', '2019-04'].map((m) => definedSince(changes, m)),
  ).toEqual([null, '2018-04', '2018-04', '2019-03', '2019-03'])
  expect(definedSince([], '2019-04')).toBeNull()
})

test('a period is counted alike from the month on in which it ends', () => {
  expect(isCountedAlike('2019-02', '2019-03')).toBe(false)
  expect(isCountedAlike('2019-03', '2019-03')).toBe(true)
  expect(isCountedAlike('2019-Q1', '2019-03')).toBe(true)
  expect(isCountedAlike('2018-Q4', '2019-03')).toBe(false)
  expect(isCountedAlike('2019-02', null)).toBe(true)
})

test('statuses end where the definition changed', () => {
  const statuses = ['missed', 'missed', 'missed'] as const
  expect(statusesAlike(statuses, '2019-04', null)).toEqual(statuses)
  expect(statusesAlike(statuses, '2019-04', '2019-02')).toEqual(statuses)
  expect(statusesAlike(statuses, '2019-04', '2019-03')).toEqual(['missed', 'missed', null])
  expect(statusesAlike(statuses, '2019-04', '2019-04')).toEqual(['missed', null, null])
})

test('it is said in words where it happens', () => {
  expect(redefinedWords('2019-04')).toBe('counted differently before April 2019')
})
