import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import type { Figure } from '#domain/figures/figure.ts'
import { type Cell, emptyCell } from '#domain/figures/measurement.ts'
import { goingWell, needsConversation } from '#domain/scorecard/scorecard.ts'
import { suppress } from '#domain/suppression/suppression.ts'
import { addPeriods } from '#domain/time/period.ts'
import { findingOf } from '#domain/wording/finding.ts'
import { formatFigure } from '#domain/wording/format.ts'
import { phraseOf } from '#domain/wording/phrase.ts'
import { leftOutWords } from '#domain/wording/wholeness-words.ts'
import { some } from '../../support/some.ts'
import { aKpi, aRow, aService, aTeam, council, countCell, ratioCell } from '../examples.ts'
import { at, type Cells, figuresOf, ledgerOf } from '../ledger-examples.ts'

const stock: Partial<Kpi> = {
  code: 'CP07',
  name: 'Plans of nine months and more',
  kind: 'stock',
  basis: 'snapshot',
  unit: 'children_or_items',
  denominator: null,
  good: 'lower',
  minimum: null,
  decimals: 0,
}
const kpi = aKpi(stock)
const codes = ['HP-1', 'HP-2', 'HP-3', 'HP-4', 'HP-5', 'HP-6', 'HP-7']
const units: Unit[] = [council, aService('HPC'), ...codes.map((code) => aTeam(code))]
const months = Array.from({ length: 21 }, (_, i) => addPeriods('2018-01', i))

/** Seven teams with 6 to 8 plans each until November 2018, and twice as many from then on. */
function plans(): Cells {
  return Object.fromEntries(
    codes.map((code, team) => [
      code,
      Object.fromEntries(
        months.map((month, i) => [month, countCell((i < 11 ? 4 : 8) + ((i + team) % 3) - (team % 2))]),
      ),
    ]),
  )
}

/** The cells without those of some teams in one month. */
function without(cells: Cells, teams: readonly string[], month: string): Cells {
  return Object.fromEntries(
    Object.entries(cells).map(([code, own]) => [
      code,
      teams.includes(code)
        ? Object.fromEntries(Object.entries(own).filter(([period]) => period !== month))
        : own,
    ]),
  )
}

const august = '2019-08'
const three = ['HP-2', 'HP-5', 'HP-7']
const target = { kpi: 'CP07', from: '2000-01', to: null, target: 30, floor: 40, source: '' }
const over = { kpi: stock, units, targetAt: () => target }
const judged = (cells: Cells) => figuresOf(ledgerOf(cells, over))

describe('a stock with three of seven teams left out', () => {
  const whole = at(judged(plans()), 'RIDGE', august)
  const figure = at(judged(without(plans(), three, august)), 'RIDGE', august)
  const july = at(judged(plans()), 'RIDGE', '2019-07')

  test('is worse than usual while it is whole', () => {
    expect(whole).toMatchObject({ status: 'missed', variation: 'concerning' })
    expect(whole.leftOut).toBeNull()
  })

  test('has its value, and no status, gap, variation, assurance or signal', () => {
    expect(figure).toMatchObject({ state: 'reported', status: 'not_whole', gap: null, judgedOn: null })
    expect(figure).toMatchObject({ variation: 'none', assurance: 'none', affected: 0 })
    expect(figure.analysis).toMatchObject({ signal: null, meaning: null, since: null })
    expect(figure.value).toBeLessThan(whole.value ?? 0)
    expect(figure.analysis.points).toBe(july.analysis.points)
    expect(figure.analysis.mean).toBe(july.analysis.mean)
  })

  test('says from how many it was added up, and what the last whole one said, with its month', () => {
    expect(formatFigure(kpi, figure)).toBe(`${figure.value} from 4 of 7 teams`)
    expect(leftOutWords(figure)).toBe('3 of 7 teams left out: not reported')
    expect(leftOutWords(figure, ['South', 'North'])).toBe(
      '3 of 7 teams left out: not reported (South; North; and others)',
    )
    expect(figure.leftOut).toMatchObject({ units: three, share: null })
    expect(figure.leftOut?.lastWhole).toMatchObject({
      period: '2019-07',
      value: july.value,
      status: 'missed',
      variation: 'concerning',
    })
    const since = phraseOf(july)
    expect(since).toMatch(/^worse than usual since /)
    expect(phraseOf(figure)).toBe(`last whole in July 2019: ${since}`)
    expect(findingOf(kpi, figure, [])).toBe(
      `${figure.value} from 4 of 7 teams: not judged. July 2019: ${since.replace(' than usual', '')}.`,
    )
  })

  test('never goes well, and still needs the conversation that the last whole one asked for, dated', () => {
    const row = { ...aRow(), kpi, figure }
    expect(goingWell([row])).toEqual([])
    expect(needsConversation([row])).toEqual([
      {
        kpi: 'CP07',
        reason: 'past_floor_and_concerning',
        why: `in July 2019, the last whole month: ${phraseOf(july)}, and ${(july.value ?? 0) - 30} above its target of 30`,
      },
    ])
  })

  test('is not hidden by the next month, of which it is no part: limits and runs leave it out', () => {
    const cells = plans()
    const then = figuresOf(
      ledgerOf(
        Object.fromEntries(
          Object.entries(cells).map(([code, own]) => [code, { ...own, '2019-10': countCell(8) }]),
        ),
        over,
      ),
    )
    const holed = judged(without(cells, three, august))
    expect(at(holed, 'RIDGE', '2019-09').analysis.points).toBe(
      at(then, 'RIDGE', '2019-09').analysis.points - 1,
    )
    expect(at(holed, 'RIDGE', '2019-09').analysis.flags.some((f) => f.period === august)).toBe(false)
  })
})

describe('what is expected', () => {
  test('is nothing of a team that closed before the month, opened after it, or of a measure that is retired', () => {
    const cells = without(plans(), ['HP-7'], august)
    const of = (change: Partial<Unit>, changed: Partial<Kpi> = {}) => {
      const changedUnits = units.map((u) => (u.code === 'HP-7' ? { ...u, ...change } : u))
      const ledger = ledgerOf(cells, { ...over, kpi: { ...stock, ...changed }, units: changedUnits })
      return at(figuresOf(ledger), 'RIDGE', august).status
    }
    expect(of({})).toBe('not_whole')
    expect(of({ closed: '2019-07-31' })).toBe('missed')
    expect(of({ opened: '2019-09-01' })).toBe('missed')
    expect(of({}, { lastMonth: '2019-07' })).toBe('missed')
  })

  test('of what stands at month end is nothing of a team that closed within the month, of a flow still its part', () => {
    const cells = without(plans(), ['HP-7'], august)
    const closed = units.map((u) => (u.code === 'HP-7' ? { ...u, closed: '2019-08-20' } : u))
    const statusOf = (basis: Kpi['basis']) => {
      const ledger = ledgerOf(cells, { ...over, kpi: { ...stock, basis }, units: closed })
      return at(figuresOf(ledger), 'RIDGE', august).status
    }
    expect(statusOf('snapshot')).toBe('missed')
    expect(statusOf('flow')).toBe('not_whole')
  })

  test('is left out where it is suppressed or came without its counts, and not where it does not apply', () => {
    const cells = plans()
    const with_ = (cell: Cell) => ({ ...cells, 'HP-7': { ...cells['HP-7'], [august]: cell } })
    const statusOf = (cell: Cell) => at(judged(with_(cell)), 'RIDGE', august)
    expect(statusOf(emptyCell('suppressed', 'c')).status).toBe('not_whole')
    expect(leftOutWords(statusOf(emptyCell('suppressed', 'c')))).toBe('1 of 7 teams left out: suppressed')
    expect(statusOf(emptyCell('not_applicable', 'z')).status).toBe('missed')
    expect(statusOf(emptyCell('not_reported', 'x')).status).toBe('not_whole')
  })

  test('of services whose own figures the council adds is said of services', () => {
    const served = [council, aService('HPC'), aService('FD'), aService('CIC')]
    const own = Object.fromEntries(months.map((month) => [month, countCell(9)]))
    const cells = without({ HPC: own, FD: own, CIC: own }, ['FD'], august)
    const figure = at(figuresOf(ledgerOf(cells, { ...over, units: served })), 'RIDGE', august)
    expect(formatFigure(kpi, figure)).toBe('18 from 2 of 3 services')
    expect(figure.status).toBe('not_whole')
  })
})

describe('a ratio', () => {
  const ratio: Partial<Kpi> = { basis: 'snapshot' }
  const bases = [10, 10, 10, 10, 20, 20, 20]
  const cells: Cells = Object.fromEntries(
    codes.map((code, i) => [
      code,
      Object.fromEntries(months.map((month) => [month, ratioCell((bases[i] ?? 0) * 0.8, bases[i] ?? 0)])),
    ]),
  )
  const figureWithout = (teams: readonly string[], limit?: number) => {
    const limits = limit === undefined ? {} : { leftOutLimitAt: () => limit }
    const ledger = ledgerOf(without(cells, teams, august), { kpi: ratio, units, ...limits })
    return at(figuresOf(ledger), 'RIDGE', august)
  }

  test('is judged while those missing usually hold less than a quarter of the base, and says who is missing', () => {
    const figure = figureWithout(['HP-5'])
    expect(figure).toMatchObject({ status: 'close', variation: 'no_real_change' })
    expect(figure.leftOut).toMatchObject({ units: ['HP-5'], share: 0.2 })
    expect(formatFigure(aKpi(ratio), figure)).toBe('80% (64 of 80) from 6 of 7 teams')
    expect(findingOf(aKpi(ratio), figure, [])).toContain('1 of 7 teams left out: not reported.')
  })

  test('is not judged from a quarter on', () => {
    expect(figureWithout(['HP-1', 'HP-2']).status).toBe('close')
    const figure = figureWithout(['HP-1', 'HP-5'])
    expect(figure).toMatchObject({ status: 'not_whole', variation: 'none', assurance: 'none', value: 80 })
    expect(figure.leftOut?.share).toBeCloseTo(0.3, 10)
    expect(figureWithout(['HP-1', 'HP-5'], 40).status).toBe('close')
    expect(figureWithout(['HP-5'], 20).status).toBe('not_whole')
  })

  test('takes what a team usually holds from its last three bases before the month alone', () => {
    const later = { ...cells['HP-5'], '2019-09': ratioCell(800, 1000), '2018-01': ratioCell(0, 900) }
    const { [august]: _, ...own } = later as Record<string, Cell>
    const ledger = ledgerOf({ ...cells, 'HP-5': own }, { kpi: ratio, units })
    expect(at(figuresOf(ledger), 'RIDGE', august).leftOut?.share).toBe(0.2)
  })

  test('takes a team that never gave a base to hold as much as the others on average', () => {
    const { 'HP-5': _, ...others } = cells
    const figure = at(figuresOf(ledgerOf(others, { kpi: ratio, units })), 'RIDGE', august)
    expect(figure.leftOut?.share).toBeCloseTo(80 / 6 / (80 + 80 / 6), 10)
    expect(figure.status).toBe('close')
  })
})

describe('a month that is not whole', () => {
  const short = ['2019-03', '2019-04', '2019-05']
  const holed = (teams: readonly string[]) => {
    const cells = short.reduce((left, month) => without(left, teams, month), plans())
    return at(judged(cells), 'RIDGE', '2019-09').analysis.phases
  }

  test('starts no phase while any figure came, and three months without one do', () => {
    expect(holed(three)).toHaveLength(1)
    const nothing = { received: () => true }
    const cells = short.reduce((left, month) => without(left, codes, month), plans())
    expect(
      at(figuresOf(ledgerOf(cells, { ...over, ...nothing })), 'RIDGE', '2019-09').analysis.phases,
    ).toHaveLength(2)
  })
})

describe('an outside reader', () => {
  test('is told how many are left out, and neither their names nor what they usually hold', () => {
    const figures = [...judged(without(plans(), three, august)).values()]
    const given = suppress(figures, { kpiAt: () => kpi, unitsAt: () => units })
    const outside = given.find((f) => f.unit === 'RIDGE' && f.period === august)
    expect(outside?.leftOut).toMatchObject({ units: [], share: null })
    expect(outside).toMatchObject({ status: 'not_whole', coverage: { expected: 7, added: 4 } })
  })

  test('is not given a last whole figure that is hidden, nor a verdict made of a hidden one', () => {
    const cells = without(plans(), three, august)
    // One team's small number in July is hidden, together with others, until no sum reveals it.
    const small = { ...cells, 'HP-1': { ...cells['HP-1'], '2019-07': countCell(2) } }
    const stored = [...judged(small).values()]
    const given = suppress(stored, { kpiAt: () => kpi, unitsAt: () => units })
    const hidden = new Set(given.filter((f) => f.state === 'suppressed').map((f) => `${f.unit} ${f.period}`))
    expect(hidden.size).toBeGreaterThan(1)
    const lasts = given.filter((f) => f.leftOut?.lastWhole !== null && f.leftOut !== null)
    expect(stored.filter((f) => f.leftOut?.lastWhole != null).length).toBeGreaterThan(0)
    for (const f of some(lasts)) expect(hidden.has(`${f.unit} ${f.leftOut?.lastWhole?.period}`)).toBe(false)
    expect(suppress(given, { kpiAt: () => kpi, unitsAt: () => units })).toEqual(given)
  })
})

describe('whichever teams are missing in whichever months', () => {
  const missing = fc.array(fc.tuple(fc.constantFrom(...codes), fc.constantFrom(...months)), { maxLength: 40 })
  const apply = (gaps: readonly (readonly [string, string])[]) =>
    gaps.reduce((cells, [team, month]) => without(cells, [team], month), plans())
  const expectedOf = (unit: string) => (unit.startsWith('HP-') ? [] : codes)

  test('no count or stock with a missing team has a status, a verdict or a place in the limits', () => {
    const looked = { whole: 0, short: 0 }
    fc.assert(
      fc.property(missing, fc.constantFrom('stock' as const, 'count' as const), (gaps, kind) => {
        const cells = apply(gaps)
        const figures = figuresOf(ledgerOf(cells, { ...over, kpi: { ...stock, kind } }))
        for (const figure of some(figures.values())) {
          const lacks = expectedOf(figure.unit).filter((team) => cells[team]?.[figure.period] === undefined)
          if (lacks.length === 0) {
            looked.whole++
            expect(figure.status).not.toBe('not_whole')
            continue
          }
          if (figure.state !== 'reported') continue
          looked.short++
          expect(figure).toMatchObject({
            status: 'not_whole',
            variation: 'none',
            assurance: 'none',
            gap: null,
          })
          expect(figure.leftOut?.units).toEqual(lacks)
          expect(figure.analysis.signal).toBeNull()
          const later = [...figures.values()].filter(
            (f) => f.unit === figure.unit && f.period > figure.period,
          )
          const flagged = later.flatMap((f) => f.analysis.flags.map((flag) => flag.period))
          expect(flagged).not.toContain(figure.period)
        }
      }),
      { numRuns: 100 },
    )
    expect(Math.min(looked.whole, looked.short)).toBeGreaterThan(500)
  })

  test('and one that sends its months later leaves no trace in any figure', () => {
    fc.assert(
      fc.property(missing, missing, (gaps, others) => {
        const before = figuresOf(ledgerOf(apply(gaps), over))
        // A larger gap that was filled later leaves no trace.
        const gapped = apply([...gaps, ...others])
        const filled: Cells = Object.fromEntries(
          codes.map((code) => [
            code,
            Object.fromEntries(
              months.flatMap((month): [string, Cell][] => {
                const isMissing = gaps.some(([team, gap]) => team === code && gap === month)
                const cell = gapped[code]?.[month] ?? plans()[code]?.[month]
                return isMissing || cell === undefined ? [] : [[month, cell]]
              }),
            ),
          ]),
        )
        expect(figuresOf(ledgerOf(filled, over))).toEqual(before)
      }),
      { numRuns: 30 },
    )
  })

  test('what was whole before a gap is what stands beside it', () => {
    let looked = 0
    fc.assert(
      fc.property(missing, (gaps) => {
        const figures = judged(apply(gaps))
        const ofCouncil = [...figures.values()].filter((f) => f.unit === 'RIDGE')
        let last: Figure | null = null
        for (const figure of some(ofCouncil)) {
          if (figure.status !== 'not_whole') {
            if (figure.state === 'reported') last = figure
            continue
          }
          const beside = figure.leftOut?.lastWhole ?? null
          expect(beside?.period ?? null).toBe(last?.period ?? null)
          expect(beside?.variation ?? null).toBe(last?.variation ?? null)
          expect(beside?.status ?? null).toBe(last?.status ?? null)
          looked++
        }
      }),
      { numRuns: 60 },
    )
    expect(looked).toBeGreaterThan(100)
  })
})
