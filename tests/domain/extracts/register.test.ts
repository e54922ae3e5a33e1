import { describe, expect, test } from 'vitest'
import {
  asCode,
  definitionFor,
  isCollectedIn,
  kpiName,
  lastMonthOf,
  placeOf,
  type RegisteredKpi,
  rowInWords,
  withCodes,
} from '#domain/extracts/register.ts'
import { aRowText, register } from '../extract-examples.ts'

describe('a row in words', () => {
  test.each([
    [{}, 'CIC-N LC01: 41 of 50'],
    [
      { team_code: ' CIC-N ', kpi_code: '\u00a0LC01', numerator: ' 41', denominator: '50 ' },
      'CIC-N LC01: 41 of 50',
    ],
    [{ denominator: '' }, 'CIC-N LC01: 41'],
    [{ numerator: '' }, 'CIC-N LC01: 50'],
    [{ value: '82' }, 'CIC-N LC01: 41 of 50'],
    [{ numerator: ' ', denominator: '', value: ' 82 ' }, 'CIC-N LC01: 82'],
    [{ numerator: '', denominator: '' }, 'CIC-N LC01: no figure'],
  ])('with %o is “%s”', (change, words) => {
    expect(rowInWords(aRowText(change))).toBe(words)
  })
})

test('a cell stands under the file’s own heading, or else under ours', () => {
  const text = aRowText({ sheet: 'May', headings: { numerator: 'AS01_n' } })
  expect(placeOf(text, 'numerator')).toEqual({ sheet: 'May', row: 14, column: 'AS01_n' })
  expect(placeOf(text, 'denominator')).toEqual({ sheet: 'May', row: 14, column: 'denominator' })
  expect(placeOf(aRowText(), 'note')).toEqual({ sheet: null, row: 14, column: 'note' })
})

describe('codes of a file that a person mapped to ours', () => {
  const mapped = withCodes(register, {
    team_code: { ' north ': 'CIC-N', 'hp-c': 'HP-C1', South: 'NOBODY' },
    kpi_code: { V1: 'LC01' },
  })

  test('mean what they were mapped to, however they are typed', () => {
    expect(mapped.units.get(asCode('North'))?.code).toBe('CIC-N')
    expect(mapped.kpis.get('V1')?.code).toBe('LC01')
  })

  test('never replace a code of ours, and map to nothing but codes of ours', () => {
    expect(mapped.units.get('HP-C')?.code).toBe('HP-C')
    expect(mapped.units.has('SOUTH')).toBe(false)
    expect([mapped.units.size, mapped.kpis.size]).toEqual([register.units.size + 1, register.kpis.size + 1])
  })

  test('leave the register that they were added to as it was', () => {
    expect(register.units.has('NORTH')).toBe(false)
    expect(mapped.today).toBe(register.today)
    const none = withCodes(register, {})
    expect([[...none.units.keys()], [...none.kpis.keys()]]).toEqual([
      [...register.units.keys()],
      [...register.kpis.keys()],
    ])
  })
})

describe('what a KPI is', () => {
  const definition = (from: string, to: string | null, name: string, mayExceed = false) => ({
    ...{ from, to, name, mayExceed },
  })
  const kpi: RegisteredKpi = {
    code: 'LC01',
    kind: 'ratio',
    grains: ['monthly'],
    teamTypes: ['CIC'],
    returnCode: 'r',
    definitions: [
      definition('2015-04', '2018-03', 'Visits'),
      definition('2018-04', '2019-03', 'Visits in time', true),
      definition('2019-04', '2019-12', 'Visits in timescale'),
    ],
  }
  const open = { ...kpi, definitions: [definition('2015-04', null, 'Visits')] }

  test.each([
    ['2015-04', 'Visits'],
    ['2018-03', 'Visits'],
    ['2018-04', 'Visits in time'],
    ['2019-03', 'Visits in time'],
    ['2019-04', 'Visits in timescale'],
    ['2019-Q1', 'Visits in time'],
    ['2019-Q2', 'Visits in timescale'],
    // A week belongs to the month in which it ends: this one ends on 7 April 2019.
    ['2019-W14', 'Visits in timescale'],
    ['2019-W13', 'Visits in time'],
  ])('in %s is what it was then: %s', (period, name) => {
    expect(kpiName(kpi, period)).toBe(name)
  })

  test('outside its definitions, and now, is the last of them', () => {
    for (const period of ['2015-03', '2020-01', null]) {
      expect(definitionFor(kpi, period)?.name).toBe('Visits in timescale')
    }
    expect(definitionFor({ ...kpi, definitions: [] }, '2019-04')).toBeUndefined()
    expect(definitionFor(open, '2030-01')?.name).toBe('Visits')
  })

  test('is its code where it has no name, and nothing where it is unknown', () => {
    expect(kpiName({ ...kpi, definitions: [] }, null)).toBe('LC01')
    expect(kpiName(undefined, null)).toBe('')
  })

  test('is collected to its last month, whatever the period; one that is not known counts as collected', () => {
    expect(lastMonthOf(kpi)).toBe('2019-12')
    expect(lastMonthOf(open)).toBeNull()
    expect(lastMonthOf({ ...kpi, definitions: [] })).toBeNull()
    expect(['2019-12', '2019-Q4', '2020-01', '2020-Q1'].map((period) => isCollectedIn(kpi, period))).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect(isCollectedIn(open, '2030-01')).toBe(true)
    expect(isCollectedIn(undefined, '2030-01')).toBe(true)
  })
})
