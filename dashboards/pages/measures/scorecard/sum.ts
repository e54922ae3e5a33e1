/** "Show the sum": opens a roll-up's figure to the parts that were added, and to those left out with the reason. */
import { html } from 'hono/html'
import { formatBase, formatCell } from '#domain/wording/format.ts'
import { openSum } from '#domain/wording/sum-words.ts'
import type { ScorecardLine } from '#server/reads/scorecard.ts'
import type { RowDetail } from '#server/reads/scorecard-detail.ts'
import type { Html } from '../../../html.ts'
import type { ScorecardView } from './model.ts'

/** The sum behind a row; null if there is none: for a team's own figure, a median, or a reader outside the service. */
export function sumOf(view: ScorecardView, line: ScorecardLine, detail: RowDetail): Html | null {
  const { kpi, figure } = line
  if (detail.parts === null || detail.parts.length === 0) return null
  if (kpi.kind === 'median') return html`Medians of teams cannot be combined.`
  const sum = openSum(
    kpi,
    detail.parts.map(({ unit, cell }) => ({
      unit: unit.code,
      name: view.visible.has(unit.code) ? unit.name : null,
      cell,
    })),
  )
  if (sum === null) return null
  const total = figure.origin === 'supplied' ? (figure.computed ?? figure) : figure
  const of = `${sum.terms.length} of ${detail.parts.length}`
  const ofKpi = html`<span class="govuk-visually-hidden"> of ${kpi.name}</span>`
  return html`<details class="app-sum"${view.asked.all ? ' open' : ''}><summary class="app-expander__summary">Show the sum${ofKpi}: ${formatCell(kpi, total)}${
    formatBase(kpi, total) === '' ? null : ` is ${formatBase(kpi, total)}`
  }, ${of} added</summary>
${sum.sentence === null ? html`<p class="app-sum__line">Nothing was added.</p>` : html`<p class="app-sum__line">${sum.sentence}</p>`}
<ul class="govuk-list app-sum__parts">
${sum.terms.map((term) => html`<li>${nameOf(term)}: ${term.text}</li>\n`)}${sum.noCases.map(
  (part) => html`<li>${nameOf(part)}: no cases, adds nothing</li>\n`,
)}${sum.leftOut.map(
  (part) => html`<li><strong>Left out:</strong> ${nameOf(part)}, ${part.why}</li>\n`,
)}</ul></details>`
}

function nameOf({ name }: { name: string | null }): string {
  return name ?? 'A team or service that is not one of yours'
}
