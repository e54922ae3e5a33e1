/** A past month keeps the status judged then. This says how today's rule would judge the same figure. */

import type { Kpi, Target } from '../catalogue/kpi.ts'
import { asOrdinary } from '../figures/each-one.ts'
import type { Figure, Status } from '../figures/figure.ts'
import { judge } from '../figures/status.ts'
import { formatTarget } from './format.ts'
import { statusWords } from './words.ts'

/** Today's rule and the status it gives, if the rule differs from that of the figure's period; else null. */
export type TodaysRule = { kpi: Kpi; target: Target | null; status: Status | null; redefined: boolean }

/**
 * Compares today's rule with the one that judged a figure: target, floor, definition, good direction and smallest
 * base.
 */
export function todaysRule(
  then: Kpi,
  today: { kpi: Kpi; target: Target | null },
  figure: Figure,
): TodaysRule | null {
  const target = today.target?.target ?? null
  const floor = today.target?.floor ?? null
  const redefined = (['numerator', 'denominator', 'clock', 'good', 'minimum', 'eachOneCounts'] as const).some(
    (key) => then[key] !== today.kpi[key],
  )
  if (target === figure.target && floor === figure.floor && !redefined) return null
  const { judgedNumerator: numerator, judgedDenominator: denominator } = figure
  const threeMonths =
    figure.judgedOn === 'three_months' && numerator !== null && denominator !== null
      ? { numerator, denominator }
      : null
  const { status } = judge(
    figure.origin === 'team' ? today.kpi : asOrdinary(today.kpi),
    figure,
    today.target,
    threeMonths,
  )
  return { kpi: today.kpi, target: today.target, status, redefined }
}

/** "Judged by the target then in force, 85% or more; today's is 90% or more and would make it Missed." */
export function todaysRuleWords(
  then: Kpi,
  figure: Pick<Figure, 'target' | 'floor' | 'status'>,
  rule: TodaysRule,
): string {
  const now = rule.target?.target ?? null
  const outcome = outcomeWords(figure.status, rule.status)
  const definition = rule.redefined ? ' The definition has changed since.' : ''
  if (figure.target === now && (rule.target?.floor ?? null) === figure.floor)
    return `Judged by the definition then in force; today’s${outcome}.`
  if (figure.target === null)
    return `No target was in force then; today’s is ${formatTarget(rule.kpi, now ?? 0)}${and(outcome)}.${definition}`
  const judged = `Judged by the target then in force, ${formatTarget(then, figure.target)}`
  if (now === null) return `${judged}; there is none today.${definition}`
  if (figure.target === now)
    return `${judged}, with the floor of that time; today’s floor${outcome}.${definition}`
  return `${judged}; today’s is ${formatTarget(rule.kpi, now)}${and(outcome)}.${definition}`
}

function and(outcome: string): string {
  return outcome === '' ? '' : ` and${outcome}`
}

function outcomeWords(then: Status | null, now: Status | null): string {
  if (now === null) return then === null ? ' would not judge it either' : ' would not judge it'
  return now === then ? ` would leave it ${statusWords[now]}` : ` would make it ${statusWords[now]}`
}
