import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Status, Variation } from '#domain/figures/figure.ts'
import type { ShownCell } from '#domain/figures/wholeness.ts'
import { formatCell } from '#domain/wording/format.ts'
import { type ChartInput, type Picture, pictureOf } from '../picture.ts'
import { textWidth } from '../text-width.ts'
import { heatBin } from './heat-bin.ts'

type HeatKpi = Pick<Kpi, 'unit' | 'decimals' | 'kind' | 'good'>

export type HeatmapCell = ShownCell & {
  target: number | null
  status: Status | null
  variation?: Variation
  rising?: boolean | null
  href?: string | null
  /** Appended to what is copied from the cell. */
  source?: string
  /** The measure of this cell, if the columns are measures rather than months. */
  kpi?: HeatKpi
  /** True if the row's unit does not have the column's measure: the cell is empty. */
  isAbsent?: boolean
}

/** Units by months, or by measures. */
export type Heatmap = {
  kpi: HeatKpi
  /** Months as "Apr 2019", or the names of measures. */
  columns: readonly { text: string; href?: string }[]
  rows: readonly { name: string; href?: string | null; cells: readonly HeatmapCell[] }[]
  /** By distance to target (percentages), or by variation (everything else). */
  colourBy: 'target' | 'variation'
}

/** The least width of a cell, its height, and what stays free beside its words. */
const cell = { width: 62, height: 38, beside: 14 }

/** The heatmap as one picture, for a download or for print. In a page the table comes first. */
export function heatmapPicture(heatmap: Heatmap): Picture {
  return pictureOf('heatmap', heatmapInput(heatmap))
}

export function heatmapInput(heatmap: Heatmap): ChartInput {
  const { columns, rows } = heatmap
  const cells = rows.flatMap((row, i) => row.cells.flatMap((c, at) => cellOf(heatmap, c, i + 1, at + 1)))
  const widest = Math.ceil(Math.max(0, ...cells.map(({ text }) => textWidth(text, 14))))
  return {
    width: columns.length * Math.max(cell.width, widest + cell.beside),
    height: rows.length * cell.height,
    padding: {
      left: Math.max(0, ...rows.map((row) => row.name.length)) * 7 + 16,
      right: 8,
      top: 44,
      bottom: 8,
    },
    params: { names: rows.map(({ name }) => name), columns: columns.map(({ text }) => text) },
    data: { cells },
  }
}

/** A cell with its bin and its words; none if the unit does not have the measure. */
function cellOf({ kpi, colourBy, rows, columns }: Heatmap, c: HeatmapCell, row: number, column: number) {
  if (c.isAbsent === true) return []
  const value = formatCell(c.kpi ?? kpi, c)
  return [
    {
      ...{ row, name: rows[row - 1]?.name ?? '', column, columnName: columns[column - 1]?.text ?? '' },
      ...{ state: c.state, value: c.value, status: c.status, bin: heatBin(c.kpi ?? kpi, c, colourBy) },
      text: c.status === 'small_number' || c.status === 'not_whole' ? `(${value})` : value,
      mark: c.value === null ? null : cornerOf(c, colourBy),
    },
  ]
}

function cornerOf(c: HeatmapCell, colourBy: Heatmap['colourBy']): string | null {
  if (colourBy === 'target') return c.status === 'met' || c.status === 'missed' ? c.status : null
  const { variation } = c
  return variation === 'improving' || variation === 'concerning' || variation === 'unusual' ? variation : null
}
