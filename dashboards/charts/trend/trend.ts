import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Limits } from '#domain/figures/figure.ts'
import type { Step } from '#domain/figures/spc/step.ts'
import { isNotWhole, notAdded, type Origin } from '#domain/figures/wholeness.ts'
import { addPeriods } from '#domain/time/period.ts'
import { formatValue } from '#domain/wording/format.ts'
import { shortPartsWords } from '#domain/wording/wholeness-words.ts'
import { stateText } from '#domain/wording/words.ts'
import type { SeriesBefore, SeriesPoint } from '#server/reads/series.ts'
import { palette } from '../../palette.ts'
import { baseBarsInput } from '../base-bars/base-bars.ts'
import type { ChartInput, Picture } from '../picture.ts'
import { lineRuns, pointMarks, stretches } from '../points.ts'
import {
  type Axis,
  axisRoom,
  chartWidths,
  type PlotLabel,
  periodAxis,
  planeParams,
  type Size,
  spreadLabels,
  valueAxis,
} from '../scale.ts'

/** One period of a series, as `GET /series` returns it. Limits and mean are those of the period's phase. */
export type TrendPoint = Omit<SeriesPoint, 'restated' | 'symbol' | 'status' | 'earlier' | keyof Origin> &
  Partial<Pick<SeriesPoint, 'symbol' | 'status' | 'earlier' | keyof Origin>> & { note?: string | null }

/** The series before a team took over from another: drawn in grey before its own line, and part of no limit. */
export type TrendBefore = Pick<SeriesBefore, 'name' | 'points'>

export type TrendSeries = {
  kpi: Pick<Kpi, 'name' | 'unit' | 'decimals' | 'good' | 'kind'> & Partial<Pick<Kpi, 'basis'>>
  unitName: string
  points: readonly TrendPoint[]
  limits: Limits
  finding: string
  annotations: readonly { period: string; text: string }[]
  /** The new level that the series runs at. */
  step?: Step | null
  /** The series of teams that this one took over from, before its own. */
  before?: readonly TrendBefore[]
  /** The first period with an action in place that should help: shaded from there on. */
  supportedFrom?: string | null
  /** The first month of the current definition, if it changed: no median reaches back before it. */
  definedSince?: string | null
  /** The rule whose limits are drawn: the service's own if it is null or not given. */
  method?: 'nhs' | null
  /** True if an average would reveal a hidden number: then no median is drawn either. */
  withheld?: boolean
}

const plotHeight = 264
const lineHeight = 17

/** The trend as a picture: values, usual range, target and flags, with the counts beneath if it is a percentage. */
export function trendPicture(series: TrendSeries, size: Size = 'wide'): Picture {
  return pictureWithCounts('trend', trendInput(series, size), series)
}

/** A drawn series, with the counts behind each value beneath if it is a share. */
export function pictureWithCounts(
  chart: 'trend' | 'run',
  input: ChartInput,
  series: Pick<TrendSeries, 'kpi' | 'points' | 'before'>,
): Picture {
  if (series.kpi.kind !== 'ratio') return { parts: [{ chart, input }] }
  const counts = baseBarsInput(drawnPoints(series), input)
  return {
    parts: [
      { chart, input },
      { chart: 'base-bars', input: counts },
    ],
  }
}

/** The points of a series, after an empty place for each drawn period of the earlier teams. */
export function drawnPoints({ points, before = [] }: Pick<TrendSeries, 'points' | 'before'>): TrendPoint[] {
  const [own] = points
  const [first] = before.flatMap((b) => b.points.map((p) => p.period)).sort()
  if (own === undefined || first === undefined) return [...points]
  const places: TrendPoint[] = []
  for (let period = first; period < own.period; period = addPeriods(period, 1))
    places.push({ ...emptyPlace, period })
  return [...places, ...points]
}

const emptyPlace: Omit<TrendPoint, 'period'> = {
  ...{ state: 'not_applicable', value: null, numerator: null, denominator: null },
  ...{ mean: null, lower: null, upper: null, target: null, signal: null, meaning: null, rebase: false },
}

/** The input of the specification: every position, label and mark, already computed. */
export function trendInput(whole: TrendSeries, size: Size = 'wide'): ChartInput {
  const series = { ...whole, points: drawnPoints(whole), annotations: annotationsOf(whole) }
  const { kpi, points, before = [] } = series
  const places = points.length - whole.points.length
  const shown = (value: number) => (kpi.unit === 'percent' ? Math.min(100, Math.max(0, value)) : value)
  const values = points.flatMap((p) =>
    [p.value, p.target, p.mean, p.lower, p.upper].filter((v) => v !== null).map(shown),
  )
  values.push(...before.flatMap((b) => b.points.flatMap((p) => (p.value === null ? [] : [shown(p.value)]))))
  const y = valueAxis(values.length === 0 ? [0, 1] : values, kpi.unit)
  const narrow = size === 'narrow'
  const left = axisRoom(y)
  const right = narrow ? 34 : 118
  const width = chartWidths[size] - left - right
  const annotations = narrow ? [] : annotationRows(series, y, width, right)
  const padding = { left, right, top: 12 + annotations.length * lineHeight, bottom: 30 }
  const x = periodAxis(
    points.map((p) => p.period),
    width,
  )
  const perPixel = (y.max - y.min) / plotHeight
  const targets = stretches(points, (p) => p.target)
  return {
    width,
    height: plotHeight,
    padding,
    params: planeParams(x, y),
    data: {
      gaps: gapsOf(points, places, y, narrow),
      supports: supportOf(series, y),
      ...limitsOf(points, shown),
      targets: targets.map(({ from, to, first }) => ({ from, to, value: first.target })),
      annotations,
      before: beforeLines(before, points),
      beforeLabels: narrow ? [] : beforeLabels(before, points),
      line: lineRuns(points),
      points: pointMarks(points),
      targetLabels: (narrow ? targets : targets.slice(0, -1)).map(({ from, first }) => ({
        at: from,
        value: first.target,
        text: `Target ${formatValue(kpi, first.target ?? 0)}`,
      })),
      endLabels: narrow
        ? lastValue(series)
        : spreadLabels(endLabels(series), lineHeight * perPixel, [y.min, y.max]),
    },
  }
}

/** The usual range with its mean, phase by phase. */
function limitsOf(points: readonly TrendPoint[], shown: (value: number) => number) {
  const phases = stretches(
    points,
    (p) => (p.mean === null ? null : `${p.mean} ${p.lower} ${p.upper}`),
    (p) => p.rebase,
  )
  return {
    bands: phases.flatMap(({ from, to, first }) =>
      first.lower === null || first.upper === null
        ? []
        : [{ from, to, lower: shown(first.lower), upper: shown(first.upper) }],
    ),
    limits: phases.flatMap(({ from, to, first }) =>
      [first.lower, first.upper].filter((v) => v !== null).map((v) => ({ from, to, value: shown(v) })),
    ),
    means: phases.map(({ from, to, first }) => ({ from, to, value: first.mean })),
  }
}

function supportOf({ points, supportedFrom }: TrendSeries, y: Axis): object[] {
  const at = supportedFrom == null ? -1 : points.findIndex((p) => p.period >= supportedFrom)
  return at < 0 ? [] : [{ from: at - 0.5, to: points.length - 0.5, low: y.min, high: y.max }]
}

/** Events, and where a team took over from others. */
function annotationsOf({ points, before = [], unitName, annotations }: TrendSeries) {
  const [own] = points
  return own === undefined || before.length === 0
    ? annotations
    : [...annotations, { period: own.period, text: `${unitName} begins` }]
}

/** The lines of earlier teams; a missing value splits a line. */
function beforeLines(before: readonly TrendBefore[], points: readonly TrendPoint[]): object[] {
  const placeOf = new Map(points.map((p, at) => [p.period, at]))
  return before.flatMap(({ name, points: own }) => {
    const at = new Map(own.map((p) => [placeOf.get(p.period), p.value]))
    return lineRuns(points.map((_, i) => ({ value: at.get(i) ?? null }))).map((mark) => ({
      ...mark,
      run: `${name} ${mark.run}`,
    }))
  })
}

/** The name of each earlier team, above the first of its values. */
function beforeLabels(before: readonly TrendBefore[], points: readonly TrendPoint[]): object[] {
  return before.flatMap(({ name, points: own }) => {
    const first = own.find((p) => p.value !== null)
    if (first === undefined) return []
    return [{ at: points.findIndex((p) => p.period === first.period), value: first.value, text: name }]
  })
}

function gapsOf(points: readonly TrendPoint[], places: number, y: Axis, narrow: boolean): object[] {
  const isPlace = new Set(points.slice(0, places))
  const gapOf = (p: TrendPoint) => (p.value === null && !isPlace.has(p) ? p.state : null)
  return stretches(points, gapOf).map(({ from, to, first }) => {
    const align = from < 1 ? 'left' : to > points.length - 2 ? 'right' : 'center'
    const labelAt = align === 'left' ? from : align === 'right' ? to : (from + to) / 2
    const text = narrow && to - from < 3 ? '' : stateText(first).toLowerCase()
    return { from, to, low: y.min, high: y.max, align, labelAt, text }
  })
}

/** The name of each line, at its right end. */
function endLabels({ kpi, points }: TrendSeries): PlotLabel[] {
  const last = points.at(-1)
  if (last === undefined) return []
  const parts = shortPartsWords({ ...notAdded, ...last })
  const place = { at: points.length - 0.5, align: 'left', dx: 8, dy: 0 }
  const label = (value: number | null, words: string, colour: string, weight = 'normal') =>
    value === null ? [] : [{ ...place, value, text: `${words}${formatValue(kpi, value)}`, colour, weight }]
  return [
    ...label(last.target, 'Target ', palette.target),
    ...label(last.mean, 'Average ', palette.inkSecondary),
    ...(parts === null || last.value === null
      ? []
      : [{ ...place, value: last.value, text: parts, colour: palette.ink, weight: 'normal' }]),
    ...label(last.value, '', palette.ink, 'bold'),
  ]
}

/** A phone has no room at the right: only the latest value is shown, above its point. It is in brackets if it is not whole; the
 * title says how many teams it comes from. */
function lastValue({ kpi, points }: TrendSeries): PlotLabel[] {
  const last = points.at(-1)
  if (last === undefined || last.value === null) return []
  const { value } = last
  const text = formatValue(kpi, value)
  const at = points.length - 1
  return [
    {
      at,
      value,
      text: isNotWhole({ status: last.status ?? null }) ? `(${text})` : text,
      colour: palette.ink,
      weight: 'bold',
      align: 'center',
      dx: 0,
      dy: -16,
    },
  ]
}

/** Annotations above the plot, each in its own row with its rule drawn up to it. Text is to the right of its rule, earlier ones
 * above later ones, so that no rule crosses a text. If a text would leave the picture it goes to the left; those before it then
 * do so too, earlier ones below later ones. */
function annotationRows(
  { points, annotations }: TrendSeries,
  y: Axis,
  width: number,
  right: number,
): { at: number; low: number; high: number; text: string; row: number; align: string }[] {
  const perRow = ((y.max - y.min) / plotHeight) * lineHeight
  const placed = annotations
    .map((a) => ({ at: points.findIndex((p) => p.period === a.period) - 0.5, text: a.text, align: 'left' }))
    .filter((a) => a.at >= -0.5)
    .sort((a, b) => a.at - b.at)
  let laterReadsLeft = false
  for (const a of placed.toReversed()) {
    const start = ((a.at + 0.5) / points.length) * width
    const length = a.text.length * 7
    if (start + length > width + right || (laterReadsLeft && length < start)) a.align = 'right'
    laterReadsLeft ||= a.align === 'right'
  }
  const reading = (align: string) => placed.filter((a) => a.align === align)
  return [...reading('right'), ...reading('left').toReversed()].map((a, row) => ({
    ...a,
    row,
    low: y.min,
    high: y.max + (row + 0.8) * perRow,
  }))
}
