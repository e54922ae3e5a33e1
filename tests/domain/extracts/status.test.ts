import { expect, test } from 'vitest'
import {
  extractStatuses,
  extractStatusWords,
  returnStateOf,
  waitingStatuses,
} from '#domain/extracts/status.ts'

const at = (received: number, day: string) =>
  returnStateOf({ dueOn: '2019-06-10', expected: 9, received, neverComing: 0 }, day)

test('a return of which nothing came is not due, due on its day, and late from the day after', () => {
  expect(['2019-06-09', '2019-06-10', '2019-06-11'].map((day) => at(0, day))).toEqual([
    'not_due',
    'due',
    'late',
  ])
})

test('a return is in when every figure expected came, in part when some did', () => {
  expect([1, 8, 9, 10].map((received) => at(received, '2019-06-11'))).toEqual(['part', 'part', 'in', 'in'])
})

test('a return is in when what did not come never will', () => {
  const state = (received: number, neverComing: number) =>
    returnStateOf({ dueOn: '2019-06-10', expected: 9, received, neverComing }, '2019-06-11')
  expect([state(8, 1), state(0, 9), state(7, 1), state(0, 1)]).toEqual(['in', 'in', 'part', 'late'])
})

test('a return that expects nothing and got nothing is not in', () => {
  expect(returnStateOf({ dueOn: '2019-06-10', expected: 0, received: 0, neverComing: 0 }, '2019-06-01')).toBe(
    'not_due',
  )
})

test('every status has its word, and those that wait for a person are among them', () => {
  expect(Object.keys(extractStatusWords)).toEqual([...extractStatuses])
  for (const status of waitingStatuses) expect(extractStatuses).toContain(status)
})
