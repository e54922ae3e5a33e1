import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  dueAfter,
  isTwoYears,
  nextVisitDue,
  type Placement,
  reviewInterval,
} from '#domain/catalogue/statutory-intervals.ts'
import { addWorkingDays } from '#domain/time/calendar.ts'
import { addDays, dayNumber } from '#domain/time/period.ts'

describe('the published oracles of working days', () => {
  test.each([
    ['2019-04-01', 45, '2019-06-07'],
    ['2019-04-12', 15, '2019-05-08'],
  ])('from %s, %i working days end on %s', (start, count, end) => {
    expect(addWorkingDays(start, count)).toBe(end)
    expect(dueAfter(start, { count, of: 'working_days' })).toBe(end)
  })

  test('neither the start as day 1 nor a calendar without holidays gives them', () => {
    expect(addWorkingDays('2019-04-01', 44)).toBe('2019-06-06')
    expect('2019-06-03').not.toBe(addWorkingDays('2019-04-01', 45))
  })
})

describe('an interval', () => {
  test('of months ends on the same day of the month, or on its last', () => {
    expect(dueAfter('2019-01-15', { count: 3, of: 'months' })).toBe('2019-04-15')
    expect(dueAfter('2018-11-30', { count: 3, of: 'months' })).toBe('2019-02-28')
    expect(dueAfter('2019-11-30', { count: 3, of: 'months' })).toBe('2020-02-29')
    expect(dueAfter('2019-08-31', { count: 6, of: 'months' })).toBe('2020-02-29')
  })

  test('is never over before it began', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: dayNumber('2012-01-01'), max: dayNumber('2026-01-01') }),
        fc.integer({ min: 0, max: 60 }),
        fc.constantFrom('working_days' as const, 'weeks' as const, 'months' as const),
        (start, count, of) => {
          const day = addDays('1970-01-01', start)
          expect(dueAfter(day, { count, of }) >= day).toBe(true)
        },
      ),
    )
  })

  test('from no day, or of a count that is no number, ends where it began', () => {
    expect(dueAfter('soon', { count: 2, of: 'weeks' })).toBe('soon')
    expect(dueAfter('2019-02-30', { count: 3, of: 'months' })).toBe('2019-02-30')
    expect(dueAfter('2019-04-01', { count: Number.NaN, of: 'weeks' })).toBe('2019-04-01')
  })
})

describe('two years', () => {
  test.each([
    [729, false],
    [730, true],
    [731, true],
  ])('%i days: %s', (days, two) => {
    expect(isTwoYears(days)).toBe(two)
  })

  test('two years to the day are 730 days, a leap year within them 731', () => {
    expect(isTwoYears(dayNumber('2019-04-01') - dayNumber('2017-04-01'))).toBe(true)
    expect(isTwoYears(dayNumber('2019-03-31') - dayNumber('2017-04-01'))).toBe(false)
  })
})

describe('reviews of children in care', () => {
  test('fall within 20 working days, then 3 months, then every 6 months', () => {
    const first = dueAfter('2019-04-01', reviewInterval(1))
    expect(first).toBe('2019-05-01')
    expect(dueAfter(first, reviewInterval(2))).toBe('2019-08-01')
    expect(dueAfter('2019-08-01', reviewInterval(3))).toBe('2020-02-01')
    expect(reviewInterval(9)).toEqual(reviewInterval(3))
  })
})

describe('visits to children in care', () => {
  const placement: Placement = {
    placedOn: '2018-01-10',
    meantToLast: false,
    withParent: false,
    reviewed: true,
    lastVisit: null,
  }
  test.each<[string, Partial<Placement>, string]>([
    ['the first within a week', {}, '2018-01-17'],
    ['every six weeks in the first year', { lastVisit: '2018-01-17' }, '2018-02-28'],
    [
      'so in the first year of one that is meant to last',
      { lastVisit: '2019-01-09', meantToLast: true },
      '2019-02-20',
    ],
    ['every six weeks after it', { lastVisit: '2019-01-10' }, '2019-02-21'],
    [
      'every three months where it is meant to last to 18',
      { lastVisit: '2019-01-10', meantToLast: true },
      '2019-04-10',
    ],
    [
      'weekly with a parent, until the first review',
      { lastVisit: '2018-02-01', withParent: true, reviewed: false },
      '2018-02-08',
    ],
    ['every four weeks with a parent after it', { lastVisit: '2018-02-01', withParent: true }, '2018-03-01'],
  ])('%s', (_, change, due) => {
    expect(nextVisitDue({ ...placement, ...change })).toBe(due)
  })
})
