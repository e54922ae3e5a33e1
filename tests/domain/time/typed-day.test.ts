import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dayName, dayNumber } from '#domain/time/period.ts'
import { daysWithoutYear, typedDay } from '#domain/time/typed-day.ts'

const today = '2019-06-10'

describe('a day typed in a sentence', () => {
  test.each([
    ['28 June', '2019-06-28'],
    ['by 28th June', '2019-06-28'],
    ['June 28', '2019-06-28'],
    ['On Friday 28 June.', '2019-06-28'],
    ['28 6 2019', '2019-06-28'],
    ['28/06/2019', '2019-06-28'],
    ['28/6', '2019-06-28'],
    ['2019-06-28', '2019-06-28'],
    ['28 jun 2020', '2020-06-28'],
    ['10 June', '2019-06-10'],
    ['9 June 2019', '2019-06-09'],
    ['the end of July', '2019-07-31'],
    ['end of February 2020', '2020-02-29'],
  ])('%s is one day', (text, day) => {
    expect(typedDay(text, today)).toBe(day)
  })

  test.each([
    'soon',
    '',
    'June',
    'the end of next month',
    '28 June or 5 July',
    '28 June if we can',
    'Thursday 28 June',
    '31 June',
    '6/28/2019',
    '28/6/19',
    'the middle of July',
  ])('%s is no one day', (text) => {
    expect(typedDay(text, today)).toBeNull()
  })

  test('without a year is the next such day, and is not looked for more than half a year ahead', () => {
    expect(typedDay('9 June', today)).toBeNull()
    expect(typedDay('28 May', today)).toBeNull()
    expect(typedDay('10 December', today)).toBe('2019-12-10')
    expect(typedDay('11 December', today)).toBeNull()
    expect(typedDay('15 January', '2019-12-01')).toBe('2020-01-15')
    expect(typedDay('29 February', '2019-12-01')).toBe('2020-02-29')
  })

  test('as the service writes it is that day again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), (n) => {
        const day = addDays('1999-01-01', n)
        expect(typedDay(dayName(day), today)).toBe(day)
      }),
    )
  })

  // 365 days ahead of a day may be the day of the same name, which is read as today.
  test('without a year is never a day that has passed or one far off', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 364 }), (n, ahead) => {
        const on = addDays('1999-01-01', n)
        const wanted = addDays(on, ahead)
        const read = typedDay(dayName(wanted).replace(/ \d{4}$/, ''), on)
        expect(read).toBe(ahead <= daysWithoutYear ? wanted : null)
        expect(dayNumber(read ?? on) - dayNumber(on)).toBeLessThanOrEqual(daysWithoutYear)
      }),
    )
  })
})
