/** The finding of the council's own years beside those that other places published: both numbers, each with its year, without a
 * judgement. */

import type { Kpi } from '../catalogue/kpi.ts'
import type { OwnYear } from '../figures/financial-year.ts'
import { capital, formatValue } from './format.ts'

/** "81.6% in the year to March 2018; neighbours’ median 84.2%": of the latest year that both have, else the latest of each. A year
 * that is not complete is set beside none. */
export function yearFinding(
  kpi: Pick<Kpi, 'unit' | 'decimals'>,
  own: readonly Pick<OwnYear, 'year' | 'value' | 'isWhole'>[],
  other: { words: string; years: readonly { year: number; value: number }[] } | null,
): string {
  const whole = own.filter((y) => y.isWhole).toSorted((a, b) => b.year - a.year)
  const published = (other?.years ?? []).toSorted((a, b) => b.year - a.year)
  const shared = whole.find(({ year }) => published.some((y) => y.year === year))
  const ours = shared ?? whole[0]
  const theirs = shared === undefined ? published[0] : published.find((y) => y.year === shared.year)
  const said =
    theirs === undefined || other === null ? null : `${other.words} ${formatValue(kpi, theirs.value)}`
  if (ours === undefined)
    return said === null || theirs === undefined
      ? 'No complete year to compare'
      : `${capital(said)} in ${theirs.year}; no complete year of our own`
  const oursSaid = `${formatValue(kpi, ours.value)} in the year to March ${ours.year}`
  if (said === null || theirs === undefined) return oursSaid
  return shared === undefined ? `${oursSaid}; ${said} in ${theirs.year}` : `${oursSaid}; ${said}`
}
