/** The words for a roll-up that lacks units, on every surface: how many units it has, that it is not judged, and
 *  the verdict of the last whole figure. */
import type { Coverage, Figure, LeftOut } from '../figures/figure.ts'
import { addedParts, isNotWhole, type Origin } from '../figures/wholeness.ts'
import { grainOf, periodInSentence } from '../time/period.ts'
import { wordFor } from './word-for.ts'
import { grainWords } from './words.ts'

/** "from 4 of 7 teams"; null where nothing that was expected is left out. */
export function partsWords({ origin, coverage, leftOut }: Origin): string | null {
  const parts = addedParts({ origin, coverage })
  return parts === null || leftOut === null ? null : `from ${addedWords(parts, leftOut.of)}`
}

/** "4 of 7 teams", for places with less room. */
export function shortPartsWords(origin: Origin): string | null {
  return partsWords(origin)?.replace(/^from /, '') ?? null
}

/** The same for the roll-up beside a supplied figure. */
export function computedPartsWords(coverage: Coverage | null): string | null {
  const parts = addedParts({ origin: 'computed', coverage })
  return parts === null || parts.added === parts.expected ? null : `from ${addedWords(parts, 'team')}`
}

/** "4 of 7 teams". */
export function addedWords(
  { added, expected }: { added: number; expected: number },
  of: LeftOut['of'],
): string {
  if (of === 'mixed') return `${added} of ${expected} teams and services`
  return `${added} of ${expected} ${wordFor(expected, of)}`
}

const reasons = [
  ['notReported', 'not reported'],
  ['suppressed', 'suppressed'],
  ['withoutDenominator', 'without its counts'],
] as const

/** "3 of 7 teams left out: 2 not reported, 1 suppressed", with their names where the reader may know them; null where none
 *  is. */
export function leftOutWords({ coverage, leftOut }: Origin, names: readonly string[] = []): string | null {
  if (coverage === null || leftOut === null) return null
  const found = reasons.filter(([reason]) => coverage[reason] > 0)
  const total = found.reduce((sum, [reason]) => sum + coverage[reason], 0)
  const why = found.map(([reason, words]) => (found.length === 1 ? words : `${coverage[reason]} ${words}`))
  const whole = addedWords({ added: total, expected: coverage.expected - coverage.notApplicable }, leftOut.of)
  const who = names.length === 0 ? '' : ` (${names.join('; ')}${total > names.length ? '; and others' : ''})`
  return `${whole} left out: ${why.join(', ')}${who}`
}

/** "in July 2019, the last whole month", to put before the verdict of the last whole figure; null if the figure gives its own verdict. */
export function lastWholeWhen(figure: Pick<Figure, 'status' | 'leftOut'>): string | null {
  const last = isNotWhole(figure) ? (figure.leftOut?.lastWhole ?? null) : null
  if (last === null) return null
  return `in ${periodInSentence(last.period)}, the last whole ${grainWords[grainOf(last.period) ?? 'monthly']}`
}
