/** Figures of several units, measures or months as one table: the counts, value and verdict of each. */

import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import type { Figure } from '#domain/figures/figure.ts'
import { emptyCell } from '#domain/figures/measurement.ts'
import { addedParts, notAdded } from '#domain/figures/wholeness.ts'
import { assuranceText } from '#domain/wording/phrase.ts'
import { stateWords, statusWords, variationWords } from '#domain/wording/words.ts'
import type { TableColumn } from './table-file.ts'
import { valueCell } from './value-cell.ts'

export type FigureRow = {
  unit: Pick<Unit, 'code' | 'name'>
  kpi: Kpi
  period: string
  /** Null if nothing was published. */
  figure: (Figure & { publishedAt: Date | null; restated: boolean }) | null
}

/** The columns of such a table, with the API's names. */
export const figureTableColumns: readonly TableColumn<FigureRow>[] = [
  { key: 'unit', heading: 'Team or service', width: 10, value: ({ unit }) => unit.code },
  { key: 'name', heading: 'Name', width: 34, value: ({ unit }) => unit.name },
  { key: 'kpi', heading: 'Code', width: 7, value: ({ kpi }) => kpi.code },
  { key: 'measure', heading: 'Measure', width: 44, value: ({ kpi }) => kpi.name },
  { key: 'period', heading: 'Period', width: 10, value: ({ period }) => period },
  {
    key: 'state',
    heading: 'State',
    width: 20,
    value: (row) => cellOf(row).state,
    cell: (row) => stateWords[cellOf(row).state],
  },
  { key: 'symbol', heading: 'Symbol', width: 8, value: (row) => cellOf(row).symbol },
  { key: 'numerator', heading: 'Numerator', width: 11, value: (row) => cellOf(row).numerator },
  { key: 'denominator', heading: 'Denominator', width: 12, value: (row) => cellOf(row).denominator },
  {
    key: 'value',
    heading: 'Value',
    width: 12,
    value: (row) => cellOf(row).value,
    cell: (row, at) => valueCell({ kpi: row.kpi, cell: cellOf(row) }, at('Numerator'), at('Denominator')),
  },
  { key: 'added', heading: 'Added', width: 8, value: (row) => addedParts(cellOf(row))?.added ?? null },
  {
    key: 'expected',
    heading: 'Expected',
    width: 9,
    value: (row) => addedParts(cellOf(row))?.expected ?? null,
  },
  { key: 'bandFrom', heading: 'Band from', width: 10, value: ({ figure }) => figure?.band?.from ?? null },
  { key: 'bandTo', heading: 'Band to', width: 10, value: ({ figure }) => figure?.band?.to ?? null },
  { key: 'target', heading: 'Target', width: 8, value: ({ figure }) => figure?.target ?? null },
  { key: 'floor', heading: 'Floor', width: 8, value: ({ figure }) => figure?.floor ?? null },
  {
    key: 'status',
    heading: 'Against target',
    width: 14,
    value: ({ figure }) => figure?.status ?? null,
    cell: ({ figure }) => (figure?.status == null ? null : statusWords[figure.status]),
  },
  { key: 'gap', heading: 'To meet it', width: 10, value: ({ figure }) => figure?.gap ?? null },
  {
    key: 'variation',
    heading: 'Really changing?',
    width: 18,
    value: ({ figure }) => figure?.variation ?? null,
    cell: ({ figure }) => (figure === null ? null : variationWords[figure.variation]),
  },
  {
    key: 'assurance',
    heading: 'Can it meet target?',
    width: 30,
    value: ({ figure }) => figure?.assurance ?? null,
    cell: ({ figure }) => (figure === null ? null : assuranceText(figure)),
  },
  { key: 'restated', heading: 'Restated', width: 9, value: ({ figure }) => figure?.restated ?? null },
  {
    key: 'publishedAt',
    heading: 'Published at',
    width: 26,
    value: ({ figure }) => figure?.publishedAt?.toISOString() ?? null,
  },
]

function cellOf({ figure }: FigureRow) {
  return figure ?? { ...emptyCell('not_reported'), ...notAdded }
}
