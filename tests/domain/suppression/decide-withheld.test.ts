/** What is withheld over several publications, and of KPIs that share a base. */
import { describe, expect, test } from 'vitest'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import { computeFigures } from '#domain/figures/compute-figures.ts'
import type { Cell } from '#domain/figures/measurement.ts'
import {
  type CellPlace,
  decideWithheld,
  type PublishedPeriod,
  type WithheldCell,
} from '#domain/suppression/decide-withheld.ts'
import { aKpi, aService, aTeam, council, countCell, ratioCell } from '../examples.ts'

const tree: Unit[] = [
  council,
  aService('HPC'),
  ...['HP-1', 'HP-2', 'HP-3', 'HP-4'].map((code) => aTeam(code)),
  aService('FD'),
  ...['FD-1', 'FD-2', 'FD-3'].map((code) => aTeam(code, { parent: 'FD' })),
]
const month = '2019-04'

/** The cells as publishing leaves them, with their sums. */
function cellsOf(kpi: Kpi, cells: Record<string, Cell>) {
  return computeFigures(
    {
      kpiAt: () => kpi,
      targetAt: () => null,
      unitsAt: () => tree,
      periods: [month],
      cell: (unit) => cells[unit],
      restarts: () => [],
    },
    '',
  )
}

/** Publishes a month again and again, each time what is given, and returns what each publication withheld in addition. */
function publishAll(
  kpis: readonly Kpi[],
  publications: readonly Record<string, Record<string, Cell>>[],
): CellPlace[][] {
  const before: WithheldCell[] = []
  const states = new Map<string, { publication: number; cells: ReturnType<typeof cellsOf> }[]>()
  return publications.map((given, publication) => {
    for (const kpi of kpis) {
      const cells = given[kpi.code]
      if (cells !== undefined)
        states.set(kpi.code, [...(states.get(kpi.code) ?? []), { publication, cells: cellsOf(kpi, cells) }])
    }
    const published: PublishedPeriod[] = [...states].map(([kpi, own]) => ({
      kpi,
      period: month,
      states: own,
      isTouched: given[kpi] !== undefined,
    }))
    const withheld = decideWithheld(published, before, {
      kpiAt: (code) => kpis.find((k) => k.code === code) ?? aKpi(),
      unitsAt: () => tree,
    })
    before.push(...withheld.map((cell) => ({ ...cell, publication })))
    return withheld
  })
}

const unitsOf = (withheld: readonly CellPlace[] | undefined, kpi?: string) =>
  (withheld ?? [])
    .filter((w) => kpi === undefined || w.kpi === kpi)
    .map((w) => w.unit)
    .sort()

describe('what was withheld once', () => {
  const count = aKpi({ code: 'CP04', kind: 'count', unit: 'children_or_items' })
  const first = { 'HP-1': countCell(3), 'HP-2': countCell(20), 'HP-3': countCell(30), 'FD-1': countCell(40) }

  test('stays withheld when a late team would be the better companion: the two months together would give the 3', () => {
    const [at, later] = publishAll(
      [count],
      [
        { CP04: first },
        { CP04: { ...first, 'FD-2': countCell(4), 'FD-3': countCell(50), 'HP-4': countCell(2) } },
      ],
    )
    expect(unitsOf(at)).toEqual(['HP-1', 'HP-2'])
    // By itself the second publication would hide HP-1 with HP-4 and give HP-2: less that and HP-3, the first one's 53 are 3.
    // HP-4 and FD-2 came together: with the sums of their services, which would tell either, they hide each other.
    expect(unitsOf(later)).toEqual(['FD', 'FD-2', 'HP-4', 'HPC'])
  })

  test('a small number that comes late and alone hides the sums it is added to, since the old ones were given', () => {
    const [, later] = publishAll([count], [{ CP04: first }, { CP04: { ...first, 'HP-4': countCell(2) } }])
    expect(unitsOf(later)).toEqual(['HP-4', 'HPC', 'RIDGE'])
  })

  test('several that come late together hide each other, and their sums are given', () => {
    const [, later] = publishAll(
      [count],
      [
        { CP04: { 'HP-1': countCell(30), 'HP-2': countCell(20) } },
        {
          CP04: { 'HP-1': countCell(30), 'HP-2': countCell(20), 'HP-3': countCell(2), 'HP-4': countCell(12) },
        },
      ],
    )
    expect(unitsOf(later)).toEqual(['HP-3', 'HP-4'])
  })

  test('a figure restated to a small number, beside others that a reader has already, hides the sums', () => {
    const given = { ...first, 'HP-1': countCell(10) }
    const [at, later] = publishAll([count], [{ CP04: given }, { CP04: { ...given, 'HP-1': countCell(3) } }])
    expect(unitsOf(at)).toEqual([])
    expect(unitsOf(later)).toEqual(['HP-1', 'HPC', 'RIDGE'])
  })

  test('a companion that is taken back leaves the sum that would then tell', () => {
    const { 'HP-2': _, ...without } = first
    const [at, later] = publishAll([count], [{ CP04: first }, { CP04: without }])
    expect(unitsOf(at)).toEqual(['HP-1', 'HP-2'])
    expect(unitsOf(later)).toEqual(['HPC', 'RIDGE'])
  })

  test('and a revert that brings the first figures back adds nothing and gives nothing back', () => {
    const { 'HP-2': _, ...without } = first
    const [, , back] = publishAll([count], [{ CP04: first }, { CP04: without }, { CP04: first }])
    expect(unitsOf(back)).toEqual([])
  })
})

describe('KPIs that share a base', () => {
  const base = 'assessments_authorised'
  const [a, b] = ['AS01', 'AS04'].map((code) =>
    aKpi({ code, sharesBase: { part: 'denominator', base } }),
  ) as [Kpi, Kpi]
  const unshared = [a, b].map((kpi) => ({ ...kpi, sharesBase: null }))
  // The base of HP-1 is small. AS01 would hide it with HP-2, of whose 60 none is left in AS04: there HP-3 is the companion.
  const cells = {
    AS01: {
      'HP-1': ratioCell(2, 4),
      'HP-2': ratioCell(30, 60),
      'HP-3': ratioCell(20, 50),
      'FD-1': ratioCell(30, 60),
    },
    AS04: {
      'HP-1': ratioCell(2, 4),
      'HP-2': ratioCell(60, 60),
      'HP-3': ratioCell(20, 50),
      'FD-1': ratioCell(30, 60),
    },
  }

  test('hide a small base with the same unit, which neither of them gives', () => {
    const [apart] = publishAll(unshared, [cells])
    expect(unitsOf(apart, 'AS01')).not.toEqual(unitsOf(apart, 'AS04'))
    const [together] = publishAll([a, b], [cells])
    expect(unitsOf(together, 'AS01')).toEqual(unitsOf(together, 'AS04'))
  })

  test('may each hide another unit where the base is large: a reader is taken to know it', () => {
    const [given] = publishAll(
      [a, b],
      [
        {
          AS01: { 'HP-1': ratioCell(3, 40), 'HP-2': ratioCell(30, 60), 'HP-3': ratioCell(20, 50) },
          AS04: { 'HP-1': ratioCell(20, 40), 'HP-2': ratioCell(30, 60), 'HP-3': ratioCell(20, 50) },
        },
      ],
    )
    expect(unitsOf(given, 'AS01')).toEqual(['HP-1', 'HP-2'])
    expect(unitsOf(given, 'AS04')).toEqual([])
  })

  test('a companion has room for the other values beside a base that is known', () => {
    const [given] = publishAll(
      [a],
      [{ AS01: { 'HP-1': ratioCell(3, 40), 'HP-2': ratioCell(60, 60), 'HP-3': ratioCell(20, 50) } }],
    )
    // Beside 60 of 60 the 3 could not be fewer.
    expect(unitsOf(given)).toEqual(['HP-1', 'HP-3'])
  })
})
