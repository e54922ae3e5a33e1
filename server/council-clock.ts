/** The council's day and moment: those of the clock, and in a demonstration, which lives on one day, that day's. */
import { londonDay, londonInstant } from '#domain/time/moment.ts'
import type { Council } from '#server/record/council.ts'

export type CouncilClock = {
  /** The day on which everything is judged, `YYYY-MM-DD`. */
  today: () => Promise<string>
  /** When somebody writes, looks or signs. What a person does on a day bears that day, so that a page never sets a promise
   *  of one year beside its record in another. */
  moment: () => Promise<Date>
}

/** A demonstration's people do everything at noon, when the day's files are in: one sitting of one day. A real council's
 *  moments are never moved. */
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
