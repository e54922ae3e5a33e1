/** Whether the figures of one unit keep a rule across measures. */
import type { AddedTerm, MeasureRule, ResolvedRule } from '../catalogue/measure-rule.ts'
import { lastDay } from '../time/period.ts'
import type { State } from './measurement.ts'

/** What a rule reads of a cell on record. */
export type RuleCell = {
  state: State
  numerator: number | null
  denominator: number | null
  /** The day of the figures, if it is written; otherwise they are those of the period's last day. */
  asAt: string | null
}

/** The cell of one unit for a measure and a period; undefined or null if nothing came. */
export type RuleCells = (kpi: string, period: string) => RuleCell | null | undefined

/** A rule judged for one unit and period: both sums, and whether they agree. */
export type RuleJudgement = { agrees: boolean; left: number; right: number }

/** Figures have at most four decimals. A sum of them is rounded to as many, so that 0.1 + 0.2 is 0.3. */
const SCALE = 10_000

/**
 * A rule judged for its period, or null if it is not judged: a figure that it needs is not on record (not reported, suppressed,
 * not applicable, without its denominator), or two figures of one day are as at different days. A cell without cases is on
 * record: its counts are 0.
 */
export function judgeRule({ rule, left, right }: ResolvedRule, cells: RuleCells): RuleJudgement | null {
  const [less, more] = [addedUp(left, cells), addedUp(right, cells)]
  if (less === null || more === null) return null
  if ((less.isDated || more.isDated) && !areOfOneDay([...left, ...right], cells)) return null
  return { agrees: agree(rule, less.sum, more.sum), left: less.sum, right: more.sum }
}

/** Whether two sums agree under a rule, its tolerance allowed. A difference equal to the tolerance is let pass. */
export function agree(
  { comparison, tolerance }: Pick<MeasureRule, 'comparison' | 'tolerance'>,
  left: number,
  right: number,
): boolean {
  const over = rounded(left - right)
  const allowed = rounded(Math.max(tolerance.amount, (Math.abs(right) * tolerance.percent) / 100))
  return comparison === 'equal' ? Math.abs(over) <= allowed : over <= allowed
}

/** What one term adds: the sum of its figures, or null if one is not on record. */
export function termSum(term: AddedTerm, cells: RuleCells): number | null {
  return addedUp([term], cells)?.sum ?? null
}

function addedUp(terms: readonly AddedTerm[], cells: RuleCells): { sum: number; isDated: boolean } | null {
  let sum = 0
  let isDated = false
  for (const { kpi, part, periods } of terms) {
    for (const period of periods) {
      const cell = cells(kpi, period)
      if (cell == null || (cell.state !== 'reported' && cell.state !== 'no_cases')) return null
      const figure = cell[part]
      if (figure === null || !Number.isFinite(figure)) return null
      sum += figure
      isDated ||= cell.asAt !== null
    }
  }
  return { sum: rounded(sum), isDated }
}

/** Whether the figures of periods that end on one day are as at one day: those of 26 March are not compared with those of
 *  31 March. */
function areOfOneDay(terms: readonly AddedTerm[], cells: RuleCells): boolean {
  const days = new Map<string, string>()
  return terms.every(({ kpi, periods }) =>
    periods.every((period) => {
      const last = lastDay(period)
      const day = cells(kpi, period)?.asAt ?? last
      const other = days.get(last) ?? day
      days.set(last, day)
      return other === day
    }),
  )
}

function rounded(value: number): number {
  return Math.round(value * SCALE) / SCALE
}
