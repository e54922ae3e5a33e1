/** One action as a row of the plan: delivery on one side, "is it working?" on the other. */
import { html } from 'hono/html'
import {
  cadenceWords,
  lastRecordOf,
  lastRecordWords,
  type Milestone,
  overdueWords,
} from '#domain/plan/plan.ts'
import { type Rating, ratingWords, stageWords } from '#domain/plan/rating.ts'
import { periodName } from '#domain/time/period.ts'
import { plural } from '#domain/wording/plural.ts'
import type { PlanAction } from '#server/reads/plan.ts'
import { actionAddress } from '../../../addresses.ts'
import { deliveryRatingTag } from '../../../components/delivery-rating-tag/delivery-rating-tag.ts'
import { leadList } from '../../../components/lead-list/lead-list.ts'
import type { Html } from '../../../html.ts'
import type { PlanView } from './model.ts'
import { working } from './working.ts'

/** What each row says, in its order: seen above the rows where there is room beside each other. */
export const rowHeadings = ['Action', 'Is it being delivered?', 'Is it working?'] as const

export function planRow(view: Pick<PlanView, 'plan' | 'unit'>, action: PlanAction): Html {
  const cells = [about(action), delivery(action, view.plan.day), working(action, view)]
  return html`<li id="action-${action.ref.replace('.', '-')}">${cells.map((cell) => html`<div>${cell}</div>`)}</li>
`
}

function about(action: PlanAction): Html {
  const cadence = action.cadence === null ? '' : ` Reviewed ${cadenceWords[action.cadence]}.`
  const lead = leadList({ leads: action.leads, source: action.leadSource })
  return html`<a class="govuk-link app-plan__ref" href="${actionAddress(action.ref)}">${action.ref}</a> ${action.summary}<small>${lead}.${cadence}</small>`
}

function delivery(action: PlanAction, day: string): Html {
  const { rating, previousRating, lastUpdatedOn, evidenceCount } = action
  const was =
    previousRating === null ? null : html` (was ${ratingWords[previousRating.rating].toLowerCase()})`
  const evidence = evidenceCount === 0 ? 'no evidence' : `${plural(evidenceCount, 'piece')} of evidence`
  const last = lastRecordOf({ lastRatedOn: rating?.ratedOn ?? null, lastUpdatedOn })
  const tag = deliveryRatingTag({ rating: rating?.rating ?? 'not_rated' })
  return html`<strong>${tag}</strong>${was}<br>${nextMilestone(action, day)}<small>${lastRecordWords(last, day)}, ${evidence}</small>`
}

function nextMilestone(
  { milestones, nextMilestone: next, timescaleSource, rating }: PlanAction,
  day: string,
): Html {
  if (next === null) {
    if (milestones.length > 0) return html`Every milestone is met`
    return html`${timescaleSource === 'blank' ? 'No date in the plan' : 'No milestone stated'}`
  }
  return html`${stageWords[next.stage]}, ${dueWords(next, day, rating?.rating ?? 'not_rated')}${moved(next)}`
}

function dueWords(milestone: Milestone, day: string, rating: Rating): Html {
  const overdue = overdueWords(milestone, day, rating)
  const due = html`due ${periodName(milestone.due)}`
  return overdue === null ? due : html`${due}: <strong>${overdue}</strong>`
}

function moved({ due, originalDue, movedBecause }: Milestone): Html | null {
  if (due === originalDue) return null
  return html`<small>Moved from ${periodName(originalDue)}${movedBecause === null ? null : html`: ${movedBecause}`}</small>`
}
