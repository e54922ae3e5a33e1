/** The council's day and moment. A real council follows the clock; a demonstration lives on one fixed day. */
import { londonDay, londonInstant } from '#domain/time/moment.ts'
import type { Council } from '#server/record/council.ts'

export type CouncilClock = {
  /** The day on which everything is judged, `YYYY-MM-DD`. */
  today: () => Promise<string>
  /** The moment to record when a person writes, looks or signs. It carries the council's day, so that a page never shows a
   * agreed action of one year beside a record of another. */
  moment: () => Promise<Date>
}

/** A demonstration's people do everything at noon, after the day's files have arrived. A real council's moments are never
 * changed. */
export function councilClockOver(
  loadCouncil: () => Promise<Pick<Council, 'fixedDay'> | null>,
  now: () => Date,
): CouncilClock {
  const fixedDay = async () => (await loadCouncil())?.fixedDay ?? null
  return {
    today: async () => (await fixedDay()) ?? londonDay(now().toISOString()),
    moment: async () => {
      const day = await fixedDay()
      const noon = day === null ? null : londonInstant(day, '12:00')
      return noon === null ? now() : new Date(noon)
    },
  }
}
