import { type ComparatorName, comparators, mostComparators } from '#domain/comparators.ts'
import type { Grain, Kpi } from '#domain/kpi.ts'
import { addPeriods, grainOf, lastDay, weekOf } from '#domain/period.ts'

/** How many of the last periods are shown; null for all of them. */
export type Span = (typeof spans)[number]
export const spans = [13, 24, null] as const

/** What was asked in the address: a period, a grain, a span and comparators, or none of them. */
export type Asked = {
  to: string | null
  grain: Grain | null
  span: Span
  /** Comparators in their own order; null where nobody chose, so that the usual ones stand. */
  chosen: ComparatorName[] | null
}

/** Reads the query; what is no period, grain, span or comparator was not asked. */
export function askedOf(query: {
  to?: unknown
  grain?: unknown
  span?: unknown
  with?: unknown
  chosen?: unknown
}): Asked {
  const { to, grain, span } = query
  // Without a tick a form sends no name: `chosen` says that somebody chose.
  const isChosen = query.with !== undefined || query.chosen !== undefined
  const named = isChosen ? [query.with].flat() : null
  return {
    to: typeof to === 'string' && grainOf(to) !== null ? to : null,
    grain: grain === 'weekly' || grain === 'monthly' || grain === 'quarterly' ? grain : null,
    span: spans.find((s) => String(s) === span) ?? null,
    chosen: named === null ? null : comparators.filter((name) => named.includes(name)),
  }
}

/** True where more were chosen than can be told apart. */
export function choseTooMany({ chosen }: Pick<Asked, 'chosen'>): boolean {
  return chosen !== null && chosen.length > mostComparators
}

/** The grain to show: the one asked for, or the period's own, where the KPI has it; else months, else its first. */
export function grainShown(kpi: Pick<Kpi, 'grains'>, { to, grain }: Pick<Asked, 'to' | 'grain'>): Grain {
  const wanted = grain ?? (to === null ? null : grainOf(to))
  if (wanted !== null && kpi.grains.includes(wanted)) return wanted
  return kpi.grains.includes('monthly') ? 'monthly' : (kpi.grains[0] ?? 'monthly')
}

/** The last week that ended on or before a day. */
export function lastWeekBy(day: string): string {
  const week = weekOf(day)
  return lastDay(week) <= day ? week : addPeriods(week, -1)
}
