import { html } from 'hono/html'
import { formatFigure } from '#domain/format.ts'
import { addMonths, dayName, periodName } from '#domain/period.ts'
import type { Check } from '#domain/plan-checks.ts'
import { countsOf, phraseOf, type ScorecardCounts } from '#domain/scorecard.ts'
import type { Unit } from '#domain/unit.ts'
import { dimensionQuestions, ratings, ratingWords, signalWords, variationWords } from '#domain/words.ts'
import type { Mover, Overview } from '#server/reads/overview.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import type { Draw } from '../../charts/picture.ts'
import { counts } from '../../components/counts/counts.ts'
import { dataTable } from '../../components/data-table/data-table.ts'
import { details } from '../../components/details/details.ts'
import { insetText } from '../../components/inset-text/inset-text.ts'
import { markedWord } from '../../components/marked-word/marked-word.ts'
import { type Matter, matters } from '../../components/matters/matters.ts'
import { scopeBar } from '../../components/scope-bar/scope-bar.ts'
import { variationTag } from '../../components/variation-tag/variation-tag.ts'
import type { Html } from '../../layout/html.ts'
import { page } from '../../layout/page.ts'
import { publishedWords } from '../../layout/published-words.ts'
import type { PageFrame } from '../page.ts'
import { measureSection } from './measure.ts'

export type OverviewView = {
  frame: PageFrame
  day: string
  unit: Unit
  overview: Overview
  draw: Draw
  /** The unit's own scorecard of the month: its counts stand here as they stand there. */
  scorecard: Scorecard | null
  /** Where an action's delivery and its measures disagree. */
  contradictions: readonly Check[]
  /** What the address asked for and there is not, in words. */
  refused: readonly string[]
}

/** How many movers of each kind are shown before the rest are folded away. */
const moversShown = 6

/** Where senior managers look first: what really changed, one measure over teams and months, the plan, the data. */
export function overviewView(view: OverviewView): Html {
  const { frame, unit, overview, scorecard, refused } = view
  const month = periodName(overview.period)
  const published = scorecard?.publishedAt ?? null
  return page({
    ...frame,
    title: ['Overview', unit.name, month],
    section: '/overview',
    wide: true,
    footer: {
      source: 'monthly KPI extracts of the data team',
      published: published === null ? null : publishedWords(published),
    },
    printFooter: `Overview · ${unit.name} · ${month}`,
    body: html`${months(view)}
<h1 class="govuk-heading-l app-overview__title">Overview: ${month}</h1>
${refused.map((text) => insetText({ text }))}
${scorecard === null ? null : standing(scorecard)}
${movers(overview)}
${measureSection(view)}
<div class="app-columns app-overview__foot">
${planStrip(view)}
${completeness(view)}
</div>`,
  })
}

/** The overview of a council that has published nothing. */
export function nothingPublishedView({ frame }: { frame: PageFrame }): Html {
  return page({
    ...frame,
    title: 'Overview',
    section: '/overview',
    body: html`<h1 class="govuk-heading-l">Overview</h1>
${insetText({ text: 'No month has been published yet. The overview begins with the first extract the data team publishes.' })}`,
  })
}

/** The overview's address. */
export function overviewAddress(period: string, kpi: string): string {
  return `/overview?period=${period}&kpi=${kpi}`
}

function months({ unit, overview }: OverviewView): Html {
  const { period, published, kpi } = overview
  const before = published.findLast((m) => m < period)
  const after = published.find((m) => m > period)
  const to = (month: string) => ({ period: periodName(month), href: overviewAddress(month, kpi.code) })
  return scopeBar({
    unit: unit.name,
    period: periodName(period),
    previous: before === undefined ? null : to(before),
    next:
      after === undefined
        ? { period: periodName(addMonths(period, 1)), href: null, remark: '(not published yet)' }
        : to(after),
  })
}

function standing(scorecard: Scorecard): Html {
  const { unit, period, lines } = scorecard
  const dimensions = (['delivery', 'quality', 'difference', 'context'] as const).flatMap((dimension) => {
    const of = lines.filter((l) => l.kpi.dimension === dimension)
    return of.length === 0 ? [] : [{ dimension, counts: countsOf(of) }]
  })
  const concerning = lines.filter((l) => l.figure.variation === 'concerning')
  return html`<p class="govuk-body-l app-overview__headline">${unit.name} as a whole, ${scorecard.headline} <a class="govuk-link" href="/units/${encodeURIComponent(unit.code)}/scorecards/${period}">Open the scorecard</a></p>
${concerning.length === 0 ? null : html`<p class="govuk-body">Concerning as a whole: ${concerning.map((l, i) => html`${i === 0 ? null : ', '}<a class="govuk-link" href="/units/${encodeURIComponent(unit.code)}/kpis/${l.kpi.code}?to=${l.period}">${l.kpi.name}</a> ${formatFigure(l.kpi, l.figure)}`)}.</p>`}
${dataTable({
  caption: `${unit.name}: measures by the question they answer`,
  captionSize: 'hidden',
  columns: [
    { heading: 'Question' },
    { heading: markedWord({ mark: 'met', word: 'Met' }), label: 'Met', numeric: true },
    { heading: markedWord({ mark: 'close', word: 'Close' }), label: 'Close', numeric: true },
    { heading: markedWord({ mark: 'missed', word: 'Missed' }), label: 'Missed', numeric: true },
    { heading: markedWord({ mark: 'improving_up', word: 'Improving' }), label: 'Improving', numeric: true },
    {
      heading: markedWord({ mark: 'concerning_up', word: 'Concerning' }),
      label: 'Concerning',
      numeric: true,
    },
  ],
  rows: dimensions.map((d) => ({
    cells: [dimensionQuestions[d.dimension], ...cells(d.counts, d.dimension === 'context')],
  })),
  dense: true,
  cards: true,
})}`
}

/** Context is never counted against targets. */
function cells(c: ScorecardCounts, isContext: boolean): string[] {
  const judged = isContext ? ['–', '–', '–'] : [c.met, c.close, c.missed].map(String)
  return [...judged, String(c.improving), String(c.concerning)]
}

function movers({ better, worse, period, parts }: Overview): Html {
  const month = periodName(period)
  return html`<div class="app-columns app-overview__movers">
${moverList(`${parts === 'team' ? 'Teams' : 'Services'}: newly better than usual (${better.length})`, 'well', better, `No ${parts}’s measure became better than usual in ${month}.`)}
${moverList(`${parts === 'team' ? 'Teams' : 'Services'}: newly worse than usual (${worse.length})`, 'conversation', worse, `No ${parts}’s measure became worse than usual in ${month}.`)}
</div>
<p class="app-chart__note">Only what goes beyond normal month-to-month variation is listed, the strongest signal first. <a class="govuk-link" href="/help/method">How this is judged</a></p>`
}

function moverList(
  heading: string,
  kind: 'well' | 'conversation',
  found: readonly Mover[],
  empty: string,
): Html {
  const rest = found.slice(moversShown)
  return html`<div>${matters({ heading, kind, items: found.slice(0, moversShown).map(moverItem), empty })}${
    rest.length === 0
      ? null
      : details({
          summary: `${rest.length} more`,
          body: html`<ul class="app-overview__rest">${rest.map((m) => html`<li><a class="govuk-link" href="${addressOf(m)}">${m.unit.name}: ${m.kpi.name}</a> ${formatFigure(m.kpi, m.now)}, ${phraseOf(m.now)}</li>\n`)}</ul>`,
        })
  }</div>`
}

function moverItem(mover: Mover): Matter {
  const { unit, kpi, now, before } = mover
  const signal = now.analysis.signal === null ? '' : `: ${signalWords[now.analysis.signal]}`
  const was =
    before === null
      ? ''
      : `. In ${periodName(before.period)}: ${variationWords[before.variation].toLowerCase()}`
  return {
    name: `${unit.name}: ${kpi.name}`,
    href: addressOf(mover),
    figure: formatFigure(kpi, now),
    marks: [variationTag({ variation: now.variation, rising: now.analysis.rising })],
    why: `${phraseOf(now)}${signal}${was}.`,
  }
}

function addressOf({ unit, kpi, now }: Mover): string {
  return `/units/${encodeURIComponent(unit.code)}/kpis/${kpi.code}?to=${now.period}`
}

function planStrip({ overview, contradictions }: OverviewView): Html {
  return html`<section><h2 class="govuk-heading-m">The improvement plan</h2>
${counts({
  label: 'Actions by delivery rating',
  items: ratings.map((rating) => ({
    value: overview.ratings[rating],
    label: ratingWords[rating],
    mark: `rating_${rating}` as const,
    href: `/plan?rating=${rating}`,
  })),
})}
${disagreements(contradictions)}
<p class="govuk-body"><a class="govuk-link" href="/plan">See each action beside its measures</a></p></section>`
}

function disagreements(contradictions: readonly Check[]): Html | null {
  if (contradictions.length === 0) return null
  return html`<h3 class="govuk-heading-s app-overview__disagree">Delivery and measure disagree</h3>
<ul class="app-overview__rest">${contradictions.map((c) => html`<li><a class="govuk-link" href="/plan/actions/${c.action}">${c.action}</a> ${c.message}</li>\n`)}</ul>`
}

function completeness({ overview, day }: OverviewView): Html {
  const expected = overview.returns.filter((r) => r.expected > 0)
  return html`<section><h2 class="govuk-heading-m">Is the data in?</h2>
${
  expected.length === 0
    ? html`<p class="govuk-body">No return is expected from these teams.</p>`
    : dataTable({
        caption: `Returns for ${periodName(overview.period)}`,
        captionSize: 'hidden',
        columns: [
          { heading: 'Return' },
          { heading: 'Due', className: 'app-nowrap' },
          { heading: 'Figures', numeric: true },
          { heading: 'State' },
        ],
        rows: expected.map((r) => ({
          cells: [r.name, dayName(r.due), `${r.received} of ${r.expected}`, stateOf(r, day)],
        })),
        dense: true,
        cards: true,
      })
}</section>`
}

function stateOf(given: Overview['returns'][number], day: string): Html {
  const missing = given.expected - given.received
  if (missing === 0) return markedWord({ mark: 'tick', word: 'Complete' })
  if (day <= given.due) return markedWord({ mark: 'clock', word: 'Not due yet' })
  return markedWord({ mark: 'warning', word: given.received === 0 ? 'Not received' : `${missing} missing` })
}
