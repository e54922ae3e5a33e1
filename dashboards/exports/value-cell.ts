/** The value of a figure in a workbook: a formula over its counts, shown as pages show it. */
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Cell } from '#domain/figures/measurement.ts'
import type { WorkbookCell } from './workbook.ts'

type Counted = {
  kpi: Pick<Kpi, 'kind'> & Partial<Pick<Kpi, 'unit' | 'decimals'>>
  cell: Pick<Cell, 'state' | 'numerator' | 'denominator' | 'value'>
}

/** A ratio and a mean as a formula over the cells of their counts, with what it comes to; another value as a number; empty
 *  for a kind of nothing. A percentage is 0 to 100. */
export function valueCell({ kpi, cell }: Counted, n: string, d: string): WorkbookCell {
  const { state, numerator, denominator, value } = cell
  if (value === null) return null
  const format = formatOf(kpi)
  const divided = (kpi.kind === 'ratio' || kpi.kind === 'mean') && state === 'reported'
  if (!divided || numerator === null || denominator === null || denominator === 0)
    return format === null ? value : { number: value, format }
  const over = `${n}/${d}`
  const formula = kpi.kind === 'ratio' ? `100*${over}` : over
  return { formula, value, ...(format === null ? {} : { format }) }
}

/** `0.0"%"` for a percentage with one decimal; null where the measure does not say. */
function formatOf({ unit, decimals }: Counted['kpi']): string | null {
  if (unit === undefined || decimals === undefined) return null
  const places = Math.min(Math.max(Math.trunc(decimals) || 0, 0), 6)
  return `#,##0${places === 0 ? '' : `.${'0'.repeat(places)}`}${unit === 'percent' ? '"%"' : ''}`
}
