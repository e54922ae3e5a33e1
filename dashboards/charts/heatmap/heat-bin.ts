import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Status, Variation } from '#domain/figures/figure.ts'
import type { Cell } from '#domain/figures/measurement.ts'

export type HeatBin =
  | 'far_below'
  | 'below'
  | 'close'
  | 'at'
  | 'above'
  | 'far_above'
  | 'plain'
  | 'nothing'
  | 'improving'
  | 'concerning'
  | 'unusual'

/** The colour of a heatmap cell. Against a target it is the gap in points, signed so that positive is better, in five bins that
 * are closed on the target side (a value on the target counts as at it). A value close to its target never has the hue of a
 * worse one. Without a percentage scale the colour follows the variation. */
export function heatBin(
  kpi: Pick<Kpi, 'good' | 'unit'>,
  cell: Pick<Cell, 'value'> & {
    target: number | null
    status?: Status | null
    variation?: Variation
  },
  colourBy: 'target' | 'variation',
): HeatBin {
  if (cell.value === null) return 'nothing'
  if (cell.status === 'not_whole') return 'plain'
  if (colourBy === 'variation') {
    const { variation } = cell
    return variation === 'improving' || variation === 'concerning' || variation === 'unusual'
      ? variation
      : 'plain'
  }
  if (cell.target === null || kpi.unit !== 'percent' || kpi.good === 'neither' || kpi.good === 'near')
    return 'plain'
  if (cell.status === 'close') return 'close'
  const gap = kpi.good === 'lower' ? cell.target - cell.value : cell.value - cell.target
  if (gap <= -10) return 'far_below'
  if (gap < 0) return 'below'
  if (gap < 3) return 'at'
  return gap < 8 ? 'above' : 'far_above'
}
