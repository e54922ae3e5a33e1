import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { headingPeriod, isAmbiguousDate, monthOnly, monthWithin } from '#domain/time/month-words.ts'
import { addMonths, periodName, shortMonth } from '#domain/time/period.ts'

const month = (text: string) => ({ is: 'month', month: text })
const within = (text: string) => monthWithin(text, 'day_first')

describe('a month within a text', () => {
  test.each([
    ['Visits and assessments – April 2019', '2019-04'],
    ['Position at 30th April, 2019', '2019-04'],
    ['1 April 2019 to 30 April 2019', '2019-04'],
    ['figures may change: Apr-19', '2019-04'],
    ["SEPT '19", '2019-09'],
    ['2019-04', '2019-04'],
    ['2019/04/30', '2019-04'],
    ['04/2019', '2019-04'],
    ['01/04/2019', '2019-04'],
    ['2018-04-01 00:00', '2018-04'],
    ['Position at 2019-04', '2019-04'],
    ['(2019/04)', '2019-04'],
  ])('‘%s’ names one', (text, found) => {
    expect(within(text)).toEqual(month(found))
  })

  test.each([
    '',
    'Assessment North',
    'April',
    'April 19',
    '19 April',
    '2018-19',
    '31/04/2019',
    '2019-13',
    'Marchant 2019',
    '12/12/12',
    '1/2019-04',
    '12019-04',
  ])('‘%s’ names none', (text) => {
    expect(within(text)).toEqual({ is: 'none' })
  })

  test.each([
    'April 2019 to May 2019',
    'April to June 2019',
    'APRIL TO JUNE 2019',
    'Produced 3 May 2019, for April 2019',
  ])('‘%s’ names several, and which is meant nobody can know', (text) => {
    expect(within(text).is).toBe('several')
  })

  test('days and months in figures are read in the order a person confirmed', () => {
    expect(monthWithin('03/04/2019', 'day_first')).toEqual(month('2019-04'))
    expect(monthWithin('03/04/2019', 'month_first')).toEqual(month('2019-03'))
    expect(monthWithin('30/04/2019', 'month_first')).toEqual({ is: 'none' })
    expect(monthWithin('04/2019', 'month_first')).toEqual(month('2019-04'))
  })
})

test('a cell of a column of months holds a month and nothing else', () => {
  expect(monthOnly('Apr-19', 'day_first')).toEqual(month('2019-04'))
  expect(monthOnly('2019-04-30', 'day_first')).toEqual(month('2019-04'))
  expect(monthOnly(' Apr-19 ', 'day_first')).toEqual(month('2019-04'))
  expect(monthOnly('April 2019 (provisional)', 'day_first')).toEqual({ is: 'none' })
  expect(monthOnly('April 2019 to May 2019', 'day_first').is).toBe('several')
})

describe('the period that a heading names', () => {
  test.each([
    ['Apr 2019', '2019-04', '{}'],
    ['On time – 01/05/2019', '2019-05', 'On time – {}'],
    ['On time – 31/05/2019', '2019-05', 'On time – {}'],
    ['2019 – April', '2019-04', '{}'],
    ['2019-w21 seen', '2019-W21', '{} seen'],
    ['2019-Q1', '2019-Q1', '{}'],
    ['2011/10', '2011-10', '{}'],
    ['2011/12/31', '2011-12', '{}'],
  ])('‘%s’ is %s', (heading, period, around) => {
    expect(headingPeriod(heading, 'day_first')).toEqual({ period, around })
  })

  test.each([
    ['Seen', 'it names none'],
    ['15/05/2019', 'a day within a month may head a week'],
    ['2011/12', 'it may be a year from April to March'],
    ['2019-W21 to 2019-W22', 'it names two weeks'],
    ['2019-W21 (May 2019)', 'it names a week and a month'],
    ['2019-W60', 'there is no such week'],
    ['May 2019 to June 2019', 'it names two months'],
    ['April to June 2019', 'it names a second month without its year'],
  ])('‘%s’ is none: %s', (heading) => {
    expect(headingPeriod(heading, 'day_first')).toBeNull()
  })
})

test('a date is ambiguous where it is of another month in the other order', () => {
  const dates = ['05/01/2019', '05/05/2019', '30/04/2019', 'April 2019', '']
  expect(dates.map(isAmbiguousDate)).toEqual([true, false, false, false, false])
})

test('every month is read as we write it ourselves', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_199 }), (after) => {
      const one = addMonths('2000-01', after)
      for (const text of [
        one,
        periodName(one),
        shortMonth(one),
        `${shortMonth(one).slice(0, 3)}-${one.slice(2, 4)}`,
      ]) {
        expect(monthOnly(text, 'month_first')).toEqual(month(one))
      }
    }),
  )
})

test('no text makes it fail', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(['month', 'none', 'several']).toContain(within(text).is)
    }),
  )
})
