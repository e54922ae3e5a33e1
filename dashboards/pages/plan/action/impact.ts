/** "Is it working?": each linked measure with its marks, for the reader's widest unit and its teams. */
import { html } from 'hono/html'
import type { Dimension, Kpi } from '#domain/catalogue/kpi.ts'
import { supportFinding } from '#domain/plan/support-finding.ts'
import { periodName } from '#domain/time/period.ts'
import { findingOf } from '#domain/wording/finding.ts'
import { formatFigure, formatTarget } from '#domain/wording/format.ts'
import { plural } from '#domain/wording/plural.ts'
import { sourceLine } from '#domain/wording/source-line.ts'
import { dimensionQuestions, variationWords } from '#domain/wording/words.ts'
import type { PlanKpi } from '#server/reads/plan.ts'
import type { StoredFigure } from '#server/record/figures.ts'
import { actionAddress, measureAddress } from '../../../addresses.ts'
import { chartLinks } from '../../../components/chart-figure/chart-figure.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { details } from '../../../components/details/details.ts'
import { figureCell } from '../../../components/figure-cell/figure-cell.ts'
import {
  absenceWords,
  isCarried,
  judgedRemark,
  kpiMarks,
  kpiVerdicts,
} from '../../../components/kpi-row/kpi-row.ts'
import { missingNames, missingTeams } from '../../../components/missing-teams/missing-teams.ts'
import { withSource } from '../../../components/source-line/source-line.ts'
import { statusTag } from '../../../components/status-tag/status-tag.ts'
import { trendFigure } from '../../../components/trend-figure/trend-figure.ts'
import { variationTag } from '../../../components/variation-tag/variation-tag.ts'
import { tableLinks } from '../../../exports/table-file.ts'
import type { Html } from '../../../html.ts'
import { supportedSeries, supportOf } from './charts.ts'
import { gapSentence, requiredDimensions } from './gap.ts'
import type { ActionView, TeamRow } from './model.ts'

const expectedWords: Record<string, string> = {
  higher: 'The plan expects it to rise.',
  lower: 'The plan expects it to fall.',
  near: 'The plan expects it to stay near its target.',
  neither: 'The plan watches it without expecting a direction.',
}

/** With this many measures or fewer, their teams are shown open. */
const openTables = 2

export function impactSection(view: ActionView): Html {
  const { action, unit } = view
  const when = action.period === null ? null : html`, ${periodName(action.period)}`
  return html`<section class="app-working"><h2 class="govuk-heading-m">Is it working?${
    unit === null || action.kpis.length === 0
      ? null
      : html` <span class="app-working__scope">${unit.name}${when}</span>`
  }</h2>
${content(view)}
${action.kpis.length === 0 ? null : chartLinks(tableLinks(actionAddress(action.ref)))}</section>`
}

function content(view: ActionView): Html {
  const { action, unit } = view
  if (action.kpis.length === 0) {
    return html`<p class="govuk-body">No measure is linked to this action: it is followed by its milestones and narrative only.</p>`
  }
  if (unit === null) return counted(action.kpis)
  const gaps = requiredDimensions.filter((dimension) => !action.kpis.some((k) => k.dimension === dimension))
  const others = action.kpis.filter((k) => !isCarried(k, unit.teamTypes)).map((k) => k.kpi.name)
  return html`${action.kpis
    .filter((k) => isCarried(k, unit.teamTypes))
    .map((linked) => measure(view, linked, unit))}${
    others.length === 0
      ? null
      : html`<p class="app-working__others">Also linked, and not carried by ${unit.name}: ${others.join(', ')}.</p>`
  }${gapSentence('No measure here answers', gaps)}`
}

/** For a reader who sees counts and no figures. */
function counted(kpis: readonly PlanKpi[]): Html {
  const words = (['improving', 'concerning', 'no_real_change'] as const).flatMap((variation) => {
    const count = kpis.filter((k) => k.figure?.variation === variation).length
    return count === 0 ? [] : [`${count} ${variationWords[variation].toLowerCase()}`]
  })
  const untold = kpis.filter((k) => k.figure?.analysis.withheld === true).length
  if (untold > 0) words.push(`${untold} withheld outside the service`)
  const linked = `${plural(kpis.length, 'measure is', 'measures are')} linked`
  return html`<p class="govuk-body">${linked}${
    words.length === 0 ? null : html`: ${words.join(', ')}`
  }. Your role is shown which measures are changing, and no figures here.</p>
${kpiVerdicts(kpis)}`
}

function measure(view: ActionView, linked: PlanKpi, unit: { code: string; name: string }): Html {
  const { kpi, figure } = linked
  const teams = view.teams.find((t) => t.kpi === kpi.code)?.rows ?? []
  const name =
    figure === null
      ? html`${kpi.name}`
      : html`<a class="govuk-link" href="${measureAddress(unit.code, kpi.code, figure.period)}">${kpi.name}</a>`
  return html`<div class="app-working__measure" id="kpi-${kpi.code}">
<h3 class="govuk-heading-s app-working__name">${name} <span class="app-remark app-working__code">${kpi.code}</span></h3>
<p class="app-working__figure">${standing(linked, view.action.period, unit.name)}</p>
${figure === null ? null : missingTeams({ figure, names: missingNames(figure, view.parts), what: kpi.name })}
${figure === null ? null : html`<p class="app-working__said">${findingOf(kpi, figure, view.action.judged.get(kpi.code) ?? [])}</p>`}
<p class="app-working__said app-remark">${answers(linked.dimension)} ${expectedWords[linked.expected] ?? ''}</p>
${teams.length === 0 ? null : teamTable(view, kpi, teams, figure)}
${didItHelp(view, linked)}
</div>
`
}

/** How the measure developed after the action's promise was put in place: a chart if there are few measures, otherwise a
 * sentence. */
function didItHelp({ action, series, draw }: ActionView, { kpi, figure }: PlanKpi): Html | null {
  const support = supportOf(action.milestones)
  if (support === null || figure === null || figure.state !== 'reported') return null
  const own = series.find((s) => s.kpi.code === kpi.code)
  if (own === undefined) {
    const said = supportFinding({ variation: figure.variation, since: figure.analysis.since }, support)
    return html`<p class="app-working__said"><strong>Did it help?</strong> ${said}</p>`
  }
  return trendFigure({
    id: `helped-${kpi.code}`,
    series: supportedSeries(own, support),
    draw,
    note: 'Shaded: since it was introduced. The chart shows what came first, not what caused it.',
    howToRead: '/help',
  })
}

function answers(dimension: string): string {
  const question = dimensionQuestions[dimension as Dimension] ?? dimension
  return dimension === 'context' ? `Context: ${question.toLowerCase()}.` : `Answers “${question}”`
}

function standing({ kpi, figure }: PlanKpi, period: string | null, unit: string): Html {
  if (figure === null)
    return html`<span class="app-remark">${kpi.lastMonth === null ? 'Nothing published for this month.' : absenceWords(kpi)}</span>`
  const other =
    figure.period === period ? null : html` <span class="app-remark">${periodName(figure.period)}</span>`
  const target =
    figure.target === null
      ? null
      : html` <span class="app-remark">target ${formatTarget(kpi, figure.target)}</span>`
  if (figure.state !== 'reported') return html`${figureCell({ kpi, cell: figure })}${other}`
  const value = withSource({
    content: html`<strong class="app-working__value">${formatFigure(kpi, figure)}</strong>`,
    source: sourceLine(kpi, figure, unit, figure.publishedAt.toISOString()),
  })
  return html`${value}${other} ${kpiMarks(figure)}${target}${judgedRemark(figure)}`
}

function teamTable(view: ActionView, kpi: Kpi, teams: readonly TeamRow[], figure: StoredFigure | null): Html {
  const table = dataTable({
    caption: `${kpi.name} by team${figure === null ? '' : `, ${periodName(figure.period)}`}`,
    captionSize: 'hidden',
    columns: [
      { heading: 'Team' },
      { heading: 'Figure', numeric: true },
      { heading: 'Against target' },
      { heading: 'Change' },
    ],
    rows: teams.map((team) => ({
      cells: teamCells(kpi, team),
      source: sourceLine(kpi, team.figure, team.name, team.figure.publishedAt.toISOString()),
    })),
    dense: true,
    cards: true,
  })
  const summary = teamSummary(teams, figure)
  return details({ summary, body: table, open: view.action.kpis.length <= openTables })
}

function teamCells(kpi: Kpi, { code, name, counted: adds, figure }: TeamRow): (string | Html)[] {
  const link = html`<a class="govuk-link" href="${measureAddress(code, kpi.code, figure.period)}">${name}</a>${
    adds ? null : html` <span class="app-remark">the same children, seen by this team; not added</span>`
  }${judgedRemark(figure)}`
  return [
    link,
    figureCell({ kpi, cell: figure }),
    figure.status === null || figure.status === 'no_data' ? '–' : statusTag({ status: figure.status }),
    figure.variation === 'none'
      ? '–'
      : variationTag({ variation: figure.variation, rising: figure.analysis.rising }),
  ]
}

/** What the teams show, as counted when the figure was published: never calculated from the rows that a reader may see. */
function teamSummary(teams: readonly TeamRow[], figure: StoredFigure | null): string {
  const counts = figure?.teamVariation ?? null
  const all = counts === null ? 0 : Object.values(counts).reduce((sum, n) => sum + n, 0)
  const said = (['improving', 'concerning'] as const).flatMap((variation) => {
    const count = counts?.[variation] ?? 0
    return count === 0 ? [] : [`${variationWords[variation].toLowerCase()} in ${count} of ${all}`]
  })
  const listed = plural(teams.length, 'team')
  return said.length === 0 ? listed : `${listed}: ${said.join(', ')}`
}
