import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addWorkingDays, bankHolidays, dueDay, isWorkingDay, nextUpdate } from '#domain/time/calendar.ts'
import { addDays, dayFromNumber, isDay, weekday } from '#domain/time/period.ts'

describe('working days', () => {
  test('45 from Monday 1 April 2019 is Friday 7 June 2019', () => {
    expect(addWorkingDays('2019-04-01', 45)).toBe('2019-06-07')
  })

  test('15 from Friday 12 April 2019 is Wednesday 8 May 2019', () => {
    expect(addWorkingDays('2019-04-12', 15)).toBe('2019-05-08')
  })

  test('19 September 2022, the day of the state funeral, is none', () => {
    expect(isWorkingDay('2022-09-19')).toBe(false)
    expect(addWorkingDays('2022-09-16', 1)).toBe('2022-09-20')
  })

  test('weekends and bank holidays are none, the days beside them are', () => {
    expect(
      ['2019-04-18', '2019-04-19', '2019-04-20', '2019-04-21', '2019-04-22', '2019-04-23'].map(isWorkingDay),
    ).toEqual([true, false, false, false, false, true])
  })

  test('the start day is day 0, a weekend start included', () => {
    expect(addWorkingDays('2019-04-01', 0)).toBe('2019-04-01')
    expect(addWorkingDays('2019-04-06', 0)).toBe('2019-04-06')
    expect(addWorkingDays('2019-04-05', 1)).toBe('2019-04-08')
    expect(addWorkingDays('2019-04-06', 1)).toBe('2019-04-08')
  })

  test('end on a working day, and add up', () => {
    const start = fc.integer({ min: 15_500, max: 20_000 }).map(dayFromNumber)
    const count = fc.integer({ min: 1, max: 60 })
    fc.assert(
      fc.property(start, count, count, (day, a, b) => {
        const end = addWorkingDays(day, a)
        expect(isWorkingDay(end)).toBe(true)
        expect(addWorkingDays(end, b)).toBe(addWorkingDays(day, a + b))
        let between = 0
        for (let d = addDays(day, 1); d <= end; d = addDays(d, 1)) if (isWorkingDay(d)) between++
        expect(between).toBe(a)
      }),
      { numRuns: 50 },
    )
  })

  test('from no day, or a count that is no number, are the start itself', () => {
    expect(addWorkingDays('soon', 5)).toBe('soon')
    for (const count of [Number.NaN, Number.POSITIVE_INFINITY, -3])
      expect(addWorkingDays('2019-04-01', count)).toBe('2019-04-01')
  })
})

describe('bank holidays', () => {
  test('are weekdays that exist, eight a year but for the years that had more', () => {
    const extra: Record<string, number> = { '2012': 9, '2022': 10, '2023': 9 }
    for (let year = 2012; year <= 2027; year++) {
      const days = [...bankHolidays].filter((d) => d.startsWith(`${year}-`))
      expect([year, days.length]).toEqual([year, extra[year] ?? 8])
      expect(days.every((d) => isDay(d) && weekday(d) <= 5)).toBe(true)
    }
  })

  test('include the ones that moved', () => {
    for (const day of ['2012-06-05', '2015-12-28', '2020-05-08', '2022-06-03', '2022-09-19', '2023-05-08'])
      expect(bankHolidays.has(day)).toBe(true)
    expect(bankHolidays.has('2020-05-04')).toBe(false)
    expect(bankHolidays.has('2022-05-30')).toBe(false)
  })
})

describe('the day a return falls due', () => {
  test('is that working day of the month after', () => {
    expect(dueDay('2019-05', 6)).toBe('2019-06-10')
    expect(dueDay('2019-04', 1)).toBe('2019-05-01')
    expect(dueDay('2019-04', 4)).toBe('2019-05-07')
    expect(dueDay('2018-12', 1)).toBe('2019-01-02')
  })

  test('of a quarter or a week counts from its end', () => {
    expect(dueDay('2019-Q1', 1)).toBe('2019-04-01')
    expect(dueDay('2019-W21', 1)).toBe('2019-05-28')
  })
})

describe('the next update', () => {
  test('is the first return still to come of the month after the latest published', () => {
    expect(nextUpdate('2019-04', [7, 6, 10], '2019-06-10')).toEqual({
      month: '2019-05',
      day: '2019-06-10',
      isPast: false,
    })
    expect(nextUpdate('2019-04', [6, 7], '2019-06-11')).toEqual({
      month: '2019-05',
      day: '2019-06-11',
      isPast: false,
    })
  })

  test('that did not come says when it was due', () => {
    expect(nextUpdate('2019-04', [6, 7], '2019-07-01')).toEqual({
      month: '2019-05',
      day: '2019-06-11',
      isPast: true,
    })
  })

  test('is unknown before the first month and where nothing is ever due', () => {
    expect(nextUpdate(null, [6], '2019-06-10')).toBeNull()
    expect(nextUpdate('2019-04', [], '2019-06-10')).toBeNull()
  })
})
