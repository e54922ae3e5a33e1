import { html } from 'hono/html'
import { fullPoints } from '#domain/figures/spc/limits.ts'
import { notAdded } from '#domain/figures/wholeness.ts'
import { grainOf, periodInSentence, periodName } from '#domain/time/period.ts'
import {
  formatCell,
  formatFigure,
  formatRemark,
  formatTarget,
  formatValue,
  nothingText,
} from '#domain/wording/format.ts'
import { nameList } from '#domain/wording/name-list.ts'
import { stepWords } from '#domain/wording/step-words.ts'
import { partsWords } from '#domain/wording/wholeness-words.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import {
  goodWords,
  grainWords,
  nhsMethodWords,
  signalWords,
  stateText,
  statusWords,
  variationWords,
} from '#domain/wording/words.ts'
import { altText } from '../../charts/alt-text.ts'
import type { Draw, TitledChart } from '../../charts/picture.ts'
import { isHistory, marksInWords, meaningNow } from '../../charts/points.ts'
import { runPicture } from '../../charts/run/run.ts'
import { isEmptySeries, type TrendPoint, type TrendSeries, trendPicture } from '../../charts/trend/trend.ts'
import type { Content, Html } from '../../html.ts'
import { chartFigure } from '../chart-figure/chart-figure.ts'
import { type GlyphName, glyph } from '../glyph/glyph.ts'

/** A measure's trend in a page: chart for desktop and phone, key, alternative text and table from one series. */
export function trendFigure(options: {
  id: string
  series: TrendSeries
  draw: Draw
  /** The title, if the page's heading already names the measure. */
  title?: string
  /** The line beneath the title, as for every chart. */
  subtitle?: string
  headingLevel?: 2 | 3
  downloads?: readonly { text: string; href: string }[]
  howToRead?: string
  /** What cannot be concluded, or why the last point stands out; shown after the key. */
  note?: Content
}): Html {
  const { series, title, note, ...others } = options
  const titledChart = titledTrend(series)
  return chartFigure({
    ...others,
    titledChart: { ...titledChart, title: title ?? titledChart.title },
    note: html`${key(series, note === undefined)}${note === undefined ? null : html` ${note}`}`,
  })
}

/** A trend with its words and numbers: a run chart if there are too few points for limits. */
export function titledTrend(series: TrendSeries): TitledChart {
  const isRun = series.limits === 'none'
  return {
    picture: isRun ? runPicture(series) : trendPicture(series),
    narrow: isRun ? runPicture(series, 'narrow') : trendPicture(series, 'narrow'),
    isEmpty: isEmptySeries(series),
    title: series.finding,
    subtitle: trendSubtitle(series),
    key: keyInWords(series, isRun),
    alt: trendAlt(series),
    ...trendNumbers(series),
    records: [],
  }
}

/** The meaning of the marks, and of the grey line of earlier teams. */
function keyInWords(series: TrendSeries, isRun: boolean): string | null {
  const words = [marksInWords(series.points, !isRun), beforeInWords(series)].filter((said) => said !== null)
  return words.length === 0 ? null : words.join(' ')
}

/** "Grey line: Help and Protection Central, from which it took over; it enters no limit."; null if there is none. */
function beforeInWords({ before = [] }: TrendSeries): string | null {
  if (before.length === 0) return null
  const names = nameList(before.map((b) => b.name))
  return `Grey line: ${names}, from which it took over; it enters no limit.`
}

/** "Assessments completed in 45 working days, %. Assessment South, March 2017 to April 2019" */
export function trendSubtitle({ kpi, unitName, points, method }: TrendSeries): string {
  const units = {
    percent: ', %',
    working_days: ', working days',
    children_per_fte: ', children per full-time worker',
  }
  const unit = kpi.unit === 'children_or_items' ? '' : units[kpi.unit]
  const judged = method === 'nhs' ? `. ${nhsMethodWords}` : ''
  return `${kpi.name}${unit}. ${unitName}, ${span(points)}${judged}`
}

/** The chart in words, by the rule for every chart's alternative text. */
export function trendAlt({
  kpi,
  unitName,
  points,
  finding,
  method,
  step = null,
  before = [],
}: TrendSeries): string {
  const last = points.at(-1)
  const first = points[0]
  const missing = points.filter((p) => p.value === null)
  const parts = points.slice(0, -1).filter((p) => p.status === 'not_whole')
  const rebased = points.find((p) => p.rebase)
  return altText({
    type: 'Line chart',
    measure: kpi.name,
    scope: unitName,
    first: first === undefined ? '' : periodInSentence(first.period),
    last: last === undefined ? '' : periodInSentence(last.period),
    finding,
    latest: last === undefined ? 'No months' : latest(kpi, last),
    good: goodWords[kpi.good],
    range: rangeWords(kpi, last),
    target: last?.target == null ? null : `Target ${formatTarget(kpi, last.target)}`,
    step: step === null ? null : stepWords(kpi, step),
    exceptions: [
      // Another team's line in the picture must be said before anything else that is out of the ordinary.
      before.length === 0 ? null : `Before it, in grey, ${nameList(before.map((b) => b.name))}`,
      missing.length === 0
        ? null
        : wordFor(
            missing.length,
            `${stateText(missing[0] ?? { state: 'not_reported' })} in ${periodInSentence(missing[0]?.period ?? '')}`,
            `${missing.length} ${grainWords[grainOf(last?.period ?? '') ?? 'monthly']}s have no value`,
          ),
      parts.length === 0 ? null : `Not whole in ${nameList(parts.map((p) => periodInSentence(p.period)))}`,
      rebased === undefined ? null : `New baseline from ${periodInSentence(rebased.period)}`,
      method === 'nhs' ? nhsMethodWords : null,
    ].filter((text) => text !== null),
  })
}

/** "usual range 76.5% to 92.1%": that of the last point. */
function rangeWords(kpi: TrendSeries['kpi'], last: TrendPoint | undefined): string | null {
  if (last === undefined || last.lower === null || last.upper === null) return null
  const [lower, upper] = [shownValue(kpi, last.lower), shownValue(kpi, last.upper)]
  return `usual range ${formatValue(kpi, lower)} to ${formatValue(kpi, upper)}`
}

/** A percentage never leaves 0 to 100 on screen; the rules use the limits unchanged. */
function shownValue({ unit }: TrendSeries['kpi'], value: number): number {
  return unit === 'percent' ? Math.min(100, Math.max(0, value)) : value
}

function latest(kpi: TrendSeries['kpi'], point: TrendPoint): string {
  if (point.value === null) return `${nothingText(kpi, point)} in ${periodInSentence(point.period)}`
  return `Latest ${formatFigure(kpi, { ...notAdded, ...point, symbol: null })} in ${periodInSentence(point.period)}`
}

function span(points: readonly { period: string }[]): string {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined) return 'no months'
  return first === last
    ? periodInSentence(first.period)
    : `${periodInSentence(first.period)} to ${periodInSentence(last.period)}`
}

function trendNumbers({ kpi, points, before = [] }: TrendSeries): Pick<TitledChart, 'columns' | 'rows'> {
  const counted = kpi.kind === 'ratio' || kpi.kind === 'mean'
  const isLacking = points.some((p) => partsWords({ ...notAdded, ...p }) !== null)
  const limits = points.some((p) => p.lower !== null)
  const columns = [
    { heading: 'Period' },
    { heading: 'Value', numeric: true },
    ...(counted || isLacking ? [{ heading: 'Made of', numeric: true }] : []),
    { heading: 'Target', numeric: true },
    { heading: 'Against target' },
    ...(limits
      ? [
          { heading: 'Average', numeric: true },
          { heading: 'Usual range', numeric: true },
        ]
      : []),
    { heading: 'Change' },
  ]
  const shown = (value: number | null) => (value === null ? null : shownValue(kpi, value))
  const number = (value: number | null) => (value === null ? '–' : formatValue(kpi, value))
  const rows = [...points]
    .reverse()
    .map((p) => [
      periodName(p.period),
      p.value === null ? nothingText(kpi, p) : formatCell(kpi, { ...p, symbol: null }),
      ...(counted || isLacking ? [formatRemark(kpi, { ...notAdded, ...p }) || '–'] : []),
      number(p.target),
      p.status ? statusWords[p.status] : '–',
      ...(limits
        ? [number(p.mean), p.lower === null ? '–' : `${number(shown(p.lower))} to ${number(shown(p.upper))}`]
        : []),
      change(p),
    ])
  const earlier = before
    .flatMap((b) => b.points.map((p) => ({ ...p, name: b.name })))
    .sort((a, b) => (a.period > b.period ? -1 : a.period < b.period ? 1 : 0))
    .map((p) => [
      `${periodName(p.period)}, ${p.name}`,
      p.value === null ? nothingText(kpi, p) : formatCell(kpi, p),
      ...(counted || isLacking ? [formatRemark(kpi, { ...notAdded, ...p }) || '–'] : []),
      ...['–', '–'],
      ...(limits ? ['–', '–'] : []),
      'before this team: not judged',
    ])
  return { columns, rows: [...rows, ...earlier] }
}

function change(point: TrendPoint): string {
  const words = [
    isHistory(point) ? 'Earlier signal' : point.meaning === null ? null : variationWords[point.meaning],
    point.signal === null ? null : signalWords[point.signal],
  ].filter((word) => word !== null)
  const notes = [point.rebase ? 'new baseline' : null, point.note ?? null].filter((note) => note !== null)
  return [words.join(': '), ...notes].filter((text) => text !== '').join('; ') || '–'
}

/** The meaning of the shapes that are drawn. */
function key(series: TrendSeries, saysTrial: boolean): Html {
  const { points, limits } = series
  const meanings = new Set(points.map(meaningNow))
  const marks: [GlyphName, string][] = []
  if (meanings.has('improving')) marks.push(['key_improving', 'better than usual'])
  if (meanings.has('concerning')) marks.push(['key_concerning', 'worse than usual'])
  if (meanings.has('unusual')) marks.push(['key_unusual', 'unusual'])
  if (points.some(isHistory)) marks.push(['key_earlier', 'earlier signal'])
  if (points.some((p) => p.status === 'small_number')) marks.push(['key_small', 'small number, not judged'])
  if (points.some((p) => p.status === 'not_whole')) marks.push(['key_small', 'not whole, not judged'])
  const count = points.filter((p) => p.mean !== null && p.value !== null).length
  return html`<span class="app-key">${
    limits === 'none'
      ? null
      : html`<span class="app-key__item">${glyph({ name: 'key_band' })} usual range</span> `
  }${marks.map(
    ([name, words]) => html`<span class="app-key__item">${glyph({ name })} ${words}</span> `,
  )}</span>${
    limits === 'trial' && saysTrial
      ? html` A first estimate of the usual range: ${count} of the ${fullPoints} months needed so far.`
      : null
  }${beforeInWords(series) === null ? null : html` ${beforeInWords(series)}`}`
}
