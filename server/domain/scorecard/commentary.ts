/** Marks commentary whose figure has changed since it was written. Instants are UTC text (`moment.ts`). */
import { londonDay } from '../time/moment.ts'
import { dayName } from '../time/period.ts'

/** "Written before this figure changed on 3 June 2019, of version 1."; null if the figure has not changed since the
 *  text was written. `changedAt` is when the figure last changed, `versions` are those of a signed-off month,
 *  oldest first. */
export function olderFigureWords(
  writtenAt: string,
  changedAt: string | null,
  versions: readonly { number: number; at: string }[] = [],
): string | null {
  if (changedAt === null || changedAt <= writtenAt) return null
  const version = versions.findLast((v) => v.at <= writtenAt)?.number
  const of = version === undefined ? '' : `, of version ${version}`
  return `Written before this figure changed on ${dayName(londonDay(changedAt))}${of}.`
}
