/** "What is this number": the definition in force, and every step of its target. */
import { html } from 'hono/html'
import { definitionAddress } from '../../../addresses.ts'
import { summaryList } from '../../../components/summary-list/summary-list.ts'
import type { Html } from '../../../html.ts'
import { formulaOf, measureFacts, targetSteps } from '../../kit/measure-facts.ts'
import type { KpiView } from './model.ts'
import { section } from './section.ts'

export function definitionSection({ series, targets, dataReturn, changes, month }: KpiView): Html {
  const { kpi } = series
  return section(
    'definition',
    html`<p class="govuk-body">${formulaOf(kpi)}</p>
${summaryList({ rows: measureFacts({ kpi, dataReturn, changes }) })}
${targetSteps(kpi, targets, month)}
<p class="govuk-body"><a class="govuk-link" href="${definitionAddress(kpi.code)}">All about this measure</a></p>`,
    'How it is counted, and each step of its target',
  )
}
