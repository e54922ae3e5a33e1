/** The source of a figure, for use away from its own page. */

import type { Kpi } from '../catalogue/kpi.ts'
import type { ShownCell } from '../figures/wholeness.ts'
import { londonDay } from '../time/moment.ts'
import { dayName, periodInSentence } from '../time/period.ts'
import { formatFigure, nothingText } from './format.ts'

type Named = Pick<Kpi, 'name' | 'unit' | 'decimals' | 'kind' | 'denominator'>

/** "93% (112 of 120), visits to children in care, South, April 2019, published 10 May 2019". `published` is an instant
 *  in UTC, as text. */
export function sourceLine(
  kpi: Named,
  cell: ShownCell & { period: string },
  unit: string,
  published: string | null,
): string {
  const figure = cell.value === null ? nothingText(kpi, cell) : formatFigure(kpi, cell)
  const when = published === null ? 'not published yet' : `published ${dayName(londonDay(published))}`
  return [figure, nameInSentence(kpi.name), unit, periodInSentence(cell.period), when].join(', ')
}

/** The source of a sentence about a whole month: "Help and Protection South 1, April 2019, published 10 May 2019". */
export function sentenceSource(unit: string, period: string, published: string | null): string {
  const when = published === null ? 'not published yet' : `published ${dayName(londonDay(published))}`
  return [unit, periodInSentence(period), when].join(', ')
}

/** "Visits to children in care" within a sentence; a name that begins with an abbreviation keeps it: "CP visits". */
export function nameInSentence(name: string): string {
  return /^[A-Z][a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name
}
