import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { monthOnly, monthWithin } from '#domain/time/month-words.ts'
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
  })
})

test('a cell of a column of months holds a month and nothing else', () => {
  expect(monthOnly('Apr-19', 'day_first')).toEqual(month('2019-04'))
  expect(monthOnly('2019-04-30', 'day_first')).toEqual(month('2019-04'))
  expect(monthOnly('April 2019 (provisional)', 'day_first')).toEqual({ is: 'none' })
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
