/** The published yearly figures of other places. Each keeps its own year and is never shown as a month. */
import { medianOf } from './median.ts'

/** One year of one measure; a place that published nothing has a null. */
export type PublishedYear = { year: number; places: { geography: string; value: number | null }[] }

/**
 * A figure to compare with. A median counts the neighbours: `published` of `among` have a figure. Both are null for a
 * single place.
 */
export type Comparator = {
  geography: string
  year: number
  value: number
  published: number | null
  among: number | null
}

export const nation = 'England'
export const region = 'South East'
export const neighboursMedian = 'Median of statistical neighbours'

/** Who gathers and publishes these figures. */
export const benchmarkSource = 'Department for Education, Local Authority Interactive Tool'

/** How many years are shown beside each other. */
export const benchmarkYears = 5

/** The years that are published by a day, latest first, at most five. A year ends in March and is published in its
 *  last months, so it counts from 1 January of the year after. */
export function yearsKnownOn<Year extends PublishedYear>(years: readonly Year[], day: string): Year[] {
  return years
    .filter((y) => y.year < Number(day.slice(0, 4)))
    .sort((a, b) => b.year - a.year)
    .slice(0, benchmarkYears)
}

/** Places in the order they are shown: England, the region, then the neighbours by name. */
export function comparePlaces(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0)
}

/** One year's comparators: England, the region, and the median of the neighbours that published a figure. */
export function comparatorsIn({ year, places }: PublishedYear): Comparator[] {
  const neighbours = places.filter((p) => rank(p.geography) === 2)
  const values = neighbours.flatMap((p) => p.value ?? [])
  const median = medianOf(values)
  const single = [nation, region].flatMap((geography): Comparator[] => {
    const value = places.find((p) => p.geography === geography)?.value ?? null
    return value === null ? [] : [{ geography, year, value, published: null, among: null }]
  })
  if (median === null) return single
  const counted = { published: values.length, among: neighbours.length }
  return [...single, { geography: neighboursMedian, year, value: median, ...counted }]
}

/** England, the region and the neighbours' median, each with the latest year that has a figure by `day`. */
export function comparatorsOf(years: readonly PublishedYear[], day: string): Comparator[] {
  const known = yearsKnownOn(years, day).flatMap(comparatorsIn)
  return [nation, region, neighboursMedian].flatMap(
    (geography) => known.find((c) => c.geography === geography) ?? [],
  )
}

function rank(geography: string): number {
  return geography === nation ? 0 : geography === region ? 1 : 2
}
