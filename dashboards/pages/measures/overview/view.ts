import { html } from 'hono/html'
import { opensOnWords } from '#domain/scorecard/most-to-talk-about.ts'
import { addMonths, periodName } from '#domain/time/period.ts'
import { comparatorWords } from '#domain/wording/comparator-words.ts'
import { shortNameList } from '#domain/wording/name-list.ts'
import { plural } from '#domain/wording/plural.ts'
import { statusMeanings } from '#domain/wording/target-scale-words.ts'
import { completeness } from '../../../components/completeness/completeness.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { newerMonths } from '../../../components/newer-months/newer-months.ts'
import { phoneFold } from '../../../components/phone-fold/phone-fold.ts'
import { contradictionTable, planStrip } from '../../../components/plan-strip/plan-strip.ts'
import { scopeBar } from '../../../components/scope-bar/scope-bar.ts'
import { tableLinks } from '../../../exports/table-file.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { datedWords } from '../../../words/published-words.ts'
import type { PageFrame } from '../../kit/page.ts'
import { answers, nounOf } from '../kit/overview-model.ts'
import { overviewAddress } from '../kit/overview-question.ts'
import { monthsBlock } from '../kit/team-months.ts'
import { byQuestion, headlineBlock } from './headline.ts'
import { measuresBlock } from './measures.ts'
import type { OverviewView } from './model.ts'
import { moversSection } from './movers.ts'
import { measurePicker, pageFilters, viewLinks } from './picker.ts'
import { summarySection } from './summary.ts'
import { targetsSection } from './targets.ts'

/** The page where senior managers look first: what really changed, where delivery and measures disagree, one measure over teams
 * and months, the plan, the data. */
export function overviewView(view: OverviewView): Html {
  const { frame, overview, scorecard, choices, plan, refused } = view
  const { unit, period } = overview
  const month = periodName(period)
  const published = scorecard?.publishedAt ?? null
  return page({
    ...frame,
    title: ['Overview', unit.name, month],
    section: '/overview',
    wide: true,
    footer: {
      source: 'monthly KPI extracts of the data team',
      published: published === null ? null : datedWords(published, frame.today),
    },
    printFooter: `Overview · ${unit.name} · ${month}`,
    body: html`<div class="app-overview">${months(view)}
<h1 class="govuk-heading-l app-overview__title">Overview: ${month}</h1>
${refused.map((text) => insetText({ text }))}
${newerMonths({ ...choices, period, href: (m) => overviewAddress({ ...view.question, period: m }) })}
${pageFilters(view, choices)}
${headlineBlock(view)}
<div class="app-overview__rest">${byQuestion(view)}
<p class="app-chart__note">${statusMeanings}</p>
${moversSection(view)}
${summarySection(view)}
<section id="disagree"><h2 class="govuk-heading-m app-overview__section">On track or completed, while a linked measure is concerning</h2>
${disagreements(view)}</section>
${measureSection(view)}
${targetsSection(view)}
<section id="plan"><h2 class="govuk-heading-m app-overview__section">The improvement plan</h2>
${planStrip(plan)}
<p class="govuk-body app-no-print"><a class="govuk-link" href="/plan">See each action beside its measures</a></p></section>
<section id="data"><h2 class="govuk-heading-m app-overview__section">Is the data in for ${month}?</h2>
${completeness({ returns: overview.returns, period })}</section></div></div>`,
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

function months({ overview: { unit, period }, question, choices }: OverviewView): Html {
  const before = choices.months.findLast((m) => m < period)
  const after = choices.months.find((m) => m > period)
  const to = (month: string) => ({
    period: periodName(month),
    href: overviewAddress({ ...question, period: month }),
  })
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

/** Why the page opens on this measure; nothing if it was asked for. */
function opensOn({ overview }: OverviewView): Html | null {
  if (overview.opensOn === undefined) return null
  return html`<p class="govuk-body app-overview__which">${opensOnWords(overview.opensOn, overview.parts)}</p>\n`
}

/** What other places published of the measure shown. */
function compared({ overview: { kpi }, elsewhere }: OverviewView): Html | null {
  const words = comparatorWords(kpi, elsewhere.get(kpi.code) ?? [])
  return words === null ? null : html`<p class="govuk-body app-overview__which">Other places. ${words}.</p>\n`
}

/** The measures in which some team is concerning, as links from the one shown. */
function concerningLinks({ overview, kpis, question }: OverviewView): Html | null {
  const found = new Set(overview.movers.month.filter((f) => f.variation === 'concerning').map((f) => f.kpi))
  const others = kpis.filter((k) => found.has(k.code) && k.code !== question.kpi && answers(k, question))
  if (others.length === 0) return null
  const links = others.map(
    (k, i) =>
      html`${i === 0 ? null : ', '}<a class="govuk-link" href="${overviewAddress({ ...question, kpi: k.code })}#measure">${k.name}</a>`,
  )
  return html`<p class="govuk-body app-no-print">Worse than usual in other measures: ${links}.</p>`
}

function measureSection(view: OverviewView): Html {
  const { overview, question, choices } = view
  const noun = nounOf(view)
  const heading =
    question.view === 'measures'
      ? `${noun === 'team' ? 'Teams' : 'Services'} by measure, ${periodName(overview.period)}`
      : `${overview.kpi.name}, ${noun} by ${noun}`
  return html`<section id="measure"><h2 class="govuk-heading-m app-overview__section">${heading}</h2>
${phoneFold({
  summary:
    question.view === 'measures'
      ? `${noun === 'team' ? 'Teams' : 'Services'} beside each other; another view`
      : `${plural(overview.rows.length, noun)}, ${overview.months.length} months; another measure`,
  body: html`${viewLinks(view)}
${
  question.view === 'measures'
    ? measuresBlock(view)
    : html`${measurePicker(view)}
${opensOn(view)}${compared(view)}${concerningLinks(view)}
${monthsBlock({ ...view, published: choices.months })}`
}
<p class="govuk-body app-no-print">All of it as numbers: ${tableLinks(
    '/overview',
    overviewAddress(question).slice('/overview'.length),
  ).map(({ text, href }) => html`<a class="govuk-link" href="${href}">${text}</a> `)}</p>`,
})}</section>`
}

/** How many actions a fold names. */
const actionsNamed = 6

/** The actions whose rating and evidence disagree. */
function disagreements({ overview, plan: { contradictions, unseen } }: OverviewView): Html {
  const { unit, units: parts } = overview
  const table = contradictionTable({ contradictions, unseen, unit, parts })
  if (contradictions.length === 0) return table
  const refs = [...new Set(contradictions.map(({ ref }) => ref))]
  return phoneFold({
    summary: `${plural(refs.length, 'action')}: ${shortNameList(refs, actionsNamed)}`,
    body: table,
  })
}
