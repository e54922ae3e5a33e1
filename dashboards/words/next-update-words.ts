import { nextUpdate } from '#domain/time/calendar.ts'
import { dayName, periodName } from '#domain/time/period.ts'

/** "10 June 2019 (May 2019)", or "was due 10 June 2019 (May 2019)" if that day is past; null if none is known. */
export function nextUpdateWords(...asked: Parameters<typeof nextUpdate>): string | null {
  const next = nextUpdate(...asked)
  if (next === null) return null
  return `${next.isPast ? 'was due ' : ''}${dayName(next.day)} (${periodName(next.month)})`
}
