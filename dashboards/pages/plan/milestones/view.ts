import { html } from 'hono/html'
import { daysLate, metOnWords } from '#domain/plan/plan.ts'
import { stageWords } from '#domain/plan/rating.ts'
import { dayName, periodName } from '#domain/time/period.ts'
import { actionAddress } from '../../../addresses.ts'
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
${dueTable(actions, plan.day) ?? html`<p class="govuk-body">Nothing is due in the next six months.</p>`}
${metLate(actions)}`,
  })
}

/** Every milestone that was met after its month, the latest first. */
function metLate(actions: MilestonesView['actions']): Html {
  const late = actions
    .flatMap(({ ref, milestones }) => milestones.map((m) => ({ ...m, action: ref })))
    .filter((m) => daysLate(m) > 0)
    .toSorted((a, b) => ((a.metOn ?? '') < (b.metOn ?? '') ? 1 : -1))
  return html`<h2 class="govuk-heading-m" id="met-late">Met late</h2>
${
  late.length === 0
    ? html`<p class="govuk-body">Every milestone that is met was met by the end of its month.</p>`
    : html`<ul class="govuk-list govuk-list--bullet">${late.map(
        (m) => html`<li><a class="govuk-link" href="${actionAddress(m.action)}">${m.action}</a>
${stageWords[m.stage]}, due ${periodName(m.due)}: ${metOnWords(m)}</li>\n`,
      )}</ul>`
}`
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
