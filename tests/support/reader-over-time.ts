/**
 * What the reader of `joint-reader.ts` knows beyond one period: one system of equations over every publication, measure and period
 * that reach a reader outside. A sum of three months, an average over the months of a phase, a last whole figure, the weeks of a
 * month, a year of months, and measures of which one counts part of another: each is an equation or an inequality between counts.
 */
import type { Kpi, KpiPart } from '#domain/catalogue/kpi.ts'
import {
  type AddedTerm,
  type MeasureRule,
  periodsAdding,
  resolveRule,
  termsOf,
} from '#domain/catalogue/measure-rule.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import type { Figure, LastWhole, Phase } from '#domain/figures/figure.ts'
import { periodsOfYearSoFar, yearSoFar } from '#domain/figures/financial-year.ts'
import { chanceOf } from '#domain/figures/spc/chance-score.ts'
import { recentPoints } from '#domain/figures/spc/spoken-analysis.ts'
import { addPeriods, grainOf } from '#domain/time/period.ts'
import {
  factsOfCell,
  hasNumber,
  type ReadCell,
  type System,
  systemOf,
  unknownOf,
  withParts,
} from './joint-reader.ts'
import { type Asked, added, type Conclusion, concludeOf, type Fact } from './solve-facts.ts'

/** A figure as a publication left it, and what of it was then given outside. */
export type GivenVersion = { publication: number; truth: Figure; given: Figure }

export type OutsideRules = {
  kpisIn: (period: string) => readonly Kpi[]
  unitsIn: (period: string) => readonly Unit[]
  /** What measures have in common by their definitions. */
  measureRules: readonly MeasureRule[]
}

/** How many equations and inequalities of each kind there were, and how many of a kind the figures do not keep. */
export type Tally = Map<string, { used: number; broken: number }>

type Known = ReadCell & { period: string; value: number | null; isWhole: boolean }

/** What the reader concludes of every small count, from everything that was ever given. */
export function concludeFromEverything(
  versions: readonly GivenVersion[],
  rules: OutsideRules,
): { conclusions: Conclusion[]; tally: Tally } {
  const everything = new Everything(versions, rules)
  for (const [, own] of Map.groupBy(versions, (v) => v.publication)) everything.read(own)
  const { facts, inequalities, asked } = everything.system()
  return { conclusions: concludeOf(facts, inequalities, asked), tally: everything.tally }
}

class Everything {
  readonly tally: Tally = new Map()
  readonly #rules: OutsideRules
  readonly #exceeding: ReadonlySet<string>
  readonly #facts = new Map<string, Fact>()
  readonly #inequalities = new Map<string, Fact>()
  readonly #asked = new Map<string, Asked>()
  /** The versions that now stand, by KPI and period, then by unit. */
  readonly #now = new Map<string, Map<string, GivenVersion>>()
  readonly #cells = new Map<string, Known>()

  constructor(versions: readonly GivenVersion[], rules: OutsideRules) {
    this.#rules = rules
    const exceeds = ({ truth: { numerator: n, denominator: d } }: GivenVersion) =>
      n !== null && d !== null && n > d
    this.#exceeding = new Set(versions.filter(exceeds).map((v) => v.truth.kpi))
  }

  system(): System {
    return {
      facts: [...this.#facts.values()],
      inequalities: [...this.#inequalities.values()],
      asked: [...this.#asked.values()],
    }
  }

  /** Takes in one publication. */
  read(versions: readonly GivenVersion[]): void {
    for (const version of versions) {
      const key = `${version.truth.kpi} ${version.truth.period}`
      this.#now.set(key, (this.#now.get(key) ?? new Map()).set(version.truth.unit, version))
    }
    for (const [period, own] of Map.groupBy(versions, (v) => v.truth.period)) {
      const kpis = this.#rules.kpisIn(period)
      const baseOf = new Map(kpis.map((k) => [k.code, k.sharesBase?.base ?? k.code]))
      const touched = new Set(own.map((v) => baseOf.get(v.truth.kpi)))
      for (const base of touched) this.#readPeriod(period, kpis.filter((k) => baseOf.get(k.code) === base)) // biome-ignore format: one line
    }
    for (const { truth, given } of versions) {
      const kpi = this.#rules.kpisIn(truth.period).find((k) => k.code === truth.kpi)
      if (kpi !== undefined) this.#readFigure(kpi, given)
    }
    this.#readRules(versions)
  }

  /** The cells of one period of measures that share a base. */
  #readPeriod(period: string, kpis: readonly Kpi[]): void {
    const units = this.#rules.unitsIn(period)
    const now = kpis.flatMap((k) => [...(this.#now.get(`${k.code} ${period}`)?.values() ?? [])])
    const reading = { truth: now.map((v) => v.truth), given: now.map((v) => v.given) }
    const system = systemOf(reading, { kpis, units, exceeding: this.#exceeding })
    for (const fact of system.facts) this.#add('cells and their sums', fact)
    for (const fact of system.inequalities) this.#addAtLeast('bands', fact)
    for (const asked of system.asked) this.#asked.set(keyOf(asked), asked)
    for (const cell of withParts(reading.truth, units)) {
      const figure = this.#now.get(`${cell.kpi} ${period}`)?.get(cell.unit)?.truth
      const [value, isWhole] = [figure?.value ?? null, figure?.status !== 'not_whole']
      this.#cells.set(placeOf({ ...cell, period }), { ...cell, period, value, isWhole })
    }
  }

  /** What a figure tells of other periods of its unit. */
  #readFigure(kpi: Kpi, given: Figure): void {
    const { unit } = given
    this.#readAnalyses(kpi, unit, given)
    this.#readThreeMonths(kpi, unit, given)
    this.#readYearSoFar(kpi, unit, given)
    const last = given.leftOut?.lastWhole ?? null
    if (last === null) return
    this.#readAnalyses(kpi, unit, last)
    this.#readThreeMonths(kpi, unit, last)
    const cell = this.#cellAt(kpi.code, unit, last.period)
    const isIts = cell?.numerator === last.numerator && cell.denominator === last.denominator
    if (last.value === null || cell === undefined) return
    for (const fact of factsOfCell(kpi, cell, this.#exceeding)) this.#add('last whole figures', fact, isIts)
  }

  #readThreeMonths(kpi: Kpi, unit: string, given: LastWhole): void {
    if (given.judgedOn !== 'three_months') return
    const months = [-2, -1, 0].map((n) => this.#cellAt(kpi.code, unit, addPeriods(given.period, n)))
    const sums = [
      { part: 'numerator', equals: given.judgedNumerator },
      { part: 'denominator', equals: given.judgedDenominator },
    ] as const
    for (const { part, equals } of sums) {
      if (equals === null) continue
      const total = months.reduce((sum, c) => sum + (c?.[part] ?? Number.NaN), 0)
      const sum = this.#sumOf(
        months.flatMap((cell) => (cell === undefined ? [] : [{ cell, part, times: 1 }])),
      )
      this.#add('sums of three months', { sum, equals }, Math.abs(total - equals) < 1e-6)
    }
  }

  /** The financial year so far, which a scorecard and a series add up from the months or quarters that are given outside. */
  #readYearSoFar(kpi: Kpi, unit: string, { period }: Figure): void {
    const months = this.#monthsGiven(kpi, unit, period)
    const year = yearSoFar(kpi, period, months, null)
    if (year === null) return
    const cells = months.flatMap((m) =>
      m.state === 'reported' && !year.missing.includes(m.period)
        ? (this.#cellAt(kpi.code, unit, m.period) ?? [])
        : [],
    )
    const sums = [
      { part: 'numerator', equals: year.numerator },
      { part: 'denominator', equals: year.denominator },
    ] as const
    for (const { part, equals } of sums) {
      if (equals === null) continue
      const total = cells.reduce((sum, c) => sum + (c[part] ?? Number.NaN), 0)
      const sum = this.#sumOf(cells.map((cell) => ({ cell, part, times: 1 })))
      this.#add('years so far', { sum, equals }, Math.abs(total - equals) < 1e-6)
    }
  }

  /** The months or quarters of a period's financial year up to it, as they are now given outside. */
  #monthsGiven(kpi: Kpi, unit: string, period: string): Figure[] {
    if (grainOf(period) === 'weekly') return []
    return periodsOfYearSoFar(period).flatMap(
      (each) => this.#now.get(`${kpi.code} ${each}`)?.get(unit)?.given ?? [],
    )
  }

  /** The averages that a figure is given with: of its months by the NHS package, of their counts by the spoken rule. */
  #readAnalyses(kpi: Kpi, unit: string, given: LastWhole): void {
    const { analysis } = given
    for (const phase of analysis.nhs?.phases ?? []) this.#readMean(kpi, unit, phase)
    for (const phase of analysis.phases) this.#readSpokenMean(kpi, unit, phase)
  }

  /** The average of values: the base of a share is taken as known. */
  #readMean({ code, kind }: Kpi, unit: string, phase: Phase): void {
    if (phase.mean === null || kind === 'median') return
    const points = this.#pointsOf(code, unit, phase)
    const times = (cell: Known) =>
      kind === 'ratio' ? 100 / (cell.denominator ?? 1) : kind === 'mean' ? 1 / (cell.denominator ?? 1) : 1
    const sum = this.#sumOf(points.map((cell) => ({ cell, part: 'numerator', times: times(cell) })))
    const total = points.reduce((all, cell) => all + times(cell) * (cell.numerator ?? 0), 0)
    const equals = phase.mean * points.length
    this.#add('averages by the NHS package', { sum, equals }, points.length > 0 && isNear(total, equals))
  }

  /** The level of all months but the last three: their cases over their bases. */
  #readSpokenMean(kpi: Kpi, unit: string, phase: Phase): void {
    if (phase.mean === null) return
    const { chance, scale } = chanceOf(kpi)
    if (chance === 'rank') return
    const points = this.#pointsOf(kpi.code, unit, phase).slice(0, -recentPoints)
    const level = phase.mean / scale
    const withBase = points.filter((c) => c.denominator !== null)
    const sum = this.#sumOf([
      ...points.map((cell) => ({ cell, part: 'numerator' as const, times: 1 })),
      ...withBase.map((cell) => ({ cell, part: 'denominator' as const, times: -level })),
    ])
    const equals = level * (points.length - withBase.length)
    const events = points.reduce((all, c) => all + (c.numerator ?? 0), 0)
    const base = points.reduce((all, c) => all + (c.denominator ?? 1), 0)
    this.#add('levels of the spoken rule', { sum, equals }, points.length > 0 && isNear(events, level * base))
  }

  #pointsOf(kpi: string, unit: string, { from, to }: Phase): Known[] {
    const points: Known[] = []
    for (let period = from; period <= to; period = addPeriods(period, 1)) {
      const cell = this.#cellAt(kpi, unit, period)
      if (cell?.state === 'reported' && cell.isWhole && cell.value !== null) points.push(cell)
    }
    return points
  }

  /** The rules across measures and periods that hold for what a publication brought. */
  #readRules(versions: readonly GivenVersion[]): void {
    const touched = new Map<string, { rule: MeasureRule; unit: string; period: string }>()
    for (const { truth } of versions)
      for (const rule of this.#rules.measureRules)
        for (const term of termsOf(rule).filter((t) => t.kpi === truth.kpi))
          for (const period of periodsAdding(term, truth.period))
            touched.set(`${rule.code} ${truth.unit} ${period}`, { rule, unit: truth.unit, period })
    for (const { rule, unit, period } of touched.values()) this.#readRule(rule, unit, period)
  }

  #readRule(rule: MeasureRule, unit: string, period: string): void {
    const resolved = resolveRule(rule, period)
    // A rule that lets differences pass tells nothing exactly.
    if (resolved === null || rule.tolerance.amount > 0 || rule.tolerance.percent > 0) return
    const [left, right] = [resolved.left, resolved.right].map((terms) => this.#sideOf(terms, unit))
    if (left === undefined || right === undefined || left === null || right === null) return
    const sum = added([
      { sum: right.sum, times: 1 },
      { sum: left.sum, times: -1 },
    ])
    const difference = right.total - left.total
    if (rule.comparison === 'equal') this.#add(rule.code, { sum, equals: 0 }, Math.abs(difference) < 1e-6)
    else this.#addAtLeast(rule.code, { sum, equals: 0 }, difference > -1e-6)
  }

  #sideOf(terms: readonly AddedTerm[], unit: string) {
    const parts = terms.flatMap(({ kpi, part, periods }) =>
      periods.map((period) => ({ cell: this.#cellAt(kpi, unit, period), part, times: 1 })),
    )
    const whole = parts.flatMap(({ cell, ...rest }) => (cell !== undefined && hasNumber(cell) ? [{ cell, ...rest }] : [])) // biome-ignore format: one line
    if (whole.length < parts.length) return null
    return {
      sum: this.#sumOf(whole),
      total: whole.reduce((sum, { cell, part }) => sum + (cell[part] ?? 0), 0),
    }
  }

  #sumOf(parts: readonly { cell: ReadCell; part: KpiPart; times: number }[]) {
    return added(
      parts.map(({ cell, part, times }) => ({ sum: unknownOf(cell, part, this.#exceeding), times })),
    )
  }

  #cellAt(kpi: string, unit: string, period: string): Known | undefined {
    return this.#cells.get(placeOf({ kpi, unit, period }))
  }

  #add(kind: string, fact: Fact, holds = true): void {
    if (this.#count(kind, holds)) this.#facts.set(keyOf(fact) + fact.equals, fact)
  }

  #addAtLeast(kind: string, fact: Fact, holds = true): void {
    if (this.#count(kind, holds)) this.#inequalities.set(keyOf(fact) + fact.equals, fact)
  }

  #count(kind: string, holds: boolean): boolean {
    const count = this.tally.get(kind) ?? { used: 0, broken: 0 }
    count[holds ? 'used' : 'broken']++
    this.tally.set(kind, count)
    return holds
  }
}

function keyOf({ sum }: Pick<Fact, 'sum'>): string {
  return [...sum].map(([name, factor]) => `${factor} ${name}`).join(' + ')
}

function placeOf({ kpi, unit, period }: { kpi: string; unit: string; period: string }): string {
  return `${kpi} ${unit} ${period}`
}

/** Equal but for the rounding of a long sum. */
function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-6 * Math.max(1, Math.abs(other))
}
