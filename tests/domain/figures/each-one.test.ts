import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import { countsEachOne, shortfallOf } from '#domain/figures/each-one.ts'
import type { Cell } from '#domain/figures/measurement.ts'
import { emptyCell } from '#domain/figures/measurement.ts'
import { judge } from '#domain/figures/status.ts'
import { needsConversation } from '#domain/scorecard/scorecard.ts'
import { shortfallBeneathWords, shortfallWords } from '#domain/wording/each-one-words.ts'
import { some } from '../../support/some.ts'
import { aFigure, aKpi, aRow, countCell, ratioCell } from '../examples.ts'
import { at, figuresOf, ledgerOf, monthly } from '../ledger-examples.ts'

const words = 'without approval'
const flagged = aKpi({ eachOneCounts: words, minimum: 10 })
const aim = { target: 100, floor: 90 }
const count = { kind: 'count', good: 'lower', denominator: null, minimum: null } as const

describe('a team’s figure where each one counts', () => {
  const judged = (cell: Cell, kpi: Kpi = flagged, target: typeof aim | null = aim) =>
    judge(kpi, cell, target, { numerator: 40, denominator: 40 })

  test('is missed by any single shortfall, whatever its base', () => {
    for (const [n, d] of [
      [2, 3],
      [0, 1],
      [9, 10],
      [999, 1000],
    ] as const)
      expect(judged(ratioCell(n, d)), `${n} of ${d}`).toMatchObject({
        status: 'missed',
        gap: 1,
        judgedOn: 'month',
        judgedDenominator: d,
        affected: 1,
      })
    expect(judged(ratioCell(95, 100)).gap).toBe(5)
  })

  test('is met where nobody fell short, whatever its base: 3 of 3 are no small number', () => {
    const bases = [1, 3, 9, 10, 30]
    for (const d of some(bases)) {
      const met = { status: 'met', gap: null, judgedOn: 'month', judgedDenominator: d, affected: 0 }
      expect(judge(flagged, ratioCell(d, d), aim, null), `${d} of ${d}`).toMatchObject(met)
      expect(judged(ratioCell(d, d)), `${d} of ${d} beside three months`).toMatchObject(met)
    }
    const low = { ...flagged, good: 'lower' } as const
    expect(judge(low, ratioCell(0, 3), { target: 0, floor: null }, null).status).toBe('met')
  })

  test('says nothing of change under the minimum: the minimum of signals stays', () => {
    const row = monthly(
      Array.from({ length: 14 }, () => ratioCell(3, 3)),
      '2018-03',
    )
    const figures = figuresOf(ledgerOf({ 'HP-1': row }, { kpi: { eachOneCounts: words, minimum: 10 } }))
    expect(at(figures, 'HP-1')).toMatchObject({ variation: 'none', assurance: 'none' })
  })

  test('is judged so from the month on in which the flag begins, and by its minimum before', () => {
    const months = ['2019-02', '2019-03', '2019-04']
    const ledger = ledgerOf(
      { 'HP-1': monthly([ratioCell(3, 3), ratioCell(3, 3), ratioCell(3, 3)], '2019-02') },
      { targetAt: () => ({ kpi: 'AS01', from: '', to: null, ...aim, source: '' }) },
    )
    const ordinary = aKpi({ minimum: 10 })
    const dated = {
      ...ledger,
      kpiAt: (period: string) => (period < '2019-03' ? ordinary : { ...ordinary, eachOneCounts: words }),
    }
    const status = (period: string) => at(figuresOf(dated), 'HP-1', period).status
    expect(months.map(status)).toEqual(['small_number', 'met', 'met'])
  })

  test('is judged by its minimum and its last three months without the flag', () => {
    expect(judged(ratioCell(2, 3), aKpi({ minimum: 10 }))).toMatchObject({ judgedOn: 'three_months' })
  })

  test('is missed even without a target, and has none where nobody fell short', () => {
    expect(judged(ratioCell(2, 3), flagged, null)).toMatchObject({ status: 'missed', gap: null })
    expect(judged(ratioCell(3, 3), flagged, null).status).toBe('no_target')
  })

  test('of nothing is what it was', () => {
    expect(judged(emptyCell('not_reported')).status).toBe('no_data')
    expect(judged(emptyCell('no_cases')).status).toBeNull()
    expect(judged(emptyCell('suppressed')).status).toBeNull()
  })

  test('of a share or a count that is good when low counts all of them', () => {
    const low = { ...flagged, good: 'lower' } as const
    expect([shortfallOf(low, ratioCell(2, 30)), shortfallOf(low, ratioCell(0, 30))]).toEqual([2, 0])
    const never = aKpi({ ...count, eachOneCounts: 'restrained' })
    expect([shortfallOf(never, countCell(3)), shortfallOf(never, countCell(0))]).toEqual([3, 0])
  })

  test('needs one direction and counts of children', () => {
    const can = (over: Partial<Kpi>) => countsEachOne(aKpi({ eachOneCounts: words, ...over }))
    expect([can({}), can({ good: 'lower' }), can(count)]).toEqual([true, true, true])
    const cannot = [
      { good: 'near' },
      { good: 'neither' },
      { kind: 'mean' },
      { kind: 'median' },
      { kind: 'count' },
    ] as const
    expect(some(cannot).map(can)).toEqual(cannot.map(() => false))
    expect(can({ eachOneCounts: null })).toBe(false)
  })

  test('is missed if and only if someone fell short, for every base and share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.nat({ max: 400 }), (base, n) => {
        const within = Math.min(n, base)
        expect(judged(ratioCell(within, base)).status === 'missed').toBe(within < base)
      }),
    )
  })
})

describe('a council where each one counts', () => {
  const month = (n: number, d: number) => monthly([ratioCell(n, d)], '2019-04')
  const figures = figuresOf(
    ledgerOf(
      { 'HP-1': month(2, 3), 'HP-2': month(8, 8), CPA: month(10, 11) },
      {
        kpi: { eachOneCounts: words, minimum: 10 },
        targetAt: () => ({ kpi: 'AS01', from: '', to: null, ...aim, source: '' }),
      },
    ),
  )

  test('keeps the ordinary status of a service, and counts its teams that fell short', () => {
    expect(at(figures, 'HP-1')).toMatchObject({ status: 'missed', judgedOn: 'month' })
    expect(at(figures, 'HP-1').teamsShort).toBeUndefined()
    expect(at(figures, 'HP-2')).toMatchObject({ status: 'met', judgedOn: 'month', denominator: 8 })
    // 10 of 11 is 90.9%: past the floor of 90%. The conference chair sees the same children and is not counted.
    expect(at(figures, 'HPC')).toMatchObject({
      status: 'close',
      numerator: 10,
      denominator: 11,
      teamsShort: 1,
    })
    expect(at(figures, 'RIDGE').teamsShort).toBe(1)
  })

  test('counts no such teams for an ordinary measure', () => {
    const ordinary = figuresOf(ledgerOf({ 'HP-1': month(2, 3) }))
    expect('teamsShort' in at(ordinary, 'HPC')).toBe(false)
  })
})

describe('the words of a shortfall', () => {
  const of = (n: number, d: number) => ({ ...ratioCell(n, d), status: 'missed' as const })

  test('are those of a team as children', () => {
    expect(shortfallWords(flagged, aFigure(of(2, 3)))).toBe('1 of 3 without approval')
    expect(
      shortfallWords(
        aKpi({ ...count, eachOneCounts: 'restrained' }),
        aFigure({ ...countCell(2), status: 'missed' }),
      ),
    ).toBe('2 restrained')
  })

  test('are none where nobody fell short, for an ordinary measure, and for a figure not judged so', () => {
    expect(shortfallWords(flagged, aFigure({ ...ratioCell(3, 3), status: 'met' }))).toBeNull()
    expect(shortfallWords(aKpi(), aFigure(of(2, 3)))).toBeNull()
    expect(shortfallWords(flagged, aFigure({ ...of(2, 3), status: 'small_number' }))).toBeNull()
    expect(shortfallWords(flagged, aFigure({ ...of(2, 3), origin: 'computed' }))).toBeNull()
  })

  test('are none for a reader from whom the figure is withheld', () => {
    const hidden = { ...emptyCell('suppressed'), status: null, teamsShort: null }
    expect(shortfallWords(flagged, aFigure(hidden))).toBeNull()
    expect(shortfallBeneathWords(flagged, aFigure({ ...hidden, origin: 'computed' }))).toBeNull()
  })

  test('of a service are the same children, and in how many teams', () => {
    const above = (over = {}) => aFigure({ ...ratioCell(10, 11), origin: 'computed', ...over })
    expect(shortfallBeneathWords(flagged, above({ teamsShort: 1 }))).toBe(
      '1 of 11 without approval, in 1 team',
    )
    expect(shortfallBeneathWords(flagged, above({ teamsShort: 2 }))).toBe(
      '1 of 11 without approval, in 2 teams',
    )
    expect(shortfallBeneathWords(flagged, above({ teamsShort: null }))).toBe('1 of 11 without approval')
    expect(shortfallBeneathWords(flagged, above({ origin: 'supplied' }))).toBe('1 of 11 without approval')
    expect(shortfallBeneathWords(flagged, above({ ...ratioCell(11, 11) }))).toBeNull()
  })
})

describe('a conversation', () => {
  const worse = (code: string, order: number) =>
    aRow({
      kpi: { code, order },
      figure: { kpi: code, status: 'missed', variation: 'concerning', affected: 500 },
    })
  const three = [worse('A1', 1), worse('A2', 2), worse('A3', 3)]
  const short = (over = {}) =>
    aRow({
      kpi: { code: 'CP02', order: 900, eachOneCounts: words },
      figure: { kpi: 'CP02', ...ratioCell(2, 3), status: 'missed', variation: 'none', affected: 1, ...over },
    })

  test('begins with a single child who was missed, before everything that is worse than usual', () => {
    expect(needsConversation([...three, short()])).toMatchObject([
      { kpi: 'CP02', reason: 'each_one_counts', why: '1 of 3 without approval' },
      { kpi: 'A1' },
      { kpi: 'A2' },
    ])
  })

  test('of a service lists it after its three', () => {
    const above = short({ ...ratioCell(10, 11), origin: 'computed', status: 'close', teamsShort: 1 })
    const matters = needsConversation([above, ...three])
    expect(matters.map(({ kpi }) => kpi)).toEqual(['A1', 'A2', 'A3', 'CP02'])
    expect(matters[3]).toEqual({
      kpi: 'CP02',
      reason: 'each_one_counts_beneath',
      why: '1 of 11 without approval, in 1 team',
    })
  })

  test('of a service names a measure once', () => {
    const above = short({ origin: 'computed', variation: 'concerning', teamsShort: 1 })
    expect(needsConversation([above]).map(({ reason }) => reason)).toEqual(['past_floor_and_concerning'])
  })
})
