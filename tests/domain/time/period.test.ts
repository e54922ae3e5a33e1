import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  addPeriods,
  dayFromNumber,
  dayName,
  dayNumber,
  firstDay,
  grainOf,
  isDay,
  lastDay,
  lastMonth,
  lastQuarter,
  monthOf,
  monthsBetween,
  monthsFrom,
  periodInSentence,
  periodName,
  quarterOf,
  shortMonth,
  weekday,
  weekOf,
  weeksTouching,
} from '#domain/time/period.ts'

const anyDay = fc.integer({ min: -20_000, max: 60_000 }).map(dayFromNumber)
const anyMonth = fc.integer({ min: 0, max: 2400 }).map((n) => addMonths('1900-01', n))
/** The language's own calendar, in UTC: a second opinion on ours. */
const utc = (day: string) => new Date(`${day}T00:00:00Z`)

describe('grain', () => {
  test('is told by the form of the text', () => {
    expect(grainOf('2019-04')).toBe('monthly')
    expect(grainOf('2019-W21')).toBe('weekly')
    expect(grainOf('2019-Q1')).toBe('quarterly')
  })

  test('is none for a period that does not exist', () => {
    for (const text of ['2019-00', '2019-13', '2019-W00', '2019-W53', '2019-W54', '2019-Q0', '2019-Q5'])
      expect(grainOf(text)).toBeNull()
  })

  test('is none for anything written otherwise', () => {
    const texts = [
      '',
      ' 2019-04',
      '2019-04 ',
      '2019-04\n',
      '2019-4',
      '19-04',
      '2019/04',
      '2019-04-01',
      '2019-w21',
    ]
    const around = ['2019-Q1x', 'x2019-Q1', '2019-W21x', 'x2019-W21']
    for (const text of [...texts, ...around, '2019W21', '٢٠١٩-٠٤', '2019–04', 'Apr 2019'])
      expect(grainOf(text)).toBeNull()
  })

  test('week 53 exists in the years that have one and in no other', () => {
    const years = Array.from({ length: 40 }, (_, i) => 2000 + i)
    expect(years.filter((y) => grainOf(`${y}-W53`) === 'weekly')).toEqual([
      2004, 2009, 2015, 2020, 2026, 2032, 2037,
    ])
  })
})

describe('days', () => {
  test('are counted from 1970-01-01', () => {
    expect(dayNumber('1970-01-01')).toBe(0)
    expect(dayNumber('2019-04-01')).toBe(17987)
    expect(dayFromNumber(-1)).toBe('1969-12-31')
  })

  test('agree with the language’s own calendar, there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 60_000 }), (n) => {
        const day = dayFromNumber(n)
        expect(dayNumber(day)).toBe(n)
        expect(utc(day).getTime()).toBe(n * 86_400_000)
        expect(weekday(day)).toBe(utc(day).getUTCDay() || 7)
      }),
    )
  })

  test('exist or do not', () => {
    expect(['2019-02-28', '2020-02-29', '2000-02-29'].every(isDay)).toBe(true)
    const none = [
      '2019-02-29',
      '1900-02-29',
      '2019-04-31',
      '2019-13-01',
      '2019-00-10',
      '2019-01-00',
      '2019-1-1',
    ]
    for (const text of [...none, '', '2019-04-01T00:00', ' 2019-04-01', 'yesterday'])
      expect(isDay(text)).toBe(false)
  })

  test('add up across months, years and leap days', () => {
    expect(addDays('2019-12-31', 1)).toBe('2020-01-01')
    expect(addDays('2020-03-01', -1)).toBe('2020-02-29')
    expect(addDays('2019-04-30', 0)).toBe('2019-04-30')
  })

  test('have names', () => {
    expect(dayName('2019-05-20')).toBe('20 May 2019')
    expect(dayName('2019-06-01')).toBe('1 June 2019')
  })
})

describe('the month of a day', () => {
  test('is the one that holds it', () => {
    expect(monthOf('2019-05-01')).toBe('2019-05')
    expect(monthOf('2019-12-31')).toBe('2019-12')
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(firstDay(monthOf(day)) <= day && day <= lastDay(monthOf(day))).toBe(true)
      }),
    )
  })
})

describe('weeks', () => {
  test('begin on Monday and belong to the year of their Thursday', () => {
    expect(weekOf('2019-05-20')).toBe('2019-W21')
    expect(weekOf('2019-05-26')).toBe('2019-W21')
    expect(weekOf('2019-05-27')).toBe('2019-W22')
    expect(weekOf('2018-12-31')).toBe('2019-W01')
    expect(weekOf('2021-01-03')).toBe('2020-W53')
    expect(weekOf('2016-01-03')).toBe('2015-W53')
    expect(weekOf('2016-01-04')).toBe('2016-W01')
  })

  test('run on over the end of a year with 53', () => {
    expect(addPeriods('2020-W52', 1)).toBe('2020-W53')
    expect(addPeriods('2020-W53', 1)).toBe('2021-W01')
    expect(addPeriods('2019-W52', 1)).toBe('2020-W01')
    expect(addPeriods('2021-W01', -1)).toBe('2020-W53')
    expect(addPeriods('2019-W21', -21)).toBe('2018-W52')
    expect(addPeriods('2020-W01', 53)).toBe('2021-W01')
  })

  test('know their days and the month they end in', () => {
    expect([firstDay('2019-W21'), lastDay('2019-W21')]).toEqual(['2019-05-20', '2019-05-26'])
    expect([firstDay('2020-W53'), lastDay('2020-W53')]).toEqual(['2020-12-28', '2021-01-03'])
    expect(lastMonth('2020-W53')).toBe('2021-01')
    expect(lastMonth('2019-W22')).toBe('2019-06')
  })

  test('hold every one of their days, whatever the day', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const week = weekOf(day)
        expect(grainOf(week)).toBe('weekly')
        expect(firstDay(week) <= day && day <= lastDay(week)).toBe(true)
        expect(weekday(firstDay(week))).toBe(1)
        expect(weekOf(addDays(day, 7))).toBe(addPeriods(week, 1))
      }),
    )
  })
})

describe('months', () => {
  test('add up across years', () => {
    expect(addMonths('2019-04', 0)).toBe('2019-04')
    expect(addMonths('2019-12', 1)).toBe('2020-01')
    expect(addMonths('2019-01', -1)).toBe('2018-12')
    expect(addMonths('2019-04', -26)).toBe('2017-02')
  })

  test('between and adding are each other’s inverse', () => {
    fc.assert(
      fc.property(anyMonth, fc.integer({ min: -500, max: 500 }), (month, n) => {
        expect(monthsBetween(month, addMonths(month, n))).toBe(n)
        expect(addMonths(addMonths(month, n), -n)).toBe(month)
        expect(addMonths(month, n) > month).toBe(n > 0)
      }),
    )
  })

  test('from one to another include both; none if the first is later', () => {
    expect(monthsFrom('2018-11', '2019-02')).toEqual(['2018-11', '2018-12', '2019-01', '2019-02'])
    expect(monthsFrom('2019-04', '2019-04')).toEqual(['2019-04'])
    expect(monthsFrom('2019-05', '2019-04')).toEqual([])
  })

  test('from or to something that is no month are none', () => {
    for (const text of ['', 'x', '1e99-01', '2019-13', '2019-W21', 'Infinity'])
      expect([monthsFrom('2019-04', text), monthsFrom(text, '2019-04')]).toEqual([[], []])
  })

  test('end on their last day', () => {
    expect(['2019-02', '2020-02', '1900-02', '2019-04', '2019-12'].map(lastDay)).toEqual([
      '2019-02-28',
      '2020-02-29',
      '1900-02-28',
      '2019-04-30',
      '2019-12-31',
    ])
    expect(firstDay('2019-04')).toBe('2019-04-01')
    expect(lastMonth('2019-04')).toBe('2019-04')
  })

  test('have names', () => {
    expect(periodName('2019-04')).toBe('April 2019')
    expect(shortMonth('2019-09')).toBe('Sep 2019')
  })
})

describe('quarters', () => {
  test('are calendar quarters', () => {
    expect(['2019-01', '2019-03', '2019-04', '2019-12'].map(quarterOf)).toEqual([
      '2019-Q1',
      '2019-Q1',
      '2019-Q2',
      '2019-Q4',
    ])
    expect([firstDay('2019-Q1'), lastDay('2019-Q1'), lastMonth('2019-Q1')]).toEqual([
      '2019-01-01',
      '2019-03-31',
      '2019-03',
    ])
    expect([firstDay('2019-Q4'), lastDay('2019-Q4')]).toEqual(['2019-10-01', '2019-12-31'])
  })

  test('that are over by a month end with it or before it', () => {
    expect(['2019-03', '2019-04', '2019-05', '2019-06', '2019-01'].map(lastQuarter)).toEqual([
      '2019-Q1',
      '2019-Q1',
      '2019-Q1',
      '2019-Q2',
      '2018-Q4',
    ])
  })

  test('add up across years', () => {
    expect(addPeriods('2018-Q4', 1)).toBe('2019-Q1')
    expect(addPeriods('2019-Q1', -5)).toBe('2017-Q4')
  })
})

describe('periods of any grain', () => {
  const anyPeriod = fc.oneof(anyMonth, anyDay.map(weekOf), anyMonth.map(quarterOf))

  test('follow one another without a day between, and sort as text', () => {
    fc.assert(
      fc.property(anyPeriod, (period) => {
        const next = addPeriods(period, 1)
        expect(grainOf(next)).toBe(grainOf(period))
        expect(firstDay(next)).toBe(addDays(lastDay(period), 1))
        expect(next > period).toBe(true)
        expect(addPeriods(next, -1)).toBe(period)
        expect(lastMonth(period)).toBe(lastDay(period).slice(0, 7))
      }),
    )
  })

  test('of a month touch it with a day at least: four to six weeks', () => {
    expect(weeksTouching('2021-02')).toEqual(['2021-W05', '2021-W06', '2021-W07', '2021-W08'])
    expect(weeksTouching('2018-12').at(-1)).toBe('2019-W01')
    expect(weeksTouching('2019-09')).toHaveLength(6)
  })

  test('have names, alone and within a sentence', () => {
    expect(periodName('2019-W21')).toBe('Week beginning 20 May 2019')
    expect(periodInSentence('2019-W21')).toBe('the week beginning 20 May 2019')
    expect(periodName('2019-Q1')).toBe('January to March 2019')
    expect(periodInSentence('2019-Q1')).toBe('January to March 2019')
    expect(periodInSentence('2019-04')).toBe('April 2019')
  })
})
