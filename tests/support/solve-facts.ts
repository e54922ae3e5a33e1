/** What a reader concludes of unknown counts: their exact ranges under equations and inequalities, by linear programming. */
import type { KpiPart } from '#domain/catalogue/kpi.ts'
import { type LinearEquation, LinearProgram } from './linear-program.ts'

/** A sum of unknown counts by their names, each times a factor. */
export type Sum = ReadonlyMap<string, number>
/** A sum that equals, or is at least, an amount. */
export type Fact = { sum: Sum; equals: number }

/** A small count that must stay unknown: its place, and the unknown counts it is the sum of. */
export type Asked = {
  kpi: string
  unit: string
  period?: string | undefined
  /** The figures of its cell. */
  numerator: number | null
  denominator: number | null
  part: KpiPart
  value: number
  sum: Sum
}

/** What the reader can conclude of a small count. */
export type Conclusion = Omit<Asked, 'sum'> & { low: number; high: number }

/** What breaks the promise: a count that is known, or known to be small, or of which one of 1 to 5 is ruled out. */
export function isTold({ low, high }: Conclusion): boolean {
  const [least, most] = [Math.ceil(low - 1e-6), Math.floor(high + 1e-6)]
  return least > 1 || most < 5 || (least >= 1 && most <= 5)
}

export function added(sums: readonly { sum: Sum; times: number }[]): Sum {
  const total = new Map<string, number>()
  for (const { sum, times } of sums)
    for (const [name, factor] of sum) total.set(name, (total.get(name) ?? 0) + times * factor)
  for (const [name, factor] of total) if (factor === 0) total.delete(name)
  return total
}

/** The exact range of each asked count under all facts together. */
export function concludeOf(
  facts: readonly Fact[],
  inequalities: readonly Fact[],
  asked: readonly Asked[],
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
  return asked.map(({ sum, ...place }) => {
    const fact = open({ sum, equals: 0 })
    const told = 0 - fact.equals
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
