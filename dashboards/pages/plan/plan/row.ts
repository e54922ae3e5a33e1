/** One action as a row of the plan: delivery on one side, "is it working?" on the other. */
import { html } from 'hono/html'
import { cadenceWords, daysOverdue, type Milestone } from '#domain/plan/plan.ts'
import { ratingWords, stageWords } from '#domain/plan/rating.ts'
import { ageOf } from '#domain/time/age.ts'
import { periodName } from '#domain/time/period.ts'
import { plural } from '#domain/wording/plural.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import type { PlanAction, PlanKpi } from '#server/reads/plan.ts'
import { actionAddress, measureAddress } from '../../../addresses.ts'
import type { Column, Row } from '../../../components/data-table/data-table.ts'
import { deliveryRatingTag } from '../../../components/delivery-rating-tag/delivery-rating-tag.ts'
import { glyph } from '../../../components/glyph/glyph.ts'
import { isCarried, kpiRow, kpiVerdicts } from '../../../components/kpi-row/kpi-row.ts'
import { leadList } from '../../../components/lead-list/lead-list.ts'
import type { Html } from '../../../html.ts'
import type { PlanView } from './model.ts'

export const planColumns: readonly Column[] = [
  { heading: 'Action', className: 'app-plan__action' },
  { heading: 'Delivery and next milestone', label: 'Delivery', className: 'app-plan__delivery' },
  { heading: 'Is it working?', className: 'app-plan__working' },
]

export function planRow({ plan, unit }: Pick<PlanView, 'plan' | 'unit'>, action: PlanAction): Row {
  return {
    id: `action-${action.ref.replace('.', '-')}`,
    cells: [
      about(action),
      delivery(action, plan.day),
      html`<div>${working(action, unit, plan.period)}${contradiction(action)}</div>`,
    ],
  }
}

function about(action: PlanAction): Html {
  const cadence =
    action.cadence === null
      ? null
      : html` <span class="app-remark">Reviewed ${cadenceWords[action.cadence]}.</span>`
  return html`<a class="govuk-link app-plan__ref" href="${actionAddress(action.ref)}">${action.ref}</a> ${action.summary}
<span class="app-plan__leads">${leadList({ leads: action.leads, source: action.leadSource })}.${cadence}</span>`
}

function delivery(action: PlanAction, day: string): Html {
  const { rating, previousRating, lastUpdatedOn, evidenceCount } = action
  const was =
    previousRating === null
      ? null
      : html` <span class="app-remark">(was ${ratingWords[previousRating.rating].toLowerCase()})</span>`
  const evidence = evidenceCount === 0 ? 'no evidence' : `${plural(evidenceCount, 'piece')} of evidence`
  const updated = lastUpdatedOn === null ? 'No update recorded' : `Updated ${ageOf(lastUpdatedOn, day)}`
  return html`<div><span class="app-plan__rating">${deliveryRatingTag({ rating: rating?.rating ?? 'not_rated' })}</span>${was}
<span class="app-plan__next">${nextMilestone(action, day)}</span>
<span class="app-plan__small">${updated}, ${evidence}</span></div>`
}

function nextMilestone({ milestones, nextMilestone: next, timescaleSource }: PlanAction, day: string): Html {
  if (next === null) {
    if (milestones.length > 0) return html`Every milestone is met`
    return html`${timescaleSource === 'blank' ? 'No date in the plan' : 'No milestone stated'}`
  }
  return html`${stageWords[next.stage]}, ${dueWords(next, day)}${moved(next)}`
}

function dueWords(milestone: Milestone, day: string): Html {
  const days = daysOverdue(milestone, day)
  const due = html`due ${periodName(milestone.due)}`
  return days === 0 ? due : html`${due}: <strong>overdue by ${plural(days, 'day')}</strong>`
}

function moved({ due, originalDue, movedBecause }: Milestone): Html | null {
  if (due === originalDue) return null
  return html`<span class="app-plan__small">Moved from ${periodName(originalDue)}${movedBecause === null ? null : html`: ${movedBecause}`}</span>`
}

function working(action: PlanAction, unit: PlanView['unit'], period: string | null): Html {
  if (action.kpis.length === 0) return html`<span class="app-remark">Milestones and narrative only</span>`
  if (unit === null) return html`${countsOf(action.kpis)}${kpiVerdicts(action.kpis)}`
  const carried = action.kpis.filter((k) => isCarried(k, unit.teamTypes))
  const others = action.kpis.length - carried.length
  return html`${carried.map(({ kpi, figure }) =>
    kpiRow({
      kpi,
      href: figure === null ? null : measureAddress(unit.code, kpi.code, figure.period),
      figure,
      period,
    }),
  )}${
    others === 0
      ? null
      : html`<p class="app-plan__others">${carried.length === 0 ? '' : 'And '}${others} ${wordFor(
          others,
          'measure',
        )} that ${unit.name} does not carry</p>`
  }`
}

/** "3 linked measures: 1 improving, 1 concerning", for a reader who sees counts and no figures. */
function countsOf(kpis: readonly PlanKpi[]): string {
  const count = (variation: string) => kpis.filter((k) => k.figure?.variation === variation).length
  const untold = kpis.filter((k) => k.figure?.analysis.withheld === true).length
  const parts = [
    [count('improving'), 'improving'],
    [count('concerning'), 'concerning'],
    [untold, 'withheld outside the service'],
  ].flatMap(([n, word]) => (n === 0 ? [] : [`${n} ${word}`]))
  const linked = `${kpis.length} linked ${wordFor(kpis.length, 'measure')}`
  return parts.length === 0 ? `${linked}, none really changing` : `${linked}: ${parts.join(', ')}`
}

function contradiction({ checks, mayDisagreeUnseen }: PlanAction): Html | null {
  if (mayDisagreeUnseen)
    return html`<p class="app-plan__small">Whether delivery and the measures disagree is not known here.</p>`
  if (!checks.some((c) => c.kind === 'on_track_but_concerning')) return null
  return html`<p class="app-plan__contradiction">${glyph({ name: 'warning' })} <span>Delivery and the measure disagree: ask why.</span></p>`
}
