/** What other places published, on the line of a measure. */

import { type Comparator, nation, neighboursMedian } from '../catalogue/benchmark.ts'
import type { Kpi } from '../catalogue/kpi.ts'
import { formatValue } from './format.ts'

const placeNames: Record<string, string> = { [neighboursMedian]: 'neighbours', [nation]: 'England' }

/** "Year to March 2018: neighbours 82%, England 80%", each year once. Null if neither the neighbours nor England published it. */
export function comparatorWords(
  kpi: Pick<Kpi, 'unit' | 'decimals'>,
  comparators: readonly Comparator[],
): string | null {
  const years = byYear(kpi, comparators).map(({ year, said }) => `Year to March ${year}: ${said}`)
  return years.length === 0 ? null : years.join('. ')
}

/** "neighbours 82%, England 80% (2018)": the same on a line of many, where a remark says that the year is the one to March. */
export function comparatorBrief(
  kpi: Pick<Kpi, 'unit' | 'decimals'>,
  comparators: readonly Comparator[],
): string | null {
  const years = byYear(kpi, comparators).map(({ year, said }) => `${said} (${year})`)
  return years.length === 0 ? null : years.join('; ')
}

function byYear(kpi: Pick<Kpi, 'unit' | 'decimals'>, comparators: readonly Comparator[]) {
  const shown = [neighboursMedian, nation].flatMap(
    (geography) => comparators.find((c) => c.geography === geography) ?? [],
  )
  return [...Map.groupBy(shown, ({ year }) => year)].map(([year, places]) => ({
    year,
    said: places.map((c) => `${placeNames[c.geography]} ${formatValue(kpi, c.value)}`).join(', '),
  }))
}
