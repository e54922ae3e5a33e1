/** Where the definition of a measure changes: what was counted otherwise is not set beside what is counted now. */

import { addMonths, lastMonth, periodInSentence } from '../time/period.ts'
import type { Status } from './figure.ts'

/** The first month of the definition in force in a month; null where it never changed by then. `changes` are the months from which
 *  it did, the earliest first. */
export function definedSince(changes: readonly string[], month: string): string | null {
  return changes.findLast((change) => change <= month) ?? null
}

/** True of a period that is counted by the definition in force since a month. */
export function isCountedAlike(period: string, since: string | null): boolean {
  return since === null || lastMonth(period) >= since
}

/** "counted differently before April 2019". */
export function redefinedWords(since: string): string {
  return `counted differently before ${periodInSentence(since)}`
}

/** The statuses of a month and those before it, the latest first, as far as they were counted alike: a run of them ends where the
 *  definition changed. */
export function statusesAlike(
  statuses: readonly (Status | null)[],
  month: string,
  since: string | null,
): (Status | null)[] {
  return statuses.map((status, i) => (isCountedAlike(addMonths(month, -i), since) ? status : null))
}
