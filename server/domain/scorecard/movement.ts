/** Which figures really moved between a month and the one before it. Only the statistical verdicts decide, never
 *  the difference of two values, and changes by a restatement alone are marked. */
import type { Figure, Variation } from '../figures/figure.ts'
import { monthsFrom } from '../time/period.ts'
import { changingWords, phraseOf } from '../wording/phrase.ts'
import { signalWords } from '../wording/words.ts'

/** The variation of a cell in a month, and in the month before; `before` is null if nothing had been published. */
export type VerdictPair = { before: Variation | null; now: Variation }

/** `moved`: seen when the month was first published, and still there. `by_restatement`: there only because figures
 *  were replaced since. `taken_back`: seen then, and gone because figures were replaced since. */
export type Movement = 'moved' | 'by_restatement' | 'taken_back'

/** The last variation of a cell before a period: the latest earlier period that could be judged. A month that did
 *  not come or was too small to judge changes nothing. `before` is latest first. */
export function lastVariation(before: readonly (Variation | null)[]): Variation | null {
  return before.find((said) => said !== null && said !== 'none') ?? before[0] ?? null
}

/** The variations that mean a real change. */
export const changingVariations = ['improving', 'concerning', 'unusual'] as const satisfies Variation[]
export type ChangingVariation = (typeof changingVariations)[number]

export function isChanging(variation: Variation): variation is ChangingVariation {
  return changingVariations.some((changing) => changing === variation)
}

/** The kind of a movement; null if there is none now and there was none then. `then` is the pair as it was when the
 *  month was first published. */
export function movementOf(today: VerdictPair, then: VerdictPair): Movement | null {
  if (hasMoved(today)) return hasMoved(then) && then.now === today.now ? 'moved' : 'by_restatement'
  return hasMoved(then) ? 'taken_back' : null
}

/** Why a movement is news of its month. The month completes a run, which may have begun earlier: "better than usual for 7
 *  months running". */
export function newlyWords(now: Figure): string {
  const { signal, since } = now.analysis
  const sign = signal === null ? null : signalWords[signal]
  const months = since === null ? [] : monthsFrom(since, now.period)
  if (months.length < 2) return sign === null ? phraseOf(now) : `${phraseOf(now)}: ${sign}`
  return `${changingWords(now) ?? phraseOf(now)} for ${months.length} months running`
}

/** Two figures of a movement, as text. If both read the same, the text says so: the news is then the run that the
 *  later one completes, not a step between them. */
export function steppedWords(before: string, now: string): string {
  return before === now ? `${now} both months` : `${before} to ${now}`
}

/** True if a measure that was really changing, or on its way back, is back within its usual range. */
export function hasSettled({ before, now }: VerdictPair): boolean {
  const moved =
    before !== null && (isChanging(before) || before === 'recovering' || before === 'slipping_back')
  return moved && now === 'no_real_change'
}

function hasMoved({ before, now }: VerdictPair): boolean {
  return isChanging(now) && now !== before
}

/** Orders movements: the strongest evidence first, then the catalogue's order, then the organisation's. */
export function byEvidence(
  a: { evidence: number | null; kpi: { order: number }; unit: { position: number } },
  b: { evidence: number | null; kpi: { order: number }; unit: { position: number } },
): number {
  return (
    (b.evidence ?? 0) - (a.evidence ?? 0) || a.kpi.order - b.kpi.order || a.unit.position - b.unit.position
  )
}
