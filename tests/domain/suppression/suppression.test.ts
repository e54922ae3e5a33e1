import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import { computeFigures } from '#domain/figures/compute-figures.ts'
import type { Figure } from '#domain/figures/figure.ts'
import { type Cell, cellOf, emptyCell } from '#domain/figures/measurement.ts'
import { noAnalysis } from '#domain/figures/spc/analyse.ts'
import { largestSmall } from '#domain/suppression/amounts.ts'
import { type SuppressionRules, suppress } from '#domain/suppression/suppression.ts'
import { addMonths } from '#domain/time/period.ts'
import { some } from '../../support/some.ts'
import {
  aFigure,
  aKpi,
  anAnalysis,
  aService,
  aTeam,
  council,
  countCell,
  ratioCell,
  valueOnlyCell,
} from '../examples.ts'
import { type Equation, possibleValues, solve } from './solver.ts'

const tree: Unit[] = [
  council,
  aService('HPC'),
  aTeam('HP-1'),
  aTeam('HP-2'),
  aTeam('HP-3'),
  aService('FD'),
  aTeam('FD-1', { parent: 'FD' }),
  aTeam('FD-2', { parent: 'FD' }),
  aService('CWD'),
  aTeam('CWD-1', { parent: 'CWD' }),
  aTeam('CPA', { teamType: 'CPA' }),
]
const teams = ['HP-1', 'HP-2', 'HP-3', 'FD-1', 'FD-2', 'CWD-1']
const equations: Equation[] = [
  { whole: 'HPC', parts: ['HP-1', 'HP-2', 'HP-3'] },
  { whole: 'FD', parts: ['FD-1', 'FD-2'] },
  { whole: 'CWD', parts: ['CWD-1'] },
  { whole: 'RIDGE', parts: ['HPC', 'FD', 'CWD'] },
]

/** The month `index` months after January 2019. */
function monthAt(index: number): string {
  return addMonths('2019-01', index)
}

/** The figures computed from the teams' cells as publishing computes them, month by month from January 2019. */
function published(cells: Record<string, readonly (Cell | undefined)[]>, kpi: Kpi = aKpi()): Figure[] {
  const months = Math.max(...Object.values(cells).map((c) => c.length))
  const periods = Array.from({ length: months }, (_, i) => monthAt(i))
  return computeFigures(
    {
      kpiAt: () => kpi,
      targetAt: () => ({ kpi: kpi.code, from: '', to: null, target: 90, floor: 80, source: '' }),
      unitsAt: () => tree,
      periods,
      cell: (unit, period) => cells[unit]?.[periods.indexOf(period)],
      restarts: () => [],
    },
    '',
  )
}

function rulesOf(kpi: Kpi = aKpi()): SuppressionRules {
  return { kpiAt: () => kpi, unitsAt: () => tree }
}

/** What an outside audience sees of one month, by unit. */
function outside(cells: Record<string, Cell>, kpi: Kpi = aKpi()): Map<string, Figure> {
  const month = Object.fromEntries(Object.entries(cells).map(([unit, cell]) => [unit, [cell]]))
  return new Map(suppress(published(month, kpi), rulesOf(kpi)).map((f) => [f.unit, f]))
}

function hiddenIn(figures: ReadonlyMap<string, Figure>): string[] {
  return [...figures.values()]
    .filter((f) => f.state === 'suppressed')
    .map((f) => f.unit)
    .sort()
}

describe('a small count', () => {
  test.each([
    [1, 40],
    [5, 40],
    [3, 4],
    [24, 25],
    [35, 40],
    [0, 5],
    [5, 5],
  ])('in %i of %i hides the percentage and both its counts', (numerator, denominator) => {
    const given = outside({
      'HP-1': ratioCell(numerator, denominator),
      'HP-2': ratioCell(30, 60),
      'FD-1': ratioCell(30, 60),
    })
    expect(given.get('HP-1')).toMatchObject({
      state: 'suppressed',
      symbol: 'c',
      value: null,
      numerator: null,
      denominator: null,
    })
  })

  test.each([
    [0, 40],
    [6, 40],
    [40, 40],
    [34, 40],
    [6, 12],
  ])('is not in %i of %i, which is given as it stands', (numerator, denominator) => {
    const given = outside({ 'HP-1': ratioCell(numerator, denominator), 'HP-2': ratioCell(30, 60) })
    expect(hiddenIn(given)).toEqual([])
    expect(given.get('HP-1')).toMatchObject({ numerator, denominator })
  })

  test('of no cases is none: nothing of nothing is said', () => {
    const given = outside({ 'HP-1': ratioCell(0, 0), 'HP-2': ratioCell(30, 60) })
    expect(given.get('HP-1')?.state).toBe('no_cases')
    expect(hiddenIn(given)).toEqual([])
  })

  test('hides a count, and a stock, and is not looked for in the FTE beneath a mean', () => {
    const count = aKpi({ kind: 'count', unit: 'children_or_items' })
    expect(
      hiddenIn(outside({ 'HP-1': countCell(3), 'HP-2': countCell(20), 'FD-1': countCell(9) }, count)),
    ).toEqual(['HP-1', 'HP-2'])
    const mean = aKpi({ kind: 'mean', unit: 'children_per_fte' })
    const caseload = (children: number, fte: number) =>
      cellOf('mean', { numerator: children, denominator: fte, value: null, symbol: null })
    expect(hiddenIn(outside({ 'HP-1': caseload(60, 4), 'HP-2': caseload(80, 5) }, mean))).toEqual([])
    expect(hiddenIn(outside({ 'HP-1': caseload(4, 1), 'HP-2': caseload(80, 5) }, mean))).toContain('HP-1')
  })

  test('behind a median hides it', () => {
    const median = aKpi({ kind: 'median', unit: 'working_days' })
    const days = (value: number, n: number) =>
      cellOf('median', { numerator: null, denominator: n, value, symbol: null })
    expect(hiddenIn(outside({ 'HP-1': days(12, 5), 'HP-2': days(14, 6) }, median))).toEqual(['HP-1'])
  })

  test('that cannot be looked for, in a value without its counts, hides the value', () => {
    expect(outside({ 'HP-1': valueOnlyCell(50), 'HP-2': ratioCell(30, 60) }).get('HP-1')).toMatchObject({
      state: 'suppressed',
      value: null,
    })
  })

  test('that was already suppressed by its source keeps the symbol it came with', () => {
    const given = outside({ 'HP-1': emptyCell('suppressed', 'low'), 'HP-2': ratioCell(30, 60) })
    expect(given.get('HP-1')).toMatchObject({ state: 'suppressed', symbol: 'low' })
    expect(given.get('HPC')).toMatchObject({ state: 'reported', numerator: 30 })
  })
})

describe('a total', () => {
  test('does not give a small count away: another part is hidden with it', () => {
    const given = outside({
      'HP-1': ratioCell(3, 40),
      'HP-2': ratioCell(30, 60),
      'HP-3': ratioCell(20, 50),
      'FD-1': ratioCell(30, 60),
    })
    expect(hiddenIn(given)).toEqual(['HP-1', 'HP-2'])
    expect(given.get('HPC')).toMatchObject({ numerator: 53, denominator: 150 })
  })

  test('of one team is that team: the service is hidden, and with it a team and a service elsewhere', () => {
    const given = outside({
      'CWD-1': ratioCell(3, 40),
      'HP-1': ratioCell(30, 60),
      'HP-2': ratioCell(20, 50),
      'FD-1': ratioCell(30, 60),
      'FD-2': ratioCell(30, 60),
    })
    expect(hiddenIn(given)).toEqual(['CWD', 'CWD-1', 'HP-1', 'HPC'])
    expect(given.get('RIDGE')).toMatchObject({ state: 'reported' })
  })

  test('is hidden itself where nothing else would do', () => {
    expect(hiddenIn(outside({ 'HP-1': ratioCell(3, 40) }))).toEqual(['HP-1', 'HPC', 'RIDGE'])
  })

  test('does not hide the zeros of other teams where a larger one will do', () => {
    const count = aKpi({ kind: 'count', unit: 'children_or_items' })
    const given = outside({ 'HP-1': countCell(3), 'HP-2': countCell(0), 'HP-3': countCell(20) }, count)
    expect(hiddenIn(given)).toEqual(['HP-1', 'HP-3'])
    expect(given.get('HP-2')).toMatchObject({ value: 0 })
  })

  test('of a team whose children are counted elsewhere is not touched by it', () => {
    const given = outside({ CPA: ratioCell(3, 40), 'HP-1': ratioCell(30, 60) })
    expect(hiddenIn(given)).toEqual(['CPA'])
  })

  test('that is supplied for a service does not follow from the council’s and the other services’', () => {
    const others = { 'FD-1': ratioCell(30, 60), 'FD-2': ratioCell(30, 60), 'CWD-1': ratioCell(30, 60) }
    const given = outside({ ...others, 'HP-1': ratioCell(30, 60), HPC: ratioCell(3, 40) })
    expect(given.get('RIDGE')).toMatchObject({ state: 'reported', numerator: 93, denominator: 220 })
    expect(hiddenIn(given)).toEqual(['CWD', 'CWD-1', 'HPC'])
  })

  test('that was stored as the sum of all teams beside a supplied figure gives no team away either', () => {
    const cells = { 'HP-1': ratioCell(3, 40), 'HP-2': ratioCell(30, 60), 'FD-1': ratioCell(30, 60) }
    const stored = published({
      ...Object.fromEntries(Object.entries(cells).map(([unit, cell]) => [unit, [cell]])),
      HPC: [ratioCell(70, 120)],
    }).map((f) => (f.unit === 'RIDGE' ? { ...f, ...ratioCell(63, 160) } : f))
    const given = new Map(suppress(stored, rulesOf()).map((f) => [f.unit, f]))
    expect(hiddenIn(given)).toContain('HP-1')
    // The council's figure less those of Front Door and the other team would give the hidden team's.
    expect(hiddenIn(given).length).toBeGreaterThan(1)
  })

  test('supplied for a service that differs from its teams’ sum is never shown beside the sum', () => {
    const given = outside({ 'HP-1': ratioCell(30, 60), 'HP-2': ratioCell(30, 60), HPC: ratioCell(61, 120) })
    expect(given.get('HPC')).toMatchObject({ numerator: 61, computed: null })
  })
})

describe('what was worked out from a hidden figure', () => {
  const given = suppress(
    [
      aFigure({ ...ratioCell(3, 40), period: '2019-04', status: 'missed', gap: 33, affected: 37 }),
      aFigure({ ...ratioCell(30, 60), period: '2019-04', unit: 'HP-2' }),
    ],
    rulesOf(),
  )[0]

  test('goes with it: status, gap, base, verdicts, limits', () => {
    expect(given).toMatchObject({
      status: null,
      gap: null,
      judgedOn: null,
      judgedNumerator: null,
      judgedDenominator: null,
      affected: 0,
      coverage: null,
      variation: 'none',
      assurance: 'none',
      teamVariation: null,
    })
    expect(given?.analysis).toEqual({ ...noAnalysis, withheld: true })
  })

  test('keeps the target, which says nothing of it', () => {
    expect(given).toMatchObject({ target: 90, floor: 80 })
  })

  test('includes the limits and flags of every month of its phase, since a mean tells the one that is missing', () => {
    const phase = { from: '2019-02', to: '2019-04', mean: 80, lower: 70, upper: 90, limits: 'trial' as const }
    const earlier = { ...phase, from: '2018-01', to: '2019-01' }
    const analysis = anAnalysis({
      phases: [earlier, phase],
      flags: [
        { period: '2018-05', signal: 'shift', meaning: 'improving', rising: true },
        { period: '2019-04', signal: 'shift', meaning: 'improving', rising: true },
      ],
    })
    const [, later] = suppress(
      [
        aFigure({ ...ratioCell(3, 40), period: '2019-03' }),
        aFigure({ ...ratioCell(30, 60), period: '2019-04', analysis, variation: 'improving' }),
      ],
      rulesOf(),
    )
    expect(later).toMatchObject({ state: 'reported', variation: 'none', assurance: 'none' })
    expect(later?.analysis).toMatchObject({ mean: null, lower: null, upper: null, withheld: true })
    expect(later?.analysis.phases.map((p) => p.mean)).toEqual([80, null])
    expect(later?.analysis.flags.map((f) => f.period)).toEqual(['2018-05'])
  })

  test('includes a verdict on three months of which one is hidden', () => {
    const [, , last] = suppress(
      [
        aFigure({ ...ratioCell(3, 9), period: '2019-02' }),
        aFigure({ ...ratioCell(8, 8), period: '2019-03' }),
        aFigure({
          ...ratioCell(8, 8),
          period: '2019-04',
          judgedOn: 'three_months',
          judgedNumerator: 19,
          judgedDenominator: 25,
          gap: 4,
        }),
      ],
      rulesOf(),
    )
    expect(last).toMatchObject({
      state: 'reported',
      status: 'small_number',
      judgedOn: null,
      judgedNumerator: null,
      gap: null,
    })
  })

  test('includes how many teams are improving, above a team that is hidden', () => {
    const figures = published({
      'HP-1': [ratioCell(3, 40)],
      'HP-2': [ratioCell(30, 60)],
      'HP-3': [ratioCell(30, 60)],
      'FD-1': [ratioCell(9, 60)],
    })
    const byUnit = new Map(suppress(figures, rulesOf()).map((f) => [f.unit, f]))
    expect(byUnit.get('HPC')?.teamVariation).toBeNull()
    expect(byUnit.get('FD')?.teamVariation).toEqual({ too_early: 1, none: 1 })
  })
})

describe('periods that tell of each other', () => {
  const rolling = aKpi({ basis: 'rolling_12_months' })

  test('a rolling measure hidden in one month is hidden in all, and so is who hides with it', () => {
    const figures = published(
      {
        'HP-1': [ratioCell(9, 40), ratioCell(3, 40), ratioCell(9, 40)],
        'HP-2': [ratioCell(9, 40), ratioCell(9, 40), ratioCell(9, 40)],
        'FD-1': [ratioCell(9, 40), ratioCell(9, 40), ratioCell(9, 40)],
      },
      rolling,
    )
    const hidden = suppress(figures, rulesOf(rolling)).filter((f) => f.state === 'suppressed')
    expect(hidden.map((f) => `${f.unit} ${f.period}`).sort()).toEqual(
      ['HP-1', 'HP-2'].flatMap((u) => [0, 1, 2].map((i) => `${u} ${monthAt(i)}`)),
    )
  })

  test('a month hidden hides the weeks of the same unit, which would add up to it', () => {
    const kpi = aKpi({ grains: ['monthly', 'weekly'] })
    const figures = [
      aFigure({ ...ratioCell(3, 40), period: '2019-04' }),
      aFigure({ ...ratioCell(9, 20), period: '2019-W17' }),
      aFigure({ ...ratioCell(30, 60), period: '2019-W17', unit: 'HP-2' }),
    ]
    expect(suppress(figures, rulesOf(kpi)).map((f) => f.state)).toEqual([
      'suppressed',
      'suppressed',
      'reported',
    ])
  })
})

const small = fc.integer({ min: 0, max: 9 })
const any = fc.oneof(
  { weight: 2, arbitrary: small },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 60 }) },
)
const ratio = fc.tuple(any, any).map(([n, rest]) => ratioCell(n, n + rest))
const cell = fc.oneof(
  { weight: 8, arbitrary: ratio },
  {
    weight: 1,
    arbitrary: fc.constantFrom(undefined, ratioCell(0, 0), valueOnlyCell(40), emptyCell('suppressed', 'c')),
  },
)
const month = fc.record(Object.fromEntries(teams.map((t) => [t, cell])))

/** What the reader knows to add up: the parts that a roll-up lists. A figure supplied for a service need not be the sum of its
 * teams, and is the service's part of the council's figure. */
function equationsAmong(
  figures: ReadonlyMap<string, Figure>,
  true_: ReadonlyMap<string, Figure>,
): Equation[] {
  const adds = (unit: string) => ['reported', 'no_cases'].includes(true_.get(unit)?.state ?? '')
  const isSum = (unit: string) => true_.get(unit)?.origin === 'computed'
  return equations.flatMap(({ whole, parts }) =>
    adds(whole) && isSum(whole) && figures.has(whole) ? [{ whole, parts: parts.filter(adds) }] : [],
  )
}

/** Every small quantity in the actual cells, with what a reader can conclude about it. */
function attacked(given: readonly Figure[], true_: readonly Figure[]) {
  const truth = new Map(true_.map((f) => [f.unit, f]))
  const seen = new Map(given.map((f) => [f.unit, f]))
  const solved = solve(seen, equationsAmong(seen, truth))
  return true_.flatMap((f) => {
    const { numerator, denominator } = f
    const known = solved.get(f.unit)
    if (known === undefined || numerator === null || denominator === null) return []
    const quantities = [
      { value: numerator, bounds: known.numerator },
      { value: denominator - numerator, bounds: known.rest },
      { value: denominator, bounds: known.denominator },
    ]
    return quantities
      .filter((q) => q.value >= 1 && q.value <= largestSmall)
      .map((q) => ({ unit: f.unit, ...q }))
  })
}

/** The sums of the teams that have counts. */
function sumOf(cells: readonly (Cell | undefined)[]): Cell {
  const total = (of: 'numerator' | 'denominator') => cells.reduce((sum, c) => sum + (c?.[of] ?? 0), 0)
  return ratioCell(total('numerator'), total('denominator'))
}

describe('whatever a council reports', () => {
  test('no small count can be worked out from all that is published, nor narrowed to less than 1 to 5', () => {
    let attacks = 0
    fc.assert(
      fc.property(month, (cells) => {
        const true_ = published(Object.fromEntries(Object.entries(cells).map(([u, c]) => [u, [c]])))
        for (const { bounds } of attacked(suppress(true_, rulesOf()), true_)) {
          attacks++
          expect(bounds.low).toBeLessThanOrEqual(1)
          expect(bounds.high).toBeGreaterThanOrEqual(largestSmall)
        }
      }),
      { numRuns: 200 },
    )
    expect(attacks).toBeGreaterThan(200)
  })

  test('nor where a figure is supplied for a service beside its teams’', () => {
    let [supplied, attacks] = [0, 0]
    fc.assert(
      fc.property(month, ratio, fc.boolean(), (teamCells, own, isSum) => {
        const cells = { ...teamCells, HPC: isSum ? sumOf([teamCells['HP-1'], teamCells['HP-2']]) : own }
        const true_ = published(Object.fromEntries(Object.entries(cells).map(([u, c]) => [u, [c]])))
        supplied += true_.filter((f) => f.unit === 'HPC' && f.origin === 'supplied').length
        for (const { bounds } of attacked(suppress(true_, rulesOf()), true_)) {
          attacks++
          expect(bounds.low).toBeLessThanOrEqual(1)
          expect(bounds.high).toBeGreaterThanOrEqual(largestSmall)
        }
      }),
      { numRuns: 300 },
    )
    expect(supplied).toBe(300)
    expect(attacks).toBeGreaterThan(300)
  })

  test('nor in any month of a rolling measure, whose hidden series are hidden whole', () => {
    const kpi = aKpi({ basis: 'rolling_12_months' })
    const looked = { attacks: 0, series: 0 }
    fc.assert(
      fc.property(fc.tuple(month, month, month), (months) => {
        const cells = Object.fromEntries(teams.map((t) => [t, months.map((m) => m[t])]))
        const true_ = published(cells, kpi)
        const given = suppress(true_, rulesOf(kpi))
        for (const period of [0, 1, 2].map(monthAt)) {
          const of = (figures: readonly Figure[]) => figures.filter((f) => f.period === period)
          for (const { bounds } of attacked(of(given), of(true_))) {
            looked.attacks++
            expect(bounds.low).toBeLessThanOrEqual(1)
            expect(bounds.high).toBeGreaterThanOrEqual(largestSmall)
          }
        }
        for (const unit of new Set(given.filter((f) => f.state === 'suppressed').map((f) => f.unit))) {
          looked.series++
          expect(given.filter((f) => f.unit === unit && f.state === 'reported')).toEqual([])
        }
      }),
      { numRuns: 25 },
    )
    expect(Math.min(looked.attacks, looked.series)).toBeGreaterThan(25)
  })

  test('what is given is what was stored, or hidden: nothing is invented and no kind of nothing changes', () => {
    const looked = { hidden: 0, given: 0 }
    fc.assert(
      fc.property(month, (cells) => {
        const true_ = published(Object.fromEntries(Object.entries(cells).map(([u, c]) => [u, [c]])))
        some(suppress(true_, rulesOf())).forEach((given, i) => {
          const stored = true_[i] as Figure
          if (given.state === 'suppressed') {
            looked.hidden++
            expect([given.numerator, given.denominator, given.value]).toEqual([null, null, null])
            expect(['not_reported', 'not_applicable', 'no_cases']).not.toContain(stored.state)
          } else {
            looked.given++
            for (const key of ['state', 'numerator', 'denominator', 'value', 'symbol', 'coverage'] as const)
              expect(given[key]).toEqual(stored[key])
          }
        })
      }),
      { numRuns: 100 },
    )
    expect(Math.min(looked.hidden, looked.given)).toBeGreaterThan(100)
  })

  test('hiding what is already hidden changes nothing', () => {
    fc.assert(
      fc.property(
        fc.tuple(month, month),
        fc.constantFrom('flow' as const, 'rolling_3_months' as const),
        (months, basis) => {
          const kpi = aKpi({ basis })
          const cells = Object.fromEntries(teams.map((t) => [t, months.map((m) => m[t])]))
          const once = suppress(published(cells, kpi), rulesOf(kpi))
          expect(suppress(once, rulesOf(kpi))).toEqual(once)
        },
      ),
      { numRuns: 100 },
    )
  })

  test('the reader who tries is not a weak one: it finds all that trying every value finds', () => {
    const few = fc.integer({ min: 0, max: 4 })
    const units = fc.subarray(['a', 'b', 'c', 's'], { minLength: 1 })
    fc.assert(
      fc.property(fc.tuple(few, few, few), units, ([a, b, c], hidden) => {
        const values = new Map([
          ['a', a],
          ['b', b],
          ['c', c],
          ['s', a + b],
          ['t', a + b + c],
        ])
        const sums: Equation[] = [
          { whole: 's', parts: ['a', 'b'] },
          { whole: 't', parts: ['s', 'c'] },
        ]
        const known = new Map([...values].map(([u, v]) => [u, hidden.includes(u) ? null : v]))
        const cells = new Map(
          [...known].map(([u, v]) => [u, v === null ? emptyCell('suppressed') : ratioCell(v, v + 1)]),
        )
        const solved = solve(cells, sums)
        for (const unit of some(hidden)) {
          const possible = [...possibleValues(unit, known, sums, 12)]
          expect(solved.get(unit)?.numerator).toEqual({
            low: Math.min(...possible),
            high: Math.max(...possible),
          })
        }
      }),
      { numRuns: 40 },
    )
  })
})
