import { expect, test } from 'vitest'
import { decisionConditionOf, decisionDates, decisionWords, outcomeWords } from '#domain/meetings/decision.ts'

const day = '2019-06-10'
const open = { state: 'open', saidOn: null, dueOn: '2019-06-10' } as const

test('an agreed action is open on its day and overdue from the next', () => {
  expect(decisionConditionOf(open, day)).toBe('open')
  expect(decisionWords(open, day)).toBe('Due 10 June 2019')
  expect(decisionConditionOf(open, '2019-06-11')).toBe('overdue')
  expect(decisionWords(open, '2019-06-11')).toBe('Overdue since 10 June 2019')
})

test('an agreed action without a day is never overdue', () => {
  expect(decisionWords({ ...open, dueOn: null }, '2030-01-01')).toBe('Open')
})

test('what came of an agreed action is said whatever its day', () => {
  const kept = { state: 'done', saidOn: '2019-05-03', dueOn: '2019-05-01' } as const
  expect(decisionWords(kept, day)).toBe('Done 3 May 2019')
  expect(decisionWords({ ...kept, state: 'not_done' }, day)).toBe('Not done')
})

test('a report says in words what came of an agreed action', () => {
  expect(outcomeWords).toEqual({ open: 'Still open', done: 'Done', not_done: 'Not done' })
})

test('an action says when it was agreed, and its due day if nothing beside it does', () => {
  const agreed = { ...open, decidedOn: '2019-05-21' }
  expect(decisionDates(agreed, day)).toBe('agreed 21 May 2019')
  expect(decisionDates(agreed, '2019-06-11')).toBe('agreed 21 May 2019')
  expect(decisionDates({ ...agreed, dueOn: null }, day)).toBe('agreed 21 May 2019, no date set')
  const done = { ...agreed, state: 'done', saidOn: '2019-05-30' } as const
  expect(decisionDates(done, day)).toBe('agreed 21 May 2019, due 10 June 2019')
  expect(decisionDates({ ...done, saidOn: '2019-06-10' }, day)).toBe('agreed 21 May 2019')
  expect(decisionDates({ ...done, state: 'not_done', dueOn: null }, day)).toBe('agreed 21 May 2019')
})
