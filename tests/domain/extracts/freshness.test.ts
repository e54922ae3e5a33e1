import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { daysFromDue, type Freshness, freshnessWords, isLate } from '#domain/extracts/freshness.ts'
import { addDays } from '#domain/time/period.ts'

const due: Freshness = {
  dueOn: '2019-05-09',
  completeOn: '2019-05-09',
  state: 'in',
  daysLate: 0,
  isHistory: false,
}
const late: Freshness = { ...due, completeOn: '2019-05-11', daysLate: 2 }
const open: Freshness = { ...due, completeOn: null }

describe('when data was complete', () => {
  test.each<[string, Freshness]>([
    ['on time', due],
    ['2 late', late],
    ['3 early', { ...due, completeOn: '2019-05-06' }],
    ['in part, 2 late', { ...open, state: 'part', daysLate: 2 }],
    ['in part', { ...open, state: 'part' }],
    ['not in, 4 late', { ...open, state: 'late', daysLate: 4 }],
    ['due 9 May 2019', { ...open, state: 'not_due' }],
    ['due today', { ...open, state: 'due' }],
    ['history', { ...due, completeOn: '2019-09-01', isHistory: true }],
    ['history, part', { ...open, state: 'part', isHistory: true }],
    ['history, nothing', { ...open, state: 'late', isHistory: true }],
  ])('is said as “%s”', (words, given) => {
    expect(freshnessWords(given)).toBe(words)
  })

  test('what came with the history of a council is neither early nor late', () => {
    const history = { ...due, completeOn: '2019-09-01', isHistory: true }
    expect(daysFromDue(history)).toBeNull()
    expect(isLate(history)).toBe(false)
  })

  test('is late while its day has passed without it, in part or whole, and never as history', () => {
    expect(isLate({ ...open, state: 'late', daysLate: 1 })).toBe(true)
    expect(isLate({ ...open, state: 'late' })).toBe(true)
    expect(isLate({ ...open, state: 'part', daysLate: 1 })).toBe(true)
    expect(isLate({ ...open, state: 'part' })).toBe(false)
    expect(isLate({ ...open, state: 'due' })).toBe(false)
    expect(isLate({ ...open, state: 'late', daysLate: 9, isHistory: true })).toBe(false)
    expect(daysFromDue(open)).toBeNull()
  })

  test('is late exactly when it was complete after its day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40, max: 40 }), (days) => {
        const given = { ...due, completeOn: addDays(due.dueOn, days), daysLate: Math.max(0, days) }
        expect(daysFromDue(given)).toBe(days)
        expect(isLate(given)).toBe(days > 0)
        expect(freshnessWords(given).endsWith('late')).toBe(days > 0)
      }),
    )
  })
})
