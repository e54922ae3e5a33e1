/** What really moved between a month and the one before it: by the statistics' verdicts alone, never by a difference of
 *  two values, and told apart from what only a restatement changed. */
import type { Signal, Variation } from './figure.ts'

/** What is said of a cell in a month, and of the same cell the month before; null where nothing had been published. */
export type VerdictPair = { before: Variation | null; now: Variation }

/** `moved`: seen when the month was first published, and still so. `by_restatement`: only because figures were replaced
 *  since. `taken_back`: seen then, and no longer so since figures were replaced. */
export type Movement = 'moved' | 'by_restatement' | 'taken_back'

/** The variations that say that something is really changing. */
export const changingVariations = ['improving', 'concerning', 'unusual'] as const satisfies Variation[]
export type Changing = (typeof changingVariations)[number]

export function isChanging(variation: Variation): variation is Changing {
  return changingVariations.some((changing) => changing === variation)
}

/** How a movement came about; null where there is none and was none. `then` is the pair as it read when the month was
 *  first published. */
export function movementOf(today: VerdictPair, then: VerdictPair): Movement | null {
  if (hasMoved(today)) return hasMoved(then) && then.now === today.now ? 'moved' : 'by_restatement'
  return hasMoved(then) ? 'taken_back' : null
}

/** True where what was really changing is back within its usual range. */
export function hasSettled({ before, now }: VerdictPair): boolean {
  return before !== null && isChanging(before) && now === 'no_real_change'
}

function hasMoved({ before, now }: VerdictPair): boolean {
  return isChanging(now) && now !== before
}

const strongestFirst: readonly Signal[] = ['outside_limits', 'trend', 'two_of_three', 'shift']

/** Orders movements: the strongest signal first, then the catalogue's order, then the organisation's. */
export function bySignal(
  a: { signal: Signal | null; kpi: { order: number }; unit: { position: number } },
  b: { signal: Signal | null; kpi: { order: number }; unit: { position: number } },
): number {
  return (
    strengthOf(a.signal) - strengthOf(b.signal) ||
    a.kpi.order - b.kpi.order ||
    a.unit.position - b.unit.position
  )
}

function strengthOf(signal: Signal | null): number {
  return signal === null ? strongestFirst.length : strongestFirst.indexOf(signal)
}
