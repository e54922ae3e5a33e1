/** The ranges of value axes and the words that need room beside them. Ticks and their words are the specifications'. */
import type { KpiUnit } from '#domain/catalogue/kpi.ts'
import { formatNumber } from '#domain/wording/format.ts'
import { textWidth } from './text-width.ts'

/** The widths of a chart: in a page, and on a phone. */
export const chartWidths = { wide: 720, narrow: 296 } as const
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

/** The same of a value axis across, with as many of its steps as have room for their words. */
export function acrossValueParams(axis: ValueAxis, unit: KpiUnit, width: number) {
  return { unit, xMin: axis.min, xMax: axis.max, xStep: stepAcross(axis, width) }
}

/** Every step of an axis across, or every second, third and so on, so that their words do not touch; one that ends on a tick where
 * that can be. */
export function stepAcross({ min, max, step, labels }: ValueAxis, width: number): number {
  // The outermost words begin and end with the axis, so that they are nearer to their neighbours.
  const room = 1.5 * Math.max(...labels.map((label) => textWidth(label, 14))) + 8
  const whole = max - min
  const fits = (wider: number) => (wider / whole) * width >= room
  const steps = Math.max(1, Math.round(whole / step))
  const fewer = Array.from({ length: steps }, (_, i) => i + 1).filter((every) => fits(every * step))
  const [first = steps] = fewer
  const even = fewer.find((every) => steps % every === 0 && every <= first + 1)
  if (even === undefined && Number.isInteger(whole / 2) && fits(whole / 2)) return whole / 2
  return (even ?? first) * step
}

/** The room that the outermost words of an axis across take beyond it. */
export function beyondAcross({ labels }: Axis): number {
  return Math.ceil(Math.max(...labels.map((label) => textWidth(label, 14))) / 2) + 2
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
