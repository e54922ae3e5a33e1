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
  const shown = [neighboursMedian, nation].flatMap(
    (geography) => comparators.find((c) => c.geography === geography) ?? [],
  )
  const years = [...Map.groupBy(shown, ({ year }) => year)].map(
    ([year, places]) =>
      `Year to March ${year}: ${places.map((c) => `${placeNames[c.geography]} ${formatValue(kpi, c.value)}`).join(', ')}`,
  )
  return years.length === 0 ? null : years.join('. ')
}
