import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Figure } from '#domain/figures/figure.ts'
import type { HeatmapCell } from '../../../charts/heatmap/heatmap.ts'

/** A figure as a cell of a heatmap in which each column, or each row, is a measure of its own. */
export function heatCell(kpi: Kpi, figure: Figure, href: string): HeatmapCell {
  const { state, numerator, denominator, value, symbol, origin, coverage, leftOut } = figure
  const { target, status, variation } = figure
  return {
    ...{ state, numerator, denominator, value, symbol, origin, coverage, leftOut },
    ...{ target, status, variation, rising: figure.analysis.rising },
    ...{ kpi, href },
  }
}
