/** The columns of a figure in a workbook: what it is made of, what it comes to, and what kind of nothing it is. */
import type { Kpi } from '#domain/kpi.ts'
import type { Cell } from '#domain/measurement.ts'
import { stateWords } from '#domain/words.ts'
import type { WorkbookCell, WorkbookColumn } from './workbook.ts'

type Counted = { kpi: Pick<Kpi, 'kind'>; cell: Cell }

/** State, symbol, n, d and value of each row. The value of a ratio or a mean is a formula over its n and d; of a kind of
 *  nothing it is empty, and the state says which. */
export function figureColumns<Row>(figureOf: (row: Row) => Counted): WorkbookColumn<Row>[] {
  return [
    { heading: 'State', width: 20, cell: (row) => stateWords[figureOf(row).cell.state] },
    { heading: 'Symbol', width: 8, cell: (row) => figureOf(row).cell.symbol },
    { heading: 'Numerator', width: 11, cell: (row) => figureOf(row).cell.numerator },
    { heading: 'Denominator', width: 12, cell: (row) => figureOf(row).cell.denominator },
    { heading: 'Value', width: 14, cell: (row, at) => quotient(figureOf(row), at) },
  ]
}

function quotient({ kpi, cell }: Counted, at: (heading: string) => string): WorkbookCell {
  const { state, numerator, denominator, value } = cell
  const divided = (kpi.kind === 'ratio' || kpi.kind === 'mean') && state === 'reported'
  if (!divided || numerator === null || denominator === null || value === null) return value
  const over = `${at('Numerator')}/${at('Denominator')}`
  return { formula: kpi.kind === 'ratio' ? `100*${over}` : over, value }
}
