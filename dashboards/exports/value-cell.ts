/** The value of a figure in a workbook: a formula over its counts, shown as on pages. */
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Cell } from '#domain/figures/measurement.ts'
import type { StyleName } from '#server/xlsx/write/styles.ts'
import type { WorkbookCell } from './workbook.ts'

type Counted = {
  kpi: Pick<Kpi, 'kind'> & Partial<Pick<Kpi, 'unit' | 'decimals'>>
  cell: Pick<Cell, 'state' | 'numerator' | 'denominator' | 'value'>
}

/** A ratio or a mean is a formula over the cells of its counts, with its result; any other value is a number; without a value
 * the cell is empty. A percentage is 0 to 100. */
export function valueCell({ kpi, cell }: Counted, n: string, d: string): WorkbookCell {
  const { state, numerator, denominator, value } = cell
  if (value === null) return null
  const style = styleOf(kpi)
  const divided = (kpi.kind === 'ratio' || kpi.kind === 'mean') && state === 'reported'
  if (!divided || numerator === null || denominator === null || denominator === 0)
    return style === null ? value : { number: value, style }
  const over = `${n}/${d}`
  const formula = kpi.kind === 'ratio' ? `100*${over}` : over
  return { formula, value, ...(style === null ? {} : { style }) }
}

/** As many decimals as the measure has, with a percent sign for a percentage; null where the measure does not say. */
function styleOf({ unit, decimals }: Counted['kpi']): StyleName | null {
  if (unit === undefined || decimals === undefined) return null
  // Clamped to the decimals for which there is a style.
  const places = Math.min(Math.max(Math.trunc(decimals) || 0, 0), 6) as 0 | 1 | 2 | 3 | 4 | 5 | 6
  return unit === 'percent' ? `points${places}` : `number${places}`
}
