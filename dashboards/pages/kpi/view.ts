import { html } from 'hono/html'
import { formatFigure, formatTarget, formatValue } from '#domain/format.ts'
import type { Grain, Target } from '#domain/kpi.ts'
import { dayName, firstDay, periodName } from '#domain/period.ts'
import { fullPoints } from '#domain/spc/limits.ts'
import { type TodaysRule, todaysRuleWords } from '#domain/todays-rule.ts'
import type { Unit } from '#domain/unit.ts'
import { dimensionQuestions, signalWords } from '#domain/words.ts'
import type { Lineage } from '#server/reads/lineage.ts'
import type { LinkedAction } from '#server/reads/links.ts'
import type { Series } from '#server/reads/series.ts'
import type { DotPlot } from '../../charts/dot-plot/dot-plot.ts'
import type { Draw } from '../../charts/picture.ts'
import { medianWords } from '../../charts/run/run.ts'
import { asAtBanner } from '../../components/as-at-banner/as-at-banner.ts'
import { assuranceTag } from '../../components/assurance-tag/assurance-tag.ts'
import { deliveryRatingTag } from '../../components/delivery-rating-tag/delivery-rating-tag.ts'
import { figureCell } from '../../components/figure-cell/figure-cell.ts'
import { insetText } from '../../components/inset-text/inset-text.ts'
import { statusTag } from '../../components/status-tag/status-tag.ts'
import { summaryList } from '../../components/summary-list/summary-list.ts'
import { trendFigure } from '../../components/trend-figure/trend-figure.ts'
import { variationTag } from '../../components/variation-tag/variation-tag.ts'
import type { Content, Html } from '../../layout/html.ts'
import { page } from '../../layout/page.ts'
import type { PageFrame } from '../page.ts'
import { type Reading, sameReading } from '../reading.ts'
import { benchmarksSection, type Comparison } from './benchmarks.ts'
import { trendSeriesOf } from './charts.ts'
import { lineageSection } from './lineage.ts'
import { teamsSection } from './teams.ts'

export type KpiView = {
  frame: PageFrame
  /** The moment and the tree that were asked for. */
  reading: Reading
  /** The series up to the period shown, with that period's calculation: of months, weeks or quarters. */
  series: Series
  /** The weekly series beside a monthly one: its own chart, never mixed into months. */
  weekly: Series | null
  /** True where other teams stood beneath the unit in the month than stand there today. */
  teamsDiffer: boolean
  /** What is in force today where it is not what the figure was judged by. */
  rule: TodaysRule | null
  /** The service's own, beside a team's snapshot too small to judge. */
  service: Pick<Series, 'unit' | 'last'> | null
  /** Null for a reader who is not shown it. */
  lineage: Lineage | null
  /** What other places published; null where nobody publishes the measure. */
  comparison: Comparison | null
  /** Teams like this one, or those beneath; null where none may be shown. */
  teams: DotPlot | null
  /** Whether the reader may open the comparison of teams. */
  mayCompare: boolean
  draw: Draw
  actions: readonly LinkedAction[]
  targets: readonly Target[]
  ancestors: readonly Unit[]
  /** Units the reader may open. */
  visible: ReadonlySet<string>
  knownIssue: string | null
}

/** One KPI of one unit in depth: how it is doing, what number it is, what is being done, and where it came from. */
export function kpiView(view: KpiView): Html {
  const { frame, series, weekly } = view
  const { kpi, unit, last } = series
  return page({
    ...frame,
    title: [kpi.name, unit.name, periodName(last.period)],
    wide: true,
    printFooter: `${kpi.name} · ${unit.name} · ${periodName(last.period)}`,
    breadcrumbs: [
      {
        text: series.grain === 'monthly' ? `${unit.name}, ${periodName(last.period)}` : unit.name,
        href: sameReading(
          `/units/${encodeURIComponent(unit.code)}/scorecards/${series.grain === 'monthly' ? last.period : 'latest'}#kpi-${kpi.code}`,
          view.reading,
        ),
      },
      { text: kpi.name },
    ],
    body: html`${readingNotes(view)}<h1 class="govuk-heading-l">${kpi.name} <span class="app-kpi__unit">${unit.name}</span></h1>
${headFigure(view)}
${view.knownIssue === null ? null : insetText({ text: `Known issue: ${view.knownIssue}` })}
${trend(series, 'trend', view)}
${series.grain === 'weekly' && kpi.grains.includes('monthly') ? html`<p class="govuk-body">Weeks are a series of their own, with their own usual range; they are never mixed into months. <a class="govuk-link" href="${otherGrain(series, 'monthly', null)}">By month</a></p>` : null}
${
  weekly === null
    ? null
    : html`<h2 class="govuk-heading-m">Latest week, beginning ${dayName(firstDay(weekly.last.period))}: ${formatFigure(kpi, weekly.last)}</h2>${trend(weekly, 'weeks', view)}
<p class="govuk-body"><a class="govuk-link" href="${otherGrain(series, 'weekly', weekly.last.period)}">By week: its own series, and the file and row of each week</a></p>`
}
${lineageSection(view)}
${teamsSection(series, view.teams, view.draw, view.mayCompare)}
${benchmarksSection(view, frame.today)}
${actionsSection(view)}
${definition(view)}`,
  })
}

/** That the page is read at a moment or recast, and the way to the same measure as it now is or was published. */
function readingNotes({ series, reading, teamsDiffer }: KpiView): Html {
  const { unit, kpi, last } = series
  const address = `/units/${encodeURIComponent(unit.code)}/kpis/${kpi.code}?to=${last.period}`
  const latest = sameReading(address, { ...reading, asAt: null })
  return html`${reading.moment === undefined ? null : asAtBanner({ moment: reading.moment, latest })}${
    series.recast
      ? insetText({
          text: html`<strong>Recast on today’s teams; not the figures as they were published.</strong> <a class="govuk-link" href="${sameReading(address, { ...reading, tree: 'then' })}">As published</a>`,
        })
      : teamsDiffer
        ? insetText({
            text: html`The teams beneath were not those of today. <a class="govuk-link" href="${sameReading(address, { ...reading, tree: 'today' })}">Recast on today’s teams</a>`,
          })
        : null
  }`
}

function headFigure({ series, service, rule }: KpiView): Html {
  const { kpi, last } = series
  const marks: Content[] = []
  if (last.status !== null) marks.push(statusTag({ status: last.status }))
  if (last.target !== null) {
    const floor = last.floor === null ? '' : `, floor ${formatValue(kpi, last.floor)}`
    marks.push(`Target ${formatTarget(kpi, last.target)}${floor}`)
  }
  if (last.gap !== null)
    marks.push(`${last.gap} ${kpi.good === 'lower' ? 'fewer' : 'more'} would have met it`)
  if (last.variation !== 'none')
    marks.push(variationTag({ variation: last.variation, rising: last.analysis.rising }))
  if (last.assurance !== 'none') marks.push(assuranceTag({ assurance: last.assurance }))
  if (last.judgedOn === 'three_months')
    marks.push(`Judged on the last three months: ${last.judgedNumerator} of ${last.judgedDenominator}`)
  if (last.restated)
    marks.push(
      html`<a class="govuk-link" href="#lineage">Restated</a> (<a class="govuk-link" href="/units/${encodeURIComponent(series.unit.code)}/changes">what changed</a>)`,
    )
  return html`<p class="app-kpi__head">${figureCell({ kpi, cell: last, large: true })} <span class="app-kpi__when">${periodName(last.period)}</span></p>
<p class="govuk-body app-kpi__marks">${marks.map((m) => html`<span class="app-kpi__mark">${m}</span> `)}</p>
${rule === null ? null : html`<p class="govuk-body">${todaysRuleWords(kpi, last, rule)}</p>`}
${service === null ? null : html`<p class="govuk-body">Too few to judge by themselves. ${service.unit.name}: ${formatFigure(kpi, service.last)}.</p>`}
${last.computed === null ? null : html`<p class="govuk-body">Supplied for this unit. Added up from its teams it is ${formatFigure(kpi, last.computed)}.</p>`}`
}

/** The address of the same measure by another grain. */
function otherGrain({ unit, kpi }: Series, grain: Grain, to: string | null): string {
  return `/units/${encodeURIComponent(unit.code)}/kpis/${kpi.code}?grain=${grain}${to === null ? '' : `&to=${to}`}`
}

/** A series as a chart with its finding, its numbers and a note of what cannot be said. */
function trend(series: Series, id: string, { reading, draw }: KpiView): Html {
  const { unit, kpi, last } = series
  const address = `/units/${encodeURIComponent(unit.code)}/kpis/${kpi.code}`
  const grain = series.grain === 'weekly' ? 'grain=weekly&' : ''
  const query = `?${grain}to=${last.period}`
  const chart = `?unit=${encodeURIComponent(unit.code)}&kpi=${kpi.code}&${grain}to=${last.period}`
  const shown = trendSeriesOf(series)
  return trendFigure({
    id,
    headingLevel: 2,
    series: shown,
    draw,
    note: [limitsNote(series), series.limits === 'none' ? medianWords(shown) : null]
      .filter((words) => words !== null)
      .join(' '),
    howToRead: '/help',
    downloads: [
      { text: 'CSV', href: sameReading(`${address}.csv${query}`, reading) },
      { text: 'XLSX', href: sameReading(`${address}.xlsx${query}`, reading) },
      { text: 'SVG', href: sameReading(`/charts/trend.svg${chart}`, reading) },
      { text: 'PNG', href: sameReading(`/charts/trend.png${chart}`, reading) },
      { text: 'JSON', href: sameReading(`${address}.json${query}`, reading) },
    ],
  })
}

/** How far the chart can be trusted, over which months its usual range was worked out, and why the last point is marked. */
function limitsNote({ limits, last, kpi }: Series): string {
  const { points, phases, signal } = last.analysis
  if (kpi.basis.startsWith('rolling'))
    return 'Each point covers months that the next one covers too, so no usual range is drawn.'
  if (last.analysis.withheld === true)
    return 'No usual range is drawn: a small number of this series is suppressed, and an average would tell it.'
  if (limits === 'none') return `${points} of ${fullPoints} points needed for a usual range.`
  const phase = phases.at(-1)
  const span = phase === undefined ? '' : ` from ${periodName(phase.from)} to ${periodName(phase.to)}`
  const range =
    limits === 'trial'
      ? `Trial limits, from ${points} of ${fullPoints} points.`
      : `Average and usual range are of all points${span}; earlier points are marked against them too.`
  return signal === null ? range : `${range} Why the last point stands out: ${signalWords[signal]}.`
}

function actionsSection({ actions }: KpiView): Html {
  return html`<section aria-labelledby="actions"><h2 class="govuk-heading-m" id="actions">What is being done: the golden thread</h2>
${
  actions.length === 0
    ? html`<p class="govuk-body">No action of the plan is linked to this measure.</p>`
    : html`<ul class="govuk-list app-kpi__actions">${actions.map((a) => html`<li><a class="govuk-link" href="/plan/actions/${a.ref}">${a.ref}</a> ${a.summary} ${deliveryRatingTag({ rating: a.rating })}</li>\n`)}</ul>`
}</section>`
}

function definition({ series, targets }: KpiView): Html {
  const { kpi } = series
  const rows: { key: string; value: Content }[] = [
    { key: 'Question', value: dimensionQuestions[kpi.dimension] },
    { key: 'Counted above the line', value: kpi.numerator },
  ]
  if (kpi.denominator !== null) rows.push({ key: 'Counted below the line', value: kpi.denominator })
  if (kpi.clock !== null) rows.push({ key: 'Clock', value: kpi.clock })
  rows.push({
    key: 'Target',
    value:
      targets.length === 0
        ? 'None set'
        : html`${targets.map((t) => html`<span class="app-kpi__step">From ${periodName(t.from)}: ${formatTarget(kpi, t.target)}${t.floor === null ? '' : `, floor ${formatValue(kpi, t.floor)}`}</span> `)}`,
  })
  if (kpi.minimum !== null) rows.push({ key: 'Smallest base judged', value: String(kpi.minimum) })
  return html`<section aria-labelledby="definition"><h2 class="govuk-heading-m" id="definition">What this number is</h2>
${summaryList({ rows })}
<p class="govuk-body"><a class="govuk-link" href="/help/kpis/${kpi.code}">All about ${kpi.name}</a></p></section>`
}
