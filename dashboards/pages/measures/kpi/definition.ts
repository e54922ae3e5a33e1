/** "What is this number": the definition in force, and every step of its target. */
import { html } from 'hono/html'
import { definitionAddress } from '../../../addresses.ts'
import { summaryList } from '../../../components/summary-list/summary-list.ts'
import type { Html } from '../../../html.ts'
import { formulaOf, measureFacts, targetSteps } from '../../kit/measure-facts.ts'
import type { KpiView } from './model.ts'
import { section } from './section.ts'

/** The facts that paper has; its sheets are few, and the measure's own page has all of them. */
const printed = ['How time is counted', 'Smallest base judged', 'Each one counts', 'Who reports it', 'Note']

export function definitionSection({ series, targets, dataReturn, changes, month }: KpiView): Html {
  const { kpi } = series
  return section(
    'definition',
    html`<p class="govuk-body">${formulaOf(kpi)}</p>
${summaryList({
  rows: measureFacts({ kpi, dataReturn, changes }).map((row) => ({
    ...row,
    screenOnly: !printed.some((key) => key === row.key),
  })),
})}
<div${targets.length > 1 ? '' : html` class="app-no-print"`}>${targetSteps(kpi, targets, month)}</div>
<p class="govuk-body app-no-print"><a class="govuk-link" href="${definitionAddress(kpi.code)}">All about this measure</a></p>`,
    'How it is counted, and each step of its target',
  )
}
