/** The catalogue's vocabulary: what a KPI is, the months it is collected for, and the target in force for a period. */

import type { Grain } from '../time/period.ts'

export type KpiKind = 'ratio' | 'count' | 'stock' | 'mean' | 'median'
export type Basis = 'flow' | 'snapshot' | 'rolling_3_months' | 'rolling_12_months' | 'cohort'
export type Good = 'higher' | 'lower' | 'near' | 'neither'
export type Dimension = 'delivery' | 'quality' | 'difference' | 'context'
export type KpiUnit = 'percent' | 'children_or_items' | 'working_days' | 'children_per_fte'

/** A part of a cell: above the line, below it, or what is left of it. */
export type KpiPart = 'numerator' | 'rest' | 'denominator'

/** A count that several KPIs share by definition: the part of the cell that it is, and a name that they have in common. */
export type SharedBase = { part: KpiPart; base: string }

/** One measure of the catalogue, with the definition in force for the period it is asked about. */
export type Kpi = {
  code: string
  name: string
  kind: KpiKind
  basis: Basis
  unit: KpiUnit
  good: Good
  dimension: Dimension
  /** What is counted above and below the line, in words. */
  numerator: string
  denominator: string | null
  clock: string | null
  /** The smallest denominator that is judged; null where none applies (counts and stocks). */
  minimum: number | null
  /** Whether a numerator may exceed its denominator. */
  mayExceed: boolean
  decimals: number
  /** If each one counts: what is said of those who fell short, as in "1 of 3 without approval"; else null. */
  eachOneCounts: string | null
  grains: Grain[]
  /** Team types whose scorecard carries the KPI; `SVC` means it may also be supplied for a service or council. */
  teamTypes: string[]
  /** Team types whose rows a roll-up adds, so that no child is counted twice. */
  countedBy: string[]
  core: boolean
  subject: string
  returnCode: string
  order: number
  benchmark: string | null
  source: string
  note: string
  /** What it shares with other KPIs by definition; null if nothing. */
  sharesBase: SharedBase | null
  /** Whether extreme moving ranges are screened out of the limits. */
  screenLimits: boolean
  /** The last month it is collected for; null while it is not retired. */
  lastMonth: string | null
}

/** The thresholds of a KPI for the months `from` to `to` (inclusive; null is open-ended). */
export type Target = {
  kpi: string
  from: string
  to: string | null
  target: number
  floor: number | null
  source: string
}

/** Whether a month is one that the measure is collected for: its last is, the one after is not. */
export function isCollected({ lastMonth }: Pick<Kpi, 'lastMonth'>, month: string): boolean {
  return lastMonth === null || month <= lastMonth
}

/** Whether a unit's scorecard carries a measure. A team carries it if it has one of the measure's team types, a
 *  service or the council if the measure may be supplied for them. */
export function isCarriedBy(
  { teamTypes }: { teamTypes: readonly string[] },
  { kind, teamType }: { kind: string; teamType: string | null },
): boolean {
  return teamTypes.includes(kind === 'team' ? (teamType ?? '') : 'SVC')
}

/** Whether a roll-up adds a team's rows of a measure, so that no child is counted twice. */
export function isCountedBy(
  { countedBy }: Pick<Kpi, 'countedBy'>,
  { teamType }: { teamType: string | null },
): boolean {
  return countedBy.includes(teamType ?? '')
}

/** The target in force for a period's last month, or null. */
export function targetFor(targets: readonly Target[], kpi: string, month: string): Target | null {
  return targets.find((t) => t.kpi === kpi && t.from <= month && (t.to === null || month <= t.to)) ?? null
}
