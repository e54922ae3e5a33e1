/** What is given over several periods and publications, against a reader who puts all of it into one system of equations. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { MeasureRule } from '#domain/catalogue/measure-rule.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import { computeFigures } from '#domain/figures/compute-figures.ts'
import type { Figure } from '#domain/figures/figure.ts'
import type { Cell } from '#domain/figures/measurement.ts'
import {
  decideWithheld,
  type PublishedPeriod,
  type WithheldCell,
} from '#domain/suppression/decide-withheld.ts'
import { suppressionOf, withhold } from '#domain/suppression/suppression.ts'
import { concludeFromEverything, type GivenVersion } from '../../support/reader-over-time.ts'
import { bySize } from '../../support/run-size.ts'
import { type Conclusion, isTold } from '../../support/solve-facts.ts'
import { aKpi, aService, aTeam, council, countCell, ratioCell } from '../examples.ts'

const tree: Unit[] = [
  council,
  aService('HPC'),
  ...['HP-1', 'HP-2', 'HP-3', 'HP-4'].map((code) => aTeam(code)),
]
const teams = tree.filter((u) => u.kind === 'team').map((u) => u.code)

/** The teams' cells of one measure and period. */
type Received = { kpi: string; period: string; cells: Readonly<Record<string, Cell>> }

/** Publishes one after another as the service does, and says of each figure what was given of it. */
function publishAll(
  kpis: readonly Kpi[],
  publications: readonly (readonly Received[])[],
  measureRules: readonly MeasureRule[] = [],
): Conclusion[] {
  const kpiOf = (code: string) => kpis.find((k) => k.code === code) ?? aKpi()
  const received = new Map<string, Received>()
  const states = new Map<string, { publication: number; cells: Figure[] }[]>()
  const before: WithheldCell[] = []
  const versions: GivenVersion[] = publications.flatMap((files, publication) => {
    for (const file of files) received.set(`${file.kpi} ${file.period}`, file)
    for (const { kpi, period, cells } of files) {
      const figures = figuresOf(kpiOf(kpi), period, cells)
      states.set(`${kpi} ${period}`, [
        ...(states.get(`${kpi} ${period}`) ?? []),
        { publication, cells: figures },
      ])
    }
    const published: PublishedPeriod[] = [...received.values()].map(({ kpi, period }) => {
      const own = states.get(`${kpi} ${period}`) ?? []
      return { kpi, period, states: own, isTouched: own.at(-1)?.publication === publication }
    })
    const withheld = decideWithheld(published, before, { kpiAt: kpiOf, unitsAt: () => tree })
    before.push(...withheld.map((cell) => ({ ...cell, publication })))
    return files.flatMap(({ kpi, period }) =>
      (states.get(`${kpi} ${period}`)?.at(-1)?.cells ?? []).map((truth) => {
        const own = before.filter((w) => w.kpi === kpi)
        return {
          publication,
          truth,
          given: withhold(
            truth,
            suppressionOf(own, () => tree, '2021-12'),
          ),
        }
      }),
    )
  })
  const rules = { kpisIn: () => kpis, unitsIn: () => tree, measureRules }
  return concludeFromEverything(versions, rules).conclusions
}

function figuresOf(kpi: Kpi, period: string, cells: Readonly<Record<string, Cell>>): Figure[] {
  return computeFigures(
    {
      kpiAt: () => kpi,
      targetAt: () => null,
      unitsAt: () => tree,
      periods: [period],
      cell: (unit) => cells[unit],
      restarts: () => [],
    },
    '',
  )
}

const byTeam = (cells: readonly Cell[]) =>
  Object.fromEntries(teams.map((team, i) => [team, cells[i] as Cell]))

/** In February 2021 four whole weeks make the month. */
const weeks = ['2021-W05', '2021-W06', '2021-W07', '2021-W08']
const month = '2021-02'
const ruleOf = (code: string, over: Pick<MeasureRule, 'left' | 'comparison' | 'right'>): MeasureRule => ({
  ...{ code, name: code, because: '', grains: ['monthly'], tolerance: { amount: 0, percent: 0 } },
  ...over,
})
const side = (weeks?: 'inside' | 'across' | 'ending') => ({
  words: '',
  sum: [{ kpi: 'MS01', part: 'numerator' as const, ...(weeks === undefined ? {} : { weeks }) }],
})
const flowRules = [
  ruleOf('INSIDE', { left: side('inside'), comparison: 'at_most', right: side() }),
  ruleOf('ACROSS', { left: side(), comparison: 'at_most', right: side('across') }),
]
const endingRule = [ruleOf('ENDING', { left: side(), comparison: 'equal', right: side('ending') })]
const episodes = aKpi({ code: 'MS01', kind: 'count', good: 'lower', unit: 'children_or_items', grains: ['monthly', 'weekly'] }) // biome-ignore format: one line
const open: Kpi = { ...episodes, kind: 'stock', basis: 'snapshot' }

const count = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 6, max: 40 }))
const fourTeams = fc.array(count, { minLength: 4, maxLength: 4 })
const fourWeeks = fc.array(fourTeams, { minLength: 4, maxLength: 4 })
const cellsOf = (counts: readonly number[]) => byTeam(counts.map((n) => countCell(n)))
const weekly = (of: readonly (readonly number[])[]) =>
  of.map((counts, i) => [{ kpi: 'MS01', period: weeks[i] ?? '', cells: cellsOf(counts) }])

/** Runs a property over histories, and counts what it looked at. */
function neverTells<T>(histories: fc.Arbitrary<T>, concluded: (history: T) => Conclusion[]): void {
  let small = 0
  fc.assert(
    fc.property(histories, (history) => {
      const conclusions = concluded(history)
      small += conclusions.length
      expect(conclusions.filter(isTold)).toEqual([])
    }),
    { numRuns: bySize({ part: 40, wide: 400, whole: 5_000 }) },
  )
  expect(small).toBeGreaterThan(100)
}

describe('a reader of weeks beside their month', () => {
  test('solves no small number of a stock, whose month-end is that of a week', () => {
    neverTells(fourWeeks, (counts) =>
      publishAll(
        [open],
        [...weekly(counts), [{ kpi: 'MS01', period: month, cells: cellsOf(counts[3] ?? []) }]],
        endingRule,
      ),
    )
  })

  test('solves no small number of what happened in a month of whole weeks', () => {
    neverTells(fourWeeks, (counts) => {
      const sums = teams.map((_, team) => counts.reduce((sum, week) => sum + (week[team] ?? 0), 0))
      return publishAll(
        [episodes],
        [...weekly(counts), [{ kpi: 'MS01', period: month, cells: cellsOf(sums) }]],
        flowRules,
      )
    })
  })
})

describe('a reader of measures that share a base and come one after the other', () => {
  const sharesBase = { part: 'denominator', base: 'assessments_authorised' } as const
  const kpis = [
    aKpi({ code: 'AS01', good: 'higher', sharesBase }),
    aKpi({ code: 'AS04', good: 'lower', sharesBase }),
  ]
  const shares = fc.array(fc.tuple(count, count, fc.nat(60)), { minLength: 4, maxLength: 4 })

  test('solves no small number', () => {
    neverTells(shares, (own) => {
      const first = own.map(([n, rest]) => ratioCell(n, n + rest))
      const second = own.map(([n, rest, m]) => ratioCell(Math.min(m, n + rest), n + rest))
      return publishAll(kpis, [
        [{ kpi: 'AS01', period: month, cells: byTeam(first) }],
        [{ kpi: 'AS04', period: month, cells: byTeam(second) }],
      ])
    })
  })
})
