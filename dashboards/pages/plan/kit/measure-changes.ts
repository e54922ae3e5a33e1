/** How the measures linked to an action are changing: counts that add up to all of them. */
import { html } from 'hono/html'
import type { Variation } from '#domain/figures/figure.ts'
import { spokenVariation } from '#domain/figures/wholeness.ts'
import { variationWords } from '#domain/wording/words.ts'
import type { PlanKpi } from '#server/reads/plan.ts'
import type { GlyphName } from '../../../components/glyph/glyph.ts'
import { isCarried } from '../../../components/kpi-row/kpi-row.ts'
import { markedWord } from '../../../components/marked-word/marked-word.ts'
import type { Html } from '../../../html.ts'
import type { PlanUnit } from './asked-plan.ts'

/** The measures that a unit carries; all of them for a reader who sees no unit's figures. */
export function carriedMeasures(kpis: readonly PlanKpi[], unit: PlanUnit | null): readonly PlanKpi[] {
  return unit === null ? kpis : kpis.filter((k) => isCarried(k, unit.teamTypes))
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
export function measureChanges(carried: readonly PlanKpi[]): Html {
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

/** True for a measure that is really changing for the worse. */
export function isConcerning(linked: PlanKpi): boolean {
  return variationOf(linked) === 'concerning'
}

/** True for a measure that is really changing, whichever way. */
export function isChanging(linked: PlanKpi): boolean {
  return toldChanges.some(({ variation }) => variation === variationOf(linked))
}

function variationOf({ figure }: PlanKpi): Variation | null {
  return figure === null ? null : spokenVariation(figure)
}

function isWithheld({ figure }: PlanKpi): boolean {
  return figure?.analysis.withheld === true
}
