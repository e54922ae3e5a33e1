/** Everything that is given outside over several publications, of measures that share a base, against a reader who keeps it all. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import { computeFigures } from '#domain/figures/compute-figures.ts'
import type { Cell } from '#domain/figures/measurement.ts'
import {
  decideWithheld,
  type PublishedPeriod,
  type WithheldCell,
} from '#domain/suppression/decide-withheld.ts'
import { withheldCell } from '#domain/suppression/suppression.ts'
import { concludeFrom, type ReadCell, type Reading } from '../../support/joint-reader.ts'
import { LinearProgram } from '../../support/linear-program.ts'
import { bySize } from '../../support/run-size.ts'
import { type Conclusion, isTold } from '../../support/solve-facts.ts'
import { aKpi, aService, aTeam, council, countCell, ratioCell } from '../examples.ts'

const tree: Unit[] = [
  council,
  aService('HPC'),
  ...['HP-1', 'HP-2', 'HP-3', 'HP-4'].map((code) => aTeam(code)),
  aService('FD'),
  ...['FD-1', 'FD-2'].map((code) => aTeam(code, { parent: 'FD' })),
  aService('CWD'),
  aTeam('CWD-1', { parent: 'CWD' }),
]
const teams = tree.filter((u) => u.kind === 'team').map((u) => u.code)
const period = '2019-04'

type Publication = Readonly<Record<string, Readonly<Record<string, Cell>>>>

/** What a reader outside is given after each publication, beside the truth. */
function readAll(kpis: readonly Kpi[], publications: readonly Publication[]): Reading[] {
  const before: WithheldCell[] = []
  const states = new Map<string, { publication: number; cells: ReadCellOf[] }[]>()
  return publications.map((given, publication) => {
    for (const kpi of kpis) {
      const known = states.get(kpi.code) ?? []
      const cells = figuresOf(kpi, given[kpi.code] ?? {})
      if (JSON.stringify(cells) !== JSON.stringify(known.at(-1)?.cells))
        states.set(kpi.code, [...known, { publication, cells }])
    }
    const published: PublishedPeriod[] = [...states].map(([kpi, own]) => ({
      kpi,
      period,
      states: own,
      isTouched: own.at(-1)?.publication === publication,
    }))
    const kpiAt = (code: string) => kpis.find((k) => k.code === code) ?? aKpi()
    const withheld = decideWithheld(published, before, { kpiAt, unitsAt: () => tree })
    before.push(...withheld.map((cell) => ({ ...cell, publication })))
    const truth = [...states.values()].flatMap((own) => own.at(-1)?.cells ?? [])
    return { truth, given: truth.map((cell) => outside(cell, before)) }
  })
}

type ReadCellOf = ReturnType<typeof figuresOf>[number]

function figuresOf(kpi: Kpi, cells: Readonly<Record<string, Cell>>) {
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

function outside(cell: ReadCell, withheld: readonly WithheldCell[]): ReadCell {
  const found = withheld.find((w) => w.kpi === cell.kpi && w.unit === cell.unit)
  return found === undefined || !isSomething(cell) ? cell : { ...cell, ...withheldCell(cell, found.band) }
}

function isSomething({ state, numerator }: ReadCell): boolean {
  return state === 'reported' || (state === 'no_cases' && (numerator ?? 0) > 0)
}

/**
 * Whether the reader would conclude as much if nothing had been given since the figure was published. A total can become small
 * because a large part of it, given before, is taken away: what is left of it was known before it was a figure, and no rule can
 * withhold it.
 */
function wasKnownBefore(conclusion: Conclusion, readings: readonly Reading[], kpis: readonly Kpi[]): boolean {
  const isIts = (c: ReadCell | Conclusion) =>
    c.kpi === conclusion.kpi &&
    c.unit === conclusion.unit &&
    c.numerator === conclusion.numerator &&
    c.denominator === conclusion.denominator
  const since = readings.findIndex(({ truth }) => truth.some(isIts))
  const nothing = (cell: ReadCell): ReadCell =>
    isSomething(cell) ? { ...cell, state: 'suppressed', numerator: null, denominator: null } : cell
  const blank = readings.map((r, i) => (i < since ? r : { ...r, given: r.truth.map(nothing) }))
  const { conclusions } = concludeFrom(blank, { kpis, units: tree })
  return conclusions.filter(isTold).some((c) => isIts(c) && c.part === conclusion.part)
}

const few = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 7 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 60 }) },
)
const team = fc.record({ base: fc.tuple(few, few), other: fc.nat(60) })
const first = fc.record(Object.fromEntries(teams.map((t) => [t, team])))
/** Who comes late, and what is restated or taken back by each later publication. */
const later = fc.array(
  fc.record({
    arrive: fc.subarray(teams),
    restate: fc.dictionary(fc.constantFrom(...teams), team, { maxKeys: 2 }),
    back: fc.boolean(),
  }),
  { maxLength: 3 },
)
const late = fc.subarray(teams, { maxLength: 4 })

type TeamValue = { base: [number, number]; other: number }

/** Two ratios over the same base, or two counts. */
function publicationsOf(
  start: Record<string, TeamValue>,
  absent: readonly string[],
  steps: readonly { arrive: readonly string[]; restate: Record<string, TeamValue>; back: boolean }[],
  write: (value: TeamValue) => Record<string, Cell>,
): Publication[] {
  const states: Record<string, TeamValue>[] = [
    Object.fromEntries(Object.entries(start).filter(([t]) => !absent.includes(t))),
  ]
  for (const { arrive, restate, back } of steps) {
    const [now, earlier] = [states.at(-1) ?? {}, states.at(-2)]
    const arrived = Object.fromEntries(arrive.flatMap((t) => (t in now ? [] : [[t, start[t] as TeamValue]])))
    const moved = Object.fromEntries(Object.entries(restate).filter(([t]) => t in now))
    states.push(back && earlier !== undefined ? earlier : { ...now, ...arrived, ...moved })
  }
  return states.map((state) => {
    const byKpi: Record<string, Record<string, Cell>> = {}
    for (const [unit, value] of Object.entries(state))
      for (const [kpi, cell] of Object.entries(write(value))) byKpi[kpi] = { ...byKpi[kpi], [unit]: cell }
    return byKpi
  })
}

describe('a reader who keeps everything that was given', () => {
  const sharesBase = { part: 'denominator', base: 'assessments_authorised' } as const
  const ratios = [
    aKpi({ code: 'AS01', good: 'higher', sharesBase }),
    aKpi({ code: 'AS04', good: 'lower', sharesBase }),
  ]
  const counts = [aKpi({ code: 'MS01', kind: 'count', good: 'lower', unit: 'children_or_items' })]
  const asRatios = ({ base: [n, rest], other }: TeamValue) => ({
    AS01: ratioCell(n, n + rest),
    AS04: ratioCell(Math.min(other, n + rest), n + rest),
  })
  const asCount = ({ base: [n] }: TeamValue) => ({ MS01: countCell(n) })

  test.each([
    ['two shares of one base', ratios, asRatios],
    ['a count', counts, asCount],
  ] as const)('solves no small number of %s, and rules out none of 1 to 5', (_, kpis, write) => {
    const looked = { small: 0, several: 0, bands: 0, known: 0 }
    fc.assert(
      fc.property(first, late, later, (start, absent, steps) => {
        const publications = publicationsOf(start, absent, steps, write)
        const readings = readAll(kpis, publications)
        const { conclusions } = concludeFrom(readings, { kpis, units: tree })
        looked.small += conclusions.length
        looked.several += publications.length > 1 ? 1 : 0
        looked.bands += readings.flatMap((r) => r.given).filter((c) => c.band !== undefined).length
        const faults = conclusions.filter(isTold)
        const known = faults.filter((found) => wasKnownBefore(found, readings, kpis))
        looked.known += known.length
        expect(faults.filter((found) => !known.includes(found))).toEqual([])
      }),
      { numRuns: bySize({ part: 60, wide: 500, whole: 10_000 }) },
    )
    expect(looked.small).toBeGreaterThan(200)
    expect(looked.several).toBeGreaterThan(25)
    expect(looked.bands).toBeGreaterThan(25)
    // Hardly anything is told by what was given before it was a figure.
    expect(looked.known).toBeLessThan(looked.small / 50)
  })

  test('is not a weak one: it finds a 3 by taking one publication from another', () => {
    const [a, b, c] = [countCell(3), countCell(20), countCell(30)]
    const read = (cells: Record<string, Cell>, hidden: readonly string[]): Reading => {
      const truth = figuresOf(counts[0] as Kpi, cells)
      const withheld = hidden.map((unit) => ({ kpi: 'MS01', unit, period, publication: 0, band: null }))
      return { truth, given: truth.map((cell) => outside(cell, withheld)) }
    }
    const at = read({ 'HP-1': a, 'HP-2': b, 'HP-3': c }, ['HP-1', 'HP-2'])
    const then = read({ 'HP-1': a, 'HP-2': b, 'HP-3': c, 'HP-4': countCell(4) }, ['HP-1', 'HP-4'])
    const of = (readings: Reading[]) =>
      concludeFrom(readings, { kpis: counts, units: tree }).conclusions.find((found) => found.unit === 'HP-1')
    expect(of([at])).toMatchObject({ value: 3, low: 0, high: 23 })
    expect(of([at, then])).toMatchObject({ value: 3, low: 3, high: 3 })
  })

  test('finds by its equations the largest and the smallest that trying every value finds', () => {
    const value = fc.nat(4)
    fc.assert(
      fc.property(fc.tuple(value, value, value, value), ([a, b, c, d]) => {
        const sums = [[[0, 1], a + b], [[1, 2], b + c], [[0, 1, 2, 3], a + b + c + d]] as const // biome-ignore format: one line
        const program = new LinearProgram(4, sums.map(([of, equals]) => ({ sum: new Map(of.map((i) => [i, 1])), equals }))) // biome-ignore format: one line
        const possible: number[][] = []
        for (let w = 0; w <= 8; w++)
          for (let x = 0; x <= 8; x++)
            for (let y = 0; y <= 8; y++) {
              const z = a + b + c + d - w - x - y
              if (w + x === a + b && x + y === b + c && z >= 0) possible.push([w, x, y, z])
            }
        for (let i = 0; i < 4; i++) {
          const all = possible.map((p) => p[i] ?? 0)
          expect(program.largest(new Map([[i, 1]]))).toBeCloseTo(Math.max(...all))
          expect(-program.largest(new Map([[i, -1]]))).toBeCloseTo(Math.min(...all))
        }
      }),
      { numRuns: 100 },
    )
  })
})
