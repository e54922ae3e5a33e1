import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeFigures, type KpiLedger, partsOf } from '#domain/compute-figures.ts'
import type { Figure } from '#domain/figure.ts'
import type { Kpi, Target } from '#domain/kpi.ts'
import { type Cell, cellOf, emptyCell } from '#domain/measurement.ts'
import { addPeriods, lastMonth } from '#domain/period.ts'
import type { Unit } from '#domain/unit.ts'
import { aKpi, aService, aTeam, council, countCell, ratioCell, valueOnlyCell } from './examples.ts'

/** A council of two services: HPC with two teams and a conference chair, FD with one. */
const tree: Unit[] = [
  council,
  aService('HPC'),
  aService('FD'),
  aTeam('HP-1'),
  aTeam('HP-2'),
  aTeam('CPA', { teamType: 'CPA' }),
  aTeam('AS-1', { parent: 'FD' }),
]

const target: Target = { kpi: 'AS01', from: '2000-01', to: null, target: 90, floor: 80, source: '' }

type Cells = Record<string, Record<string, Cell>>

/** A ledger over `cells` (unit, then period) with everything else plain. */
function ledgerOf(
  cells: Cells,
  over: Partial<KpiLedger> & { kpi?: Partial<Kpi>; units?: Unit[] } = {},
): KpiLedger {
  const { kpi, units, ...rest } = over
  const named = Object.values(cells)
    .flatMap((byPeriod) => Object.keys(byPeriod))
    .sort()
  const periods: string[] = []
  const last = named.at(-1) ?? ''
  for (let p = named[0] ?? ''; p !== '' && p <= last; p = addPeriods(p, 1)) periods.push(p)
  return {
    kpiAt: () => aKpi(kpi),
    targetAt: () => target,
    unitsAt: () => units ?? tree,
    monthOf: lastMonth,
    periods,
    cell: (unit, period) => cells[unit]?.[period],
    restarts: () => [],
    ...rest,
  }
}

const figuresOf = (ledger: KpiLedger, from = '') =>
  new Map(computeFigures(ledger, from).map((f) => [`${f.unit} ${f.period}`, f]))

const at = (figures: Map<string, Figure>, unit: string, period = '2019-04') => {
  const figure = figures.get(`${unit} ${period}`)
  if (figure === undefined) throw new Error(`no figure of ${unit} in ${period}`)
  return figure
}

/** The same cell for a unit in each of the months from January 2018. */
function monthly(cells: readonly (Cell | null)[], start = '2018-01'): Record<string, Cell> {
  return Object.fromEntries(cells.flatMap((c, i) => (c === null ? [] : [[addPeriods(start, i), c]])))
}

describe('a month of a small council', () => {
  const figures = figuresOf(
    ledgerOf({
      'HP-1': { '2019-04': ratioCell(45, 50) },
      'HP-2': { '2019-04': ratioCell(30, 50) },
      CPA: { '2019-04': ratioCell(75, 100) },
      'AS-1': { '2019-04': ratioCell(18, 20) },
    }),
  )

  test('a team’s figure is its own row', () => {
    expect(at(figures, 'HP-1')).toMatchObject({
      origin: 'team',
      value: 90,
      status: 'met',
      coverage: null,
      computed: null,
      teamVariation: null,
    })
  })

  test('a service and the council are sum over sum of the teams whose type counts the children', () => {
    expect(at(figures, 'HPC')).toMatchObject({
      origin: 'computed',
      numerator: 75,
      denominator: 100,
      value: 75,
    })
    expect(at(figures, 'FD')).toMatchObject({ numerator: 18, denominator: 20 })
    expect(at(figures, 'RIDGE')).toMatchObject({
      numerator: 93,
      denominator: 120,
      value: 77.5,
      status: 'missed',
      gap: 15,
    })
  })

  test('a team of another type sees the same children on its own scorecard and is not added', () => {
    expect(at(figures, 'CPA')).toMatchObject({ origin: 'team', numerator: 75, denominator: 100 })
    expect(at(figures, 'HPC').coverage).toMatchObject({ expected: 2, added: 2 })
    expect(at(figures, 'RIDGE').coverage).toMatchObject({ expected: 3, added: 3 })
  })
})

describe('nothing', () => {
  test('a team that carries the KPI and sent nothing is not reported, and said to be left out', () => {
    const figures = figuresOf(ledgerOf({ 'HP-1': { '2019-04': ratioCell(45, 50) } }))
    expect(at(figures, 'HP-2')).toMatchObject({ state: 'not_reported', status: 'no_data', variation: 'none' })
    expect(at(figures, 'HPC')).toMatchObject({ numerator: 45, denominator: 50 })
    expect(at(figures, 'HPC').coverage).toMatchObject({ expected: 2, added: 1, notReported: 1 })
    expect(at(figures, 'FD')).toMatchObject({ state: 'not_reported', status: 'no_data' })
  })

  test('a team whose type does not carry the KPI has no figure, unless it sent one', () => {
    const cells = { 'HP-1': { '2019-04': ratioCell(45, 50) } }
    expect(figuresOf(ledgerOf(cells)).has('CPA 2019-04')).toBe(false)
    expect(figuresOf(ledgerOf({ ...cells, CPA: { '2019-04': ratioCell(1, 2) } })).has('CPA 2019-04')).toBe(
      true,
    )
  })

  test('a service with no team that counts the children has no figure', () => {
    const figures = figuresOf(
      ledgerOf({ 'HP-1': { '2019-04': ratioCell(45, 50) } }, { units: [...tree, aService('QSP')] }),
    )
    expect(figures.has('QSP 2019-04')).toBe(false)
  })

  test('a month in which nothing came from anyone has no figures', () => {
    const figures = figuresOf(
      ledgerOf({ 'HP-1': { '2019-02': ratioCell(45, 50), '2019-04': ratioCell(45, 50) } }),
    )
    expect([...figures.keys()].some((k) => k.endsWith('2019-03'))).toBe(false)
    expect(figures.has('HP-2 2019-04')).toBe(true)
  })

  test('an empty ledger has no figures', () => {
    expect(computeFigures(ledgerOf({}), '')).toEqual([])
  })

  test('no cases, suppressed and a value without counts are each left out by name', () => {
    const figures = figuresOf(
      ledgerOf({
        'HP-1': { '2019-04': ratioCell(0, 0) },
        'HP-2': { '2019-04': emptyCell('suppressed', 'c') },
        'AS-1': { '2019-04': valueOnlyCell(95) },
      }),
    )
    expect(at(figures, 'RIDGE')).toMatchObject({ state: 'no_cases', status: null })
    expect(at(figures, 'RIDGE').coverage).toMatchObject({
      expected: 3,
      noCases: 1,
      suppressed: 1,
      withoutDenominator: 1,
    })
    expect(at(figures, 'AS-1')).toMatchObject({
      value: 95,
      status: null,
      variation: 'none',
      assurance: 'none',
    })
    expect(at(figures, 'FD')).toMatchObject({ state: 'not_reported' })
  })

  test('a median is its team’s own and cannot be combined above it', () => {
    const median = cellOf('median', { numerator: null, denominator: 12, value: 3, symbol: null })
    const figures = figuresOf(
      ledgerOf({ 'HP-1': { '2019-04': median } }, { kpi: { kind: 'median', good: 'lower', minimum: 5 } }),
    )
    expect(at(figures, 'HP-1').value).toBe(3)
    expect(at(figures, 'HPC')).toMatchObject({ state: 'not_applicable', status: null, origin: 'computed' })
  })
})

describe('a figure supplied for a service or the council', () => {
  const teams = { 'HP-1': { '2019-04': ratioCell(45, 50) }, 'HP-2': { '2019-04': ratioCell(30, 50) } }

  test('beats the computed one, which is shown beside it where they differ', () => {
    const figures = figuresOf(ledgerOf({ ...teams, HPC: { '2019-04': ratioCell(80, 110) } }))
    expect(at(figures, 'HPC')).toMatchObject({ origin: 'supplied', numerator: 80, denominator: 110 })
    expect(at(figures, 'HPC').computed).toMatchObject({ numerator: 75, denominator: 100, value: 75 })
  })

  test('equal to the computed one stands alone', () => {
    const figures = figuresOf(ledgerOf({ ...teams, HPC: { '2019-04': ratioCell(75, 100) } }))
    expect(at(figures, 'HPC')).toMatchObject({ origin: 'supplied', computed: null })
  })

  test('stands alone where the teams sent nothing to compare', () => {
    const figures = figuresOf(ledgerOf({ HPC: { '2019-04': ratioCell(75, 100) } }))
    expect(at(figures, 'HPC')).toMatchObject({ origin: 'supplied', computed: null })
    expect(at(figures, 'HPC').coverage).toMatchObject({ expected: 2, added: 0, notReported: 2 })
  })

  test('is never added to its teams’', () => {
    const figures = figuresOf(ledgerOf({ ...teams, HPC: { '2019-04': ratioCell(80, 110) } }))
    expect(at(figures, 'RIDGE')).toMatchObject({ origin: 'computed', numerator: 75, denominator: 100 })
  })

  test('adds up to the council where no team counts the children', () => {
    const kpi = { teamTypes: ['SVC'], countedBy: [] }
    const figures = figuresOf(
      ledgerOf({ HPC: { '2019-04': ratioCell(5, 50) }, FD: { '2019-04': ratioCell(10, 50) } }, { kpi }),
    )
    expect(at(figures, 'RIDGE')).toMatchObject({
      origin: 'computed',
      numerator: 15,
      denominator: 100,
      value: 15,
    })
    expect(at(figures, 'RIDGE').coverage).toMatchObject({ expected: 2, added: 2 })
    expect(figures.has('HP-1 2019-04')).toBe(false)
  })

  test('adds up to the council where teams would count the children and none has sent any', () => {
    const figures = figuresOf(ledgerOf({ HPC: { '2019-04': ratioCell(80, 110) } }))
    expect(at(figures, 'RIDGE')).toMatchObject({ origin: 'computed', numerator: 80, denominator: 110 })
    expect(at(figures, 'RIDGE').coverage).toMatchObject({ expected: 2, added: 1, notReported: 1 })
  })

  test('for the council beats what its services add up to', () => {
    const kpi = { teamTypes: ['SVC'], countedBy: [] }
    const cells = { RIDGE: { '2019-04': ratioCell(14, 100) }, HPC: { '2019-04': ratioCell(5, 50) } }
    const figures = figuresOf(ledgerOf(cells, { kpi }))
    expect(at(figures, 'RIDGE')).toMatchObject({ origin: 'supplied', numerator: 14 })
    expect(at(figures, 'RIDGE').computed).toMatchObject({ numerator: 5, denominator: 50 })
  })

  test('once supplied is expected: a month without it is not reported, one before the first is not expected', () => {
    const kpi = { teamTypes: ['SVC'], countedBy: [] }
    const figures = figuresOf(
      ledgerOf(
        {
          HPC: { '2019-02': ratioCell(5, 50), '2019-03': ratioCell(5, 50) },
          FD: { '2019-03': ratioCell(10, 50), '2019-04': ratioCell(10, 50) },
        },
        { kpi },
      ),
    )
    expect(figures.has('FD 2019-02')).toBe(false)
    expect(at(figures, 'RIDGE', '2019-02').coverage).toMatchObject({ expected: 1, added: 1 })
    expect(at(figures, 'HPC', '2019-04')).toMatchObject({
      state: 'not_reported',
      origin: 'supplied',
      status: 'no_data',
    })
    expect(at(figures, 'RIDGE', '2019-04').coverage).toMatchObject({ expected: 2, added: 1, notReported: 1 })
  })
})

describe('teams that close, open and split', () => {
  const units = [
    council,
    aService('HPC'),
    aTeam('HP-C', { closed: '2018-09-30' }),
    aTeam('HP-C1', { opened: '2018-10-01', predecessors: ['HP-C'] }),
    aTeam('HP-C2', { opened: '2018-10-01', predecessors: ['HP-C'] }),
  ]
  const cells = {
    'HP-C': { '2018-08': ratioCell(80, 100), '2018-09': ratioCell(82, 100) },
    'HP-C1': { '2018-10': ratioCell(40, 50), '2018-11': ratioCell(41, 50) },
    'HP-C2': { '2018-10': ratioCell(45, 50), '2018-11': ratioCell(46, 50) },
  }
  const figures = figuresOf(ledgerOf(cells, { units }))

  test('a closed team has figures to its last month and is expected no longer', () => {
    expect(figures.has('HP-C 2018-09')).toBe(true)
    expect(figures.has('HP-C 2018-10')).toBe(false)
    expect(at(figures, 'HPC', '2018-09').coverage).toMatchObject({ expected: 1, added: 1 })
  })

  test('the two halves start at their opening and are added from there', () => {
    expect(figures.has('HP-C1 2018-09')).toBe(false)
    expect(at(figures, 'HPC', '2018-10')).toMatchObject({ numerator: 85, denominator: 100 })
    expect(at(figures, 'HP-C1', '2018-11').analysis.points).toBe(2)
    expect(at(figures, 'HPC', '2018-11').analysis.points).toBe(4)
  })

  test('a team that closed within a quarter or a week is still in it', () => {
    const quarter = figuresOf(
      ledgerOf(
        { 'HP-C': { '2018-Q4': ratioCell(80, 100) } },
        {
          units: [council, aService('HPC'), aTeam('HP-C', { closed: '2018-10-31' })],
        },
      ),
    )
    expect(at(quarter, 'HPC', '2018-Q4')).toMatchObject({ numerator: 80, denominator: 100 })
    const week = figuresOf(
      ledgerOf(
        { 'HP-C': { '2019-W01': ratioCell(8, 10) } },
        {
          units: [council, aService('HPC'), aTeam('HP-C', { closed: '2018-12-31' })],
        },
      ),
    )
    expect(at(week, 'HP-C', '2019-W01').value).toBe(80)
  })

  test('a month is rolled up on its own tree', () => {
    const moved = (period: string) =>
      tree.map((u) => (u.code === 'HP-2' && period >= '2019-04' ? { ...u, parent: 'FD' } : u))
    const row = { '2019-03': ratioCell(30, 50), '2019-04': ratioCell(30, 50) }
    const over = figuresOf(ledgerOf({ 'HP-1': row, 'HP-2': row, 'AS-1': row }, { unitsAt: moved }))
    expect([at(over, 'HPC', '2019-03').denominator, at(over, 'FD', '2019-03').denominator]).toEqual([100, 50])
    expect([at(over, 'HPC').denominator, at(over, 'FD').denominator]).toEqual([50, 100])
    expect([at(over, 'RIDGE', '2019-03').denominator, at(over, 'RIDGE').denominator]).toEqual([150, 150])
  })
})

describe('judgement over time', () => {
  test('each month is judged with the target in force for it', () => {
    const row = { '2019-03': ratioCell(85, 100), '2019-04': ratioCell(85, 100) }
    const figures = figuresOf(
      ledgerOf(
        { 'HP-1': row },
        { targetAt: (period) => ({ ...target, target: period < '2019-04' ? 85 : 90 }) },
      ),
    )
    expect([at(figures, 'HP-1', '2019-03').status, at(figures, 'HP-1').status]).toEqual(['met', 'close'])
    expect([at(figures, 'HP-1', '2019-03').target, at(figures, 'HP-1').target]).toEqual([85, 90])
  })

  test('a small month is judged on three, when all three are there', () => {
    const row = { '2019-02': ratioCell(5, 5), '2019-03': ratioCell(3, 4), '2019-04': ratioCell(1, 3) }
    expect(at(figuresOf(ledgerOf({ 'HP-1': row })), 'HP-1')).toMatchObject({
      judgedOn: 'three_months',
      judgedNumerator: 9,
      judgedDenominator: 12,
      status: 'missed',
      numerator: 1,
      denominator: 3,
    })
    const { '2019-03': _, ...holed } = row
    expect(at(figuresOf(ledgerOf({ 'HP-1': holed })), 'HP-1').status).toBe('small_number')
  })

  test('three weeks, or three quarters, are not three months', () => {
    const weeks = { '2019-W19': ratioCell(5, 5), '2019-W20': ratioCell(3, 4), '2019-W21': ratioCell(1, 3) }
    expect(at(figuresOf(ledgerOf({ 'HP-1': weeks })), 'HP-1', '2019-W21').status).toBe('small_number')
    const quarters = { '2018-Q3': ratioCell(5, 5), '2018-Q4': ratioCell(3, 4), '2019-Q1': ratioCell(1, 3) }
    expect(at(figuresOf(ledgerOf({ 'HP-1': quarters })), 'HP-1', '2019-Q1').judgedOn).toBeNull()
  })
})

describe('statistics', () => {
  const cells = (values: readonly (number | null)[]) =>
    monthly(values.map((v) => (v === null ? null : ratioCell(v, 100))))

  test('are those of the series up to the month, for teams and roll-ups alike', () => {
    const values = [80, 82, 80, 82, 80, 82, 80, 82, 80, 82, 80, 82, 80, 95]
    const figures = figuresOf(ledgerOf({ 'HP-1': cells(values) }))
    for (const unit of ['HP-1', 'HPC', 'RIDGE']) {
      expect(at(figures, unit, '2018-06')).toMatchObject({ variation: 'too_early', assurance: 'too_early' })
      expect(at(figures, unit, '2018-07')).toMatchObject({
        variation: 'no_real_change',
        assurance: 'too_early',
      })
      expect(at(figures, unit, '2019-01')).toMatchObject({
        variation: 'no_real_change',
        assurance: 'will_miss',
      })
      expect(at(figures, unit, '2019-02')).toMatchObject({ variation: 'improving' })
      expect(at(figures, unit, '2019-02').analysis).toMatchObject({ points: 14, signal: 'outside_limits' })
    }
  })

  test('restart for the unit whose restart it is', () => {
    const values = Array.from({ length: 14 }, (_, i) => 80 + (i % 2))
    const ledger = ledgerOf(
      { 'HP-1': cells(values), 'HP-2': cells(values) },
      { restarts: (unit) => (unit === 'HP-1' ? ['2018-08'] : []) },
    )
    const figures = figuresOf(ledger)
    expect(at(figures, 'HP-1', '2019-02').analysis.points).toBe(7)
    expect(at(figures, 'HP-2', '2019-02').analysis.points).toBe(14)
  })

  test('are none for a rolling window', () => {
    const figures = figuresOf(
      ledgerOf({ 'HP-1': cells(Array(14).fill(80)) }, { kpi: { basis: 'rolling_12_months' } }),
    )
    expect(at(figures, 'HP-1', '2019-02')).toMatchObject({ variation: 'none', assurance: 'none' })
    expect(at(figures, 'HP-1', '2019-02').analysis.phases).toEqual([])
  })

  test('of weeks run on weeks', () => {
    const weeks = Object.fromEntries(
      Array.from({ length: 13 }, (_, i) => [addPeriods('2018-W46', i), ratioCell(80 + (i % 2), 100)]),
    )
    const figures = figuresOf(ledgerOf({ 'HP-1': weeks }))
    expect(at(figures, 'HP-1', '2019-W06').analysis).toMatchObject({ points: 13, limits: 'full' })
  })

  test('a month in which a unit was not expected is a gap in its series like any other', () => {
    const values = [80, 81, 80, 81, null, 80, 81, 80, 81]
    const carried = figuresOf(ledgerOf({ 'HP-1': cells(values), 'HP-2': cells(Array(9).fill(50)) }))
    const uncarried = figuresOf(ledgerOf({ CPA: cells(values), 'HP-2': cells(Array(9).fill(50)) }))
    expect(at(uncarried, 'CPA', '2018-09').analysis).toEqual(at(carried, 'HP-1', '2018-09').analysis)
    const long = [80, 81, 80, 81, null, null, null, 90, 91]
    const broken = figuresOf(ledgerOf({ CPA: cells(long), 'HP-2': cells(Array(9).fill(50)) }))
    expect(at(broken, 'CPA', '2018-09').analysis.points).toBe(2)
  })

  test('how many teams show each variation counts the teams that are added', () => {
    const steady = cells(Array.from({ length: 14 }, (_, i) => 80 + (i % 2)))
    const better = cells([...Array.from({ length: 13 }, (_, i) => 80 + (i % 2)), 99])
    const figures = figuresOf(ledgerOf({ 'HP-1': better, 'HP-2': steady, CPA: better, 'AS-1': better }))
    expect(at(figures, 'HPC', '2019-02').teamVariation).toEqual({ improving: 1, no_real_change: 1 })
    expect(at(figures, 'RIDGE', '2019-02').teamVariation).toEqual({ improving: 2, no_real_change: 1 })
    expect(at(figures, 'HPC', '2018-01').teamVariation).toEqual({ too_early: 2 })
  })

  test('a team that sent nothing shows no variation, and is counted so', () => {
    const figures = figuresOf(ledgerOf({ 'HP-1': { '2019-04': ratioCell(45, 50) } }))
    expect(at(figures, 'HPC').teamVariation).toEqual({ too_early: 1, none: 1 })
  })
})

describe('what is computed again', () => {
  const row = fc.option(
    fc.oneof(
      fc
        .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 20 }))
        .map(([n, more]) => ratioCell(n, n + more)),
      fc.constantFrom(emptyCell('suppressed', 'c'), emptyCell('not_reported'), valueOnlyCell(70)),
    ),
    { nil: null, freq: 4 },
  )
  const history = fc.array(row, { minLength: 1, maxLength: 18 })
  const ledgerCells = fc.record({ 'HP-1': history, 'HP-2': history, CPA: history, FD: history })
  const asCells = (rows: Record<string, (Cell | null)[]>): Cells =>
    Object.fromEntries(Object.entries(rows).map(([unit, cells]) => [unit, monthly(cells)]))

  test('begins at `from`, with the history before it', () => {
    const values = monthly(Array.from({ length: 14 }, (_, i) => ratioCell(80 + (i % 2), 100)))
    const ledger = ledgerOf({ 'HP-1': values })
    const figures = computeFigures(ledger, '2019-01')
    expect([...new Set(figures.map((f) => f.period))]).toEqual(['2019-01', '2019-02'])
    expect(figures).toEqual(computeFigures(ledger, '').filter((f) => f.period >= '2019-01'))
  })

  test('a later month never changes an earlier month', () => {
    fc.assert(
      fc.property(ledgerCells, fc.nat({ max: 17 }), (rows, keep) => {
        const whole = asCells(rows)
        const cut = asCells(
          Object.fromEntries(Object.entries(rows).map(([u, r]) => [u, r.slice(0, keep + 1)])),
        )
        const last = addPeriods('2018-01', keep)
        const before = computeFigures(ledgerOf(cut), '')
        const after = computeFigures(ledgerOf(whole), '').filter((f) => f.period <= last)
        expect(after).toEqual(before)
      }),
      { numRuns: 40 },
    )
  })

  test('a roll-up’s counts are the sums of its parts, and every unit has one figure a month', () => {
    fc.assert(
      fc.property(ledgerCells, (rows) => {
        const ledger = ledgerOf(asCells(rows))
        const figures = computeFigures(ledger, '')
        const byKey = new Map(figures.map((f) => [`${f.unit} ${f.period}`, f]))
        expect(byKey.size).toBe(figures.length)
        for (const figure of figures.filter((f) => f.origin === 'computed' && f.state === 'reported')) {
          const unit = tree.find((u) => u.code === figure.unit)
          if (unit === undefined) throw new Error(figure.unit)
          const supplied = new Set(
            figures.filter((f) => f.origin === 'supplied' && f.period === figure.period).map((f) => f.unit),
          )
          const parts = partsOf(aKpi(), unit, tree, (code) => byKey.get(`${code} ${figure.period}`), supplied)
          const sum = (of: 'numerator' | 'denominator') =>
            parts.reduce((total, p) => total + (p.cell[of] ?? 0), 0)
          expect([figure.numerator, figure.denominator]).toEqual([sum('numerator'), sum('denominator')])
          expect(figure.coverage?.expected).toBe(parts.length)
        }
      }),
      { numRuns: 40 },
    )
  })

  test('a stock above its teams is their sum', () => {
    const kpi = {
      kind: 'stock' as const,
      basis: 'snapshot' as const,
      good: 'neither' as const,
      minimum: null,
    }
    const figures = figuresOf(
      ledgerOf({ 'HP-1': { '2019-04': countCell(11) }, 'HP-2': { '2019-04': countCell(14) } }, { kpi }),
    )
    expect(at(figures, 'RIDGE')).toMatchObject({ value: 25, denominator: null, status: 'no_target' })
  })
})
