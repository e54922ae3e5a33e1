/** The columns of a figure in a workbook: its counts, its value, and why there is no value. */
import type { Kpi } from '#domain/catalogue/kpi.ts'
import { addedParts, type ShownCell } from '#domain/figures/wholeness.ts'
import { stateWords } from '#domain/wording/words.ts'
import { valueCell } from './value-cell.ts'
import type { WorkbookColumn } from './workbook.ts'

type Counted = { kpi: Pick<Kpi, 'kind' | 'unit' | 'decimals'>; cell: ShownCell }

/** State, symbol, n, d and value of each row, how many of how many units were added, and the band of a suppressed
 * value. The value of a ratio or a mean is a
 * formula over its n and d. Without a value it is empty, and the state says why. */
export function figureColumns<Row>(figureOf: (row: Row) => Counted): WorkbookColumn<Row>[] {
  return [
    { heading: 'State', width: 20, cell: (row) => stateWords[figureOf(row).cell.state] },
    { heading: 'Symbol', width: 8, cell: (row) => figureOf(row).cell.symbol },
    { heading: 'Numerator', width: 11, cell: (row) => figureOf(row).cell.numerator },
    { heading: 'Denominator', width: 12, cell: (row) => figureOf(row).cell.denominator },
    {
      heading: 'Value',
      width: 14,
      cell: (row, at) => valueCell(figureOf(row), at('Numerator'), at('Denominator')),
    },
    { heading: 'Added', width: 8, cell: (row) => addedParts(figureOf(row).cell)?.added ?? null },
    { heading: 'Expected', width: 9, cell: (row) => addedParts(figureOf(row).cell)?.expected ?? null },
    { heading: 'Band from', width: 10, cell: (row) => figureOf(row).cell.band?.from ?? null },
    { heading: 'Band to', width: 10, cell: (row) => figureOf(row).cell.band?.to ?? null },
  ]
}
