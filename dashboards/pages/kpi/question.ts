import type { Grain, Kpi } from '#domain/kpi.ts'
import { addPeriods, grainOf, lastDay, weekOf } from '#domain/period.ts'

/** What was asked in the address: a period, a grain, or neither. */
export type Asked = { to: string | null; grain: Grain | null }

/** Reads the query; what is no period or no grain was not asked. */
export function askedOf(query: { to?: unknown; grain?: unknown }): Asked {
  const { to, grain } = query
  return {
    to: typeof to === 'string' && grainOf(to) !== null ? to : null,
    grain: grain === 'weekly' || grain === 'monthly' || grain === 'quarterly' ? grain : null,
  }
}

/** The grain to show: the one asked for, or the period's own, where the KPI has it; else months, else its first. */
export function grainShown(kpi: Pick<Kpi, 'grains'>, { to, grain }: Asked): Grain {
  const wanted = grain ?? (to === null ? null : grainOf(to))
  if (wanted !== null && kpi.grains.includes(wanted)) return wanted
  return kpi.grains.includes('monthly') ? 'monthly' : (kpi.grains[0] ?? 'monthly')
}

/** The last week that ended on or before a day. */
export function lastWeekBy(day: string): string {
  const week = weekOf(day)
  return lastDay(week) <= day ? week : addPeriods(week, -1)
}
