import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Status, Variation } from '#domain/figures/figure.ts'
import type { ShownCell } from '#domain/figures/wholeness.ts'
import { formatCell } from '#domain/wording/format.ts'
import { heatClose, heatColours, palette, variationColours } from '../../palette.ts'
import { type ChartInput, type Picture, pictureOf } from '../picture.ts'
import { type HeatBin, heatBin } from './heat-bin.ts'

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

const cell = { width: 62, height: 38, gap: 1 }

const white = palette.paper
const [farBelow, below, at, above, farAbove] = heatColours
const fills: Record<HeatBin, { fill: string; text: string }> = {
  far_below: farBelow,
  below,
  close: heatClose,
  at,
  above,
  far_above: farAbove,
  plain: at,
  nothing: { fill: white, text: palette.inkSecondary },
  improving: farAbove,
  concerning: farBelow,
  unusual: { fill: variationColours.unusual, text: white },
}

/** The heatmap as one picture, for a download or for print. In a page the table comes first. */
export function heatmapPicture(heatmap: Heatmap): Picture {
  return pictureOf('heatmap', heatmapInput(heatmap))
}

export function heatmapInput(heatmap: Heatmap): ChartInput {
  const { columns, rows } = heatmap
  const placed = rows.flatMap((row, down) => row.cells.flatMap((c, at) => squareOf(heatmap, c, { at, down })))
  return {
    width: columns.length * cell.width,
    height: rows.length * cell.height,
    padding: {
      left: Math.max(0, ...rows.map((row) => row.name.length)) * 7 + 16,
      right: 8,
      top: 44,
      bottom: 8,
    },
    params: { columns: columns.length, rows: rows.length },
    data: {
      cells: placed,
      corners: placed.filter((c) => c.mark !== null),
      labels: labelsOf(heatmap),
    },
  }
}

type Square = { mark: string | null; [part: string]: unknown }

/** A cell with its colour and words; none if the unit does not have the measure. */
function squareOf(
  { kpi, colourBy }: Heatmap,
  c: HeatmapCell,
  { at, down }: { at: number; down: number },
): Square[] {
  if (c.isAbsent === true) return []
  const bin = heatBin(c.kpi ?? kpi, c, colourBy)
  const value = formatCell(c.kpi ?? kpi, c)
  return [
    {
      ...{ left: at + cell.gap / cell.width, right: at + 1 - cell.gap / cell.width },
      ...{ top: down + cell.gap / cell.height, bottom: down + 1 - cell.gap / cell.height },
      ...{ centre: at + 0.5, middle: down + 0.5 },
      fill: fills[bin].fill,
      ink: fills[bin].text,
      stroke: bin === 'nothing' ? palette.ruleGrey : fills[bin].fill,
      text: c.status === 'small_number' || c.status === 'not_whole' ? `(${value})` : value,
      fontSize: c.value === null ? 12 : 14,
      mark: c.value === null ? null : cornerOf(c, colourBy),
    },
  ]
}

/** The names of the rows, and of the columns in at most two lines. */
function labelsOf({ rows, columns }: Heatmap): object[] {
  const label = { dx: 0, dy: 0, align: 'center' }
  return [
    ...rows.map(({ name }, down) => ({
      ...label,
      ...{ at: 0, down: down + 0.5, dx: -10, align: 'right', text: name },
    })),
    ...columns.flatMap(({ text: name }, at) =>
      name
        .split(' ')
        .slice(-2)
        .map((text, line, lines) => {
          const dy = -12 - (lines.length - 1 - line) * 16
          return { ...label, at: at + 0.5, down: 0, dy, text }
        }),
    ),
  ]
}

function cornerOf(c: HeatmapCell, colourBy: Heatmap['colourBy']): string | null {
  if (colourBy === 'target') return c.status === 'met' || c.status === 'missed' ? c.status : null
  const { variation } = c
  return variation === 'improving' || variation === 'concerning' || variation === 'unusual' ? variation : null
}
