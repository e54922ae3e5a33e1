import type { Limits, Meaning, Signal, Status } from '#domain/figure.ts'
import { formatValue } from '#domain/format.ts'
import type { Kpi } from '#domain/kpi.ts'
import type { State } from '#domain/measurement.ts'
import { stateWords } from '#domain/words.ts'
import { palette } from '../../layout/palette.ts'
import { baseBars } from '../base-bars/base-bars.ts'
import { type ChartInput, chartRenderer, type Drawing } from '../render.ts'
import { type Axis, periodAxis, spreadLabels, valueAxis } from '../scale.ts'
import { stacked } from '../svg.ts'
import spec from './spec.vl.json' with { type: 'json' }

/** One period of a series, as `GET /series` gives it. Limits and mean are those of the phase the period stands in. */
export type TrendPoint = {
  period: string
  state: State
  value: number | null
  numerator: number | null
  denominator: number | null
  mean: number | null
  lower: number | null
  upper: number | null
  target: number | null
  signal: Signal | null
  meaning: Meaning | null
  rebase: boolean
  status?: Status | null
  note?: string | null
}

export type TrendSeries = {
  kpi: Pick<Kpi, 'name' | 'unit' | 'decimals' | 'good' | 'kind'>
  unitName: string
  points: readonly TrendPoint[]
  limits: Limits
  finding: string
  annotations: readonly { period: string; text: string }[]
}

type Stretch = { from: number; to: number }

const render = chartRenderer(spec)
const plotHeight = 264
const lineHeight = 17

/** Widths a trend is drawn at: in a page, and on a phone. */
export const trendWidths = { wide: 900, narrow: 340 } as const

/** The trend as SVG: values, usual range, target and flags, with the counts beneath where it is a percentage. */
export function trendChart(series: TrendSeries, size: keyof typeof trendWidths = 'wide'): Drawing {
  const input = trendInput(series, size)
  const main = render(input)
  if (series.kpi.kind !== 'ratio') return main
  return stacked([main, baseBars(series.points, input)])
}

/** What the specification is fed: every position, label and mark worked out. */
export function trendInput(series: TrendSeries, size: keyof typeof trendWidths = 'wide'): ChartInput {
  const { kpi, points } = series
  const shown = (value: number) => (kpi.unit === 'percent' ? Math.min(100, Math.max(0, value)) : value)
  const values = points.flatMap((p) =>
    [p.value, p.target, p.mean, p.lower, p.upper].filter((v) => v !== null).map(shown),
  )
  const y = valueAxis(values.length === 0 ? [0, 1] : values, kpi.unit)
  const narrow = size === 'narrow'
  const annotations = narrow ? [] : annotationRows(series, y)
  const padding = {
    left: Math.max(...y.labels.map((label) => label.length)) * 8 + 14,
    right: narrow ? 20 : 118,
    top: 14 + Math.max(0, ...annotations.map((a) => a.row + 1)) * lineHeight,
    bottom: 30,
  }
  const width = trendWidths[size] - padding.left - padding.right
  const x = periodAxis(
    points.map((p) => p.period),
    width,
  )
  const perPixel = (y.max - y.min) / plotHeight
  const phases = stretches(
    points,
    (p) => (p.mean === null ? null : `${p.mean} ${p.lower} ${p.upper}`),
    (p) => p.rebase,
  )
  const targets = stretches(points, (p) => p.target)
  return {
    width,
    height: plotHeight,
    padding,
    params: {
      xMin: x.min,
      xMax: x.max,
      xTicks: x.ticks,
      xLabels: x.labels,
      yMin: y.min,
      yMax: y.max,
      yTicks: y.ticks,
      yLabels: y.labels,
    },
    data: {
      gaps: gapsOf(points, y, narrow),
      bands: phases.flatMap(({ from, to, first }) =>
        first.lower === null || first.upper === null
          ? []
          : [{ from, to, lower: shown(first.lower), upper: shown(first.upper) }],
      ),
      limits: phases.flatMap(({ from, to, first }) =>
        [first.lower, first.upper].filter((v) => v !== null).map((v) => ({ from, to, value: shown(v) })),
      ),
      means: phases.map(({ from, to, first }) => ({ from, to, value: first.mean })),
      targets: targets.map(({ from, to, first }) => ({ from, to, value: first.target })),
      annotations: annotations.map((a) => ({ ...a, dy: -2 - a.row * lineHeight })),
      line: lineOf(points),
      points: points.flatMap((p, at) => (p.value === null ? [] : [{ at, value: p.value, ...pointMark(p) }])),
      targetLabels: targets.slice(0, -1).map(({ from, first }) => ({
        at: from,
        value: first.target,
        text: `Target ${formatValue(kpi, first.target ?? 0)}`,
      })),
      endLabels: narrow ? [] : spreadLabels(endLabels(series), lineHeight * perPixel, [y.min, y.max]),
    },
  }
}

/** The shape a point is drawn with, and its area in square pixels: what is flagged is larger as well as coloured. */
function pointMark(point: TrendPoint): { kind: string; area: number } {
  if (point.meaning !== null) return { kind: point.meaning, area: point.meaning === 'improving' ? 110 : 130 }
  return point.status === 'small_number' ? { kind: 'small', area: 44 } : { kind: 'usual', area: 40 }
}

/** Runs of periods with the same key, as x positions half a step beyond each end; null keys are left out. */
function stretches<K>(
  points: readonly TrendPoint[],
  key: (point: TrendPoint) => K | null,
  breaksAt: (point: TrendPoint) => boolean = () => false,
): (Stretch & { first: TrendPoint })[] {
  const found: (Stretch & { first: TrendPoint; key: K })[] = []
  points.forEach((point, i) => {
    const k = key(point)
    const last = found.at(-1)
    if (k === null) return
    if (last !== undefined && last.key === k && last.to === i - 0.5 && !breaksAt(point)) last.to = i + 0.5
    else found.push({ from: i - 0.5, to: i + 0.5, first: point, key: k })
  })
  return found.map(({ from, to, first }) => ({ from, to, first }))
}

function gapsOf(points: readonly TrendPoint[], y: Axis, narrow: boolean): object[] {
  return stretches(points, (p) => (p.value === null ? p.state : null)).map(({ from, to, first }) => {
    const align = from < 1 ? 'left' : to > points.length - 2 ? 'right' : 'center'
    const labelAt = align === 'left' ? from : align === 'right' ? to : (from + to) / 2
    const text = narrow && to - from < 3 ? '' : stateWords[first.state].toLowerCase()
    return { from, to, low: y.min, high: y.max, align, labelAt, text }
  })
}

function lineOf(points: readonly TrendPoint[]): { at: number; value: number; run: number }[] {
  let run = 0
  return points.flatMap((point, at) => {
    if (point.value === null) {
      run++
      return []
    }
    return [{ at, value: point.value, run }]
  })
}

function endLabels({
  kpi,
  points,
}: TrendSeries): { at: number; value: number; text: string; colour: string; weight: string }[] {
  const last = points.at(-1)
  if (last === undefined) return []
  const at = points.length - 0.5
  const labels = []
  if (last.target !== null) {
    labels.push({
      at,
      value: last.target,
      text: `Target ${formatValue(kpi, last.target)}`,
      colour: palette.target,
      weight: 'normal',
    })
  }
  if (last.mean !== null) {
    labels.push({
      at,
      value: last.mean,
      text: `Average ${formatValue(kpi, last.mean)}`,
      colour: palette.inkSecondary,
      weight: 'normal',
    })
  }
  if (last.value !== null) {
    labels.push({
      at,
      value: last.value,
      text: formatValue(kpi, last.value),
      colour: palette.ink,
      weight: 'bold',
    })
  }
  return labels
}

/** Annotations above the plot, each in a row of its own so that none covers another, reading towards the middle. */
function annotationRows(
  { points, annotations }: TrendSeries,
  y: Axis,
): { at: number; low: number; high: number; text: string; row: number; align: string }[] {
  const placed = annotations
    .map((a) => ({ at: points.findIndex((p) => p.period === a.period) - 0.5, text: a.text }))
    .filter((a) => a.at >= -0.5)
    .sort((a, b) => a.at - b.at)
  return placed.map((a, i) => ({
    ...a,
    low: y.min,
    high: y.max,
    row: placed.length - 1 - i,
    align: a.at > points.length / 2 ? 'right' : 'left',
  }))
}
