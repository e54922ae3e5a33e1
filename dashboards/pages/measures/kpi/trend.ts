/** "How are we doing": the series as a chart with its finding, its numbers and the rules that fired. */

import { html } from 'hono/html'
import { fullPoints } from '#domain/figures/spc/limits.ts'
import { recentPoints } from '#domain/figures/spc/spoken-analysis.ts'
import { isNotWhole } from '#domain/figures/wholeness.ts'
import { addPeriods, dayName, firstDay, periodInSentence } from '#domain/time/period.ts'
import { formatFigure } from '#domain/wording/format.ts'
import { signalRuns, signalRunWords } from '#domain/wording/signal-runs.ts'
import { stepWords } from '#domain/wording/step-words.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { grainWords, nhsMethodWords } from '#domain/wording/words.ts'
import type { Series } from '#server/reads/series.ts'
import { baselineAddress } from '../../../addresses.ts'
import { isHistory } from '../../../charts/points.ts'
import { medianWords } from '../../../charts/run/run.ts'
import { titledYearOnYear } from '../../../charts/year-on-year/year-on-year.ts'
import { chartFigure, chartLinks } from '../../../components/chart-figure/chart-figure.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { details } from '../../../components/details/details.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { titledTrend, trendFigure, trendSubtitle } from '../../../components/trend-figure/trend-figure.ts'
import type { Html } from '../../../html.ts'
import { causeContent, writtenWords } from '../kit/baseline-words.ts'
import {
  chartFiles,
  fileAddress,
  grainAddress,
  methodAddress,
  type ShownSeries,
  spanAddress,
} from './address.ts'
import { subtitleOf, trendSeriesOf, yearOnYearOf } from './charts.ts'
import type { KpiView } from './model.ts'
import { type Span, spans } from './question.ts'
import { section } from './section.ts'

/** Fewer values than this are shown as a table: a line through two values suggests more than two values can show. */
const fewestDrawn = 3
/** The number of latest runs that are explained; older ones are only in the table of numbers. */
const runsTold = 4

export function trendSection(view: KpiView): Html {
  const { series, weekly } = view
  return section(
    'doing',
    html`${trend(series, 'trend', view)}${judgedBy(view)}
${
  series.grain === 'weekly' && series.kpi.grains.includes('monthly')
    ? html`<p class="govuk-body">Weeks are a series of their own, with their own usual range;
they are never mixed into months. <a class="govuk-link" href="${grainAddress(series, 'monthly', null)}">By month</a></p>`
    : null
}
${yearOnYear(view)}
${
  weekly === null
    ? null
    : html`<h3 class="govuk-heading-m">Latest week, beginning ${dayName(firstDay(weekly.last.period))}: ${formatFigure(
        weekly.kpi,
        weekly.last,
      )}</h3>${trend(weekly, 'weeks', view)}
<p class="govuk-body"><a class="govuk-link" href="${grainAddress(series, 'weekly', weekly.last.period)}">By week:
its own series, and the file and row of each week</a></p>`
}`,
  )
}

/** The financial years one above another, folded; null without an earlier year. */
function yearOnYear(view: KpiView): Html | null {
  const chart = yearOnYearOf(view.series)
  if (chart === null) return null
  const titledChart = titledYearOnYear(chart)
  return details({
    summary: 'Year on year, April to March',
    body: chartFigure({
      id: 'year-on-year',
      titledChart,
      subtitle: subtitleOf(titledChart, chart.kpi),
      draw: view.frame.draw,
      note: 'This year is dark, earlier years are grey, each named at its end. Hollow: not judged.',
      howToRead: '/help#charts',
      downloads: chartFiles({ ...view, chosen: null, span: undefined }, 'year-on-year'),
    }),
  })
}

/** The last points of a series, up to this number; the calculation is still that of the whole series. */
export function lastPoints(series: Series, span: Span): Series {
  if (span === null) return series
  const first = addPeriods(series.last.period, 1 - span)
  const before = series.before.map((b) => ({ ...b, points: b.points.filter((p) => p.period >= first) }))
  return {
    ...series,
    points: series.points.slice(-span),
    before: before.filter((b) => b.points.length > 0),
  }
}

/** Links to the other spans; empty if the series is no longer than the shortest span. */
function spanSwitch(view: KpiView): Html | null {
  const { series, span } = view
  const count = series.points.length
  if (count <= (spans[0] ?? 0)) return null
  const word = grainWords[series.grain]
  const words = (of: Span) => (of === null ? `All ${count} ${word}s` : `${of} ${word}s`)
  const offered = spans.filter((of) => of === null || of < count)
  return html`<nav class="app-kpi__spans" aria-label="How far back"><ul class="app-kpi__span-list">
${offered.map(
  (of) =>
    html`<li>${
      of === span
        ? html`<strong aria-current="true">${words(of)}</strong>`
        : html`<a class="govuk-link" href="${spanAddress(view, of)}">${words(of)}</a>`
    }</li>\n`,
)}</ul></nav>`
}

function trend(whole: Series, id: string, view: KpiView): Html {
  const series = lastPoints(whole, view.span)
  const shown: ShownSeries = { ...view, series, chosen: null }
  const links = [...chartFiles(shown, 'trend').slice(2)]
  const downloads = [
    { text: 'CSV', href: fileAddress(shown, '.csv') },
    { text: 'XLSX', href: fileAddress(shown, '.xlsx') },
    ...links,
    { text: 'JSON', href: fileAddress(shown, '.json') },
  ]
  const values = whole.points.filter((p) => p.value !== null).length
  if (values < fewestDrawn) return tableAlone(series, id, values, downloads)
  const drawn = trendSeriesOf(series)
  return html`${trendFigure({
    id,
    series: drawn,
    subtitle: subtitleOf({ subtitle: trendSubtitle(drawn) }, drawn.kpi),
    draw: view.frame.draw,
    note: [limitsNote(whole), whole.limits === 'none' ? medianWords(drawn) : null]
      .filter((words) => words !== null)
      .join(' '),
    howToRead: '/help',
    downloads,
  })}${id === 'trend' ? spanSwitch(view) : null}${stepLine(whole, view)}${baselinesSet(whole, view)}${rulesFired(series, whole)}`
}

/** The new level that the series runs at, in one sentence, with the form for those who may set a baseline there. */
function stepLine({ kpi, unit, step }: Series, { setsBaselines }: KpiView): Html | null {
  if (step === null) return null
  const form = `${baselineAddress(unit.code, kpi.code, 'new')}?from=${step.from}`
  const offer = html` <a class="govuk-link app-no-print" href="${form}">Set a new baseline from ${periodInSentence(step.from)}</a>`
  return html`<p class="govuk-body app-kpi__step">${stepWords(kpi, step)}.${setsBaselines ? offer : null}</p>`
}

/** The baselines that hold in the series shown: when each was set, by whom, why and on what cause. */
function baselinesSet({ kpi, unit, baselines, last }: Series, { setsBaselines }: KpiView): Html {
  const held = baselines.filter((b) => b.withdrawal === null && b.from <= last.period)
  return html`${held.map(
    (b) =>
      html`<p class="govuk-body app-kpi__baseline">New baseline from ${periodInSentence(b.from)}, set on ${writtenWords(b)}:
<span class="app-kpi__said">${b.reason}</span>${b.cause === null ? null : html` What brought it about: ${causeContent(b.cause)}.`}
<a class="govuk-link app-no-print" href="${baselineAddress(unit.code, kpi.code, b.id)}">${
        setsBaselines ? 'See or withdraw it' : 'About this baseline'
      }</a></p>`,
  )}`
}

/** For too few values to draw: the numbers, and why there is no chart. */
function tableAlone(
  series: Series,
  id: string,
  values: number,
  downloads: readonly { text: string; href: string }[],
): Html {
  const word = grainWords[series.grain]
  const { title, subtitle, columns, rows } = titledTrend(trendSeriesOf(series))
  const told =
    values === 0 ? `No ${word} has a value` : `${values} ${values === 1 ? word : `${word}s`} with a value`
  return html`<div id="${id}"><h3 class="govuk-heading-s">${title}</h3>
${insetText({ text: `${told}: too few to draw. A chart begins with ${fewestDrawn}. ${limitsNote(series)}` })}
${dataTable({ caption: subtitle, captionSize: 's', columns, rows: rows.map((cells) => ({ cells })), dense: true, scrollLabel: `${subtitle}: the numbers` })}
${chartLinks(
  downloads.filter(({ text }) => text !== 'SVG' && text !== 'PNG'),
  '/help',
)}</div>`
}

/** How far the chart can be trusted, and the periods from which its usual range was calculated. */
function limitsNote({ limits, last, kpi, grain }: Series): string {
  const { points, phases } = last.analysis
  if (kpi.basis.startsWith('rolling'))
    return 'Each point covers months that the next one covers too, so no usual range is drawn.'
  if (last.analysis.withheld === true)
    return 'No usual range is drawn: a small number of this series is suppressed, and an average would tell it.'
  if (limits === 'none') return `${points} of ${fullPoints} points needed for a usual range.`
  if (limits === 'trial')
    return `A first estimate of the usual range, from ${points} of ${fullPoints} ${grainWords[grain]}s: it will move as more come.`
  const phase = phases.at(-1)
  const span =
    phase === undefined ? '' : ` from ${periodInSentence(phase.from)} to ${periodInSentence(phase.to)}`
  if (phase?.level === undefined)
    return `Average and usual range use all ${points} ${grainWords[grain]}s${span}.`
  // Only a share or a mean has its own number of cases in each period.
  const range =
    kpi.kind !== 'ratio' && kpi.kind !== 'mean'
      ? ''
      : ` The fewer cases a ${grainWords[grain]} has, the wider its usual range.`
  return `The average uses all ${grainWords[grain]}s${span} except the last ${recentPoints}, so that a new change stands out.${range}`
}

/** Which method the chart and the words follow, and a link to the other. Null where neither judges. */
function judgedBy(view: KpiView): Html | null {
  const { series } = view
  if (series.method !== null)
    return html`<p class="govuk-body app-no-print">${nhsMethodWords}.
<a class="govuk-link" href="${methodAddress(view, null)}">As the service judges it</a></p>`
  if (series.limits === 'none') return null
  return html`<p class="govuk-body app-no-print">Judged by <a class="govuk-link" href="/help/method#changing">the service’s own rules</a>.
<a class="govuk-link" href="${methodAddress(view, 'nhs')}">As the NHS package judges it</a></p>`
}

/** Which rules fired, and where, in words. */
function rulesFired({ points, limits, last }: Series, whole: Series): Html | null {
  if (limits === 'none') return null
  const history = new Set(whole.points.filter(isHistory).map(({ period }) => period))
  const { flags } = last.analysis
  const [first = { period: '' }] = points
  const runs = signalRuns(
    flags.filter(({ period }) => !history.has(period)),
    first.period,
  )
  const earlier = flags.filter(({ period }) => history.has(period) && period >= first.period).length
  const shown = points.some(isNotWhole) ? 'that is whole' : 'shown'
  if (runs.length === 0)
    return html`<p class="govuk-body app-kpi__rules">${
      earlier === 0
        ? `No rule fired: every point ${shown} moves as it usually does.`
        : `No rule fires now. ${historyWords(earlier)}`
    }</p>`
  const rest = runs.length - runsTold
  return html`<div class="app-kpi__rules"><h3 class="govuk-heading-s">Why points stand out</h3>
<ul class="govuk-list govuk-list--bullet">${runs.slice(0, runsTold).map((run) => html`<li>${signalRunWords(run)}</li>\n`)}</ul>
${rest > 0 ? html`<p class="govuk-body">${wordFor(rest, 'One earlier run stands', `${rest} earlier runs stand`)} in the numbers.</p>` : null}${
  earlier > 0 ? html`<p class="govuk-body">${historyWords(earlier)}</p>` : null
}</div>`
}

/** "One earlier signal is drawn hollow and grey, and is in the numbers." */
function historyWords(count: number): string {
  return wordFor(
    count,
    'One earlier signal is drawn hollow and grey, and is in the numbers.',
    `${count} earlier signals are drawn hollow and grey, and are in the numbers.`,
  )
}
