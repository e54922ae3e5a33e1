/** What a reader asked to see of a scorecard, and the addresses that preserve it. */
import { filterOf, noFilter, type RowFilter } from '#domain/scorecard/scorecard-order.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import { measureAddress, scorecardAddress } from '../../../addresses.ts'
import { type Reading, sameReading } from '../kit/reading.ts'

export type ScorecardQuestion = {
  filter: RowFilter
  /** Another month whose figures are shown beside, `YYYY-MM`. */
  compare: string | null
  /** True if all details are open, for paper. */
  all: boolean
  /** What the address named that means nothing: reported on the page, and left out. */
  unknown: string[]
}

export const plainQuestion: ScorecardQuestion = {
  filter: noFilter,
  compare: null,
  all: false,
  unknown: [],
}

/** The part of an address that determines what is shown. */
export type ScorecardQuery = Parameters<typeof filterOf>[0] & { compare?: unknown; print?: unknown }

/** What an address asks for. Only a published month other than the page's own can be compared with. */
export function questionOf(
  query: ScorecardQuery,
  period: string,
  months: readonly string[],
): ScorecardQuestion {
  const { filter, unknown } = filterOf(query)
  const { compare, print } = query
  const isAsked = compare !== undefined && compare !== ''
  const month = months.find((m) => m === compare && m !== period) ?? null
  if (isAsked && month === null && compare !== period) unknown.push('month to compare with')
  const all = print === 'all'
  if (print !== undefined && print !== '' && !all) unknown.push('way of printing')
  return { filter, compare: month, all, unknown }
}

/** The address of a scorecard with the present request and the given changes; null removes a part. */
export function questionAddress(
  path: string,
  asked: ScorecardQuestion,
  reading: Pick<Reading, 'asAt' | 'tree'>,
  change: Partial<RowFilter & Pick<ScorecardQuestion, 'compare'>> = {},
): string {
  const { dimension, status, variation, sort, compare } = {
    ...asked.filter,
    compare: asked.compare,
    ...change,
  }
  const query = Object.entries({ dimension, status, variation, sort, compare })
    .flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]))
    .join('&')
  return sameReading(query === '' ? path : `${path}?${query}`, reading)
}

/** The address of a unit's month. */
export function monthAddress({ unit, period }: Pick<Scorecard, 'unit' | 'period'>): string {
  return scorecardAddress(unit.code, period)
}

/** The address of a KPI's page for the month shown. */
export function kpiAddress(unit: string, kpi: string, period: string, reading: Reading): string {
  return sameReading(measureAddress(unit, kpi, period), reading)
}
