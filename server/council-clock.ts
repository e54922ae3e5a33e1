/** The council's day. A real council follows the clock; a demonstration lives on one fixed day. */
import { londonDay } from '#domain/time/moment.ts'
import type { Council } from '#server/record/council.ts'

export type CouncilClock = {
  /** The day on which everything is judged, `YYYY-MM-DD`. */
  today: () => Promise<string>
}

/** What is judged is judged on this day. The day that a line is of is the database's to say, by the same rule (`recorded_day`). */
export function councilClockOver(
  loadCouncil: () => Promise<Pick<Council, 'fixedDay'> | null>,
  now: () => Date,
): CouncilClock {
  const fixedDay = async () => (await loadCouncil())?.fixedDay ?? null
  return { today: async () => (await fixedDay()) ?? londonDay(now().toISOString()) }
}
