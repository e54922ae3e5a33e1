/** "Who can help, and what will we do": the plan's actions for this measure, and what was agreed about it here. */
import { html } from 'hono/html'
import { decisionWords } from '#domain/meetings/decision.ts'
import { milestoneWords, notOnTrackFirst } from '#domain/plan/plan.ts'
import { dayName } from '#domain/time/period.ts'
import type { Decision } from '#server/reads/links.ts'
import { actionAddress, decisionAddress } from '../../../addresses.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { deliveryRatingTag } from '../../../components/delivery-rating-tag/delivery-rating-tag.ts'
import { timeline } from '../../../components/timeline/timeline.ts'
import type { Content, Html } from '../../../html.ts'
import type { KpiView, ShownAction } from './model.ts'
import { section } from './section.ts'

export function actionsSection(view: KpiView): Html {
  const { actions, series, adds } = view
  const { unit, kpi, last } = series
  const address = decisionAddress(unit.code, 'new')
  const newDecision = html`${address}?period=${last.period}&amp;kpi=${kpi.code}`
  return section(
    'actions',
    html`${
      actions.length === 0
        ? html`<p class="govuk-body">No action of the plan is linked to this measure.</p>`
        : dataTable({
            caption: 'Actions of the plan it is evidence for: the golden thread',
            captionSize: 's',
            columns: [
              { heading: 'Action' },
              { heading: 'What it says' },
              { heading: 'Delivery' },
              { heading: 'Next milestone' },
            ],
            rows: notOnTrackFirst(actions).map((action) => ({
              cells: [
                html`<a class="govuk-link" href="${actionAddress(action.ref)}">${action.ref}</a>`,
                action.summary,
                deliveryRatingTag({ rating: action.rating }),
                milestone(action, view.day),
              ],
            })),
            dense: true,
            cards: true,
          })
    }
${agreed(view)}
${
  adds
    ? html`<p class="govuk-body app-no-print"><a class="govuk-link" href="${newDecision}">Agree an action about this measure</a></p>`
    : null
}`,
  )
}

function milestone({ milestone: next, rating }: ShownAction, day: string): Content {
  if (next === null) return 'None to come'
  return milestoneWords(next, day, rating)
}

/** What was agreed about this measure here, and what came of each action. */
function agreed({ decisions, series, day }: KpiView): Html {
  return html`<h3 class="govuk-heading-s" id="decisions">Actions agreed about it</h3>
${
  decisions.length === 0
    ? html`<p class="govuk-body">No action was agreed about this measure for ${series.unit.name} by then.</p>`
    : timeline({ items: decisions.map((d) => decisionItem(d, day)), headingLevel: 4 })
}`
}

function decisionItem(decision: Decision, day: string) {
  const { body, decidedOn, decidedBy, ownerRole, outcome } = decision
  return {
    title: body,
    date: `${decisionWords(decision, day)}. ${ownerRole} to do it`,
    by: `agreed ${dayName(decidedOn)} by ${decidedBy}`,
    ...(outcome === null ? {} : { body: html`<p class="govuk-body">${outcome}</p>` }),
  }
}
