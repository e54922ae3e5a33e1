/** "Is it working?" of one action: how its measures are changing, and behind that those that say most. */
import { html } from 'hono/html'
import type { Variation } from '#domain/figures/figure.ts'
import { spokenVariation } from '#domain/figures/wholeness.ts'
import { isTelling, tellingFirst } from '#domain/plan/telling-measures.ts'
import { plural } from '#domain/wording/plural.ts'
import { variationWords } from '#domain/wording/words.ts'
import type { PlanAction, PlanKpi } from '#server/reads/plan.ts'
import { actionAddress, measureAddress } from '../../../addresses.ts'
import { type GlyphName, glyph } from '../../../components/glyph/glyph.ts'
import { isCarried, kpiRow, kpiVerdicts } from '../../../components/kpi-row/kpi-row.ts'
import { markedWord } from '../../../components/marked-word/marked-word.ts'
import type { Html } from '../../../html.ts'
import type { PlanView } from './model.ts'

/** At most this many measures are named. */
const named = 3

export function working(action: PlanAction, { unit, plan }: Pick<PlanView, 'unit' | 'plan'>): Html {
  if (action.kpis.length === 0) return html`<small>No measure is linked: milestones and updates only</small>`
  const carried = unit === null ? action.kpis : action.kpis.filter((k) => isCarried(k, unit.teamTypes))
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
  const said = html`${plural(carried.length, 'measure')}: ${changes(carried)}${unit === null ? null : missed(carried)}`
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

/** What is said of a change, with its mark if it has one of the two that stand out. */
const toldChanges = [
  { variation: 'concerning', mark: 'key_concerning' },
  { variation: 'improving', mark: 'key_improving' },
  { variation: 'slipping_back', mark: null },
  { variation: 'recovering', mark: null },
  { variation: 'unusual', mark: null },
] as const satisfies readonly { variation: Variation; mark: GlyphName | null }[]

/** "1 concerning, 4 improving, 6 not really changing": the numbers add up to the measures. */
function changes(carried: readonly PlanKpi[]): Html {
  const changing = toldChanges.flatMap(({ variation, mark }) => {
    const count = carried.filter((k) => variationOf(k) === variation).length
    const word = `${count} ${variationWords[variation].toLowerCase()}`
    if (count === 0) return []
    return [{ count, words: mark === null ? html`${word}` : markedWord({ mark, word }) }]
  })
  const withheld = carried.filter(isWithheld).length
  const told = changing.reduce((sum, { count }) => sum + count, 0) + withheld
  if (told === 0) return html`none really changing`
  const still = carried.filter((k) => variationOf(k) === 'no_real_change').length
  const unjudged = carried.length - told - still
  const parts = [
    ...changing.map(({ words }) => words),
    ...(still === 0 ? [] : [html`${still} not really changing`]),
    ...(unjudged === 0 ? [] : [html`${unjudged} not judged`]),
    ...(withheld === 0 ? [] : [html`${withheld} withheld outside the service`]),
  ]
  return html`${parts.map((part, i) => html`${i === 0 ? '' : ', '}${part}`)}`
}

/** "; 3 missed target", whatever way they are going. */
function missed(carried: readonly PlanKpi[]): Html | null {
  const count = carried.filter((k) => k.figure?.status === 'missed').length
  if (count === 0) return null
  return html`; ${markedWord({ mark: 'missed', word: `${count} missed target` })}`
}

function isChanging(linked: PlanKpi): boolean {
  return toldChanges.some(({ variation }) => variation === variationOf(linked))
}

function variationOf({ figure }: PlanKpi): Variation | null {
  return figure === null ? null : spokenVariation(figure)
}

function isWithheld({ figure }: PlanKpi): boolean {
  return figure?.analysis.withheld === true
}

function contradiction({ checks, mayDisagreeUnseen }: PlanAction): Html | null {
  if (mayDisagreeUnseen)
    return html`<small>Whether its rating and its measures disagree is not known here.</small>`
  if (!checks.some((c) => c.kind === 'on_track_but_concerning')) return null
  return html`<p class="app-plan__contradiction">${glyph({ name: 'warning' })} <span>Its rating and a measure disagree: ask why.</span></p>`
}
