import { describe, expect, test } from 'vitest'
import {
  comparatorsIn,
  comparatorsOf,
  comparePlaces,
  type PublishedYear,
  yearsKnownOn,
} from '#domain/catalogue/benchmark.ts'

const year = (number: number, values: Record<string, number | null>): PublishedYear => ({
  year: number,
  places: Object.entries(values).map(([geography, value]) => ({ geography, value })),
})
const median = 'Median of statistical neighbours'

describe('a year of published figures', () => {
  test('is known from the year after, and the latest five are shown', () => {
    const years = [2012, 2019, 2018, 2017, 2016, 2015, 2014, 2013].map((y) => year(y, {}))
    expect(yearsKnownOn(years, '2019-06-10').map((y) => y.year)).toEqual([2018, 2017, 2016, 2015, 2014])
    expect(yearsKnownOn(years, '2020-01-01')[0]?.year).toBe(2019)
    expect(yearsKnownOn(years, '2012-12-31')).toEqual([])
  })

  test('gives England, the region, and the middle of the neighbours that published', () => {
    const places = { Surrey: 80, England: 83, Kent: 70, 'South East': 81, Hampshire: null, Trafford: 90 }
    expect(comparatorsIn(year(2018, places))).toEqual([
      { geography: 'England', year: 2018, value: 83, published: null, among: null },
      { geography: 'South East', year: 2018, value: 81, published: null, among: null },
      { geography: median, year: 2018, value: 80, published: 3, among: 4 },
    ])
  })

  test('has the mean of the two middle neighbours where their number is even', () => {
    expect(comparatorsIn(year(2018, { Kent: 70, Surrey: 80 }))).toMatchObject([{ value: 75, published: 2 }])
  })

  test('keeps a zero, and leaves out what nobody published', () => {
    expect(comparatorsIn(year(2018, { England: 0, 'South East': null, Kent: null }))).toMatchObject([
      { geography: 'England', value: 0 },
    ])
  })
})

describe('what a figure is compared with', () => {
  test('is each of the latest year that has it, with its own year', () => {
    const years = [
      year(2018, { England: 83, 'South East': null, Kent: null }),
      year(2017, { England: 82, 'South East': 81, Kent: 79 }),
    ]
    expect(comparatorsOf(years, '2019-06-10').map(({ geography, year: of }) => [geography, of])).toEqual([
      ['England', 2018],
      ['South East', 2017],
      [median, 2017],
    ])
    expect(comparatorsOf([], '2019-06-10')).toEqual([])
  })

  test('has neighbours before and after each other by name, and none before itself', () => {
    expect(comparePlaces('Kent', 'Surrey')).toBeLessThan(0)
    expect(comparePlaces('Surrey', 'Kent')).toBeGreaterThan(0)
    expect(comparePlaces('Kent', 'Kent')).toBe(0)
  })

  test('is in one order: England, the region, the neighbours by name', () => {
    expect(['Trafford', 'South East', 'Bracknell Forest', 'England'].sort(comparePlaces)).toEqual([
      'England',
      'South East',
      'Bracknell Forest',
      'Trafford',
    ])
  })
})
