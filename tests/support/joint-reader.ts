/**
 * A reader outside the service who keeps everything that was ever given of measures that share a base, and works out what was
 * withheld. Written independently of the rules under test: it knows which counts add up to which, which are the same by
 * definition, the bands, which figures did not change between two publications, and that no count is negative; nothing else.
 */
import type { Kpi, KpiPart } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import type { Cell } from '#domain/figures/measurement.ts'
import { type LinearEquation, LinearProgram } from './linear-program.ts'

export type ReadCell = Pick<Cell, 'state' | 'numerator' | 'denominator' | 'band'> & {
  kpi: string
  unit: string
  origin: 'team' | 'supplied' | 'computed'
  /** Of a sum, what it adds: a sum of other figures is another one, though it may be equal. */
  parts?: string
}

/** What one publication left: what was given outside, and the truth. */
export type Reading = { given: readonly ReadCell[]; truth: readonly ReadCell[] }

/** A small count, and what the reader can conclude of it. */
export type Conclusion = {
  kpi: string
  unit: string
  /** The figures of its cell. */
  numerator: number | null
  denominator: number | null
  part: KpiPart
  value: number
  low: number
  high: number
}

type Sum = Map<string, number>
type Fact = { sum: Sum; equals: number }

/** What the reader concludes of every small count of one period. `equations` counts what it had to go by. */
export function concludeFrom(
  readings: readonly Reading[],
  { kpis, units }: { kpis: readonly Kpi[]; units: readonly Unit[] },
): { conclusions: Conclusion[]; equations: number } {
  const kpiOf = new Map(kpis.map((k) => [k.code, k]))
  const facts: Fact[] = []
  const inequalities: Fact[] = []
  const asked = new Map<string, { cell: ReadCell; part: KpiPart; value: number }>()
  for (const { given, truth: plain } of readings) {
    const truth = withParts(plain, units)
    for (const cell of given) {
      const true_ = truth.find((t) => t.kpi === cell.kpi && t.unit === cell.unit)
      const kpi = kpiOf.get(cell.kpi)
      if (true_ === undefined || kpi === undefined || !hasNumber(true_)) continue
      if (hasNumber(cell))
        for (const part of partsOf(kpi))
          facts.push({ sum: unknownOf(true_, part), equals: countOf(true_, part) })
      else if (cell.band !== undefined) inequalities.push(...bandFacts(kpi, true_, cell.band))
    }
    for (const kpi of kpis)
      facts.push(
        ...sumFacts(
          kpi,
          truth.filter((c) => c.kpi === kpi.code),
          units,
        ),
      )
    facts.push(...sharedFacts(kpis, truth))
    for (const cell of truth) {
      const kpi = kpiOf.get(cell.kpi)
      if (kpi === undefined || !hasNumber(cell)) continue
      for (const part of guardedOf(kpi)) {
        const value = countOf(cell, part)
        if (value > 0 && value <= 5) asked.set(`${nameOf(cell, part)}`, { cell, part, value })
      }
    }
  }
  return { conclusions: solved(facts, inequalities, [...asked.values()]), equations: facts.length }
}

function withParts(cells: readonly ReadCell[], units: readonly Unit[]): ReadCell[] {
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

function hasNumber({ state }: ReadCell): boolean {
  return state === 'reported' || state === 'no_cases'
}

/** The parts of a cell that are counts of their own: of a mean and a count the numerator, of a median its cases. */
function partsOf({ kind }: Kpi): KpiPart[] {
  return kind === 'ratio' ? ['numerator', 'rest'] : kind === 'median' ? ['denominator'] : ['numerator']
}

function guardedOf(kpi: Kpi): KpiPart[] {
  return kpi.kind === 'ratio' ? ['numerator', 'rest', 'denominator'] : partsOf(kpi)
}

function countOf({ numerator, denominator }: ReadCell, part: KpiPart): number {
  const [n, d] = [numerator ?? 0, denominator ?? 0]
  return part === 'numerator' ? n : part === 'denominator' ? d : d - n
}

/** A count by its cell and its version: figures that did not change are the same count. */
function nameOf({ kpi, unit, numerator, denominator, parts = '' }: ReadCell, part: KpiPart): string {
  return `${kpi} ${unit} ${numerator}/${denominator} ${part} ${parts}`
}

/** A part as a sum of unknown counts: the base of a ratio is its numerator and the rest. */
function unknownOf(cell: ReadCell, part: KpiPart): Sum {
  if (part === 'denominator' && cell.numerator !== null)
    return new Map([[nameOf(cell, 'numerator'), 1], [nameOf(cell, 'rest'), 1]]) // biome-ignore format: one line
  return new Map([[nameOf(cell, part), 1]])
}

function added(sums: readonly { sum: Sum; times: number }[]): Sum {
  const total: Sum = new Map()
  for (const { sum, times } of sums)
    for (const [name, factor] of sum) total.set(name, (total.get(name) ?? 0) + times * factor)
  return total
}

/** What a band tells: numerator × 100 is at least `from` × base and at most `to` × base; of a count, from and to. */
function bandFacts(kpi: Kpi, cell: ReadCell, { from, to }: { from: number; to: number }): Fact[] {
  const n = unknownOf(cell, 'numerator')
  if (kpi.kind !== 'ratio')
    return [{ sum: n, equals: from }, { sum: added([{ sum: n, times: -1 }]), equals: -to }] // biome-ignore format: one line
  const d = unknownOf(cell, 'denominator')
  return [
    { sum: added([{ sum: n, times: 1 }, { sum: d, times: -from / 100 }]), equals: 0 }, // biome-ignore format: one line
    { sum: added([{ sum: n, times: -1 }, { sum: d, times: to / 100 }]), equals: 0 }, // biome-ignore format: one line
  ]
}

/** The sums of a measure: each computed whole over what it adds. A set of parts that does not add up is none. */
function sumFacts(kpi: Kpi, cells: readonly ReadCell[], units: readonly Unit[]): Fact[] {
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
        const facts = partsOf(kpi).map((part) => {
          const own = parts.map((u) => cellOf.get(u.code) as ReadCell)
          const total = own.reduce((sum, c) => sum + countOf(c, part), 0)
          const sum = added([
            ...own.map((c) => ({ sum: unknownOf(c, part), times: 1 })),
            { sum: unknownOf(whole, part), times: -1 },
          ])
          return { sum, equals: 0, holds: parts.length > 0 && Math.abs(total - countOf(whole, part)) < 1e-6 }
        })
        return facts.every((f) => f.holds) ? facts : []
      })
    })
}

/** The counts that are the same by definition, where the figures say so too. */
function sharedFacts(kpis: readonly Kpi[], cells: readonly ReadCell[]): Fact[] {
  const shared = kpis.flatMap((k) => (k.sharesBase === null ? [] : [{ code: k.code, ...k.sharesBase }]))
  return shared.flatMap((one, i) =>
    shared
      .slice(i + 1)
      .filter((other) => other.base === one.base)
      .flatMap((other) =>
        cells
          .filter((c) => c.kpi === one.code && hasNumber(c))
          .flatMap((c) => {
            const same = cells.find((o) => o.kpi === other.code && o.unit === c.unit && hasNumber(o))
            if (same === undefined || Math.abs(countOf(c, one.part) - countOf(same, other.part)) > 1e-6)
              return []
            const sum = added([{ sum: unknownOf(c, one.part), times: 1 }, { sum: unknownOf(same, other.part), times: -1 }]) // biome-ignore format: one line
            return [{ sum, equals: 0 }]
          }),
      ),
  )
}

/** The exact range of each asked count under all facts together. */
function solved(
  facts: readonly Fact[],
  inequalities: readonly Fact[],
  asked: readonly { cell: ReadCell; part: KpiPart; value: number }[],
): Conclusion[] {
  const known = new Map<string, number>()
  for (const { sum, equals } of facts) {
    const [only, ...others] = sum
    if (only !== undefined && others.length === 0) known.set(only[0], equals / only[1])
  }
  const open = (fact: Fact): Fact => {
    const left = new Map([...fact.sum].filter(([name]) => !known.has(name)))
    const told = [...fact.sum].reduce((total, [name, factor]) => total + factor * (known.get(name) ?? 0), 0)
    return { sum: left, equals: fact.equals - told }
  }
  const equalities = facts.map(open).filter((f) => f.sum.size > 0)
  const atLeast = inequalities.map(open).filter((f) => f.sum.size > 0)
  const groups = connected([...equalities, ...atLeast])
  const programs = new Map<string, { program: LinearProgram; at: Map<string, number> }>()
  return asked.map(({ cell, part, value }) => {
    const fact = open({ sum: unknownOf(cell, part), equals: 0 })
    const told = 0 - fact.equals
    const { kpi, unit, numerator, denominator } = cell
    const place = { kpi, unit, numerator, denominator, part, value }
    if (fact.sum.size === 0) return { ...place, low: told + 0, high: told }
    const names = [...new Set([...fact.sum.keys()].map((name) => groups.get(name) ?? name))]
    const key = names.join('|')
    const { program, at } = programs.get(key) ?? programOf(names, groups, equalities, atLeast, fact.sum)
    programs.set(key, { program, at })
    const placed = new Map([...fact.sum].map(([name, factor]) => [at.get(name) ?? 0, factor]))
    const most = program.largest(placed)
    const least = 0 - program.largest(new Map([...placed].map(([i, factor]) => [i, -factor])))
    return { ...place, low: told + least + 0, high: told + most }
  })
}

/** The group of each unknown: those that some fact ties together, by one of their names. */
function connected(facts: readonly Fact[]): Map<string, string> {
  const parent = new Map<string, string>()
  const find = (name: string): string => {
    const up = parent.get(name) ?? name
    if (up === name) return name
    const top = find(up)
    parent.set(name, top)
    return top
  }
  for (const { sum } of facts) {
    const [first, ...others] = [...sum.keys()]
    if (first === undefined) continue
    parent.set(first, find(first))
    for (const other of others) parent.set(find(other), find(first))
  }
  return new Map([...parent.keys()].map((name) => [name, find(name)]))
}

function programOf(
  groups: readonly string[],
  groupOf: ReadonlyMap<string, string>,
  equalities: readonly Fact[],
  atLeast: readonly Fact[],
  asked: Sum,
) {
  const isOurs = (name: string) => groups.includes(groupOf.get(name) ?? name)
  const ours = (fact: Fact) => [...fact.sum.keys()].some(isOurs)
  const [equal, least] = [equalities.filter(ours), atLeast.filter(ours)]
  const names = new Set([...equal, ...least].flatMap((f) => [...f.sum.keys()]))
  for (const name of asked.keys()) names.add(name)
  const at = new Map([...names].map((name, i) => [name, i]))
  const placed = ({ sum }: Fact) => new Map([...sum].map(([name, factor]) => [at.get(name) ?? 0, factor]))
  const equations: LinearEquation[] = [
    ...equal.map((fact) => ({ sum: placed(fact), equals: fact.equals })),
    // What is at least so much is that and something more.
    ...least.map((fact, i) => ({
      sum: new Map([...placed(fact), [names.size + i, -1]]),
      equals: fact.equals,
    })),
  ]
  return { program: new LinearProgram(names.size + least.length, equations), at }
}
