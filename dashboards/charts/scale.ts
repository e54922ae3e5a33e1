/** The ranges of value axes and the words that need room beside them. Ticks and their words are the specifications'. */
import type { KpiUnit } from '#domain/catalogue/kpi.ts'
import { formatNumber } from '#domain/wording/format.ts'

/** The widths of a chart: in a page, and on a phone. */
export const chartWidths = { wide: 900, narrow: 340 } as const
export type Size = keyof typeof chartWidths

export type Axis = { min: number; max: number; ticks: number[]; labels: string[] }

/** An axis with even steps from its lowest to its highest value. */
export type ValueAxis = Axis & { step: number }

/** A value axis around the data: steps of 1, 2 or 5 times a power of ten, four to seven of them, with room below and above.
 * Percentages stay within 0 to 100, counts step in whole numbers, and the axis goes below 0 only if the data does. */
export function valueAxis(values: readonly number[], unit: KpiUnit): ValueAxis {
  const low = Math.min(...values)
  const high = Math.max(...values)
  const room = (high - low || Math.abs(high) || 1) * 0.12
  const floor = low >= 0 ? Math.max(0, low - room) : low - room
  const ceiling = unit === 'percent' ? Math.min(Math.max(100, high), high + room) : high + room
  const least = unit === 'children_or_items' ? 1 : 0
  const step = Math.max(least, niceStep((ceiling - floor) / 5))
  const first = Math.floor(floor / step + 1e-9)
  const last = Math.ceil(ceiling / step - 1e-9)
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9))
  const ticks = Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toFixed(decimals)),
  )
  return {
    min: first * step,
    max: last * step,
    step,
    ticks,
    labels: ticks.map((tick) => formatNumber(tick, decimals) + (unit === 'percent' ? '%' : '')),
  }
}

/** The room that the labels of a value axis take to the left of the plot, in pixels. */
export function axisRoom({ labels }: Axis): number {
  return Math.max(...labels.map((label) => label.length)) * 8 + 14
}

/** The range of a value axis as a specification's parameters: it sets the ticks and their words itself. The range stays here
 * because labels are moved apart within it. */
export function valueParams({ min, max, step }: ValueAxis, unit: KpiUnit) {
  return { unit, yMin: min, yMax: max, yStep: step }
}

/** The same of a value axis across; on a phone with fewer ticks if there are many, and one at its end where that can be. */
export function acrossValueParams({ min, max, step, ticks }: ValueAxis, unit: KpiUnit, size: Size) {
  const half = (max - min) / 2
  const wider = ticks.length === 6 && Number.isInteger(half) ? half : step * 2
  return { unit, xMin: min, xMax: max, xStep: size === 'narrow' && ticks.length > 5 ? wider : step }
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const ratio = rough / power
  return (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10) * power
}

/** Moves labels apart so that neighbours are at least `gap` apart, in the same order and within bounds. */
export function spreadLabels<T extends { value: number }>(
  labels: readonly T[],
  gap: number,
  bounds: readonly [number, number],
): T[] {
  const sorted = labels.map((label) => ({ ...label })).sort((a, b) => a.value - b.value)
  for (let pass = 0; pass < 20; pass++) {
    sorted.forEach((label, i) => {
      const below = sorted[i - 1]
      if (below !== undefined && label.value - below.value < gap) {
        const middle = (label.value + below.value) / 2
        below.value = middle - gap / 2
        label.value = middle + gap / 2
      }
    })
    const [low, high] = bounds
    sorted.forEach((label, i) => {
      label.value = Math.max(label.value, low + i * gap)
    })
    sorted.forEach((label, i) => {
      label.value = Math.min(label.value, high - (sorted.length - 1 - i) * gap)
    })
  }
  return sorted
}
