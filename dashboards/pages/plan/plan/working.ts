/** "Is it working?" of one action: how its measures are changing, and behind that those that say most. */
import { html } from 'hono/html'
import { isTelling, tellingFirst } from '#domain/plan/telling-measures.ts'
import { plural } from '#domain/wording/plural.ts'
import type { PlanAction, PlanKpi } from '#server/reads/plan.ts'
import { actionAddress, measureAddress } from '../../../addresses.ts'
import { glyph } from '../../../components/glyph/glyph.ts'
import { kpiRow, kpiVerdicts } from '../../../components/kpi-row/kpi-row.ts'
import { markedWord } from '../../../components/marked-word/marked-word.ts'
import type { Html } from '../../../html.ts'
import { carriedMeasures, isChanging, measureChanges } from '../kit/measure-changes.ts'
import type { PlanView } from './model.ts'

/** At most this many measures are named. */
const named = 3

export function working(action: PlanAction, { unit, plan }: Pick<PlanView, 'unit' | 'plan'>): Html {
  if (action.kpis.length === 0) return html`<small>No measure is linked: milestones and updates only</small>`
  const carried = carriedMeasures(action.kpis, unit)
  const others = action.kpis.length - carried.length
  return html`${carried.length === 0 ? null : measures(action, carried, { unit, plan })}${
    others === 0
      ? null
      : html`<small>${carried.length === 0 ? '' : 'And '}${plural(others, 'measure')} that ${unit?.name} does not carry</small>`
  }${contradiction(action)}`
}

function measures(
  { ref }: PlanAction,
  carried: readonly PlanKpi[],
  { unit, plan }: Pick<PlanView, 'unit' | 'plan'>,
): Html {
  const first = tellingFirst(carried)
    .filter((k) => (unit === null ? isChanging(k) : isTelling(k)))
    .slice(0, named)
  const said = html`${plural(carried.length, 'measure')}: ${measureChanges(carried)}${unit === null ? null : missed(carried)}`
  if (first.length === 0) return said
  const more = carried.length - first.length
  const shown =
    unit === null
      ? kpiVerdicts(first)
      : first.map(({ kpi, figure }) =>
          kpiRow({
            kpi,
            href: figure === null ? null : measureAddress(unit.code, kpi.code, figure.period),
            figure,
            period: plan.period,
          }),
        )
  return html`<details><summary>${said}</summary>${shown}${
    more === 0
      ? null
      : html`<small>And ${more} more, on <a class="govuk-link" href="${actionAddress(ref)}">the page of ${ref}</a></small>`
  }</details>`
}

/** "; 3 missed target", whatever way they are going. */
function missed(carried: readonly PlanKpi[]): Html | null {
  const count = carried.filter((k) => k.figure?.status === 'missed').length
  if (count === 0) return null
  return html`; ${markedWord({ mark: 'missed', word: `${count} missed target` })}`
}

function contradiction({ checks, mayDisagreeUnseen }: PlanAction): Html | null {
  if (mayDisagreeUnseen)
    return html`<small>Whether its rating and its measures disagree is not known here.</small>`
  if (!checks.some((c) => c.kind === 'on_track_but_concerning')) return null
  return html`<p class="app-plan__contradiction">${glyph({ name: 'warning' })} <span>Its rating and a measure disagree: ask why.</span></p>`
}
