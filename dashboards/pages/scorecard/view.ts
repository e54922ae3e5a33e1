import { html } from 'hono/html'
import { formatFigure } from '#domain/format.ts'
import type { Dimension } from '#domain/kpi.ts'
import { addMonths, periodName } from '#domain/period.ts'
import { dimensionQuestions } from '#domain/words.ts'
import type { Scorecard, ScorecardLine } from '#server/reads/scorecard.ts'
import { dataTable, type RowGroup } from '../../components/data-table/data-table.ts'
import { details } from '../../components/details/details.ts'
import { matters } from '../../components/matters/matters.ts'
import { scopeBar } from '../../components/scope-bar/scope-bar.ts'
import type { Html } from '../../layout/html.ts'
import { page } from '../../layout/page.ts'
import { publishedWords } from '../../layout/published-words.ts'
import type { PageFrame } from '../page.ts'
import { kpiAddress, scorecardColumns, scorecardRow } from './line.ts'
import { matterItem, promises, tally } from './tops.ts'

export type ScorecardView = {
  frame: PageFrame
  scorecard: Scorecard
  /** Codes of the units the reader may open. */
  visible: ReadonlySet<string>
}

const dimensions: readonly Dimension[] = ['delivery', 'quality', 'difference', 'context']

/** One team's, service's or the council's month, ordered for the meeting: what to say first, then every measure. */
export function scorecardView({ frame, scorecard, visible }: ScorecardView): Html {
  const { unit, period } = scorecard
  const core = scorecard.lines.filter((l) => l.kpi.core)
  const others = scorecard.lines.filter((l) => !l.kpi.core)
  return page({
    ...frame,
    title: ['Scorecard', unit.name, periodName(period)],
    wide: true,
    footer: {
      source: 'monthly KPI extracts of the data team',
      published: scorecard.publishedAt === null ? null : publishedWords(scorecard.publishedAt),
    },
    printFooter: `${unit.name} · ${periodName(period)}${scorecard.publishedAt === null ? '' : ` · published ${publishedWords(scorecard.publishedAt)}`}`,
    body: html`${scope(scorecard, visible)}
<h1 class="govuk-heading-l app-scorecard__title">${unit.name}: ${periodName(period)}</h1>
<p class="govuk-body-l app-scorecard__headline">${scorecard.headline}${scorecard.restated ? html` <a class="govuk-link" href="#restated">Some figures are restated.</a>` : null}</p>
${tally(scorecard)}
<div class="app-scorecard__tops">
${matters({ heading: 'Going well', kind: 'well', items: scorecard.goingWell.map((m) => matterItem(scorecard, m)), empty: 'No measure is improving or sure to meet its target this month.' })}
${matters({ heading: 'Needs a conversation', kind: 'conversation', items: scorecard.needsConversation.map((m) => matterItem(scorecard, m)), empty: 'Nothing is worse than usual, will keep missing, or is overdue.' })}
</div>
${promises(scorecard.decisions, frame.today)}
${table(scorecard, core, 'Core measures')}
${
  others.length === 0
    ? null
    : details({
        summary: `${others.length} more ${others.length === 1 ? 'measure' : 'measures'} this ${unit.kind} carries`,
        body: table(scorecard, others, 'More measures'),
        id: 'more-measures',
      })
}
${restatedList(scorecard)}
<p class="app-chart__links">Download: <a class="govuk-link" href="${address(scorecard)}.csv">CSV</a> <a class="govuk-link" href="${address(scorecard)}.xlsx">Excel</a> <a class="govuk-link" href="${address(scorecard)}.json">JSON</a> <a class="govuk-link" href="/help">How to read this scorecard</a></p>`,
  })
}

function address({ unit, period }: Scorecard): string {
  return `/units/${encodeURIComponent(unit.code)}/scorecards/${period}`
}

function scope(scorecard: Scorecard, visible: ReadonlySet<string>): Html {
  const { unit, ancestors, period } = scorecard
  const parent = ancestors.at(-1)
  const at = (month: string) => `/units/${encodeURIComponent(unit.code)}/scorecards/${month}`
  return scopeBar({
    unit: unit.name,
    parent:
      parent !== undefined && visible.has(parent.code)
        ? { text: parent.name, href: `/units/${encodeURIComponent(parent.code)}/scorecards/${period}` }
        : null,
    change: {
      text: unit.kind === 'team' ? 'About this team' : 'Teams',
      href: `/units/${encodeURIComponent(unit.code)}`,
    },
    period: periodName(period),
    previous:
      scorecard.previousPeriod === null
        ? null
        : { period: periodName(scorecard.previousPeriod), href: at(scorecard.previousPeriod) },
    next:
      scorecard.nextPeriod === null
        ? { period: periodName(addMonths(period, 1)), href: null, remark: '(not published yet)' }
        : { period: periodName(scorecard.nextPeriod), href: at(scorecard.nextPeriod) },
  })
}

function table(scorecard: Scorecard, lines: readonly ScorecardLine[], caption: string): Html {
  const groups: RowGroup[] = dimensions.flatMap((dimension) => {
    const rows = lines.filter((l) => l.kpi.dimension === dimension)
    return rows.length === 0
      ? []
      : [{ heading: dimensionQuestions[dimension], rows: rows.map((l) => scorecardRow(l, scorecard.unit)) }]
  })
  if (groups.length === 0) return html`<p class="govuk-body">No measures.</p>`
  return dataTable({
    caption,
    captionSize: 'm',
    columns: scorecardColumns(scorecard.period),
    groups,
    dense: true,
    cards: true,
    scrollLabel: `${caption}: table, scrolls sideways`,
  })
}

function restatedList(scorecard: Scorecard): Html | null {
  const restated = scorecard.lines.filter((l) => l.restated)
  if (restated.length === 0) return null
  return html`<section id="restated"><h2 class="govuk-heading-m">Restated since first published</h2>
<ul class="govuk-list govuk-list--bullet">${restated.map((l) => html`<li><a class="govuk-link" href="${kpiAddress(scorecard.unit.code, l.kpi.code, l.period)}#lineage">${l.kpi.name}</a>, now ${formatFigure(l.kpi, l.figure)}</li>`)}</ul></section>`
}
