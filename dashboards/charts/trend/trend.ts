import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Limits } from '#domain/figures/figure.ts'
import type { Step } from '#domain/figures/spc/step.ts'
import { notAdded, type Origin } from '#domain/figures/wholeness.ts'
import { addPeriods } from '#domain/time/period.ts'
import { formatNumber, formatValue } from '#domain/wording/format.ts'
import { scalePhrases } from '#domain/wording/scale-words.ts'
import { shortPartsWords } from '#domain/wording/wholeness-words.ts'
import type { SeriesBefore, SeriesPoint } from '#server/reads/series.ts'
import { baseBarsInput } from '../base-bars/base-bars.ts'
import { dateOf, emptyMonth, type MonthRow, monthRows, monthsParams } from '../months.ts'
import type { ChartInput, Picture } from '../picture.ts'
import {
  axisRoom,
  chartWidths,
  type Size,
  spreadLabels,
  type ValueAxis,
  valueAxis,
  valueParams,
} from '../scale.ts'
import { withScale } from '../scale-line.ts'
import { linesOf, textWidth } from '../text-width.ts'
import {
  type DrawnMonth,
  type EarlierMonth,
  type Plot,
  targetWithoutRoom,
  withPlacedNames,
  withPlacedWords,
} from '../word-places.ts'

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
const annotationSize = 13

/** A month, and whether an action was in place that should help. */
type SupportedMonth = MonthRow & { supported: boolean }

/** The trend as a picture: values, usual range, target and flags, with the counts beneath if it is a percentage. */
export function trendPicture(series: TrendSeries, size: Size = 'wide'): Picture {
  return pictureWithCounts('trend', trendInput(series, size), series.kpi)
}

/** A drawn series, with the counts behind each value beneath if it is a share. */
export function pictureWithCounts(
  chart: 'trend' | 'run',
  input: ChartInput,
  kpi: TrendSeries['kpi'],
): Picture {
  if (kpi.kind !== 'ratio') return { parts: [{ chart, input }] }
  return {
    parts: [
      { chart, input },
      { chart: 'base-bars', input: baseBarsInput(input) },
    ],
  }
}

/** The input of the specification: the table of months, the lines of earlier teams, and what words need room. */
export function trendInput(series: TrendSeries, size: Size = 'wide'): ChartInput {
  const { frame, y } = trendFrame(series, size)
  const labels = size === 'narrow' ? [] : endLabels(series)
  return { ...frame, data: { ...frame.data, labels: spreadOnPlot(labels, y) } }
}

/** What a trend and a run have in common: the size, the axes, the table of months, the lines of earlier teams and the events above.
 * `completed` adds what only one of them draws of a month. */
export function trendFrame(
  series: TrendSeries,
  size: Size,
  completed: (months: MonthRow[]) => readonly DrawnMonth[] = (months) => months,
): { frame: ChartInput; y: ValueAxis } {
  const { kpi, before = [] } = series
  const months = completed(tableOf(series))
  const values = drawnValues(series)
  const y = valueAxis(values.length === 0 ? [0, 1] : values, kpi.unit)
  const narrow = size === 'narrow'
  const counts = kpi.kind === 'ratio' ? baseWords(months) : { most: '', last: '' }
  const left = Math.max(axisRoom(y), Math.ceil(textWidth(counts.most, 14)) + 14)
  const right = narrow ? 34 : roomBeside([...endLabels(series).map(({ text }) => text), counts.last])
  const width = chartWidths[size] - left - right
  const annotations = narrow ? [] : annotationRows(series, months, { left, right, width })
  const plot: Plot = { width, height: plotHeight, right, y, size }
  const around = { annotations, before: earlierMonths(before, months) }
  const named = { annotations, before: withPlacedNames(months, plot, around) }
  const targetWords = targetWithoutRoom(months, plot, named)
  const phrases = isEmptySeries(series)
    ? []
    : [...scalePhrases(kpi, y.min, series.points.at(-1)), ...(targetWords === null ? [] : [targetWords])]
  const drawn: ChartInput = {
    width,
    height: plotHeight,
    padding: { left, right, top: 12 + annotations.length * lineHeight, bottom: 30 },
    params: {
      ...monthsParams(
        months.map((m) => m.period),
        width,
      ),
      ...valueParams(y, kpi.unit),
      size,
    },
    data: { ...named, months: withPlacedWords(months, plot, named) },
  }
  return { frame: withScale(drawn, phrases), y }
}

/** The words beside the counts beneath: their most, and the last of them. */
function baseWords(months: readonly MonthRow[]): { most: string; last: string } {
  const most = Math.max(1, ...months.map(({ denominator }) => denominator ?? 0))
  const { numerator, denominator } = months.at(-1) ?? { numerator: null, denominator: null }
  const last =
    denominator === null ? '' : `${formatNumber(numerator ?? 0, 1)} of ${formatNumber(denominator, 1)}`
  return { most: formatNumber(most, 1), last }
}

/** The room that words need at the right of the plot. */
function roomBeside(words: readonly string[]): number {
  return Math.ceil(Math.max(106, ...words.map((text) => textWidth(text, 14)))) + 12
}

/** The table of a series, after an empty row for each drawn period of the earlier teams. */
function tableOf({ kpi, points, before = [], supportedFrom }: TrendSeries): SupportedMonth[] {
  const [own] = points
  const [first] = before.flatMap((b) => b.points.map((p) => p.period)).sort()
  const rows: MonthRow[] = []
  if (own !== undefined && first !== undefined)
    for (let period = first; period < own.period; period = addPeriods(period, 1))
      rows.push(emptyMonth(period))
  rows.push(...monthRows(kpi, points))
  return rows.map((row) => ({ ...row, supported: supportedFrom != null && row.period >= supportedFrom }))
}

/** True where neither the series nor an earlier team of it has a value. */
export function isEmptySeries({ points, before = [] }: TrendSeries): boolean {
  return [{ points }, ...before].every((line) => line.points.every(({ value }) => value === null))
}

/** Every value that is drawn, to choose the range of the axis. */
function drawnValues({ kpi, points, before = [] }: TrendSeries): number[] {
  const shown = (value: number) => (kpi.unit === 'percent' ? Math.min(100, Math.max(0, value)) : value)
  return [
    ...points.flatMap((p) => [p.value, p.target, p.mean, p.lower, p.upper]),
    ...before.flatMap((b) => b.points.map((p) => p.value)),
  ].flatMap((value) => (value === null ? [] : [shown(value)]))
}

/** The rows of earlier teams, one for each of theirs and ours: where one has no value its line breaks. */
function earlierMonths(before: readonly TrendBefore[], months: readonly MonthRow[]): EarlierMonth[] {
  return before.flatMap(({ name, points }) => {
    const values = new Map(points.map((p) => [p.period, p.value]))
    return months.map(({ period, date }) => ({
      ...{ series: name, period, date },
      value: values.get(period) ?? null,
    }))
  })
}

/** Events, and where a team took over from others. */
function annotationsOf({ points, before = [], unitName, annotations }: TrendSeries) {
  const [own] = points
  return own === undefined || before.length === 0
    ? annotations
    : [...annotations, { period: own.period, text: `${unitName} begins` }]
}

/** Words at the right end of a line. `at` is where they stand on the value axis, moved apart from their neighbours. */
export type EndLabel = {
  date: string
  line: 'target' | 'average' | 'median' | 'parts' | 'value'
  at: number
  text: string
}

/** Labels moved apart, a line of text each, within the plot. */
export function spreadOnPlot(labels: readonly EndLabel[], y: ValueAxis): EndLabel[] {
  const gap = lineHeight * ((y.max - y.min) / plotHeight)
  return spreadLabels(
    labels.map((label) => ({ ...label, value: label.at })),
    gap,
    [y.min, y.max],
  ).map(({ value, ...label }) => ({ ...label, at: value }))
}

/** The name of each line, at its right end. */
export function endLabels({ kpi, points }: TrendSeries): EndLabel[] {
  const last = points.at(-1)
  if (last === undefined) return []
  const date = dateOf(last.period)
  const parts = shortPartsWords({ ...notAdded, ...last })
  const label = (line: EndLabel['line'], at: number | null, text: (value: number) => string): EndLabel[] =>
    at === null ? [] : [{ date, line, at, text: text(at) }]
  return [
    ...label('target', last.target, (value) => `Target ${formatValue(kpi, value)}`),
    ...label('average', last.mean, (value) => `Average ${formatValue(kpi, value)}`),
    ...(parts === null ? [] : label('parts', last.value, () => parts)),
    ...label('value', last.value, (value) => formatValue(kpi, value)),
  ]
}

/** Annotations above the plot, each in rows of its own with its rule drawn up to them. Text is to the right of its rule, earlier ones
 * above later ones, so that no rule crosses a text. If a text would leave the picture it goes to the left; those before it then
 * do so too, earlier ones below later ones. One that has no room on either side is broken into lines. */
function annotationRows(
  series: TrendSeries,
  months: readonly MonthRow[],
  { left, right, width }: { left: number; right: number; width: number },
): { date: string; text: string; row: number; align: string }[] {
  const placed = annotationsOf(series)
    .map((a) => ({ at: months.findIndex((m) => m.period === a.period), text: a.text, align: 'left' }))
    .filter((a) => a.at >= 0)
    .sort((a, b) => a.at - b.at)
  const start = ({ at }: { at: number }) => (at / months.length) * width
  let laterReadsLeft = false
  for (const a of placed.toReversed()) {
    const [before, after] = [start(a) + left, width + right - start(a)]
    const length = textWidth(a.text, annotationSize) + 8
    if (length > after && before > after) a.align = 'right'
    else if (laterReadsLeft && length < before) a.align = 'right'
    laterReadsLeft ||= a.align === 'right'
  }
  // The rule of one that reads to the right would run through the words of a later one that reads to the left.
  const first = placed.findIndex((a) => a.align === 'left')
  for (const a of first < 0 ? [] : placed.slice(first)) a.align = 'left'
  const reading = (align: string) => placed.filter((a) => a.align === align)
  return [...reading('right'), ...reading('left').toReversed()]
    .flatMap((a) => {
      const room = (a.align === 'right' ? start(a) + left : width + right - start(a)) - 8
      const lines = linesOf(a.text, room, annotationSize)
      return lines.toReversed().map((text) => ({ date: months[a.at]?.date ?? '', text, align: a.align }))
    })
    .map((line, row) => ({ ...line, row }))
}
