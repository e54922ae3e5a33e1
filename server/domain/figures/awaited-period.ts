/** A measure of a unit that has not come for the month that the unit's pages open on. */

import type { Kpi } from '../catalogue/kpi.ts'
import type { Unit } from '../catalogue/unit.ts'
import { dueDay } from '../time/calendar.ts'
import type { Grain } from '../time/period.ts'
import { dayName, lastMonth, lastQuarter, periodInSentence, periodName } from '../time/period.ts'
import { isExpected } from './wholeness.ts'

/** The return that a measure comes with. */
export type AwaitedReturn = { name: string; ownerRole: string; dueWorkingDay: number }

/** The expected month or quarter that has not come; null if nothing is missing. A quarter is the last one that
 *  ended by that month. Weeks have their own rule. */
export function awaitedPeriod(
  kpi: Pick<Kpi, 'lastMonth' | 'basis'>,
  unit: Pick<Unit, 'opened' | 'closed'>,
  { grain, last, latest }: { grain: Grain; last: string; latest: string },
): string | null {
  if (grain === 'weekly') return null
  const period = grain === 'quarterly' ? lastQuarter(latest) : latest
  return last < period && isExpected(kpi, unit, period) ? period : null
}

/** "May 2019 has not come for this measure; the latest figure is April 2019. It was due on 10 June 2019 …" */
export function awaitedWords(
  { period, last }: { period: string; last: string },
  from: AwaitedReturn | null,
  day: string,
): string {
  const said = `${periodName(period)} has not come for this measure; the latest figure is ${periodInSentence(last)}.`
  if (from === null) return said
  const dueOn = dueDay(lastMonth(period), from.dueWorkingDay)
  return `${said} It ${dueOn < day ? 'was' : 'is'} due on ${dayName(dueOn)}, with the return ‘${from.name}’ (owner: ${from.ownerRole}).`
}
