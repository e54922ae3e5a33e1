/** What a unit's figures are compared with over time, and how many comparisons a chart holds. */

import { lastMonth } from '../time/period.ts'
import { nation, neighboursMedian, region } from './benchmark.ts'
import type { Kpi } from './kpi.ts'
import type { UnitKind } from './unit.ts'

/** In the order they are offered and drawn. */
export const comparators = ['service', 'council', 'neighbours', 'region', 'england'] as const
export type ComparatorName = (typeof comparators)[number]

/** More lines than this beside the unit's own line cannot be distinguished. */
export const mostComparators = 4

/** The names under which the yearly figures of each comparator are published. */
export const publishedAs = {
  neighbours: neighboursMedian,
  region,
  england: nation,
} as const satisfies Partial<Record<ComparatorName, string>>

export function isPublished(name: ComparatorName): name is keyof typeof publishedAs {
  return name in publishedAs
}

/** The comparators that make sense for a unit. The units above it: only for ratios and means, since the count of a
 *  larger unit is always larger. Other places: those with a published figure, listed in `published`. */
export function comparatorsFor(
  kpi: Pick<Kpi, 'kind'>,
  above: ReadonlySet<UnitKind>,
  published: ReadonlySet<string>,
): ComparatorName[] {
  const isShare = kpi.kind === 'ratio' || kpi.kind === 'mean'
  return comparators.filter((name) =>
    isPublished(name) ? published.has(publishedAs[name]) : isShare && above.has(name),
  )
}

/**
 * The comparators shown unless the reader chooses others: the units above, or without any the neighbours and England.
 */
export function usualComparators(offered: readonly ComparatorName[]): ComparatorName[] {
  const above = offered.filter((name) => !isPublished(name))
  return above.length > 0 ? above : offered.filter((name) => name === 'neighbours' || name === 'england')
}

/** The year ending in March that a period's last month lies in: 2019 for April 2018 to March 2019. */
export function yearEndingMarch(period: string): number {
  const month = lastMonth(period)
  return Number(month.slice(0, 4)) + (Number(month.slice(5, 7)) > 3 ? 1 : 0)
}
