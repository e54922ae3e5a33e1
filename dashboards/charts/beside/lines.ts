/** A unit's own line and the lines it is compared with: what each is, and its value in a period. */
import { type ComparatorName, yearEndingMarch } from '#domain/catalogue/comparators.ts'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { ShownCell } from '#domain/figures/wholeness.ts'

export type LineName = 'unit' | ComparatorName

/** A series of its own months. `words` says whose it is. */
export type MonthlyLine = {
  name: LineName
  words: string
  points: readonly (ShownCell & { period: string })[]
}

/** Figures of years ending in March, in any order. */
export type YearlyLine = {
  name: ComparatorName
  words: string
  years: readonly { year: number; value: number }[]
}

/** A unit's measure beside others. The first line is the unit's own; the others cover its periods. */
export type Beside = {
  kpi: Pick<Kpi, 'code' | 'name' | 'unit' | 'decimals' | 'kind' | 'good' | 'denominator'>
  unitName: string
  lines: readonly MonthlyLine[]
  yearly: readonly YearlyLine[]
  /** The target of each of the unit's periods. */
  targets: readonly (number | null)[]
}

/** A short name, for where there is little room. */
export const shortWords: Record<LineName, string> = {
  unit: 'This team or service',
  service: 'Service',
  council: 'Council',
  neighbours: 'Neighbours’ median',
  region: 'South East',
  england: 'England',
}

/** The last year that was published. */
export function latestOf({ years }: YearlyLine): { year: number; value: number } | null {
  return years.toSorted((a, b) => b.year - a.year)[0] ?? null
}

/** The figure of the year a period lies in, or the last published before it. */
export function knownIn({ years }: YearlyLine, period: string): { year: number; value: number } | null {
  return latestOf({
    name: 'england',
    words: '',
    years: years.filter((y) => y.year <= yearEndingMarch(period)),
  })
}
