/** What falls due: the milestones still to be met, month by month, grouped by their step of the ladder. */
import { html } from 'hono/html'
import { type Milestone, milestoneStateOf } from '#domain/plan/plan.ts'
import { type Stage, stages, stageWords } from '#domain/plan/rating.ts'
import { addMonths, monthOf, periodName } from '#domain/time/period.ts'
import type { PlanAction } from '#server/reads/plan.ts'
import { actionAddress } from '../../../addresses.ts'
import { chartDownloads, chartFigure } from '../../../components/chart-figure/chart-figure.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { details } from '../../../components/details/details.ts'
import type { Html } from '../../../html.ts'
import { titledMilestones } from '../kit/charts.ts'
import { planAddress } from './filters.ts'
import type { PlanView } from './model.ts'

/** The number of months ahead that are listed, not counting the present one. */
const ahead = 6

type Open = Milestone & { action: string; row: string }

/** The section for the actions shown; empty if they have no milestone to meet in that time. */
export function dueSection({ plan, asked, draw }: PlanView, shown: readonly PlanAction[]): Html | null {
  const until = addMonths(monthOf(plan.day), ahead)
  const open = shown.flatMap(({ ref, milestones }) =>
    milestones.flatMap((m): Open[] => {
      const state = milestoneStateOf(m, plan.day)
      if (state === 'met' || m.due > until) return []
      return [{ ...m, action: ref, row: state === 'overdue' ? 'Overdue' : m.due }]
    }),
  )
  if (open.length === 0) return null
  const ladder = titledMilestones(plan, shown)
  const rows = [...new Set(open.map((m) => m.row))].sort((a, b) => rank(a).localeCompare(rank(b)))
  const steps = stages.filter((stage) => open.some((m) => m.stage === stage))
  return html`<section class="app-plan__section app-plan__due" aria-labelledby="due"><h2 class="govuk-heading-m" id="due">What falls due: ${ladder.title}</h2>
${dataTable({
  caption: `Milestones to be met by the end of ${periodName(until)}`,
  captionSize: 'hidden',
  columns: [{ heading: 'Due' }, ...steps.map((stage) => ({ heading: stageWords[stage] }))],
  rows: rows.map((row) => ({
    cells: [row === 'Overdue' ? row : periodName(row), ...steps.map((stage) => refs(open, row, stage))],
  })),
  dense: true,
  cards: true,
})}
${details({
  summary: 'As a picture, and one by one in numbers',
  body: chartFigure({
    id: 'milestones',
    titledChart: ladder,
    draw,
    downloads: chartDownloads('milestones', planAddress(asked.filters).slice('/plan'.length)),
  }),
})}</section>`
}

/** Overdue milestones come first. */
function rank(row: string): string {
  return row === 'Overdue' ? '' : row
}

function refs(open: readonly Open[], row: string, stage: Stage): Html | string {
  const found = open.filter((m) => m.row === row && m.stage === stage)
  if (found.length === 0) return '–'
  return html`<ul class="app-plan__refs">${found.map(
    (m) =>
      html`<li><a class="govuk-link" href="${actionAddress(m.action)}">${m.action}</a>${
        m.due === m.originalDue
          ? null
          : html` <span class="app-remark">moved from ${periodName(m.originalDue)}</span>`
      }</li>\n`,
  )}</ul>`
}
