/** What really moved between a month and the one before it: by the statistics' verdicts alone, never by a difference of
 *  two values, and told apart from what only a restatement changed. */
import type { Figure, Signal, Variation } from '../figures/figure.ts'
import { monthsFrom, periodInSentence } from '../time/period.ts'
import { changingWords, phraseOf } from '../wording/phrase.ts'
import { signalWords } from '../wording/words.ts'

/** What is said of a cell in a month, and of the same cell the month before; null where nothing had been published. */
export type VerdictPair = { before: Variation | null; now: Variation }

/** `moved`: seen when the month was first published, and still so. `by_restatement`: only because figures were replaced
 *  since. `taken_back`: seen then, and no longer so since figures were replaced. */
export type Movement = 'moved' | 'by_restatement' | 'taken_back'

/** What was last said of a cell before a period: of the periods before it, the latest first, the one of which something could be
 *  said. A month that did not come, or was too small to be judged, takes nothing back. */
export function lastSaid(before: readonly (Variation | null)[]): Variation | null {
  return before.find((said) => said !== null && said !== 'none') ?? before[0] ?? null
}

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

/** Why a movement is news of its month. The signal is found now, and the run it completes may reach back: "better than usual,
 *  found with April 2019’s figure: the 7 months since October 2018 stand out together (latest sign: a figure outside
 *  its usual range)". */
export function newlyWords(now: Figure): string {
  const { signal, since } = now.analysis
  const sign = signal === null ? null : signalWords[signal]
  const months = since === null ? [] : monthsFrom(since, now.period)
  if (months.length < 2) return sign === null ? phraseOf(now) : `${phraseOf(now)}: ${sign}`
  const found = `${changingWords(now) ?? phraseOf(now)}, found with ${periodInSentence(now.period)}’s figure`
  const run = `the ${months.length} months since ${periodInSentence(months[0] ?? '')} stand out together`
  return sign === null ? `${found}: ${run}` : `${found}: ${run} (latest sign: ${sign})`
}

/** Two figures of a movement as one reads them. Those that read the same are said to: the news is then the run that the later
 *  completes, not a step between the two. */
export function steppedWords(before: string, now: string): string {
  return before === now ? `${now} both months` : `${before} to ${now}`
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
