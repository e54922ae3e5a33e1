/** Marks commentary whose figure has changed since it was written. */
import { dayName } from '../time/period.ts'

/** "Written before this figure changed on 3 June 2019, of version 1."; null if the figure has not changed since the
 *  text was written. `changed` is when the figure last changed and the day of that, `versions` are those of a signed-off
 *  month, oldest first. */
export function olderFigureWords(
  writtenAt: string,
  changed: { at: string; dated: string } | null,
  versions: readonly { number: number; at: string }[] = [],
): string | null {
  if (changed === null || changed.at <= writtenAt) return null
  const version = versions.findLast((v) => v.at <= writtenAt)?.number
  const of = version === undefined ? '' : `, of version ${version}`
  return `Written before this figure changed on ${dayName(changed.dated)}${of}.`
}
