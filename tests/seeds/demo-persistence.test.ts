/** Month after month the demonstration counts mostly the same children, as a council does; and some of its figures are fixed. */
import { describe, expect, test } from 'vitest'
import { monthsFrom } from '#domain/time/period.ts'
import { readCatalogue } from '../../seeds/catalogue.ts'
import { exactFigures } from '../../seeds/demo/exact.ts'
import { isOpenAtEnd, ordinaryProfile, profiles, serviceProfiles } from '../../seeds/demo/profiles.ts'
import { stories } from '../../seeds/demo/stories.ts'
import type { KpiSeed } from '../../seeds/schemas.ts'
import { some } from '../support/some.ts'
import { ledgerOf } from './demo-figures.ts'

const { kpis, units } = readCatalogue()
const ledger = ledgerOf()
const months = monthsFrom('2017-03', '2019-04')

/** The figures of a series as "numerator/denominator", or the numerator of a count, in order. */
function cells(team: string, kpi: string, from = '2017-03'): string {
  return monthsFrom(from, '2019-04')
    .map((month) => {
      const row = ledger.get(`${team} ${kpi} ${month}`)
      return row?.denominator ? `${row.numerator}/${row.denominator}` : row?.numerator
    })
    .join(' ')
}

/** The council's count of overdue audit actions: the sum over the teams that count them. */
function overdueInCouncil(month: string): number {
  const rows = [...ledger.values()].filter((row) => row.kpi_code === 'CN03' && row.period === month)
  return rows.reduce((sum, row) => sum + Number(row.numerator), 0)
}

describe('figures that stay as they are, whatever else the demonstration tells', () => {
  test.each([
    ['HP-N1', 'AS04', '2019-01', '12/12 13/13 13/13 13/13'],
    ['HP-N2', 'AS04', '2019-01', '12/12 13/13 12/12 12/12'],
    [
      'FOST-2',
      'WF06',
      '2017-03',
      '10/11 10/11 9/10 10/11 8/10 9/10 10/11 9/10 10/11 9/10 9/10 10/11 9/10 9/10 10/11 9/10 9/10 9/10 10/11 9/10 9/10 ' +
        '9/11 9/10 10/11 10/11 9/11',
    ],
    [
      'CPA',
      'WF06',
      '2017-03',
      '11/11 10/11 10/10 10/11 10/11 9/10 10/11 9/11 10/11 10/11 9/10 10/11 11/12 9/10 10/11 10/11 11/11 10/11 10/11 ' +
        '9/10 10/11 10/11 10/11 9/11 9/10 9/10',
    ],
    [
      'ASMT-C',
      'CP02',
      '2017-03',
      '2/2 1/1 1/1 2/2 2/2 1/1 1/1 2/3 2/2 2/3 2/2 2/2 1/2 3/3 1/1 1/1 2/3 1/1 2/2 1/1 2/3 2/2 1/1 3/3 2/2 2/3',
    ],
    ['CWD-S', 'CN03', '2017-03', '0 1 0 1 2 0 0 1 1 1 2 2 0 1 0 0 0 2 0 12 24 35 31 20 10 7'],
    ['HP-S1', 'WF08', '2017-03', Array(26).fill('0').join(' ')],
  ])('%s %s', (team, kpi, from, expected) => {
    expect(cells(team, kpi, from)).toBe(expected)
  })

  test('the council’s overdue audit actions', () => {
    expect(months.map(overdueInCouncil)).toEqual([
      8, 12, 5, 10, 11, 12, 9, 10, 7, 13, 11, 13, 5, 12, 9, 8, 11, 12, 8, 17, 36, 41, 41, 27, 22, 15,
    ])
  })

  test('visits of Help and Protection South 1 fall deep from March, in a team of at least 38 children on a plan', () => {
    expect(cells('HP-S1', 'CP04', '2019-01')).toBe('37/40 37/39 22/40 22/39')
  })
})

/**
 * The correlation of each value with the one before it, with the bias of short series taken out: r + (1 + 4r) / n, as in
 * F. H. C. Marriott and J. A. Pope, "Bias in the estimation of autocorrelations", Biometrika 41 (1954), 390 to 402, and
 * M. G. Kendall's note in the same volume, 403 to 404.
 */
function persistenceOf(values: readonly number[]): number {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const apart = values.map((value) => value - mean)
  const square = apart.reduce((sum, value) => sum + value ** 2, 0)
  const next = apart.slice(1).reduce((sum, value, i) => sum + value * (apart[i] ?? 0), 0)
  const r = next / square
  return r + (1 + 4 * r) / n
}

/** The values of a team's monthly series; empty if it is a story, holds an exact council figure, is short or constant, or has a base
 *  under 10. */
function ordinarySeries(kpi: KpiSeed, team: string): number[] {
  const isExact = Object.keys(exactFigures).some(
    (key) => key.startsWith(`${kpi.code} 20`) && !key.includes('W'),
  )
  if (stories[`${team} ${kpi.code}`] !== undefined || isExact || kpi.code === 'CN03') return []
  const rows = months.flatMap((month) => ledger.get(`${team} ${kpi.code} ${month}`) ?? [])
  const bases = rows.map((row) => Number(row.denominator))
  if (kpi.kind === 'ratio' && !(Math.min(...bases) >= 10)) return []
  const values = rows.map(
    (row) => Number(row.numerator) / (kpi.denominator === null ? 1 : Number(row.denominator)),
  )
  const isSound = values.length === months.length && values.every(Number.isFinite)
  return isSound && new Set(values).size > 1 ? values : []
}

function medianPersistence(chosen: (kpi: KpiSeed) => boolean): { median: number; series: number } {
  const teams = units.filter(({ kind }) => kind === 'team').map(({ code }) => code)
  const found = kpis
    .filter((kpi) => kpi.grains.includes('monthly') && chosen(kpi))
    .flatMap((kpi) => teams.map((team) => ordinarySeries(kpi, team)))
    .filter((values) => values.length > 0)
    .map(persistenceOf)
    .sort((a, b) => a - b)
  return { median: found[Math.floor(found.length / 2)] ?? Number.NaN, series: found.length }
}

describe('persistence', () => {
  test('the correction takes the bias out of a series that alternates, and of one that only rises', () => {
    expect(persistenceOf([1, -1, 1, -1])).toBeCloseTo(-0.75 + (1 - 3) / 4)
    expect(persistenceOf([1, 2, 3, 4])).toBeCloseTo(0.25 + (1 + 1) / 4)
  })

  test('a snapshot or a stock keeps more than a third and less than all of one month’s distance in the next', () => {
    const { median, series } = medianPersistence((kpi) => isOpenAtEnd(kpi) && kpi.kind !== 'mean')
    expect(series).toBeGreaterThan(80)
    expect(median).toBeGreaterThan(0.4)
    expect(median).toBeLessThan(0.8)
  })

  test('a flow keeps nothing: each month’s cases are new', () => {
    const { median, series } = medianPersistence(
      (kpi) => kpi.basis === 'flow' && (kpi.kind === 'ratio' || kpi.kind === 'count'),
    )
    expect(series).toBeGreaterThan(40)
    expect(Math.abs(median)).toBeLessThan(0.15)
  })

  test('every KPI of what is open says how much is carried over, a half to four fifths, and no other does', () => {
    const chanceOf = (kpi: KpiSeed) =>
      (profiles[kpi.code] ?? serviceProfiles[kpi.code] ?? ordinaryProfile(kpi)).carried
    const open = kpis.filter(isOpenAtEnd)
    for (const kpi of some(open)) {
      expect(chanceOf(kpi), kpi.code).toBeGreaterThanOrEqual(0.5)
      expect(chanceOf(kpi), kpi.code).toBeLessThanOrEqual(0.8)
    }
    const others = kpis.filter((kpi) => !isOpenAtEnd(kpi))
    expect(some(others).filter((kpi) => chanceOf(kpi) !== undefined)).toEqual([])
  })
})
