import { html } from 'hono/html'
import { dayName } from '#domain/time/period.ts'
import { chartDownloads, chartFigure } from '../../../components/chart-figure/chart-figure.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { refusedWords } from '../../kit/refusals.ts'
import { titledMilestones } from '../kit/charts.ts'
import { dueTable } from '../kit/due-table.ts'
import { chipsOf, milestonesAddress, noFilters, planAddress, queryOf } from '../kit/filters.ts'
import type { MilestonesView } from './model.ts'

/** What falls due and what is late: as a picture, month by month, and one by one. */
export function milestonesView({ frame, plan, asked, actions }: MilestonesView): Html {
  const chart = titledMilestones(plan, actions)
  return page({
    ...frame,
    title: ['What falls due', 'Improvement plan'],
    section: '/plan',
    wide: true,
    footer: { source: 'the improvement plan' },
    breadcrumbs: [{ text: 'Plan', href: planAddress(asked.filters) }, { text: 'What falls due' }],
    printFooter: `Improvement plan, what falls due · as it stood on ${dayName(plan.day)}`,
    body: html`<h1 class="govuk-heading-l">What falls due in the plan</h1>
${refusedWords(asked.refused).map((text) => insetText({ text }))}
${ofWhich(asked.filters, { plan, actions })}
${chartFigure({
  id: 'milestones',
  headingLevel: 2,
  titledChart: chart,
  draw: frame.draw,
  downloads: chartDownloads('milestones', queryOf(asked.filters)),
})}
<h2 class="govuk-heading-m">Still to be met, month by month</h2>
${dueTable(actions, plan.day) ?? html`<p class="govuk-body">Nothing is due in the next six months.</p>`}`,
  })
}

/** Which actions these are, if not all. */
function ofWhich(
  filters: MilestonesView['asked']['filters'],
  { plan, actions }: Pick<MilestonesView, 'plan' | 'actions'>,
): Html | null {
  const set = chipsOf(filters, plan)
  if (set.length === 0) return null
  const all = plan.sections.flatMap((s) => s.actions).length
  return html`<p class="govuk-body">Of ${actions.length} of ${all} actions. ${set.map(({ text }) => text).join('; ')}.
<a class="govuk-link" href="${milestonesAddress(noFilters)}">Show those of all ${all}</a></p>`
}
