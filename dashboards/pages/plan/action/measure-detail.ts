/** What opens beneath a measure of "Is it working?": what it says in a sentence, what it lacks, its teams, and its chart. */
import { html } from 'hono/html'
import type { Dimension, Kpi } from '#domain/catalogue/kpi.ts'
import { periodName } from '#domain/time/period.ts'
import { findingOf } from '#domain/wording/finding.ts'
import { plural } from '#domain/wording/plural.ts'
import { sourceLine } from '#domain/wording/source-line.ts'
import { dimensionQuestions, variationWords } from '#domain/wording/words.ts'
import type { PlanKpi } from '#server/reads/plan.ts'
import type { StoredFigure } from '#server/record/figures.ts'
import { measureAddress } from '../../../addresses.ts'
import { dataTable, type Row } from '../../../components/data-table/data-table.ts'
import { figureCell } from '../../../components/figure-cell/figure-cell.ts'
import { judgedRemark } from '../../../components/kpi-row/kpi-row.ts'
import { missingNames, missingTeams } from '../../../components/missing-teams/missing-teams.ts'
import { statusTag } from '../../../components/status-tag/status-tag.ts'
import { trendFigure } from '../../../components/trend-figure/trend-figure.ts'
import { variationTag } from '../../../components/variation-tag/variation-tag.ts'
import type { Html } from '../../../html.ts'
import { supportedSeries, supportOf } from './charts.ts'
import type { ActionView, TeamRow } from './model.ts'

const expectedWords: Record<string, string> = {
  higher: 'The plan expects it to rise.',
  lower: 'The plan expects it to fall.',
  near: 'The plan expects it to stay near its target.',
  neither: 'The plan watches it without expecting a direction.',
}

export function measureDetail(view: ActionView, linked: PlanKpi): NonNullable<Row['detail']> {
  const { kpi, figure } = linked
  const teams = view.teams.find((t) => t.kpi === kpi.code)?.rows ?? []
  const summary = html`${teams.length === 0 ? 'More' : teamSummary(teams, figure)}<span class="govuk-visually-hidden">: more about ${kpi.name}</span>`
  return { summary, body: body(view, linked, teams), open: view.action.kpis.length === 1 }
}

function body(view: ActionView, linked: PlanKpi, teams: readonly TeamRow[]): Html {
  const { kpi, figure } = linked
  return html`${
    figure === null
      ? null
      : html`<p class="app-working__said">${findingOf(kpi, figure, view.action.judged.get(kpi.code) ?? [])}</p>`
  }
<p class="app-working__said app-remark">${answers(linked.dimension)} ${expectedWords[linked.expected] ?? ''}</p>
${figure === null ? null : missingTeams({ figure, names: missingNames(figure, view.parts), what: kpi.name })}
${teams.length === 0 ? null : teamTable(kpi, teams)}
${chart(view, linked)}`
}

/** How the measure developed after its first output was met, if there are few enough measures to draw. */
function chart({ action, series, frame }: ActionView, { kpi, figure }: PlanKpi): Html | null {
  const support = supportOf(action.milestones)
  const own = series.find((s) => s.kpi.code === kpi.code)
  if (support === null || own === undefined || figure === null || figure.state !== 'reported') return null
  return trendFigure({
    id: `helped-${kpi.code}`,
    series: supportedSeries(own, support),
    draw: frame.draw,
    note: 'Shaded: since it was introduced. The chart shows what came first, not what caused it.',
    howToRead: '/help',
  })
}

function answers(dimension: string): string {
  const question = dimensionQuestions[dimension as Dimension] ?? dimension
  return dimension === 'context' ? `Context: ${question.toLowerCase()}.` : `Answers “${question}”`
}

/** Each team's latest figure. Where they are of more than one period, each names its own. */
function teamTable(kpi: Kpi, teams: readonly TeamRow[]): Html {
  const [first, ...others] = new Set(teams.map((team) => team.figure.period))
  const period = first === undefined || others.length > 0 ? null : first
  return dataTable({
    caption: `${kpi.name} by team, ${period === null ? 'each at its latest figure' : periodName(period)}`,
    captionSize: 'hidden',
    columns: [
      { heading: 'Team' },
      { heading: 'Figure', numeric: true },
      { heading: 'Against target' },
      { heading: 'Change' },
    ],
    rows: teams.map((team) => ({
      cells: teamCells(kpi, team, period),
      source: sourceLine(kpi, team.figure, team.name, team.figure.publishedAt.toISOString()),
    })),
    dense: true,
    cards: true,
  })
}

function teamCells(
  kpi: Kpi,
  { code, name, counted, figure }: TeamRow,
  period: string | null,
): (string | Html)[] {
  const link = html`<a class="govuk-link" href="${measureAddress(code, kpi.code, figure.period)}">${name}</a>${
    counted
      ? null
      : html` <span class="app-remark">the same children, seen by this team; not included in the total</span>`
  }${judgedRemark(figure)}`
  return [
    link,
    period === null
      ? html`${figureCell({ kpi, cell: figure })} <span class="app-remark">${periodName(figure.period)}</span>`
      : figureCell({ kpi, cell: figure }),
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
  const beside = teams.filter(({ counted }) => !counted).length
  const added = plural(teams.length - beside, 'team')
  const listed = said.length === 0 ? '' : `: ${said.join(', ')}`
  if (beside === 0) return `${added}${listed}`
  const others = `${plural(beside, 'other team sees', 'other teams see')} the same children`
  return `${added} added up${listed}; ${others}`
}
