/** Where a measure's definition changes: figures before and after the change are not compared. */

import { addMonths, lastMonth, periodInSentence } from '../time/period.ts'
import type { Status } from './figure.ts'

/** The first month of the definition that is in force in a month; null if it had not changed by then. `changes` are
 *  the months of change, earliest first. */
export function definedSince(changes: readonly string[], month: string): string | null {
  return changes.findLast((change) => change <= month) ?? null
}

/** True if a period is counted by the definition that is in force since a month. */
export function isCountedAlike(period: string, since: string | null): boolean {
  return since === null || lastMonth(period) >= since
}

/** "counted differently before April 2019". */
export function redefinedWords(since: string): string {
  return `counted differently before ${periodInSentence(since)}`
}

/** The statuses of a month and those before it, latest first. Null for months that were counted differently, so
 *  that a run of equal statuses ends where the definition changed. */
export function statusesAlike(
  statuses: readonly (Status | null)[],
  month: string,
  since: string | null,
): (Status | null)[] {
  return statuses.map((status, i) => (isCountedAlike(addMonths(month, -i), since) ? status : null))
}
