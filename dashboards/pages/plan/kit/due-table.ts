/** What falls due: the milestones still to be met, month by month, in columns by their step of the ladder. */
import { html } from 'hono/html'
import { type Milestone, milestoneStateOf } from '#domain/plan/plan.ts'
import { type Stage, stages, stageWords } from '#domain/plan/rating.ts'
import { addMonths, monthOf, periodName } from '#domain/time/period.ts'
import type { PlanAction } from '#server/reads/plan.ts'
import { actionAddress } from '../../../addresses.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import type { Html } from '../../../html.ts'

/** The number of months ahead that are listed, not counting the present one. */
const ahead = 6

type Open = Milestone & { action: string; row: string }

/** The table for some actions on a day; null if they have no milestone to meet in that time. */
export function dueTable(actions: readonly PlanAction[], day: string): Html | null {
  const until = addMonths(monthOf(day), ahead)
  const open = actions.flatMap(({ ref, milestones }) =>
    milestones.flatMap((m): Open[] => {
      const state = milestoneStateOf(m, day)
      if (state === 'met' || m.due > until) return []
      return [{ ...m, action: ref, row: state === 'overdue' ? 'Overdue' : m.due }]
    }),
  )
  if (open.length === 0) return null
  const rows = [...new Set(open.map((m) => m.row))].sort((a, b) => rank(a).localeCompare(rank(b)))
  const steps = stages.filter((stage) => open.some((m) => m.stage === stage))
  return dataTable({
    caption: `Milestones to be met by the end of ${periodName(until)}`,
    captionSize: 'hidden',
    columns: [{ heading: 'Due' }, ...steps.map((stage) => ({ heading: stageWords[stage] }))],
    rows: rows.map((row) => ({
      cells: [row === 'Overdue' ? row : periodName(row), ...steps.map((stage) => refs(open, row, stage))],
    })),
    dense: true,
    cards: true,
  })
}

/** Overdue milestones come first. */
function rank(row: string): string {
  return row === 'Overdue' ? '' : row
}

function refs(open: readonly Open[], row: string, stage: Stage): Html | string {
  const found = open.filter((m) => m.row === row && m.stage === stage)
  if (found.length === 0) return '–'
  return html`<ul class="app-due__refs">${found.map(
    (m) =>
      html`<li><a class="govuk-link" href="${actionAddress(m.action)}">${m.action}</a>${
        m.due === m.originalDue
          ? null
          : html` <span class="app-remark">moved from ${periodName(m.originalDue)}</span>`
      }</li>\n`,
  )}</ul>`
}
