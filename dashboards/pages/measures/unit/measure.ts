/** One measure of a service over its teams and months, as the overview shows it, with the plan beside the service's measures. */
import { html } from 'hono/html'
import { isCarriedBy, isCollected, isCountedBy, type Kpi } from '#domain/catalogue/kpi.ts'
import { isOpenIn, type Unit } from '#domain/catalogue/unit.ts'
import { plural } from '#domain/wording/plural.ts'
import { unitAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { phoneFold } from '../../../components/phone-fold/phone-fold.ts'
import { contradictionTable, planStrip } from '../../../components/plan-strip/plan-strip.ts'
import type { Html } from '../../../html.ts'
import { measureSelect } from '../../kit/measure-select.ts'
import { monthsBlock } from '../kit/team-months.ts'
import type { UnitView } from './model.ts'

/** The monthly measures that some team carries in a month, in catalogue order. */
export function measuresOf(kpis: readonly Kpi[], teams: readonly Unit[], month: string): Kpi[] {
  return kpis.filter(
    (kpi) =>
      isCollected(kpi, month) && kpi.grains.includes('monthly') && carrying(kpi, teams, month).length > 0,
  )
}

/** The measure asked for; otherwise the core measure that most teams are counted in, the first in the catalogue among equals. */
export function measureShown(
  kpis: readonly Kpi[],
  teams: readonly Unit[],
  month: string,
  asked: unknown,
): Kpi | null {
  const found = kpis.find((k) => typeof asked === 'string' && k.code === asked.toUpperCase())
  if (found !== undefined) return found
  const counted = (kpi: Kpi) =>
    kpi.core && kpi.unit === 'percent'
      ? carrying(kpi, teams, month).filter((t) => isCountedBy(kpi, t)).length
      : 0
  return kpis.toSorted((a, b) => counted(b) - counted(a) || a.order - b.order)[0] ?? null
}

function carrying(kpi: Kpi, teams: readonly Unit[], month: string): Unit[] {
  return teams.filter((team) => isOpenIn(team, month) && isCarriedBy(kpi, team))
}

/** The measure chosen, team by team and month by month. */
export function monthsSection({ frame, measure, unit, period }: UnitView): Html | null {
  if (measure === null || period === null || unit.kind !== 'service') return null
  const { kpis, question, overview } = measure
  return html`<section id="measure" aria-labelledby="measure-heading"><h2 class="govuk-heading-m" id="measure-heading">${overview.kpi.name}, team by team</h2>
${phoneFold({
  summary: `${plural(overview.rows.length, 'team')}, ${overview.months.length} months; another measure`,
  body: html`<form method="get" action="${unitAddress(unit.code)}#measure" class="app-overview__picker" novalidate>
<input type="hidden" name="period" value="${period}">
${measureSelect(kpis, question.kpi)}
${button({ text: 'Show measure', secondary: true })}
</form>
${monthsBlock({ ...measure, frame })}`,
})}</section>`
}

/** How the plan is being delivered, and where that disagrees with the service's measures. */
export function planStripSection({ measure, unit }: UnitView): Html | null {
  if (measure === null || unit.kind !== 'service') return null
  const { plan, overview } = measure
  return html`<section aria-labelledby="strip"><h2 class="govuk-heading-m" id="strip">The improvement plan beside these measures</h2>
${planStrip(plan)}
<h3 class="govuk-heading-s">On track or completed, while a linked measure is concerning here</h3>
${contradictionTable({ contradictions: plan.contradictions, unseen: plan.unseen, unit, parts: overview.units })}</section>`
}
