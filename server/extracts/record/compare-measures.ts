/** Compares the figures of a file or a publication by the rules across measures. */
import { setImmediate } from 'node:timers/promises'
import {
  type AddedTerm,
  type MeasureRule,
  periodsAdding,
  type ResolvedRule,
  resolveRule,
  termsOf,
} from '#domain/catalogue/measure-rule.ts'
import { judgeRule, type RuleCell, type RuleJudgement } from '#domain/figures/rule-judgement.ts'
import type { IsCarried, MeasurePeriod, RecordCell } from '#server/record/measure-rules.ts'
import type { FigureIndex } from './figure-index.ts'

/** Gives the cells on record of some units that a comparison needs besides those of the index. */
export type LoadBeside = (
  columns: readonly MeasurePeriod[],
  units: readonly string[],
) => Promise<readonly RecordCell[]>

/** A rule that does not hold for a unit, with both sums. */
export type Disagreement = { resolved: ResolvedRule; unit: string; left: number; right: number }

export type Comparison = {
  /** Every rule, unit and period that was compared and does not agree, by rule, period and unit. */
  disagreements: Disagreement[]
  /** A rule judged for a unit and a period of the index; null if it is not judged. */
  judged: (rule: string, unit: string, period: string) => RuleJudgement | null
  /** Whether a rule of a unit and a period adds a cell of the index. */
  isTouched: (rule: string, unit: string, period: string) => boolean
  cellOf: (unit: string, kpi: string, period: string) => RuleCell | undefined
}

/** After so many comparisons other work gets its turn. */
const TURN = 20_000

/** Compares every unit of the index by every rule that adds one of its figures. */
export async function compareMeasures(
  index: FigureIndex,
  rules: readonly MeasureRule[],
  { isCarried, loadBeside }: { isCarried: IsCarried; loadBeside: LoadBeside },
): Promise<Comparison> {
  const touched = touchedRules(index, rules)
  const carriers = carriersOfRules(index, rules, isCarried)
  const unitsOf = ({ rule, left, right }: ResolvedRule) =>
    index.unitsWith(columnsOf({ left, right }), carriers.get(rule.code) ?? [])
  const beside = new Map<string, RecordCell>()
  const { columns, units } = missingFrom(index, touched, unitsOf)
  for (const cell of await loadBeside(columns, [...units]))
    beside.set(keyOf(cell.unit, cell.kpi, cell.period), cell)
  const cellOf = (unit: string, kpi: string, period: string): RuleCell | undefined =>
    index.cell(unit, kpi, period) ?? (beside.size === 0 ? undefined : beside.get(keyOf(unit, kpi, period)))
  const disagreements: Disagreement[] = []
  let turn = 0
  for (const resolved of touched.values()) {
    for (const unit of unitsOf(resolved)) {
      const found = judgeRule(resolved, (kpi, period) => cellOf(unit, kpi, period))
      if (found !== null && !found.agrees)
        disagreements.push({ resolved, unit, left: found.left, right: found.right })
      if (++turn % TURN === 0) await setImmediate()
    }
  }
  return {
    disagreements,
    judged: (rule, unit, period) => {
      const resolved = touched.get(`${rule} ${period}`)
      return resolved === undefined ? null : judgeRule(resolved, (kpi, each) => cellOf(unit, kpi, each))
    },
    isTouched: (rule, unit, period) => {
      const resolved = touched.get(`${rule} ${period}`)
      return resolved !== undefined && columnsOf(resolved).some((column) => index.has(unit, column))
    },
    cellOf,
  }
}

/** The measures and periods whose figures a resolved rule adds. */
export function columnsOf({ left, right }: Pick<ResolvedRule, 'left' | 'right'>): MeasurePeriod[] {
  return [...left, ...right].flatMap(({ kpi, periods }: AddedTerm) =>
    periods.map((period) => ({ kpi, period })),
  )
}

/** Each rule and period that adds a figure of the index, by `CODE period`, in the order of rules and periods. */
function touchedRules(index: FigureIndex, rules: readonly MeasureRule[]): Map<string, ResolvedRule> {
  const periodsOf = Map.groupBy(index.columns(), ({ kpi }) => kpi)
  const touched = new Map<string, ResolvedRule>()
  for (const rule of rules) {
    const periods = new Set<string>()
    for (const term of termsOf(rule))
      for (const { period } of periodsOf.get(term.kpi) ?? [])
        for (const each of periodsAdding(term, period)) periods.add(each)
    for (const period of [...periods].sort()) {
      const resolved = resolveRule(rule, period)
      if (resolved !== null) touched.set(`${rule.code} ${period}`, resolved)
    }
  }
  return touched
}

/** The units of the index that carry every measure of a rule, by its code. */
function carriersOfRules(
  index: FigureIndex,
  rules: readonly MeasureRule[],
  isCarried: IsCarried,
): Map<string, string[]> {
  return new Map(
    rules.map((rule) => [
      rule.code,
      index.units.filter((unit) => termsOf(rule).every(({ kpi }) => isCarried(unit, kpi))),
    ]),
  )
}

/** The figures that these rules need and the index lacks. */
function missingFrom(
  index: FigureIndex,
  touched: ReadonlyMap<string, ResolvedRule>,
  unitsOf: (resolved: ResolvedRule) => string[],
): { columns: MeasurePeriod[]; units: Set<string> } {
  const columns = new Map<string, MeasurePeriod>()
  const units = new Set<string>()
  for (const resolved of touched.values()) {
    const needed = columnsOf(resolved)
    for (const unit of unitsOf(resolved))
      for (const column of needed)
        if (!index.has(unit, column)) {
          columns.set(`${column.kpi} ${column.period}`, column)
          units.add(unit)
        }
  }
  return { columns: [...columns.values()], units }
}

function keyOf(unit: string, kpi: string, period: string): string {
  return `${unit} ${kpi} ${period}`
}
