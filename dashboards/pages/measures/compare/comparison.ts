/** What is compared side by side and what must not be: like with like, so each kind of team has its own charts. */

import type { Kpi } from '#domain/catalogue/kpi.ts'
import { isShareOfCases } from '#domain/figures/chance.ts'
import type { Variation } from '#domain/figures/figure.ts'
import { emptyCell } from '#domain/figures/measurement.ts'
import { isBelowMinimum } from '#domain/figures/status.ts'
import { shortfallShares } from '#domain/figures/target-shortfall.ts'
import { isNotWhole, notAdded } from '#domain/figures/wholeness.ts'
import { periodInSentence } from '#domain/time/period.ts'
import { formatFigure } from '#domain/wording/format.ts'
import { teamVariationWords } from '#domain/wording/team-variation-words.ts'
import { teamTypeWords } from '#domain/wording/words.ts'
import type { UnitFigures } from '#server/reads/unit-comparison.ts'
import type { StoredFigure } from '#server/record/figures.ts'
import type { DotPlot } from '../../../charts/dot-plot/dot-plot.ts'
import type { Funnel } from '../../../charts/funnel/funnel.ts'
import type { Shortfall } from '../../../charts/shortfall/shortfall.ts'
import { panelOf } from '../../../charts/small-multiples/panel.ts'
import type { SmallMultiples } from '../../../charts/small-multiples/small-multiples.ts'

/** Units that do the same work, in the tree's order. */
export type Group = {
  /** The teams' type; `services` for services. */
  type: string
  /** "Assessment teams" */
  name: string
  members: readonly UnitFigures[]
}

export type Comparison = {
  kpi: Kpi
  period: string
  /** The months up to the period. */
  months: readonly string[]
  groups: readonly Group[]
  /** Teams whose figures are not added because other teams count the same children: they are in no chart. */
  uncounted: readonly UnitFigures[]
  /** Names of units that were chosen but do not carry the measure. */
  without: readonly string[]
  /** The unit that all of them make up; null if only some of its units are shown. */
  whole: Pick<UnitFigures, 'unit' | 'figures'> | null
  /** True if the measure had another definition in the first of the months. */
  redefined: boolean
}

/** The fewest teams for which chance can be judged, and the most panels that one chart contains. */
const fewestInFunnel = 3
export const mostPanels = 12

/** Sorts units into groups that may be compared, in the tree's order. */
export function groupsOf(units: readonly UnitFigures[]): Group[] {
  const byType = Map.groupBy(units, ({ unit }) => (unit.kind === 'team' ? (unit.teamType ?? '') : 'services'))
  return [...byType].map(([type, members]) => ({
    type,
    name: type === 'services' ? 'Services' : `${teamTypeWords[type] ?? type} teams`,
    members,
  }))
}

function nounOf({ type }: Pick<Group, 'type'>): 'team' | 'service' {
  return type === 'services' ? 'service' : 'team'
}

/** The same measure month by month, all panels on one scale. */
export function panelsOf(
  { kpi, months }: Comparison,
  group: Group,
): { title: string; multiples: SmallMultiples; left: number } {
  const { members } = group
  const shown = members.slice(0, mostPanels)
  return {
    title: changing(group),
    left: members.length - shown.length,
    multiples: {
      kpi,
      noun: nounOf(group),
      periods: months,
      panels: shown.map(({ unit, figures }) => panelOf(unit, kpi.code, months, figures)),
    },
  }
}

/** "Improving in 2 of 6 teams, concerning in 1" */
function changing({ type, members }: Group): string {
  const counts: Partial<Record<Variation, number>> = {}
  for (const { figures } of members) {
    const variation = figures.at(-1)?.variation ?? 'none'
    counts[variation] = (counts[variation] ?? 0) + 1
  }
  return teamVariationWords(counts, nounOf({ type }))
}

/** The month alone, each unit with the range that its number of cases leaves open. */
export function dotsOf({ kpi, period }: Comparison, { type, name, members }: Group): DotPlot {
  const figures = members.map((m) => m.figures.at(-1) ?? null)
  return {
    kpi,
    scope: name,
    noun: nounOf({ type }),
    period,
    target: sharedTarget(figures),
    together: togetherOf(kpi, figures),
    teams: members.map(({ unit }, i) => ({
      code: unit.code,
      name: unit.name,
      own: false,
      cell: figures[i] ?? { ...emptyCell('not_reported'), ...notAdded },
      status: figures[i]?.status ?? null,
    })),
  }
}

/** Whether the differences are more than chance. Null if that cannot be judged: of a measure that is no share of cases, of services,
 * which do different work, and of fewer than three teams. */
export function funnelOf({ kpi, period }: Comparison, { type, name, members }: Group): Funnel | null {
  if (!isShareOfCases(kpi) || type === 'services') return null
  const teams = members.flatMap(({ unit, figures }) => {
    const figure = figures.at(-1)
    if (figure?.state !== 'reported' || figure.value === null || !figure.denominator) return []
    const { numerator, denominator, value } = figure
    return [{ code: unit.code, name: unit.name, numerator: numerator ?? 0, denominator, value }]
  })
  const together = togetherOf(
    kpi,
    members.map((m) => m.figures.at(-1) ?? null),
  )
  if (teams.length < fewestInFunnel || together === null) return null
  const target = sharedTarget(members.map((m) => m.figures.at(-1) ?? null))
  return { kpi, scope: name, period, target, together, teams }
}

/** Who accounts for the shortfall of all together; a sentence if that cannot be said, and null for a measure or a choice of units of
 * which it is not asked. */
export function shortfallOf({ kpi, period, groups, whole }: Comparison): Shortfall | string | null {
  const members = groups.flatMap((group) => group.members)
  const figure = whole?.figures.at(-1) ?? null
  if (whole === null || members.length === 0) return null
  const target = figure?.target ?? null
  const found = shortfallShares(
    kpi,
    target,
    members.map(({ unit, figures }) => {
      const cell = figures.at(-1) ?? { ...emptyCell('not_reported'), ...notAdded }
      const isSmall = isBelowMinimum(kpi, cell.denominator)
      return { unit: { code: unit.code, name: unit.name, cell, isSmall }, cell }
    }),
  )
  if (found === null) return null
  const noun = members[0]?.unit.kind === 'service' ? 'service' : 'team'
  const when = periodInSentence(period)
  if (figure !== null && isNotWhole(figure))
    return `${whole.unit.name} lacks too many ${noun}s in ${when} to say who accounts for its shortfall: ${formatFigure(kpi, figure)}.`
  if (found.shares.length === 0)
    return `No ${noun} has counts for ${when} to say who accounts for a shortfall.`
  return {
    ...{ kpi, scope: whole.unit.name, noun, period, target },
    ...found,
    leftOut: found.leftOut.map(({ name }) => name),
    isSupplied: figure?.origin === 'supplied',
  }
}

/** All of them added up, sum over sum; null for a measure that cannot be added. */
function togetherOf(kpi: Kpi, figures: readonly (StoredFigure | null)[]): number | null {
  if (!isShareOfCases(kpi)) return null
  const cells = figures.flatMap((f) => (f?.state === 'reported' ? [f] : []))
  const sum = (of: 'numerator' | 'denominator') => cells.reduce((total, cell) => total + (cell[of] ?? 0), 0)
  return sum('denominator') === 0 ? null : (100 * sum('numerator')) / sum('denominator')
}

/** The target, if all share one. */
function sharedTarget(figures: readonly (StoredFigure | null)[]): number | null {
  const targets = new Set(figures.flatMap((f) => (f === null ? [] : [f.target])))
  return targets.size === 1 ? ([...targets][0] ?? null) : null
}

/** The codes of all compared units. */
export function codesOf({ groups }: Pick<Comparison, 'groups'>): string[] {
  return groups.flatMap(({ members }) => members.map(({ unit }) => unit.code))
}
