/** Whether data was complete when it was due, in words. */
import { dayName, dayNumber } from '../time/period.ts'
import type { ReturnCompleteness } from './return-completeness.ts'

/** One return for one month. Days are `YYYY-MM-DD`. */
export type Freshness = Pick<ReturnCompleteness, 'dueOn' | 'completeOn' | 'state' | 'daysLate' | 'isHistory'>

/** Days from the due day to the day on which it was complete: below 0 early, above 0 late. Null if something is
 *  missing, or if it came with the council's history and was never due here. */
export function daysFromDue({ dueOn, completeOn, isHistory }: Freshness): number | null {
  return completeOn === null || isHistory ? null : dayNumber(completeOn) - dayNumber(dueOn)
}

/** The words of a cell: "2 late", "3 early", "on time", "in part, 2 late", "not in, 4 late", "due 10 June 2019". */
export function freshnessWords(given: Freshness): string {
  const { state, daysLate, dueOn, isHistory } = given
  if (state === 'late') return isHistory ? 'history, nothing' : `not in, ${daysLate} late`
  if (state === 'due') return 'due today'
  if (state === 'not_due') return `due ${dayName(dueOn)}`
  if (isHistory) return state === 'part' ? 'history, part' : 'history'
  if (state === 'part') return daysLate > 0 ? `in part, ${daysLate} late` : 'in part'
  const days = daysFromDue(given) ?? 0
  return days === 0 ? 'on time' : days > 0 ? `${days} late` : `${-days} early`
}

/** True if it was complete after its due day, or is still incomplete and the day has passed. */
export function isLate({ state, daysLate, isHistory }: Freshness): boolean {
  return !isHistory && (state === 'late' || daysLate > 0)
}
