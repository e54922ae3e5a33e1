import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeFigures } from '#domain/figures/compute-figures.ts'
import { type Cell, emptyCell } from '#domain/figures/measurement.ts'
import { partsOf } from '#domain/figures/roll-up-parts.ts'
import { addPeriods } from '#domain/time/period.ts'
import { some } from '../../support/some.ts'
import { aKpi, countCell, ratioCell, valueOnlyCell } from '../examples.ts'
import { at, type Cells, figuresOf, ledgerOf, monthly, target, tree } from '../ledger-examples.ts'

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

  test('months on either side of a changed definition are never added', () => {
    const row = { '2019-02': ratioCell(5, 5), '2019-03': ratioCell(3, 4), '2019-04': ratioCell(1, 3) }
    const redefined = (from: string) =>
      ledgerOf(
        { 'HP-1': row },
        { kpiAt: (period) => aKpi({ clock: period < from ? 'from referral' : 'from start' }) },
      )
    expect(at(figuresOf(redefined('2019-03')), 'HP-1').status).toBe('small_number')
    expect(at(figuresOf(redefined('2019-02')), 'HP-1').judgedOn).toBe('three_months')
    const counted = some(['numerator', 'denominator'] as const).map((part) => {
      const kpiAt = (period: string) => aKpi(period < '2019-03' ? { [part]: 'cases of another kind' } : {})
      return at(figuresOf(ledgerOf({ 'HP-1': row }, { kpiAt })), 'HP-1').status
    })
    expect(counted).toEqual(['small_number', 'small_number'])
  })

  test('a month of which too much is missing is not one of three, even where no case came', () => {
    const row = (...cells: Cell[]) => monthly(cells, '2019-02')
    const first = row(ratioCell(3, 4), ratioCell(0, 0), ratioCell(1, 3))
    const second = row(ratioCell(2, 3), ratioCell(0, 0), ratioCell(1, 2))
    const { '2019-03': _, ...holed } = second
    const judgedOn = (other: Record<string, Cell>) =>
      at(figuresOf(ledgerOf({ 'HP-1': first, 'HP-2': other })), 'HPC').judgedOn
    expect([judgedOn(second), judgedOn(holed)]).toEqual(['three_months', null])
  })

  test('the last whole figure is kept beside one that is not whole, and beside no other', () => {
    const large = monthly([ratioCell(80, 100), ratioCell(0, 0), ratioCell(80, 100)], '2019-02')
    const small = { '2019-02': ratioCell(8, 10) }
    const beside = (cells: Cells) => at(figuresOf(ledgerOf(cells)), 'HPC').leftOut?.lastWhole?.period ?? null
    expect(beside({ 'HP-1': large, 'HP-2': small })).toBeNull()
    const none = { ...small, '2019-03': ratioCell(0, 0) }
    const { '2019-04': __, ...early } = large
    expect(
      at(figuresOf(ledgerOf({ 'HP-1': early, 'HP-2': { ...none, '2019-04': ratioCell(8, 10) } })), 'HPC'),
    ).toMatchObject({
      status: 'not_whole',
      leftOut: { units: ['HP-1'], lastWhole: { period: '2019-02' } },
    })
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
    const own = cells(values)
    const figures = figuresOf(ledgerOf({ 'HP-1': own, 'HP-2': own, 'AS-1': own }))
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

  test('leave out a value that came without its counts', () => {
    const figures = figuresOf(ledgerOf({ 'HP-1': monthly(Array(14).fill(valueOnlyCell(80))) }))
    expect(at(figures, 'HP-1', '2019-02')).toMatchObject({ value: 80, analysis: { points: 0 } })
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
        const computed = figures.filter((f) => f.origin === 'computed' && f.state === 'reported')
        // A ledger in which every cell is blank has no sums to try.
        fc.pre(computed.length > 0)
        for (const figure of some(computed)) {
          const unit = tree.find((u) => u.code === figure.unit)
          if (unit === undefined) throw new Error(figure.unit)
          const supplied = new Set(
            figures.filter((f) => f.origin === 'supplied' && f.period === figure.period).map((f) => f.unit),
          )
          const parts = partsOf(
            aKpi(),
            unit,
            tree,
            (code) => byKey.get(`${code} ${figure.period}`),
            supplied,
            figure.period,
          )
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
      ledgerOf(
        {
          'HP-1': { '2019-04': countCell(11) },
          'HP-2': { '2019-04': countCell(14) },
          'AS-1': { '2019-04': countCell(3) },
        },
        { kpi },
      ),
    )
    expect(at(figures, 'RIDGE')).toMatchObject({ value: 28, denominator: null, status: 'no_target' })
  })
})
