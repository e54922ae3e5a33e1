/** "How we know": the evidence, grouped by the question it answers, and the questions without evidence. */
import { html } from 'hono/html'
import type { Dimension } from '#domain/catalogue/kpi.ts'
import { dayName, grainOf, isDay, periodName } from '#domain/time/period.ts'
import { formatNumber } from '#domain/wording/format.ts'
import { dimensionQuestions } from '#domain/wording/words.ts'
import type { PlanActionDetail } from '#server/reads/plan-action.ts'
import type { Evidence } from '#server/reads/plan-records.ts'
import { actionAddress } from '../../../addresses.ts'
import { chartLinks } from '../../../components/chart-figure/chart-figure.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { tableLinks } from '../../../exports/table-file.ts'
import type { Html } from '../../../html.ts'
import { gapSentence, requiredDimensions } from './gap.ts'
import type { Control, Mark } from './model.ts'

export function evidenceSection({ ref, evidence }: PlanActionDetail, mark: Mark, control: Control): Html {
  return html`<section><h2 class="govuk-heading-m">Evidence</h2>
${
  evidence.length === 0
    ? html`<p class="govuk-body">No evidence is linked. Recommendation 9 asks for impact as well as completion.</p>`
    : html`${table(evidence, mark, control)}
${chartLinks(tableLinks(`${actionAddress(ref)}/evidence`))}`
}
</section>`
}

function table(evidence: readonly Evidence[], mark: Mark, control: Control): Html {
  const dimensions = [...new Set<string>([...requiredDimensions, ...evidence.map((e) => e.dimension)])]
  const gaps = requiredDimensions.filter((d) => !evidence.some((e) => e.dimension === d))
  return html`${dataTable({
    caption: 'Evidence by the question it answers',
    captionSize: 'hidden',
    columns: [
      { heading: 'Evidence', className: 'app-evidence__statement' },
      { heading: 'Figure', numeric: true },
      { heading: 'Of' },
      { heading: 'As at' },
      { heading: 'Source', className: 'app-evidence__source' },
      { heading: 'Checked by' },
    ],
    groups: dimensions.flatMap((dimension) => {
      const rows = evidence.filter((e) => e.dimension === dimension)
      const heading = dimensionQuestions[dimension as Dimension] ?? dimension
      return rows.length === 0
        ? []
        : [{ heading, rows: rows.map((e) => ({ cells: cells(e, mark, control) })) }]
    }),
    dense: true,
    cards: true,
  })}${gapSentence('No evidence yet answers', gaps)}`
}

function cells(evidence: Evidence, mark: Mark, control: Control): (string | Html)[] {
  return [
    html`${evidence.statement}${mark(evidence)}${control(evidence.release, 'this evidence')}`,
    evidence.value === null ? '–' : figureOf(evidence.value, evidence.unit),
    evidence.period === null ? '–' : periodOf(evidence.period),
    evidence.asAt === null ? '–' : dayOf(evidence.asAt),
    html`${evidence.source}${evidence.datedOn === null ? null : html` <span class="app-remark">${dayName(evidence.datedOn)}</span>`}`,
    evidence.checkedBy ?? 'Nobody yet',
  ]
}

function figureOf(value: number, unit: string | null): string {
  return `${formatNumber(value, 1)}${unit === 'percent' ? '%' : ''}`
}

/** A stated figure may cover a whole year, which is not a period of the ledger. */
function periodOf(period: string): string {
  return grainOf(period) === null ? period : periodName(period)
}

function dayOf(asAt: string): string {
  if (isDay(asAt)) return dayName(asAt)
  return periodOf(asAt)
}
