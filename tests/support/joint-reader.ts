/**
 * A reader outside the service who keeps everything that was ever given of measures that share a base, and works out what was
 * withheld. Written independently of the rules under test: it knows which counts add up to which, which are the same by
 * definition, the bands, which figures did not change between two publications, and that no count is negative; nothing else.
 * What it knows besides over several periods and measures stands in `reader-over-time.ts`.
 */
import type { Kpi, KpiPart } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import type { Cell } from '#domain/figures/measurement.ts'
import { type Asked, added, type Conclusion, concludeOf, type Fact, type Sum } from './solve-facts.ts'

export type ReadCell = Pick<Cell, 'state' | 'numerator' | 'denominator' | 'band'> & {
  kpi: string
  unit: string
  period?: string
  origin: 'team' | 'supplied' | 'computed'
  /** Of a sum, what it adds: a sum of other figures is another one, though it may be equal. */
  parts?: string
}

/** What one publication left: what was given outside, and the truth. */
export type Reading = { given: readonly ReadCell[]; truth: readonly ReadCell[] }

export type ReaderRules = {
  kpis: readonly Kpi[]
  units: readonly Unit[]
  /** KPIs whose numerator may be more than the denominator. */
  exceeding?: ReadonlySet<string>
}

/** What the reader has to go by, and the small counts that must stay unknown. */
export type System = { facts: Fact[]; inequalities: Fact[]; asked: Asked[] }

/** What the reader concludes of every small count of one period. `equations` counts what it had to go by. */
export function concludeFrom(
  readings: readonly Reading[],
  rules: ReaderRules,
): { conclusions: Conclusion[]; equations: number } {
  const all = readings.map((reading) => systemOf(reading, rules))
  const facts = all.flatMap((s) => s.facts)
  const asked = new Map(all.flatMap((s) => s.asked).map((a) => [keyOf(a), a]))
  const inequalities = all.flatMap((s) => s.inequalities)
  return { conclusions: concludeOf(facts, inequalities, [...asked.values()]), equations: facts.length }
}

function keyOf({ sum }: Asked): string {
  return [...sum.keys()].join(' + ')
}

/** What one publication of one period tells. */
export function systemOf({ given, truth: plain }: Reading, rules: ReaderRules): System {
  const { kpis, units, exceeding = new Set() } = rules
  const kpiOf = new Map(kpis.map((k) => [k.code, k]))
  const truth = withParts(plain, units)
  const trueOf = new Map(truth.map((t) => [`${t.kpi} ${t.unit}`, t]))
  const system: System = { facts: [], inequalities: [], asked: [] }
  for (const cell of given) {
    const true_ = trueOf.get(`${cell.kpi} ${cell.unit}`)
    const kpi = kpiOf.get(cell.kpi)
    if (true_ === undefined || kpi === undefined || !hasNumber(true_)) continue
    if (hasNumber(cell)) system.facts.push(...factsOfCell(kpi, true_, exceeding))
    else if (cell.band !== undefined) system.inequalities.push(...bandFacts(kpi, true_, cell.band, exceeding))
  }
  const ofKpi = Map.groupBy(truth, (c) => c.kpi)
  for (const kpi of kpis) system.facts.push(...sumFacts(kpi, ofKpi.get(kpi.code) ?? [], units, exceeding))
  system.facts.push(...sharedFacts(kpis, truth, exceeding))
  for (const cell of truth) {
    const kpi = kpiOf.get(cell.kpi)
    if (kpi === undefined || !hasNumber(cell)) continue
    for (const part of guardedOf(kpi)) {
      const value = countOf(cell, part)
      if (value <= 1e-6 || value > 5 + 1e-6) continue
      const { kpi: code, unit, period, numerator, denominator } = cell
      const sum = unknownOf(cell, part, exceeding)
      system.asked.push({ kpi: code, unit, period, numerator, denominator, part, value, sum })
    }
  }
  return system
}

/** What is known of a cell that is given. */
export function factsOfCell(kpi: Kpi, cell: ReadCell, exceeding: ReadonlySet<string>): Fact[] {
  return partsOf(kpi, exceeding).map((part) => ({
    sum: unknownOf(cell, part, exceeding),
    equals: countOf(cell, part),
  }))
}

/** The cells of one period, each sum with what it adds. */
export function withParts(cells: readonly ReadCell[], units: readonly Unit[]): ReadCell[] {
  const parentOf = new Map(units.map((u) => [u.code, u.parent]))
  const isBeneath = (code: string, whole: string): boolean => {
    const parent = parentOf.get(code) ?? null
    return parent !== null && (parent === whole || isBeneath(parent, whole))
  }
  return cells.map((cell) => {
    if (cell.origin !== 'computed') return cell
    const own = cells.filter((c) => c.kpi === cell.kpi && isBeneath(c.unit, cell.unit))
    return {
      ...cell,
      parts: own
        .map((c) => `${c.unit} ${c.numerator}/${c.denominator}`)
        .sort()
        .join(),
    }
  })
}

export function hasNumber({ state }: Pick<ReadCell, 'state'>): boolean {
  return state === 'reported' || state === 'no_cases'
}

/** The parts of a cell that are counts of their own: of a mean and a count the numerator, of a median its cases. */
function partsOf({ kind, code }: Kpi, exceeding: ReadonlySet<string>): KpiPart[] {
  if (kind === 'ratio') return exceeding.has(code) ? ['numerator', 'denominator'] : ['numerator', 'rest']
  return kind === 'median' ? ['denominator'] : ['numerator']
}

function guardedOf(kpi: Kpi): KpiPart[] {
  if (kpi.kind === 'ratio') return ['numerator', 'rest', 'denominator']
  return kpi.kind === 'median' ? ['denominator'] : ['numerator']
}

function countOf({ numerator, denominator }: ReadCell, part: KpiPart): number {
  const [n, d] = [numerator ?? 0, denominator ?? 0]
  return part === 'numerator' ? n : part === 'denominator' ? d : d - n
}

/** A count by its cell and its version: figures that did not change are the same count. */
function nameOf(
  { kpi, unit, period = '', numerator, denominator, parts = '' }: ReadCell,
  part: KpiPart,
): string {
  return `${kpi} ${unit} ${period} ${numerator}/${denominator} ${part} ${parts}`
}

/** A part as a sum of unknown counts: the base of a ratio is its numerator and the rest, unless the numerator may exceed it. */
export function unknownOf(cell: ReadCell, part: KpiPart, exceeding: ReadonlySet<string> = new Set()): Sum {
  const name = (of: KpiPart) => nameOf(cell, of)
  if (exceeding.has(cell.kpi)) {
    return part === 'rest' ? new Map([[name('denominator'), 1], [name('numerator'), -1]]) : new Map([[name(part), 1]]) // biome-ignore format: one line
  }
  if (part === 'denominator' && cell.numerator !== null)
    return new Map([[name('numerator'), 1], [name('rest'), 1]]) // biome-ignore format: one line
  return new Map([[name(part), 1]])
}

/** What a band tells: numerator × 100 is at least `from` × base and at most `to` × base; of a count, from and to. */
function bandFacts(
  kpi: Kpi,
  cell: ReadCell,
  { from, to }: { from: number; to: number },
  exceeding: ReadonlySet<string>,
): Fact[] {
  const n = unknownOf(cell, 'numerator', exceeding)
  if (kpi.kind !== 'ratio')
    return [{ sum: n, equals: from }, { sum: added([{ sum: n, times: -1 }]), equals: -to }] // biome-ignore format: one line
  const d = unknownOf(cell, 'denominator', exceeding)
  const upTo = { sum: added([{ sum: n, times: -1 }, { sum: d, times: to / 100 }]), equals: 0 } // biome-ignore format: one line
  const least = { sum: added([{ sum: n, times: 1 }, { sum: d, times: -from / 100 }]), equals: 0 } // biome-ignore format: one line
  return Number.isFinite(to) ? [least, upTo] : [least]
}

/** The sums of a measure: each computed whole over what it adds. A set of parts that does not add up is none. */
function sumFacts(
  kpi: Kpi,
  cells: readonly ReadCell[],
  units: readonly Unit[],
  exceeding: ReadonlySet<string>,
): Fact[] {
  const cellOf = new Map(cells.filter(hasNumber).map((c) => [c.unit, c]))
  const unitOf = new Map(units.map((u) => [u.code, u]))
  const isBeneath = (code: string, whole: string): boolean => {
    const parent = unitOf.get(code)?.parent ?? null
    return parent !== null && (parent === whole || isBeneath(parent, whole))
  }
  const counts = (u: Unit) => u.kind === 'team' && kpi.countedBy.includes(u.teamType ?? '')
  const supplied = cells.filter((c) => c.origin === 'supplied').map((c) => c.unit)
  return cells
    .filter((c) => hasNumber(c) && c.origin === 'computed')
    .flatMap((whole) => {
      const beneath = units.filter((u) => isBeneath(u.code, whole.unit) && cellOf.has(u.code))
      const speaking = beneath.filter((u) => u.kind === 'service' && supplied.includes(u.code))
      const teams = beneath.filter((u) => counts(u) && !speaking.some((s) => isBeneath(u.code, s.code)))
      const services = beneath.filter((u) => u.kind === 'service')
      const ways = [[...speaking, ...teams], services, beneath.filter(counts)]
      return ways.flatMap((parts) => {
        const facts = partsOf(kpi, exceeding).map((part) => {
          const own = parts.map((u) => cellOf.get(u.code) as ReadCell)
          const total = own.reduce((sum, c) => sum + countOf(c, part), 0)
          const sum = added([
            ...own.map((c) => ({ sum: unknownOf(c, part, exceeding), times: 1 })),
            { sum: unknownOf(whole, part, exceeding), times: -1 },
          ])
          return { sum, equals: 0, holds: parts.length > 0 && Math.abs(total - countOf(whole, part)) < 1e-6 }
        })
        return facts.every((f) => f.holds) ? facts : []
      })
    })
}

/** The counts that are the same by definition, where the figures say so too. */
function sharedFacts(
  kpis: readonly Kpi[],
  cells: readonly ReadCell[],
  exceeding: ReadonlySet<string>,
): Fact[] {
  const shared = kpis.flatMap((k) => (k.sharesBase === null ? [] : [{ code: k.code, ...k.sharesBase }]))
  const withNumber = new Map(cells.filter(hasNumber).map((c) => [`${c.kpi} ${c.unit}`, c]))
  return shared.flatMap((one, i) =>
    shared
      .slice(i + 1)
      .filter((other) => other.base === one.base)
      .flatMap((other) =>
        [...withNumber.values()]
          .filter((c) => c.kpi === one.code)
          .flatMap((c) => {
            const same = withNumber.get(`${other.code} ${c.unit}`)
            if (same === undefined || Math.abs(countOf(c, one.part) - countOf(same, other.part)) > 1e-6)
              return []
            const sum = added([
              { sum: unknownOf(c, one.part, exceeding), times: 1 },
              { sum: unknownOf(same, other.part, exceeding), times: -1 },
            ])
            return [{ sum, equals: 0 }]
          }),
      ),
  )
}
