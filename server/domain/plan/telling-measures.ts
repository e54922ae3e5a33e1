/** Which of an action's measures say most about whether it is working: what is getting worse first. */
import type { Figure, Status, Variation } from '../figures/figure.ts'
import { spokenVariation } from '../figures/wholeness.ts'

/** A linked measure: its figure, or null if it has none. One that is not whole says what its last whole figure said. */
export type LinkedVerdict = { figure: Pick<Figure, 'variation' | 'status' | 'leftOut'> | null }

/** What is changing comes before what is not, the bad before the good. */
const better: readonly Variation[] = ['unusual', 'recovering', 'improving']
const quiet: readonly (Status | null)[] = ['close', 'small_number', 'met']

/** The measures with those that say most first; ties keep their order. */
export function tellingFirst<Linked extends LinkedVerdict>(linked: readonly Linked[]): Linked[] {
  return linked.toSorted((a, b) => rankOf(a) - rankOf(b))
}

/** True if a measure is a reason to ask whether the action is working: it is getting worse, or it missed its target. */
export function isTroubling(linked: LinkedVerdict): boolean {
  return rankOf(linked) <= ranks.missed
}

/** True if a measure says something for or against the action: it is a reason to ask, or it is really changing. */
export function isTelling(linked: LinkedVerdict): boolean {
  return rankOf(linked) < ranks.quiet
}

const ranks = {
  concerning: 0,
  slippingBack: 1,
  missed: 2,
  changing: 3,
  quiet: 6,
  other: 9,
  none: 10,
} as const

function rankOf({ figure }: LinkedVerdict): number {
  if (figure === null) return ranks.none
  const variation = spokenVariation(figure) ?? 'none'
  if (variation === 'concerning') return ranks.concerning
  if (variation === 'slipping_back') return ranks.slippingBack
  if (figure.status === 'missed') return ranks.missed
  const change = better.indexOf(variation)
  if (change >= 0) return ranks.changing + change
  const status = quiet.indexOf(figure.status)
  return status >= 0 ? ranks.quiet + status : ranks.other
}
