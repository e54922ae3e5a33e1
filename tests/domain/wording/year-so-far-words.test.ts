import { expect, test } from 'vitest'
import type { YearSoFar } from '#domain/figures/financial-year.ts'
import { yearSoFarName, yearSoFarWords } from '#domain/wording/year-so-far-words.ts'
import { aKpi } from '../examples.ts'

const kpi = aKpi({ kind: 'ratio', unit: 'percent', decimals: 1 })
const year: YearSoFar = {
  ...{
    year: 2020,
    from: '2019-04',
    to: '2019-09',
    value: (100 * 1234) / 1470,
    numerator: 1234,
    denominator: 1470,
  },
  ...{ expected: 6, months: 6, missing: [], inPart: [] },
}

test('the year so far is named by both calendar years, and given with its counts and months', () => {
  expect(yearSoFarName(year)).toBe('2019 to 2020 so far')
  expect(yearSoFarWords(kpi, year)).toBe('83.9%, 1,234 of 1,470 (April to September 2019)')
  expect(yearSoFarWords(kpi, { ...year, to: '2019-04' })).toBe('83.9%, 1,234 of 1,470 (April 2019 alone)')
  expect(yearSoFarWords(kpi, { ...year, to: '2020-02' })).toBe(
    '83.9%, 1,234 of 1,470 (April 2019 to February 2020)',
  )
  const count = aKpi({ kind: 'count', unit: 'children_or_items', decimals: 0 })
  expect(yearSoFarWords(count, { ...year, value: 1234, denominator: null })).toBe(
    '1,234 (April to September 2019)',
  )
})

test('the year so far of quarters is given with their months', () => {
  const quarters = { ...year, from: '2019-Q2', to: '2019-Q3', expected: 2, months: 2 }
  expect(yearSoFarWords(kpi, quarters)).toBe('83.9%, 1,234 of 1,470 (April to September 2019)')
  expect(yearSoFarWords(kpi, { ...quarters, to: '2020-Q1' })).toBe(
    '83.9%, 1,234 of 1,470 (April 2019 to March 2020)',
  )
  const lacking = { ...quarters, months: 1, missing: ['2019-Q2'] }
  expect(yearSoFarWords(kpi, lacking)).toBe(
    '83.9%, 1,234 of 1,470 (1 of 2 quarters); April to June 2019 is missing',
  )
})

test('the year so far says what it lacks', () => {
  expect(yearSoFarWords(kpi, { ...year, months: 5, missing: ['2019-06'] })).toBe(
    '83.9%, 1,234 of 1,470 (5 of 6 months); June 2019 is missing',
  )
  expect(
    yearSoFarWords(kpi, { ...year, months: 4, missing: ['2019-06', '2019-07'], inPart: ['2019-08'] }),
  ).toBe(
    '83.9%, 1,234 of 1,470 (4 of 6 months); June 2019 and July 2019 are missing; August 2019 lacks a team',
  )
  const many = ['2019-04', '2019-05', '2019-06', '2019-07']
  expect(yearSoFarWords(kpi, { ...year, months: 2, missing: many })).toBe(
    '83.9%, 1,234 of 1,470 (2 of 6 months); 4 months are missing',
  )
})
