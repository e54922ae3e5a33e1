import { expect, test } from 'vitest'
import {
  extractChannelWords,
  extractStatuses,
  extractStatusWords,
  isPastItsTime,
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

test('every status has a word of its own, and so has every channel', () => {
  expect(Object.keys(extractStatusWords)).toEqual([...extractStatuses])
  const words = Object.values(extractStatusWords)
  expect(words.filter((word) => !/^[A-Z][a-z]/.test(word))).toEqual([])
  expect(new Set(words).size).toBe(extractStatuses.length)
  const channels = Object.values(extractChannelWords)
  expect(channels.filter((word) => !/^[a-z]+ .*[a-zA-Z]$/.test(word))).toEqual([])
  expect(new Set(channels).size).toBe(5)
})

test('what waits for a person, or for the time that a person chose, is neither being checked nor at its end', () => {
  expect(waitingStatuses).toEqual(['rejected', 'ready', 'awaiting_approval', 'scheduled'])
})

test('the time of an extract has passed once it is over and the extract still waits for it or for a second person', () => {
  const [at, before, after] = [
    '2019-06-10T08:00:00Z',
    '2019-06-10T07:59:59Z',
    '2019-06-10T08:00:01Z',
  ] as const
  expect([before, at, after].map((now) => isPastItsTime('scheduled', at, now))).toEqual([false, false, true])
  expect(isPastItsTime('scheduled', null, after)).toBe(false)
  const past = extractStatuses.filter((status) => isPastItsTime(status, at, after))
  expect(past).toEqual(['awaiting_approval', 'scheduled'])
})
