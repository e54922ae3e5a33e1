/** Whether data came when it was due, in words. */
import { namesInSentence } from './chart-finding.ts'
import type { ReturnState } from './extract-status.ts'
import { dayName, dayNumber, periodInSentence } from './period.ts'

/** One return for one month. Days are `YYYY-MM-DD`. */
export type Freshness = {
  dueOn: string
  /** The day on which the first of it came. */
  receivedOn: string | null
  state: ReturnState
  /** Days past the due day; 0 for what was due before anything was asked for. */
  daysLate: number
}

/** How the day it came lies to the day it was due: below 0 early, above 0 late; null where nothing came, or where it came
 *  with the council's history and was never due here. */
export function daysFromDue({ dueOn, receivedOn, daysLate }: Freshness): number | null {
  if (receivedOn === null) return null
  const days = dayNumber(receivedOn) - dayNumber(dueOn)
  return days > 0 && daysLate === 0 ? null : days
}

/** "2 late", "3 early", "on time", "2 late, part", "not in: 4 late", "due 10 June 2019": what stands in a cell. */
export function freshnessWords(given: Freshness): string {
  const { state, daysLate, dueOn } = given
  if (state === 'late') return `not in, ${daysLate} late`
  if (state === 'due') return 'due today'
  if (state === 'not_due') return `due ${dayName(dueOn)}`
  const days = daysFromDue(given)
  const came =
    days === null ? 'history' : days === 0 ? 'on time' : days > 0 ? `${days} late` : `${-days} early`
  return state === 'part' ? `${came}, part` : came
}

/** True where it came after its day, or its day has passed without it. */
export function isLate(given: Freshness): boolean {
  return given.state === 'late' || (daysFromDue(given) ?? 0) > 0
}

/** Of a month's returns: "April 2019: all 12 data sets are on time", "April 2019: all on time except Workforce, 2 days late". */
export function freshnessFinding(returns: readonly (Freshness & { name: string })[], period: string): string {
  const month = periodInSentence(period)
  if (returns.length === 0) return `No data set is due for ${month}`
  const late = returns.filter(isLate)
  if (late.length === 0)
    return `${month}: ${returns.length === 1 ? 'the one data set is' : `all ${returns.length} data sets are`} on time`
  const days = new Set(late.map((r) => r.daysLate))
  const [only] = days
  const by =
    days.size === 1 && only !== undefined && only > 0
      ? `, ${only} ${only === 1 ? 'day' : 'days'} late`
      : ' late'
  const named = late.length > 3 ? `${late.length} data sets` : namesInSentence(late.map((r) => r.name))
  return `${month}: all on time except ${named}${by}`
}
