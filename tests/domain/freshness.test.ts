import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { daysFromDue, type Freshness, freshnessFinding, freshnessWords, isLate } from '#domain/freshness.ts'
import { addDays } from '#domain/period.ts'

const due: Freshness = { dueOn: '2019-05-09', receivedOn: '2019-05-09', state: 'in', daysLate: 0 }
const late: Freshness = { ...due, receivedOn: '2019-05-11', daysLate: 2 }

describe('when data came', () => {
  test.each<[string, Freshness]>([
    ['on time', due],
    ['2 late', late],
    ['3 early', { ...due, receivedOn: '2019-05-06' }],
    ['2 late, part', { ...late, state: 'part' }],
    ['not in, 4 late', { ...due, receivedOn: null, state: 'late', daysLate: 4 }],
    ['due 9 May 2019', { ...due, receivedOn: null, state: 'not_due' }],
    ['due today', { ...due, receivedOn: null, state: 'due' }],
    ['history', { ...due, receivedOn: '2019-09-01', daysLate: 0 }],
  ])('is said as “%s”', (words, given) => {
    expect(freshnessWords(given)).toBe(words)
  })

  test('what came with the history of a council is neither early nor late', () => {
    const history = { ...due, receivedOn: '2019-09-01', daysLate: 0 }
    expect(daysFromDue(history)).toBeNull()
    expect(isLate(history)).toBe(false)
  })

  test('is late exactly when it came after its day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40, max: 40 }), (days) => {
        const given = { ...due, receivedOn: addDays(due.dueOn, days), daysLate: Math.max(0, days) }
        expect(daysFromDue(given)).toBe(days)
        expect(isLate(given)).toBe(days > 0)
        expect(freshnessWords(given).endsWith('late')).toBe(days > 0)
      }),
    )
  })

  test('of a month is told by what was late, named where it is few', () => {
    const named = (name: string, given: Freshness) => ({ name, ...given })
    expect(freshnessFinding([], '2019-04')).toBe('No data set is due for April 2019')
    expect(freshnessFinding([named('Court', due)], '2019-04')).toBe('April 2019: the one data set is on time')
    expect(freshnessFinding([named('Court', due), named('Health', due)], '2019-04')).toBe(
      'April 2019: all 2 data sets are on time',
    )
    expect(freshnessFinding([named('Court', late), named('Health', due)], '2019-04')).toBe(
      'April 2019: all on time except Court, 2 days late',
    )
    const absent = { ...due, receivedOn: null, state: 'late', daysLate: 1 } as const
    expect(freshnessFinding([named('Court', late), named('Health', absent)], '2019-04')).toBe(
      'April 2019: all on time except Court and Health late',
    )
    const four = ['A', 'B', 'C', 'D'].map((name) => named(name, late))
    expect(freshnessFinding(four, '2019-04')).toBe('April 2019: all on time except 4 data sets, 2 days late')
  })
})
